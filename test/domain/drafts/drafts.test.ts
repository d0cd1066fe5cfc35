import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { standingOpinions } from '../../../src/domain/drafts/approvals.ts';
import { basisOf, whatChanged } from '../../../src/domain/drafts/basis.ts';
import type { Opinion, Verdict } from '../../../src/domain/drafts/draft.ts';
import { dueAtOf, graceEndsAt, latestWorking } from '../../../src/domain/drafts/release.ts';
import type { Period } from '../../../src/domain/period.ts';
import { Refusal } from '../../../src/domain/refusal.ts';
import { day, policy, version } from '../../support/domain-builders.ts';

describe('whose word counts', () => {
  const anyOpinion = fc.record({
    by: fc.constantFrom('ben', 'cy', 'dee'),
    revision: fc.integer({ min: 1, max: 3 }),
    verdict: fc.constantFrom<Verdict>('approved', 'objected'),
  });

  test('is the last of each approver on the revision there is, and no other', () => {
    fc.assert(
      fc.property(fc.array(anyOpinion), fc.integer({ min: 1, max: 3 }), (said, revision) => {
        const opinions: Opinion[] = said.map((one, i) => ({
          ...{ ...one, id: String(i), draft: 'd', note: null, at: day(0) },
        }));
        const { approvals, objections } = standingOpinions({ revision }, opinions);
        for (const one of ['ben', 'cy', 'dee']) {
          const last = opinions.findLast(({ by, revision: of }) => by === one && of === revision);
          expect(approvals.filter(({ by }) => by === one)).toEqual(
            last?.verdict === 'approved' ? [last] : [],
          );
          expect(objections.filter(({ by }) => by === one)).toEqual(
            last?.verdict === 'objected' ? [last] : [],
          );
        }
      }),
    );
  });
});

describe('when a release is posted', () => {
  const graces = fc.array(fc.constantFrom('PT0S', 'PT10M', 'PT6H', 'P1D'), { minLength: 1, maxLength: 4 });

  test('is never before the longest grace of its policies is over', () => {
    fc.assert(
      fc.property(graces, fc.option(fc.integer({ min: -3, max: 3 })), (all, days) => {
        const policies = all.map((grace) => policy({ grace: grace as Period }));
        const ends = graceEndsAt(policies, day(0));
        for (const { grace } of policies) {
          expect(ends >= graceEndsAt([{ grace, timeZone: 'UTC' }], day(0))).toBe(true);
        }
        const asked = days === null ? null : day(days);
        try {
          const dueAt = dueAtOf(asked, ends, day(0));
          expect(dueAt >= ends).toBe(true);
          expect(asked === null || asked === dueAt).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
          expect(asked !== null && asked < ends).toBe(true);
        }
      }),
    );
  });

  test('has a latest instant that would do where one would: it works, and a moment later does not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 0, max: 5_000 }), (to, last) => {
        const found = latestWorking(0, to, (at) => at <= last);
        expect(found).toBe(Math.min(to, last));
        expect(latestWorking(last + 1, last + 1 + to, (at) => at <= last)).toBeNull();
      }),
    );
  });
});

describe('what was approved', () => {
  const stored = (what: Parameters<typeof policy>[0] = {}, lastVersion = 2) => ({
    ...policy(what),
    lastVersion,
  });
  const [one, two] = [version(1), version(2)];
  const before = basisOf({ policy: stored(), versions: [one, two], withdraws: [] });
  const changedBy = (found: Partial<Parameters<typeof basisOf>[0]>) =>
    whatChanged(before, basisOf({ policy: stored(), versions: [one, two], withdraws: [], ...found }));

  test('holds while nothing changes that anybody relies on', () => {
    expect(changedBy({})).toBeNull();
    expect(
      changedBy({ policy: stored({ title: 'Other', grace: 'P1D' as Period, approvals: 2 }) }),
    ).toBeNull();
  });

  test('does not hold once versions, what they take the place of, or promises are others', () => {
    expect(changedBy({ policy: stored({}, 3), versions: [one, two, version(3)] })?.about).toBe(
      'version-posted',
    );
    expect(changedBy({ versions: [one] })?.about).toBe('version-withdrawn');
    expect(changedBy({ versions: [one], withdraws: [two] })?.about).toBe('version-posted');
    expect(changedBy({ policy: stored({ timeZone: 'Europe/Berlin' }) })?.about).toBe('rules-changed');
    expect(changedBy({ policy: stored({ acceptance: 'explicit' }) })?.about).toBe('rules-changed');
  });
});
