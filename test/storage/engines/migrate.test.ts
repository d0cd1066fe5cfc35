import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { readMigrations } from '../../../src/runtime/migration-files.ts';
import { migrate } from '../../../src/storage/engines/migrate.ts';
import { openSqlite, type SqliteStore } from '../../../src/storage/engines/sqlite.ts';
import { StorageError } from '../../../src/storage/store.ts';

function openStore(path = ':memory:'): SqliteStore {
  const store = openSqlite(path);
  onTestFinished(() => store.close());
  return store;
}

function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'proviso-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'test.sqlite');
}

const schemaOf = async ({ db }: SqliteStore) =>
  (await sql`SELECT type, name, sql FROM sqlite_master ORDER BY type, name`.execute(db)).rows;

const names = readMigrations().map((one) => one.name);

test('a fresh database gets every migration in order', async () => {
  const store = openStore();
  expect(names.length).toBeGreaterThan(0);
  expect(names).toEqual(names.toSorted());
  expect(await migrate(store, readMigrations())).toEqual(names);
});

test('a database that is up to date is left as it is', async () => {
  const store = openStore();
  await migrate(store, readMigrations());
  const before = await schemaOf(store);
  expect(await migrate(store, readMigrations())).toEqual([]);
  expect(await schemaOf(store)).toEqual(before);
});

test('every migration can be stopped at and gone on from', async () => {
  const whole = openStore();
  await migrate(whole, readMigrations());
  for (let stop = 0; stop < names.length; stop++) {
    const store = openStore();
    await migrate(store, readMigrations().slice(0, stop));
    expect(await migrate(store, readMigrations())).toEqual(names.slice(stop));
    expect(await schemaOf(store)).toEqual(await schemaOf(whole));
  }
});

test('a database of a newer program is refused and left as it is', async () => {
  const store = openStore();
  await migrate(store, [
    ...readMigrations(),
    { name: '9999-later.sql', script: 'CREATE TABLE later (id TEXT)' },
  ]);
  const before = await schemaOf(store);
  const started = migrate(store, readMigrations());
  await expect(started).rejects.toThrow(StorageError);
  await expect(started).rejects.toThrow('9999-later.sql');
  expect(await schemaOf(store)).toEqual(before);
});

test('a migration that fails leaves nothing of itself behind', async () => {
  const store = openStore();
  await migrate(store, readMigrations());
  const before = await schemaOf(store);
  const broken = {
    name: '9999-broken.sql',
    script: 'CREATE TABLE half (id TEXT); CREATE TABLE half (id TEXT);',
  };
  await expect(migrate(store, [...readMigrations(), broken])).rejects.toThrow('half');
  expect(await schemaOf(store)).toEqual(before);
  expect(await migrate(store, readMigrations())).toEqual([]);
});

test('two processes that start at once on one file both find it up to date', async () => {
  const path = temporaryFile();
  const [one, two] = [openStore(path), openStore(path)];
  const ran = await Promise.all([migrate(one, readMigrations()), migrate(two, readMigrations())]);
  expect(ran.flat().toSorted()).toEqual(names);
});

test('making deliveries and fan-outs anew keeps every row and every index', async () => {
  const store = openStore();
  const at = names.indexOf('0003_reminders.sql');
  await migrate(store, readMigrations().slice(0, at));
  store.runScript(`
    INSERT INTO policies VALUES ('p', 'P', 'en', 'UTC', 'deemed', 'P7D', 'P30D', NULL, 1, 'c', 't', 't', 'k');
    INSERT INTO versions (policy, version, change, acceptance, posted_at, effective_at, rule, late_notice, time_zone,
      content_hash, recipients, key_id, command)
      VALUES ('p', 1, 'minor', 'deemed', 't', 't', '{}', 'P7D', 'UTC', 'h', 1, 'k', 'c');
    INSERT INTO fan_outs VALUES ('p', 1, 'announcement', 't', 'r', 't', NULL, 'c');
    INSERT INTO deliveries VALUES ('p', 1, 'announcement', 'u', 'chunk', 0, 'en', 'sent', 'id', 'a@b.example', 3, 'x', 't');`);
  const rowsOf = async (table: string) =>
    (await sql`SELECT * FROM ${sql.table(table)}`.execute(store.db)).rows;
  const indexes = async () =>
    (
      await sql<{ name: string; sql: string }>`SELECT name, sql FROM sqlite_master
        WHERE tbl_name IN ('deliveries', 'chunks') AND sql IS NOT NULL AND type = 'index' ORDER BY name`.execute(
        store.db,
      )
    ).rows;
  const before = [await rowsOf('fan_outs'), await rowsOf('deliveries'), await indexes()];
  await migrate(store, readMigrations().slice(0, at + 1));
  const after = [await rowsOf('fan_outs'), await rowsOf('deliveries'), await indexes()];
  expect(after).toMatchObject(before);
  expect(await rowsOf('policies')).toMatchObject([{ policy: 'p', reminders: '[]' }]);
  expect(await rowsOf('versions')).toMatchObject([{ policy: 'p', reminders: '[]' }]);
});
