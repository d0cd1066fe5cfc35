import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addMs, type Instant, instantFromMs, instantToMs } from '../../../src/domain/instant.ts';
import { endWithin, nextOpening, type SendingHours } from '../../../src/domain/sending/sending-hours.ts';

const at = (text: string) => text as Instant;
const OFFICE: SendingHours = { from: '09:00', to: '17:00', timeZone: 'Europe/Berlin', days: [1, 2, 3, 4, 5] };
const HOUR = 3_600_000;

describe('the hours in which notices leave', () => {
  test.each([
    ['within them', '2026-11-23T10:30:00.000Z', '2026-11-23T10:30:00.000Z'],
    ['as they begin', '2026-11-23T08:00:00.000Z', '2026-11-23T08:00:00.000Z'],
    ['as they end', '2026-11-23T16:00:00.000Z', '2026-11-24T08:00:00.000Z'],
    ['before they begin', '2026-11-23T01:00:00.000Z', '2026-11-23T08:00:00.000Z'],
    ['on a Friday evening', '2026-11-27T20:00:00.000Z', '2026-11-30T08:00:00.000Z'],
    ['in summer', '2026-07-01T06:00:00.000Z', '2026-07-01T07:00:00.000Z'],
  ])('%s', (_, from, opening) => {
    expect(nextOpening(OFFICE, at(from))).toBe(opening);
  });

  test('may last to the end of the day, on every day', () => {
    const hours = { from: '22:00', to: '24:00', timeZone: 'UTC' };
    expect(nextOpening(hours, at('2026-11-22T23:59:59.999Z'))).toBe('2026-11-22T23:59:59.999Z');
    expect(nextOpening(hours, at('2026-11-23T00:00:00.000Z'))).toBe('2026-11-23T22:00:00.000Z');
  });

  // Clocks in Berlin go from 02:00 to 03:00 on that Sunday.
  test('that a change of the clocks leaves out begin when the clock says so again', () => {
    const hours = { from: '02:15', to: '02:45', timeZone: 'Europe/Berlin', days: [7] };
    expect(nextOpening(hours, at('2027-03-28T00:00:00.000Z'))).toBe('2027-03-28T01:15:00.000Z');
    expect(nextOpening({ ...hours, to: '03:10' }, at('2027-03-28T00:00:00.000Z'))).toBe(
      '2027-04-04T00:15:00.000Z',
    );
  });

  test('are counted from their beginning: ten hours of work from a Friday noon end on Monday', () => {
    expect(endWithin(OFFICE, at('2026-11-27T11:00:00.000Z'), 10 * HOUR)).toBe('2026-11-30T13:00:00.000Z');
    expect(endWithin(OFFICE, at('2026-11-28T11:00:00.000Z'), 0)).toBe('2026-11-30T08:00:00.000Z');
  });
});

const time = fc.nat({ max: 24 * 60 }).map((minutes) => {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
});
const hours = fc
  .record({
    from: time,
    to: time,
    timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Apia', 'Asia/Kathmandu'),
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
  })
  .filter(({ from, to }) => from < to);
const instant = fc.integer({ min: Date.UTC(2010, 0), max: Date.UTC(2040, 0) }).map(instantFromMs);

test('an opening is open, and nothing before it is', () => {
  fc.assert(
    fc.property(hours, instant, fc.nat({ max: 1_000 }), (open, from, part) => {
      const opening = nextOpening(open, from);
      expect(opening >= from).toBe(true);
      expect(nextOpening(open, opening)).toBe(opening);
      const between = addMs(from, Math.floor(((instantToMs(opening) - instantToMs(from)) * part) / 1_000));
      expect(nextOpening(open, between)).toBe(opening);
    }),
  );
});

test('what takes longer ends no earlier, and takes as long as it takes', () => {
  fc.assert(
    fc.property(
      hours,
      instant,
      fc.nat({ max: 40 * HOUR }),
      fc.nat({ max: 40 * HOUR }),
      (open, from, a, b) => {
        const first = endWithin(open, from, a);
        expect(endWithin(open, from, a + b) >= first).toBe(true);
        expect(instantToMs(first) - instantToMs(from)).toBeGreaterThanOrEqual(a);
      },
    ),
  );
});
