import { sql } from 'kysely';
import { StorageError, type Store } from '../store.ts';
import { insistOnWholeDatabase } from './applied-migrations.ts';

/** One numbered file of `migrations/`. */
export type Migration = { readonly name: string; readonly script: string };

/** A store whose schema can be changed. */
export type MigratableStore = Store & {
  /** Runs a script of several statements, all or none; only one process at a time is in such a script. */
  readonly runScript: (script: string) => void | Promise<void>;
};

/**
 * Brings the schema up to date and answers the names of the migrations that it ran.
 *
 * Each runs in one transaction together with the row that records it, and that row goes first, so two
 * processes starting at once notice each other. Fails on a database that a newer program migrated.
 */
export async function migrate(
  store: Pick<MigratableStore, 'db' | 'runScript'>,
  migrations: readonly Migration[],
): Promise<readonly string[]> {
  await store.runScript('CREATE TABLE IF NOT EXISTS migrations (name TEXT NOT NULL PRIMARY KEY)');
  const applied = await appliedMigrations(store);
  insistOnWholeDatabase(applied);
  const known = new Set(migrations.map((one) => one.name));
  const unknown = applied.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new StorageError(
      `The database was migrated by a newer Proviso (${unknown.join(', ')}). Start that version, or restore a backup made before it.`,
    );
  }
  const ran: string[] = [];
  for (const { name, script } of migrations) {
    if (applied.includes(name)) continue;
    try {
      await store.runScript(
        `INSERT INTO migrations (name) VALUES ('${name.replaceAll("'", "''")}');\n${script}`,
      );
      ran.push(name);
    } catch (error) {
      // Another process may have run it between our reading and our writing.
      if (!(await appliedMigrations(store)).includes(name)) throw error;
    }
  }
  return ran;
}

async function appliedMigrations({ db }: Pick<Store, 'db'>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`SELECT name FROM migrations ORDER BY name`.execute(db);
  return rows.map((row) => row.name);
}
