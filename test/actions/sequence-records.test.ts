import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { keepRecord } from '../../src/actions/keep-record.ts';
import { recordActs } from '../../src/actions/record-acts.ts';
import { sequenceRecords } from '../../src/actions/sequence-records.ts';
import { addMs, type Instant } from '../../src/domain/instant.ts';
import type { Act } from '../../src/domain/record/act.ts';
import { findCheckpoint, findLogHead } from '../../src/storage/log.ts';
import { listHashes } from '../../src/storage/log-reads.ts';
import { ALWAYS } from '../../src/storage/sql.ts';
import type { Store } from '../../src/storage/store.ts';
import { copyTestDatabase, removeTestDatabase } from '../support/databases.ts';
import { Died, dyingStore, fateAt } from '../support/dying-store.ts';
import { testLeaf, treeByDefinition } from '../support/merkle.ts';
import { openTestStore, START_OF_TIME, startTestApp, type TestApp } from '../support/test-app.ts';

/** Longer than a dead sequencer's lease. */
const AFTER_THE_LEASE_MS = 11_000;

/** Writes records of acts that are about nothing but their number. */
async function haveRecords(
  store: Store,
  from: number,
  to: number,
  at: Instant = START_OF_TIME,
): Promise<void> {
  for (let i = from; i < to; i += 100) {
    const numbers = Array.from({ length: Math.min(100, to - i) }, (_, n) => i + n);
    const acts = numbers.map((n): Act => {
      const about = { kind: 'shown', about: String(n), at, recordedAt: at, actor: 'test' } as const;
      return { ...about, ref: null, policy: null, version: null, facts: { n } };
    });
    await store.atomic(recordActs(store.db, acts, ALWAYS));
  }
}

/** The whole log: that it has no gap and is what the definition makes of its records. Answers their ids. */
async function insistOnWholeLog({ db }: Pick<Store, 'db'>): Promise<string[]> {
  const entries = await db
    .selectFrom('log_entries')
    .innerJoin('records', 'records.id', 'log_entries.record_id')
    .selectAll('log_entries')
    .select('records.commitment')
    .orderBy('position')
    .execute();
  expect(entries.map((one) => one.position)).toEqual(entries.map((_, i) => i + 1));
  const leaves = entries.map(({ commitment }) => testLeaf(Buffer.from(commitment, 'base64')));
  expect(entries.map((one) => one.leaf)).toEqual(leaves.map((leaf) => leaf.toString('base64')));

  const tree = treeByDefinition(leaves);
  const head = await findLogHead(db);
  expect(head.size).toBe(entries.length);
  expect(head.root).toBe(tree.root(entries.length).toString('base64'));
  const tiles = Math.floor(entries.length / 256);
  const roots = Array.from({ length: tiles }, (_, i) =>
    treeByDefinition(leaves.slice(i * 256, (i + 1) * 256))
      .root(256)
      .toString('base64'),
  );
  expect(await listHashes(db, { height: 8, from: 0, to: tiles + 1 })).toEqual(roots);

  const checkpoints = await db.selectFrom('log_checkpoints').selectAll().orderBy('size').execute();
  for (const { size, root, note } of checkpoints) {
    expect(root).toBe(tree.root(size).toString('base64'));
    expect(note.startsWith(`localhost:8787/log\n${size}\n${root}\n\n— `)).toBe(true);
  }
  return entries.map((one) => one.record_id);
}

async function keepAll({ context }: Pick<TestApp, 'context'>, sequencer = 'one'): Promise<void> {
  while ((await keepRecord(context, sequencer)).nextInMs === 0);
}

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
    folder = mkdtempSync(join(tmpdir(), 'proviso-record-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function onOnePath(name: string, count: number): Promise<readonly TestApp[]> {
    const path = join(folder, `${name}.sqlite`);
    const apps: TestApp[] = [];
    for (let i = 0; i < count; i++) apps.push(await startTestApp({ store: await openTestStore(path) }));
    onTestFinished(async () => {
      for (const app of apps) await app.store.close();
      await removeTestDatabase(path);
    });
    return apps;
  }

  test('give one order, also when each thinks the lease is over', async () => {
    const apps = await onOnePath('several', 3);
    const [first] = apps as [TestApp];
    await haveRecords(first.store, 0, 600);
    let isWriting = true;
    const sequencing = apps.map(async ({ context }, i) => {
      // Their clocks are far apart, so that each takes the lease from the others all the time.
      const own = { ...context, now: () => addMs(START_OF_TIME, i * 20_000) };
      while (isWriting || (await sequenceRecords(own, `sequencer ${i}`, 7))) {
        await sequenceRecords(own, `sequencer ${i}`, 7);
      }
    });
    await Promise.all(apps.map(({ store }, i) => haveRecords(store, 600 + i * 100, 700 + i * 100)));
    isWriting = false;
    await Promise.all(sequencing);
    await keepAll(first, 'the last');
    expect(await insistOnWholeLog(first.store)).toHaveLength(900);
  });

  test('are killed at any await, and nothing is lost, doubled or out of place', async () => {
    const path = join(folder, 'killed.sqlite');
    const before = await startTestApp({ store: await openTestStore(path) });
    await haveRecords(before.store, 0, 300);
    await keepAll(before);
    await haveRecords(before.store, 300, 620);
    await before.store.close();
    let moments = 0;
    for (let isOver = false; !isOver; moments++) {
      const stage = join(folder, `killed-${moments}.sqlite`);
      await copyTestDatabase(path, stage);
      const store = await openTestStore(stage);
      const fate = fateAt(moments);
      const dying = await startTestApp({ store: dyingStore(store, fate) });
      dying.wait(AFTER_THE_LEASE_MS);
      await keepAll(dying, 'dying').catch((error: unknown) => {
        if (!(error instanceof Died)) throw error;
      });
      isOver = fate.diedAt() === null;
      await insistOnWholeLog(store);
      const next = await startTestApp({ store });
      await haveRecords(store, 620, 630);
      next.wait(2 * AFTER_THE_LEASE_MS);
      await keepAll(next, 'next');
      const ids = await insistOnWholeLog(store);
      expect(ids).toEqual(Array.from({ length: 630 }, (_, n) => `shown:${n}`));
      expect(await findCheckpoint(store.db)).toMatchObject({ size: 630 });
      await store.close();
      await removeTestDatabase(stage);
    }
    expect(moments).toBeGreaterThan(15);
  });
});
