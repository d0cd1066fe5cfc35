import Sqlite, { type Statement } from 'better-sqlite3';

/** How long whoever wants to write waits for another process that does. */
export const BUSY_TIMEOUT_MS = 10_000;
/** A log that long (64 MB) is moved by whoever writes next, should the thread for that not keep up. */
export const LONGEST_LOG_PAGES = 16_000;

const MAX_CACHED_STATEMENTS = 500;

/**
 * Opens a connection to a database in a file, or in memory as a copy of an image, that writes as evidence is
 * written: what is committed is on disk, and what is erased is overwritten in the file as well.
 */
export function openConnection(database: string | Buffer): Sqlite.Database {
  const sqlite = new Sqlite(database, { timeout: BUSY_TIMEOUT_MS });
  // Reads the file's head, so a file that is no database fails here.
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = FULL');
  sqlite.pragma('foreign_keys = ON');
  sqlite.pragma('secure_delete = ON');
  return sqlite;
}

/** Prepares a statement, or finds it prepared: preparing costs more than most reads do. */
export type Prepare = (text: string) => Statement;

/** A cache of a connection's prepared statements. */
export function preparing(connection: Sqlite.Database): Prepare {
  const cache = new Map<string, Statement>();
  return (text) => {
    const known = cache.get(text);
    if (known !== undefined) return known;
    const statement = connection.prepare(text);
    if (cache.size >= MAX_CACHED_STATEMENTS) cache.clear();
    cache.set(text, statement);
    return statement;
  };
}
