import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readMigrations } from '../../../src/runtime/migration-files.ts';
import { migrate } from '../../../src/storage/engines/migrate.ts';
import { openPostgres } from '../../../src/storage/engines/postgres.ts';
import { StorageError, StorageUnavailable, type Store } from '../../../src/storage/store.ts';
import {
  checkOf,
  dumpDatabase,
  haveAccepted,
  havePolicy,
  havePublished,
  haveUsers,
  TEXT_2,
  testApp,
} from '../../support/arrange.ts';
import {
  createPostgresDatabase,
  dropPostgresDatabase,
  openPostgresDatabase,
  openTestStore,
  postgresUrl,
} from '../../support/databases.ts';
import { startPostgres } from '../../support/postgres.ts';
import { startTestApp } from '../../support/test-app.ts';

const urlWith = (change: (url: URL) => void) => {
  const url = new URL(postgresUrl('nowhere'));
  change(url);
  return url.href;
};

async function refusal(url: string): Promise<Error> {
  return openPostgres(url, { now: Date.now }).then(
    () => expect.fail('it was opened'),
    (error) => error,
  );
}

describe('a PostgreSQL that cannot be used is refused, with what to do and without its password', () => {
  test.each<[string, () => string, RegExp]>([
    [
      'nobody listens',
      () => urlWith((url) => (url.port = '1')),
      /at \S+:1 cannot be used: .*ECONNREFUSED.* Start it, or correct DATABASE_URL/,
    ],
    [
      'there is no such machine',
      () => urlWith((url) => (url.hostname = 'nowhere.invalid')),
      /nowhere\.invalid.*ENOTFOUND|EAI_AGAIN/,
    ],
    [
      'the password is wrong',
      () => urlWith((url) => (url.password = 'not-it-secret')),
      /does not let the user "postgres" in/,
    ],
    ['there is no such database', () => postgresUrl('nowhere'), /has no database "nowhere"\. Create it/],
    ['it offers no TLS', () => urlWith((url) => url.searchParams.set('sslmode', 'require')), /SSL/],
  ])('%s', async (_, url, message) => {
    const error = await refusal(url());
    expect(error).toBeInstanceOf(StorageError);
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain('secret');
    expect(error.message).not.toContain('postgres:postgres');
  });

  test.each(['LATIN1', 'SQL_ASCII'])('its text is %s', async (encoding) => {
    const name = await createPostgresDatabase(
      'empty',
      `ENCODING '${encoding}' LOCALE_PROVIDER libc LOCALE 'C'`,
    );
    onTestFinished(() => dropPostgresDatabase(name));
    expect((await refusal(postgresUrl(name))).message).toContain("ENCODING 'UTF8'");
  });

  test.each([
    ['behind', -1_500],
    ['ahead', 1_500],
  ])('our clock is %s of its clock by more than a second', async (_, byMs) => {
    const name = await createPostgresDatabase('migrated');
    onTestFinished(() => dropPostgresDatabase(name));
    const opening = openPostgres(postgresUrl(name), { now: () => Date.now() + byMs });
    await expect(opening).rejects.toThrow(/clock and PostgreSQL's differ by 1\.[3-5] seconds/);
    await expect(opening).rejects.toThrow(StorageError);
  });
});

test('a clock within a second is good enough', async () => {
  const name = await createPostgresDatabase('migrated');
  onTestFinished(() => dropPostgresDatabase(name));
  const store = await openPostgres(postgresUrl(name), { now: () => Date.now() + 700 });
  await store.close();
});

test('text, numbers and counts come back as they are, and instants stay text', async () => {
  const store = await openTestStore();
  onTestFinished(() => store.close());
  const { rows } = await sql`SELECT count(*) AS counted, CAST(7 AS INTEGER) AS number, 'x' AS text,
    TIMESTAMP '2026-11-22 09:00:00' AS moment, NULL AS nothing`.execute(store.db);
  expect(rows).toEqual([
    { counted: 7 - 6, number: 7, text: 'x', moment: '2026-11-22 09:00:00', nothing: null },
  ]);
});

describe('what many ask at the same moment', () => {
  const asking = async () => {
    const { askSoon } = (await openTestStore()).db;
    if (askSoon === undefined) throw new Error('nothing stands in between');
    return (text: string, ...values: unknown[]) => askSoon<{ answer: number; pid: number }>(text, values);
  };

  test('goes over few connections, and each gets its own answer', async () => {
    const ask = await asking();
    const answers = await Promise.all(
      Array.from({ length: 500 }, (_, i) =>
        sleep(i % 7).then(() => ask('SELECT CAST($1 AS int) AS answer, pg_backend_pid() AS pid', i)),
      ),
    );
    expect(answers.map(([row]) => row?.answer)).toEqual(Array.from({ length: 500 }, (_, i) => i));
    expect(new Set(answers.map(([row]) => row?.pid)).size).toBeLessThanOrEqual(3);
  });

  test('fails alone where it fails', async () => {
    const ask = await asking();
    const answers = await Promise.allSettled(
      Array.from({ length: 50 }, (_, i) => ask('SELECT 10 / CAST($1 AS int) AS answer', i % 5)),
    );
    expect(answers.flatMap((one, i) => (one.status === 'rejected' ? [i % 5] : []))).toEqual(
      Array(10).fill(0),
    );
  });

  test('fails whole where its connection breaks, and is answered again after that', async () => {
    const ask = await asking();
    const answers = await Promise.allSettled([
      ask('SELECT 1 AS answer'),
      ask('SELECT 1 AS answer FROM pg_terminate_backend(pg_backend_pid())'),
      ask('SELECT 2 AS answer'),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    for (const one of answers) {
      if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(StorageUnavailable);
    }
    expect(await ask('SELECT 3 AS answer')).toEqual([{ answer: 3 }]);
  });
});

test('two writes that wait for each other both happen', async () => {
  const store = await openTestStore();
  onTestFinished(() => store.close());
  const key = (id: string) =>
    sql`INSERT INTO api_keys (id, name, role, secret_hash, created_at, created_by)
      VALUES (${id}, '', 'app', '', '', '')`.compile(store.db);
  await store.atomic([key('a'), key('b')]);
  const append = (id: string, text: string) =>
    sql`UPDATE api_keys SET name = name || ${text} WHERE id = ${id}`.compile(store.db);
  const pause = sql`SELECT pg_sleep(0.05)`.compile(store.db);
  await Promise.all([
    store.atomic([append('a', 'x'), pause, append('b', 'x')]),
    store.atomic([append('b', 'y'), pause, append('a', 'y')]),
  ]);
  const rows = await store.db.selectFrom('api_keys').select(['id', 'name']).orderBy('id').execute();
  for (const { name } of rows) expect([...name].toSorted().join('')).toBe('xy');
});

test('of a write whose connection breaks nothing is done', async () => {
  const store = await openPostgresDatabase(await createPostgresDatabase('migrated'));
  onTestFinished(() => store.close());
  const key = (id: string) =>
    sql`INSERT INTO api_keys (id, name, role, secret_hash, created_at, created_by)
      VALUES (${id}, '', 'app', '', '', '')`.compile(store.db);
  const breaking = (which: 'break' | 'hold') =>
    sql`SELECT CASE ${which} WHEN 'break' THEN pg_terminate_backend(pg_backend_pid()) END`.compile(store.db);
  for (const id of ['a', 'b']) await store.atomic([key(id), breaking('hold'), key(`${id}-after`)]);
  await expect(store.atomic([key('c'), breaking('break'), key('d')])).rejects.toThrow(StorageUnavailable);
  expect(await store.atomic([key('e'), breaking('hold'), key('f')])).toEqual([1, 1, 1]);
  const rows = await store.db.selectFrom('api_keys').select('id').orderBy('id').execute();
  expect(rows.map(({ id }) => id)).toEqual(['a', 'a-after', 'b', 'b-after', 'e', 'f']);
});

test('a withdrawal waits for an acceptance under way, and knows of it', async () => {
  const app = await testApp();
  await havePolicy(app);
  await haveUsers(app, 'ada', 'ben');
  await havePublished(app);
  app.wait(1000);
  // The acceptance takes its time between its first statement and the rest.
  const pause = sql`SELECT pg_sleep(0.4)`.compile(app.store.db);
  const atomic: Store['atomic'] = ([first, ...rest]) =>
    app.store.atomic(first === undefined ? [] : [first, pause, ...rest]);
  const slow = await startTestApp({ store: { ...app.store, atomic }, now: app.clock.now });
  const accepting = haveAccepted(slow, 'ada', 2);
  await untilAsleep(app.store);
  const { status } = await app.ask('POST', `${VERSIONS}/2/withdrawal`, { reason: 'A mistake.' });
  expect(status).toBe(200);
  await accepting;
  const touched = await app.store.db
    .selectFrom('users')
    .select('user_id')
    .where('touched_at', '=', app.clock.now)
    .execute();
  expect(touched).toEqual([{ user_id: 'ada' }]);
});

test('the server knows what a table holds each time it has doubled, and not more often', async () => {
  const store = await openPostgresDatabase(await createPostgresDatabase('migrated'));
  onTestFinished(() => store.close());
  await store.runScript('CREATE TABLE grown (n INTEGER)');
  const grow = (rows: number) =>
    store.atomic([
      sql`INSERT INTO grown SELECT 1 FROM generate_series(1, CAST(${rows} AS integer))`.compile(store.db),
    ]);
  const known = async () => {
    const { rows } = await sql<{ known: number }>`
      SELECT CAST(reltuples AS integer) AS known FROM pg_class WHERE relname = 'grown'`.execute(store.db);
    return rows[0]?.known;
  };
  await grow(10_000);
  await expect.poll(known, { timeout: 10_000 }).toBe(10_000);
  await grow(9_000);
  await sleep(1_000);
  expect(await known()).toBe(10_000);
  await grow(2_000);
  await expect.poll(known, { timeout: 10_000 }).toBe(21_000);
});

test.each([
  ['', '1.1'],
  ['?options=-c%20random_page_cost%3D3', '3'],
])('connections plan for disks that find any page as fast, or as the URL says (%s)', async (query, cost) => {
  const name = await createPostgresDatabase('migrated');
  onTestFinished(() => dropPostgresDatabase(name));
  const store = await openPostgres(postgresUrl(name) + query, { now: Date.now });
  const { rows } = await sql`SELECT current_setting('random_page_cost') AS cost`.execute(store.db);
  await store.close();
  expect(rows).toEqual([{ cost }]);
});

test('a statement prepared before a migration still answers after it', async () => {
  const store = await openPostgresDatabase(await createPostgresDatabase('migrated'));
  onTestFinished(() => store.close());
  const read = () => store.db.selectFrom('policies').selectAll().execute();
  for (let i = 0; i < 3; i++) expect(await read()).toEqual([]);
  const later = { name: '9999_later.sql', script: 'ALTER TABLE policies ADD COLUMN later TEXT' };
  await migrate(store, [...readMigrations(), later]);
  for (let i = 0; i < 3; i++) expect(await read()).toEqual([]);
});

test('what is closed is closed, also twice', async () => {
  const store = await openPostgresDatabase(await createPostgresDatabase('migrated'));
  await store.close();
  await store.close();
  await expect(store.db.selectFrom('policies').selectAll().execute()).rejects.toThrow(StorageUnavailable);
  await expect(store.atomic([])).rejects.toThrow(StorageUnavailable);
});

const NEXT = { content: TEXT_2, change: 'substantial', summary: 'Logs are kept longer.' };
const VERSIONS = '/v1/policies/privacy/versions';

const AWAY = {
  type: '/problems/unavailable',
  title: 'The service cannot reach its records',
  status: 503,
  detail:
    'What was asked for may have been done or not. Ask again in a few seconds, with the same Idempotency-Key if there was one, so that nothing is done twice.',
  requestId: expect.any(String),
};

test('a PostgreSQL that goes away and comes back is told to callers, and nothing is lost', async () => {
  const server = await startPostgres();
  onTestFinished(server.stop);
  const lost: string[] = [];
  const store = await openPostgres(server.url, {
    now: Date.now,
    onLost: (error) => lost.push(error.message),
  });
  await migrate(store, readMigrations());
  const app = await startTestApp({ store });
  onTestFinished(() => store.close());
  await havePolicy(app);
  await haveUsers(app, 'ada');
  await haveAccepted(app, 'ada');
  const before = await dumpDatabase(store);

  // It goes while some connections are in use and some are not.
  const check = () => app.ask('GET', '/v1/users/ada/policies/privacy');
  await Promise.all(Array.from({ length: 20 }, check));
  const asked = [check(), check()];
  await server.halt();
  await Promise.all(asked);
  for (const [method, path, body] of [
    ['POST', VERSIONS, NEXT],
    ['GET', '/v1/users/ada/policies/privacy', undefined],
  ] as const) {
    const answer = await app.ask(method, path, body, { 'idempotency-key': 'one' });
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.body).toEqual(AWAY);
  }
  const health = await app.ask('GET', '/healthz');
  expect(health).toMatchObject({
    status: 503,
    body: { status: 'unavailable', database: 'unreachable' },
  });
  expect(lost.length).toBeGreaterThan(0);

  await server.restart();
  expect(await dumpDatabase(store)).toEqual(before);
  expect((await app.ask('POST', VERSIONS, NEXT, { 'idempotency-key': 'one' })).status).toBe(201);
  expect((await app.ask('GET', '/healthz')).status).toBe(200);
  await app.deliver();
  expect((await checkOf(app, 'ada')).upcoming[0].toldAt).not.toBeNull();
});

test.each(['before the server has it', 'before we have the answer'] as const)(
  'a publication whose connection breaks %s is posted once',
  async (when) => {
    const name = await createPostgresDatabase('migrated');
    onTestFinished(() => dropPostgresDatabase(name));
    const relay = await startRelay(Number(new URL(postgresUrl(name)).port));
    onTestFinished(relay.close);
    const url = new URL(postgresUrl(name));
    url.port = String(relay.port);
    const store = await openPostgres(url.href, { now: Date.now });
    onTestFinished(() => store.close());
    const app = await startTestApp({ store });
    await havePolicy(app);
    await haveUsers(app, 'ada');

    relay.cutAt('COMMIT', when === 'before the server has it' ? 'question' : 'answer');
    const key = { 'idempotency-key': 'one' };
    expect((await app.ask('POST', VERSIONS, NEXT, key)).body).toEqual(AWAY);
    const posted = (await app.ask('GET', VERSIONS)).body.items.length;
    expect(posted).toBe(when === 'before the server has it' ? 1 : 2);
    const repeated = await app.ask('POST', VERSIONS, NEXT, key);
    expect(repeated).toMatchObject({ status: 201, body: { version: 2 } });
    expect((await app.ask('GET', VERSIONS)).body.items).toHaveLength(2);
    await app.deliver();
    const { body } = await app.ask('GET', `${VERSIONS}/2/progress`);
    expect(body).toMatchObject({ toTell: 1, sent: 1, told: 1 });
  },
);

/** Waits until some statement sleeps on the server. */
async function untilAsleep({ db }: Pick<Store, 'db'>): Promise<void> {
  for (;;) {
    const { rows } = await sql`SELECT 1 FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event = 'PgSleep'`.execute(db);
    if (rows.length > 0) return;
    await sleep(5);
  }
}

/** A way to a server that breaks at will. */
type Relay = {
  readonly port: number;
  readonly close: () => void;
  /** Breaks the connection that next says `words`: before the server hears them, or when it answers. */
  readonly cutAt: (words: string, instead: 'question' | 'answer') => void;
};

async function startRelay(port: number): Promise<Relay> {
  const sockets = new Set<Socket>();
  let cut: { readonly words: string; readonly instead: 'question' | 'answer' } | null = null;
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    const end = () => {
      near.destroy();
      far.destroy();
    };
    let isDeaf = false;
    near.on('data', (data) => {
      const isCut = cut !== null && data.includes(cut.words);
      if (isCut && cut?.instead === 'question') {
        cut = null;
        end();
        return;
      }
      if (isCut) {
        cut = null;
        isDeaf = true;
      }
      far.write(data);
    });
    let answered = '';
    far.on('data', (data) => {
      if (!isDeaf) {
        near.write(data);
        return;
      }
      answered += data.toString('latin1');
      if (answered.includes('COMMIT')) end();
    });
    for (const one of [near, far]) {
      sockets.add(one);
      one.on('error', () => {});
      one.on('close', end);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    cutAt: (words, instead) => {
      cut = { words, instead };
    },
    close: () => {
      server.close();
      for (const one of sockets) one.destroy();
    },
  };
}
