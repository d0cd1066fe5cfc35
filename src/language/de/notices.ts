import type { MailMessages, NoticeMessages } from '../messages.ts';
import { formatNumber, plural } from '../plural.ts';

/** What stands in notices and on the review page alike, in German. */
export const noticeDe: NoticeMessages = {
  change: {
    initial: 'Erste Version',
    minor: 'Geringfügige Änderung',
    substantial: 'Wesentliche Änderung',
    legal: 'Gesetzlich vorgeschriebene Änderung',
  },
  takesEffect: 'Tritt in Kraft am',
  inEffectSince: 'In Kraft seit',
  ifYouDoNotAgree: 'Wenn Sie nicht einverstanden sind',
  declineUntil: ({ date }) => `Sie können bis ${date} ablehnen und kündigen.`,
  declineUntilYouAccept: 'Sie können ablehnen und kündigen, solange Sie nicht zugestimmt haben.',
  ifYouDoNothing: 'Wenn Sie nichts tun',
  inShort: 'Kurz gefasst',
  requiredByLaw: 'Gesetzlich vorgeschrieben',
  whyWithdrawn: 'Warum die Änderung zurückgezogen wurde',
  whatItMeans: 'Was das für Sie bedeutet',
  whatChanges: 'Was sich ändert',
  whatChanged: 'Was sich geändert hat',
  silence: {
    deemed: ({ version, date }) =>
      `Wenn Sie den Dienst ab ${date} weiter nutzen, stimmen Sie damit Version ${version} zu.`,
    deemedLate: ({ version }) =>
      `Wenn Sie den Dienst nach Ablauf dieser Frist weiter nutzen, stimmen Sie damit Version ${version} zu.`,
    explicit: ({ date }) =>
      `Für Sie ändert sich nichts, solange Sie nicht zugestimmt haben. Ab ${date} werden Sie um Ihre Zustimmung gebeten, bevor Sie fortfahren können.`,
    explicitInEffect:
      'Für Sie ändert sich nichts, solange Sie nicht zugestimmt haben. Sie werden um Ihre Zustimmung gebeten, bevor Sie fortfahren können.',
  },
};

/** What stands in mails, in German. */
export const mailDe: MailMessages = {
  announcement: {
    subject: ({ title, day }) => `${title}: Änderungen treten am ${day} in Kraft`,
    subjectInEffect: ({ title, day }) => `${title}: Änderungen seit ${day} in Kraft`,
    heading: ({ title }) => `Änderungen: „${title}“`,
    lead: ({ company, title, version }) =>
      `${company} hat Version ${version} des Dokuments „${title}“ veröffentlicht. Hier lesen Sie, was sich ändert, ab wann und was Sie bis dahin tun können.`,
    leadInEffect: ({ company, title, version, date }) =>
      `${company} hat Version ${version} des Dokuments „${title}“ veröffentlicht. Diese Version ist seit ${date} in Kraft. Hier lesen Sie, was sich geändert hat und was Sie tun können.`,
  },
  reminder: {
    subject: ({ title, day }) => `Erinnerung: ${title}, Änderungen in Kraft ab ${day}`,
    subjectInEffect: ({ title, day }) => `Erinnerung: ${title}, Änderungen in Kraft seit ${day}`,
    heading: ({ title }) => `Erinnerung an Änderungen: „${title}“`,
    lead: ({ company, title, version, postedDate }) =>
      `Am ${postedDate} hat ${company} Version ${version} des Dokuments „${title}“ veröffentlicht. Wir haben noch keine Antwort von Ihnen. Deshalb lesen Sie hier noch einmal, was sich ändert, ab wann und was Sie bis dahin tun können.`,
    leadInEffect: ({ company, title, version, date, postedDate }) =>
      `Am ${postedDate} hat ${company} Version ${version} des Dokuments „${title}“ veröffentlicht. Diese Version ist seit ${date} in Kraft. Wir haben noch keine Antwort von Ihnen. Deshalb lesen Sie hier noch einmal, was sich geändert hat und was Sie tun können.`,
  },
  withdrawal: {
    subject: ({ title }) => `${title}: angekündigte Änderungen zurückgezogen`,
    heading: ({ title }) => `Änderungen zurückgezogen: „${title}“`,
    lead: ({ company, title, version, date }) =>
      `${company} hat Version ${version} des Dokuments „${title}“ zurückgezogen, die am ${date} in Kraft treten sollte. Diese Version tritt nicht in Kraft. Sie müssen nichts tun.`,
    stays: 'Die Version, die bisher für Sie galt, gilt weiter.',
    acceptance: ({ version }) =>
      `Falls Sie Version ${version} schon zugestimmt hatten, zählt diese Zustimmung nicht mehr. Was Sie davor entschieden hatten, gilt wieder, auch eine Entscheidung, die Nutzung zu beenden.`,
    leaving:
      'Falls Sie deswegen gekündigt haben und Ihre Nutzung noch nicht beendet ist, entfällt die Kündigung: Ihr Konto bleibt bestehen.',
    left: 'Falls Ihre Nutzung schon beendet ist, bleibt es dabei. Sie sind jederzeit wieder willkommen.',
    link: 'Zurückgezogene Änderungen ansehen',
  },
  declineWithin: ({ period }) =>
    `Nach Erhalt dieser E-Mail haben Sie ${period} Zeit, um abzulehnen und zu kündigen. Das genaue Datum steht auf Ihrer persönlichen Seite.`,
  declineOnPage:
    'Auf Ihrer persönlichen Seite steht, bis wann Sie ablehnen können oder wann diese Frist abgelaufen ist.',
  reviewAndAccept: 'Prüfen und zustimmen',
  declineAndLeave: 'Ablehnen und kündigen',
  nothingYet: 'Wenn Sie einen Link öffnen, ist noch nichts entschieden: Sie entscheiden erst auf der Seite.',
  comparedWith: ({ version }) => `Verglichen mit Version ${version}.`,
  moreOnPage: ({ count }) =>
    plural(count, 'de', {
      one: 'Eine weitere Änderung passt nicht in diese E-Mail. Sie steht auf Ihrer persönlichen Seite.',
      other: `${formatNumber(count, 'de')} weitere Änderungen passen nicht in diese E-Mail. Sie stehen auf Ihrer persönlichen Seite.`,
    }),
  seeAllChanges: 'Alle Änderungen ansehen',
  noChangesShown: 'Der vollständige Text steht auf Ihrer persönlichen Seite.',
  whyYouGotThis: ({ company }) =>
    `Sie erhalten diese E-Mail, weil Sie ein Konto bei ${company} haben. Sie ist eine rechtliche Mitteilung und lässt sich deshalb nicht abbestellen.`,
  receipt: {
    accepted: {
      subject: ({ title, version }) => `Ihre Bestätigung: Zustimmung zu Version ${version} („${title}“)`,
      heading: 'Sie haben zugestimmt',
      lead: ({ company, title, version }) =>
        `Sie haben Version ${version} des Dokuments „${title}“ von ${company} zugestimmt. Diese E-Mail ist Ihre Bestätigung; Sie müssen nichts weiter tun.`,
    },
    leaving: {
      subject: ({ title, version }) => `Ihre Bestätigung: Version ${version} abgelehnt („${title}“)`,
      heading: 'Sie haben abgelehnt und gekündigt',
      lead: ({ company, title, version }) =>
        `Sie haben Version ${version} des Dokuments „${title}“ abgelehnt, und Ihre Nutzung von ${company} endet. Diese E-Mail ist Ihre Bestätigung. Bis zum Ende der Nutzung können Sie Ihre Entscheidung auf Ihrer persönlichen Seite ändern.`,
    },
    stayed: {
      subject: ({ title }) => `Ihre Bestätigung: Kündigung zurückgenommen („${title}“)`,
      heading: 'Sie haben Ihre Kündigung zurückgenommen',
      lead: ({ company, title, version }) =>
        `Sie haben Ihre Kündigung bei ${company} zurückgenommen. Damit haben Sie Version ${version} des Dokuments „${title}“ nicht zugestimmt. Diese E-Mail ist Ihre Bestätigung.`,
    },
    useEnds: 'Ihre Nutzung endet am',
    openPage: 'Persönliche Seite öffnen',
    notYou: ({ company }) =>
      `Wenn nicht Sie das entschieden haben, wenden Sie sich bitte umgehend an ${company}.`,
    whyYouGotThis:
      'Sie erhalten diese E-Mail, weil jemand über einen Link geantwortet hat, der an diese Adresse gesendet wurde.',
  },
  contact: 'Kontakt',
  linksLeadTo: ({ host }) =>
    `Unsere eigenen Links in dieser E-Mail führen zu ${host} und nirgendwo anders hin.`,
};
