import { describe, expect, test } from 'vitest';
import { fanOutNotices } from '../../../src/actions/notices/fan-out-notices.ts';
import { sendDueNotices } from '../../../src/actions/sending/send-due-notices.ts';
import type { Mailer } from '../../../src/delivery/mailer.ts';
import {
  askOk,
  checkOf,
  haveAccepted,
  havePolicy,
  havePublished,
  haveUsers,
  TEXT_3,
  testApp,
} from '../../support/arrange.ts';
import { type RememberingMailer, rememberingMailer } from '../../support/remembering-mailer.ts';
import type { TestApp } from '../../support/test-app.ts';

const VERSIONS = '/v1/policies/privacy/versions';
const AT_ONCE = { change: 'legal', reason: 'A law' };

/** The service with a policy in force, and users who hold it. */
async function haveHolders(mailer: Mailer, ...users: readonly string[]): Promise<TestApp> {
  const app = await testApp({ mailer });
  await havePolicy(app);
  await haveUsers(app, ...users);
  for (const user of users) await haveAccepted(app, user);
  return app;
}

const mailsOf = ({ batches }: RememberingMailer) => batches.flatMap(({ mails }) => mails);

const statesOf = async ({ store }: TestApp) =>
  (
    await store.db
      .selectFrom('deliveries')
      .innerJoin('users', 'users.ref', 'deliveries.user_ref')
      .select(['users.user_id', 'deliveries.release', 'deliveries.kind', 'deliveries.state'])
      .orderBy('deliveries.release')
      .orderBy('users.user_id')
      .execute()
  ).map((one) => `${one.kind} of ${one.release.split('/')[1]} to ${one.user_id}: ${one.state}`);

describe('a notice of a version that is superseded before it can have gone out', () => {
  test('is not sent any more, and the newer one shows its changes too', async () => {
    const mailer = rememberingMailer();
    const app = await haveHolders(mailer, 'ada');
    await havePublished(app, AT_ONCE);
    app.wait(1000);
    await havePublished(app, { ...AT_ONCE, content: TEXT_3 });
    await app.deliver();
    const mails = mailsOf(mailer);
    expect(mails.map(({ to }) => to)).toEqual(['ada@example.com']);
    expect(mails[0]?.text).toContain('version 3');
    // What version 2 changed: 30 days became 90.
    expect(mails[0]?.text).toMatch(/30.*90/);
    expect(await checkOf(app, 'ada')).toMatchObject({ current: { version: 3 }, next: 'show-notice' });
  });

  test('is cancelled where it waits in a chunk, without a call, and its walk ends', async () => {
    const mailer = rememberingMailer();
    const app = await haveHolders(mailer, 'ada', 'ben');
    await havePublished(app);
    const context = { ...app.context, mailer };
    while (await fanOutNotices(context));
    app.wait('P30D');
    await havePublished(app, { ...AT_ONCE, content: TEXT_3 });
    await sendDueNotices(context);
    expect(mailer.batches).toEqual([]);
    // Not even a call was drawn, which the newer version's notices would wait for.
    const pace = await app.store.db.selectFrom('sender_pace').select('next_at').execute();
    expect(pace).toEqual([{ next_at: '' }]);
    expect(await statesOf(app)).toEqual([
      'announcement of 2 to ada: cancelled',
      'announcement of 2 to ben: cancelled',
    ]);
    while (await fanOutNotices(context));
    const walks = await app.store.db
      .selectFrom('fan_outs')
      .select(['release', 'finished_at'])
      .orderBy('release')
      .execute();
    expect(walks.map((one) => [one.release, one.finished_at !== null])).toEqual([
      ['privacy/2', true],
      ['privacy/3', false],
    ]);
  });

  test('is cancelled also where it was written, and the provider had refused it for the moment', async () => {
    const mailer = rememberingMailer([{ kind: 'rate-limited', problem: '429', retryAfterMs: 5_000 }]);
    const app = await haveHolders(mailer, 'ada');
    await havePublished(app, AT_ONCE);
    await app.deliver();
    await havePublished(app, { ...AT_ONCE, content: TEXT_3 });
    app.wait(10_000);
    await app.deliver();
    expect((await statesOf(app)).sort()).toEqual([
      'announcement of 2 to ada: cancelled',
      'announcement of 3 to ada: sent',
    ]);
    expect(mailer.batches.map(({ mails }) => mails[0]?.text.includes('version 3'))).toEqual([false, true]);
  });

  test('that may have gone out goes on as it is: a retry is the same bytes', async () => {
    const mailer = rememberingMailer([{ kind: 'unclear', problem: 'timeout' }]);
    const app = await haveHolders(mailer, 'ada');
    await havePublished(app, AT_ONCE);
    await app.deliver();
    await havePublished(app, { ...AT_ONCE, content: TEXT_3 });
    app.wait(10_000);
    await app.deliver();
    expect((await statesOf(app)).sort()).toEqual([
      'announcement of 2 to ada: sent',
      'announcement of 3 to ada: sent',
    ]);
    const keys = mailer.batches.map(({ key }) => key);
    expect(keys).toHaveLength(3);
    expect(keys.filter((key) => key === keys[0])).toHaveLength(2);
  });

  test('is not sent once more by an operator either', async () => {
    const mailer = rememberingMailer([{ kind: 'unknown', problem: 'nobody can tell' }]);
    const app = await haveHolders(mailer, 'ada');
    await havePublished(app, AT_ONCE);
    await app.deliver();
    const { body } = await askOk(app, 'GET', `${VERSIONS}/2/deliveries?state=unknown`);
    await havePublished(app, { ...AT_ONCE, content: TEXT_3 });
    const path = `${VERSIONS}/2/deliveries/${body.items[0].id}/resolve`;
    expect((await app.ask('POST', path, { as: 'resend' })).body).toMatchObject({
      type: '/problems/version-not-open',
      detail: 'It must not go out any more: a newer version has taken its place.',
    });
    expect((await app.ask('POST', path, { as: 'sent' })).status).toBe(200);
  });
});

describe('whoever had no address when a version took effect', () => {
  const give = (app: TestApp, user: string, email: string | null) =>
    askOk(app, 'PUT', `/v1/users/${user}`, { email });

  test.each([
    ['at once, when the sender runs as they get one', 0],
    ['when it runs only days later', 3],
  ])('is not mailed about it, %s', async (_, days) => {
    const mailer = rememberingMailer();
    const app = await haveHolders(mailer, 'ada');
    await askOk(app, 'PUT', '/v1/users/ben', { email: null });
    await haveAccepted(app, 'ben');
    await havePublished(app);
    app.wait('P30D');
    await give(app, 'ben', 'ben@example.com');
    app.wait(`P${days}D`);
    await app.deliver();
    expect(mailsOf(mailer).map(({ to }) => to)).toEqual(['ada@example.com']);
    expect(await checkOf(app, 'ben')).toMatchObject({ reason: 'not-told', next: 'show-notice' });
  });

  test('is not mailed about one that took effect at once, while whoever had one by then is', async () => {
    const mailer = rememberingMailer();
    const app = await haveHolders(mailer, 'ada');
    await askOk(app, 'PUT', '/v1/users/ben', { email: null });
    await askOk(app, 'POST', '/v1/users/import', '{"user":"cora","email":null}');
    await havePublished(app, AT_ONCE);
    app.wait(1);
    await give(app, 'ben', 'ben@example.com');
    await askOk(app, 'POST', '/v1/users/import', '{"user":"cora","email":"cora@example.com"}');
    await app.deliver();
    expect(mailsOf(mailer).map(({ to }) => to)).toEqual(['ada@example.com']);
  });

  test('is not mailed either where they had one before, were queued, and got another after', async () => {
    const mailer = rememberingMailer();
    const app = await haveHolders(mailer, 'ada', 'ben');
    await havePublished(app);
    while (await fanOutNotices(app.context));
    await give(app, 'ben', null);
    app.wait('P30D');
    await give(app, 'ben', 'ben@elsewhere.example');
    await app.deliver();
    expect(mailsOf(mailer).map(({ to }) => to)).toEqual(['ada@example.com']);
    await havePublished(app, { content: TEXT_3 });
    await app.deliver();
    expect(mailsOf(mailer).map(({ to }) => to)).toContain('ben@elsewhere.example');
  });

  test('is told apart from whoever changed it: their notice goes to the new one', async () => {
    const mailer = rememberingMailer();
    const app = await haveHolders(mailer, 'ada');
    await havePublished(app);
    app.wait('P30D');
    await give(app, 'ada', 'ada@elsewhere.example');
    await app.deliver();
    expect(mailsOf(mailer).map(({ to }) => to)).toEqual(['ada@elsewhere.example']);
  });
});
