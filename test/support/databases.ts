import { copyFileSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { sql } from 'kysely';
import pg from 'pg';
import { readGuards, readMigrations } from '../../src/runtime/migration-files.ts';
import { type MigratableStore, migrate } from '../../src/storage/engines/migrate.ts';
import { openPostgres } from '../../src/storage/engines/postgres.ts';
import { openSqlite } from '../../src/storage/engines/sqlite.ts';
import { StorageUnavailable } from '../../src/storage/store.ts';
import { scratchFolder } from './scratch.ts';
import { tableNames } from './table-names.ts';

/** Whether these tests run on PostgreSQL; each project of `vitest.config.ts` runs them on one database. */
export const ON_POSTGRES = process.env.TEST_DATABASE === 'postgres';

/** Says that a database is for this test alone and goes with its store. */
const ALONE = ':memory:';

/**
 * A migrated store on the database that tests run on: one that goes when the store is closed, or one
 * that stays and can be opened again under the same path.
 */
export async function openTestStore(path = ALONE): Promise<MigratableStore> {
  if (ON_POSTGRES) return path === ALONE ? openReused() : openKnown(path);
  if (path !== ALONE) {
    if (!existsSync(path)) writeFileSync(path, await migratedImage(), { mode: 0o600 });
    return openSqlite(path);
  }
  return openSqlite(ALONE, { image: await migratedImage() });
}

let image: Promise<Buffer> | undefined;

/** The bytes of a migrated SQLite database, which is migrated once: doing so takes thirty times as long as copying it. */
function migratedImage(): Promise<Buffer> {
  image ??= makeImage();
  return image;
}

async function makeImage(): Promise<Buffer> {
  const folder = scratchFolder('image');
  try {
    const path = join(folder, 'migrated.sqlite');
    const store = openSqlite(path);
    await migrate(store, readMigrations());
    await store.runScript(readGuards('sqlite'));
    await store.close();
    return imageOf(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The bytes of a database that nobody has open, such that it can also be opened in memory, where there is no log. */
function imageOf(path: string): Buffer {
  const sqlite = new Sqlite(path);
  try {
    sqlite.pragma('journal_mode = DELETE');
    return sqlite.serialize();
  } finally {
    sqlite.close();
  }
}

/** Copies the database of a path; nobody may have it open. */
export async function copyTestDatabase(from: string, to: string): Promise<void> {
  if (!ON_POSTGRES) return copyFileSync(from, to);
  const rows = snapshots.get(from) ?? (await readRowsOf(from));
  snapshots.set(from, rows);
  known.set(to, await takeFilled(rows));
}

/** Removes the database of a path, which everybody has closed. */
export async function removeTestDatabase(path: string): Promise<void> {
  for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
  const database = known.get(path);
  if (database?.isAsMigrated) idle.push(database);
  known.delete(path);
}

/** A database of PostgreSQL, and who is connected to it and has nothing to do. */
type Reusable = { readonly name: string; readonly idle: MigratableStore[]; isAsMigrated: boolean };

/** What tests know by a path. */
const known = new Map<string, Reusable>();

async function openKnown(path: string): Promise<MigratableStore> {
  const database = known.get(path) ?? (await makeReusable());
  known.set(path, database);
  return openLent(database, () => {});
}

/** All rows of a database by table, as JSON. */
type Rows = string;

/** What databases hold that are copied many times. */
const snapshots = new Map<string, Rows>();

async function readRowsOf(path: string): Promise<Rows> {
  const store = await openKnown(path);
  const rows = await readRows(store);
  await store.close();
  return rows;
}

async function readRows({ db }: MigratableStore): Promise<Rows> {
  const rows: Record<string, readonly unknown[]> = {};
  for (const name of await tableNames({ db })) {
    rows[name] = (await sql`SELECT * FROM ${sql.table(name)}`.execute(db)).rows;
  }
  return JSON.stringify(rows);
}

/** Databases that tests are done with: other rows are put in one in a tenth of the time that making one takes. */
const idle: Reusable[] = [];

async function makeReusable(): Promise<Reusable> {
  return { name: await createPostgresDatabase('migrated'), idle: [], isAsMigrated: true };
}

async function takeFilled(rows: Rows): Promise<Reusable> {
  const database = idle.pop() ?? (await makeReusable());
  const store = database.idle.pop() ?? (await openPostgresDatabase(database.name));
  await sql`SELECT ${sql.raw(REPLACE_ROWS)}(${rows})`.execute(store.db);
  database.idle.push(store);
  return database;
}

async function openReused(): Promise<MigratableStore> {
  const database = await takeFilled(fromSetup('TEST_DATABASE_ROWS'));
  return openLent(database, () => {
    if (database.isAsMigrated) idle.push(database);
  });
}

/**
 * Lends a store whose connections outlive the test, since a new one has everything to learn. Closing it waits for
 * what is under way, and nothing goes through it any more. One whose schema was changed is not lent again.
 */
async function openLent(database: Reusable, giveBack: () => void): Promise<MigratableStore> {
  const store = database.idle.pop() ?? (await openPostgresDatabase(database.name));
  let isOpen = true;
  const insistOnOpen = () => {
    if (!isOpen) throw new StorageUnavailable('the test that had this store has closed it');
  };
  const { askSoon } = store.db;
  const db = store.db.withPlugin({
    transformQuery({ node }) {
      insistOnOpen();
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  const askWhileOpen: NonNullable<typeof askSoon> = async (text, values) => {
    insistOnOpen();
    return (askSoon as NonNullable<typeof askSoon>)(text, values);
  };
  return {
    ...store,
    db: askSoon === undefined ? db : Object.assign(db, { askSoon: askWhileOpen }),
    async atomic(statements) {
      insistOnOpen();
      return store.atomic(statements);
    },
    async runScript(script) {
      insistOnOpen();
      database.isAsMigrated = false;
      await store.runScript(script);
    },
    async close() {
      if (!isOpen) return;
      isOpen = false;
      if (!database.isAsMigrated) return store.close();
      while (await isBusy(store)) await sleep(1);
      database.idle.push(store);
      giveBack();
    },
  };
}

/** Whether somebody else of this database has asked something that is not answered. */
async function isBusy({ db }: MigratableStore): Promise<boolean> {
  const { rows } = await sql`SELECT 1 FROM pg_stat_activity WHERE datname = current_database()
    AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND state <> 'idle' LIMIT 1`.execute(db);
  return rows.length > 0;
}

/** What puts other rows in place of all rows of a database; it stands beside the schema that is tested. */
const REPLACE_ROWS = 'of_tests.replace_rows';

const MOST_BYTES_DELETED = 512 * 1024;

function replacingRows(tables: readonly string[]): string {
  // Truncating takes a tenth of a second: whatever refers to a table is made anew with its indexes, and all that
  // connections know of them is void. Nothing vacuums: rows lie in the order in which they came, which is that of
  // queries that ask for none, as long as no gap is filled. What has grown by that is truncated after all.
  const emptied = tables.map(
    (table) => `IF EXISTS (SELECT 1 FROM ${table}) THEN
        IF pg_table_size('${table}') < ${MOST_BYTES_DELETED} THEN DELETE FROM ${table};
        ELSE TRUNCATE ${table} CASCADE; END IF;
      END IF;`,
  );
  const filled = tables.map(
    (table) => `IF json_array_length(rows -> '${table}') > 0 THEN
        INSERT INTO ${table} SELECT * FROM json_populate_recordset(NULL::${table}, rows -> '${table}');
      END IF;`,
  );
  // In the role of a replica, since tables refer to each other.
  return `CREATE SCHEMA of_tests;
    CREATE FUNCTION ${REPLACE_ROWS}(all_rows text) RETURNS void LANGUAGE plpgsql
      SET session_replication_role = replica AS $$
      DECLARE rows json := all_rows::json;
      BEGIN ${[...emptied, ...filled].join('\n')} END $$`;
}

/** Opens a database of the tests' PostgreSQL. */
export function openPostgresDatabase(name: string): Promise<MigratableStore> {
  return openPostgres(postgresUrl(name), { now: Date.now });
}

/** The URL of a database of the tests' PostgreSQL. */
export function postgresUrl(name: string): string {
  const url = new URL(fromSetup('TEST_DATABASE_URL'));
  url.pathname = `/${name}`;
  return url.href;
}

/** Every database that tests make is called so, since the server may be somebody's. */
const PREFIX = `proviso_test_${process.env.VITEST_POOL_ID ?? process.pid}`;

let created = 0;

/** Makes a database on the tests' PostgreSQL: migrated, empty, or as another one that nobody has open. Answers its name. */
export async function createPostgresDatabase(
  as: 'migrated' | 'empty' | (string & {}),
  options = as === 'empty' ? "ENCODING 'UTF8'" : '',
): Promise<string> {
  const name = `${PREFIX}_${process.pid}_${++created}`;
  const templates: Record<string, string | undefined> = {
    migrated: process.env.TEST_DATABASE_TEMPLATE,
    empty: 'template0',
  };
  await copyDatabase(templates[as] ?? as, name, options);
  return name;
}

/** Puts a copy of another database, which nobody has open, where one is: whoever is connected is thrown out. */
export async function replacePostgresDatabase(name: string, by: string): Promise<void> {
  await dropPostgresDatabase(name);
  await copyDatabase(by, name);
}

/** Removes a database from the tests' PostgreSQL, whoever is connected. */
export async function dropPostgresDatabase(name: string): Promise<void> {
  await administer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
}

/** Prepares the PostgreSQL of TEST_DATABASE_URL for the tests of a run, and answers how to tidy it up. */
export async function prepareTestServer(): Promise<() => Promise<void>> {
  const template = await createPostgresDatabase('empty');
  const store = await openPostgresDatabase(template);
  await migrate(store, readMigrations());
  await store.runScript(readGuards('postgres'));
  const rows = await readRows(store);
  await store.runScript(replacingRows(await tableNames(store)));
  await store.close();
  process.env.TEST_DATABASE_TEMPLATE = template;
  process.env.TEST_DATABASE_ROWS = rows;
  return async () => {
    const { rows: left } = await administer(
      "SELECT datname FROM pg_database WHERE datname LIKE 'proviso\\_test\\_%'",
    );
    for (const { datname } of left) await dropPostgresDatabase(datname);
  };
}

async function copyDatabase(from: string, to: string, options = ''): Promise<void> {
  await administer(`CREATE DATABASE ${to} TEMPLATE ${from} ${options} STRATEGY file_copy`);
}

function fromSetup(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: no PostgreSQL was prepared for tests`);
  return value;
}

async function administer(statement: string): Promise<pg.QueryResult> {
  const client = new pg.Client(fromSetup('TEST_DATABASE_URL'));
  await client.connect();
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
}
