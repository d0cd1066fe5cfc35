import { describe, expect, test } from 'vitest';
import type { Mailer, Receipt } from '../../../src/delivery/mailer.ts';
import {
  askOk,
  checkOf,
  dumpDatabase,
  haveAccepted,
  havePolicy,
  havePublished,
  haveUsers,
  invalidAt,
  testApp,
} from '../../support/arrange.ts';
import { rememberingMailer } from '../../support/remembering-mailer.ts';
import { mailEvent, report, WEBHOOK_SECRET } from '../../support/sign-webhook.ts';
import type { TestApp } from '../../support/test-app.ts';

const VERSION = '/v1/policies/privacy/versions/2';
const ANNOUNCED = 'changes effective';
const HOUR = 3_600_000;
const MISCOUNTED: Receipt = { kind: 'unknown', problem: 'the counts do not add up' };

/** Users who hold version 1, and version 2 just published; nobody is mailed yet. */
async function havePosted(mailer: Mailer, ...users: readonly string[]): Promise<TestApp> {
  const app = await testApp({ mailer, webhookSecret: WEBHOOK_SECRET });
  await havePolicy(app);
  await haveUsers(app, ...users);
  for (const user of users) await haveAccepted(app, user);
  await havePublished(app);
  return app;
}

const pause = (app: TestApp) => app.ask('POST', `${VERSION}/pause`);
const resume = (app: TestApp) => app.ask('POST', `${VERSION}/resume`);
const withdraw = (app: TestApp) => askOk(app, 'POST', `${VERSION}/withdrawal`, { reason: 'A mistake.' });
const deliveries = async (app: TestApp, state?: string) =>
  (await askOk(app, 'GET', `${VERSION}/deliveries${state === undefined ? '' : `?state=${state}`}`)).body
    .items;
const resolve = (app: TestApp, id: string, body: unknown) =>
  app.ask('POST', `${VERSION}/deliveries/${id}/resolve`, body);
const toldAtOf = async (app: TestApp, user = 'ada') => (await checkOf(app, user)).upcoming[0]?.toldAt;

describe('a version that is paused', () => {
  test('sends nothing until it is resumed, and then everything once; its dates stand', async () => {
    const mailer = rememberingMailer();
    const app = await havePosted(mailer, 'ada', 'bob');
    const { body } = await pause(app);
    expect(body).toMatchObject({
      version: 2,
      pausedAt: app.clock.now,
      effectiveAt: '2026-12-22T09:00:00.000Z',
    });
    await app.deliver();
    app.wait(HOUR);
    await haveUsers(app, 'cora');
    await app.deliver();
    expect(mailer.batches).toEqual([]);

    expect((await resume(app)).body).toMatchObject({
      pausedAt: null,
      effectiveAt: '2026-12-22T09:00:00.000Z',
    });
    await app.deliver();
    expect(mailer.to(ANNOUNCED)).toEqual(['ada', 'bob', 'cora']);
  });

  test('also when its notices were queued, or tried, before', async () => {
    const mailer = rememberingMailer([{ kind: 'unclear', problem: 'reset' }]);
    const app = await havePosted(mailer, 'ada');
    await app.deliver();
    expect(mailer.batches).toHaveLength(1);
    await pause(app);
    for (let hour = 0; hour < 3; hour++, app.wait(HOUR)) await app.deliver();
    expect(mailer.batches).toHaveLength(1);
    await resume(app);
    await app.deliver();
    expect(mailer.batches).toHaveLength(2);
    expect(mailer.batches[1]).toEqual(mailer.batches[0]);
  });

  test('is still sent to the end where a call was under way', async () => {
    let app: TestApp | undefined;
    const mailer = rememberingMailer([], async () => void (await pause(app as TestApp)));
    app = await havePosted(mailer, 'ada');
    await app.deliver();
    expect(await deliveries(app, 'sent')).toHaveLength(1);
  });

  test('leaves other versions alone', async () => {
    const mailer = rememberingMailer();
    const app = await havePosted(mailer, 'ada');
    await pause(app);
    await havePublished(app, { content: '# Privacy\n\nAnother text.\n' });
    await app.deliver();
    const notices = await askOk(app, 'GET', '/v1/policies/privacy/versions/3/deliveries');
    expect(notices.body.items).toMatchObject([{ user: 'ada', state: 'sent' }]);
    expect(await deliveries(app)).toEqual([]);
  });

  test('says of its withdrawal to whoever was told, since that goes out', async () => {
    const mailer = rememberingMailer();
    const app = await havePosted(mailer, 'ada');
    await app.deliver();
    await pause(app);
    app.wait(1000);
    await withdraw(app);
    await app.deliver();
    expect(mailer.to('the announced changes are withdrawn')).toEqual(['ada']);
    expect((await askOk(app, 'GET', VERSION)).body).toMatchObject({ state: 'withdrawn', pausedAt: null });
    expect(await pause(app)).toMatchObject({ status: 409, body: { type: '/problems/version-not-open' } });
  });

  test('is paused once, and resuming what is not paused changes nothing', async () => {
    const app = await havePosted(rememberingMailer(), 'ada');
    const { body } = await pause(app);
    const before = await dumpDatabase(app.store);
    app.wait(1000);
    expect(await pause(app)).toMatchObject({ status: 200, body });
    expect(await dumpDatabase(app.store)).toEqual(before);
    await resume(app);
    const resumed = await dumpDatabase(app.store);
    expect((await resume(app)).status).toBe(200);
    expect(await dumpDatabase(app.store)).toEqual(resumed);
  });

  test('can only be paused by whoever publishes, and must be there', async () => {
    const app = await havePosted(rememberingMailer(), 'ada');
    const { body } = await askOk(app, 'POST', '/v1/keys', { name: 'app', role: 'app' });
    const asApp = { authorization: `Bearer ${body.key}` };
    expect((await app.ask('POST', `${VERSION}/pause`, undefined, asApp)).status).toBe(403);
    expect((await app.ask('POST', '/v1/policies/privacy/versions/9/pause')).status).toBe(404);
  });
});

describe('a delivery of which nobody can tell', () => {
  /** Ada's announcement may have gone out. */
  async function haveUnknown(...receipts: Receipt[]) {
    const mailer = rememberingMailer([MISCOUNTED, ...receipts]);
    const app = await havePosted(mailer, 'ada');
    await app.deliver();
    app.wait(HOUR);
    const [{ id }] = await deliveries(app, 'unknown');
    return { app, mailer, id: id as string };
  }

  test('resolved as sent tells its user as of when the mail was taken', async () => {
    const { app, id } = await haveUnknown();
    expect(await toldAtOf(app)).toBeNull();
    const verdict = { as: 'sent', at: '2026-11-22T09:00:30.000Z', reason: 'It is in the provider’s log.' };
    const { status, body } = await resolve(app, id, verdict);
    expect(status).toBe(200);
    expect(body).toEqual({
      id,
      as: 'sent',
      takenAt: verdict.at,
      reason: verdict.reason,
      resolvedAt: app.clock.now,
      possibleDuplicate: false,
    });
    expect(await toldAtOf(app)).toBe(verdict.at);
    expect(await deliveries(app)).toMatchObject([{ id, state: 'sent', sentAt: verdict.at, mayRepeat: null }]);
  });

  test('resolved as sent without saying when tells as of now', async () => {
    const { app, id } = await haveUnknown();
    await resolve(app, id, { as: 'sent' });
    expect(await toldAtOf(app)).toBe(app.clock.now);
  });

  test('is sent again, once, and the evidence says that it may be a repetition', async () => {
    const { app, mailer, id } = await haveUnknown();
    const { body } = await resolve(app, id, { as: 'resend' });
    expect(body).toMatchObject({ as: 'resend', takenAt: null, possibleDuplicate: true });
    expect((await resolve(app, id, { as: 'resend' })).body).toEqual(body);
    await app.deliver();
    await app.deliver();
    expect(mailer.batches).toHaveLength(2);
    expect(mailer.batches[1]?.key).not.toBe(mailer.batches[0]?.key);
    const listed = await deliveries(app);
    expect(listed).toMatchObject([{ user: 'ada', state: 'sent', mayRepeat: id }]);
    expect(listed[0].id).not.toBe(id);
    expect(await toldAtOf(app)).toBe(app.clock.now);
  });

  test('that turns out to have arrived after all told its user then, whatever was sent again', async () => {
    const { app, id } = await haveUnknown({ kind: 'refused', problem: '422' });
    await resolve(app, id, { as: 'resend' });
    await app.deliver();
    expect(await toldAtOf(app)).toBeNull();
    await report(app, mailEvent('delivered', { deliveryId: id, takenAt: '2026-11-22T09:00:02.000Z' }));
    expect(await toldAtOf(app)).toBe('2026-11-22T09:00:02.000Z');
  });

  test('that was sent again and bounces leaves what the first one told', async () => {
    const { app, id } = await haveUnknown();
    await resolve(app, id, { as: 'resend' });
    await app.deliver();
    await report(app, mailEvent('delivered', { deliveryId: id, takenAt: '2026-11-22T09:00:02.000Z' }));
    const [{ id: again }] = await deliveries(app);
    await report(app, mailEvent('bounced', { deliveryId: again }));
    expect(await toldAtOf(app)).toBe('2026-11-22T09:00:02.000Z');
  });

  test('is not sent again to whoever left or accepted meanwhile', async () => {
    const { app, mailer, id } = await haveUnknown();
    await haveAccepted(app, 'ada', 2);
    await resolve(app, id, { as: 'resend' });
    await app.deliver();
    expect(mailer.batches).toHaveLength(1);
  });

  test('is not sent again once its version is withdrawn, and whoever may have got it hears of that', async () => {
    const { app, mailer, id } = await haveUnknown();
    await resolve(app, id, { as: 'resend' });
    await withdraw(app);
    await app.deliver();
    expect(mailer.to(ANNOUNCED)).toEqual(['ada']);
    expect(mailer.to('the announced changes are withdrawn')).toEqual(['ada']);

    const other = await haveUnknown();
    await withdraw(other.app);
    const refused = await resolve(other.app, other.id, { as: 'resend' });
    expect(refused).toMatchObject({ status: 409, body: { type: '/problems/version-not-open' } });
  });

  test('is resolved once, and nothing else can be', async () => {
    const { app, id } = await haveUnknown();
    await resolve(app, id, { as: 'sent' });
    const before = await dumpDatabase(app.store);
    expect((await resolve(app, id, { as: 'sent' })).status).toBe(200);
    const other = await resolve(app, id, { as: 'resend' });
    expect(other).toMatchObject({ status: 409, body: { type: '/problems/delivery-not-unknown' } });
    const nobody = await resolve(app, 'nobody', { as: 'sent' });
    expect(nobody).toMatchObject({ status: 404, body: { type: '/problems/unknown-delivery' } });
    expect(await dumpDatabase(app.store)).toEqual(before);
  });

  test.each([
    [{ as: 'sent', at: '2026-11-22T08:59:59.000Z' }, '/at'],
    [{ as: 'sent', at: '2026-11-23T09:00:00.000Z' }, '/at'],
    [{ as: 'resend', at: '2026-11-22T09:00:30.000Z' }, '/at'],
    [{ as: 'lost' }, '/as'],
    [{}, '/as'],
    [{ as: 'sent', by: 'me' }, '/by'],
  ])('refuses %j and changes nothing', async (body, pointer) => {
    const { app, id } = await haveUnknown();
    const before = await dumpDatabase(app.store);
    const answer = await resolve(app, id, body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject(invalidAt(pointer, expect.any(String)));
    expect(await dumpDatabase(app.store)).toEqual(before);
  });

  test('has nobody to go to again once its user is erased', async () => {
    const { app, id } = await haveUnknown();
    await askOk(app, 'DELETE', '/v1/users/ada');
    expect(await resolve(app, id, { as: 'resend' })).toMatchObject({
      status: 404,
      body: { type: '/problems/unknown-user' },
    });
    expect((await resolve(app, id, { as: 'sent' })).status).toBe(200);
  });
});

describe('whoever was told in another way than by the announcement', () => {
  test('hears of a withdrawal when the product alone told them', async () => {
    const mailer = rememberingMailer();
    const app = await havePosted(mailer, 'ada', 'bob');
    await askOk(app, 'PUT', '/v1/users/bob', { email: null });
    await app.deliver();
    await askOk(app, 'POST', '/v1/notices/shown', { user: 'bob', policy: 'privacy', version: 2 });
    await askOk(app, 'PUT', '/v1/users/bob', { email: 'bob@example.com' });
    await withdraw(app);
    await app.deliver();
    expect(mailer.to('the announced changes are withdrawn')).toEqual(['ada', 'bob']);
  });

  test('stays told by a reminder that arrived where the announcement bounced', async () => {
    const mailer = rememberingMailer();
    const app = await testApp({ mailer, webhookSecret: WEBHOOK_SECRET });
    await havePolicy(app, { reminders: ['P7D'] });
    await haveUsers(app, 'ada');
    await haveAccepted(app, 'ada');
    await havePublished(app);
    await app.deliver();
    app.wait('P23D');
    await app.deliver();
    const all = await deliveries(app);
    const idOf = (kind: string) => all.find((one: { kind: string }) => one.kind === kind).id;
    await report(app, mailEvent('bounced', { deliveryId: idOf('announcement') }));
    expect(await toldAtOf(app)).toBe(app.clock.now);
    await report(app, mailEvent('bounced', { deliveryId: idOf('reminder') }));
    expect(await toldAtOf(app)).toBeNull();
    expect(mailer.batches).toHaveLength(2);
  });
});
