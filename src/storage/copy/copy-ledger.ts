/*
 * Moves a whole database into another: which rows there are, in what order they go, how far it came, and
 * whether both sides are the same at the end. Knows tables by their shape alone.
 */

import { sql } from 'kysely';
import { copyMarkOf, findUnfinishedCopy, insistOnWholeDatabase } from '../engines/applied-migrations.ts';
import { type Database, StorageError, type Store } from '../store.ts';
import { deleteGivenRows, hasRowsOfItsOwn } from './copy-rows.ts';
import type { TableShape } from './copy-shape.ts';

/** What a copy goes by. */
export type CopyPlan = {
  /** What the source is called, without secrets, to know it again. */
  readonly source: string;
  /** The names of all migrations. */
  readonly migrations: readonly string[];
  readonly shape: readonly TableShape[];
};

/** Insists that a database can be copied: it has had exactly these migrations, holds something, and is whole. */
export async function insistOnSource(
  { db }: Pick<Store, 'db'>,
  { source, migrations, shape }: CopyPlan,
): Promise<void> {
  const ledger = await findLedger(db);
  if (ledger === undefined) throw new StorageError(`${source} is no database of Proviso's.`);
  insistOnWholeDatabase(ledger.applied);
  insistOnSame(ledger.applied, migrations, 'source');
  for (const table of shape) if (await hasRowsOfItsOwn(db, table)) return;
  throw new StorageError(`${source} holds nothing to copy.`);
}

/**
 * Makes a database the target of a copy, or finds that it is already: migrates it with `migrate` and
 * marks it, so that no service starts on half a copy. Answers whether a copy is gone on with. Refuses a
 * database that holds anything else.
 */
export async function claimTarget(
  store: Store,
  { source, migrations, shape }: CopyPlan,
  migrate: () => Promise<unknown>,
): Promise<{ readonly isResumed: boolean }> {
  const { db } = store;
  const applied = (await findLedger(db))?.applied ?? [];
  const unfinished = findUnfinishedCopy(applied);
  if (unfinished === source) {
    insistOnSame(
      applied.filter((name) => name !== copyMarkOf(source)),
      migrations,
      'target',
    );
    return { isResumed: true };
  }
  if (unfinished !== undefined) {
    throw new StorageError(
      `The target is an unfinished copy of ${unfinished}. Finish that, or use another one.`,
    );
  }
  await insistOnEmpty(db, shape);
  await migrate();
  await store.atomic([
    sql`INSERT INTO ${await ledgerOf(db)} (name) VALUES (${copyMarkOf(source)})
      ON CONFLICT DO NOTHING`.compile(db),
    ...shape.flatMap((table) => deleteGivenRows(db, table)),
  ]);
  return { isResumed: false };
}

/** Lets services start on a target whose copy is complete. */
export async function releaseTarget(store: Store, { source }: CopyPlan): Promise<void> {
  const { db } = store;
  await store.atomic([sql`DELETE FROM ${await ledgerOf(db)} WHERE name = ${copyMarkOf(source)}`.compile(db)]);
}

/** Where a database keeps which migrations it has had: our runner's table, or wrangler's on D1. */
async function findLedger(db: Database) {
  const tables = await listTables(db);
  const table = ['migrations', 'd1_migrations'].find((name) => tables.has(name));
  if (table === undefined) return undefined;
  const { rows } = await sql<{ name: string }>`SELECT name FROM ${sql.table(table)} ORDER BY name`.execute(
    db,
  );
  return { table, applied: rows.map((row) => row.name) };
}

async function ledgerOf(db: Database) {
  const ledger = await findLedger(db);
  if (ledger === undefined) throw new Error('a migrated database lists its migrations');
  return sql.table(ledger.table);
}

async function insistOnEmpty(db: Database, shape: readonly TableShape[]): Promise<void> {
  const tables = await listTables(db);
  const filled: string[] = [];
  for (const table of shape) {
    if (tables.has(table.name) && (await hasRowsOfItsOwn(db, table))) filled.push(table.name);
  }
  if (filled.length === 0) return;
  throw new StorageError(
    `The target holds rows of its own, in ${filled.join(', ')}. Copy into a database that no service has used.`,
  );
}

function insistOnSame(applied: readonly string[], migrations: readonly string[], side: string): void {
  const missing = migrations.filter((name) => !applied.includes(name));
  const unknown = applied.filter((name) => !migrations.includes(name));
  if (missing.length > 0) {
    throw new StorageError(
      `The ${side} lacks ${missing.join(', ')}. Start this version's service on it once, which migrates it, and stop it again; on D1 run "npx wrangler d1 migrations apply DB".`,
    );
  }
  if (unknown.length > 0) {
    throw new StorageError(
      `The ${side} was migrated by a newer Proviso (${unknown.join(', ')}). Copy it with that version.`,
    );
  }
}

async function listTables(db: Database): Promise<ReadonlySet<string>> {
  return new Set((await db.introspection.getTables()).map(({ name }) => name));
}
