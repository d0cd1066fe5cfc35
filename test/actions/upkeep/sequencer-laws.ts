import { expect } from 'vitest';
import { recordActs } from '../../../src/actions/record/record-acts.ts';
import { keepRecord } from '../../../src/actions/upkeep/keep-record.ts';
import { sequenceRecords } from '../../../src/actions/upkeep/sequence-records.ts';
import { addMs, type Instant } from '../../../src/domain/instant.ts';
import type { Act } from '../../../src/domain/record/act.ts';
import type { MigratableStore } from '../../../src/storage/engines/migrate.ts';
import { findCheckpoint, findLogHead } from '../../../src/storage/record/log.ts';
import { listHashes } from '../../../src/storage/record/log-reads.ts';
import { ALWAYS } from '../../../src/storage/sql.ts';
import type { Store } from '../../../src/storage/store.ts';
import { Died, dyingStore, fateAt } from '../../support/dying-store.ts';
import { testLeaf, treeByDefinition } from '../../support/merkle.ts';
import { START_OF_TIME, startTestApp, type TestApp } from '../../support/test-app.ts';

/** Longer than a dead sequencer's lease. */
export const AFTER_THE_LEASE_MS = 11_000;

/** Writes records of acts that are about nothing but their number. */
export async function haveRecords(
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
export async function insistOnWholeLog({ db }: Pick<Store, 'db'>): Promise<string[]> {
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

/** Numbers and seals all that waits. */
export async function keepAll({ context }: Pick<TestApp, 'context'>, sequencer = 'one'): Promise<void> {
  while ((await keepRecord(context, sequencer)).nextInMs === 0);
}

/** Has several processes sequence one database at once, `batch` records at a time, each thinking that the lease is over. */
export async function insistOnOneOrder(open: () => Promise<MigratableStore>, batch: number): Promise<void> {
  const apps: TestApp[] = [];
  for (let i = 0; i < 3; i++) apps.push(await startTestApp({ store: await open() }));
  const [first] = apps as [TestApp];
  await haveRecords(first.store, 0, 600);
  let isWriting = true;
  const sequencing = apps.map(async ({ context }, i) => {
    // Their clocks are far apart, so that each takes the lease from the others all the time.
    const own = { ...context, now: () => addMs(START_OF_TIME, i * 20_000) };
    while (isWriting || (await sequenceRecords(own, `sequencer ${i}`, batch))) {
      await sequenceRecords(own, `sequencer ${i}`, batch);
    }
  });
  await Promise.all(apps.map(({ store }, i) => haveRecords(store, 600 + i * 100, 700 + i * 100)));
  isWriting = false;
  await Promise.all(sequencing);
  await keepAll(first, 'the last');
  expect(await insistOnWholeLog(first.store)).toHaveLength(900);
  for (const { store } of apps) await store.close();
}

/** Writes what `insistOnSurviving` starts from: a log of half of the records, and as many that wait. */
export async function haveLogAndWaiting(store: MigratableStore, records: number): Promise<void> {
  const app = await startTestApp({ store });
  await haveRecords(store, 0, records / 2);
  await keepAll(app);
  await haveRecords(store, records / 2, records);
}

/**
 * Kills the sequencer at each of its awaits, each time on a database of its own that has so many records.
 * Answers how many awaits there were.
 */
export async function insistOnSurviving(
  records: number,
  openStage: () => Promise<MigratableStore>,
): Promise<number> {
  let moments = 0;
  for (let isOver = false; !isOver; moments++) {
    const store = await openStage();
    const fate = fateAt(moments);
    const dying = await startTestApp({ store: dyingStore(store, fate) });
    dying.wait(AFTER_THE_LEASE_MS);
    await keepAll(dying, 'dying').catch((error: unknown) => {
      if (!(error instanceof Died)) throw error;
    });
    isOver = fate.diedAt() === null;
    await insistOnWholeLog(store);
    const next = await startTestApp({ store });
    await haveRecords(store, records, records + 10);
    next.wait(2 * AFTER_THE_LEASE_MS);
    await keepAll(next, 'next');
    const ids = await insistOnWholeLog(store);
    expect(ids).toEqual(Array.from({ length: records + 10 }, (_, n) => `shown:${n}`));
    expect(await findCheckpoint(store.db)).toMatchObject({ size: records + 10 });
    await store.close();
  }
  return moments;
}
