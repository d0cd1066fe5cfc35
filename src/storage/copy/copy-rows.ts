import { type RawBuilder, sql } from 'kysely';
import { ALWAYS, rowsOf } from '../sql.ts';
import type { Database, Statement } from '../store.ts';
import type { Row, TableShape } from './copy-shape.ts';

const MAX_ROWS_OF_PAGE = 2_000;
/** A page ends with the row that passes it, so it is larger by one row at most. */
const MAX_BYTES_OF_PAGE = 500_000;
/** No database takes a parameter above 1 MB (D1). */
const MAX_BYTES_OF_JSON = 900_000;

type Shape = Pick<TableShape, 'name' | 'columns' | 'key'>;

/**
 * The rows that come next `after` one in the order of the key, or the first: a page of some 500 KB,
 * however long the rows are. Empty when there are no more.
 */
export async function listNextRows(db: Database, table: Shape, after: Row | undefined): Promise<Row[]> {
  const columns = refs(table.columns.map(({ name }) => name));
  const key = refs(table.key);
  const sizes = table.columns.map(({ name, isNumber }) =>
    isNumber ? sql`8` : sql`COALESCE(octet_length(${sql.ref(name)}), 0)`,
  );
  const from =
    after === undefined
      ? ALWAYS
      : sql`(${key}) > (${sql.join(table.key.map((name) => sql`${after[name]}`))})`;
  const { rows } = await sql<Row>`SELECT ${columns} FROM (
      SELECT ${columns}, row_bytes, SUM(row_bytes) OVER (ORDER BY ${key} ROWS UNBOUNDED PRECEDING) AS so_far FROM (
        SELECT ${columns}, ${sql.join(sizes, sql` + `)} AS row_bytes FROM ${sql.table(table.name)}
        WHERE ${from} ORDER BY ${key} LIMIT ${sql.lit(MAX_ROWS_OF_PAGE)}) AS next) AS page
    WHERE so_far - row_bytes < ${sql.lit(MAX_BYTES_OF_PAGE)} ORDER BY ${key}`.execute(db);
  return rows;
}

/** The key of the last row of a table; undefined when it has none. */
export async function findLastKey(db: Database, { name, key }: Shape): Promise<Row | undefined> {
  const backwards = sql.join(key.map((column) => sql`${sql.ref(column)} DESC`));
  const { rows } = await sql<Row>`
    SELECT ${refs(key)} FROM ${sql.table(name)} ORDER BY ${backwards} LIMIT 1`.execute(db);
  return rows[0];
}

/** Inserts rows, but for those whose key is there already. */
export function insertRows(db: Database, table: Shape, rows: readonly Row[]): Statement[] {
  const values = rows.map((row) => table.columns.map(({ name }) => row[name] ?? null));
  const json = JSON.stringify(values);
  if (byteLength(json) <= MAX_BYTES_OF_JSON && !mayHoldNul(json)) {
    const read = table.columns.map(({ isNumber }, at) =>
      isNumber ? sql`CAST(value ->> ${sql.lit(at)} AS INTEGER)` : sql`value ->> ${sql.lit(at)}`,
    );
    const source = sql`SELECT ${sql.join(read)} FROM ${rowsOf(values)} WHERE ${ALWAYS}`;
    return [insertion(db, table, source)];
  }
  if (rows.length > 1) {
    const half = Math.ceil(rows.length / 2);
    return [...insertRows(db, table, rows.slice(0, half)), ...insertRows(db, table, rows.slice(half))];
  }
  return values.map((row) => insertion(db, table, sql`VALUES (${sql.join(row)})`));
}

/** Deletes the rows that migrations put into a table, to make room for what became of them elsewhere. */
export function deleteGivenRows(db: Database, { name, key, given }: TableShape): Statement[] {
  return given.map((row) => {
    const isIt = key.map((column) => sql`${sql.ref(column)} = ${row[column]}`);
    return sql`DELETE FROM ${sql.table(name)} WHERE ${sql.join(isIt, sql` AND `)}`.compile(db);
  });
}

/** Whether a table holds more than what migrations put in, whatever became of that. */
export async function hasRowsOfItsOwn(db: Database, { name, key, given }: TableShape): Promise<boolean> {
  const { rows } = await sql<Row>`
    SELECT ${refs(key)} FROM ${sql.table(name)} LIMIT ${sql.lit(given.length + 1)}`.execute(db);
  const keyOf = (row: Row) => JSON.stringify(key.map((column) => row[column]));
  const known = new Set(given.map(keyOf));
  return rows.some((row) => !known.has(keyOf(row)));
}

function insertion(db: Database, { name, columns }: Shape, source: RawBuilder<unknown>): Statement {
  const into = refs(columns.map((column) => column.name));
  return sql`INSERT INTO ${sql.table(name)} (${into}) ${source} ON CONFLICT DO NOTHING`.compile(db);
}

function refs(names: readonly string[]): RawBuilder<unknown> {
  return sql.join(names.map((name) => sql.ref(name)));
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** JSON functions end a text at U+0000, or refuse it; as a parameter of its own SQLite takes it. */
function mayHoldNul(json: string): boolean {
  return json.includes('\\u0000');
}
