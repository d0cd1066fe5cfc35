import { expect, test } from 'vitest';
import { changesToo } from '../../../src/domain/policies/related.ts';
import { day, policy, version } from '../../support/domain-builders.ts';

const terms = policy({ policy: 'terms', title: 'Terms' });
const announced = version(2, { policy: 'terms', release: 'both', postedAt: day(1), effectiveAt: day(31) });
const related = { policy: terms, versions: [announced], isPart: true, isWhole: false };
const told = { release: 'privacy/2' };

test('what else changes is what is announced of the other policy, with its date', () => {
  expect(changesToo(policy(), told, [related], day(2))).toEqual([
    { policy: terms, version: 2, postedAt: day(1), effectiveAt: day(31) },
  ]);
  expect(changesToo(policy(), told, [related], day(31))).toEqual([]);
});

test('what is told in the same notice is not told there as something else', () => {
  expect(changesToo(policy(), { release: 'both' }, [related], day(2))).toEqual([]);
});

test('what is for an audience is told to nobody but the same audience', () => {
  const forTeams = { ...related, policy: { ...terms, appliesTo: 'teams' } };
  expect(changesToo(policy(), told, [forTeams], day(2))).toEqual([]);
  expect(changesToo(policy({ appliesTo: 'teams' }), told, [forTeams], day(2))).toHaveLength(1);
});
