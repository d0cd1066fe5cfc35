import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { SqliteStore } from '../../../src/storage/engines/sqlite.ts';
import { type Statement, StorageUnavailable } from '../../../src/storage/store.ts';
import { bodiesOf, bodiesSeenBy, manyNotes, note, openNotes, outcomes } from './notes-file.ts';

const WRITING_PROCESS = fileURLToPath(new URL('writing-process.ts', import.meta.url));

const orphan = ({ db }: SqliteStore): Statement => sql`INSERT INTO children VALUES (1)`.compile(db);
/** A setting of the connection that writes. */
const pragma = ({ db }: SqliteStore, setting: string): Statement => sql.raw(`PRAGMA ${setting}`).compile(db);

describe.each([
  ['between requests', false],
  ['in a thread of its own', true],
])('an embedded database that writes %s', (_way, inThreads) => {
  const openFile = () => openNotes({ inThreads });

  describe('writes that arrive together', () => {
    test('share one commit, and are answered when it is done', async () => {
      const { store, other } = openFile();
      // Whoever comes first has a statement prepared, and a group may not take long.
      await store.atomic([note(store, 'first')]);
      const writes = ['a', 'b', 'c'].map((body) => store.atomic([note(store, body)]));
      expect(bodiesSeenBy(other)).toEqual(['first']);
      const seenWhenAnswered = writes.map((write) => write.then(() => bodiesSeenBy(other)));
      await nextTurn();
      expect(await Promise.all(seenWhenAnswered)).toEqual(Array(3).fill(['first', 'a', 'b', 'c']));
    });

    test('happen in the order in which they came, and a later one sees what an earlier one did', async () => {
      const { store } = openFile();
      const append = sql`UPDATE notes SET body = body || 'b'`.compile(store.db);
      const counts = await Promise.all([
        store.atomic([append]),
        store.atomic([note(store, 'a')]),
        store.atomic([append, append]),
      ]);
      expect(counts).toEqual([[0], [1], [1, 1]]);
      expect(await bodiesOf(store)).toEqual(['abb']);
    });

    test('fail alone, whole, and leave the others be', async () => {
      const { store, other } = openFile();
      const writes = [
        store.atomic([note(store, 'a')]),
        store.atomic([note(store, 'b'), note(store, 'a')]),
        store.atomic([note(store, 'c')]),
      ];
      expect(await outcomes(writes)).toEqual(['written', 'UNIQUE constraint failed: notes.body', 'written']);
      expect(bodiesSeenBy(other)).toEqual(['a', 'c']);
    });

    test('all fail with a commit that fails, and the next ones do not', async () => {
      const { store, other } = openFile();
      const writes = [store.atomic([note(store, 'a')]), store.atomic([orphan(store)])];
      expect(await outcomes(writes)).toEqual(Array(2).fill('FOREIGN KEY constraint failed'));
      expect(bodiesSeenBy(other)).toEqual([]);
      await store.atomic([note(store, 'b')]);
      expect(bodiesSeenBy(other)).toEqual(['b']);
    });

    test('do not keep a read waiting until the last of them', async () => {
      const { store } = openFile();
      const order: string[] = [];
      const writes = Array.from({ length: 5 }, (_, index) =>
        store.atomic([manyNotes(store, 30_000)]).then(() => order.push(`write ${index}`)),
      );
      await nextTurn();
      await bodiesOf(store);
      order.push('read');
      await Promise.all(writes);
      expect(order.indexOf('read')).toBeLessThan(order.indexOf('write 4'));
      expect(order.filter((one) => one !== 'read')).toEqual([0, 1, 2, 3, 4].map((one) => `write ${one}`));
    });

    test('are all written before the database is closed', async () => {
      const { store, other } = openFile();
      const writes = ['a', 'b'].map((body) => store.atomic([note(store, body)]));
      await store.close();
      expect(await outcomes(writes)).toEqual(['written', 'written']);
      expect(bodiesSeenBy(other)).toEqual(['a', 'b']);
    });
  });

  describe('a disk that is full', () => {
    test('fails what does not fit, says so, and loses nothing', async () => {
      const { store, other, path } = openFile();
      await store.atomic([note(store, 'before')]);
      const pages = Number(other.pragma('page_count', { simple: true })) + 2;
      await store.atomic([pragma(store, `max_page_count = ${pages}`)]);

      const writes = [
        store.atomic([note(store, 'small')]),
        store.atomic([note(store, 'half of it'), manyNotes(store, 1_000)]),
      ];
      const settled = await Promise.allSettled(writes);
      const failed = settled.filter((one) => one.status === 'rejected').map((one) => one.reason);
      expect(failed.length).toBeGreaterThan(0);
      for (const error of failed) {
        expect(error).toBeInstanceOf(StorageUnavailable);
        expect(error.message).toBe(
          `the disk of the database file ${path} is full: nothing of this write was kept; free some space`,
        );
      }
      const kept = settled[0]?.status === 'fulfilled' ? ['before', 'small'] : ['before'];
      expect(bodiesSeenBy(other)).toEqual(kept);

      await store.atomic([pragma(store, 'max_page_count = 1000000')]);
      await store.atomic([note(store, 'after')]);
      expect(bodiesSeenBy(other)).toEqual([...kept, 'after']);
      expect(other.pragma('integrity_check', { simple: true })).toBe('ok');
    });
  });

  describe('a file that another process keeps locked', () => {
    test('fails what is written meanwhile, says so, and is written to afterwards', async () => {
      const { store, other, path } = openFile();
      await store.atomic([pragma(store, 'busy_timeout = 50')]);
      other.exec('BEGIN IMMEDIATE');
      const writes = ['a', 'b'].map((body) => store.atomic([note(store, body)]));
      for (const one of await Promise.allSettled(writes)) {
        const { reason } = one as PromiseRejectedResult;
        expect(reason).toBeInstanceOf(StorageUnavailable);
        expect(reason.message).toBe(
          `another process has kept the database file ${path} locked for 10 seconds: nothing of this write was kept`,
        );
      }
      other.exec('COMMIT');
      await store.atomic([note(store, 'c')]);
      expect(bodiesSeenBy(other)).toEqual(['c']);
    });
  });

  describe('a process that is killed while it writes', () => {
    test('has every write that it answered, and none by half', async () => {
      const { path, other } = openFile();
      for (let round = 0; round < 3; round++) {
        other.exec('DELETE FROM pairs');
        const child = spawn(process.execPath, [WRITING_PROCESS, path, inThreads ? 'in-threads' : ''], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        const answered: number[] = [];
        for await (const line of createInterface({ input: child.stdout })) {
          answered.push(Number(line));
          if (answered.length === 200) child.kill('SIGKILL');
        }
        if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
        const counts = new Map(
          other.prepare('SELECT number, count(*) FROM pairs GROUP BY number').raw().all() as [
            number,
            number,
          ][],
        );
        expect(answered.length).toBeGreaterThanOrEqual(200);
        expect(answered.filter((number) => counts.get(number) !== 2)).toEqual([]);
        expect([...counts].filter(([, count]) => count !== 2)).toEqual([]);
      }
    });
  });

  describe('what is read', () => {
    test('holds what this process wrote, at once', async () => {
      const { store } = openFile();
      expect(await bodiesOf(store)).toEqual([]);
      await store.atomic([note(store, 'a')]);
      expect(await bodiesOf(store)).toEqual(['a']);
      const append = sql`UPDATE notes SET body = body || 'b'`.compile(store.db);
      await store.db.executeQuery(append);
      await store.db.executeQuery(append);
      expect(await bodiesOf(store)).toEqual(['abb']);
    });

    test('holds the write of each of hundreds who write at once, from its answer on', async () => {
      const { store } = openFile();
      const missed: string[] = [];
      const writeAndRead = async (writer: number) => {
        for (let turn = 0; turn < 5; turn++) {
          const body = `${writer} ${turn}`;
          await store.atomic([note(store, body)]);
          const found = await sql`SELECT 1 FROM notes WHERE body = ${body}`.execute(store.db);
          if (found.rows.length === 0) missed.push(body);
        }
      };
      await Promise.all(Array.from({ length: 300 }, (_, writer) => writeAndRead(writer)));
      expect(missed).toEqual([]);
      const written = await bodiesOf(store);
      expect(written).toHaveLength(1500);
      for (let writer = 0; writer < 300; writer++) {
        const own = written.filter((body) => body.startsWith(`${writer} `));
        expect(own).toEqual([0, 1, 2, 3, 4].map((turn) => `${writer} ${turn}`));
      }
    });

    test('holds what another process wrote a few milliseconds ago, also to one who reads all the time', async () => {
      const { store, other } = openFile();
      expect(await bodiesOf(store)).toEqual([]);
      other.exec("INSERT INTO notes (body) VALUES ('a')");
      const until = performance.now() + 5;
      while (performance.now() < until) await bodiesOf(store);
      expect(await bodiesOf(store)).toEqual(['a']);
    });

    test('does not keep this process from writing after another has', async () => {
      const { store, other } = openFile();
      expect(await bodiesOf(store)).toEqual([]);
      other.exec("INSERT INTO notes (body) VALUES ('a')");
      await store.atomic([note(store, 'b')]);
      await bodiesOf(store);
      other.exec("INSERT INTO notes (body) VALUES ('c')");
      await sql`INSERT INTO notes (body) VALUES ('d') RETURNING id`.execute(store.db);
      expect(await bodiesOf(store)).toEqual(['a', 'b', 'c', 'd']);
    });

    test('leaves the file free for others once it is read', async () => {
      const { store, other } = openFile();
      await bodiesOf(store);
      await delay(5);
      other.exec("INSERT INTO notes (body) VALUES ('a')");
      const [checkpoint] = other.pragma('wal_checkpoint(TRUNCATE)') as { readonly busy: number }[];
      expect(checkpoint?.busy).toBe(0);
    });
  });
});
