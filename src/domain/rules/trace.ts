import { Temporal } from 'temporal-polyfill';
import { type Instant, instantToMs } from '../instant.ts';
import type { Period } from '../period.ts';
import type { Announcement } from './announce.ts';
import type { Said } from './answers-said.ts';
import { type Counting, holidaysBetween } from './count-period.ts';
import type { ClockEvent, Term } from './notice-rules.ts';
import type { ReaderDates } from './reader-dates.ts';
import type { RuledVersion } from './ruled-case.ts';
import type { Dated } from './when.ts';

const EVENTS: Readonly<Record<ClockEvent, string>> = {
  posting: 'it was posted',
  notice: 'the notice was sent',
  receipt: 'the notice was received',
  renewal: 'the contract renews',
  effect: 'it takes effect',
  proposal: 'it was proposed',
  'document-date': 'the date that the text names',
};

const UNKNOWN: Readonly<Record<ClockEvent, string>> = {
  posting: 'posting',
  notice: 'the notice',
  receipt: 'the receipt of the notice',
  renewal: 'the next renewal',
  effect: 'its date of effect',
  proposal: 'the proposal',
  'document-date': 'a date in the text',
};

/** How an outcome was found, in plain English sentences, in the order in which it was. */
export function traceOf(found: {
  readonly version: RuledVersion;
  readonly dates: ReaderDates;
  readonly said: Said;
  readonly bindsAt: Instant | null;
  readonly counting: Counting;
}): string[] {
  const { version, dates, said, bindsAt, counting } = found;
  const on = (instant: Instant) => writtenOut(instant, counting);
  const { tells, toldAt, window, acceptance, unanswered, keepUntil } = dates;
  const lines = [`Posted on ${on(version.postedAt)} as ${version.class}.`];
  if (tells.need === 0) lines.push('Nobody is told.');
  else if (toldAt === null) {
    const reached = tells.reached.length === 0 ? 'none' : tells.reached.join(', ');
    lines.push(`Not told: ${tells.need} of ${tells.by.join(', ')} must reach them; ${reached} has so far.`);
  } else lines.push(`Told on ${on(toldAt)}, by ${tells.reached.join(', ')}.`);
  lines.push(...dates.effects.map((effect) => effectLine(effect, version, counting)));
  if (dates.effects.length > 1 && dates.effectiveAt !== null) {
    lines.push(`Several rules hold for them: the latest date counts, ${on(dates.effectiveAt)}.`);
  }
  if (
    tells.need > 0 &&
    toldAt !== null &&
    dates.effectiveAt !== null &&
    toldAt >= dates.effectiveAt &&
    bindsAt !== null
  ) {
    lines.push(`Told at or after effect: it binds them from ${on(bindsAt)}.`);
  }
  if (window !== null) {
    lines.push(
      window.closesAt === null
        ? 'They can say no until they say yes.'
        : `They can say no until ${on(window.closesAt)}.`,
    );
  }
  lines.push(AGREES[acceptance]);
  if (unanswered !== null) {
    const then = unanswered.consequence === 'restrict' ? 'restricts' : 'ends';
    lines.push(`No answer by ${on(unanswered.at)} ${then} it.`);
  }
  if (said.what === 'declined') lines.push(`They said no (${said.offer}) on ${on(said.at)}.`);
  else if (said.what !== 'nothing') {
    lines.push(`They ${said.what === 'used' ? 'used it' : 'accepted'} on ${on(said.at)}.`);
  }
  if (said.what === 'declined' && keepUntil !== null)
    lines.push(`The old text stays until ${on(keepUntil)}.`);
  return lines;
}

/** How the date for people in general was found, likewise; `after` is a pending version that holds it back. */
export function traceOfDate(
  { earliest, effectiveAt }: Pick<Announcement, 'earliest' | 'effectiveAt'>,
  version: RuledVersion,
  counting: Counting,
  after: { readonly version: number; readonly effectiveAt: Instant } | null,
): string[] {
  const lines = [`Posted on ${writtenOut(version.postedAt, counting)} as ${version.class}.`];
  lines.push(effectLine(earliest, {}, counting));
  if (effectiveAt !== earliest.at) {
    const by = effectiveAt < earliest.at ? 'Sooner, for the recorded reason' : 'Later';
    lines.push(`${by}: on the date that was named, ${writtenOut(effectiveAt, counting)}.`);
  }
  if (after !== null) {
    const date = writtenOut(after.effectiveAt, counting);
    lines.push(`Not before version ${after.version}, which is pending: ${date}.`);
  }
  return lines;
}

const AGREES = {
  none: 'Nobody is asked to agree.',
  silence: 'Whoever says nothing until the window is closed agrees.',
  use: 'Whoever uses it once it binds agrees.',
  explicit: 'Only saying yes agrees.',
} as const;

function effectLine(effect: Dated, { namedAt }: Pick<RuledVersion, 'namedAt'>, counting: Counting): string {
  if (effect.at === null) {
    return `No date of effect yet: it waits for ${effect.waitsFor.map((event) => UNKNOWN[event]).join(' and ')}.`;
  }
  const { at, term, event } = effect;
  const date = writtenOut(at, counting);
  if (at === namedAt) return `Takes effect on the date that was named: ${date}.`;
  const skipped = term.days === 'business' ? holidaysBetween(event, at, counting) : [];
  const name = counting.calendar?.name;
  const by = name === undefined ? '' : ` (calendar ${name})`;
  const skips = skipped.length === 0 ? '' : `; business days skip ${skipped.map(dayOf).join(', ')}${by}`;
  return `Takes effect ${termWords(term)}: ${date}${skips}.`;
}

function termWords(term: Term): string {
  const { after, from, days, counted, align } = term;
  const event = EVENTS[from];
  const isAtOnce = Temporal.Duration.from(after).sign === 0;
  const period = `${periodWords(after)}${days === 'business' ? ' (business days)' : ''}`;
  const words = isAtOnce
    ? `when ${event}`
    : from === 'renewal' && counted === 'back'
      ? `when the contract renews, ${period} or more after they were told`
      : counted === 'back'
        ? `on the first day that is ${period} from when ${event}, counted back`
        : `${period} after ${event}`;
  return align === 'next-day' ? `${words}, from the next midnight` : words;
}

/** A period in English: `P1M15D` is "1 month 15 days". */
export function periodWords(period: Period): string {
  const duration = Temporal.Duration.from(period);
  const parts = (['years', 'months', 'weeks', 'days', 'hours', 'minutes', 'seconds'] as const)
    .filter((unit) => duration[unit] !== 0)
    .map((unit) => `${duration[unit]} ${duration[unit] === 1 ? unit.slice(0, -1) : unit}`);
  return parts.length === 0 ? 'no time' : parts.join(' ');
}

/** An instant in English, in the zone that is counted in. */
export function writtenOut(instant: Instant, { timeZone }: Counting): string {
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone });
  return `${format.format(instantToMs(instant))} (${timeZone})`;
}

function dayOf(date: string): string {
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(Date.parse(date));
}
