import { Temporal } from 'temporal-polyfill';
import { addMs, type Instant, instantFromMs, instantToMs, laterOf } from '../instant.ts';

/** The hours of the day, and days of the week, at which notices may leave. */
export type SendingHours = {
  /** Times of the day such as `08:30`; `to` is later than `from`, and `24:00` the end of the day. */
  readonly from: string;
  readonly to: string;
  /** IANA name. */
  readonly timeZone: string;
  /** Days of the week, 1 Monday to 7 Sunday, at least one. Not there: every day. */
  readonly days?: readonly number[];
};

type Opening = { readonly opensAt: Instant; readonly closesAt: Instant };

/** Days to look ahead for an opening: clocks that jump over one day's hours leave those of the week after. */
const MOST_DAYS = 15;

const EVERY_DAY: readonly number[] = [1, 2, 3, 4, 5, 6, 7];
const WEEK_DAYS = 7;

/** When notices may leave, from an instant on: that instant itself where it is within the hours. */
export function nextOpening(hours: SendingHours, from: Instant): Instant {
  return laterOf(openingAfter(hours, from).opensAt, from);
}

/** When something is over that takes so many milliseconds within the hours, begun as soon as they allow. */
export function endWithin(hours: SendingHours, start: Instant, ms: number): Instant {
  const weekMs = (hours.days ?? EVERY_DAY).length * (minutesOf(hours.to) - minutesOf(hours.from)) * 60_000;
  // Whole weeks are alike, but for clocks that change; the last ones are walked through.
  const weeks = Math.max(0, Math.floor(ms / weekMs) - 1);
  let left = ms - weeks * weekMs;
  let at = toInstant(localOf(start, hours).add({ days: WEEK_DAYS * weeks }));
  for (;;) {
    const { opensAt, closesAt } = openingAfter(hours, at);
    const begunAt = laterOf(opensAt, at);
    const openMs = instantToMs(closesAt) - instantToMs(begunAt);
    if (left <= openMs) return addMs(begunAt, left);
    left -= openMs;
    at = closesAt;
  }
}

/** The first stretch of open hours that ends after an instant. */
function openingAfter(hours: SendingHours, at: Instant): Opening {
  const { days = EVERY_DAY } = hours;
  const today = localOf(at, hours).toPlainDate();
  for (let ahead = 0; ahead < MOST_DAYS; ahead++) {
    const date = today.add({ days: ahead });
    if (!days.includes(date.dayOfWeek)) continue;
    const opensAt = timeOn(date, hours.from, hours);
    const closesAt = timeOn(date, hours.to, hours);
    if (opensAt < closesAt && at < closesAt) return { opensAt, closesAt };
  }
  throw new Error(`no notice could ever leave from ${hours.from} to ${hours.to}`);
}

function timeOn(date: Temporal.PlainDate, time: string, { timeZone }: SendingHours): Instant {
  const minutes = minutesOf(time);
  const isEnd = minutes === 24 * 60;
  const plainTime = isEnd ? '00:00' : time;
  return toInstant((isEnd ? date.add({ days: 1 }) : date).toZonedDateTime({ timeZone, plainTime }));
}

/** Minutes since midnight. */
export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return 60 * hours + minutes;
}

function localOf(at: Instant, { timeZone }: SendingHours): Temporal.ZonedDateTime {
  return Temporal.Instant.from(at).toZonedDateTimeISO(timeZone);
}

function toInstant(at: Temporal.ZonedDateTime): Instant {
  return instantFromMs(at.epochMilliseconds);
}
