import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { StorageUnavailable } from '../../../src/storage/store.ts';
import { bodiesOf, bodiesSeenBy, manyNotes, note, openNotes, outcomes } from './notes-file.ts';

/** A store that writes in a thread of its own, what it said of those that ended, and those that it started. */
function openInThreads() {
  const threads: Worker[] = [];
  const remember = (thread: Worker) => threads.push(thread);
  process.on('worker', remember);
  onTestFinished(() => {
    process.off('worker', remember);
  });
  const lost: string[] = [];
  const opened = openNotes({ inThreads: true, onLost: (error) => lost.push(error.message) });
  return { ...opened, lost, threads };
}

const lostThread = (path: string) =>
  `the thread that writes to the database file ${path} ended (it was ended): what it was writing may be kept or not`;

test('what reads is answered while a write waits', async () => {
  const { store, other } = openInThreads();
  await store.atomic([note(store, 'a')]);
  other.exec('BEGIN IMMEDIATE');
  const list = store.atomic([note(store, 'b')]);
  const statement = sql`INSERT INTO notes (body) VALUES ('c') RETURNING body`.execute(store.db);
  await nextTurn();
  expect(await bodiesOf(store)).toEqual(['a']);
  other.exec('COMMIT');
  expect(await list).toEqual([1]);
  expect((await statement).rows).toEqual([{ body: 'c' }]);
  expect(await bodiesOf(store)).toEqual(['a', 'b', 'c']);
});

test('a statement alone says how many rows it changed, and comes after the lists before it', async () => {
  const { store } = openInThreads();
  const lists = ['a', 'b'].map((body) => store.atomic([note(store, body)]));
  const { numAffectedRows } = await sql`UPDATE notes SET body = body || 'x'`.execute(store.db);
  expect(numAffectedRows).toBe(2n);
  await Promise.all(lists);
  expect(await bodiesOf(store)).toEqual(['ax', 'bx']);
});

test('thousands of texts, and every kind of value, arrive as they are', async () => {
  const { store } = openInThreads();
  for (let round = 0; round < 3; round++) {
    const lists = Array.from({ length: 700 }, (_, n) => {
      const body = `${round * 700 + n}: “ü” 🗞`;
      return store.atomic([
        sql`INSERT INTO notes (body) VALUES (${body}) ${sql.raw(`-- ${round * 700 + n}`)}`.compile(store.db),
      ]);
    });
    await Promise.all(lists);
  }
  expect(await bodiesOf(store)).toEqual(Array.from({ length: 2100 }, (_, n) => `${n}: “ü” 🗞`));
  await store.atomic([
    sql`CREATE TABLE kinds (a, b, c, d, e)`.compile(store.db),
    sql`INSERT INTO kinds VALUES (${1.5}, ${2n ** 53n}, ${null}, ${Buffer.from([0, 255])}, ${'\0'})`.compile(
      store.db,
    ),
  ]);
  const { rows } = await sql`SELECT a, b, c, hex(d) AS d, hex(e) AS e FROM kinds`.execute(store.db);
  expect(rows).toEqual([{ a: 1.5, b: 2 ** 53, c: null, d: '00FF', e: '00' }]);
});

test('what no database takes fails, and what comes after it does not', async () => {
  const { store } = openInThreads();
  const write = (value: unknown) =>
    store.atomic([sql`INSERT INTO notes (body) VALUES (${value})`.compile(store.db)]);
  await expect(write(Symbol('no value'))).rejects.toThrow('could not be cloned');
  await expect(write({ an: 'object' })).rejects.toThrow('SQLite3 can only bind');
  await expect(store.atomic([sql`NO SQL`.compile(store.db)])).rejects.toThrow('near "NO": syntax error');
  await write('b');
  expect(await bodiesOf(store)).toEqual(['b']);
});

test('a thread that ends by itself fails what it was given, and the next list has another', async () => {
  const { store, path, other, lost, threads } = openInThreads();
  await store.atomic([note(store, 'a')]);
  const [, writing] = threads as [Worker, Worker];
  const long = store.atomic([note(store, 'b'), manyNotes(store, 200_000)]);
  const failed = Promise.allSettled([long, store.atomic([note(store, 'c')])]);
  await nextTurn();
  const ended = once(writing, 'exit');
  await writing.terminate();
  for (const one of await failed) {
    const { reason } = one as PromiseRejectedResult;
    expect(reason).toBeInstanceOf(StorageUnavailable);
    expect(reason.message).toBe(lostThread(path));
  }
  await ended;
  expect(lost).toEqual([lostThread(path)]);
  await store.atomic([note(store, 'd')]);
  expect(bodiesSeenBy(other)).toEqual(['a', 'd']);
  expect(threads).toHaveLength(3);
});

test('a thread that ended while it had nothing to do is not missed', async () => {
  const { store, path, lost, threads } = openInThreads();
  await store.atomic([note(store, 'a')]);
  await threads[1]?.terminate();
  expect(await outcomes(['b', 'c'].map((body) => store.atomic([note(store, body)])))).toEqual([
    'written',
    'written',
  ]);
  expect(lost).toEqual([lostThread(path)]);
  expect(await bodiesOf(store)).toEqual(['a', 'b', 'c']);
});

test('whoever writes to a store that is closed is told so', async () => {
  const { store, path } = openInThreads();
  const before = store.atomic([note(store, 'a')]);
  const closing = store.close();
  const after = store.atomic([note(store, 'b')]);
  expect(await outcomes([before, after])).toEqual(['written', `the database file ${path} is closed`]);
  await closing;
  await store.close();
});
