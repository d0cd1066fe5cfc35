import { Temporal } from 'temporal-polyfill';
import { type Instant, instantFromMs, instantToMs } from '../domain/instant.ts';

/** Where and how a reader sees a date. */
export type DateStyle = {
  /** BCP 47. */
  readonly locale: string;
  /** IANA name. */
  readonly timeZone: string;
};

const MINUTE_MS = 60_000;

/**
 * An instant as a reader writes it: "Tuesday, 22 December 2026 at 09:00 UTC". For deadlines and for what
 * happened: it is cut to the minute, so that nothing is told later than it is.
 *
 * The zone always shows, since a deadline without one is a guess.
 */
export function formatInstant(instant: Instant, style: DateStyle): string {
  return write(cutToMinute(instant, Math.floor), style);
}

/** The same for when something takes effect, or begins to bind: the minute at which it has, never earlier than it does. */
export function formatEffect(instant: Instant, style: DateStyle): string {
  return write(cutToMinute(instant, Math.ceil), style);
}

/** The same to the second, where there are any: for receipts and evidence. */
export function formatExactly(instant: Instant, style: DateStyle): string {
  return write(instant, style);
}

/** The same for when something takes effect: the first full second at which it has. */
export function formatEffectExactly(instant: Instant, style: DateStyle): string {
  return write(instantFromMs(Math.ceil(instantToMs(instant) / 1000) * 1000), style);
}

/** The day alone, without its time, where the exact instant stands nearby: "22 December 2026". */
export function formatDay(instant: Instant, style: DateStyle): string {
  return writeDay(instant, style, {});
}

/** The day on which something takes effect, as `formatEffect` has it. */
export function formatEffectDay(instant: Instant, style: DateStyle): string {
  return formatDay(cutToMinute(instant, Math.ceil), style);
}

function cutToMinute(instant: Instant, round: (minutes: number) => number): Instant {
  return instantFromMs(round(instantToMs(instant) / MINUTE_MS) * MINUTE_MS);
}

/** A date in parts; `clock` counts to 24. */
type DateParts = {
  /** With its weekday. */
  readonly day: string;
  readonly hour: number;
  readonly clock: string;
  readonly zone: string;
};

/** How a language puts the parts together, where `Intl` does it as nobody writes. */
const JOINED: Readonly<Record<string, (parts: DateParts) => string>> = {
  ar: ({ day, clock, zone }) => `${day}، الساعة ${clock} (${zone})`,
  de: ({ day, clock, zone }) => `${day} um ${clock} Uhr (${zone})`,
  es: ({ day, hour, clock, zone }) => `${day}, ${hour === 1 ? 'a la' : 'a las'} ${clock} (${zone})`,
  fr: ({ day, hour, clock, zone }) => {
    const [, minute, second] = clock.split(':');
    const time = `${hour}\u00a0h\u00a0${minute}${second === undefined ? '' : `\u00a0min\u00a0${second}\u00a0s`}`;
    return `${day} à ${time} (${zone})`;
  },
  ja: ({ day, clock, zone }) => `${day}${clock}（${zone}）`,
  pl: ({ day, clock, zone }) => `${day} r., godz. ${clock} (${zone})`,
  pt: ({ day, clock, zone }) => `${day} às ${clock} (${zone})`,
  zh: ({ day, clock, zone }) => `${day} ${clock}（${zone}）`,
};

function write(instant: Instant, style: DateStyle): string {
  const { locale, timeZone } = style;
  const ms = instantToMs(instant);
  const seconds = Math.floor(ms / 1000) % 60 === 0 ? {} : { second: '2-digit' as const };
  const join = JOINED[new Intl.Locale(locale).language];
  if (join !== undefined) {
    const parts = formatter('en-GB', {
      ...{ hour: '2-digit', minute: '2-digit', ...seconds, timeZone },
    }).format(ms);
    const day = writeDay(instant, style, { weekday: 'long' });
    return join({ day, hour: Number(parts.slice(0, 2)), clock: parts, zone: zoneName(ms, style) });
  }
  const written = writtenLocale(locale);
  const { hourCycle } = formatter(written, { hour: 'numeric' }).resolvedOptions();
  const format = formatter(written, {
    ...{ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
    hour: hourCycle === 'h23' ? '2-digit' : 'numeric',
    ...{ minute: '2-digit', ...seconds, timeZoneName: 'short', timeZone },
  });
  return withFirst(format, ms, locale);
}

function writeDay(
  instant: Instant,
  { locale, timeZone }: DateStyle,
  { weekday }: { readonly weekday?: 'long' },
): string {
  const ms = instantToMs(instant);
  const day = { day: 'numeric', month: 'long', year: 'numeric', timeZone } as const;
  const isJapanese = new Intl.Locale(locale).language === 'ja';
  const named = weekday === undefined || isJapanese ? {} : { weekday };
  const written = withFirst(formatter(writtenLocale(locale), { ...day, ...named }), ms, locale);
  if (!isJapanese || weekday === undefined) return written;
  const name = formatter(locale, { weekday: 'short', timeZone }).format(ms);
  return `${written}（${name}）`;
}

/**
 * A zone by the short name that its readers know. Brazilians do not use the letters of theirs, so in
 * Portuguese zones of America are told by how far they are from Greenwich.
 */
function zoneName(ms: number, { locale, timeZone }: DateStyle): string {
  const isBrazilian = new Intl.Locale(locale).language === 'pt' && timeZone.startsWith('America/');
  const timeZoneName = isBrazilian ? 'shortOffset' : 'short';
  const parts = formatter(writtenLocale(locale), { timeZoneName, timeZone }).formatToParts(ms);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
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
    unitFormat(unit, locale).format(duration[unit]),
  );
  // Japanese has no space between a number and its unit, and joins two periods with "and".
  if (new Intl.Locale(locale).language === 'ja') return parts.join('と').replaceAll(/\s/g, '');
  return formatList(parts, 'and', locale);
}

/** A day of the week, from Monday 1 to Sunday 7, by its name. */
export function formatWeekday(day: number, locale: string): string {
  // The first of January 2024 was a Monday.
  return formatter(writtenLocale(locale), { weekday: 'long', timeZone: 'UTC' }).format(
    Date.UTC(2024, 0, day),
  );
}

/** Several things in one sentence, joined by "and" or by "or". */
export function formatList(parts: readonly string[], type: 'and' | 'or', locale: string): string {
  const name = `${type} ${locale}`;
  const format =
    listFormats.get(name) ??
    new Intl.ListFormat(writtenLocale(locale), { type: type === 'and' ? 'conjunction' : 'disjunction' });
  listFormats.set(name, format);
  return format.format(parts);
}

/** Made once for each language: there are few, and each takes longer to make than to use. */
const listFormats = new Map<string, Intl.ListFormat>();
const unitFormats = new Map<string, Intl.NumberFormat>();

function unitFormat(unit: (typeof UNITS)[number], locale: string): Intl.NumberFormat {
  const name = `${unit} ${locale}`;
  const options = { style: 'unit', unit: unit.slice(0, -1), unitDisplay: 'long' } as const;
  const format = unitFormats.get(name) ?? new Intl.NumberFormat(writtenLocale(locale), options);
  unitFormats.set(name, format);
  return format;
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
