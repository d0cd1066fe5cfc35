import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { type CompiledQuery, Kysely, SqliteDialect, type SqliteStatement } from 'kysely';
import type { Schema } from './schema.ts';
import { compiled, StorageError, type Store } from './store.ts';

const MAX_CACHED_STATEMENTS = 500;
const BUSY_TIMEOUT_MS = 10_000;

/** The embedded store plus what only SQLite's owner may do with it. */
export type SqliteStore = Store & {
  /** Runs a script of several statements in one transaction: for migrations. */
  readonly runScript: (script: string) => void;
};

/**
 * Opens (and creates) the embedded database in a file, or in memory for `:memory:`.
 *
 * Writes are on disk before they are answered: WAL with `synchronous = FULL`, since this is evidence.
 * Several processes may share the file.
 */
export function openSqlite(path: string): SqliteStore {
  const sqlite = openFile(path);
  sqlite.pragma('synchronous = FULL');
  sqlite.pragma('foreign_keys = ON');

  // Kysely prepares a statement for every execution; preparing costs more than most reads do.
  const cache = new Map<string, Sqlite.Statement>();
  const prepare = (text: string): Sqlite.Statement => {
    const known = cache.get(text);
    if (known !== undefined) return known;
    const statement = sqlite.prepare(text);
    if (cache.size >= MAX_CACHED_STATEMENTS) cache.clear();
    cache.set(text, statement);
    return statement;
  };

  const db = new Kysely<Schema>({
    dialect: new SqliteDialect({
      database: { prepare: prepare as (text: string) => SqliteStatement, close: () => sqlite.close() },
    }),
  });

  const runAll = sqlite.transaction((queries: readonly CompiledQuery<unknown>[]): number[] =>
    queries.map(({ sql, parameters }) => {
      const statement = prepare(sql);
      return statement.reader ? statement.all(parameters).length : statement.run(parameters).changes;
    }),
  );

  return {
    db,
    locksRows: false,
    async atomic(statements) {
      return runAll.immediate(statements.map(compiled));
    },
    runScript(script) {
      sqlite.transaction(() => sqlite.exec(script)).immediate();
    },
    async close() {
      cache.clear();
      if (sqlite.open) sqlite.close();
    },
  };
}

function openFile(path: string): Sqlite.Database {
  try {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
    const sqlite = new Sqlite(path, { timeout: BUSY_TIMEOUT_MS });
    // Reads the file's head, so a file that is no database fails here.
    sqlite.pragma('journal_mode = WAL');
    return sqlite;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StorageError(`the database file ${path} cannot be opened: ${reason}`);
  }
}
