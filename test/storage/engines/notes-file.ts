import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { sql } from 'kysely';
import { onTestFinished } from 'vitest';
import { openSqlite, type SqliteOptions, type SqliteStore } from '../../../src/storage/engines/sqlite.ts';
import type { Statement } from '../../../src/storage/store.ts';
import { scratchFolder } from '../../support/scratch.ts';

const SCHEMA = `
  CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL UNIQUE);
  CREATE TABLE pairs (number INTEGER NOT NULL);
  CREATE TABLE parents (id INTEGER PRIMARY KEY);
  CREATE TABLE children (parent INTEGER REFERENCES parents (id) DEFERRABLE INITIALLY DEFERRED);`;

/** A store on a file, and another process's view of it. */
export function openNotes(options: SqliteOptions): {
  readonly store: SqliteStore;
  readonly path: string;
  readonly other: Sqlite.Database;
} {
  const folder = scratchFolder('group');
  const path = join(folder, 'notes.sqlite');
  const store = openSqlite(path, options);
  store.runScript(SCHEMA);
  const other = new Sqlite(path);
  onTestFinished(async () => {
    other.close();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { store, path, other };
}

export const note = ({ db }: SqliteStore, body: string): Statement =>
  sql`INSERT INTO notes (body) VALUES (${body})`.compile(db);

export const manyNotes = ({ db }: SqliteStore, count: number): Statement =>
  sql`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
    INSERT INTO notes (body) SELECT hex(randomblob(16)) FROM n`.compile(db);

export const bodiesSeenBy = (other: Sqlite.Database) =>
  other.prepare('SELECT body FROM notes ORDER BY id').pluck().all();

export const bodiesOf = async ({ db }: SqliteStore) =>
  (await sql<{ body: string }>`SELECT body FROM notes ORDER BY id`.execute(db)).rows.map((row) => row.body);

/** What became of each write, in the words of the error where it failed. */
export async function outcomes(writes: readonly Promise<unknown>[]): Promise<string[]> {
  const settled = await Promise.allSettled(writes);
  return settled.map((one) => (one.status === 'fulfilled' ? 'written' : String(one.reason.message)));
}
