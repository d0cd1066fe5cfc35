import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { readWorkerConfig } from '../../src/runtime/settings/worker-config.ts';
import { openD1 } from '../../src/storage/engines/d1.ts';
import { type D1Databases, d1UnderContract, startD1 } from '../support/d1.ts';
import { ADMIN_KEY, LINK_SECRET } from '../support/test-app.ts';
import { type RunningWorker, startWorker } from '../support/worker.ts';

async function workerWith(
  env: Readonly<Record<string, string>>,
  options?: { readonly isMigrated: boolean },
): Promise<RunningWorker> {
  const worker = await startWorker(env, options);
  onTestFinished(() => worker.close());
  return worker;
}

const cannotStart = (detail: unknown) => ({
  type: '/problems/not-set-up',
  title: 'The service cannot start',
  status: 503,
  detail,
});

describe('a Worker that is not set up says what to do', () => {
  test('without a setting that it needs, at each request and each run', async () => {
    const worker = await workerWith({ ADMIN_KEY: '' }, { isMigrated: false });
    const { status, body } = await worker.ask('GET', '/healthz');
    expect(status).toBe(503);
    expect(body).toEqual(cannotStart('ADMIN_KEY must be set: npx wrangler secret put ADMIN_KEY'));
    expect(await worker.cron()).toBe('exception');
    expect(worker.takeLog()).toContainEqual(
      expect.objectContaining({ level: 'error', message: 'cannot start', error: body.detail }),
    );
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ['without ADMIN_KEY', { ADMIN_KEY: '' }, /^ADMIN_KEY must be set: npx wrangler secret put ADMIN_KEY$/],
    ['without LINK_SECRET', { LINK_SECRET: '' }, /^LINK_SECRET must be set/],
    ['without PUBLIC_URL', { PUBLIC_URL: '' }, /^PUBLIC_URL must be set/],
    [
      'with an SMTP relay, to which it cannot speak',
      { MAIL_URL: 'smtp://u:swordfish@mail.example' },
      /a Worker cannot speak SMTP/,
    ],
    [
      'with a key for mails that came back, which it does not take',
      { BOUNCE_KEY: 'a-key-that-is-long-enough-for-anybody' },
      /^BOUNCE_KEY is set/,
    ],
  ])('%s', (_, change, message) => {
    const bindings = {
      ...{ PUBLIC_URL: 'http://localhost:8787', MAIL_FROM: 'Lantern <notices@lantern.example>' },
      ...{ ADMIN_KEY, LINK_SECRET, DB: {} },
    };
    expect(readWorkerConfig(bindings).adminKey).toBe(ADMIN_KEY);
    expect(() => readWorkerConfig({ ...bindings, ...change })).toThrow(message);
    expect(() => readWorkerConfig({ ...bindings, ...change })).not.toThrow('swordfish');
  });

  test('on a D1 without migrations, and serves once they are there', async () => {
    const worker = await workerWith({}, { isMigrated: false });
    const { status, body } = await worker.ask('GET', '/v1/policies');
    expect(status).toBe(503);
    expect(body).toEqual(
      cannotStart(expect.stringContaining('npx wrangler d1 migrations apply DB --remote')),
    );
    expect(body.detail).not.toContain('SQLITE_ERROR');
    await worker.migrate();
    expect((await worker.ask('GET', '/v1/policies')).status).toBe(200);
  });

  test('on a D1 that lacks the latest migration, or that a newer program migrated', async () => {
    const worker = await workerWith({});
    const { db } = openD1(await worker.database());
    await sql`INSERT INTO d1_migrations (name) VALUES ('9999_later.sql')`.execute(db);
    expect((await worker.ask('GET', '/v1/policies')).body).toEqual(
      cannotStart(expect.stringMatching(/migrated by a newer Proviso \(9999_later\.sql\)/)),
    );
    await sql`UPDATE d1_migrations SET name = '0001_another.sql' WHERE name = '0001_policies.sql'`.execute(
      db,
    );
    expect((await worker.ask('GET', '/v1/policies')).body).toEqual(
      cannotStart(expect.stringMatching(/lacks 0001_policies\.sql\. Run "npx wrangler/)),
    );
    await sql`UPDATE d1_migrations SET name = '0001_init.sql' WHERE name = '0001_another.sql'`.execute(db);
    expect((await worker.ask('GET', '/v1/policies')).body).toEqual(
      cannotStart(expect.stringMatching(/before its first release.*start anew/)),
    );
  });
});

describe('the migrations', () => {
  let databases: D1Databases;
  beforeAll(async () => {
    databases = await startD1(1);
  });
  afterAll(() => databases.close());

  test('make the same schema by wrangler as by our own runner', async () => {
    const worker = await workerWith({});
    const byWrangler = openD1(await worker.database());
    const { rows } = await sql<{ name: string }>`SELECT type, name, tbl_name, sql FROM sqlite_master
      WHERE substr(name, 1, 4) <> '_cf_' ORDER BY type, name`.execute(byWrangler.db);
    const { schema } = await d1UnderContract(databases, 'migrated');
    const records = /^(d1_migrations|sqlite_sequence|migrations|sqlite_autoindex_(d1_)?migrations_1)$/;
    const ours = (all: readonly { readonly name: string }[]) => all.filter(({ name }) => !records.test(name));
    expect(ours(rows)).toEqual(ours((await schema()) as typeof rows));
    expect(ours(rows).length).toBeGreaterThan(30);
  });
});
