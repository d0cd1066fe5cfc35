import { describe, expect, test } from 'vitest';
import type { Instant } from '../../src/domain/instant.ts';
import {
  formatDay,
  formatEffect,
  formatEffectDay,
  formatEffectExactly,
  formatExactly,
  formatInstant,
  formatList,
  formatPeriod,
  formatWeekday,
} from '../../src/language/dates.ts';

const NINE = '2026-12-22T09:00:00.000Z' as Instant;

describe('a date in a notice', () => {
  test('names the weekday, the day, the time and the zone', () => {
    expect(formatInstant(NINE, { locale: 'en', timeZone: 'UTC' })).toBe(
      'Tuesday, 22 December 2026 at 09:00 UTC',
    );
  });

  test('is told in the time zone of the policy, by the name it has at that time of year', () => {
    const july = '2026-07-22T09:00:00.000Z' as Instant;
    const berlin = { locale: 'en', timeZone: 'Europe/Berlin' };
    expect(formatInstant(NINE, berlin)).toBe('Tuesday, 22 December 2026 at 10:00 CET');
    expect(formatInstant(july, berlin)).toBe('Wednesday, 22 July 2026 at 11:00 CEST');
  });

  const UTC = { locale: 'en', timeZone: 'UTC' };

  test('is cut to the minute as a deadline, so that it is never told later than it is', () => {
    for (const rest of ['00.000', '00.001', '07.000', '59.999']) {
      const deadline = `2026-12-22T09:00:${rest}Z` as Instant;
      expect(formatInstant(deadline, UTC)).toBe('Tuesday, 22 December 2026 at 09:00 UTC');
    }
    const beforeNewYear = '2026-12-31T23:59:59.999Z' as Instant;
    expect(formatInstant(beforeNewYear, UTC)).toBe('Thursday, 31 December 2026 at 23:59 UTC');
  });

  test('is the next full minute as an effect, so that it is never told earlier than it is', () => {
    expect(formatEffect(NINE, UTC)).toBe('Tuesday, 22 December 2026 at 09:00 UTC');
    for (const rest of ['00.001', '07.000', '59.999']) {
      const effect = `2026-12-22T09:00:${rest}Z` as Instant;
      expect(formatEffect(effect, UTC)).toBe('Tuesday, 22 December 2026 at 09:01 UTC');
    }
    const beforeNewYear = '2026-12-31T23:59:59.999Z' as Instant;
    expect(formatEffect(beforeNewYear, UTC)).toBe('Friday, 1 January 2027 at 00:00 UTC');
    expect(formatEffectDay(beforeNewYear, UTC)).toBe('1 January 2027');
    expect(formatDay(beforeNewYear, UTC)).toBe('31 December 2026');
  });

  test('shows its seconds on record, where there are any, and keeps its shape', () => {
    const withSeconds = '2026-12-22T09:00:07.400Z' as Instant;
    expect(formatExactly(NINE, UTC)).toBe('Tuesday, 22 December 2026 at 09:00 UTC');
    expect(formatExactly(withSeconds, UTC)).toBe('Tuesday, 22 December 2026 at 09:00:07 UTC');
    expect(formatEffectExactly(withSeconds, UTC)).toBe('Tuesday, 22 December 2026 at 09:00:08 UTC');
    const written = (locale: string) => formatExactly(withSeconds, { locale, timeZone: 'UTC' });
    expect(written('de')).toBe('Dienstag, 22. Dezember 2026 um 09:00:07 Uhr (UTC)');
    expect(written('fr').replaceAll(/\s/g, ' ')).toBe('mardi 22 décembre 2026 à 9 h 00 min 07 s (UTC)');
    expect(written('ja')).toBe('2026年12月22日（火）09:00:07（UTC）');
  });

  test('is written as the reader writes it', () => {
    const written = (locale: string, timeZone: string) => formatInstant(NINE, { locale, timeZone });
    expect(written('en-US', 'America/New_York')).toMatch(/^Tuesday, December 22, 2026 at 4:00\sAM EST$/);
    expect(written('de', 'Europe/Berlin')).toBe('Dienstag, 22. Dezember 2026 um 10:00 Uhr (MEZ)');
    expect(written('ja', 'Asia/Tokyo')).toBe('2026年12月22日（火）18:00（JST）');
  });

  test.each([
    ['ar', 'الثلاثاء، 1 ديسمبر 2026، الساعة 01:01 (UTC)', '1 ديسمبر 2026'],
    ['de', 'Dienstag, 1. Dezember 2026 um 01:01 Uhr (UTC)', '1. Dezember 2026'],
    ['en', 'Tuesday, 1 December 2026 at 01:01 UTC', '1 December 2026'],
    ['es', 'martes, 1 de diciembre de 2026, a la 01:01 (UTC)', '1 de diciembre de 2026'],
    ['fr', 'mardi 1er décembre 2026 à 1 h 01 (UTC)', '1er décembre 2026'],
    ['fr-CA', 'mardi 1er décembre 2026 à 1 h 01 (UTC)', '1er décembre 2026'],
    ['it', 'martedì 1º dicembre 2026 alle ore 01:01 UTC', '1º dicembre 2026'],
    ['ja', '2026年12月1日（火）01:01（UTC）', '2026年12月1日'],
    ['nl', 'dinsdag 1 december 2026 om 01:01 UTC', '1 december 2026'],
    ['pl', 'wtorek, 1 grudnia 2026 r., godz. 01:01 (UTC)', '1 grudnia 2026'],
    ['pt', 'terça-feira, 1º de dezembro de 2026 às 01:01 (UTC)', '1º de dezembro de 2026'],
    ['zh-Hans', '2026年12月1日星期二 01:01（UTC）', '2026年12月1日'],
  ])('on the first of a month is written in %s as its readers write it', (locale, whole, day) => {
    const first = '2026-12-01T01:01:00.000Z' as Instant;
    const style = { locale, timeZone: 'UTC' };
    expect(formatInstant(first, style).replaceAll(/\s/g, ' ')).toBe(whole);
    expect(formatDay(first, style)).toBe(day);
  });

  test.each(['fr', 'it', 'pt'])('on any other day has its number in %s', (locale) => {
    for (const number of [2, 11, 21, 31]) {
      const instant = `2026-12-${String(number).padStart(2, '0')}T01:01:00.000Z` as Instant;
      expect(formatDay(instant, { locale, timeZone: 'UTC' })).toMatch(new RegExp(`^${number} `));
    }
  });

  test('shows a zone in every zone that the runtime knows', () => {
    for (const timeZone of Intl.supportedValuesOf('timeZone')) {
      const text = formatInstant(NINE, { locale: 'en', timeZone });
      expect(text, timeZone).toMatch(/ at \d\d:\d\d (GMT|UTC|[A-Z]{2,5})/);
    }
  });

  test('in a subject is the day alone, in the same zone', () => {
    const lateEvening = '2026-12-22T23:30:00.000Z' as Instant;
    expect(formatDay(lateEvening, { locale: 'en', timeZone: 'UTC' })).toBe('22 December 2026');
    expect(formatDay(lateEvening, { locale: 'en', timeZone: 'Asia/Tokyo' })).toBe('23 December 2026');
  });
});

describe('a period in a notice', () => {
  test.each([
    ['P7D', '7 days'],
    ['P30D', '30 days'],
    ['P1D', '1 day'],
    ['P2M', '2 months'],
    ['P2W', '2 weeks'],
    ['PT6S', '6 seconds'],
    ['PT36H', '36 hours'],
    ['P1M2DT3H', '1 month, 2 days and 3 hours'],
  ])('%s is %s', (iso, words) => {
    expect(formatPeriod(iso, 'en')).toBe(words);
  });

  test('is told in the language of the reader', () => {
    expect(formatPeriod('P7D', 'de')).toBe('7 Tage');
    expect(formatPeriod('P5D', 'pl')).toBe('5 dni');
    expect(formatPeriod('P1M7D', 'ja')).toBe('1か月と7日');
  });
});

describe('several things in a sentence', () => {
  test('are joined as readers join them', () => {
    expect(formatList(['a', 'b', 'c'], 'and', 'en')).toBe('a, b and c');
    expect(formatList(['a', 'b'], 'or', 'de')).toBe('a oder b');
    expect(formatList(['a', 'b', 'c'], 'and', 'ja')).toBe('a、b、c');
  });
});

describe('a day of the week', () => {
  test('has its name, from Monday to Sunday', () => {
    expect([1, 7].map((day) => formatWeekday(day, 'en'))).toEqual(['Monday', 'Sunday']);
    expect(formatWeekday(6, 'pl')).toBe('sobota');
  });
});
