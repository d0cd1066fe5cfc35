import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  DELIVERY_STATES,
  type DeliveryState,
  isGiven,
  isNotGiven,
  NOT_GIVEN,
  stateAfter,
} from '../../../src/domain/notices/delivery-state.ts';

const REPORTS = ['sent', 'delivered', 'bounced', 'suppressed', 'failed', null] as const;
const reports = fc.array(fc.constantFrom(...REPORTS), { maxLength: 8 });
const state = fc.constantFrom(...DELIVERY_STATES);

const afterReports = (start: DeliveryState, said: readonly (DeliveryState | null)[]) =>
  said.reduce<DeliveryState>(stateAfter, start);

describe('what became of a delivery', () => {
  test('is the same in whatever order reports arrive, and however often', () => {
    const shuffled = reports.chain((said) =>
      fc.record({
        said: fc.constant(said),
        arrived: fc.shuffledSubarray([...said, ...said], {
          minLength: said.length * 2,
          maxLength: said.length * 2,
        }),
      }),
    );
    fc.assert(
      fc.property(state, shuffled, (start, { said, arrived }) => {
        expect(afterReports(start, arrived)).toBe(afterReports(start, said));
      }),
    );
  });

  test('never goes back from not given', () => {
    fc.assert(
      fc.property(fc.constantFrom(...NOT_GIVEN), reports, (start, said) => {
        expect(isNotGiven(afterReports(start, said))).toBe(true);
      }),
    );
  });

  test('is not given as soon as one report says so, and was not dropped before', () => {
    fc.assert(
      fc.property(state, reports, (start, said) => {
        fc.pre(start !== 'dropped' && start !== 'cancelled');
        fc.pre(said.some((one) => one !== null && isNotGiven(one)));
        expect(isNotGiven(afterReports(start, said))).toBe(true);
      }),
    );
  });

  test.each([
    ['queued', 'sent', 'sent'],
    ['sending', 'delivered', 'delivered'],
    ['unknown', 'sent', 'sent'],
    ['unknown', 'bounced', 'bounced'],
    ['sent', 'delivered', 'delivered'],
    ['delivered', 'sent', 'delivered'],
    ['delivered', 'bounced', 'bounced'],
    ['bounced', 'delivered', 'bounced'],
    ['bounced', 'failed', 'bounced'],
    ['dropped', 'sent', 'dropped'],
    ['cancelled', 'bounced', 'cancelled'],
    ['sent', null, 'sent'],
  ] as const)('%s and then a report of %s: %s', (before, said, after) => {
    expect(stateAfter(before, said)).toBe(after);
  });

  test('is given only while the provider took it and nothing bad is known', () => {
    expect(DELIVERY_STATES.filter(isGiven)).toEqual(['sent', 'delivered']);
    expect(DELIVERY_STATES.filter(isNotGiven)).toEqual(['bounced', 'suppressed', 'failed']);
  });
});
