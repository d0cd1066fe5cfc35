import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { sequenceRecords } from '../../../src/actions/upkeep/sequence-records.ts';
import { addMs } from '../../../src/domain/instant.ts';
import { findCheckpoint } from '../../../src/storage/record/log.ts';
import { copyTestDatabase, removeTestDatabase } from '../../support/databases.ts';
import { scratchFolder } from '../../support/scratch.ts';
import { openTestStore, START_OF_TIME, startTestApp, type TestApp } from '../../support/test-app.ts';
import {
  AFTER_THE_LEASE_MS,
  haveLogAndWaiting,
  haveRecords,
  insistOnOneOrder,
  insistOnSurviving,
  insistOnWholeLog,
  keepAll,
} from './sequencer-laws.ts';

async function openApp(): Promise<TestApp> {
  const app = await startTestApp();
  onTestFinished(() => app.store.close());
  return app;
}

describe('the sequencer', () => {
  test('numbers all that waits, without gaps, in the order in which it was written', async () => {
    const app = await openApp();
    await haveRecords(app.store, 0, 700);
    await keepAll(app);
    const ids = await insistOnWholeLog(app.store);
    expect(ids).toEqual(Array.from({ length: 700 }, (_, n) => `shown:${n}`));
    expect(await app.store.db.selectFrom('waiting_records').selectAll().execute()).toEqual([]);
    expect(await findCheckpoint(app.store.db)).toMatchObject({ size: 700 });
  });

  test('goes on where it was, also from within a tile', async () => {
    const app = await openApp();
    for (const [from, to] of [
      [0, 1],
      [1, 255],
      [255, 257],
      [257, 513],
    ] as const) {
      await haveRecords(app.store, from, to);
      await keepAll(app);
      expect(await insistOnWholeLog(app.store)).toHaveLength(to);
    }
  });

  test('lets the order stand when the clock goes back', async () => {
    const app = await openApp();
    await haveRecords(app.store, 0, 5, addMs(START_OF_TIME, 3_600_000));
    app.clock.now = addMs(START_OF_TIME, 3_600_000);
    await keepAll(app);
    app.clock.now = START_OF_TIME;
    await haveRecords(app.store, 5, 8, START_OF_TIME);
    await haveRecords(app.store, 8, 10, addMs(START_OF_TIME, -1_000));
    await keepAll(app, 'another');
    expect(await insistOnWholeLog(app.store)).toEqual(Array.from({ length: 10 }, (_, n) => `shown:${n}`));
  });

  test('leaves the log to whoever has the lease, until it ends', async () => {
    const app = await openApp();
    await haveRecords(app.store, 0, 3);
    await sequenceRecords(app.context, 'one', 1);
    expect(await sequenceRecords(app.context, 'two', 1)).toBe(false);
    expect(await insistOnWholeLog(app.store)).toHaveLength(1);
    app.wait(AFTER_THE_LEASE_MS);
    await keepAll(app, 'two');
    expect(await insistOnWholeLog(app.store)).toHaveLength(3);
  });

  test('numbers a record once, however often its act is written again', async () => {
    const app = await openApp();
    await haveRecords(app.store, 0, 3);
    await keepAll(app);
    await haveRecords(app.store, 0, 3);
    await haveRecords(app.store, 2, 5);
    await keepAll(app);
    expect(await insistOnWholeLog(app.store)).toEqual([0, 1, 2, 3, 4].map((n) => `shown:${n}`));
  });

  test('seals while records keep coming, and no size twice', async () => {
    const app = await openApp();
    await haveRecords(app.store, 0, 10);
    await Promise.all([keepAll(app), keepAll(app), keepAll(app)]);
    await keepAll(app);
    const checkpoints = await app.store.db.selectFrom('log_checkpoints').select('size').execute();
    expect(new Set(checkpoints.map((one) => one.size)).size).toBe(checkpoints.length);
    expect(checkpoints.at(-1)).toEqual({ size: 10 });
    await insistOnWholeLog(app.store);
  });
});

describe('several processes on one database', () => {
  let folder: string;
  beforeAll(() => {
    folder = scratchFolder('record');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('give one order, also when each thinks the lease is over', async () => {
    const path = join(folder, 'several.sqlite');
    await insistOnOneOrder(() => openTestStore(path), 7);
    await removeTestDatabase(path);
  });

  test('are killed at any await, and nothing is lost, doubled or out of place', async () => {
    const path = join(folder, 'killed.sqlite');
    const before = await openTestStore(path);
    await haveLogAndWaiting(before, 620);
    await before.close();
    let stages = 0;
    const moments = await insistOnSurviving(620, async () => {
      const stage = join(folder, `killed-${stages++}.sqlite`);
      await copyTestDatabase(path, stage);
      onTestFinished(() => removeTestDatabase(stage));
      return openTestStore(stage);
    });
    expect(moments).toBeGreaterThan(6);
  });
});
