import type { LinkMessages } from '../link-messages.ts';

/** What is said behind links and of them, in German. */
export const linksDe: LinkMessages = {
  ended: {
    title: 'Dieser Link wurde beendet.',
    body: 'Wer Ihnen den Link gegeben hat, hat ihn beendet. Durch das Öffnen wurde nichts erfasst. Bitte melden Sie sich beim Dienst an, um zu sehen, was für Sie gilt.',
  },
  over: {
    title: 'Diese Seite ist abgelaufen.',
    body: 'Was Sie vorher beantwortet haben, bleibt erhalten. Jetzt eben wurde nichts erfasst. Kehren Sie zum Dienst zurück, dort erhalten Sie einen neuen Link.',
  },
  ledHere: ({ company }) =>
    `Diese Seite ist nur für Sie: ${company} hat Sie aus Ihrem Konto hierher geleitet. Bitte geben Sie den Link nicht weiter.`,
  asRecorded:
    'Diese Seite zeigt, was damals erfasst wurde. Sie zu öffnen ändert nichts, und ihr Link bleibt gültig, solange die Aufzeichnung aufbewahrt wird.',
  linkLasts:
    'Der Link in dieser E-Mail führt auch künftig zu dieser Aufzeichnung, solange sie aufbewahrt wird.',
  account: ({ company }) => `Ihr Konto bei ${company}`,
  backTo: ({ company }) => `Zurück zu ${company}`,
  feedReader: 'Ein Feedreader meldet Ihnen jede Änderung. Geben Sie ihm eine dieser Adressen:',
};
