import { describe, expect, onTestFinished, test } from 'vitest';
import { keepRecord } from '../../../src/actions/upkeep/keep-record.ts';
import { sha256Hex } from '../../../src/domain/hash.ts';
import { gauge } from '../../../src/domain/metric.ts';
import { haveAccepted, havePolicy, havePublished, haveUsers, testApp } from '../../support/arrange.ts';
import { readOpenMetrics } from '../../support/open-metrics.ts';
import { rememberingMailer } from '../../support/remembering-mailer.ts';
import { ADMIN_KEY, type TestApp } from '../../support/test-app.ts';
import { haveWebhook, startReceiver, tellWebhooks } from '../../support/webhook-receiver.ts';

const KEY = 'a-key-for-whoever-scrapes-this-service';
const LOCAL = { authorization: '', host: 'localhost:8787' };

const scrape = async ({ ask }: TestApp) => {
  const { status, headers, body } = await ask('GET', '/metrics', undefined, LOCAL);
  expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
    200,
    'application/openmetrics-text; version=1.0.0; charset=utf-8',
    'no-store',
  ]);
  return Object.fromEntries(readOpenMetrics(body));
};

describe('what is measured', () => {
  test('is the queue, from posting until mails are gone', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada', 'ben');
    for (const user of ['ada', 'ben']) await haveAccepted(app, user);
    await havePublished(app);
    const { sendNotices } = await import('../../../src/actions/sending/send-notices.ts');
    while ((await sendNotices({ ...app.context, mailer: null })).nextInMs === 0);
    app.wait(90_000);
    expect(await scrape(app)).toMatchObject({
      'proviso_queue_batches{state="due"}': 1,
      'proviso_queue_batches{state="leased"}': 0,
      proviso_queue_oldest_due_seconds: 90,
    });
    await app.ask('POST', '/v1/policies/privacy/versions/2/pause', { reason: 'a mistake' });
    expect(await scrape(app)).toMatchObject({
      'proviso_queue_batches{state="due"}': 0,
      'proviso_queue_batches{state="held"}': 1,
      proviso_queue_oldest_due_seconds: 0,
    });
    await app.ask('POST', '/v1/policies/privacy/versions/2/resume', { reason: 'it was none' });
    await app.deliver();
    expect(await scrape(app)).toMatchObject({ 'proviso_queue_batches{state="held"}': 0 });
  });

  test('is the record, until all of it stands in the log and is signed', async () => {
    const app = await testApp();
    await havePolicy(app);
    expect(await scrape(app)).toMatchObject({ proviso_log_records: 0, proviso_log_waiting_records: 1 });
    while ((await keepRecord(app.context, 'sequencer')).nextInMs === 0);
    app.wait(5_000);
    expect(await scrape(app)).toMatchObject({
      ...{ proviso_log_records: 1, proviso_log_waiting_records: 0 },
      proviso_log_checkpoint_age_seconds: 5,
    });
  });

  test('is what products have not been told yet', async () => {
    const app = await testApp();
    const shop = await startReceiver(() => 500);
    onTestFinished(() => shop.close());
    await havePolicy(app);
    await tellWebhooks(app);
    const hook = await haveWebhook(app, shop, ['answer.*']);
    await haveUsers(app, 'ada');
    await haveAccepted(app, 'ada');
    while ((await keepRecord(app.context, 'test')).nextInMs === 0);
    expect(await scrape(app)).toMatchObject({
      'proviso_webhook_endpoints{state="telling"}': 1,
      ...{ proviso_webhook_waiting_events: 0, proviso_webhook_failing_seconds: 0 },
      proviso_webhook_waiting_records: 1,
    });
    await tellWebhooks(app);
    app.wait(90_000);
    expect(await scrape(app)).toMatchObject({
      'proviso_webhook_endpoints{state="failing"}': 1,
      ...{ proviso_webhook_waiting_events: 1, proviso_webhook_failing_seconds: 90 },
      proviso_webhook_waiting_records: 0,
    });
    const { url, events } = hook;
    await app.ask('PUT', `/v1/webhooks/${hook.id}`, { url, events, enabled: false });
    expect(await scrape(app)).toMatchObject({
      'proviso_webhook_endpoints{state="disabled"}': 1,
      ...{ proviso_webhook_waiting_events: 0, proviso_webhook_failing_seconds: 0 },
    });
  });

  test('is what somebody should see to', async () => {
    const app = await testApp({ mailer: rememberingMailer([{ kind: 'unknown', problem: 'no answer' }]) });
    await havePolicy(app);
    await haveUsers(app, 'ada');
    await haveAccepted(app, 'ada');
    await havePublished(app);
    await app.deliver();
    expect(await scrape(app)).toMatchObject({
      'proviso_attention{about="mail-unknown"}': 1,
      proviso_unknown_mails: 1,
    });
  });

  test('is what the process measured itself, and requests by the pattern of their route', async () => {
    const noted: unknown[] = [];
    const app = await testApp({
      noteRequest: ({ route, method, status }) => noted.push([route, method, status]),
      metrics: { keyHash: null, read: async () => [gauge('proviso_own', 'Our own.', 7)] },
    });
    expect(await scrape(app)).toMatchObject({ proviso_own: 7 });
    await app.ask('GET', '/v1/users/ada');
    await app.ask('PATCH', '/nowhere/at/all');
    expect(noted).toEqual([
      ['/metrics', 'GET', 200],
      ['/v1/users/:user', 'GET', 404],
      ['/*', 'other', 404],
    ]);
  });
});

describe('metrics are open', () => {
  const asked = async (app: TestApp, headers: Record<string, string>) =>
    (await app.ask('GET', '/metrics', undefined, headers)).status;

  test('to whoever is on the machine that somebody tries the service on, and to the admin key', async () => {
    const app = await testApp();
    expect(await asked(app, LOCAL)).toBe(200);
    expect(await asked(app, { ...LOCAL, 'x-forwarded-for': '203.0.113.9' })).toBe(401);
    expect(await asked(app, { ...LOCAL, host: 'policies.example.com' })).toBe(401);
    const real = await testApp({ publicUrl: 'https://policies.example.com' });
    expect(await asked(real, LOCAL)).toBe(401);
    expect(await asked(real, { authorization: `Bearer ${ADMIN_KEY}` })).toBe(200);
  });

  test('to the key that is set, and then to nothing else', async () => {
    const app = await testApp({ metrics: { keyHash: sha256Hex(KEY), read: async () => [] } });
    expect(await asked(app, LOCAL)).toBe(401);
    expect(await asked(app, { authorization: `Bearer ${ADMIN_KEY}` })).toBe(401);
    expect(await asked(app, { authorization: `Bearer ${KEY}` })).toBe(200);
    expect(await asked(app, { authorization: `Basic ${btoa(`prometheus:${KEY}`)}` })).toBe(200);
  });
});
