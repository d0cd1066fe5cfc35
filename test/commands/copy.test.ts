import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { runCopy } from '../../src/commands/copy.ts';
import { copyDatabase } from '../../src/commands/copy-database.ts';
import { migrateLocalD1 } from '../../src/commands/migrate-local-d1.ts';
import { nameOf, openPlace, readPlace } from '../../src/commands/places.ts';
import { readMigrations } from '../../src/runtime/migration-files.ts';
import { readShape } from '../../src/storage/copy/copy-shape.ts';
import { migrate } from '../../src/storage/engines/migrate.ts';
import { openSqlite, type SqliteStore } from '../../src/storage/engines/sqlite.ts';
import { StorageError, type Store } from '../../src/storage/store.ts';
import {
  checkOf,
  dumpDatabase,
  havePolicy,
  havePublished,
  haveUsers,
  reviewPathOf,
} from '../support/arrange.ts';
import { Died, dyingStore, fateAt } from '../support/dying-store.ts';
import { fillTables } from '../support/fill-tables.ts';
import { NODE } from '../support/node-service.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { scratchFolder } from '../support/scratch.ts';
import { startTestApp } from '../support/test-app.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const folder = scratchFolder('copy-test');
const NO_D1 = { env: undefined, isRemote: false, persistTo: undefined };
let server: PostgresServer;
let made = 0;

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const newFile = () => join(folder, `${++made}.sqlite`);

async function newPostgres(): Promise<string> {
  const name = `copy_${++made}`;
  const client = new pg.Client(server.url);
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  return server.url.replace(/postgres$/, name);
}

/** The folder of a local D1, migrated as `npm run dev:worker` does it. */
async function newD1(): Promise<string> {
  const persistTo = join(folder, `d1-${++made}`);
  await migrateLocalD1({ env: undefined, persistTo });
  return persistTo;
}

/** A SQLite file that `fill` filled, closed again. */
async function newSource(fill: (store: SqliteStore) => Promise<unknown>): Promise<string> {
  const path = newFile();
  const store = openSqlite(path);
  await migrate(store, readMigrations());
  await fill(store);
  await store.close();
  return path;
}

async function copy(...args: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await runCopy(
    args,
    (text) => out.push(text),
    (text) => err.push(text),
  );
  return { code, out: out.join(''), err: err.join('') };
}

/** What a database holds beside the list of its migrations. */
async function dump(address: string) {
  return await using(address, async (store) => {
    const { migrations, ...tables } = await dumpDatabase(store);
    return tables;
  });
}

async function using<T>(address: string, use: (store: Store) => Promise<T>): Promise<T> {
  const { store } = await openPlace(readPlace(address, '--to', NO_D1), 'to');
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

describe('a copy holds', () => {
  test('every row of every table, from SQLite to PostgreSQL, on to D1, and back', {
    timeout: 180_000,
  }, async () => {
    const first = await newSource(async (store) => {
      await fillTables(store, 12);
      const content = `${'"é\n🚀\\'.repeat(111_111)}.`;
      expect(Buffer.byteLength(content)).toBe(1_000_000);
      await store.db.updateTable('version_texts').set({ content }).where('version', '<', 4).execute();
    });
    const [postgres, persistTo, last, other] = [await newPostgres(), await newD1(), newFile(), newFile()];
    const before = await dump(`sqlite:${first}`);
    const tables = (await readShape(readMigrations())).map(({ name }) => name);
    expect(Object.keys(before).sort()).toEqual(tables.toSorted());
    for (const rows of Object.values(before)) expect(rows.length).toBeGreaterThanOrEqual(12);

    expect(await copy('--from', `sqlite:${first}`, '--to', postgres)).toMatchObject({ code: 0, err: '' });
    expect(await dump(postgres)).toEqual(before);

    const toD1 = await copy('--from', postgres, '--to', 'd1:DB', '--persist-to', persistTo);
    expect(toD1).toMatchObject({ code: 0, err: '' });

    const back = await copy('--from', 'd1:DB', '--persist-to', persistTo, '--to', `sqlite:${last}`);
    expect(back).toMatchObject({ code: 0, err: '' });
    expect(await dump(`sqlite:${last}`)).toEqual(before);

    expect(await copy('--from', postgres, '--to', `sqlite:${other}`)).toMatchObject({ code: 0, err: '' });
    expect(await dump(`sqlite:${other}`)).toEqual(before);
  });

  test('what the service needs to answer as before', async () => {
    const path = newFile();
    const store = openSqlite(path);
    await migrate(store, readMigrations());
    const app = await startTestApp({ store });
    await havePolicy(app);
    await haveUsers(app, 'ada', 'bob', 'eve');
    for (const user of ['ada', 'bob']) {
      await app.ask('POST', '/v1/acceptances', { user, policy: 'privacy', version: 1 });
    }
    await havePublished(app);
    await app.deliver();
    await app.ask('DELETE', '/v1/users/eve');
    const review = await reviewPathOf(app, 'ada@example.com');
    const questions = ['/v1/users/ada/policies/privacy', '/v1/users/bob', '/v1/policies/privacy/versions'];
    questions.push('/v1/users/eve/policies/privacy', review, '/v1/policies/privacy/versions/2/progress');
    const ask = async (one: typeof app) =>
      Promise.all(questions.map(async (question) => (await one.ask('GET', question)).body));
    const answers = await ask(app);
    await store.close();

    const target = await newPostgres();
    expect((await copy('--from', `sqlite:${path}`, '--to', target)).code).toBe(0);
    await using(target, async (copied) => {
      await migrate(copied as SqliteStore, readMigrations());
      const there = await startTestApp({ store: copied as SqliteStore, now: app.clock.now });
      expect(await ask(there)).toEqual(answers);
      expect(await checkOf(there, 'ada')).toMatchObject({ holds: { version: 1 } });
      const accepted = { user: 'ada', policy: 'privacy', version: 2 };
      expect((await there.ask('POST', '/v1/acceptances', accepted)).status).toBe(201);
      await there.deliver();
      expect((await there.ask('GET', questions.at(-1) as string)).body).toMatchObject({ told: 3, queued: 0 });
    });
  });

  test('U+0000 where the target can hold it, and says which row has it where not', async () => {
    const source = await newSource(async (store) => {
      await fillTables(store, 5);
      await store.db.updateTable('users').set({ name: 'a\u0000b' }).where('ref', '=', 'é-3').execute();
    });
    const target = newFile();
    expect((await copy('--from', `sqlite:${source}`, '--to', `sqlite:${target}`)).code).toBe(0);
    expect(await dump(`sqlite:${target}`)).toEqual(await dump(`sqlite:${source}`));
    const { code, err } = await copy('--from', `sqlite:${source}`, '--to', await newPostgres());
    expect(code).toBe(1);
    expect(err).toContain(
      'The target does not take what users holds at ref "é-0" to ref "é-4": invalid byte sequence',
    );
  });
});

describe('an interrupted copy', () => {
  test('goes on where it was after it was killed', async () => {
    const source = await newSource(async (store) => {
      await store.runScript(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000)
        INSERT INTO users (ref, user_id, email, name, command, created_at, updated_at, touched_at, key_id)
        SELECT printf('%08d', i), 'user' || i, NULL, 'Name ' || i, 'c', 'a', 'a', 'a', 'k' FROM n`);
    });
    const target = await newPostgres();
    const args = ['--from', `sqlite:${source}`, '--to', target];
    const child = spawn(process.execPath, ['src/commands/copy.ts', ...args], { cwd: ROOT, stdio: 'ignore' });
    const ended = once(child, 'exit');
    const client = new pg.Client(target);
    await client.connect();
    onTestFinished(() => client.end());
    const count = async () => {
      const { rows } = await client.query("SELECT to_regclass('users') IS NOT NULL AS is_there");
      if (!rows[0].is_there) return 0;
      return Number((await client.query('SELECT count(*) AS n FROM users')).rows[0].n);
    };
    while ((await count()) === 0) await sleep(5);
    child.kill('SIGKILL');
    await ended;
    const there = await count();
    expect(there).toBeGreaterThan(0);
    expect(there).toBeLessThan(60_000);
    await expect(using(target, (store) => migrate(store as SqliteStore, readMigrations()))).rejects.toThrow(
      `The database is an unfinished copy of sqlite:${source}.`,
    );

    const { code, out } = await copy(...args, '--json');
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(0);
    expect(lines.find(({ table }) => table === 'users').copied).toBe(60_000 - there);
    expect(await count()).toBe(60_000);
    await using(target, async (store) => {
      expect(await migrate(store as SqliteStore, readMigrations())).toEqual([]);
    });
  });

  test('ends the same wherever it dies', async () => {
    const source = openSqlite(':memory:');
    await migrate(source, readMigrations());
    await fillTables(source, 3);
    // Two fill a page.
    const html = 'x'.repeat(260_000);
    await source.db.updateTable('renditions').set({ html }).execute();
    const before = await dumpDatabase(source);
    // One that migrations fill, one of several pages, and one that refers to another.
    const tables = ['sender_pace', 'renditions', 'policies', 'versions'];
    const shape = (await readShape(readMigrations())).filter(({ name }) => tables.includes(name));
    const migrations = readMigrations().map(({ name }) => name);
    for (let moment = 0; ; moment++) {
      const target = openSqlite(':memory:');
      const fate = fateAt(moment);
      const copyTo = (to: Store) =>
        copyDatabase({
          ...{ source: 'the source', migrations, shape, from: source, to, tell: () => {} },
          migrateTarget: () => migrate(target, readMigrations()),
        });
      await copyTo(dyingStore(target, fate)).catch((error) => {
        if (!(error instanceof Died || error.cause instanceof Died)) throw error;
      });
      // A read under way may end before the process does.
      await Promise.allSettled(fate.leftBehind);
      const comparisons = fate.diedAt() === null ? [] : await copyAgain(copyTo, target);
      expect(
        comparisons.filter(({ isSame }) => !isSame),
        fate.diedAt() ?? '',
      ).toEqual([]);
      const after = await dumpDatabase(target);
      for (const table of [...tables, 'migrations']) expect(after[table]).toEqual(before[table]);
      await target.close();
      if (fate.diedAt() === null) {
        expect(moment).toBeGreaterThan(4);
        break;
      }
    }
    await source.close();
  });
});

/** After the end of its life a copy may be complete and released, and then there is nothing to go on with. */
async function copyAgain(copyTo: (to: Store) => ReturnType<typeof copyDatabase>, target: Store) {
  try {
    return await copyTo(target);
  } catch (error) {
    if (error instanceof StorageError && error.message.startsWith('The target holds rows')) return [];
    throw error;
  }
}

describe('a copy is refused', () => {
  test('into a database that holds anything of its own', async () => {
    const source = await newSource((store) => fillTables(store, 1));
    const target = await newSource(async (store) => {
      const app = await startTestApp({ store });
      await havePolicy(app);
    });
    const before = await dump(`sqlite:${target}`);
    const { code, err } = await copy('--from', `sqlite:${source}`, '--to', `sqlite:${target}`);
    expect(code).toBe(1);
    expect(err).toContain(
      'The target holds rows of its own, in policies, record_secrets, records, versions, version_texts, waiting_records.',
    );
    expect(await dump(`sqlite:${target}`)).toEqual(before);
  });

  test('into an unfinished copy of another database', async () => {
    const [one, other] = [
      await newSource((store) => fillTables(store, 1)),
      await newSource((store) => fillTables(store, 1)),
    ];
    const target = await newSource((store) =>
      store.atomic([
        sql`INSERT INTO migrations (name) VALUES (${`unfinished copy of sqlite:${one}`})`.compile(store.db),
      ]),
    );
    const { code, err } = await copy('--from', `sqlite:${other}`, '--to', `sqlite:${target}`);
    expect([code, err]).toEqual([
      1,
      `The copy stopped: The target is an unfinished copy of sqlite:${one}. Finish that, or use another one.\n`,
    ]);
    expect((await copy('--from', `sqlite:${target}`, '--to', `sqlite:${newFile()}`)).err).toContain(
      `The database is an unfinished copy of sqlite:${one}.`,
    );
  });

  test('from what is not there, is empty, or was never migrated', async () => {
    const target = newFile();
    const empty = await newSource(async () => {});
    const other = newFile();
    await openSqlite(other).close();
    const reasons = [];
    for (const path of [join(folder, 'none'), empty, other]) {
      reasons.push((await copy('--from', `sqlite:${path}`, '--to', `sqlite:${target}`)).err);
    }
    expect(reasons).toEqual([
      `The copy stopped: There is no file ${join(folder, 'none')}.\n`,
      `The copy stopped: sqlite:${empty} holds nothing to copy.\n`,
      `The copy stopped: sqlite:${other} is no database of Proviso's.\n`,
    ]);
    expect(existsSync(target)).toBe(false);
  });

  test('into a D1 without migrations, saying how it gets them', async () => {
    const source = await newSource((store) => fillTables(store, 1));
    const nowhere = join(folder, `d1-${++made}`);
    const args = ['--from', `sqlite:${source}`, '--persist-to', nowhere, '--to'];
    expect((await copy(...args, 'd1:DB')).err).toContain('npx wrangler d1 migrations apply DB');
    expect((await copy(...args, 'd1:OTHER')).err).toContain('no D1 database bound as OTHER; it has d1:DB');
  });

  test.each([
    [[], 'Name both --from and --to.'],
    [['--from', 'sqlite:a'], 'Name both --from and --to.'],
    [['--from', 'sqlite:a', '--to', 'sqlite:./a'], '--from and --to are the same database.'],
    [
      ['--from', 'postgres://u:p@h/d', '--to', 'postgres://v:q@h/d'],
      '--from and --to are the same database.',
    ],
    [['--from', 'mysql:a', '--to', 'sqlite:a'], '--from must start with "sqlite:", "postgres:" or "d1:"'],
    [['--from', 'sqlite:', '--to', 'sqlite:a'], '--from names no file'],
    [['--from', 'sqlite:a', '--to', 'd1:'], '--to names no binding of wrangler.toml, such as d1:DB'],
    [['--from', 'd1:DB', '--to', 'd1:OTHER'], 'wrangler d1 export'],
    [['--from', 'sqlite:a', '--to', 'sqlite:b', '--remote'], 'and there is none'],
    [['--from', 'sqlite:a', '--to', 'sqlite:b', '--fast'], "Unknown option '--fast'"],
    [['sqlite:a', 'sqlite:b'], "Unexpected argument 'sqlite:a'"],
  ])('when it is asked with %j', async (args, words) => {
    const { code, out, err } = await copy(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(words);
    expect(err).toContain('Usage: npm run copy');
  });
});

test('what was written to the source meanwhile is found, and no service starts on such a copy', async () => {
  const path = await newSource((store) => fillTables(store, 20));
  const from = openSqlite(path);
  onTestFinished(() => from.close());
  const target = newFile();
  const to = openSqlite(target);
  const comparisons = await copyDatabase({
    ...{ source: `sqlite:${path}`, migrations: readMigrations().map(({ name }) => name), from, to },
    shape: await readShape(readMigrations()),
    migrateTarget: () => migrate(to, readMigrations()),
    tell: (event) => {
      if (event.kind !== 'copied' || event.table !== 'users') return;
      from.runScript(
        "UPDATE users SET name = 'Someone else' WHERE ref = 'é-7'; DELETE FROM chunks WHERE id = 'é-0'",
      );
    },
  });
  await to.close();
  expect(comparisons.filter(({ isSame }) => !isSame)).toMatchObject([
    { table: 'chunks', rows: { from: 19, to: 20 }, firstDifference: 'id "é-0"' },
    { table: 'users', rows: { from: 20, to: 20 }, firstDifference: 'ref "é-7"' },
  ]);

  const { code, out } = await copy('--from', `sqlite:${path}`, '--to', `sqlite:${target}`);
  expect(code).toBe(1);
  expect(out).toMatch(/users +20 +20 +\w+ +DIFFERS, first at ref "é-7"/);
  expect(out).toContain('Something wrote to the source or to the target after the copy had begun.');
  const service = spawn(NODE[0], NODE.slice(1), {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? '', PORT: '0', DATABASE_URL: `sqlite:${target}` },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  service.stderr.on('data', (data) => {
    said += data;
  });
  expect((await once(service, 'close'))[0]).toBe(1);
  expect(said).toContain('Proviso cannot start: The database is an unfinished copy of');
});

test('it says where the link secret is, and never what', async () => {
  const source = await newSource((store) => fillTables(store, 1));
  writeFileSync(`${source}.link-secret`, 'the-secret-itself');
  const target = newFile();
  const { out } = await copy('--from', `sqlite:${source}`, '--to', `sqlite:${target}`);
  expect(out).toContain(`cp ${source}.link-secret ${target}.link-secret`);
  expect(out).not.toContain('the-secret-itself');
});

test('a password is never shown', () => {
  const named = (address: string) => nameOf(readPlace(address, '--from', NO_D1));
  expect(named('postgres://me:hidden@db.example:5433/proviso?password=hidden&sslmode=require')).toBe(
    'postgres://db.example:5433/proviso?sslmode=require',
  );
});

test('--help says what each kind of address is', async () => {
  const { code, out } = await copy('--help');
  expect(code).toBe(0);
  for (const word of ['sqlite:PATH', 'postgres://', 'd1:BINDING', '--remote', '--env NAME']) {
    expect(out).toContain(word);
  }
});
