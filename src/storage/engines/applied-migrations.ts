import { sql } from 'kysely';
import { type Database, StorageError } from '../store.ts';

/** Stands in the list of applied migrations, where whoever starts a service looks first. */
const MARK = 'unfinished copy of ';

/** The first migration of databases from before migrations were kept: nothing leads from those to here. */
const BEFORE_MIGRATIONS_WERE_KEPT = '0001_init.sql';

/** What stands among the migrations of a database while another one, the `source`, is copied into it. */
export function copyMarkOf(source: string): string {
  return MARK + source;
}

/** The source whose copy into a database with these migrations has not come to its end. */
export function findUnfinishedCopy(applied: readonly string[]): string | undefined {
  return applied.find((name) => name.startsWith(MARK))?.slice(MARK.length);
}

/**
 * Insists that a database with these migrations is no half of a copy, and not of a time from which no
 * migration leads to here; throws a StorageError that says what to do.
 */
export function insistOnWholeDatabase(applied: readonly string[]): void {
  if (applied.includes(BEFORE_MIGRATIONS_WERE_KEPT)) {
    throw new StorageError(
      'The database was made by a Proviso from before its first release, and cannot be brought up to date: start anew with another one.',
    );
  }
  const source = findUnfinishedCopy(applied);
  if (source === undefined) return;
  throw new StorageError(
    `The database is an unfinished copy of ${source}. Finish it with "npm run copy", with the same --from and --to, or use another database.`,
  );
}

/** Who keeps the migrations that a database has had: this service, or wrangler for D1. */
type Keeper = 'migrations' | 'd1_migrations';

/** The migrations that a database has had, in their order. */
export async function listAppliedMigrations(db: Database, table: Keeper): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`SELECT name FROM ${sql.table(table)} ORDER BY name`.execute(
    db,
  );
  return rows.map(({ name }) => name);
}

/**
 * Which of some migrations a database has not had; whoever needs them cannot work with it. One that has had more
 * is fine: what a newer release adds leaves those before it working.
 */
export async function listMissingMigrations(
  db: Database,
  table: Keeper,
  needed: readonly string[],
): Promise<readonly string[]> {
  const applied = new Set(await listAppliedMigrations(db, table));
  return needed.filter((name) => !applied.has(name));
}
