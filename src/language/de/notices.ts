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
  changesToo: ({ title, version, postedDate, date }) =>
    `Das Dokument „${title}“ gehört mit diesem zusammen und ändert sich ebenfalls: Version ${version} wurde am ${postedDate} angekündigt, in Kraft treten soll sie am ${date}.`,
  changesTooUndated: ({ title, version, postedDate }) =>
    `Das Dokument „${title}“ gehört mit diesem zusammen und ändert sich ebenfalls: Version ${version} wurde am ${postedDate} angekündigt. Ab wann, sagt eine eigene Mitteilung.`,
  replaces: ({ version, replaced, postedDate }) =>
    `Version ${version} tritt an die Stelle von Version ${replaced}, die am ${postedDate} angekündigt wurde. Version ${replaced} ist zurückgezogen und tritt nicht in Kraft: Was Sie darüber vielleicht gelesen haben, gilt nicht mehr.`,
  replacedAcceptances:
    'Falls Sie einer der zurückgezogenen Versionen schon zugestimmt hatten, zählt diese Zustimmung nicht mehr. Was Sie davor entschieden hatten, gilt wieder, auch eine Entscheidung, die Nutzung zu beenden.',
  replacedLeaving:
    'Falls Sie nur wegen einer dieser Versionen die Nutzung beenden wollten und sie noch läuft, läuft sie weiter.',
  takesEffect: 'Tritt in Kraft am',
  inEffectSince: 'In Kraft seit',
  effectDate: 'Datum des Inkrafttretens',
  ifYouDoNotAgree: 'Wenn Sie nicht einverstanden sind',
  declineUntil: ({ date }) => `Sie können bis ${date} ablehnen und die Nutzung beenden.`,
  declineUntilYouAccept: 'Sie können ablehnen und die Nutzung beenden, solange Sie nicht zugestimmt haben.',
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
    unrecorded: ({ version }) =>
      `Uns liegt kein Nachweis vor, dass Sie diesem Dokument zugestimmt haben. Daran ändert sich nichts, wenn Sie nichts tun oder den Dienst nutzen. Sie werden um Ihre Zustimmung zu Version ${version} gebeten.`,
  },
};

/** What stands in mails, in German. */
export const mailDe: MailMessages = {
  announcement: {
    subject: ({ title, day }) => `${title}: Änderungen zum ${day}`,
    subjectInEffect: ({ title, day }) => `${title}: Änderungen seit dem ${day} in Kraft`,
    heading: ({ title }) => `Änderungen: „${title}“`,
    lead: ({ company, title, version }) =>
      `${company} hat Version ${version} des Dokuments „${title}“ veröffentlicht. Hier lesen Sie, was sich ändert, ab wann und was Sie tun können.`,
    leadInEffect: ({ company, title, version, date }) =>
      `${company} hat Version ${version} des Dokuments „${title}“ veröffentlicht. Diese Version ist seit ${date} in Kraft. Hier lesen Sie, was sich geändert hat und was Sie tun können.`,
  },
  reminder: {
    subject: ({ title, day }) => `Erinnerung: ${title}, Änderungen zum ${day}`,
    subjectInEffect: ({ title, day }) => `Erinnerung: ${title}, Änderungen seit dem ${day} in Kraft`,
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
    leaving: 'Falls Sie nur deswegen die Nutzung beenden wollten und sie noch läuft, läuft sie weiter.',
    left: 'Falls Ihre Nutzung schon beendet ist, bleibt es dabei. Sie sind jederzeit wieder willkommen.',
    link: 'Zurückgezogene Änderungen ansehen',
  },
  declineWithin: ({ period }) =>
    `Sie haben ab dem Versand dieser E-Mail ${period} Zeit, abzulehnen und die Nutzung zu beenden. Den genauen Zeitpunkt finden Sie auf Ihrer persönlichen Seite.`,
  declineAround: ({ date, period }) =>
    `Sie können bis ${date} ablehnen und die Nutzung beenden. Wurde diese E-Mail erst danach versandt, haben Sie ab dem Versand ${period} Zeit. Den genauen Zeitpunkt finden Sie auf Ihrer persönlichen Seite.`,
  declineOnPage:
    'Auf Ihrer persönlichen Seite steht, bis wann Sie ablehnen können oder wann diese Frist abgelaufen ist.',
  reviewAndAccept: 'Prüfen und zustimmen',
  declineAndLeave: 'Ablehnen und Nutzung beenden',
  nothingYet: 'Wenn Sie einen Link öffnen, ist noch nichts entschieden: Sie entscheiden erst auf der Seite.',
  onceMore:
    'Wir senden Ihnen diese Mitteilung noch einmal, weil sich der Link aus der vorigen nicht mehr öffnen lässt.',
  corrects:
    'Diese E-Mail berichtigt eine frühere, in der eine Zusammenfassung oder eine Übersetzung nicht stimmte. Bitte richten Sie sich nach dieser. Der maßgebliche Text ist unverändert.',
  settled: {
    'has-accepted': ({ version }) =>
      `Sie haben Version ${version} zugestimmt, und dabei bleibt es. Sie müssen nichts weiter tun.`,
    'is-bound': ({ version }) => `Für Sie gilt Version ${version} bereits. Sie müssen nichts weiter tun.`,
    'has-refused': ({ version }) =>
      `Sie haben Ihre Einwilligung in Version ${version} verweigert, und dabei bleibt es. Wenn Sie es sich anders überlegen, können Sie weiterhin zustimmen.`,
    'is-leaving': ({ version }) =>
      `Sie haben Version ${version} abgelehnt und beenden die Nutzung. Bis zum Ende der Nutzung können Sie Ihre Entscheidung auf Ihrer persönlichen Seite ändern.`,
  },
  comparedWith: ({ version }) => `Verglichen mit Version ${version}.`,
  earlierOnPage: 'Frühere Versionen passen nicht in diese E-Mail. Sie stehen auf Ihrer persönlichen Seite.',
  moreOnPage: ({ count }) =>
    plural(count, 'de', {
      one: 'Eine weitere Änderung passt nicht in diese E-Mail. Sie steht auf Ihrer persönlichen Seite.',
      other: `${formatNumber(count, 'de')} weitere Änderungen passen nicht in diese E-Mail. Sie stehen auf Ihrer persönlichen Seite.`,
    }),
  seeAllChanges: 'Alle Änderungen ansehen',
  noChangesShown: 'Der vollständige Text steht auf Ihrer persönlichen Seite.',
  whyYouGotThis: ({ company }) =>
    `Sie erhalten diese E-Mail, weil diese Adresse zu einem Konto bei ${company} gehört. Es ist eine rechtliche Mitteilung, die sich deshalb nicht abbestellen lässt.`,
  whyYouGotThisOnce: ({ company }) =>
    `Sie erhalten diese E-Mail, weil diese Adresse zu einem Konto bei ${company} gehört oder gehörte. Es ist eine rechtliche Mitteilung, die sich deshalb nicht abbestellen lässt.`,
  receipt: {
    accepted: {
      subject: ({ title, version }) => `Ihre Bestätigung: Zustimmung zu Version ${version} („${title}“)`,
      heading: 'Sie haben zugestimmt',
      lead: ({ company, title, version }) =>
        `Sie haben Version ${version} des Dokuments „${title}“ von ${company} zugestimmt. Diese E-Mail ist Ihre Bestätigung; Sie müssen nichts weiter tun.`,
    },
    leaving: {
      subject: ({ title, version }) => `Ihre Bestätigung: Version ${version} abgelehnt („${title}“)`,
      heading: 'Sie haben abgelehnt und beenden die Nutzung',
      lead: ({ company, title, version }) =>
        `Sie haben Version ${version} des Dokuments „${title}“ abgelehnt, und Ihre Nutzung von ${company} endet. Diese E-Mail ist Ihre Bestätigung. Bis zum Ende der Nutzung können Sie Ihre Entscheidung auf Ihrer persönlichen Seite ändern.`,
    },
    stayed: {
      subject: ({ title }) => `Ihre Bestätigung: Entscheidung zurückgenommen („${title}“)`,
      heading: 'Sie haben Ihre Entscheidung zurückgenommen',
      lead: ({ company, title, version }) =>
        `Sie haben Ihre Entscheidung zurückgenommen, die Nutzung von ${company} wegen Version ${version} des Dokuments „${title}“ zu beenden. Eine Zustimmung zu dieser Version liegt darin nicht. Diese E-Mail ist Ihre Bestätigung.`,
    },
    stayedLead: ({ company, title, version }) =>
      `Sie haben Ihre Entscheidung zurückgenommen, die Nutzung von ${company} wegen Version ${version} des Dokuments „${title}“ zu beenden. Ihre frühere Zustimmung zu dieser Version gilt wieder. Diese E-Mail ist Ihre Bestätigung.`,
    useEnds: 'Ihre Nutzung endet am',
    countsAgain: 'Ihre Zustimmung, die wieder gilt',
    stillLeaving: 'Ihre Nutzung endet weiterhin wegen',
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
