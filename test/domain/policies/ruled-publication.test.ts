import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addMs } from '../../../src/domain/instant.ts';
import type { Period } from '../../../src/domain/period.ts';
import type { Publication } from '../../../src/domain/policies/publication.ts';
import { decideVersion, nearestChange } from '../../../src/domain/policies/ruled-publication.ts';
import { Refusal } from '../../../src/domain/refusal.ts';
import { defaultRules } from '../../../src/domain/rules/default-rules.ts';
import { day, policy, version } from '../../support/domain-builders.ts';

const periods = fc.constantFrom('P1D', 'P7D', 'P30D', 'P2M', 'PT12H').map((one) => one as Period);
const hours = fc.integer({ min: -48, max: 24 * 100 }).map((n) => addMs(day(0), n * 3_600_000));

const draws = fc.record({
  notice: fc.record({ minor: periods, substantial: periods, late: fc.option(periods) }),
  acceptance: fc.constantFrom('deemed', 'explicit'),
  timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York'),
  reminders: fc.array(periods, { maxLength: 2 }),
  remindAtEffect: fc.boolean(),
  pending: fc.array(
    hours.filter((at) => at > day(0)),
    { maxLength: 2 },
  ),
  change: fc.constantFrom('minor', 'substantial', 'legal'),
  reason: fc.constantFrom(null, 'A law'),
  effectiveAt: fc.option(hours),
  withdrawPending: fc.boolean(),
});

/** What a publication comes to, or how it is refused. */
function outcomeOf(act: () => object): object {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, message, facts } = error;
    return { code, message, facts };
  }
}

test('the document of the short way posts what the short way posts, pending predecessors included', () => {
  fc.assert(
    fc.property(draws, ({ pending, change, reason, effectiveAt, withdrawPending, ...settings }) => {
      const short = { ...policy(), ...settings, acceptance: settings.acceptance as 'deemed' | 'explicit' };
      const versions = [
        version(1, { effectiveAt: day(-100) }),
        ...pending.toSorted().map((at, i) => version(2 + i, { effectiveAt: at, postedAt: day(-1) })),
      ];
      const publication: Publication = {
        ...{ content: 'Another text.', change, summary: 'It changes.', reason, acceptance: null },
        ...{ effectiveAt, withdrawPending },
      };
      const post = (rules: ReturnType<typeof defaultRules> | null) =>
        outcomeOf(() => {
          const terms = decideVersion({ ...short, rules }, versions, publication, 'A text.', day(0));
          return { ...terms, rules: null };
        });
      expect(post(defaultRules(short))).toEqual(post(null));
    }),
    { numRuns: 5000 },
  );
});

describe('the nearest of the four kinds', () => {
  const { rule } = defaultRules(policy()).classes[1]!;
  test.each([
    [{ class: 'law', byLaw: true }, 'legal'],
    [{ class: 'minor' }, 'minor'],
    [{ class: 'legal' }, 'legal'],
    [{ class: 'editorial', only: 'form' as const }, 'minor'],
    [{ class: 'adverse' }, 'substantial'],
  ])('to %j is %s', (of, kind) => {
    expect(nearestChange({ label: 'Any', rule, ...of })).toBe(kind);
  });
});
