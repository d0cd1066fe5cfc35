import { type Instant, instantToMs } from '../instant.ts';
import type { SpentMails } from './mail-rate.ts';

/** What the mail provider says, with an answer, of how often it may be called. */
export type CallLimits = { readonly calls: number; readonly windowMs: number };

/** How the whole sender, in however many processes, spaces its calls to the provider. */
export type Pace = {
  /** Learned from the provider: milliseconds from one call to the next; 0 while nothing is known. */
  readonly intervalMs: number;
  /** When the next call may go. */
  readonly nextAt: Instant | null;
  /** Until when none may, and why; null once that is over or was never so. */
  readonly pausedUntil: Instant | null;
  readonly problem: string | null;
  /** How many mails left when, as far as a rate of mails looks back. */
  readonly spent: SpentMails;
};

/**
 * Milliseconds between two calls: what was learned, and never less than `mostCallsPerSecond` (null: no
 * cap of ours) allows. 0 where nothing limits them.
 */
export function callInterval(pace: Pick<Pace, 'intervalMs'>, mostCallsPerSecond: number | null): number {
  const least = mostCallsPerSecond === null ? 0 : Math.ceil(1000 / mostCallsPerSecond);
  return Math.max(pace.intervalMs, least);
}

/** How long to wait at `now`, in milliseconds, until a call may go. */
export function waitForCall({ nextAt, pausedUntil }: Pace, now: Instant): number {
  const waits = [nextAt, pausedUntil].map((at) => (at === null ? 0 : instantToMs(at) - instantToMs(now)));
  return Math.max(0, ...waits);
}

/**
 * Milliseconds from one call to the next that keep to the provider's word. Calls evenly spaced never use
 * a window up, so how many are left in one does not matter; where others share the account and use it
 * up, the provider says how long to wait.
 */
export function learnedInterval({ calls, windowMs }: CallLimits): number {
  return Math.ceil(windowMs / calls);
}
