import { rmSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { checkStart } from '../src/runtime/check-start.ts';
import { readConfig } from '../src/runtime/settings/config.ts';
import { openPostgres } from '../src/storage/engines/postgres.ts';
import { openPostgresSnapshot } from '../src/storage/engines/postgres-snapshot.ts';
import { playStory } from './runtimes/story.ts';
import { failures, verified } from './support/evidence.ts';
import { startService } from './support/node-service.ts';
import {
  FOLLOWS_NAMES,
  HAS_PGBOUNCER,
  makeCertificate,
  NO_NAMES,
  startPgBouncer,
  WITH_PGBOUNCER,
} from './support/pgbouncer.ts';
import { type PostgresServer, startPostgres } from './support/postgres.ts';
import { scratchFolder } from './support/scratch.ts';
import { WEBHOOK_SECRET } from './support/sign-webhook.ts';
import { LINK_SECRET } from './support/test-app.ts';
import { askAt } from './support/worker.ts';

let server: PostgresServer;
beforeAll(async () => {
  if (HAS_PGBOUNCER) server = await startPostgres();
});
afterAll(() => server?.stop());

/** Opens the store twice, as two processes do, and has both read and write the same statements at once. */
async function useFromTwoProcesses(url: string) {
  const stores = await Promise.all([1, 2].map(() => openPostgres(url, { now: Date.now })));
  onTestFinished(async () => {
    await Promise.all(stores.map((one) => one.close()));
  });
  const [first] = stores;
  await first?.runScript('CREATE TABLE IF NOT EXISTS steps (id text PRIMARY KEY)');
  const rounds = Array.from({ length: 40 }, (_, round) =>
    stores.map(async ({ db, atomic }, place) => {
      const [one, other] = [`${round}-${place}-a`, `${round}-${place}-b`];
      await atomic([
        sql`INSERT INTO steps (id) VALUES (${one})`.compile(db),
        sql`INSERT INTO steps (id) VALUES (${other})`.compile(db),
      ]);
      const { rows } = await sql<{ id: string }>`SELECT id FROM steps WHERE id = ${other}`.execute(db);
      return rows;
    }),
  );
  const answers = await Promise.all(rounds.flat());
  expect(answers.filter((rows) => rows.length !== 1)).toEqual([]);
  await first?.runScript('DROP TABLE steps');
  return stores.map(({ manner }) => manner);
}

describe.skipIf(!HAS_PGBOUNCER)(WITH_PGBOUNCER, () => {
  test('in transaction mode, and with nothing set for it, the whole story is told and can be proved', async () => {
    const url = await startPgBouncer(server.url, { pool_mode: 'transaction', ...NO_NAMES });
    const service = await startService({
      ...{ DATABASE_URL: url, LOG_KEY: '01'.repeat(32), RESEND_WEBHOOK_SECRET: WEBHOOK_SECRET },
      ...{ ASSERTION_KEYS: `one:${'02'.repeat(32)}` },
    });
    onTestFinished(async () => {
      await service.end('SIGTERM');
    });
    const scenes = await playStory({ ask: askAt(service.url) });
    expect(scenes.length).toBeGreaterThan(60);
    expect(scenes.filter(({ answer }) => answer.status >= 500)).toEqual([]);
    const bundle = await service.ask('GET', '/v1/users/bo/evidence');
    expect(failures(verified(JSON.stringify(bundle.body)))).toEqual([]);
    const snapshot = await openPostgresSnapshot(url);
    await sql`SELECT count(*) FROM users`.execute(snapshot.db);
    await snapshot.close();
    const config = readConfig({ DATABASE_URL: url, LINK_SECRET, PUBLIC_URL: 'https://a.example' });
    let said = '';
    await checkStart(config, (text) => {
      said += text;
    });
    expect(said).toContain(' ✓ the database is up to date (behind a pooler,');
  });

  test('in transaction mode nothing is left on a connection that is another’s next', async () => {
    const url = await startPgBouncer(server.url, { pool_mode: 'transaction', ...NO_NAMES });
    const manner = { isDirect: false, keepsNames: false };
    expect(await useFromTwoProcesses(url)).toEqual([manner, manner]);
    const { db, close } = await openPostgres(url, { now: Date.now });
    const left = await sql<{ names: number; timeout: string }>`SELECT
      (SELECT count(*) FROM pg_prepared_statements) AS names,
      current_setting('statement_timeout') AS timeout`.execute(db);
    expect(left.rows).toEqual([{ names: 0, timeout: '0' }]);
    await close();
  });

  test('in session mode it works as well', async () => {
    const url = await startPgBouncer(server.url, { pool_mode: 'session', default_pool_size: 30 });
    expect((await useFromTwoProcesses(url)).map(({ isDirect }) => isDirect)).toEqual([false, false]);
  });

  test.skipIf(!FOLLOWS_NAMES)('that follows names of statements, names are used', async () => {
    const url = await startPgBouncer(server.url, { pool_mode: 'transaction', max_prepared_statements: 100 });
    const manner = { isDirect: false, keepsNames: true };
    expect(await useFromTwoProcesses(url)).toEqual([manner, manner]);
  });

  test('TLS to it is checked against the authority that the URL names, and against none that it does not', async () => {
    const folder = scratchFolder('certificate');
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const { certificate, key } = makeCertificate(folder);
    const url = await startPgBouncer(server.url, {
      pool_mode: 'transaction',
      ...{ client_tls_sslmode: 'require', client_tls_cert_file: certificate, client_tls_key_file: key },
    });
    const trusted = await openPostgres(`${url}?sslmode=verify-full&sslrootcert=${certificate}`, {
      now: Date.now,
    });
    await trusted.close();
    await expect(openPostgres(`${url}?sslmode=verify-full`, { now: Date.now })).rejects.toThrow(
      /self-signed certificate/,
    );
  });
});

test.skipIf(!HAS_PGBOUNCER)('without anything in between, connections are ours alone', async () => {
  const { manner, close } = await openPostgres(server.url, { now: Date.now });
  expect(manner).toEqual({ isDirect: true, keepsNames: true });
  await close();
});
