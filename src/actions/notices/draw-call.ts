import { addMs } from '../../domain/instant.ts';
import { type CallLimits, callInterval, learnedInterval, waitForCall } from '../../domain/notices/pace.ts';
import { findPace, setCallInterval, takeCall } from '../../storage/notices/pace.ts';
import type { Context } from '../context.ts';

type Drawing = Pick<Context, 'store' | 'now'> & {
  readonly mailer: { readonly callsPerSecond: number | null };
};

/**
 * Draws a call to the provider from the bucket that the whole sender shares, and answers 0, or for how
 * many milliseconds to wait before asking again.
 */
export async function drawCall({ store, now, mailer }: Drawing): Promise<number> {
  const pace = await findPace(store.db);
  const at = now();
  const wait = waitForCall(pace, at);
  const interval = callInterval(pace, mailer.callsPerSecond);
  if (wait > 0 || interval === 0) return wait;
  const [taken] = await store.atomic([takeCall(store.db, pace, addMs(at, interval))]);
  return taken === 1 ? 0 : interval;
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
