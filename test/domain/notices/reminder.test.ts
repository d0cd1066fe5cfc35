import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addMs, type Instant, instantToMs } from '../../../src/domain/instant.ts';
import {
  isReminderOpen,
  type Reminded,
  reminderInstants,
  remindersOf,
} from '../../../src/domain/notices/reminder.ts';
import type { Period } from '../../../src/domain/period.ts';
import { justBefore } from '../../support/domain-builders.ts';

const POSTED = '2026-11-22T09:00:00.000Z' as Instant;
const EFFECT = '2026-12-22T09:00:00.000Z' as Instant;

function reminded(reminders: readonly string[], what: Partial<Reminded> = {}): Reminded {
  return {
    postedAt: POSTED,
    effectiveAt: EFFECT,
    timeZone: 'UTC',
    reminders: reminders as Period[],
    remindAtEffect: false,
    ...what,
  };
}

describe('people are reminded of a version', () => {
  test('its periods before effect, in the order of time', () => {
    expect(reminderInstants(reminded(['P1D', 'P2W', 'PT6H']))).toEqual([
      '2026-12-08T09:00:00.000Z',
      '2026-12-21T09:00:00.000Z',
      '2026-12-22T03:00:00.000Z',
    ]);
  });

  test('never at or before its posting', () => {
    expect(reminderInstants(reminded(['P30D', 'P31D', 'P2Y']))).toEqual([]);
    const sooner = reminded(['P30D'], { postedAt: justBefore(POSTED) });
    expect(reminderInstants(sooner)).toEqual([POSTED]);
  });

  test('never when it took effect at posting', () => {
    expect(reminderInstants(reminded(['PT1S'], { effectiveAt: POSTED }))).toEqual([]);
  });

  test('once where two periods come to the same instant', () => {
    expect(reminderInstants(reminded(['P7D', 'P1W', 'PT168H']))).toEqual(['2026-12-15T09:00:00.000Z']);
  });

  test('at the same time of day in its time zone, whatever the clocks did in between', () => {
    const berlin = {
      timeZone: 'Europe/Berlin',
      postedAt: '2027-03-01T09:00:00.000Z' as Instant,
      effectiveAt: '2027-03-31T08:00:00.000Z' as Instant,
    };
    expect(reminderInstants(reminded(['P7D', 'PT168H'], berlin))).toEqual([
      '2027-03-24T08:00:00.000Z',
      '2027-03-24T09:00:00.000Z',
    ]);
  });

  test('after posting and before effect alone, whatever the periods', () => {
    const period = fc.oneof(
      fc.integer({ min: 1, max: 800 }).map((n) => `P${n}D`),
      fc.integer({ min: 1, max: 24 }).map((n) => `P${n}M`),
      fc.integer({ min: 1, max: 100_000 }).map((n) => `PT${n}M`),
    );
    const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'Australia/Lord_Howe', 'Africa/Casablanca');
    const span = fc.integer({ min: 0, max: 2 * 365 * 24 * 3_600_000 });
    fc.assert(
      fc.property(fc.array(period, { maxLength: 10 }), zone, span, (reminders, timeZone, ms) => {
        const effectiveAt = addMs(POSTED, ms);
        const instants = reminderInstants(reminded(reminders, { timeZone, effectiveAt }));
        expect(instants.length).toBeLessThanOrEqual(reminders.length);
        expect(instants.every((at) => POSTED < at && at < effectiveAt)).toBe(true);
        for (const [i, at] of instants.entries()) {
          if (i > 0) expect(instantToMs(at)).toBeGreaterThan(instantToMs(instants[i - 1] as Instant));
        }
      }),
    );
  });
});

describe('a reminder may go out', () => {
  const version = reminded(['P7D', 'P1D']);
  const [first, second] = reminderInstants(version) as [Instant, Instant];

  test('from its own instant until the next one comes', () => {
    expect(isReminderOpen(version, first, first)).toBe(true);
    expect(isReminderOpen(version, first, justBefore(second))).toBe(true);
    expect(isReminderOpen(version, first, second)).toBe(false);
    expect(isReminderOpen(version, second, second)).toBe(true);
  });

  test('until the version takes effect', () => {
    expect(isReminderOpen(version, second, justBefore(EFFECT))).toBe(true);
    expect(isReminderOpen(version, second, EFFECT)).toBe(false);
  });
});

describe('whoever has yet to accept is reminded when a version takes effect', () => {
  const version = reminded(['P1D'], { remindAtEffect: true });

  test('as the last of its reminders, which stays open', () => {
    expect(reminderInstants(version)).toEqual(['2026-12-21T09:00:00.000Z', EFFECT]);
    expect(isReminderOpen(version, EFFECT, justBefore(EFFECT))).toBe(true);
    expect(isReminderOpen(version, EFFECT, addMs(EFFECT, 86_400_000))).toBe(true);
    expect(isReminderOpen(version, '2026-12-21T09:00:00.000Z' as Instant, EFFECT)).toBe(false);
  });

  test('but not of one that took effect as it was posted', () => {
    expect(reminderInstants({ ...version, effectiveAt: POSTED })).toEqual([]);
  });
});

describe('versions that are posted together are reminded of', () => {
  const terms = { name: 'terms', ...reminded(['P7D', 'P1D']) };
  const privacy = { name: 'privacy', ...reminded(['P1D', 'PT6H'], { remindAtEffect: true }) };

  test('in one mail where their reminders fall on one instant', () => {
    const all = remindersOf([privacy, terms]).map(({ round, startsAt, versions }) => ({
      ...{ round, startsAt },
      names: versions.map(({ name }) => name),
    }));
    expect(all).toEqual([
      { round: 1, startsAt: '2026-12-15T09:00:00.000Z', names: ['terms'] },
      { round: 2, startsAt: '2026-12-21T09:00:00.000Z', names: ['privacy', 'terms'] },
      { round: 3, startsAt: '2026-12-22T03:00:00.000Z', names: ['privacy'] },
      { round: 4, startsAt: EFFECT, names: ['privacy'] },
    ]);
  });
});
