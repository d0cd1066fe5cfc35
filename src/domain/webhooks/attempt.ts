import { sha256Hex } from '../hash.ts';
import { addMs, type Instant, laterOf } from '../instant.ts';

/** What became of an attempt: it was taken, it is tried again, or no more. */
export const ATTEMPT_OUTCOMES = ['delivered', 'failed', 'given-up'] as const;
/** One of the things that become of an attempt. */
export type AttemptOutcome = (typeof ATTEMPT_OUTCOMES)[number];

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** After how long each attempt that failed is followed by another, in milliseconds. */
export const TRIES_AFTER_MS: readonly number[] = [
  ...[5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR],
  ...[10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR],
];

/** An endpoint at which nothing but failures was met for so long is told nothing more. */
export const FAILS_AT_MOST_MS = 5 * DAY;

/** Each wait is longer by up to this part of it, so that what failed together does not come back together. */
const JITTER = 0.2;
/** An endpoint may ask for a longer wait, and for no longer than that. */
const LONGEST_WAIT_MS = DAY;

/**
 * When an event is tried again that was tried `tries` times; null when it is given up. It depends on the event
 * alone how much longer than planned that takes.
 */
export function nextTryAt(
  event: string,
  tries: number,
  now: Instant,
  retryAfterMs: number | null,
): Instant | null {
  const planned = TRIES_AFTER_MS[tries - 1];
  if (planned === undefined) return null;
  const part = Number.parseInt(sha256Hex(`${event} ${tries}`).slice(0, 8), 16) / 2 ** 32;
  const due = addMs(now, Math.round(planned * (1 + JITTER * part)));
  if (retryAfterMs === null) return due;
  return laterOf(due, addMs(now, Math.min(Math.max(retryAfterMs, 0), LONGEST_WAIT_MS)));
}

/** Whether an endpoint that has failed since then, and fails now, is to be told nothing more. */
export function hasFailedForLong(failingSince: Instant, now: Instant): boolean {
  return addMs(failingSince, FAILS_AT_MOST_MS) <= now;
}
