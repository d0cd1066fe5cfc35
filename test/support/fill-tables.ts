import { sql } from 'kysely';
import { readMigrations } from '../../src/runtime/migration-files.ts';
import { readShape, type Value } from '../../src/storage/copy/copy-shape.ts';
import type { Store } from '../../src/storage/store.ts';

type Column = { readonly name: string; readonly type: string; readonly notnull: number; readonly pk: number };
type Reference = { readonly table: string; readonly from: string; readonly to: string };

/** What is hard to carry from one database to another; PostgreSQL alone takes no U+0000. */
const WORDS = 'Ünïcode 世界 🚀 "quoted" \\ %s {} null\r\n\t\u0001\u2028';

/**
 * Puts so many rows into every table of a migrated SQLite, whatever tables there are: each refers to the
 * row of the same number in others, what may be null is so in every third, and text is hard to carry.
 */
export async function fillTables({ db }: Pick<Store, 'db'>, count: number): Promise<void> {
  const filled = new Map<string, readonly Record<string, Value>[]>();
  for (const { name, columns, given } of await readShape(readMigrations())) {
    const { rows: described } = await sql<Column>`SELECT * FROM pragma_table_info(${name})`.execute(db);
    const { rows: references } = await sql<Reference>`
      SELECT "table", "from", "to" FROM pragma_foreign_key_list(${name})`.execute(db);
    const choices = await choicesOf(db, name);
    const rows = Array.from({ length: count }, (_, i) =>
      Object.fromEntries(
        described.map(({ name: column, type, notnull, pk }): [string, Value] => {
          if (notnull === 0 && i % 3 === 0) return [column, null];
          const reference = references.find(({ from }) => from === column);
          if (reference !== undefined) {
            return [column, filled.get(reference.table)?.[i]?.[reference.to] ?? null];
          }
          const allowed = choices.get(column);
          if (allowed !== undefined) return [column, allowed[i % allowed.length] ?? null];
          // Editions are counted from the second on.
          if (type === 'INTEGER') return [column, i + 2];
          return [column, pk > 0 ? `é-${i}` : `${column} ${i} ${WORDS}`];
        }),
      ),
    );
    const names = sql.join(columns.map((column) => sql.ref(column.name)));
    for (const row of rows) {
      const values = sql.join(columns.map((column) => row[column.name]));
      await sql`INSERT INTO ${sql.table(name)} (${names}) VALUES (${values})`.execute(db);
    }
    const number = columns.find(({ isNumber }) => isNumber);
    if (given.length > 0 && number !== undefined) {
      await sql`UPDATE ${sql.table(name)} SET ${sql.ref(number.name)} = 7`.execute(db);
    }
    filled.set(name, rows);
  }
}

/** The values that a table's checks allow, by column. */
async function choicesOf(db: Store['db'], table: string): Promise<ReadonlyMap<string, readonly Value[]>> {
  const { rows } = await sql<{ sql: string }>`SELECT sql FROM sqlite_master WHERE name = ${table}`.execute(
    db,
  );
  const checks = [...(rows[0]?.sql ?? '').matchAll(/CHECK \((\w+) IN\s*\(([^)]*)\)\)/g)];
  return new Map(
    checks.map(([, column = '', list = '']) => {
      return [column, JSON.parse(`[${list.replaceAll("'", '"')}]`) as Value[]];
    }),
  );
}
