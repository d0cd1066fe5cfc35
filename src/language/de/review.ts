import type { ReviewMessages } from '../messages.ts';

/** What stands on the review page, in German. */
export const reviewDe: ReviewMessages = {
  title: ({ title }) => `Änderungen: „${title}“`,
  posted: 'Veröffentlicht am',
  comparedWith: ({ version }) => `Verglichen mit Version ${version}, der Sie zugestimmt haben.`,
  comparedWithInForce: ({ version }) => `Verglichen mit Version ${version}.`,
  agreedBefore:
    'Sie haben diesem Dokument zugestimmt, bevor hier darüber Buch geführt wurde. Welcher Fassung, ist nicht bekannt.',
  fullText: ({ version }) => `Version ${version} im vollen Wortlaut lesen`,
  lateUntil: ({ date }) =>
    `Sie haben davon erst nach dem Inkrafttreten erfahren. Deshalb haben Sie für Ihre Entscheidung bis ${date} Zeit.`,
  nothingBinds:
    'Sie sind noch an nichts gebunden: Nach unseren Unterlagen hat Sie keine Mitteilung darüber erreicht. Sie können zustimmen oder ablehnen und die Nutzung beenden.',
  yourAnswer: 'Ihre Antwort',
  accept: ({ version }) => `Version ${version} zustimmen`,
  declineAndLeave: 'Ablehnen und Nutzung beenden',
  confirmLeaving: {
    title: 'Möchten Sie die Nutzung wirklich beenden?',
    body: ({ date }) =>
      `Ihre Nutzung des Dienstes endet dann am ${date}. Bis dahin können Sie Ihre Entscheidung ändern.`,
    confirm: ({ day }) => `Ja, meine Nutzung am ${day} beenden`,
    goBack: 'Nein, zurück',
  },
  stay: 'Doch bleiben',
  receipts: {
    accepted: ({ title, version, date }) => ({
      title: 'Vielen Dank. Sie haben zugestimmt.',
      body: `Sie haben am ${date} Version ${version} des Dokuments „${title}“ zugestimmt.`,
    }),
    leaving: ({ title, version, date, endsDate }) => ({
      title: 'Sie haben abgelehnt und beenden die Nutzung.',
      body: `Sie haben am ${date} Version ${version} des Dokuments „${title}“ abgelehnt. Ihre Nutzung des Dienstes endet am ${endsDate}. Bis dahin können Sie Ihre Entscheidung auf dieser Seite ändern.`,
    }),
    stayed: ({ title, version, date }) => ({
      title: 'Sie haben Ihre Entscheidung zurückgenommen.',
      body: `Sie haben am ${date} Ihre Entscheidung zurückgenommen, die Nutzung wegen Version ${version} des Dokuments „${title}“ zu beenden. Eine Zustimmung zu dieser Version liegt darin nicht.`,
    }),
    stayedAccepted: ({ title, version, date, acceptedDate }) => ({
      title: 'Sie haben Ihre Entscheidung zurückgenommen.',
      body: `Sie haben am ${date} Ihre Entscheidung zurückgenommen, die Nutzung wegen Version ${version} des Dokuments „${title}“ zu beenden. Ihre Zustimmung vom ${acceptedDate} gilt wieder.`,
    }),
    keep: 'Drucken oder speichern Sie diese Seite, wenn Sie einen eigenen Nachweis behalten möchten.',
    mailing: 'Wir senden Ihnen diese Bestätigung auch per E-Mail.',
    mailed: ({ date }) => `Diese Bestätigung haben wir Ihnen am ${date} auch per E-Mail gesandt.`,
    policy: 'Dokument',
    version: 'Version',
    fingerprint: 'Prüfsumme des Textes',
    recordedAt: 'Erfasst am',
  },
  stillLeaving: ({ title, date }) =>
    `Ihre Nutzung endet weiterhin am ${date}, und zwar wegen des Dokuments „${title}“.`,
  states: {
    alreadyAccepted: ({ version, date, basis }) => ({
      title:
        basis === 'deemed' || basis === 'silence'
          ? `Für Sie gilt Version ${version}.`
          : `Sie haben Version ${version} zugestimmt.`,
      body: {
        explicit: `Sie haben ihr am ${date} zugestimmt. Sie müssen nichts weiter tun.`,
        deemed: `Sie haben den Dienst am ${date} genutzt, nachdem diese Version in Kraft getreten war, und ihr damit zugestimmt. Sie müssen nichts weiter tun.`,
        silence: `Sie haben bis ${date} nicht widersprochen, deshalb gilt Ihre Zustimmung als erteilt. Sie müssen nichts weiter tun.`,
        imported: `Ihre Zustimmung vom ${date} ist erfasst. Sie müssen nichts weiter tun.`,
      }[basis],
    }),
    newerAccepted: ({ version }) => ({
      title: 'Sie müssen nichts weiter tun.',
      body: `Sie haben Version ${version} zugestimmt, die neuer ist als diese.`,
    }),
    left: ({ endedDate }) => ({
      title: 'Ihre Nutzung ist beendet.',
      body: `Sie endete am ${endedDate}. Hier ist nichts mehr zu entscheiden.`,
    }),
    windowClosed: ({ version, closedDate }) => ({
      title: 'Die Frist zum Ablehnen ist abgelaufen.',
      body: `Sie konnten Version ${version} bis ${closedDate} ablehnen.`,
    }),
    withdrawn: ({ version, withdrawnDate }) => ({
      title: 'Diese Änderung wurde zurückgezogen.',
      body: `Version ${version} wurde am ${withdrawnDate} zurückgezogen und tritt nicht in Kraft.`,
    }),
    nothingChanged: 'Für Sie hat sich dadurch nichts geändert: Was vorher für Sie galt, galt weiter.',
    superseded: ({ version, by }) => ({
      title: 'Eine neuere Version hat diese ersetzt.',
      body: `Version ${version} wurde durch Version ${by} ersetzt. Antworten können Sie nur zu einer Version, die in Kraft oder angekündigt ist.`,
    }),
    expiredLink: {
      title: 'Dieser Link ist abgelaufen.',
      body: 'Er galt nur eine gewisse Zeit. Durch das Öffnen wurde nichts erfasst. Bitte melden Sie sich beim Dienst an, um zu sehen, was für Sie gilt.',
    },
    unknownLink: {
      title: 'Diesen Link kennen wir nicht.',
      body: 'Vielleicht wurde er beim Kopieren abgeschnitten. Bitte öffnen Sie ihn noch einmal aus der E-Mail.',
    },
    retiredLink: {
      title: 'Dieser Link ist nicht mehr gültig.',
      body: 'Er wurde mit einem Schlüssel signiert, der nicht mehr verwendet wird. Deshalb lässt sich hier nichts ansehen oder entscheiden. Wenn Sie noch antworten können, geht eine neue E-Mail mit einem Link an die Adresse des Kontos: Bitte nutzen Sie diesen Link oder melden Sie sich beim Dienst an.',
    },
    addressChanged: {
      title: 'Dieser Link ist nicht mehr gültig.',
      body: 'Er ging an eine Adresse, die nicht mehr zum Konto gehört. Deshalb lässt sich hier nichts ansehen oder entscheiden. Bitte melden Sie sich beim Dienst an, um zu sehen, was für Sie gilt.',
    },
    sentToNewAddress: {
      title: 'Dieser Link ist nicht mehr gültig.',
      body: 'Er ging an eine Adresse, die nicht mehr zum Konto gehört. Eine neue E-Mail mit einem Link geht an die Adresse, die das Konto jetzt hat: Bitte nutzen Sie diesen Link oder melden Sie sich beim Dienst an.',
    },
  },
  refused: {
    notFromThisPage: {
      title: 'Ihre Antwort wurde nicht erfasst.',
      body: 'Sie kam nicht von dieser Seite, deshalb konnten wir sie nicht erfassen. Bitte öffnen Sie den Link aus der E-Mail und antworten Sie dort.',
    },
    outOfDate: {
      title: 'Ihre Antwort wurde nicht erfasst.',
      body: 'Seit Sie diese Seite geöffnet haben, hat sich etwas geändert. Bitte lesen Sie, was jetzt hier steht, und antworten Sie noch einmal.',
    },
  },
  whyYouSeeThis: ({ company }) =>
    `Diese Seite ist nur für Sie: Sie haben den Link erhalten, weil Ihre Adresse zu einem Konto bei ${company} gehört. Bitte geben Sie ihn nicht weiter.`,
  whyYouSeeThisOnce: ({ company }) =>
    `Diese Seite ist nur für Sie: Sie haben den Link erhalten, weil Ihre Adresse zu einem Konto bei ${company} gehört oder gehörte. Bitte geben Sie ihn nicht weiter.`,
};
