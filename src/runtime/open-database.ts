import { type MigratableStore, migrate } from '../storage/engines/migrate.ts';
import { readGuards, readMigrations } from './migration-files.ts';
import type { Config } from './settings/config.ts';

/** A database that is ready to serve. */
export type OpenDatabase = {
  readonly store: MigratableStore;
  /** The migrations that were run just now, by name. */
  readonly ran: readonly string[];
  /** Whether it was made just now. */
  readonly isNew: boolean;
};

/**
 * Opens the database, brings its schema up to date and has it guard what is append-only. `onLost` hears
 * of connections, and of threads, that end by themselves. Throws a StorageError where it cannot be worked with.
 */
export async function openDatabase(
  { database }: Pick<Config, 'database'>,
  onLost: (error: Error) => void,
): Promise<OpenDatabase> {
  const store = await openStore(database, onLost);
  const migrations = readMigrations();
  const ran = await migrate(store, migrations);
  await store.runScript(readGuards(database.kind));
  return { store, ran, isNew: ran.length > 0 && ran[0] === migrations[0]?.name };
}

/** Opens the database with the one driver that it needs: the other takes as long to load as all routes of a check. */
async function openStore(
  database: Config['database'],
  onLost: (error: Error) => void,
): Promise<MigratableStore> {
  if (database.kind === 'sqlite') {
    const { openSqlite } = await import('../storage/engines/sqlite.ts');
    return openSqlite(database.path, { inThreads: true, onLost });
  }
  const { openPostgres } = await import('../storage/engines/postgres.ts');
  return openPostgres(database.url, { now: Date.now, onLost });
}
