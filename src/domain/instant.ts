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

type Known = { readonly ms: number; readonly instant: Instant };

/**
 * Instants lately written or read, by where their milliseconds and their text put them: a service asks for the
 * same few all the time, such as now and an hour ago, and both writing and reading them is slow.
 */
const PLACES = 61;
const NONE: Known = { ms: Number.NaN, instant: '' as Instant };
const byMs: Known[] = Array.from({ length: PLACES }, () => NONE);
const byText: Known[] = Array.from({ length: PLACES }, () => NONE);

/** The instant `ms` milliseconds after the Unix epoch. Throws a RangeError outside the years 0000 to 9999. */
export function instantFromMs(ms: number): Instant {
  const place = Math.abs(Math.trunc(ms)) % PLACES;
  const known = byMs[place];
  if (known?.ms === ms) return known.instant;
  const instant = new Date(ms).toISOString() as Instant;
  if (instant.length !== 24) throw new RangeError(`${instant} does not fit a four-digit year`);
  const made = { ms, instant };
  byMs[place] = made;
  byText[placeOf(instant)] = made;
  return instant;
}

/** Milliseconds since the Unix epoch. */
export function instantToMs(instant: Instant): number {
  const place = placeOf(instant);
  const known = byText[place];
  if (known?.instant === instant) return known.ms;
  const ms = Date.parse(instant);
  byText[place] = { ms, instant };
  return ms;
}

/** By its second and its milliseconds, in which instants differ most. */
function placeOf(instant: Instant): number {
  const digit = (index: number) => instant.charCodeAt(index);
  return (digit(18) * 1000 + digit(20) * 100 + digit(21) * 10 + digit(22) || 0) % PLACES;
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
