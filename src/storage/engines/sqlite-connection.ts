import Sqlite from 'better-sqlite3';

/** How long whoever wants to write waits for another process that does. */
export const BUSY_TIMEOUT_MS = 10_000;
/** A log that long (64 MB) is moved by whoever writes next, should the thread for that not keep up. */
export const LONGEST_LOG_PAGES = 16_000;

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
