import type { Mailer } from '../../delivery/mailer.ts';
import { addMs, instantToMs } from '../../domain/instant.ts';
import { spacingAfter, spend, waitForMails } from '../../domain/sending/mail-rate.ts';
import { type CallLimits, callInterval, learnedInterval, waitForCall } from '../../domain/sending/pace.ts';
import { findPace, setCallInterval, takeCall } from '../../storage/sending/pace.ts';
import type { Context } from '../context.ts';

type Drawing = Pick<Context, 'store' | 'now'> & { readonly mailer: Pick<Mailer, 'callsPerSecond' | 'rate'> };

/**
 * Draws a call to the provider from the bucket that the whole sender shares, with as many mails as it
 * takes along, and answers 0, or for how many milliseconds to wait before asking again.
 */
export async function drawCall({ store, now, mailer }: Drawing, mails = 1): Promise<number> {
  const { callsPerSecond, rate = [] } = mailer;
  const pace = await findPace(store.db);
  const at = now();
  const nowMs = instantToMs(at);
  const wait = Math.max(waitForCall(pace, at), waitForMails(rate, pace.spent, nowMs, mails));
  const interval = Math.max(callInterval(pace, callsPerSecond), spacingAfter(rate, mails));
  if (wait > 0 || (interval === 0 && rate.length === 0)) return wait;
  const next = { nextAt: addMs(at, interval), spent: spend(rate, pace.spent, nowMs, mails) };
  const [taken] = await store.atomic([takeCall(store.db, pace, next)]);
  return taken === 1 ? 0 : Math.max(1, interval);
}

/** For how many milliseconds nothing can be drawn, whoever asks for how little; 0 where something may be. */
export async function waitToDraw({ store, now, mailer }: Drawing): Promise<number> {
  const pace = await findPace(store.db);
  const at = now();
  return Math.max(waitForCall(pace, at), waitForMails(mailer.rate ?? [], pace.spent, instantToMs(at), 1));
}

/** Learns from what the provider says of its limits. */
export async function learnLimits(
  { store, now }: Pick<Context, 'store' | 'now'>,
  limits: CallLimits,
): Promise<void> {
  const intervalMs = learnedInterval(limits);
  if (intervalMs === (await findPace(store.db)).intervalMs) return;
  await store.atomic([setCallInterval(store.db, intervalMs, addMs(now(), intervalMs))]);
}
