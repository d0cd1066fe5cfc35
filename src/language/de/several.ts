import type { SeveralMessages, WayMessages } from '../messages.ts';

/** What stands in a mail, and on its page, that tell of several documents at once, in German. */
export const severalDe: SeveralMessages = {
  quote: ({ title }) => `„${title}“`,
  subject: ({ names, day }) => `${names}: Änderungen zum ${day}`,
  subjectUndated: ({ names }) => `${names}: angekündigte Änderungen`,
  heading: ({ titles }) => `Änderungen: ${titles}`,
  lead: ({ company, titles }) =>
    `${company} hat neue Versionen mehrerer Dokumente veröffentlicht: ${titles}. Hier lesen Sie zu jedem, was sich ändert, ab wann und was Sie tun können.`,
  reminder: {
    subject: ({ names }) => `Erinnerung: ${names}, angekündigte Änderungen`,
    heading: ({ titles }) => `Erinnerung an Änderungen: ${titles}`,
    lead: ({ company, titles, postedDate }) =>
      `Am ${postedDate} hat ${company} neue Versionen mehrerer Dokumente veröffentlicht: ${titles}. Wir haben noch keine Antwort von Ihnen. Deshalb lesen Sie hier noch einmal zu jedem, was sich ändert, ab wann und was Sie tun können.`,
  },
  withdrawal: {
    subject: ({ names }) => `${names}: angekündigte Änderungen zurückgezogen`,
    heading: ({ titles }) => `Änderungen zurückgezogen: ${titles}`,
  },
  acceptAll: ({ titles }) => `Allen zustimmen: ${titles}`,
  consentApart: ({ titles }) =>
    `Um Ihre Einwilligung zu ${titles} wird weiter unten gesondert gebeten: Die Schaltfläche für alle erteilt sie nicht.`,
  eachAlone: 'Sie können auch weiter unten auf jedes einzeln antworten.',
};

/** What becomes of a reply to a mail, and how its notice is found without it, in German. */
export const waysDe: WayMessages = {
  findable: ({ url }) =>
    `Sie finden das auch ohne die Links in dieser E-Mail, indem Sie selbst ${url} öffnen.`,
  replies: ({ address }) =>
    `Antworten auf diese E-Mail gehen an ${address}. Sie werden nicht als Ihre Entscheidung festgehalten.`,
  wholeText: 'Der neue Text ohne Markierungen',
};
