import { copyFileSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { sql } from 'kysely';
import pg from 'pg';
import { readGuards, readMigrations } from '../../src/runtime/migration-files.ts';
import { type MigratableStore, migrate } from '../../src/storage/engines/migrate.ts';
import { openPostgres } from '../../src/storage/engines/postgres.ts';
import { openSqlite } from '../../src/storage/engines/sqlite.ts';
import { scratchFolder } from './scratch.ts';

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
    if (!existsSync(path)) writeFileSync(path, await migratedImage());
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
  const { name, store } = await openIdle(rows);
  await store.close();
  known.set(to, name);
}

/** Removes the database of a path, which everybody has closed. */
export async function removeTestDatabase(path: string): Promise<void> {
  for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
  const name = known.get(path);
  if (name !== undefined) idle.push(name);
  known.delete(path);
}

/** What tests know by a path, and PostgreSQL by a name. */
const known = new Map<string, string>();

async function openKnown(path: string): Promise<MigratableStore> {
  const name = known.get(path) ?? (await createPostgresDatabase('migrated'));
  known.set(path, name);
  return openPostgresDatabase(name);
}

/** All rows of a database, by table. */
type Rows = Readonly<Record<string, readonly unknown[]>>;

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
  for (const { name } of await db.introspection.getTables()) {
    rows[name] = (await sql`SELECT * FROM ${sql.table(name)}`.execute(db)).rows;
  }
  return rows;
}

/** Databases that tests are done with: other rows are put in one in a tenth of the time that making one takes. */
const idle: string[] = [];

async function openIdle(rows: Rows): Promise<{ readonly name: string; readonly store: MigratableStore }> {
  const name = idle.pop() ?? (await createPostgresDatabase('migrated'));
  const store = await openPostgresDatabase(name);
  await replaceRows(store, rows);
  return { name, store };
}

async function openReused(): Promise<MigratableStore> {
  const { name, store } = await openIdle(JSON.parse(fromSetup('TEST_DATABASE_ROWS')) as Rows);
  let isOpen = true;
  return {
    ...store,
    close: async () => {
      await store.close();
      if (isOpen) idle.push(name);
      isOpen = false;
    },
  };
}

async function replaceRows({ runScript }: MigratableStore, rows: Rows): Promise<void> {
  const tables = Object.keys(rows);
  const deletions = tables.map((table) => `DELETE FROM ${table}`);
  const insertions = tables
    .filter((table) => rows[table]?.length !== 0)
    .map((table) => {
      const json = pg.escapeLiteral(JSON.stringify(rows[table]));
      return `INSERT INTO ${table} SELECT * FROM json_populate_recordset(NULL::${table}, ${json})`;
    });
  // In the role of a replica, since tables refer to each other.
  await runScript(['SET LOCAL session_replication_role = replica', ...deletions, ...insertions].join(';\n'));
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
  await store.close();
  process.env.TEST_DATABASE_TEMPLATE = template;
  process.env.TEST_DATABASE_ROWS = JSON.stringify(rows);
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
