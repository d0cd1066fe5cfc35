import type { AnswersMessages } from '../answers-messages.ts';

/** What is said of saying no and staying, and of consents, in German. */
export const answersDe: AnswersMessages = {
  object: {
    until: ({ date }) => `Sie können bis ${date} widersprechen.`,
    within: ({ period }) =>
      `Sie haben ab dem Versand dieser E-Mail ${period} Zeit, um Widerspruch einzulegen. Den genauen Zeitpunkt finden Sie auf Ihrer persönlichen Seite.`,
    around: ({ date, period }) =>
      `Sie können bis ${date} widersprechen. Wurde diese E-Mail erst danach versandt, haben Sie für den Widerspruch ab dem Versand ${period} Zeit. Den genauen Zeitpunkt finden Sie auf Ihrer persönlichen Seite.`,
    untilRenewal: 'Sie können bis zur Verlängerung Ihres Vertrags widersprechen.',
    untilYouAccept: 'Sie können widersprechen, solange Sie nicht zugestimmt haben.',
    onPage:
      'Sie können innerhalb einer Frist widersprechen. Auf Ihrer persönlichen Seite steht, wann sie abläuft oder abgelaufen ist.',
  },
  ways: {
    leave: 'Sie können dann die Nutzung beenden.',
    leaveFree: 'Sie können dann die Nutzung beenden; das ist für Sie kostenlos.',
    keepOld: 'Sie können die Version behalten, die Sie jetzt haben.',
    keepOldUntil: ({ date }) => `Sie können die Version, die Sie jetzt haben, bis ${date} behalten.`,
    keepOldForATime:
      'Sie können die Version, die Sie jetzt haben, für eine bestimmte Zeit behalten. Auf Ihrer persönlichen Seite steht, bis wann.',
    keepOldPart: 'Sie können für einen Teil den bisherigen Text behalten; alles andere ist neu.',
    leavePart: 'Sie können auf einen Teil des Dienstes verzichten; der Rest läuft weiter.',
    refuse:
      'Sie können Nein sagen, solange Sie nicht zugestimmt haben. Ihre Nutzung des Dienstes läuft weiter.',
    mayEnd: ({ period }) =>
      `Wenn Sie sie behalten, dürfen wir Ihre Nutzung beenden; die Frist dafür beträgt: ${period}.`,
    mayEndFrom: ({ period, date }) =>
      `Wenn Sie sie behalten, dürfen wir Ihre Nutzung beenden, frühestens zum ${date}; die Frist dafür beträgt: ${period}.`,
  },
  canTakeBackUntil: ({ date }) =>
    `Sie können diese Antwort bis ${date} zurücknehmen. Auch danach können Sie der neuen Version noch zustimmen.`,
  consentAsked:
    'Wenn Sie zustimmen, können Sie das jederzeit widerrufen, so einfach, wie Sie zustimmen. Was bis dahin geschehen ist, bleibt davon unberührt.',
  explicitOptional:
    'Für Sie ändert sich nichts, solange Sie nicht zustimmen. Wenn Sie nicht zustimmen, behalten Sie, was Sie jetzt haben.',
  unrecordedOptional: ({ version }) =>
    `Uns liegt keine Zustimmung von Ihnen zu diesem Dokument vor. Weder Nichtstun noch die Nutzung des Dienstes ändert daran etwas. Sie können Version ${version} zustimmen, müssen es aber nicht.`,
  askedAnew:
    'Sie haben Ihre Einwilligung widerrufen; Ihre frühere Zustimmung zählt nicht mehr. Sie werden um Ihre Zustimmung gebeten, bevor Sie fortfahren können.',
  askedAnewOptional: ({ version }) =>
    `Sie haben Ihre Einwilligung widerrufen; Ihre frühere Zustimmung zählt nicht mehr. Sie können Version ${version} zustimmen, müssen es aber nicht.`,
  restrictedNow: 'Sie können den Dienst nur eingeschränkt nutzen, bis Sie zustimmen.',
  endedNow: 'Sie können den Dienst nicht nutzen, bis Sie zustimmen.',
  buttons: {
    no: 'Nein',
    keepOld: 'Widersprechen und bisherige Version behalten',
    keepOldPart: ({ part }) => `Widersprechen und bisherigen Text behalten: „${part}“`,
    leavePart: ({ part }) => `Ohne „${part}“ weitermachen`,
    takeBack: 'Meine Antwort zurücknehmen',
    withdraw: 'Meine Einwilligung widerrufen',
  },
  confirm: {
    title: 'Möchten Sie widersprechen?',
    keepOld: 'Ja, bisherige Version behalten',
    keepOldPart: ({ part }) => `Ja, bisherigen Text behalten: „${part}“`,
    leavePart: ({ part }) => `Ja, ohne „${part}“ weitermachen`,
  },
  states: {
    keepsOld: ({ title, version, date }) => ({
      title: 'Sie haben widersprochen.',
      body: `Sie haben Version ${version} des Dokuments „${title}“ am ${date} widersprochen. Die Version, die Sie haben, bleibt für Sie bestehen.`,
    }),
    keepsOldUntil: ({ title, version, date, until }) => ({
      title: 'Sie haben widersprochen.',
      body: `Sie haben Version ${version} des Dokuments „${title}“ am ${date} widersprochen. Die Version, die Sie haben, bleibt für Sie bis ${until} bestehen.`,
    }),
    keepsOldPart: ({ title, version, date, part }) => ({
      title: 'Sie haben einem Teil widersprochen.',
      body: `Sie haben „${part}“ in Version ${version} des Dokuments „${title}“ am ${date} widersprochen. Dort bleibt für Sie der bisherige Text, alles andere ist neu.`,
    }),
    leftPart: ({ title, version, date, part }) => ({
      title: 'Sie verzichten auf einen Teil.',
      body: `Sie haben wegen Version ${version} des Dokuments „${title}“ am ${date} auf „${part}“ verzichtet. Der Rest läuft weiter.`,
    }),
    tookBack: ({ title, version, date }) => ({
      title: 'Sie haben Ihre Antwort zurückgenommen.',
      body: `Sie haben Ihren Widerspruch gegen Version ${version} des Dokuments „${title}“ am ${date} zurückgenommen. Es ist so, als hätten Sie nicht widersprochen.`,
    }),
    consentWithdrawn: ({ title, version, date }) => ({
      title: 'Sie haben Ihre Einwilligung widerrufen.',
      body: `Sie haben Ihre Einwilligung in Version ${version} des Dokuments „${title}“ am ${date} widerrufen. Was davor auf ihrer Grundlage geschehen ist, bleibt davon unberührt.`,
    }),
    consentRefused: ({ title, version, date }) => ({
      title: 'Sie haben Nein gesagt.',
      body: `Sie haben Ihre Einwilligung in Version ${version} des Dokuments „${title}“ am ${date} verweigert. Ihre Nutzung des Dienstes läuft weiter. Wenn Sie es sich anders überlegen, können Sie weiterhin zustimmen.`,
    }),
    endedByCompany: ({ title, company, version, date, endsDate }) => ({
      title: 'Ihre Nutzung des Dienstes endet.',
      body: `Sie behalten, was Sie vor Version ${version} des Dokuments „${title}“ hatten, und ${company} hat deshalb am ${date} Ihre Nutzung beendet. Sie endet am ${endsDate}. Wenn Sie bis dahin zustimmen, läuft sie weiter.`,
    }),
  },
  receipt: {
    keepsOld: {
      subject: ({ title, version }) => `Ihre Bestätigung: Widerspruch gegen Version ${version} („${title}“)`,
      heading: 'Sie haben widersprochen',
      lead: ({ title, company, version }) =>
        `Sie haben Version ${version} des Dokuments „${title}“ von ${company} widersprochen. Die Version, die Sie haben, bleibt für Sie bestehen. Diese E-Mail ist Ihre Bestätigung.`,
    },
    keepsOldPart: {
      subject: ({ title, version }) =>
        `Ihre Bestätigung: Widerspruch gegen einen Teil von Version ${version} („${title}“)`,
      heading: 'Sie haben einem Teil widersprochen',
      lead: ({ title, company, version }) =>
        `Sie haben einem Teil von Version ${version} des Dokuments „${title}“ von ${company} widersprochen. Dort bleibt für Sie der bisherige Text, alles andere ist neu. Diese E-Mail ist Ihre Bestätigung.`,
    },
    leftPart: {
      subject: ({ title, version }) =>
        `Ihre Bestätigung: Verzicht auf einen Teil wegen Version ${version} („${title}“)`,
      heading: 'Sie verzichten auf einen Teil',
      lead: ({ title, company, version }) =>
        `Sie haben wegen Version ${version} des Dokuments „${title}“ von ${company} auf einen Teil des Dienstes verzichtet. Der Rest läuft weiter. Diese E-Mail ist Ihre Bestätigung.`,
    },
    tookBack: {
      subject: ({ title }) => `Ihre Bestätigung: Widerspruch zurückgenommen („${title}“)`,
      heading: 'Sie haben Ihren Widerspruch zurückgenommen',
      lead: ({ title, company, version }) =>
        `Sie haben Ihren Widerspruch gegen Version ${version} des Dokuments „${title}“ von ${company} zurückgenommen. Es ist so, als hätten Sie nicht widersprochen. Diese E-Mail ist Ihre Bestätigung.`,
    },
    consentWithdrawn: {
      subject: ({ title }) => `Ihre Bestätigung: Einwilligung widerrufen („${title}“)`,
      heading: 'Sie haben Ihre Einwilligung widerrufen',
      lead: ({ title, company, version }) =>
        `Sie haben Ihre Einwilligung in Version ${version} des Dokuments „${title}“ von ${company} widerrufen. Was davor auf ihrer Grundlage geschehen ist, bleibt davon unberührt. Diese E-Mail ist Ihre Bestätigung.`,
    },
    consentRefused: {
      subject: ({ title }) => `Ihre Bestätigung: Einwilligung verweigert („${title}“)`,
      heading: 'Sie haben Nein gesagt',
      lead: ({ title, company, version }) =>
        `Sie haben Ihre Einwilligung in Version ${version} des Dokuments „${title}“ von ${company} verweigert. Ihre Nutzung des Dienstes läuft weiter. Diese E-Mail ist Ihre Bestätigung.`,
    },
    part: 'Teil',
    keptUntil: 'Was Sie haben, bleibt bestehen bis',
  },
};
