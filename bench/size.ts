import Sqlite from 'better-sqlite3';
import { Kysely, SqliteDialect, sql } from 'kysely';
import { z } from 'zod';
import { noteSigner } from '../src/domain/record/note.ts';
import { readMigrations } from '../src/runtime/migration-files.ts';
import { readShape, type TableShape } from '../src/storage/copy/copy-shape.ts';
import { type MigratableStore, migrate } from '../src/storage/engines/migrate.ts';
import { openPostgres } from '../src/storage/engines/postgres.ts';
import { openSqlite } from '../src/storage/engines/sqlite.ts';
import type { Schema } from '../src/storage/schema.ts';
import type { Database } from '../src/storage/store.ts';
import { benchContext } from './context.ts';
import { ANSWERING, haveOriginals, markedIds, ORIGINALS, startCopying } from './copies.ts';
import { benchDatabases } from './databases.ts';
import { postgresServer, readOptions } from './options.ts';
import { printTable, type Row, say } from './table.ts';

const USERS_ARE = `must be multiples of ${ORIGINALS} in their order, such as 1000000,5000000`;

const usersOption = z
  .string()
  .regex(/^\d{1,9}(,\d{1,9})*$/, { error: USERS_ARE })
  .transform((value) => value.split(',').map(Number))
  .refine((users) => users.every((one, i) => one % ORIGINALS === 0 && one > (users[i - 1] ?? 0)), {
    error: USERS_ARE,
  })
  .default([1_000_000]);

/** What a table or an index takes. */
type Part = { readonly name: string; readonly table: string; readonly bytes: number };

/** A table with rows, and what it takes, without its indexes and with them. */
type Sized = {
  readonly table: string;
  readonly rows: number;
  readonly bytes: number;
  readonly indexes: readonly { readonly name: string; readonly bytes: number }[];
};

type Result = { readonly users: number; readonly tables: readonly Sized[]; readonly bytes: number };

/** A database that holds the originals, to be filled and measured. */
type Filled = {
  readonly db: Database;
  /** Writes outside of any list of statements. */
  readonly write: (statement: string) => Promise<unknown>;
  readonly parts: () => Promise<readonly Part[]>;
  readonly close: () => Promise<unknown>;
};

/**
 * Measures what people take in a database, table by table and index by index: `--users N,M`, who hold one
 * version, were told of the next by a mail that arrived, and one in four of whom agreed to it. The first ten
 * thousand come by the service’s own acts, and the others are copies of them. On SQLite, or on PostgreSQL:
 * on one of its own with `--database postgres`, or on the server at `--database postgres://…`.
 */
export async function run({
  json,
  args,
}: {
  readonly json: boolean;
  readonly args: string[];
}): Promise<void> {
  const { users, database } = readOptions(args, { users: usersOption, database: postgresServer });
  const databases = await benchDatabases(database);
  try {
    const shape = await readShape(readMigrations());
    const address = await databases.make('size');
    const filled = await (databases.kind === 'SQLite' ? openFile(address) : openServer(address));
    try {
      const results: Result[] = [];
      for await (const result of measure(filled, shape, users)) {
        results.push(result);
        if (!json) print(databases.kind, result);
      }
      if (json) process.stdout.write(`${JSON.stringify({ bench: 'size', on: databases.kind, results })}\n`);
    } finally {
      await filled.close();
    }
  } finally {
    await databases.drop();
  }
}

async function* measure(
  { db, write, parts }: Filled,
  shape: readonly TableShape[],
  users: readonly number[],
): AsyncGenerator<Result> {
  yield { users: ORIGINALS, ...(await sizeOf(db, await parts())) };
  const copier = await startCopying(db, shape, write);
  let copies = 1;
  for (const many of users) {
    await copier.copy(copies, many / ORIGINALS);
    copies = Math.max(copies, many / ORIGINALS);
    if (many > ORIGINALS) yield { users: many, ...(await sizeOf(db, await parts())) };
  }
}

async function fill(store: MigratableStore): Promise<void> {
  await migrate(store, readMigrations());
  const logSigner = await noteSigner({ name: 'bench', seed: '01'.repeat(32) });
  await haveOriginals({ ...benchContext({ store, linkSecret: 'bench', logSigner }), newId: markedIds() });
}

async function openFile(address: string): Promise<Filled> {
  const file = address.slice('sqlite:'.length);
  const store = openSqlite(file);
  await fill(store);
  await store.close();
  // Without any care for what a crash would leave.
  const direct = new Sqlite(file);
  for (const pragma of [
    'journal_mode = MEMORY',
    'synchronous = OFF',
    'foreign_keys = OFF',
    'cache_size = -500000',
  ])
    direct.pragma(pragma);
  const db: Database = new Kysely<Schema>({ dialect: new SqliteDialect({ database: direct }) });
  return {
    db,
    write: async (statement) => direct.exec(statement),
    async parts() {
      const { rows } = await sql<Part>`
        SELECT dbstat.name, tbl_name AS "table", pgsize AS bytes
        FROM dbstat JOIN sqlite_master ON sqlite_master.name = dbstat.name WHERE aggregate = TRUE`.execute(
        db,
      );
      return rows;
    },
    close: () => db.destroy(),
  };
}

async function openServer(address: string): Promise<Filled> {
  const { db, ...store } = await openPostgres(address, { now: Date.now });
  await fill({ db, ...store });
  return {
    db,
    write: (statement) => sql.raw(statement).execute(db),
    async parts() {
      // A table with what it keeps beside its rows.
      const { rows } = await sql<Part>`
        SELECT part.relname AS name, COALESCE(owner.relname, part.relname) AS "table",
          pg_table_size(part.oid) AS bytes
        FROM pg_class AS part LEFT JOIN pg_index ON indexrelid = part.oid
          LEFT JOIN pg_class AS owner ON owner.oid = indrelid
        WHERE part.relkind IN ('r', 'i') AND part.relnamespace = 'public'::regnamespace`.execute(db);
      return rows;
    },
    close: () => store.close(),
  };
}

async function sizeOf(db: Database, parts: readonly Part[]): Promise<Omit<Result, 'users'>> {
  const own = parts.filter(({ table }) => !table.startsWith('original_'));
  const tables: Sized[] = [];
  for (const { name: table, bytes } of own.filter(({ name, table: of }) => name === of)) {
    if (table.startsWith('sqlite_')) continue;
    const { rows } = await sql<{ rows: number }>`SELECT COUNT(*) AS rows FROM ${sql.table(table)}`.execute(
      db,
    );
    const indexes = own.filter(({ name, table: of }) => of === table && name !== of);
    tables.push({ table, rows: Number(rows[0]?.rows), bytes, indexes });
  }
  return { tables, bytes: own.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** Tables that grow with people, the largest first. */
function print(database: string, { users, tables, bytes }: Result): void {
  const whole = ({ bytes: own, indexes }: Sized) => indexes.reduce((sum, one) => sum + one.bytes, own);
  const grown = tables.filter(({ rows }) => rows > users / ORIGINALS);
  const rows = grown
    .toSorted((a, b) => whole(b) - whole(a))
    .flatMap((one): Row[] => [
      [
        `${one.table}, ${say(one.rows / users, 2)} rows a person`,
        `${say(whole(one) / users, 0)} bytes a person, ${say(one.bytes / one.rows, 0)} a row`,
      ],
      ...one.indexes.map((index): Row => [`  ${index.name}`, `${say(index.bytes / one.rows, 0)} a row`]),
    ]);
  const made = users === ORIGINALS ? 'as the service writes them' : 'with copies of them';
  printTable([
    [
      `${say(users)} people on ${database}, ${made}, one in ${ANSWERING} agreed`,
      `${say(bytes / users, 0)} bytes a person, ${say(bytes / 1e9)} GB`,
    ],
    ...rows,
  ]);
}
