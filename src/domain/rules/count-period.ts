import { Temporal } from 'temporal-polyfill';
import { type Instant, instantFromMs, laterOf } from '../instant.ts';
import { addPeriod, type Period, subtractPeriod } from '../period.ts';
import type { BusinessCalendar, NoticeRules, Term } from './notice-rules.ts';

/** In which zone, and by which calendar, periods are counted. */
export type Counting = { readonly timeZone: string; readonly calendar: BusinessCalendar | null };

/** How rules count periods. A calendar that is stored by name must have been filled in. */
export function countingOf({ timeZone, calendar }: Pick<NoticeRules, 'timeZone' | 'calendar'>): Counting {
  return { timeZone, calendar: typeof calendar === 'object' ? calendar : null };
}

const WEEKEND: readonly number[] = [6, 7];

/**
 * The date that a term comes to from its event.
 *
 * Counted forward it is the period after the event, N days never shorter than N × 24 hours. Counted back it
 * is the earliest instant from which counting the period back does not pass the event: two months before
 * 1 March is 1 January, so from 31 December it is 1 March, and not the 28 February of two months after.
 */
export function countTerm(event: Instant, term: Term, counting: Counting): Instant {
  const counted = countFrom(event, term, counting);
  return term.align === 'next-day' ? nextMidnight(counted, counting.timeZone) : counted;
}

function countFrom(event: Instant, { after, days, counted }: Term, counting: Counting): Instant {
  if (days === 'business') return addBusinessDays(event, after, counting);
  return counted === 'back'
    ? countBackTo(event, after, counting.timeZone)
    : addPeriod(event, after, counting.timeZone);
}

/** The instant that lies a term's period before another: "five days before it takes effect". */
export function countBefore(end: Instant, { after }: Term, { timeZone }: Counting): Instant {
  return subtractPeriod(end, after, timeZone);
}

function countBackTo(event: Instant, period: Period, timeZone: string): Instant {
  let date = addPeriod(event, period, timeZone);
  // Where the month has no such day, the next day's beginning is the first that does.
  while (subtractPeriod(date, period, timeZone) < event) date = nextMidnight(date, timeZone, 1);
  return date;
}

/** Business days are whole ones: whoever begins on another day begins with the next, and ends when the last is over. */
function addBusinessDays(event: Instant, period: Period, { timeZone, calendar }: Counting): Instant {
  if (calendar === null) throw new RangeError('business days need a calendar');
  const { days } = Temporal.Duration.from(period);
  const start = Temporal.Instant.from(event).toZonedDateTimeISO(timeZone);
  const startsOnOne = isBusinessDay(start.toPlainDate(), calendar);
  let date = start.toPlainDate();
  for (let left = days; left > 0; ) {
    date = date.add({ days: 1 });
    if (isBusinessDay(date, calendar)) left -= 1;
  }
  const end = startsOnOne
    ? date.toZonedDateTime({ timeZone, plainTime: start.toPlainTime() })
    : date.add({ days: days === 0 ? 0 : 1 }).toZonedDateTime(timeZone);
  const byHours = start.add({ hours: 24 * days });
  return laterOf(toInstant(days === 0 ? start : end), toInstant(byHours));
}

/** The holidays between two instants on which nothing would have been closed otherwise. */
export function holidaysBetween(from: Instant, to: Instant, { timeZone, calendar }: Counting): string[] {
  if (calendar === null) return [];
  const dateOf = (instant: Instant) =>
    Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate();
  const [first, last] = [dateOf(from), dateOf(to)];
  const { weekend = WEEKEND, holidays } = calendar;
  return holidays
    .map((holiday) => Temporal.PlainDate.from(holiday))
    .filter((day) => Temporal.PlainDate.compare(first, day) < 0 && Temporal.PlainDate.compare(day, last) <= 0)
    .filter((day) => !weekend.includes(day.dayOfWeek))
    .map(String);
}

/** Whether an instant lies on a day of the weekend or on a holiday; Saturday and Sunday where no calendar says otherwise. */
export function isClosed(at: Instant, { timeZone, calendar }: Counting): boolean {
  const date = Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainDate();
  return !isBusinessDay(date, calendar ?? { holidays: [] });
}

function isBusinessDay(date: Temporal.PlainDate, { weekend = WEEKEND, holidays }: BusinessCalendar): boolean {
  return !weekend.includes(date.dayOfWeek) && !holidays.includes(date.toString());
}

/** The next midnight in a zone; an instant that is one stays, but for the `least` days that are added at any rate. */
function nextMidnight(instant: Instant, timeZone: string, least = 0): Instant {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
  const start = local.startOfDay();
  if (least === 0 && start.equals(local)) return instant;
  return toInstant(local.toPlainDate().add({ days: 1 }).toZonedDateTime(timeZone));
}

function toInstant(at: Temporal.ZonedDateTime): Instant {
  return instantFromMs(at.epochMilliseconds);
}
