import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { Kysely } from 'kysely';
import type { Schema } from '../schema.ts';
import { compiled, type Database, StorageError, StorageUnavailable, type Store } from '../store.ts';
import { groupCommit } from './group-commit.ts';
import { startCheckpoints } from './sqlite-checkpoints.ts';
import { sqliteDialect } from './sqlite-dialect.ts';
import { sharedReads } from './sqlite-reads.ts';
import { preparing } from './sqlite-statements.ts';

const BUSY_TIMEOUT_MS = 10_000;
/** A log that long (64 MB) is moved by whoever writes next, should the thread for that not keep up. */
const LONGEST_LOG_PAGES = 16_000;

/** The embedded store plus what only SQLite's owner may do with it. */
export type SqliteStore = Store & {
  /** Runs a script of several statements in one transaction: for migrations. */
  readonly runScript: (script: string) => void;
};

/**
 * Opens (and creates) the embedded database in a file, or in memory for `:memory:`.
 *
 * Writes are on disk before they are answered: WAL with `synchronous = FULL`, since this is evidence.
 * Those that arrive together share a commit. Several processes may share the file. With
 * `checkpointsApart` a thread of its own moves the log into the file, as befits a service. One in memory
 * begins as the database whose `image` is given.
 */
export function openSqlite(
  path: string,
  { checkpointsApart = false, image }: { readonly checkpointsApart?: boolean; readonly image?: Buffer } = {},
): SqliteStore {
  const sqlite = openFile(path, image);
  sqlite.pragma('synchronous = FULL');
  sqlite.pragma('foreign_keys = ON');
  // What is erased is overwritten in the file as well.
  sqlite.pragma('secure_delete = ON');
  const checkpoints = checkpointsApart && path !== ':memory:' ? startCheckpoints(path) : null;
  if (checkpoints !== null) sqlite.pragma(`wal_autocheckpoint = ${LONGEST_LOG_PAGES}`);
  const prepare = preparing(sqlite);
  const reads = sharedReads(sqlite, prepare);
  const writes = groupCommit(sqlite, prepare, reads.end, (error) => explain(error, path));

  const kysely = new Kysely<Schema>({ dialect: sqliteDialect(reads.run) });
  const db: Database = Object.assign(kysely, { askNow: reads.ask });
  return {
    db,
    locksRows: false,
    atomic: async (statements) => writes.write(statements.map(compiled)),
    runScript(script) {
      reads.end();
      sqlite.transaction(() => sqlite.exec(script)).immediate();
    },
    async close() {
      if (!sqlite.open) return;
      writes.finish();
      reads.end();
      await checkpoints?.stop();
      sqlite.close();
    },
  };
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
    const sqlite = new Sqlite(image ?? path, { timeout: BUSY_TIMEOUT_MS });
    // Reads the file's head, so a file that is no database fails here.
    sqlite.pragma('journal_mode = WAL');
    return sqlite;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StorageError(`the database file ${path} cannot be opened: ${reason}`);
  }
}
