import { describe, expect, test } from 'vitest';
import { fanOutNotices } from '../../../src/actions/notices/fan-out-notices.ts';
import { sendDueNotices } from '../../../src/actions/sending/send-due-notices.ts';
import type { Mailer } from '../../../src/delivery/mailer.ts';
import type { Instant } from '../../../src/domain/instant.ts';
import {
  askOk,
  checkOf,
  haveAccepted,
  havePolicy,
  havePublished,
  haveUsers,
  reviewPathOf,
  TEXT_3,
  testApp,
} from '../../support/arrange.ts';
import { rememberingMailer } from '../../support/remembering-mailer.ts';
import { openTestStore, startTestApp, type TestApp } from '../../support/test-app.ts';

const VERSIONS = '/v1/policies/privacy/versions';
const ABOUT_2 = { policy: 'privacy', version: 2 };
const REMINDER = 'Reminder:';
/** Version 2 takes effect on 22 December; its reminders are due a week and a day before. */
const REMINDERS = ['P7D', 'P1D'];
const WEEK_BEFORE = '2026-12-15T09:00:00.000Z' as Instant;
const DAY_BEFORE = '2026-12-21T09:00:00.000Z' as Instant;
const EFFECT = '2026-12-22T09:00:00.000Z' as Instant;

/** Version 2, with reminders, is announced to users who hold version 1. */
async function haveTold(mailer: Mailer | null, ...users: readonly string[]): Promise<TestApp> {
  const app = await testApp({ mailer });
  await havePolicy(app, { reminders: REMINDERS });
  await haveUsers(app, ...users);
  for (const user of users) await haveAccepted(app, user);
  await havePublished(app);
  await app.deliver();
  return app;
}

/** Delivers what is due at an instant. */
async function deliverAt(app: TestApp, at: Instant): Promise<void> {
  app.clock.now = at;
  await app.deliver();
}

/** Delivers what is due in the millisecond before an instant. */
async function deliverBefore(app: TestApp, at: Instant): Promise<void> {
  app.clock.now = at;
  app.wait(-1);
  await app.deliver();
}

describe('a reminder goes out', () => {
  test('at its instant, not a millisecond before, and once', async () => {
    const mailer = rememberingMailer();
    const app = await haveTold(mailer, 'ada', 'bob');
    await deliverBefore(app, WEEK_BEFORE);
    expect(mailer.to(REMINDER)).toEqual([]);
    await deliverAt(app, WEEK_BEFORE);
    expect(mailer.to(REMINDER)).toEqual(['ada', 'bob']);
    await deliverBefore(app, DAY_BEFORE);
    expect(mailer.to(REMINDER)).toEqual(['ada', 'bob']);
    await deliverAt(app, DAY_BEFORE);
    expect(mailer.to(REMINDER)).toEqual(['ada', 'ada', 'bob', 'bob']);
    app.wait('P60D');
    await app.deliver();
    expect(mailer.to(REMINDER)).toEqual(['ada', 'ada', 'bob', 'bob']);
  });

  test('says what changes and until when, and tells nobody anew', async () => {
    const mailer = rememberingMailer();
    const app = await haveTold(mailer, 'ada');
    const before = await checkOf(app, 'ada');
    await deliverAt(app, WEEK_BEFORE);
    const [mail] = mailer.about(REMINDER);
    expect(mail?.subject).toBe('Reminder: Privacy Policy changes take effect on 22 December 2026');
    expect(mail?.text).toMatch(/We\s+have\s+no\s+answer\s+from\s+you\s+yet/);
    expect(mail?.text).toContain('90');
    expect((await checkOf(app, 'ada')).upcoming).toEqual(before.upcoming);
  });

  test('in the last millisecond before effect, and never at it', async () => {
    const due = rememberingMailer();
    const late = await haveTold(due, 'ada');
    await deliverBefore(late, EFFECT);
    expect(due.to(REMINDER)).toEqual(['ada']);

    const none = rememberingMailer();
    const tooLate = await haveTold(none, 'ada');
    await deliverAt(tooLate, EFFECT);
    expect(none.to(REMINDER)).toEqual([]);
  });

  test('as one mail, when the service was away while two came', async () => {
    const mailer = rememberingMailer();
    const app = await haveTold(mailer, 'ada');
    await deliverAt(app, DAY_BEFORE);
    expect(mailer.to(REMINDER)).toEqual(['ada']);
  });

  test('not with a later one, when it was queued and could not be sent until then', async () => {
    const app = await haveTold(rememberingMailer(), 'ada');
    app.clock.now = WEEK_BEFORE;
    while (await fanOutNotices(app.context));
    const mailer = rememberingMailer();
    const next = await startTestApp({ store: app.store, mailer, now: DAY_BEFORE });
    await next.deliver();
    expect(mailer.to(REMINDER)).toEqual(['ada']);
  });

  test('not after effect, when it was queued and could not be sent until then', async () => {
    const app = await haveTold(rememberingMailer(), 'ada');
    app.clock.now = DAY_BEFORE;
    while (await fanOutNotices(app.context));
    const mailer = rememberingMailer();
    const next = await startTestApp({ store: app.store, mailer, now: EFFECT });
    await next.deliver();
    expect(mailer.batches).toEqual([]);
  });

  test('once, though the provider gave no clear answer the first time', async () => {
    const mailer = rememberingMailer();
    const app = await haveTold(mailer, 'ada');
    const shaky = rememberingMailer([{ kind: 'unclear', problem: 'reset' }]);
    const next = await startTestApp({ store: app.store, mailer: shaky, now: WEEK_BEFORE });
    await next.deliver();
    next.wait(60_000);
    await next.deliver();
    expect(shaky.batches).toHaveLength(2);
    expect(shaky.batches[1]).toEqual(shaky.batches[0]);
  });
});

describe('a reminder goes to whoever was told and has not answered:', () => {
  test('not to those who accepted, declined or left', async () => {
    const mailer = rememberingMailer();
    const app = await haveTold(mailer, 'ada', 'bob', 'cyd', 'dan');
    await haveAccepted(app, 'ada', 2);
    await askOk(app, 'POST', '/v1/terminations', { user: 'bob', ...ABOUT_2 });
    await askOk(app, 'POST', '/v1/terminations', { user: 'cyd', ...ABOUT_2, when: 'now' });
    await deliverAt(app, WEEK_BEFORE);
    expect(mailer.to(REMINDER)).toEqual(['dan']);
  });

  test('not to those who answered after the one before', async () => {
    const mailer = rememberingMailer();
    const app = await haveTold(mailer, 'ada', 'bob');
    await deliverAt(app, WEEK_BEFORE);
    await haveAccepted(app, 'ada', 2);
    await deliverAt(app, DAY_BEFORE);
    expect(mailer.to(REMINDER)).toEqual(['ada', 'bob', 'bob']);
  });

  test('again to those who took their leaving back', async () => {
    const mailer = rememberingMailer();
    const app = await haveTold(mailer, 'ada');
    const { body } = await askOk(app, 'POST', '/v1/terminations', { user: 'ada', ...ABOUT_2 });
    await deliverAt(app, WEEK_BEFORE);
    expect(mailer.to(REMINDER)).toEqual([]);
    await askOk(app, 'DELETE', `/v1/terminations/${body.id}`);
    await deliverAt(app, DAY_BEFORE);
    expect(mailer.to(REMINDER)).toEqual(['ada']);
  });

  test('not to those who accepted, left or were erased between its queueing and its sending', async () => {
    const app = await haveTold(rememberingMailer(), 'ada', 'bob', 'cyd', 'dan');
    app.clock.now = WEEK_BEFORE;
    while (await fanOutNotices(app.context));
    await haveAccepted(app, 'ada', 2);
    await askOk(app, 'POST', '/v1/terminations', { user: 'bob', ...ABOUT_2 });
    await askOk(app, 'DELETE', '/v1/users/cyd');
    const mailer = rememberingMailer();
    await sendDueNotices({ ...app.context, mailer });
    expect(mailer.to(REMINDER)).toEqual(['dan']);
  });

  test('not to those who accepted a newer version', async () => {
    const mailer = rememberingMailer();
    const app = await haveTold(mailer, 'ada', 'bob');
    await askOk(app, 'PUT', '/v1/policies/privacy', { reminders: [] });
    await havePublished(app, { content: TEXT_3 });
    await app.deliver();
    await haveAccepted(app, 'ada', 3);
    await deliverAt(app, WEEK_BEFORE);
    expect(mailer.to(REMINDER)).toEqual(['bob']);
  });

  test('to those who joined before it, and not to those who were told after it', async () => {
    const mailer = rememberingMailer();
    const app = await haveTold(mailer, 'ada');
    app.wait('P3D');
    await haveUsers(app, 'early');
    await deliverBefore(app, WEEK_BEFORE);
    app.clock.now = WEEK_BEFORE;
    app.wait(1);
    await haveUsers(app, 'late');
    await app.deliver();
    expect(mailer.to(REMINDER)).toEqual(['ada', 'early']);
    await deliverAt(app, DAY_BEFORE);
    expect(mailer.to(REMINDER)).toEqual(['ada', 'ada', 'early', 'early', 'late']);
  });

  test('not to those whose announcement arrives as it comes', async () => {
    const mailer = rememberingMailer([], async ({ mails }) => {
      if (mails.some((one) => one.to === 'late@example.com')) {
        app.clock.now = WEEK_BEFORE;
        app.wait(1);
      }
    });
    const app = await haveTold(mailer, 'ada');
    await deliverBefore(app, WEEK_BEFORE);
    await haveUsers(app, 'late');
    await app.deliver();
    await app.deliver();
    expect(mailer.to('changes effective')).toEqual(['ada', 'late']);
    expect(mailer.to(REMINDER)).toEqual(['ada']);
  });

  test('not to those of whom nobody knows whether they were told', async () => {
    const mailer = rememberingMailer([{ kind: 'unknown', problem: 'lost' }]);
    const app = await haveTold(mailer, 'ada');
    await deliverAt(app, WEEK_BEFORE);
    expect(mailer.to(REMINDER)).toEqual([]);
  });

  test('at the address that they have by then', async () => {
    const mailer = rememberingMailer();
    const app = await haveTold(mailer, 'ada', 'bob');
    await askOk(app, 'PUT', '/v1/users/ada', { email: 'new@example.com' });
    await askOk(app, 'PUT', '/v1/users/bob', { email: null });
    await deliverAt(app, WEEK_BEFORE);
    expect(mailer.to(REMINDER)).toEqual(['new']);
  });
});

describe('a version', () => {
  test('that was withdrawn is not reminded of', async () => {
    const mailer = rememberingMailer();
    const app = await haveTold(mailer, 'ada');
    await deliverAt(app, WEEK_BEFORE);
    await askOk(app, 'POST', `${VERSIONS}/2/withdrawal`, { reason: 'A mistake.' });
    await deliverAt(app, DAY_BEFORE);
    expect(mailer.to(REMINDER)).toEqual(['ada']);
    expect(mailer.to('withdrawn')).toEqual(['ada']);
  });

  test('whose reminder is queued when it is withdrawn is not reminded of', async () => {
    const app = await haveTold(rememberingMailer(), 'ada');
    app.clock.now = WEEK_BEFORE;
    while (await fanOutNotices(app.context));
    await askOk(app, 'POST', `${VERSIONS}/2/withdrawal`, { reason: 'A mistake.' });
    const mailer = rememberingMailer();
    await (await startTestApp({ store: app.store, mailer, now: app.clock.now })).deliver();
    expect(mailer.to(REMINDER)).toEqual([]);
    expect(mailer.to('withdrawn')).toEqual(['ada']);
  });

  test('keeps the reminders that it was posted with', async () => {
    const mailer = rememberingMailer();
    const app = await haveTold(mailer, 'ada');
    await askOk(app, 'PUT', '/v1/policies/privacy', { reminders: ['P10D'] });
    await deliverBefore(app, WEEK_BEFORE);
    expect(mailer.to(REMINDER)).toEqual([]);
    await deliverAt(app, WEEK_BEFORE);
    expect(mailer.to(REMINDER)).toEqual(['ada']);
  });

  test('of a policy without reminders is never reminded of', async () => {
    const mailer = rememberingMailer();
    const app = await testApp({ mailer });
    await havePolicy(app);
    await haveUsers(app, 'ada');
    await havePublished(app);
    await app.deliver();
    for (const at of [WEEK_BEFORE, DAY_BEFORE, EFFECT]) await deliverAt(app, at);
    expect(mailer.to(REMINDER)).toEqual([]);
  });
});

test('a reminder goes on after a restart, and reaches nobody twice', async () => {
  const store = await openTestStore();
  const mailer = rememberingMailer();
  const app = await testApp({ mailer, store });
  await havePolicy(app, { reminders: REMINDERS });
  const users = Array.from({ length: 1200 }, (_, i) => `u${i}`);
  const lines = users.map((user) => JSON.stringify({ user, email: `${user}@example.com` }));
  await askOk(app, 'POST', '/v1/users/import', lines.join('\n'));
  await havePublished(app);
  await app.deliver();
  app.clock.now = WEEK_BEFORE;
  for (let step = 0; step < 2; step++) await fanOutNotices(app.context);
  for (let chunk = 0; chunk < 3; chunk++) await sendDueNotices({ ...app.context, mailer });
  expect(mailer.to(REMINDER)).toHaveLength(300);
  await (await startTestApp({ mailer, store, now: app.clock.now })).deliver();
  expect(mailer.to(REMINDER)).toEqual(users.toSorted());
});

test('the link in a reminder opens the review page, and accepting there answers it', async () => {
  const app = await testApp();
  await havePolicy(app, { reminders: REMINDERS });
  await haveUsers(app, 'ada');
  await haveAccepted(app, 'ada');
  await havePublished(app);
  await app.deliver();
  const announced = await reviewPathOf(app, 'ada@example.com');
  await deliverAt(app, WEEK_BEFORE);
  const path = await reviewPathOf(app, 'ada@example.com');
  expect(path).not.toBe(announced);
  const page = await app.ask('GET', path);
  expect(page.status).toBe(200);
  expect(page.body).toContain('Accept version 2');
  const form = { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:8787' };
  expect((await app.ask('POST', path, 'action=accept', form)).status).toBe(303);
  expect((await checkOf(app, 'ada')).upcoming[0].response).toBe('accepted');
});

describe('whoever has yet to accept a version that asks for it', () => {
  async function haveAsked(mailer: Mailer, policy: Record<string, unknown> = {}): Promise<TestApp> {
    const app = await testApp({ mailer });
    await havePolicy(app, policy);
    await haveUsers(app, 'ada', 'bob', 'cyd', 'dan');
    for (const user of ['ada', 'bob', 'cyd', 'dan']) await haveAccepted(app, user);
    await havePublished(app, { acceptance: 'explicit' });
    await app.deliver();
    await haveAccepted(app, 'bob', 2);
    await askOk(app, 'POST', '/v1/terminations', { ...ABOUT_2, user: 'cyd' });
    return app;
  }

  test('is told once more when it takes effect, not a millisecond before', async () => {
    const mailer = rememberingMailer();
    const app = await haveAsked(mailer);
    await deliverBefore(app, EFFECT);
    expect(mailer.to(REMINDER)).toEqual([]);
    await deliverAt(app, EFFECT);
    const [mail] = mailer.about(REMINDER);
    expect(mailer.to(REMINDER)).toEqual(['ada', 'dan']);
    expect(mail?.subject).toContain('in effect');
    expect(mail?.text.replaceAll(/\s+/g, ' ')).not.toContain('takes effect on');
    expect(await checkOf(app, 'ada')).toMatchObject({ next: 'ask' });
    app.wait('P1D');
    await app.deliver();
    expect(mailer.to(REMINDER)).toHaveLength(2);
  });

  test('is told so also when the service was away then, as long as no newer version took its place', async () => {
    const mailer = rememberingMailer();
    const app = await haveAsked(mailer);
    await deliverAt(app, '2026-12-25T09:00:00.000Z' as Instant);
    expect(mailer.to(REMINDER)).toEqual(['ada', 'dan']);
  });

  test('is not told where legal does not want it, nor of a version that was withdrawn', async () => {
    const mailer = rememberingMailer();
    const app = await haveAsked(mailer, { remindAtEffect: false });
    await deliverAt(app, EFFECT);
    const other = await haveAsked(mailer);
    await askOk(other, 'POST', `${VERSIONS}/2/withdrawal`, { reason: 'A mistake.' });
    await deliverAt(other, EFFECT);
    expect(mailer.to(REMINDER)).toEqual([]);
  });

  test('is nobody where use agrees', async () => {
    const mailer = rememberingMailer();
    const app = await haveTold(mailer, 'ada');
    await deliverAt(app, EFFECT);
    expect(mailer.to(REMINDER)).toEqual([]);
  });
});
