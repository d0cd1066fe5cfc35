import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { readMigrations } from '../../../src/runtime/migration-files.ts';
import { migrate } from '../../../src/storage/engines/migrate.ts';
import { openSqlite, type SqliteStore } from '../../../src/storage/engines/sqlite.ts';
import { StorageError } from '../../../src/storage/store.ts';
import { dumpDatabase, recordsOf } from '../../support/arrange.ts';
import { rememberingMailer } from '../../support/remembering-mailer.ts';
import { scratchFolder } from '../../support/scratch.ts';
import { startTestApp } from '../../support/test-app.ts';
import { haveRowsInEveryTable } from './rows-in-between.ts';

function openStore(path = ':memory:'): SqliteStore {
  const store = openSqlite(path);
  onTestFinished(() => store.close());
  return store;
}

function temporaryFile(): string {
  const folder = scratchFolder('test');
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

test('what people answered before instants decided is brought up to date with what follows from it', async () => {
  const store = openStore();
  await migrate(store, readMigrations().slice(0, names.indexOf('0007_answers_order.sql')));
  const at = (second: number) => `2026-11-22T09:00:0${second}.000Z`;
  const acceptance = (id: string, version: number, second: number) =>
    sql`INSERT INTO acceptances (id, user_ref, policy, version, basis, accepted_at, recorded_at, content_hash, locale,
      actor) VALUES (${id}, 'u', 'p', ${version}, 'explicit', ${at(second)}, ${at(second)}, 'h', 'en', 'k')`;
  const user = (ref: string, email: string | null) =>
    sql`INSERT INTO users (ref, user_id, email, command, created_at, updated_at, touched_at, key_id)
      VALUES (${ref}, ${ref}, ${email}, 'c', ${at(1)}, ${at(9)}, ${at(9)}, 'k')`;
  await haveRowsInEveryTable(store);
  for (const statement of [
    sql`DELETE FROM user_versions`,
    sql`UPDATE terminations SET ended_by = 'accepted', ended_at = ${at(3)}`,
    user('with', 'w@example.com'),
    user('without', null),
    sql`INSERT INTO versions (policy, version, change, acceptance, posted_at, effective_at, rule, late_notice,
      time_zone, content_hash, recipients, key_id, command) SELECT policy, 2, change, acceptance, posted_at,
      effective_at, rule, late_notice, time_zone, content_hash, recipients, key_id, command FROM versions`,
    ...[acceptance('a1', 2, 2), acceptance('a2', 2, 3)],
    sql`INSERT INTO user_versions (user_ref, policy, version, acceptance_id, basis, accepted_at)
      VALUES ('u', 'p', 2, 'a2', 'explicit', ${at(3)})`,
  ]) {
    await statement.execute(store.db);
  }
  await migrate(store, readMigrations());
  const { rows: users } = await sql`SELECT ref, addressed_at FROM users ORDER BY ref`.execute(store.db);
  expect(users).toEqual([
    { ref: 'u', addressed_at: at(0) },
    { ref: 'with', addressed_at: at(1) },
    { ref: 'without', addressed_at: null },
  ]);
  const { rows: since } = await sql`SELECT accepted_since FROM user_versions`.execute(store.db);
  expect(since).toEqual([{ accepted_since: at(2) }]);
  const { rows: over } = await sql`SELECT ended_over FROM terminations`.execute(store.db);
  expect(over).toEqual([{ ended_over: 2 }]);
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

test('a database that a service filled before migrations were kept is refused, and nothing in it changes', async () => {
  const path = temporaryFile();
  const older = new Database(path);
  older.pragma('foreign_keys = OFF');
  // As the last program before them left it: a policy, a user who accepted, and the record of both.
  older.exec(readFileSync(new URL('older-database.sql', import.meta.url), 'utf8'));
  older.close();
  const store = openStore(path);
  const before = [await schemaOf(store), await dumpDatabase(store)];
  expect(before[1]).toMatchObject({ users: [expect.stringContaining('ada@mail.example')] });
  await expect(migrate(store, readMigrations())).rejects.toThrow(
    new StorageError(
      'The database was made by a Proviso from before its first release, and cannot be brought up to date: start anew with another one.',
    ),
  );
  expect([await schemaOf(store), await dumpDatabase(store)]).toEqual(before);
});

test('a notice that waited when notices came to be found by what they say goes out, and says what is so by then', async () => {
  const path = temporaryFile();
  const older = openStore(path);
  const before = names.indexOf('0008_notices_releases.sql');
  await migrate(older, readMigrations().slice(0, before));
  const at = '2026-11-22T09:00:00.000Z';
  const insert = (table: string, row: Readonly<Record<string, string | number>>) =>
    sql`INSERT INTO ${sql.table(table)} (${sql.join(Object.keys(row).map((name) => sql.ref(name)))})
      VALUES (${sql.join(Object.values(row))})`.execute(older.db);
  const periods = { acceptance: 'deemed', time_zone: 'UTC', command: 'c', key_id: 'k' };
  await insert('policies', {
    ...{ policy: 'privacy', title: 'Privacy', locale: 'en', notice_minor: 'P7D', notice_substantial: 'P30D' },
    ...{ ...periods, last_version: 2, created_at: at, updated_at: at },
  });
  for (const [version, change] of ['initial', 'substantial'].entries()) {
    await insert('versions', {
      ...{ policy: 'privacy', version: version + 1, change, posted_at: at, rule: '{"by":"posting"}' },
      ...{ effective_at: version === 0 ? at : '2026-12-22T09:00:00.000Z', late_notice: 'P7D', summary: 'S' },
      ...{ ...periods, content_hash: 'h', recipients: 1, previous: 1 },
    });
    const text = { policy: 'privacy', version: version + 1, locale: 'en', content: `Text ${version}.` };
    await insert('version_texts', text);
  }
  const times = { created_at: at, updated_at: at, touched_at: at, key_id: 'k', command: 'c' };
  const ada = { user_id: 'ada', email: 'ada@example.com', addressed_at: at };
  await insert('users', { ref: 'u', ...ada, ...times });
  const notice = { policy: 'privacy', version: 2, kind: 'announcement', base_version: 1, locale: 'en' };
  await insert('chunks', { id: 'ch', ...notice, state: 'open', due_at: at, lease_until: '', attempt: 0 });
  await insert('deliveries', { ...notice, user_ref: 'u', chunk_id: 'ch', state: 'queued' });

  await migrate(older, readMigrations());
  const mailer = rememberingMailer();
  const app = await startTestApp({ store: older, mailer });
  await app.deliver();
  expect(mailer.batches.flatMap(({ mails }) => mails.map(({ to }) => to))).toEqual(['ada@example.com']);
  const [sent] = (await recordsOf(app)).filter(({ kind }) => kind === 'sent');
  expect(sent?.facts).toMatchObject({
    release: 'privacy/2',
    tells: [{ outcome: 'unrecorded', baseVersion: 1 }],
  });
});
