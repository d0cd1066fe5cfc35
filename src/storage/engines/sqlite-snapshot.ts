import Sqlite from 'better-sqlite3';
import { type CompiledQuery, Kysely, type QueryResult } from 'kysely';
import type { Schema } from '../schema.ts';
import { type Database, StorageError } from '../store.ts';
import { preparing } from './sqlite-connection.ts';
import { sqliteDialect } from './sqlite-dialect.ts';

/** A database as of one moment, to be read for as long as one likes beside whoever writes. */
export type Snapshot = { readonly db: Database; readonly close: () => Promise<void> };

/** Opens a database file as it is now: one read transaction, which keeps nobody from writing. Throws a StorageError. */
export function openSqliteSnapshot(path: string): Snapshot {
  let sqlite: Sqlite.Database;
  try {
    sqlite = new Sqlite(path, { readonly: true, fileMustExist: true });
    sqlite.exec('BEGIN');
    sqlite.prepare('SELECT 1 FROM sqlite_master').all();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StorageError(`the database file ${path} cannot be read: ${reason}`);
  }
  const prepare = preparing(sqlite);
  const askNow = <R>(text: string, parameters: readonly unknown[]) => prepare(text).all(parameters) as R[];
  const run = <R>({ sql, parameters }: CompiledQuery): QueryResult<R> => ({ rows: askNow(sql, parameters) });
  const kysely = new Kysely<Schema>({ dialect: sqliteDialect(run) });
  return {
    db: Object.assign(kysely, { askNow }),
    close: async () => {
      sqlite.close();
    },
  };
}

/** How long it is waited for whoever writes. */
const HOLD_WITHIN_MS = 1_000;

/**
 * Keeps everybody from writing to a database file until what it answers is called, so that snapshots which are opened
 * meanwhile are of one moment; null where it cannot: the file may not be written, or others write all the time.
 */
export function holdWrites(path: string): (() => void) | null {
  let sqlite: Sqlite.Database | undefined;
  try {
    sqlite = new Sqlite(path, { fileMustExist: true, timeout: HOLD_WITHIN_MS });
    sqlite.exec('BEGIN IMMEDIATE');
    const held = sqlite;
    return () => held.close();
  } catch {
    sqlite?.close();
    return null;
  }
}
