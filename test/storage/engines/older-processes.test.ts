import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { findingText } from '../../../src/domain/audit/finding.ts';
import { readMigrations } from '../../../src/runtime/migration-files.ts';
import { migrate } from '../../../src/storage/engines/migrate.ts';
import { openTestStore } from '../../support/databases.ts';
import { haveRichStory } from '../../support/rich-story.ts';
import { audit } from '../../support/tampering.ts';
import { findBreaks } from './migration-law.ts';
import { openRawDatabase, type RawDatabase } from './raw-database.ts';

/**
 * Migrations from before the first release that broke something, and what: no process ran beside them. None is added
 * here; what has to go is left unused by one release, and goes with the next.
 */
const BEFORE_THE_FIRST_RELEASE: Readonly<Record<string, string>> = {
  '0008_notices_releases.sql':
    'walks, chunks, mails and deliveries came to be found by release and by what they say',
  '0051_sending_local_mails.sql': 'test mails moved to the table of all that stay in the local mailbox',
  '0060_policies.sql':
    'what a mail says is written for each edition of its texts, and no more for each release',
};

let database: RawDatabase;
beforeAll(async () => {
  database = await openRawDatabase();
});
afterAll(() => database.close());

/** What a script breaks where another made the tables. */
const breaksIn = (tables: string, script: string) =>
  database.trying(async () => {
    await database.run(tables);
    return findBreaks(database, script);
  });

test('every migration leaves processes of the release before working', async () => {
  const broken = new Map<string, readonly string[]>();
  await database.trying(async () => {
    for (const { name, script } of readMigrations()) {
      const breaks = await findBreaks(database, script);
      if (breaks.length > 0) broken.set(name, breaks);
    }
  });
  const known = Object.keys(BEFORE_THE_FIRST_RELEASE);
  expect([...broken].filter(([name]) => !known.includes(name))).toEqual([]);
  expect(known.filter((name) => !broken.has(name))).toEqual([]);
}, 60_000);

describe('a migration is refused that', () => {
  const TABLES = `
    CREATE TABLE users (ref TEXT NOT NULL PRIMARY KEY, user_id TEXT UNIQUE, kind TEXT NOT NULL DEFAULT 'person'
      CHECK (kind IN ('person', 'seat')), note TEXT, age INTEGER);
    INSERT INTO users (ref, user_id, note) VALUES ('u', 'ada', 'n'), ('v', 'ben', NULL);
    CREATE TABLE holds (id TEXT NOT NULL PRIMARY KEY, user_ref TEXT, held_at TEXT NOT NULL);`;
  /** A table that is made anew, as SQLite needs it for most. */
  const anew = (columns: string) =>
    `CREATE TABLE other (${columns}); DROP TABLE holds; ALTER TABLE other RENAME TO holds;`;

  test.each<[string, string, RegExp]>([
    ['drops a table', 'DROP TABLE holds', /^holds: the table is gone$/],
    ['renames one', 'ALTER TABLE holds RENAME TO kept', /^holds: the table is gone$/],
    ['drops a column', 'ALTER TABLE users DROP COLUMN note', /^users: note is gone$/],
    ['renames one', 'ALTER TABLE users RENAME COLUMN note TO remark', /^users: note is gone$/],
    [
      'gives one another type',
      anew('id TEXT NOT NULL PRIMARY KEY, user_ref INTEGER, held_at TEXT NOT NULL'),
      /^holds: user_ref has another type$/,
    ],
    [
      'asks for what might be left out',
      anew('id TEXT NOT NULL PRIMARY KEY, user_ref TEXT NOT NULL, held_at TEXT NOT NULL'),
      /^holds: user_ref may not be null any more$/,
    ],
    [
      'asks for what nobody knew',
      anew('id TEXT NOT NULL PRIMARY KEY, user_ref TEXT, held_at TEXT NOT NULL, by TEXT NOT NULL'),
      /^holds: by must be given, and has no default$/,
    ],
    [
      'says something else where nothing is said',
      anew(`id TEXT NOT NULL PRIMARY KEY, user_ref TEXT DEFAULT 'u', held_at TEXT NOT NULL`),
      /^holds: user_ref has another default$/,
    ],
    [
      'lets one stand where several might',
      'CREATE UNIQUE INDEX one ON holds (user_ref)',
      /^holds: \(user_ref\) is unique$/,
    ],
    [
      'takes away what an upsert goes by',
      anew('id TEXT NOT NULL, user_ref TEXT, held_at TEXT NOT NULL'),
      /^holds: id may be|^holds: \(id\) is not unique$/,
    ],
    [
      'checks what was not checked',
      anew(`id TEXT NOT NULL PRIMARY KEY, user_ref TEXT CHECK (user_ref <> ''), held_at TEXT NOT NULL`),
      /^holds: refuses more \(CHECK /,
    ],
    [
      'checks an added column against one that was there',
      'ALTER TABLE holds ADD COLUMN until TEXT CHECK (until > held_at)',
      /^holds: refuses more \(CHECK /,
    ],
    [
      'wants a row of another table',
      anew('id TEXT NOT NULL PRIMARY KEY, user_ref TEXT REFERENCES users (ref), held_at TEXT NOT NULL'),
      /^holds: refuses more \(FOREIGN KEY \(user_ref\) TO users\)$/,
    ],
    ['rewrites what was written', `UPDATE users SET note = 'other'`, /^users: rows say something else$/],
    ['deletes rows', `DELETE FROM users WHERE ref = 'v'`, /^users: rows say something else$/],
  ])('%s', async (_, script, told) => {
    const breaks = await breaksIn(TABLES, script);
    expect(breaks).toEqual([expect.stringMatching(told)]);
  });

  test('takes a value out of a list, and not one that adds one', async () => {
    const roles = (...values: readonly string[]) => {
      const list = values.map((value) => `'${value}'`).join(', ');
      return `CREATE TABLE other (id TEXT, role TEXT CHECK (role IN (${list})));`;
    };
    const replacing = (table: string) => `${table} DROP TABLE keys; ALTER TABLE other RENAME TO keys;`;
    const keys = roles('app', 'legal').replace('other', 'keys');
    expect(await breaksIn(keys, replacing(roles('app', 'legal', 'admin')))).toEqual([]);
    expect(await breaksIn(keys, replacing(roles('app', 'admin')))).toEqual([
      expect.stringContaining('keys: refuses more (CHECK'),
    ]);
  });

  test('takes rows that were there, and refuses them as they were written', async () => {
    const columns = 'id TEXT NOT NULL PRIMARY KEY, seconds_ahead INTEGER NOT NULL';
    const breaks = await breaksIn(
      `CREATE TABLE test_clock (${columns})`,
      `CREATE TABLE other (${columns}, moved_by TEXT NOT NULL DEFAULT '' CHECK (moved_by <> ''));
        INSERT INTO other SELECT id, seconds_ahead, 'k' FROM test_clock;
        DROP TABLE test_clock; ALTER TABLE other RENAME TO test_clock;`,
    );
    expect(breaks).toEqual([expect.stringMatching(/^test_clock: a row as it was written is refused \(/)]);
  });
});

test('a process goes on as before while a later release adds to its database', async () => {
  const store = await openTestStore();
  onTestFinished(() => store.close());
  const tables = (await store.db.introspection.getTables()).map(({ name }) => name);
  const added = tables
    .filter((name) => name !== 'migrations')
    .flatMap((name) => [
      `ALTER TABLE ${name} ADD COLUMN later_text TEXT`,
      `ALTER TABLE ${name} ADD COLUMN later_count INTEGER NOT NULL DEFAULT 7 CHECK (later_count > 0)`,
      `CREATE INDEX later_${name} ON ${name} (later_text)`,
    ]);
  const later = { name: '9999_later.sql', script: `${added.join(';\n')};\nCREATE TABLE later (id TEXT)` };
  let writes = 0;
  const app = await haveRichStory({
    ...store,
    async atomic(statements) {
      writes += 1;
      if (writes === 100) expect(await migrate(store, [...readMigrations(), later])).toEqual([later.name]);
      return store.atomic(statements);
    },
  });
  expect(writes).toBeGreaterThan(200);
  expect((await audit(app, { db: store.db, moves: false, close: async () => {} })).map(findingText)).toEqual(
    [],
  );
});
