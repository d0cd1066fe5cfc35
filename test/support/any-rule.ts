import fc from 'fast-check';
import type { Period } from '../../src/domain/period.ts';
import { checkRules } from '../../src/domain/rules/check-rules.ts';
import { OFFERS, type Rule, type Term, type When } from '../../src/domain/rules/notice-rules.ts';

/** From no time to two months. */
export const anyPeriod = fc.constantFrom(
  'PT0S',
  'P1D',
  'P7D',
  'P30D',
  'P6W',
  'P1M',
  'P2M',
  'PT24H',
) as fc.Arbitrary<Period>;

/** A term that is counted from one of some events. */
export const termFrom = (...from: Term['from'][]): fc.Arbitrary<Term> =>
  fc.record(
    {
      after: anyPeriod,
      from: fc.constantFrom(...from),
      counted: fc.constantFrom('forward' as const, 'back' as const),
      align: fc.constantFrom('none' as const, 'next-day' as const),
    },
    { requiredKeys: ['after', 'from'] },
  );
/** A moment of one to three terms. */
export const whenOf = (term: fc.Arbitrary<Term>): fc.Arbitrary<When> =>
  fc.record(
    {
      choose: fc.constantFrom('latest' as const, 'earliest' as const),
      terms: fc.array(term, { minLength: 1, maxLength: 3 }),
    },
    { requiredKeys: ['terms'] },
  );

const anyRule: fc.Arbitrary<Rule> = fc.record(
  {
    tell: fc.constantFrom<Rule['tell']>(
      { by: ['mail'], need: 1 },
      { by: ['mail', 'account'], need: 1 },
      { by: ['site', 'mail'], need: 2 },
      { by: ['site'], need: 1 },
      { by: ['site'], need: 0 },
    ),
    effect: whenOf(termFrom('posting', 'notice', 'receipt', 'renewal')),
    acceptance: fc.constantFrom('none', 'silence', 'use', 'explicit'),
    late: anyPeriod,
    sooner: fc.subarray(['acceptance', 'use'] as const),
    newcomers: fc.constantFrom('with-others' as const, 'at-once' as const),
    unanswered: fc.record({
      at: whenOf(termFrom('notice', 'effect')),
      // biome-ignore lint/suspicious/noThenProperty: the document calls it so, and it is a string
      then: fc.constantFrom('restrict' as const, 'end' as const),
    }),
    decline: fc.record(
      { offers: fc.subarray([...OFFERS]), until: whenOf(termFrom('posting', 'notice', 'effect')) },
      { requiredKeys: ['offers'] },
    ),
  },
  { requiredKeys: ['tell', 'effect', 'acceptance'] },
);

/** A rule that may be used. */
export const soundRule = anyRule.filter(
  (rule) =>
    checkRules(
      { format: 'notice-rules/1', timeZone: 'UTC', classes: [{ class: 'any', label: 'Any', rule }] },
      { hearsOfBounces: true },
    ).problems.length === 0,
);
