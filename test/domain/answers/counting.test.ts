import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countingAcceptance,
  countingAcceptanceAt,
  type MadeAcceptance,
} from '../../../src/domain/answers/counting.ts';
import type { Basis } from '../../../src/domain/policies/policy.ts';
import { day, termination } from '../../support/domain-builders.ts';

/** An act of agreeing on that day, by that basis; ids are in the order of making. */
function made(id: string, n: number, basis: Basis = 'explicit', recorded = n): MadeAcceptance {
  return { id, basis, at: day(n), recordedAt: day(recorded) };
}

const declinedOn = (n: number, what: Partial<ReturnType<typeof termination>> = {}) =>
  termination(2, { id: `d${n}`, declinedAt: day(n), ...what });

const idOf = (...args: Parameters<typeof countingAcceptance>) => countingAcceptance(...args)?.id ?? null;

describe('the acceptance that counts', () => {
  it('is none where nobody agreed', () => {
    expect(countingAcceptance([], [])).toBeNull();
  });

  it('is a clear yes before a use and before what was imported, whenever it was said', () => {
    const acts = [made('a', 3, 'deemed'), made('b', 1, 'imported', 9), made('c', 5)];
    expect(countingAcceptance(acts, [])).toEqual({
      ...{ id: 'c', basis: 'explicit', at: day(5), since: day(1), first: 'b' },
    });
  });

  it('is the one of the earlier instant, of a use and what was imported, in whatever order they came', () => {
    expect(idOf([made('a', 3, 'deemed'), made('b', 1, 'imported', 9)], [])).toBe('b');
    expect(idOf([made('a', 3, 'deemed'), made('b', 4, 'imported', 4)], [])).toBe('a');
    expect(idOf([made('a', 3, 'deemed'), made('b', 3, 'imported', 9)], [])).toBe('a');
    expect(idOf([made('a', 3, 'imported', 3), made('b', 2, 'imported', 9)], [])).toBe('b');
  });

  it('is the yes said last, after coming back', () => {
    expect(countingAcceptance([made('a', 1), made('b', 4)], [])).toMatchObject({ id: 'b', since: day(1) });
  });

  it('is of after a decline, unless that was cancelled', () => {
    const acts = [made('a', 1), made('b', 3, 'imported', 9)];
    expect(countingAcceptance(acts, [declinedOn(2)])).toMatchObject({ id: 'b', since: day(3) });
    expect(idOf(acts, [declinedOn(4)])).toBeNull();
    const cancelled = declinedOn(4, { endedAt: day(5), endedBy: 'cancelled' });
    expect(idOf(acts, [cancelled])).toBe('a');
    const accepted = declinedOn(4, { endedAt: day(5), endedBy: 'accepted', endedOver: 3 });
    expect(idOf(acts, [accepted])).toBeNull();
  });

  it('of the same instant as a decline is in the order of the acts, and what was imported comes before', () => {
    expect(idOf([made('d1', 2)], [declinedOn(2)])).toBeNull();
    expect(idOf([made('d3', 2)], [declinedOn(2)])).toBe('d3');
    expect(idOf([made('d3', 2, 'imported', 9)], [declinedOn(2)])).toBeNull();
  });

  it('at an instant is what counted then', () => {
    const acts = [made('a', 1), made('b', 5)];
    const at = (n: number) => countingAcceptanceAt(acts, [declinedOn(3)], day(n))?.id ?? null;
    expect([0, 1, 2, 3, 4, 5].map(at)).toEqual([null, 'a', 'a', null, null, 'b']);
  });

  it('does not hang on the order in which acts are read', () => {
    const basis = fc.constantFrom<Basis>('explicit', 'deemed', 'imported');
    const acts = fc
      .array(fc.tuple(fc.nat({ max: 6 }), basis), { maxLength: 6 })
      .map((all) => all.map(([n, one], i) => made(`a${i}`, n, one, one === 'explicit' ? n : 7)));
    const declines = fc
      .uniqueArray(fc.nat({ max: 6 }), { maxLength: 3 })
      .map((all) => all.map((n) => declinedOn(n)));
    const shuffled = fc.tuple(acts, declines).chain(([one, other]) =>
      fc.record({
        acts: fc.constant(one),
        declines: fc.constant(other),
        again: fc.shuffledSubarray(one, { minLength: one.length }),
        declinesAgain: fc.shuffledSubarray(other, { minLength: other.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ acts, declines, again, declinesAgain }) => {
        expect(countingAcceptance(again, declinesAgain)).toEqual(countingAcceptance(acts, declines));
      }),
    );
  });
});
