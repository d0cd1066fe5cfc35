import { expect, onTestFinished, test } from 'vitest';
import { diffPolicies } from '../../../src/domain/diff/diff-policies.ts';
import { findComparison, insertComparison } from '../../../src/storage/policies/comparisons.ts';
import { openTestStore } from '../../support/databases.ts';

const OF = { policy: 'privacy', from: 1, to: 2, locale: 'en', madeBy: 1 };

/** Words that hardly get shorter by being compressed. */
const noise = (seed: number) => {
  let state = seed;
  const word = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state.toString(36);
  };
  return Array.from({ length: 60_000 }, (_, i) => (i % 40 === 39 ? `${word()}\n\n` : word())).join(' ');
};

test.each([
  ['a short text', 'We keep logs for 30 days.', 'We keep logs for 90 days.'],
  [
    'a text of a script that needs many bytes',
    '記録は30日後に削除します。💡',
    '記録は90日後に削除します。💡',
  ],
  ['a text so long that no row holds its comparison', noise(1), noise(2)],
])('the comparison of %s comes back as it was', async (_, before, after) => {
  const store = await openTestStore();
  onTestFinished(() => store.close());
  const diff = diffPolicies(before, after);
  await store.atomic(await insertComparison(store.db, OF, diff));
  await store.atomic(await insertComparison(store.db, OF, diffPolicies('', 'Another one, too late.')));
  expect(await findComparison(store.db, OF)).toEqual(diff);
  const rows = await store.db.selectFrom('comparisons').select('data').execute();
  for (const { data } of rows) expect(data.length).toBeLessThanOrEqual(500_000);
  expect(rows.length > 1).toBe(before.length > 100_000);
});

test('a comparison of another pair, language or edition of the diff is another one, and half of one is none', async () => {
  const store = await openTestStore();
  onTestFinished(() => store.close());
  await store.atomic(await insertComparison(store.db, OF, diffPolicies(noise(1), noise(2))));
  for (const other of [{ policy: 'terms' }, { from: 0 }, { to: 3 }, { locale: 'de' }, { madeBy: 2 }]) {
    expect(await findComparison(store.db, { ...OF, ...other })).toBeUndefined();
  }
  await store.db.deleteFrom('comparisons').where('part', '=', 1).execute();
  expect(await findComparison(store.db, OF)).toBeUndefined();
});
