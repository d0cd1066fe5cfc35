/*
 * Domain decides: what is true about policies, notices and answers. It is pure, with no clock, no I/O and
 * no library but for dates and hashes, and imports nothing of the other floors. Beside its rooms stand
 * the few notions that all of them share.
 */

declare const instantBrand: unique symbol;

/**
 * A moment on the UTC time line, written `2026-11-22T09:00:00.000Z`: always milliseconds, always `Z`.
 *
 * The fixed width makes `<` and `===` on the text the order of time, so the same value stands in
 * JSON, in the database and in comparisons. Years 0000 to 9999.
 */
export type Instant = string & { readonly [instantBrand]: true };

/** The two instants last written: a service asks for the same few all the time, and writing them is slow. */
let last = { ms: Number.NaN, instant: '' as Instant };
let lastButOne = last;

/** The instant `ms` milliseconds after the Unix epoch. Throws a RangeError outside the years 0000 to 9999. */
export function instantFromMs(ms: number): Instant {
  if (ms === last.ms) return last.instant;
  if (ms === lastButOne.ms) return lastButOne.instant;
  const text = new Date(ms).toISOString();
  if (text.length !== 24) throw new RangeError(`${text} does not fit a four-digit year`);
  lastButOne = last;
  last = { ms, instant: text as Instant };
  return last.instant;
}

/** The instant last read: reading is slow as well, and many ask until when the same version is announced. */
let lastRead = last;

/** Milliseconds since the Unix epoch. */
export function instantToMs(instant: Instant): number {
  if (instant === last.instant) return last.ms;
  if (instant === lastButOne.instant) return lastButOne.ms;
  if (instant === lastRead.instant) return lastRead.ms;
  lastRead = { ms: Date.parse(instant), instant };
  return lastRead.ms;
}

/** The instant `ms` milliseconds later (earlier, when negative). */
export function addMs(instant: Instant, ms: number): Instant {
  return instantFromMs(instantToMs(instant) + ms);
}

/** The later of two instants. */
export function laterOf(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}

/** The earlier of two instants. */
export function earlierOf(a: Instant, b: Instant): Instant {
  return a < b ? a : b;
}

/** The earliest of some instants, or null when there is none. */
export function earliestOf(instants: readonly Instant[]): Instant | null {
  return instants.reduce<Instant | null>((best, one) => (best === null || one < best ? one : best), null);
}

/** The last instant there is: the date of what happens when something does that nobody knows yet. */
export const NOT_KNOWN_YET = '9999-12-31T23:59:59.999Z' as Instant;

/** An instant as it is answered: null where it is not known yet. */
export function ifKnown(at: Instant): Instant | null {
  return at === NOT_KNOWN_YET ? null : at;
}
