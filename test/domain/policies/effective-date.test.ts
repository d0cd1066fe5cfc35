import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../src/domain/instant.ts';
import { addPeriod, LONGEST_PERIOD, type Period } from '../../../src/domain/period.ts';
import { effectiveDate } from '../../../src/domain/policies/effective-date.ts';
import { CHANGES, type Change } from '../../../src/domain/policies/policy.ts';
import { Refusal } from '../../../src/domain/refusal.ts';
import { day, justBefore, policy, refusalOf, version } from '../../support/domain-builders.ts';

/** When a version posted on day 0 takes effect. */
function posted(
  change: Change,
  what: {
    requested?: Instant;
    announced?: { version: number; effectiveAt: Instant }[];
    timeZone?: string;
  } = {},
) {
  return effectiveDate({
    change,
    postedAt: day(0),
    requested: what.requested ?? null,
    policy: policy({ timeZone: what.timeZone ?? 'UTC' }),
    announced: what.announced ?? [],
  });
}

describe('when a version takes effect', () => {
  it.each(['initial', 'legal'] as const)('a version that is %s takes effect at posting', (change) => {
    expect(posted(change)).toEqual({ effectiveAt: day(0), rule: { by: 'posting' } });
  });

  it('a minor version takes effect the minor period after posting', () => {
    expect(posted('minor')).toEqual({ effectiveAt: day(7), rule: { by: 'notice-period', period: 'P7D' } });
  });

  it('a substantial version takes effect the substantial period after posting', () => {
    expect(posted('substantial')).toEqual({
      effectiveAt: day(30),
      rule: { by: 'notice-period', period: 'P30D' },
    });
  });

  it('the periods are the policy’s own', () => {
    const notice = { minor: 'PT6S' as Period, substantial: 'P2M' as Period, late: null };
    expect(
      effectiveDate({
        change: 'substantial',
        postedAt: '2026-12-31T12:00:00.000Z' as Instant,
        requested: null,
        policy: policy({ notice }),
        announced: [],
      }),
    ).toEqual({
      effectiveAt: '2027-02-28T12:00:00.000Z',
      rule: { by: 'notice-period', period: 'P2M' },
    });
  });

  it('days are counted in the policy’s time zone', () => {
    expect(
      effectiveDate({
        change: 'minor',
        postedAt: '2026-10-22T10:00:00.000Z' as Instant,
        requested: null,
        policy: policy({ timeZone: 'Europe/Berlin' }),
        announced: [],
      }).effectiveAt,
    ).toBe('2026-10-29T11:00:00.000Z');
  });
});

describe('when another date is asked for', () => {
  it.each([
    ['initial', 1],
    ['legal', 90],
    ['minor', 8],
    ['substantial', 31],
  ] as const)('a version that is %s may take effect later', (change, n) => {
    expect(posted(change, { requested: day(n) })).toEqual({ effectiveAt: day(n), rule: { by: 'request' } });
  });

  it('asking for the very instant that the rules give changes nothing', () => {
    expect(posted('minor', { requested: day(7) })).toEqual(posted('minor'));
  });

  it.each([
    ['initial', 0],
    ['legal', 0],
    ['minor', 7],
    ['substantial', 30],
  ] as const)('a version that is %s may not take effect a millisecond earlier', (change, n) => {
    expect(refusalOf(() => posted(change, { requested: justBefore(day(n)) }))).toEqual({
      code: 'notice-too-short',
      facts: { earliest: day(n) },
    });
  });

  it('two years ahead is still allowed', () => {
    const inTwoYears = '2028-12-01T00:00:00.000Z' as Instant;
    expect(posted('minor', { requested: inTwoYears }).effectiveAt).toBe(inTwoYears);
  });

  it('more than two years ahead is refused', () => {
    const tooLate = '2028-12-01T00:00:00.001Z' as Instant;
    expect(refusalOf(() => posted('initial', { requested: tooLate }))).toEqual({
      code: 'too-far-ahead',
      facts: { latest: '2028-12-01T00:00:00.000Z' },
    });
  });

  it('two years are counted in the policy’s time zone', () => {
    const input = {
      change: 'legal',
      postedAt: '2026-03-28T12:00:00.000Z' as Instant,
      requested: '2028-03-28T11:00:00.001Z' as Instant,
      policy: policy({ timeZone: 'Europe/Berlin' }),
      announced: [],
    } as const;
    expect(refusalOf(() => effectiveDate(input))).toEqual({
      code: 'too-far-ahead',
      facts: { latest: '2028-03-28T11:00:00.000Z' },
    });
  });
});

describe('when other versions are still announced', () => {
  const pending = [version(2, { effectiveAt: day(30) })];

  it('a version waits for its predecessor to take effect', () => {
    expect(posted('minor', { announced: pending })).toEqual({
      effectiveAt: day(30),
      rule: { by: 'predecessor', version: 2 },
    });
  });

  it('a version whose own date is later does not wait', () => {
    const announced = [version(2, { effectiveAt: day(7) })];
    expect(posted('substantial', { announced }).effectiveAt).toBe(day(30));
  });

  it('a version with the same date as its predecessor has it by its own right', () => {
    const announced = [version(2, { effectiveAt: day(7) })];
    expect(posted('minor', { announced })).toEqual(posted('minor'));
  });

  it('a version waits for the last of several', () => {
    const announced = [version(2, { effectiveAt: day(20) }), version(3, { effectiveAt: day(25) })];
    expect(posted('minor', { announced })).toEqual({
      effectiveAt: day(25),
      rule: { by: 'predecessor', version: 3 },
    });
  });

  it('asking for a date before the predecessor’s is refused', () => {
    expect(refusalOf(() => posted('minor', { announced: pending, requested: day(10) }))).toEqual({
      code: 'notice-too-short',
      facts: { earliest: day(30) },
    });
  });

  it('asking for a date after the predecessor’s is granted', () => {
    expect(posted('minor', { announced: pending, requested: day(31) })).toEqual({
      effectiveAt: day(31),
      rule: { by: 'request' },
    });
  });

  it('a legal version that would be held back is refused, since the law does not wait', () => {
    expect(refusalOf(() => posted('legal', { announced: pending }))).toEqual({
      code: 'version-pending',
      facts: { pendingVersions: [2], earliest: day(30) },
    });
  });

  it('a legal version is refused when the date the law sets comes before the predecessor’s', () => {
    expect(refusalOf(() => posted('legal', { announced: pending, requested: justBefore(day(30)) }))).toEqual({
      code: 'version-pending',
      facts: { pendingVersions: [2], earliest: day(30) },
    });
  });

  it('a legal version whose date is the predecessor’s or later is not held back', () => {
    expect(posted('legal', { announced: pending, requested: day(30) }).effectiveAt).toBe(day(30));
  });
});

describe('whatever is posted', () => {
  const change = fc.constantFrom(...CHANGES);
  const when = fc.integer({ min: -5, max: 800 }).map(day);
  const input = fc.record({
    change,
    requested: fc.option(when),
    timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/Sao_Paulo'),
    announced: fc.array(when, { maxLength: 3 }).map((dates) =>
      dates
        .filter((one) => one > day(0))
        .sort()
        .map((effectiveAt, i) => ({ version: i + 2, effectiveAt })),
    ),
  });

  it('it takes effect neither before its posting, nor its notice period, nor its predecessor, nor what was asked for', () => {
    fc.assert(
      fc.property(input, ({ change, requested, timeZone, announced }) => {
        const asked = { announced, timeZone, ...(requested === null ? {} : { requested }) };
        let effectiveAt: Instant;
        try {
          effectiveAt = posted(change, asked).effectiveAt;
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
          return;
        }
        const { minor, substantial } = policy().notice;
        const own = { initial: null, legal: null, minor, substantial }[change];
        const floors = [
          own === null ? day(0) : addPeriod(day(0), own, timeZone),
          ...announced.map((one) => one.effectiveAt),
          ...(requested === null ? [] : [requested]),
        ];
        expect(effectiveAt).toBe(floors.sort().at(-1));
      }),
    );
  });

  it('a date that is refused as too early is granted at the earliest that the refusal names', () => {
    fc.assert(
      fc.property(input, ({ change, timeZone, announced }) => {
        const asked = { announced, timeZone, requested: justBefore(day(0)) };
        const { earliest } = refusalOf(() => posted(change, asked)).facts;
        const requested = earliest as Instant;
        fc.pre(requested <= addPeriod(day(0), LONGEST_PERIOD, timeZone));
        expect(posted(change, { ...asked, requested }).effectiveAt).toBe(requested);
      }),
    );
  });
});
