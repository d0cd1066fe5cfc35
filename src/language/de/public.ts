import type { BannerMessages, PublicMessages } from '../public-messages.ts';

/** What stands on the public pages of policies, in German. */
export const publicDe: PublicMessages = {
  skip: 'Zum Inhalt springen',
  policies: 'Rechtliche Dokumente',
  noPolicies: 'Es wurde noch kein Dokument veröffentlicht.',
  about: ({ company }) =>
    `Hier veröffentlicht ${company} Bedingungen und Richtlinien: was gilt, was sich bald ändert und was früher galt.`,
  signIn: 'Anmeldung für Beschäftigte',
  contents: 'Inhalt',
  version: ({ version }) => `Version ${version}`,
  more: 'Mehr zu diesem Dokument',
  currentText: 'Der geltende Text',
  allVersions: 'Alle Versionen',
  feed: 'Änderungen als Feed',
  noneInForce: {
    title: 'Es ist noch keine Version in Kraft.',
    body: 'Dieses Dokument gilt für niemanden, bis seine erste Version in Kraft tritt.',
  },
  announced: 'Eine Änderung ist angekündigt',
  firstAnnounced: 'Eine erste Version ist angekündigt',
  takesEffect: ({ version, date }) => `Version ${version} tritt am ${date} in Kraft.`,
  inEffectSince: ({ version, date }) => `Version ${version}, in Kraft seit ${date}`,
  seeChanges: 'Änderungen ansehen',
  silence: ({ version, date }) =>
    `Wer der vorigen Version zugestimmt hat, von dieser unterrichtet wurde und den Dienst ab ${date} weiter nutzt, stimmt damit Version ${version} zu.`,
  readVersion: ({ version }) => `Version ${version} lesen`,
  states: {
    announced: 'Angekündigt',
    'in-force': 'In Kraft',
    superseded: 'Ersetzt',
    withdrawn: 'Zurückgezogen',
  },
  notInForce: {
    announced: ({ version, date }) => ({
      title: `Version ${version} ist noch nicht in Kraft.`,
      body: `Diese Version tritt am ${date} in Kraft.`,
    }),
    superseded: ({ version, by }) => ({
      title: `Version ${version} wurde ersetzt.`,
      body: `Version ${by} hat diese Version ersetzt.`,
    }),
    withdrawn: ({ version, date }) => ({
      title: `Version ${version} wurde zurückgezogen.`,
      body: `Diese Version wurde am ${date} zurückgezogen und ist nie in Kraft getreten.`,
    }),
  },
  kindOfChange: 'Art der Änderung',
  toldBefore: 'Wie bekannt gegeben, bevor hier darüber Buch geführt wurde',
  status: 'Status',
  tookEffect: 'In Kraft getreten am',
  wasToTakeEffect: 'Sollte in Kraft treten am',
  withdrawnOn: 'Zurückgezogen am',
  historyTitle: ({ title }) => `${title}: alle Versionen`,
  newerVersions: 'Neuere Versionen',
  olderVersions: 'Ältere Versionen',
  versionRange: ({ from, to }) => `Versionen ${from} bis ${to}`,
  compare: {
    title: ({ title }) => `${title}: Versionen vergleichen`,
    versions: ({ from, to }) => `Was sich von Version ${from} zu Version ${to} ändert`,
    from: 'Von',
    to: 'Zu',
    show: 'Vergleichen',
    view: 'Ansicht',
    inline: 'In einer Spalte',
    sideBySide: 'Nebeneinander',
    sameVersion: 'Das ist zweimal dieselbe Version. Bitte wählen Sie eine andere zum Vergleich.',
    busy: {
      title: 'Zu viele Vergleiche auf einmal.',
      body: 'Gerade werden andere Vergleiche erstellt. Bitte versuchen Sie es in einigen Sekunden noch einmal.',
    },
  },
  tooOften: {
    title: 'Zu viele Anfragen.',
    body: 'Aus Ihrem Netz kamen in kurzer Zeit sehr viele Anfragen. Bitte versuchen Sie es in einigen Sekunden noch einmal. Falls Sie gerade eine Antwort abgeschickt haben, wurde sie nicht erfasst.',
  },
  notFound: {
    title: 'Diese Seite gibt es nicht.',
    body: 'Vielleicht ist die Adresse unvollständig oder falsch geschrieben. Alle Dokumente finden Sie auf der Seite „Rechtliche Dokumente“.',
  },
  texts: {
    languages: 'Sprachen',
    prevails: ({ language }) => `Dies ist eine Übersetzung. Maßgeblich ist der Text auf ${language}.`,
    changesIn: ({ language, version, missing }) =>
      `Die Änderungen sind auf ${language} angegeben, weil es zum Vergleich keinen Text von Version ${version} auf ${missing} gibt.`,
  },
  parts: 'Bestandteil dieses Dokuments',
  partOf: 'Gehört zu',
  corrections: {
    corrected: ({ date }) => `Korrigiert am ${date}`,
    earlier: 'Früherer Wortlaut',
    isEarlier: ({ date }) => `So lautete der Text, bis er am ${date} korrigiert wurde.`,
  },
  layers: {
    whatCounts:
      'Die kurzen Zusammenfassungen helfen beim Lesen. Es gilt der Text selbst, der unter „Weiterlesen“ steht.',
    readMore: 'Weiterlesen',
  },
  feedTitle: ({ title }) => `${title}: Änderungen`,
};

/** What the bar on the product's own site says, in German. */
export const bannerDe: BannerMessages = {
  label: 'Hinweis auf die Änderung eines Dokuments',
  announced: ({ title, date }) => `${title}: Änderungen treten am ${date} in Kraft.`,
  inEffect: ({ title, date }) => `${title}: Änderungen sind seit ${date} in Kraft.`,
  link: 'Änderungen ansehen',
  dismiss: 'Hinweis ausblenden',
};
