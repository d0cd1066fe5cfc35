import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type D1Databases, openMigratableD1, openMigratedD1, startD1 } from '../../support/d1.ts';
import { haveLogAndWaiting, insistOnOneOrder, insistOnSurviving } from './sequencer-laws.ts';

let databases: D1Databases;
beforeAll(async () => {
  databases = await startD1(30);
});
afterAll(() => databases.close());

async function newD1() {
  const binding = databases.next();
  await openMigratedD1(binding);
  return binding;
}

describe('several processes on one D1', () => {
  test('give one order, also when each thinks the lease is over', async () => {
    const binding = await newD1();
    await insistOnOneOrder(async () => openMigratableD1(binding), 50);
  });

  test('are killed at any await, and nothing is lost, doubled or out of place', {
    timeout: 180_000,
  }, async () => {
    const moments = await insistOnSurviving(60, async () => {
      const store = openMigratableD1(await newD1());
      await haveLogAndWaiting(store, 60);
      return store;
    });
    // So few records fill no tile, which takes fewer writes.
    expect(moments).toBeGreaterThan(2);
  });
});
