import { addMs, type Instant } from '../domain/instant.ts';
import type { Context } from './context.ts';
import { fanOutNotices } from './fan-out-notices.ts';
import { sendDueNotices } from './send-due-notices.ts';

/** What the rounds so far left behind: until when the provider wants peace from the whole sender. */
export type SenderState = { readonly pausedUntil: Instant | null };

/**
 * One round of everything that tells people: a step of each fan-out, then a chunk that is due.
 *
 * It can be stopped between any two awaits and goes on from what is written. `more` says whether the
 * next round has something to do right away.
 */
export async function sendNotices(
  context: Context,
  { pausedUntil }: SenderState,
): Promise<SenderState & { readonly more: boolean }> {
  const { mailer, now } = context;
  const more = await fanOutNotices(context);
  if (mailer === null || (pausedUntil !== null && now() < pausedUntil)) return { pausedUntil, more };
  const { sent, pauseMs } = await sendDueNotices({ ...context, mailer });
  return pauseMs > 0
    ? { pausedUntil: addMs(now(), pauseMs), more }
    : { pausedUntil: null, more: more || sent };
}
