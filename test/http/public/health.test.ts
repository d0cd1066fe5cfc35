import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { addMs } from '../../../src/domain/instant.ts';
import { pauseSender } from '../../../src/storage/sending/pace.ts';
import { haveAccepted, havePolicy, havePublished, haveUsers, testApp } from '../../support/arrange.ts';
import { rememberingMailer } from '../../support/remembering-mailer.ts';
import type { TestApp } from '../../support/test-app.ts';

const healthOf = async ({ ask }: TestApp) =>
  (await ask('GET', '/healthz', undefined, { authorization: '' })).body;

const aboutOf = async (app: TestApp) =>
  (await healthOf(app)).attention.map((one: { about: string }) => one.about);

describe('health', () => {
  test('is good while the database answers and nobody has to see to anything', async () => {
    const { ask } = await testApp();
    const { status, headers, body } = await ask('GET', '/healthz', undefined, { authorization: '' });
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toEqual({
      ...{ status: 'ok', attention: [], database: 'ok' },
      mail: { state: 'local' },
      log: { state: 'signed', origin: 'localhost:8787/log' },
    });
  });

  test('is not while the database does not answer', async () => {
    const { ask, store } = await testApp();
    await store.close();
    const { status, body } = await ask('GET', '/healthz');
    expect(status).toBe(503);
    expect(body).toMatchObject({ status: 'unavailable', database: 'unreachable' });
  });

  test('needs attention while notices wait for somewhere to go, and they do wait', async () => {
    const app = await testApp({ mailer: null });
    await havePolicy(app);
    await haveUsers(app, 'ada');
    await havePublished(app);
    await app.deliver();
    expect(await healthOf(app)).toMatchObject({ status: 'attention', mail: { state: 'waiting' } });
    expect(await aboutOf(app)).toEqual(['mail-waiting']);
    const { body } = await app.ask('GET', '/v1/policies/privacy/versions/2/progress');
    expect(body).toMatchObject({ toTell: 1, queued: 1, sent: 0, told: 0 });
  });

  test('needs attention while the provider takes nothing, and not for a moment of its pace', async () => {
    const app = await testApp();
    const pause = async (ms: number) =>
      app.store.atomic([
        pauseSender(app.store.db, {
          until: addMs(app.clock.now, ms),
          problem: 'no quota of ada@example.com',
        }),
      ]);
    await pause(2_000);
    expect(await aboutOf(app)).toEqual([]);
    await pause(60_000);
    expect(await aboutOf(app)).toEqual(['mail-paused']);
    // Anybody may ask, so what the provider said stays in the log.
    expect(JSON.stringify(await healthOf(app))).not.toContain('quota');
    app.wait(61_000);
    expect(await aboutOf(app)).toEqual([]);
  });

  test('needs attention while nobody can tell of a mail, until somebody resolves it', async () => {
    const app = await testApp({ mailer: rememberingMailer([{ kind: 'unknown', problem: 'no answer' }]) });
    await havePolicy(app);
    await haveUsers(app, 'ada');
    await haveAccepted(app, 'ada');
    await havePublished(app);
    await app.deliver();
    expect(await aboutOf(app)).toEqual(['mail-unknown']);
    const { rows } = await sql<{ id: string }>`SELECT id FROM deliveries WHERE state = 'unknown'`.execute(
      app.store.db,
    );
    const path = `/v1/policies/privacy/versions/2/deliveries/${rows[0]?.id}/resolve`;
    await app.ask('POST', path, { as: 'sent', reason: 'it stands in the log of the provider' });
    expect(await aboutOf(app)).toEqual([]);
  });

  test('needs attention for what a process knows of itself', async () => {
    const own = [{ about: 'rounds-stuck', detail: 'start it anew' }] as const;
    expect(await healthOf(await testApp({ ownAttention: own }))).toMatchObject({
      status: 'attention',
      attention: own,
    });
  });
});

describe('a process', () => {
  test('is alive while it turns, whatever its database does', async () => {
    const { ask, store } = await testApp();
    await store.close();
    const { status, headers, body } = await ask('GET', '/livez', undefined, { authorization: '' });
    expect([status, headers.get('cache-control'), body]).toEqual([200, 'no-store', { status: 'ok' }]);
  });

  test('is ready while its database answers, also where mails wait or a restore does', async () => {
    const { ask } = await testApp({ mailer: null });
    const { status, body } = await ask('GET', '/readyz', undefined, { authorization: '' });
    expect([status, body]).toEqual([200, { status: 'ok' }]);
  });

  test('is not ready where its database is away', async () => {
    const { ask, store } = await testApp();
    await store.close();
    const { status, body } = await ask('GET', '/readyz');
    expect([status, body]).toEqual([503, { status: 'unavailable', reason: 'The database does not answer.' }]);
  });

  test('is not ready where the database is older than it, and is where that is newer', async () => {
    const { ask, store } = await testApp();
    await sql`INSERT INTO migrations (name) VALUES ('9999_of_a_newer_release.sql')`.execute(store.db);
    expect((await ask('GET', '/readyz')).status).toBe(200);
    await sql`DELETE FROM migrations WHERE name = '0030_notices_smtp.sql'`.execute(store.db);
    const { status, body } = await ask('GET', '/readyz');
    expect([status, body.reason]).toEqual([
      503,
      'The database is older than this process: it lacks 0030_notices_smtp.sql.',
    ]);
  });
});
