import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { type CompiledQuery, Kysely, type QueryResult } from 'kysely';
import type { Schema } from '../schema.ts';
import { compiled, type Database, StorageError, StorageUnavailable, type Store } from '../store.ts';
import { startCheckpoints } from './sqlite-checkpoints.ts';
import { BUSY_TIMEOUT_MS, LONGEST_LOG_PAGES, openConnection, preparing } from './sqlite-connection.ts';
import { sqliteDialect } from './sqlite-dialect.ts';
import { sharedReads } from './sqlite-reads.ts';
import { type Writes, writesHere } from './sqlite-writes.ts';
import { writesApart } from './sqlite-writes-apart.ts';

/** How an embedded database is opened. */
export type SqliteOptions = {
  /** Whether other threads than the event loop's wait for the disk, as befits a service. */
  readonly inThreads?: boolean;
  /** Hears of a thread that ended by itself. */
  readonly onLost?: (error: Error) => void;
  /** What a database in memory begins as. */
  readonly image?: Buffer;
};

/** The embedded store plus what only SQLite's owner may do with it. */
export type SqliteStore = Store & {
  /** Runs a script of several statements in one transaction: for migrations. */
  readonly runScript: (script: string) => void;
};

/**
 * Opens (and creates) the embedded database in a file, or in memory for `:memory:`.
 *
 * Writes are on disk before they are answered: WAL with `synchronous = FULL`, since this is evidence.
 * Those that arrive together share a commit. Several processes may share the file. With `inThreads` one
 * thread writes and another moves the log into the file; a database in memory has none.
 */
export function openSqlite(
  path: string,
  { inThreads = false, onLost = () => {}, image }: SqliteOptions = {},
): SqliteStore {
  const sqlite = openFile(path, image);
  const isApart = inThreads && path !== ':memory:';
  const checkpoints = isApart ? startCheckpoints(path) : null;
  if (isApart) sqlite.pragma(`wal_autocheckpoint = ${LONGEST_LOG_PAGES}`);
  const prepare = preparing(sqlite);
  const reads = sharedReads(sqlite, prepare);
  const told = (error: unknown) => explain(error, path);
  const writes = isApart
    ? writesApart(path, reads.end, told, onLost)
    : writesHere(sqlite, prepare, reads.end, told);
  const run = <R>(query: CompiledQuery): QueryResult<R> | Promise<QueryResult<R>> =>
    isApart && !prepare(query.sql).readonly ? runApart(writes, query) : reads.run(query);

  const kysely = new Kysely<Schema>({ dialect: sqliteDialect(run) });
  const db: Database = Object.assign(kysely, { askNow: reads.ask });
  return {
    db,
    locksRows: false,
    async atomic(statements) {
      const did = await writes.write(statements.map(compiled));
      return did.map((one) => (typeof one === 'number' ? one : one.length));
    },
    runScript(script) {
      reads.end();
      sqlite.transaction(() => sqlite.exec(script)).immediate();
    },
    async close() {
      if (!sqlite.open) return;
      await writes.finish();
      reads.end();
      await checkpoints?.stop();
      sqlite.close();
    },
  };
}

/** Runs a statement that writes as a list of its own. */
async function runApart<R>(writes: Writes, query: CompiledQuery): Promise<QueryResult<R>> {
  const [did = 0] = await writes.write([query]);
  return typeof did === 'number' ? { rows: [], numAffectedRows: BigInt(did) } : { rows: did as R[] };
}

/** What the operator can do something about, in words; anything else as it is. */
function explain(error: unknown, path: string): unknown {
  if (!(error instanceof Sqlite.SqliteError)) return error;
  const [, kind] = /^SQLITE_([A-Z]+)/.exec(error.code) ?? [];
  switch (kind) {
    case 'FULL':
      return new StorageUnavailable(
        `the disk of the database file ${path} is full: nothing of this write was kept; free some space`,
      );
    case 'BUSY':
      return new StorageUnavailable(
        `another process has kept the database file ${path} locked for ${BUSY_TIMEOUT_MS / 1000} seconds: nothing of this write was kept`,
      );
    case 'IOERR':
    case 'READONLY':
      return new StorageUnavailable(
        `the database file ${path} cannot be written (${error.code}: ${error.message}): nothing of this write was kept`,
      );
    default:
      return error;
  }
}

/** Makes the file where there is none, for nobody else to read: its log is made like it. */
function makeForOneself(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  closeSync(openSync(path, 'a', 0o600));
}

function openFile(path: string, image?: Buffer): Sqlite.Database {
  try {
    if (path !== ':memory:') makeForOneself(path);
    return openConnection(image ?? path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StorageError(`the database file ${path} cannot be opened: ${reason}`);
  }
}
