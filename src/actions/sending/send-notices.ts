import type { Context } from '../context.ts';
import { fanOutNotices } from '../notices/fan-out-notices.ts';
import type { ReportedTroubles } from './report-trouble.ts';
import { type Round, sendDueNotices } from './send-due-notices.ts';

/**
 * One round of everything that tells people: a step of each fan-out, then a chunk that is due.
 *
 * It can be stopped between any two awaits and goes on from what is written. `reported` is what this
 * process has logged of its troubles.
 */
export async function sendNotices(context: Context, reported?: ReportedTroubles): Promise<Round> {
  const { mailer } = context;
  const walks = await fanOutNotices(context);
  const { nextInMs } =
    mailer === null ? { nextInMs: null } : await sendDueNotices({ ...context, mailer }, reported);
  return { nextInMs: walks ? 0 : nextInMs };
}
