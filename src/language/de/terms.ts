import type { TermsMessages } from '../terms-messages.ts';

/** What is said of versions with rules of their own, in German. */
export const termsDe: TermsMessages = {
  subject: ({ title }) => `${title}: angekündigte Änderungen`,
  reminderSubject: ({ title }) => `Erinnerung: ${title}, angekündigte Änderungen`,
  leadForInformation: ({ title, company, version }) =>
    `${company} hat Version ${version} des Dokuments „${title}“ veröffentlicht. Diese E-Mail dient Ihrer Information: Hier lesen Sie, was sich ändert und ab wann.`,
  leadAgain: ({ title, company, version, postedDate }) =>
    `Am ${postedDate} hat ${company} Version ${version} des Dokuments „${title}“ veröffentlicht. Hier lesen Sie noch einmal, was sich ändert, ab wann und was das für Sie bedeutet.`,
  withdrawnLead: ({ title, company, version }) =>
    `${company} hat Version ${version} des Dokuments „${title}“ zurückgezogen. Diese Version tritt nicht in Kraft. Sie müssen nichts tun.`,
  effect: {
    after: ({ period }) =>
      `Frühestens nach Ablauf dieser Frist ab dem Versand dieser E-Mail: ${period}. Den genauen Zeitpunkt finden Sie auf Ihrer persönlichen Seite.`,
    atOnce: 'Mit dem Versand dieser E-Mail.',
    onPage: 'Das Datum und die Uhrzeit finden Sie auf Ihrer persönlichen Seite.',
    atRenewal:
      'Bei der Verlängerung Ihres Vertrags. Das Datum finden Sie auf Ihrer persönlichen Seite, sobald es feststeht.',
    notKnown:
      'Es steht noch nicht fest: Es hängt von einer Mitteilung ab, und nach unseren Aufzeichnungen hat Sie noch keine erreicht.',
  },
  reason: 'Begründung',
  soonerReason: 'Warum früher als üblich',
  declineUntilRenewal: 'Sie können bis zur Verlängerung Ihres Vertrags ablehnen und die Nutzung beenden.',
  silence: {
    until: ({ version, date }) =>
      `Wenn Sie bis ${date} nichts tun, gilt Ihre Zustimmung zu Version ${version} als erteilt.`,
    within: ({ version, period }) =>
      `Sie haben ab dem Versand dieser E-Mail ${period} Zeit zu widersprechen. Wenn Sie in dieser Zeit nichts tun, gilt Ihre Zustimmung zu Version ${version} als erteilt. Den genauen Zeitpunkt finden Sie auf Ihrer persönlichen Seite.`,
    around: ({ version, period, date }) =>
      `Wenn Sie bis ${date} nichts tun, gilt Ihre Zustimmung zu Version ${version} als erteilt. Wurde diese E-Mail erst danach versandt, haben Sie ab dem Versand ${period} Zeit. Den genauen Zeitpunkt finden Sie auf Ihrer persönlichen Seite.`,
    lateUntil: ({ since, date, version }) =>
      `Für andere gilt die Änderung seit ${since}. Für Sie gilt bis ${date} die Version, die Sie jetzt haben; so lange können Sie widersprechen. Wenn Sie nichts tun, gilt Ihre Zustimmung zu Version ${version} als erteilt.`,
    lateWithin: ({ since, period, version }) =>
      `Für andere gilt die Änderung seit ${since}. Für Sie gilt ab dem Versand dieser E-Mail noch ${period} lang die Version, die Sie jetzt haben; so lange können Sie widersprechen. Wenn Sie nichts tun, gilt Ihre Zustimmung zu Version ${version} als erteilt. Den genauen Zeitpunkt finden Sie auf Ihrer persönlichen Seite.`,
    untilRenewal: ({ version }) =>
      `Wenn Sie bis zur Verlängerung Ihres Vertrags nichts tun, gilt Ihre Zustimmung zu Version ${version} als erteilt.`,
    onPage: ({ version }) =>
      `Wenn Sie nichts tun, gilt Ihre Zustimmung zu Version ${version} als erteilt. Auf Ihrer persönlichen Seite steht, bis wann Sie widersprechen können oder wann diese Frist abgelaufen ist.`,
    ended: ({ version, date, closedDate }) =>
      `Die Frist für einen Widerspruch ist am ${closedDate} abgelaufen. Sie haben nicht widersprochen, deshalb gilt Version ${version} für Sie ab ${date}.`,
    endedUntilRenewal: ({ version, closedDate }) =>
      `Die Frist für einen Widerspruch ist am ${closedDate} abgelaufen. Sie haben nicht widersprochen, deshalb gilt Version ${version} für Sie ab der Verlängerung Ihres Vertrags.`,
  },
  use: {
    afterRenewal: ({ version }) =>
      `Wenn Sie den Dienst nach der Verlängerung Ihres Vertrags weiter nutzen, stimmen Sie damit Version ${version} zu.`,
    onPage: ({ version }) =>
      `Wenn Sie den Dienst weiter nutzen, stimmen Sie damit Version ${version} zu. Ab wann das gilt, steht auf Ihrer persönlichen Seite.`,
    goOn: ({ version }) =>
      `Wenn Sie den Dienst weiter nutzen, stimmen Sie damit Version ${version} zu. Wenn Sie nicht einverstanden sind, nutzen Sie ihn nicht mehr.`,
    next: ({ version }) =>
      `Wenn Sie den Dienst das nächste Mal nutzen, stimmen Sie damit Version ${version} zu.`,
  },
  explicitUndated:
    'Für Sie ändert sich nichts, solange Sie nicht zugestimmt haben. Sobald die Änderung in Kraft ist, werden Sie um Ihre Zustimmung gebeten, bevor Sie fortfahren können.',
  unanswered: {
    restrict: ({ date }) =>
      `Wenn Sie bis ${date} nicht zugestimmt haben, können Sie den Dienst danach nur eingeschränkt nutzen, bis Sie zustimmen.`,
    restrictUndated:
      'Wenn Sie nicht zustimmen, können Sie den Dienst ab einem bestimmten Zeitpunkt nur eingeschränkt nutzen, bis Sie zustimmen. Den Zeitpunkt finden Sie auf Ihrer persönlichen Seite.',
    end: ({ date }) =>
      `Wenn Sie bis ${date} nicht zugestimmt haben, können Sie den Dienst danach nicht nutzen, bis Sie zustimmen.`,
    endUndated:
      'Wenn Sie nicht zustimmen, können Sie den Dienst ab einem bestimmten Zeitpunkt nicht nutzen, bis Sie zustimmen. Den Zeitpunkt finden Sie auf Ihrer persönlichen Seite.',
  },
  acceptAtOnce: 'Wenn Sie zustimmen, gilt die Änderung für Sie sofort.',
  applies: {
    from: ({ date }) =>
      `Sie müssen nichts tun: Diese Mitteilung dient Ihrer Information. Die Änderung gilt ab ${date}.`,
    since: ({ date }) =>
      `Sie müssen nichts tun: Diese Mitteilung dient Ihrer Information. Die Änderung gilt seit ${date}.`,
    undated: 'Sie müssen nichts tun: Diese Mitteilung dient Ihrer Information.',
    leave:
      'Ihre Zustimmung ist nicht erforderlich. Wenn Sie die Änderung nicht wünschen, können Sie die Nutzung beenden.',
    leaveUntil: ({ date }) =>
      `Ihre Zustimmung ist nicht erforderlich. Wenn Sie die Änderung nicht wünschen, können Sie die Nutzung bis ${date} beenden.`,
    leaveWithin: ({ period }) =>
      `Ihre Zustimmung ist nicht erforderlich. Wenn Sie die Änderung nicht wünschen, haben Sie ab dem Versand dieser E-Mail ${period} Zeit, die Nutzung zu beenden. Den genauen Zeitpunkt finden Sie auf Ihrer persönlichen Seite.`,
    leaveUntilRenewal:
      'Ihre Zustimmung ist nicht erforderlich. Wenn Sie die Änderung nicht wünschen, können Sie die Nutzung bis zur Verlängerung Ihres Vertrags beenden.',
    leaveOnPage:
      'Ihre Zustimmung ist nicht erforderlich. Wenn Sie die Änderung nicht wünschen, können Sie die Nutzung innerhalb einer Frist beenden. Auf Ihrer persönlichen Seite steht, wann sie abläuft oder abgelaufen ist.',
  },
  notTold:
    'Sie sind noch an nichts gebunden: Nach unseren Aufzeichnungen hat Sie keine Mitteilung darüber erreicht.',
  public: {
    silence: ({ version }) =>
      `Wer der vorigen Version zugestimmt hat, von dieser unterrichtet wurde und nicht rechtzeitig widerspricht, stimmt damit Version ${version} zu.`,
    applies: ({ version }) => `Version ${version} gilt, ohne dass ihr jemand zustimmen muss.`,
  },
};
