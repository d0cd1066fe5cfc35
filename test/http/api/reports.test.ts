import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Store } from '../../../src/storage/store.ts';
import { askOk, haveAccepted, havePolicy, havePublished, haveUsers, testApp } from '../../support/arrange.ts';
import { rememberingMailer } from '../../support/remembering-mailer.ts';
import { mailEvent, report, WEBHOOK_SECRET } from '../../support/sign-webhook.ts';
import { ADMIN_KEY, openTestStore, startTestApp, type TestApp } from '../../support/test-app.ts';

const ACCEPTANCES = '/v1/policies/privacy/versions/1/acceptances.csv';
const DELIVERIES = '/v1/policies/privacy/versions/2/deliveries.csv';
const KEY = { authorization: `Bearer ${ADMIN_KEY}` };

/** The rows of a report by its columns. Nothing in these tests holds a quote or a comma. */
async function readReport(app: Pick<TestApp, 'ask'>, path: string) {
  const { body, headers } = await askOk(app, 'GET', path);
  const lines = (body as string).split('\r\n');
  expect(lines.pop()).toBe('');
  const [head = '', ...rest] = lines.map((line) => line.replaceAll('"', ''));
  const names = head.split(',');
  const rows = rest.map((line) =>
    Object.fromEntries(line.split(',').map((cell, index) => [names[index] ?? '?', cell])),
  );
  return { names, rows, headers };
}

async function importMany(app: TestApp, count: number, accepted: Record<string, unknown>): Promise<void> {
  const lines = Array.from({ length: count }, (_, i) =>
    JSON.stringify({ user: `u${i}`, email: `u${i}@example.com`, accepted }),
  );
  await askOk(app, 'POST', '/v1/users/import', lines.join('\n'));
}

describe('the report of a version’s acceptances', () => {
  test('names who accepted it how and when, as a file for a spreadsheet', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada', 'eve');
    const acceptance = { user: 'ada', policy: 'privacy', version: 1, method: 'checkbox', ip: '203.0.113.7' };
    const { body: accepted } = await askOk(app, 'POST', '/v1/acceptances', acceptance);
    await haveAccepted(app, 'eve');
    await askOk(app, 'DELETE', '/v1/users/eve');

    const { names, rows, headers } = await readReport(app, ACCEPTANCES);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(headers.get('content-disposition')).toBe('attachment; filename="privacy-1-acceptances.csv"');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(names.join(' ')).toBe(
      'id user ref policy version basis acceptedAt recordedAt contentHash locale method source actor voidedAt voidedBy presentation seat counts',
    );
    expect(rows).toEqual([
      {
        ...{ id: accepted.id, user: 'ada', ref: expect.stringMatching(/^[0-9a-f-]{36}$/), policy: 'privacy' },
        ...{ version: '1', basis: 'explicit', contentHash: accepted.contentHash, locale: 'en' },
        ...{ acceptedAt: '2026-11-22T09:00:00.000Z', recordedAt: '2026-11-22T09:00:00.000Z' },
        ...{ method: 'checkbox', source: '', actor: 'admin', voidedAt: '', voidedBy: '', counts: 'yes' },
        ...{ presentation: '', seat: '' },
      },
      expect.objectContaining({ user: '', ref: expect.stringMatching(/^[0-9a-f-]{36}$/), basis: 'explicit' }),
    ]);
  });

  test('begins with the mark of UTF-8, and holds people’s ids of every script', async () => {
    const app = await testApp();
    await havePolicy(app);
    await askOk(
      app,
      'POST',
      '/v1/users/import',
      '{"user":"käthe 世界","email":null,"accepted":{"privacy":1}}',
    );
    const response = await app.app.request(ACCEPTANCES, { headers: KEY });
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toContain('käthe 世界');
  });

  test('runs nothing in a spreadsheet', async () => {
    const app = await testApp();
    await havePolicy(app);
    const line = { user: '=1+1', email: null, accepted: { privacy: { version: 1, source: '＠SUM(A1)' } } };
    await askOk(app, 'POST', '/v1/users/import', JSON.stringify(line));
    const { rows } = await readReport(app, ACCEPTANCES);
    expect(rows).toMatchObject([{ user: "'=1+1", source: "'＠SUM(A1)" }]);
  });

  test('holds each of them once, however many pages it takes', async () => {
    const app = await testApp();
    await havePolicy(app);
    await importMany(app, 1_201, { privacy: 1 });
    const { rows } = await readReport(app, ACCEPTANCES);
    expect(rows).toHaveLength(1_201);
    expect(new Set(rows.map((row) => row.user)).size).toBe(1_201);
  });

  test('says which count no more, and since when', async () => {
    const app = await testApp({ mailer: rememberingMailer(), webhookSecret: WEBHOOK_SECRET });
    await havePolicy(app);
    await haveUsers(app, 'ada', 'bob');
    for (const user of ['ada', 'bob']) await haveAccepted(app, user);
    await havePublished(app);
    await app.deliver();
    await haveAccepted(app, 'bob', 2);
    await askOk(app, 'POST', '/v1/terminations', { user: 'bob', policy: 'privacy', version: 2 });
    app.wait('P31D');
    await askOk(app, 'POST', '/v1/uses', { user: 'ada' });
    const { id } = await app.store.db
      .selectFrom('deliveries')
      .select('id')
      .where('email', '=', 'ada@example.com')
      .executeTakeFirstOrThrow();
    await report(app, mailEvent('bounced', { deliveryId: id ?? '' }));

    const { rows } = await readReport(app, ACCEPTANCES.replace('/1/', '/2/'));
    expect(rows).toMatchObject([
      { user: 'bob', basis: 'explicit', counts: 'no', voidedAt: '' },
      { user: 'ada', basis: 'deemed', counts: 'no', voidedAt: app.clock.now },
    ]);
  });
});

describe('the report of a version’s deliveries', () => {
  test('says what became of each, also of those that went out once more, or made room for others', async () => {
    const app = await testApp({ mailer: rememberingMailer(), webhookSecret: WEBHOOK_SECRET });
    await havePolicy(app);
    await haveUsers(app, 'ada', 'bob');
    for (const user of ['ada', 'bob']) await haveAccepted(app, user);
    await havePublished(app);
    await app.deliver();
    const { id } = await app.store.db
      .selectFrom('deliveries')
      .select('id')
      .where('email', '=', 'ada@example.com')
      .executeTakeFirstOrThrow();
    app.wait(1000);
    await report(app, mailEvent('bounced', { deliveryId: id ?? '' }));
    await askOk(app, 'PUT', '/v1/users/ada', { email: 'ada@mail.example' });
    await app.deliver();
    const ofBob = { email: 'bob@example.com' };
    const deliveries = app.store.db.updateTable('deliveries').set({ state: 'unknown' });
    await deliveries.where('email', '=', ofBob.email).execute();
    const { rows: unknown } = await readReport(app, DELIVERIES);
    const lost = unknown.find((row) => row.state === 'unknown')?.id;
    await askOk(app, 'POST', `${DELIVERIES.replace('.csv', '')}/${lost}/resolve`, { as: 'resend' });
    await app.deliver();

    const { names, rows, headers } = await readReport(app, DELIVERIES);
    expect(headers.get('content-disposition')).toBe('attachment; filename="privacy-2-deliveries.csv"');
    expect(names.join(' ')).toBe(
      'id user ref policy version kind round locale baseVersion state address sentAt providerId toldAt bindsAt mayRepeat endedAt outcome contact',
    );
    const told = {
      ...{ kind: 'announcement', baseVersion: '1', state: 'sent', endedAt: '' },
      ...{ locale: 'en', outcome: 'agrees-by-use' },
    };
    const [first, later] = ['2026-11-22T09:00:00.000Z', '2026-11-22T09:00:01.000Z'];
    const bindsAt = '2026-12-22T09:00:00.000Z';
    expect(rows).toMatchObject([
      { id, user: 'ada', round: '0', address: 'ada@example.com', state: 'bounced', toldAt: '', endedAt: '' },
      {
        user: 'ada',
        round: '1',
        address: 'ada@mail.example',
        ...told,
        sentAt: later,
        toldAt: later,
        bindsAt,
      },
      { user: 'bob', round: '0', address: ofBob.email, ...told, sentAt: later, toldAt: '', mayRepeat: lost },
      { id: lost, user: 'bob', state: 'unknown', sentAt: first, toldAt: first, bindsAt, endedAt: later },
    ]);
    expect(rows[1]?.providerId).toBe(`id-${rows[1]?.id}`);
  });

  test('holds each of them once, however many pages it takes', async () => {
    const app = await testApp();
    await havePolicy(app);
    await importMany(app, 1_100, { privacy: 1 });
    await havePublished(app);
    await app.deliver();
    const { rows } = await readReport(app, DELIVERIES);
    expect(new Set(rows.map((row) => row.id)).size).toBe(1_100);
    expect(rows).toHaveLength(1_100);
  });
});

describe('a report', () => {
  test('of a version that nobody answered is its head alone', async () => {
    const app = await testApp();
    await havePolicy(app);
    expect((await readReport(app, ACCEPTANCES)).rows).toEqual([]);
    expect((await readReport(app, DELIVERIES.replace('/2/', '/1/'))).rows).toEqual([]);
  });

  test('of a version that is not there is refused', async () => {
    const app = await testApp();
    await havePolicy(app);
    const { status, body } = await app.ask('GET', ACCEPTANCES.replace('/1/', '/7/'));
    expect(status).toBe(404);
    expect(body).toEqual({
      type: '/problems/unknown-version',
      title: 'Unknown version',
      status: 404,
      detail: 'Policy "privacy" has no version 7.',
    });
  });

  test('holds nothing that was recorded after it was asked for', async () => {
    const app = await testApp();
    await havePolicy(app);
    await importMany(app, 251, { privacy: 1 });
    const response = await app.app.request(ACCEPTANCES, { headers: KEY });
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.read();
    app.wait(1000);
    await haveUsers(app, 'late');
    await haveAccepted(app, 'late');
    let rest = '';
    for (let read = await reader?.read(); read?.value !== undefined; read = await reader?.read()) {
      rest += new TextDecoder().decode(read.value);
    }
    expect(rest.split('\r\n')).toHaveLength(2);
    expect(rest).not.toContain('late');
  });

  test('asks the database for no more once whoever reads it has hung up', async () => {
    const { app, queries } = await countedApp();
    await importMany(app, 8_000, { privacy: 1 });
    const server = serve({ fetch: app.app.fetch, port: 0, hostname: '127.0.0.1' });
    onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
    if (!server.listening) await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const hangUp = new AbortController();
    const response = await fetch(`http://127.0.0.1:${port}${ACCEPTANCES}`, {
      headers: KEY,
      signal: hangUp.signal,
    });
    const before = queries();
    await response.body?.getReader().read();
    hangUp.abort();
    await delay(200);
    const after = queries();
    await delay(300);
    expect(queries()).toBe(after);
    // The whole of it takes thirty-two.
    expect(after - before).toBeLessThan(25);
  });

  test('leaves other requests their turn', async () => {
    const { app } = await countedApp();
    await importMany(app, 3_000, { privacy: 1 });
    let turns = 0;
    const counting = setInterval(() => turns++, 0);
    onTestFinished(() => clearInterval(counting));
    const { body } = await app.ask('GET', ACCEPTANCES);
    expect(body.split('\r\n')).toHaveLength(3_002);
    // It leaves one before it begins.
    expect(turns).toBeGreaterThan(1);
  });

  test('is not made for whoever asks for its head alone', async () => {
    const { app, queries } = await countedApp();
    await importMany(app, 10, { privacy: 1 });
    const before = queries();
    const { status, headers } = await app.app.request(ACCEPTANCES, { method: 'HEAD', headers: KEY });
    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8; header=present']);
    await delay(20);
    expect(queries() - before).toBeLessThan(4);
  });

  test('that cannot be finished breaks off, and is logged', async () => {
    const { app, failAt } = await countedApp();
    await importMany(app, 1_500, { privacy: 1 });
    const logged: string[] = [];
    (app.context as { log: typeof app.context.log }).log = (level, message) =>
      logged.push(`${level} ${message}`);
    const response = await app.app.request(ACCEPTANCES, { headers: KEY });
    failAt(2);
    await expect(response.text()).rejects.toThrow('the database went away');
    expect(logged).toContain('error a report broke off');
  });
});

/** The service on a database whose queries are counted, and may fail. */
async function countedApp() {
  const store = await openTestStore();
  onTestFinished(() => store.close());
  let made = 0;
  let failing = Number.POSITIVE_INFINITY;
  const db: Store['db'] = store.db.withPlugin({
    transformQuery: ({ node }) => {
      if (++made >= failing) throw new Error('the database went away');
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  const app = await startTestApp({ store: { ...store, db } });
  await havePolicy(app);
  return {
    app,
    queries: () => made,
    failAt: (query: number) => {
      failing = made + query;
    },
  };
}
