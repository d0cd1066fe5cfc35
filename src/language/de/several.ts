import type { SeveralMessages, WayMessages } from '../messages.ts';

/** What stands in a mail, and on its page, that tell of several documents at once, in German. */
export const severalDe: SeveralMessages = {
  subject: ({ titles, day }) => `${titles}: Änderungen zum ${day}`,
  subjectUndated: ({ titles }) => `${titles}: angekündigte Änderungen`,
  heading: ({ titles }) => `Änderungen: ${titles}`,
  lead: ({ company, titles }) =>
    `${company} hat neue Versionen mehrerer Dokumente veröffentlicht: ${titles}. Hier lesen Sie zu jedem, was sich ändert, ab wann und was Sie tun können.`,
  reminder: {
    subject: ({ titles }) => `Erinnerung: ${titles}, angekündigte Änderungen`,
    heading: ({ titles }) => `Erinnerung an Änderungen: ${titles}`,
    lead: ({ company, titles, postedDate }) =>
      `Am ${postedDate} hat ${company} neue Versionen mehrerer Dokumente veröffentlicht: ${titles}. Wir haben noch keine Antwort von Ihnen. Deshalb lesen Sie hier noch einmal zu jedem, was sich ändert, ab wann und was Sie tun können.`,
  },
  withdrawal: {
    subject: ({ titles }) => `${titles}: angekündigte Änderungen zurückgezogen`,
    heading: ({ titles }) => `Änderungen zurückgezogen: ${titles}`,
  },
  receipt: {
    subject: ({ titles }) => `Ihre Bestätigung: Zustimmung zu ${titles}`,
    lead: ({ company, titles }) =>
      `Sie haben diesen Dokumenten von ${company} zugestimmt, jedem in der genannten Version: ${titles}. Diese E-Mail ist Ihre Bestätigung; Sie müssen nichts weiter tun.`,
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
  replies: ({ replyTo }) =>
    `Antworten auf diese E-Mail gehen an ${replyTo}. Sie werden nicht als Ihre Entscheidung festgehalten.`,
  wholeText: 'Der neue Text ohne Markierungen',
};
