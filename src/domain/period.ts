import { Temporal } from 'temporal-polyfill';
import { type Instant, instantFromMs, instantToMs, laterOf } from './instant.ts';

declare const periodBrand: unique symbol;

/**
 * A length of time as an ISO 8601 duration (`P7D`, `P2M`, `PT6S`): longer than zero, and at most two
 * years where it is of notice.
 */
export type Period = string & { readonly [periodBrand]: true };

/** How far ahead a version may be announced, and the longest notice period. */
export const LONGEST_PERIOD = 'P2Y' as Period;

const LONGEST_RETENTION = 'P100Y' as Period;

const YEAR_BEFORE_LEAP = Temporal.PlainDate.from('2027-03-01');

/** A period, or the reason, for a person, why a text is none. */
export type ParsedPeriod = { readonly period: Period } | { readonly problem: string };

/** Reads an ISO 8601 duration. Answers the reason, for a person, when it is not a usable period. */
export function parsePeriod(text: string): ParsedPeriod {
  return parseUpTo(text, LONGEST_PERIOD, 'two years');
}

/** Reads a period of notice rules: as `parsePeriod`, but `PT0S`, at once, is one too. */
export function parseRulePeriod(text: string): ParsedPeriod {
  return /^P(?:T?0+[YMWDHS])+$/.test(text) ? { period: 'PT0S' as Period } : parsePeriod(text);
}

/** Reads how long something is kept: as `parsePeriod`, but up to a hundred years. */
export function parseRetentionPeriod(text: string): ParsedPeriod {
  return parseUpTo(text, LONGEST_RETENTION, 'a hundred years');
}

function parseUpTo(text: string, longest: Period, inWords: string): ParsedPeriod {
  let duration: Temporal.Duration;
  try {
    duration = Temporal.Duration.from(text);
  } catch {
    return { problem: 'must be an ISO 8601 duration such as P7D, P2M or PT6S' };
  }
  if (duration.sign !== 1) return { problem: 'must be longer than zero' };
  if (duration.microseconds !== 0 || duration.nanoseconds !== 0) {
    return { problem: 'must be a whole number of milliseconds' };
  }
  if (isLonger(duration, longest)) return { problem: `must be at most ${inWords}` };
  return { period: duration.toString() as Period };
}

function isLonger(duration: Temporal.Duration, longest: Period): boolean {
  try {
    const most = Temporal.Duration.from(longest);
    return Temporal.Duration.compare(duration, most, { relativeTo: YEAR_BEFORE_LEAP }) > 0;
  } catch {
    // It ends beyond the calendar.
    return true;
  }
}

/**
 * The instant a period after another, its calendar units (years to days) counted in `timeZone`.
 *
 * A day is never counted shorter than 24 hours: where clocks go forward in between, the result is
 * later on the wall clock rather than the notice shorter.
 */
export function addPeriod(start: Instant, period: Period, timeZone: string): Instant {
  const duration = Temporal.Duration.from(period);
  const { years, months } = duration;
  const local = Temporal.Instant.from(start).toZonedDateTimeISO(timeZone);
  const byCalendar = local.add(duration);
  const byHours = local
    .add({ years, months })
    .toInstant()
    .add({ hours: 24 * (7 * duration.weeks + duration.days) })
    .add(duration.with({ years: 0, months: 0, weeks: 0, days: 0 }));
  return laterOf(toInstant(byCalendar.toInstant()), toInstant(byHours));
}

/** The instant a period before another, its calendar units (years to days) counted in `timeZone`. */
export function subtractPeriod(end: Instant, period: Period, timeZone: string): Instant {
  const local = Temporal.Instant.from(end).toZonedDateTimeISO(timeZone);
  return toInstant(local.subtract(Temporal.Duration.from(period)).toInstant());
}

/** The longer of two periods, months as long as those of 2027. */
export function longerPeriod(a: Period, b: Period): Period {
  const start = '2027-01-01T00:00:00.000Z' as Instant;
  return addPeriod(start, a, 'UTC') > addPeriod(start, b, 'UTC') ? a : b;
}

/** One period of whole days after another, as one; null where either counts anything else. */
export function sumOfDays(a: Period, b: Period): Period | null {
  const days = [a, b].map((one) => /^P(\d+)D$/.exec(one)?.[1]);
  const [first, second] = days;
  return first === undefined || second === undefined
    ? null
    : (`P${Number(first) + Number(second)}D` as Period);
}

/** Whether the runtime knows `timeZone` as an IANA name (offsets such as `+02:00` are not names). */
export function isTimeZone(timeZone: string): boolean {
  if (!/^[A-Za-z]/.test(timeZone)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone);
    return true;
  } catch {
    return false;
  }
}

/** Reads an RFC 3339 date-time with offset, to the millisecond; null when it is not one. */
export function parseInstant(text: string): Instant | null {
  try {
    const instant = Temporal.Instant.from(text);
    return instantFromMs(instant.epochMilliseconds);
  } catch {
    return null;
  }
}

/**
 * Reads a date and time as a form gives them, on the clock of a zone, or an RFC 3339 date-time with its offset; null
 * when it is neither. What a clock shows twice is the first of the two, and what it leaves out comes after.
 */
export function parseInZone(text: string, timeZone: string): Instant | null {
  const exact = parseInstant(text);
  if (exact !== null) return exact;
  try {
    return toInstant(Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone).toInstant());
  } catch {
    return null;
  }
}

/** An instant as a form holds it: date and time on the clock of a zone, to the minute it is in. */
export function toFormDate(at: Instant, timeZone: string): string {
  return Temporal.Instant.from(at)
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute', roundingMode: 'floor' });
}

function toInstant(instant: Temporal.Instant): Instant {
  return instantFromMs(instant.epochMilliseconds);
}

/** Whole milliseconds from one instant to a later one. */
export function msBetween(start: Instant, end: Instant): number {
  return instantToMs(end) - instantToMs(start);
}

/** Whether a period is no time at all. */
export function isNoTime(period: Period): boolean {
  return !/[1-9]/.test(period);
}
