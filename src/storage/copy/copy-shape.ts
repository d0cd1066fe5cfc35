import { sql } from 'kysely';
import { type Migration, migrate } from '../engines/migrate.ts';
import { openSqlite } from '../engines/sqlite.ts';
import type { Database } from '../store.ts';

/** What a column holds. */
export type Value = string | number | null;

/** A row by the names of its columns. */
export type Row = Readonly<Record<string, Value>>;

/** A table as the migrations leave it. */
export type TableShape = {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly isNumber: boolean }[];
  /** The columns of its primary key, in the key's order. */
  readonly key: readonly string[];
  /** The rows that the migrations themselves put in. */
  readonly given: readonly Row[];
};

/**
 * Every table that the migrations make but the one that lists them, each after those that it refers to.
 *
 * It is read from a database that is migrated for that alone, so no table, column or row of a later
 * migration can be forgotten.
 */
export async function readShape(migrations: readonly Migration[]): Promise<readonly TableShape[]> {
  const store = openSqlite(':memory:');
  try {
    await migrate(store, migrations);
    const tables = await store.db.introspection.getTables();
    const names = tables.map(({ name }) => name).filter((name) => name !== 'migrations');
    const shapes: TableShape[] = [];
    for (const name of await inOrderOfReference(store.db, names)) {
      shapes.push(await readTable(store.db, name));
    }
    return shapes;
  } finally {
    await store.close();
  }
}

async function readTable(db: Database, name: string): Promise<TableShape> {
  const { rows: columns } = await sql<{ name: string; type: string; pk: number }>`
    SELECT name, type, pk FROM pragma_table_info(${name}) ORDER BY cid`.execute(db);
  const key = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
  if (key.length === 0) throw new Error(`the table ${name} has no primary key to copy it by`);
  const { rows: given } = await sql<Row>`SELECT * FROM ${sql.table(name)}`.execute(db);
  return {
    name,
    columns: columns.map((column) => ({ name: column.name, isNumber: column.type === 'INTEGER' })),
    key: key.map((column) => column.name),
    given,
  };
}

async function inOrderOfReference(db: Database, names: readonly string[]): Promise<string[]> {
  const waiting = new Map<string, ReadonlySet<string>>();
  for (const name of names.toSorted()) {
    const { rows } = await sql<{ table: string }>`
      SELECT "table" FROM pragma_foreign_key_list(${name})`.execute(db);
    waiting.set(name, new Set(rows.map((row) => row.table)));
  }
  const ordered: string[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting].find(([, parents]) => [...parents].every((one) => !waiting.has(one)));
    if (ready === undefined) {
      throw new Error(`no order to copy ${[...waiting.keys()].join(', ')} in: they refer to each other`);
    }
    ordered.push(ready[0]);
    waiting.delete(ready[0]);
  }
  return ordered;
}
