import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { addMs, type Instant, instantFromMs } from '../../src/domain/instant.ts';
import {
  addPeriod,
  isTimeZone,
  msBetween,
  type Period,
  parseInstant,
  parsePeriod,
  sumOfDays,
} from '../../src/domain/period.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Zones whose clocks do uncommon things: half-hour shifts, skipped days, shifts at midnight, Ramadan. */
const ZONES = [
  'UTC',
  'Europe/Berlin',
  'Europe/Dublin',
  'America/New_York',
  'America/St_Johns',
  'America/Sao_Paulo',
  'America/Santiago',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Asia/Beirut',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Pacific/Apia',
  'Pacific/Chatham',
];

const zone = fc.constantFrom(...ZONES);
const anyInstant = fc
  .integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2040, 0, 1) })
  .map((ms) => instantFromMs(ms));

/** A zone and an instant, often within two hours of a night on which its clocks change or a whole number of days before one. */
const zonedStart = fc
  .record({
    timeZone: zone,
    start: anyInstant,
    isNearShift: fc.boolean(),
    daysBefore: fc.integer({ min: 0, max: 40 }),
    offBy: fc.integer({ min: -2 * HOUR, max: 2 * HOUR }),
  })
  .map(({ timeZone, start, isNearShift, daysBefore, offBy }) => {
    const shift = Temporal.Instant.from(start).toZonedDateTimeISO(timeZone).getTimeZoneTransition('next');
    return isNearShift && shift !== null
      ? { timeZone, start: instantFromMs(shift.epochMilliseconds - daysBefore * DAY + offBy) }
      : { timeZone, start };
  });

const days = fc.integer({ min: 1, max: 400 });
const months = fc.integer({ min: 1, max: 24 });

const at = (text: string): Instant => text as Instant;
const period = (text: string): Period => text as Period;

/** What a calendar and a clock on the wall show. */
function wall(instant: Instant, timeZone: string) {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(Date.parse(instant));
  const of = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return {
    month: Number(of('year')) * 12 + Number(of('month')) - 1,
    day: Number(of('day')),
    time: `${of('hour')}:${of('minute')}:${of('second')}`,
  };
}

function lastDayOf(month: number): number {
  return new Date(Date.UTC(Math.floor(month / 12), (month % 12) + 1, 0)).getUTCDate();
}

describe('a notice period, as it is written', () => {
  it.each(['P7D', 'P30D', 'P2M', 'P1Y6M', 'P1W', 'PT6S', 'PT0.5S', 'P1DT12H', 'P2Y', 'P730D'])(
    '%s is one',
    (text) => {
      expect(parsePeriod(text)).toEqual({ period: text });
    },
  );

  it.each([
    ['', 'must be an ISO 8601 duration such as P7D, P2M or PT6S'],
    ['7 days', 'must be an ISO 8601 duration such as P7D, P2M or PT6S'],
    ['P', 'must be an ISO 8601 duration such as P7D, P2M or PT6S'],
    ['P1.5D', 'must be an ISO 8601 duration such as P7D, P2M or PT6S'],
    ['P99999999999999Y', 'must be an ISO 8601 duration such as P7D, P2M or PT6S'],
    ['P0D', 'must be longer than zero'],
    ['PT0S', 'must be longer than zero'],
    ['-P7D', 'must be longer than zero'],
    ['PT0.0005S', 'must be a whole number of milliseconds'],
    ['P2Y1D', 'must be at most two years'],
    ['P25M', 'must be at most two years'],
    ['P732D', 'must be at most two years'],
    ['PT17545H', 'must be at most two years'],
    ['P300000Y', 'must be at most two years'],
    ['P4000000000Y', 'must be at most two years'],
  ])('"%s" is not one: it %s', (text, problem) => {
    expect(parsePeriod(text)).toEqual({ problem });
  });

  it('is either read or explained, whatever was written', () => {
    const digits = fc.integer({ min: 0, max: 2 ** 32 - 1 });
    const written = fc
      .tuple(
        fc.constantFrom('', '-'),
        digits,
        fc.constantFrom('Y', 'M', 'W', 'D'),
        digits,
        fc.constantFrom('H', 'M', 'S'),
      )
      .map(([sign, a, date, b, time]) => `${sign}P${a}${date}T${b}${time}`);
    fc.assert(
      fc.property(fc.oneof(fc.string(), written), (text) => {
        const [key] = Object.keys(parsePeriod(text));
        expect(['period', 'problem']).toContain(key);
      }),
    );
  });
});

describe('a time zone and an instant, as they are written', () => {
  it.each(['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires'])('%s is a time zone', (name) => {
    expect(isTimeZone(name)).toBe(true);
  });

  it.each(['', '+02:00', 'Europe/Bielefeld', 'Mars', 'Europe/Berlin ', '2026-11-22T09:00Z[UTC]'])(
    '"%s" is no time zone',
    (name) => {
      expect(isTimeZone(name)).toBe(false);
    },
  );

  it.each([
    ['2026-12-22T09:00:00Z', '2026-12-22T09:00:00.000Z'],
    ['2026-12-22T09:00:00.123456Z', '2026-12-22T09:00:00.123Z'],
    ['2026-12-22T10:00:00+01:00', '2026-12-22T09:00:00.000Z'],
  ])('%s is the instant %s', (text, instant) => {
    expect(parseInstant(text)).toBe(instant);
  });

  it.each([
    '',
    '2026-12-22',
    '2026-12-22T09:00:00',
    '2026-02-30T09:00:00Z',
    '+012026-12-22T09:00:00Z',
    'soon',
  ])('"%s" is no instant', (text) => {
    expect(parseInstant(text)).toBeNull();
  });
});

describe('a notice period, as it is counted', () => {
  it.each([
    ['seven days', '2026-11-22T09:00:00.000Z', 'P7D', 'UTC', '2026-11-29T09:00:00.000Z'],
    ['six seconds', '2026-11-22T09:00:00.000Z', 'PT6S', 'Europe/Berlin', '2026-11-22T09:00:06.000Z'],
    [
      'a month from 31 January ends in February',
      '2027-01-31T09:00:00.000Z',
      'P1M',
      'UTC',
      '2027-02-28T09:00:00.000Z',
    ],
    [
      'a month from 31 January in a leap year',
      '2028-01-31T09:00:00.000Z',
      'P1M',
      'UTC',
      '2028-02-29T09:00:00.000Z',
    ],
    ['a year from a leap day', '2028-02-29T09:00:00.000Z', 'P1Y', 'UTC', '2029-02-28T09:00:00.000Z'],
    [
      'a local midnight, not the UTC one',
      '2027-01-31T23:30:00.000Z',
      'P1M',
      'Europe/Berlin',
      '2027-02-28T23:30:00.000Z',
    ],
    [
      'clocks going back give an hour more',
      '2026-10-24T10:00:00.000Z',
      'P1D',
      'Europe/Berlin',
      '2026-10-25T11:00:00.000Z',
    ],
    [
      'clocks going forward take no hour away',
      '2026-03-28T11:00:00.000Z',
      'P1D',
      'Europe/Berlin',
      '2026-03-29T11:00:00.000Z',
    ],
    [
      'a half-hour shift gives half an hour',
      '2026-04-04T01:00:00.000Z',
      'P1D',
      'Australia/Lord_Howe',
      '2026-04-05T01:30:00.000Z',
    ],
    [
      'an hour across a shift is an hour',
      '2026-10-25T00:30:00.000Z',
      'PT1H',
      'Europe/Berlin',
      '2026-10-25T01:30:00.000Z',
    ],
    [
      'a day that a calendar skipped counts for nothing',
      '2011-12-29T22:00:00.000Z',
      'P2D',
      'Pacific/Apia',
      '2011-12-31T22:00:00.000Z',
    ],
    ['weeks are seven days', '2026-03-28T11:00:00.000Z', 'P1W', 'Europe/Berlin', '2026-04-04T11:00:00.000Z'],
    [
      'a month over clocks going forward keeps the wall clock',
      '2026-03-15T11:00:00.000Z',
      'P1M',
      'Europe/Berlin',
      '2026-04-15T10:00:00.000Z',
    ],
    ['months first, then days', '2027-01-31T09:00:00.000Z', 'P1M1D', 'UTC', '2027-03-01T09:00:00.000Z'],
  ])('%s', (_, start, length, timeZone, end) => {
    expect(addPeriod(at(start), period(length), timeZone)).toBe(end);
  });

  it('of N days is never shorter than N × 24 hours, and less than a day and an hour longer', () => {
    fc.assert(
      fc.property(zonedStart, days, ({ timeZone, start }, n) => {
        const length = msBetween(start, addPeriod(start, period(`P${n}D`), timeZone));
        expect(length).toBeGreaterThanOrEqual(n * DAY);
        expect(length).toBeLessThan(n * DAY + 25 * HOUR);
      }),
    );
  });

  /** Whether clocks go forward over the time of day of `start`, N days later. */
  function isSkipped(start: Instant, n: number, timeZone: string): boolean {
    const later = Temporal.Instant.from(start)
      .toZonedDateTimeISO(timeZone)
      .toPlainDateTime()
      .add({ days: n });
    try {
      later.toZonedDateTime(timeZone, { disambiguation: 'reject' });
      return false;
    } catch {
      // So it is of a time of day that comes twice; that one exists.
      return later.toZonedDateTime(timeZone).toPlainDateTime().equals(later) === false;
    }
  }

  it('of N days ends at the time of day at which it began, unless that would be too early or does not exist', () => {
    fc.assert(
      fc.property(zonedStart, days, ({ timeZone, start }, n) => {
        const end = addPeriod(start, period(`P${n}D`), timeZone);
        const isLonger = msBetween(start, end) > n * DAY;
        const isExact = msBetween(start, end) === n * DAY;
        const isGap = isSkipped(start, n, timeZone);
        expect(
          isExact || (isLonger && (isGap || wall(end, timeZone).time === wall(start, timeZone).time)),
        ).toBe(true);
      }),
    );
  });

  it('of days that starts later by the hour clocks may go back never ends earlier', () => {
    fc.assert(
      fc.property(
        zonedStart,
        days,
        fc.integer({ min: HOUR, max: 40 * DAY }),
        ({ timeZone, start }, n, later) => {
          const length = period(`P${n}D`);
          const first = addPeriod(start, length, timeZone);
          expect(addPeriod(addMs(start, later), length, timeZone) >= first).toBe(true);
        },
      ),
    );
  });

  it('of days that starts later at all ends at most the hour earlier by which clocks go back', () => {
    fc.assert(
      fc.property(zonedStart, days, fc.integer({ min: 0, max: HOUR }), ({ timeZone, start }, n, later) => {
        const length = period(`P${n}D`);
        const first = addPeriod(start, length, timeZone);
        expect(msBetween(first, addPeriod(addMs(start, later), length, timeZone))).toBeGreaterThan(-HOUR);
      }),
    );
  });

  it('of months that starts on a later day never ends on an earlier day', () => {
    fc.assert(
      fc.property(
        zonedStart,
        months,
        fc.integer({ min: 0, max: 40 }),
        ({ timeZone, start }, n, daysLater) => {
          const length = period(`P${n}M`);
          const first = wall(addPeriod(start, length, timeZone), timeZone);
          const second = wall(addPeriod(addMs(start, daysLater * DAY + HOUR), length, timeZone), timeZone);
          expect(second.month * 100 + second.day).toBeGreaterThanOrEqual(first.month * 100 + first.day);
        },
      ),
    );
  });

  it('that is longer never ends earlier', () => {
    const unit = fc.constantFrom('PnD', 'PnW', 'PnM', 'PTnH', 'PTnS');
    const count = fc.integer({ min: 1, max: 100 });
    fc.assert(
      fc.property(zonedStart, unit, count, count, ({ timeZone, start }, written, n, more) => {
        const shorter = addPeriod(start, period(written.replace('n', `${n}`)), timeZone);
        const longer = addPeriod(start, period(written.replace('n', `${n + more}`)), timeZone);
        expect(longer > shorter).toBe(true);
      }),
    );
  });

  it('of months ends on the same day of a later month, or on its last', () => {
    fc.assert(
      fc.property(zonedStart, months, ({ timeZone, start }, n) => {
        const from = wall(start, timeZone);
        const to = wall(addPeriod(start, period(`P${n}M`), timeZone), timeZone);
        const day = Math.min(from.day, lastDayOf(from.month + n));
        const isSkipped = timeZone === 'Pacific/Apia' && from.month + n === 2011 * 12 + 11 && day === 30;
        expect({ month: to.month, day: to.day }).toEqual({
          month: from.month + n,
          day: isSkipped ? 31 : day,
        });
      }),
    );
  });

  it('of hours, minutes or seconds is exact, whatever clocks do', () => {
    fc.assert(
      fc.property(
        zonedStart,
        fc.integer({ min: 0, max: 5000 }),
        fc.integer({ min: 0, max: 500 }),
        fc.integer({ min: 1, max: 500_000 }),
        ({ timeZone, start }, hours, minutes, seconds) => {
          const end = addPeriod(start, period(`PT${hours}H${minutes}M${seconds}S`), timeZone);
          expect(msBetween(start, end)).toBe(hours * HOUR + minutes * 60_000 + seconds * 1000);
        },
      ),
    );
  });

  it('does not depend on the zone that the machine is in', () => {
    const machineZone = process.env.TZ;
    const ends = (machine: string) => {
      process.env.TZ = machine;
      return ZONES.flatMap((timeZone) =>
        ['P7D', 'P2M', 'P1Y', 'P1M3DT5H'].map((length) =>
          addPeriod(at('2026-02-27T23:30:00.000Z'), period(length), timeZone),
        ),
      );
    };
    try {
      const inUtc = ends('UTC');
      expect(ends('America/New_York')).toEqual(inUtc);
      expect(ends('Pacific/Apia')).toEqual(inUtc);
    } finally {
      if (machineZone === undefined) delete process.env.TZ;
      else process.env.TZ = machineZone;
    }
  });
});

describe('one period of whole days after another', () => {
  it('is as many days as both, and nothing where either counts something else', () => {
    expect(sumOfDays('P3D' as Period, 'P30D' as Period)).toBe('P33D');
    for (const other of ['P1M', 'PT24H', 'P1W', 'P1M3D'] as Period[]) {
      expect(sumOfDays('P3D' as Period, other)).toBeNull();
      expect(sumOfDays(other, 'P3D' as Period)).toBeNull();
    }
  });
});
