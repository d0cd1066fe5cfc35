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
  yourAnswer: 'Ihre Antwort',
  accept: ({ version }) => `Version ${version} zustimmen`,
  declineAndLeave: 'Ablehnen und kündigen',
  confirmLeaving: {
    title: 'Möchten Sie wirklich kündigen?',
    body: ({ date }) =>
      `Ihre Nutzung des Dienstes endet dann am ${date}. Bis dahin können Sie Ihre Entscheidung ändern.`,
    confirm: ({ date }) => `Ja, meine Nutzung am ${date} beenden`,
    goBack: 'Nein, zurück',
  },
  stay: 'Kündigung zurücknehmen',
  receipts: {
    accepted: ({ title, version, date }) => ({
      title: 'Vielen Dank. Sie haben zugestimmt.',
      body: `Sie haben am ${date} Version ${version} des Dokuments „${title}“ zugestimmt.`,
    }),
    leaving: ({ title, version, date, endsDate }) => ({
      title: 'Sie haben abgelehnt und gekündigt.',
      body: `Sie haben am ${date} Version ${version} des Dokuments „${title}“ abgelehnt. Ihre Nutzung des Dienstes endet am ${endsDate}. Bis dahin können Sie Ihre Entscheidung auf dieser Seite ändern.`,
    }),
    stayed: ({ title, version, date }) => ({
      title: 'Ihre Kündigung ist zurückgenommen.',
      body: `Sie haben Ihre Kündigung am ${date} zurückgenommen. Damit haben Sie Version ${version} des Dokuments „${title}“ nicht zugestimmt.`,
    }),
    keep: 'Drucken oder speichern Sie diese Seite, wenn Sie einen eigenen Nachweis behalten möchten.',
    mailed: 'Sie erhalten die Bestätigung auch per E-Mail.',
    policy: 'Dokument',
    version: 'Version',
    fingerprint: 'Prüfsumme des Textes',
    recordedAt: 'Erfasst am',
  },
  states: {
    alreadyAccepted: ({ version, date, basis }) => ({
      title: `Sie haben Version ${version} zugestimmt.`,
      body: {
        explicit: `Sie haben ihr am ${date} zugestimmt. Sie müssen nichts weiter tun.`,
        deemed: `Sie haben den Dienst am ${date} genutzt, nachdem diese Version in Kraft getreten war, und ihr damit zugestimmt. Sie müssen nichts weiter tun.`,
        imported: `Ihre Zustimmung vom ${date} ist erfasst. Sie müssen nichts weiter tun.`,
      }[basis],
    }),
    newerAccepted: ({ version }) => ({
      title: 'Sie müssen nichts weiter tun.',
      body: `Sie haben Version ${version} zugestimmt, die neuer ist als diese.`,
    }),
    left: ({ endedDate }) => ({
      title: 'Ihre Kündigung ist wirksam geworden.',
      body: `Ihre Nutzung des Dienstes endete am ${endedDate}. Hier ist nichts mehr zu entscheiden.`,
    }),
    windowClosed: ({ version, closedDate }) => ({
      title: 'Die Frist zum Ablehnen ist abgelaufen.',
      body: `Sie konnten Version ${version} bis ${closedDate} ablehnen. Wenn Sie den Dienst nutzen, gilt diese Version.`,
    }),
    withdrawn: ({ version, withdrawnDate }) => ({
      title: 'Diese Änderung wurde zurückgezogen.',
      body: `Version ${version} wurde am ${withdrawnDate} zurückgezogen und tritt nicht in Kraft. Die Version, die bisher für Sie galt, gilt weiter.`,
    }),
    superseded: ({ version, by }) => ({
      title: 'Eine neuere Version hat diese ersetzt.',
      body: `Version ${version} ist nicht mehr in Kraft, sondern Version ${by}. Antworten können Sie nur zu einer Version, die in Kraft oder angekündigt ist.`,
    }),
    expiredLink: {
      title: 'Dieser Link ist abgelaufen.',
      body: 'Er galt nur bis einige Zeit nach dem Inkrafttreten der Änderung. Durch das Öffnen wurde nichts erfasst. Bitte melden Sie sich beim Dienst an, um zu sehen, was für Sie gilt.',
    },
    unknownLink: {
      title: 'Diesen Link kennen wir nicht.',
      body: 'Vielleicht wurde er beim Kopieren abgeschnitten. Bitte öffnen Sie ihn noch einmal aus der E-Mail.',
    },
    addressChanged: {
      title: 'Dieser Link ist nicht mehr gültig.',
      body: 'Er ging an eine Adresse, die nicht mehr zum Konto gehört. Deshalb lässt sich hier nichts ansehen oder entscheiden. Bitte nutzen Sie die neueste E-Mail, die Sie erhalten haben, oder melden Sie sich beim Dienst an.',
    },
  },
  refused: {
    notFromThisPage: {
      title: 'Es wurde nichts erfasst.',
      body: 'Ihre Antwort kam nicht von dieser Seite und wurde deshalb nicht übernommen. Bitte öffnen Sie den Link aus der E-Mail und antworten Sie dort.',
    },
    outOfDate: {
      title: 'Es wurde nichts erfasst.',
      body: 'Seit Sie diese Seite geöffnet haben, hat sich etwas geändert. Bitte lesen Sie, was jetzt hier steht, und antworten Sie noch einmal.',
    },
  },
  whyYouSeeThis: ({ company }) =>
    `Diese Seite ist nur für Sie: Sie haben den Link erhalten, weil Sie ein Konto bei ${company} haben. Bitte geben Sie ihn nicht weiter.`,
};
