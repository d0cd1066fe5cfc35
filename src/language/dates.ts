import { Temporal } from 'temporal-polyfill';
import { type Instant, instantToMs } from '../domain/instant.ts';

/** Where and how a reader sees a date. */
export type DateStyle = {
  /** BCP 47. */
  readonly locale: string;
  /** IANA name. */
  readonly timeZone: string;
};

/**
 * An instant as a reader writes it, to the minute: "Tuesday, 22 December 2026 at 09:00 UTC".
 *
 * The zone always shows, since a deadline without one is a guess. Seconds show when there are any: a
 * deadline must not be told earlier or later than it is.
 */
export function formatInstant(instant: Instant, { locale, timeZone }: DateStyle): string {
  const ms = instantToMs(instant);
  const written = writtenLocale(locale);
  const { hourCycle } = formatter(written, { hour: 'numeric' }).resolvedOptions();
  const format = formatter(written, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: hourCycle === 'h23' ? '2-digit' : 'numeric',
    minute: '2-digit',
    ...(Math.floor(ms / 1000) % 60 === 0 ? {} : { second: '2-digit' }),
    timeZoneName: 'short',
    timeZone,
  });
  return withFirst(format, ms, locale);
}

/** The day alone, without its time, where the exact instant stands nearby: "22 December 2026". */
export function formatDay(instant: Instant, { locale, timeZone }: DateStyle): string {
  const format = formatter(writtenLocale(locale), {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone,
  });
  return withFirst(format, instantToMs(instant), locale);
}

/** Formatters that were used, by what they are made of; few languages and zones are read at a time. */
const formatters = new Map<string, Intl.DateTimeFormat>();
const MOST_FORMATTERS = 64;

/**
 * A formatter, made once: each takes half a millisecond, and a fifth of a megabyte that the collector of
 * garbage knows nothing of.
 */
function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = JSON.stringify([locale, options]);
  const known = formatters.get(name);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(locale, options);
  if (formatters.size >= MOST_FORMATTERS) formatters.clear();
  formatters.set(name, made);
  return made;
}

/**
 * The first of a month in the languages that write it as the first, and all other days by their number,
 * which `Intl` does not know: Guide du rédacteur (Canada), 2.4.2; Treccani, "Date"; Manual de
 * Comunicação do Senado (Brazil), "Datas". Spanish leaves the choice.
 */
const FIRST: Readonly<Record<string, string>> = { fr: '1er', it: '1º', pt: '1º' };

/** A date written by `format`, with the first of a month as `locale` has it. */
function withFirst(format: Intl.DateTimeFormat, ms: number, locale: string): string {
  const first = FIRST[new Intl.Locale(locale).language];
  if (first === undefined) return format.format(ms);
  return format
    .formatToParts(ms)
    .map(({ type, value }) => (type === 'day' && value === '1' ? first : value))
    .join('');
}

const UNITS = ['years', 'months', 'weeks', 'days', 'hours', 'minutes', 'seconds', 'milliseconds'] as const;

/**
 * A length of time given as an ISO 8601 duration, in words: "7 days", "2 months", "6 seconds".
 *
 * Its units are kept as they were written: 30 days are not a month.
 */
export function formatPeriod(iso: string, locale: string): string {
  const duration = Temporal.Duration.from(iso);
  const parts = UNITS.filter((unit) => duration[unit] !== 0).map((unit) =>
    new Intl.NumberFormat(writtenLocale(locale), {
      style: 'unit',
      unit: unit.slice(0, -1),
      unitDisplay: 'long',
    }).format(duration[unit]),
  );
  return new Intl.ListFormat(writtenLocale(locale), { type: 'conjunction' }).format(parts);
}

/**
 * English without a country is read all over the world, so its dates put the day first and the clock
 * counts to 24, rather than the American style which `Intl` takes for plain `en`. Arabic dates take the
 * digits that the numbers of versions next to them are written in.
 */
function writtenLocale(locale: string): string {
  if (locale.toLowerCase() === 'en') return 'en-GB';
  return locale.toLowerCase() === 'ar' ? 'ar-u-nu-latn' : locale;
}
