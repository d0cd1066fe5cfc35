import Sqlite from 'better-sqlite3';
import { StorageError } from '../store.ts';

/**
 * Writes a database file as it is at this moment into another, which must not exist, beside a service that uses
 * it. Nobody waits for that. Throws a StorageError.
 */
export function writeSqliteBackup(path: string, to: string): void {
  try {
    const sqlite = new Sqlite(path, { readonly: true, fileMustExist: true });
    try {
      sqlite.prepare('VACUUM INTO ?').run(to);
    } finally {
      sqlite.close();
    }
  } catch (error) {
    throw new StorageError(`${path} cannot be written to ${to}: ${reasonOf(error)}`);
  }
}

/** What is wrong inside of a database file, page by page and row by row, as SQLite finds it; empty where nothing is. */
export function listSqliteFaults(path: string): readonly string[] {
  try {
    const sqlite = new Sqlite(path, { readonly: true, fileMustExist: true });
    try {
      const said = sqlite.pragma('integrity_check(10)') as readonly { readonly integrity_check: string }[];
      const strays = sqlite.pragma('foreign_key_check') as readonly { readonly table: string }[];
      return [
        ...said.map((one) => one.integrity_check).filter((one) => one !== 'ok'),
        ...strays.slice(0, 10).map(({ table }) => `a row of ${table} belongs to none`),
      ];
    } finally {
      sqlite.close();
    }
  } catch (error) {
    return [reasonOf(error)];
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
