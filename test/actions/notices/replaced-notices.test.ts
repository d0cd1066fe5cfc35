import { expect, test } from 'vitest';
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
  reviewPathOf,
  TEXT_3,
  testApp,
} from '../../support/arrange.ts';
import { type RememberingMailer, rememberingMailer } from '../../support/remembering-mailer.ts';
import type { TestApp } from '../../support/test-app.ts';

const VERSIONS = '/v1/policies/privacy/versions';
const WITHDRAWN = 'the announced changes are withdrawn';
const REPLACED = 'takes the place of version 2';

/** Users who hold version 1 and were told of version 2. */
async function haveTold(mailer: Mailer | 'local', ...users: readonly string[]): Promise<TestApp> {
  const app = await testApp(mailer === 'local' ? {} : { mailer });
  await havePolicy(app);
  await haveUsers(app, ...users);
  for (const user of users) await haveAccepted(app, user);
  await havePublished(app);
  await app.deliver();
  app.wait(1000);
  return app;
}

const replace = (app: TestApp, also: Record<string, unknown> = {}) =>
  havePublished(app, { content: TEXT_3, pending: 'withdraw', ...also });

/** What each was mailed, in turn: `2` and `3` for an announcement, with `^` where it says that it replaces one, `-` for a withdrawal. */
function mailsOf(mailer: RememberingMailer): Readonly<Record<string, string>> {
  const mails = mailer.batches.flatMap((batch) => batch.mails);
  const told: Record<string, string> = {};
  for (const { to, subject, text } of mails) {
    const user = to.replace('@example.com', '');
    const lines = text.replaceAll(/\s+/g, ' ');
    const [, version = '?'] = /posted version (\d)/.exec(lines) ?? [];
    const said = subject.includes(WITHDRAWN)
      ? '-'
      : `${version}${/takes the place of version/.test(lines) ? '^' : ''}`;
    told[user] = `${told[user] ?? ''}${said}`;
  }
  return told;
}

test('whoever was told of a version hears in one mail that another one takes its place', async () => {
  const mailer = rememberingMailer();
  const app = await haveTold(mailer, 'ada', 'bob');
  await replace(app);
  await haveUsers(app, 'late');
  await app.deliver();
  app.wait('P2D');
  await app.deliver();
  expect(mailsOf(mailer)).toEqual({ ada: '23^', bob: '23^', late: '3' });
  const mail = mailer.batches.flatMap(({ mails }) => mails).find(({ text }) => text.includes(REPLACED));
  const text = mail?.text.replaceAll(/\s+/g, ' ') ?? '';
  expect(text).toContain('Version 2 is withdrawn and will not take effect');
  expect(text).toContain('If you had accepted version 2, that no longer counts');
  expect(text.indexOf(REPLACED)).toBeLessThan(text.indexOf('Takes effect'));
  const open = await app.store.db
    .selectFrom('fan_outs')
    .select('kind')
    .where('finished_at', 'is', null)
    .execute();
  expect(open).toEqual([{ kind: 'announcement' }]);
});

test('whom the new version does not concern is told of the withdrawal alone', async () => {
  const mailer = rememberingMailer();
  const app = await haveTold(mailer, 'ada', 'bob', 'cyd');
  await askOk(app, 'POST', '/v1/terminations', { user: 'bob', policy: 'privacy', version: 2, when: 'now' });
  // What she had accepted is gone, and she is told of the new one as whoever did not.
  await haveAccepted(app, 'cyd', 2);
  app.wait(1000);
  await replace(app);
  await app.deliver();
  expect(mailsOf(mailer)).toEqual({ ada: '23^', bob: '2-', cyd: '23^' });
  expect((await checkOf(app, 'cyd')).upcoming).toMatchObject([{ version: 3, response: 'none' }]);
});

test('whoever was leaving over a version stays, and hears of that from what takes its place', async () => {
  const mailer = rememberingMailer();
  const app = await haveTold(mailer, 'ada');
  await askOk(app, 'POST', '/v1/terminations', { user: 'ada', policy: 'privacy', version: 2 });
  app.wait(1000);
  await replace(app);
  await app.deliver();
  expect(mailsOf(mailer)).toEqual({ ada: '23^' });
});

test('where nobody is mailed of the new version, those told of the old one are told of its withdrawal', async () => {
  const mailer = rememberingMailer([
    { kind: 'taken', providerIds: ['1', '2'] },
    { kind: 'refused', problem: '422' },
  ]);
  const app = await haveTold(mailer, 'ada', 'bob');
  await replace(app);
  await app.deliver();
  // The mail of the new version was refused for good.
  expect(mailer.to(WITHDRAWN)).toEqual(['ada', 'bob']);
});

test('a version posted after the withdrawal went out is told on its own', async () => {
  const mailer = rememberingMailer();
  const app = await haveTold(mailer, 'ada');
  await askOk(app, 'POST', `${VERSIONS}/2/withdrawal`, { reason: 'We made a mistake.' });
  await app.deliver();
  await havePublished(app, { content: TEXT_3 });
  await app.deliver();
  expect(mailsOf(mailer)).toEqual({ ada: '2-3' });
});

test('where the new version is withdrawn midway, each hears of the withdrawal of what they were told of', async () => {
  const mailer = rememberingMailer();
  const app = await haveTold(mailer, ...Array.from({ length: 150 }, (_, i) => `u${i}`));
  await replace(app);
  while (await fanOutNotices(app.context));
  await sendDueNotices({ ...app.context, mailer });
  await askOk(app, 'POST', `${VERSIONS}/3/withdrawal`, { reason: 'We made another mistake.' });
  await app.deliver();
  const mails = Object.values(mailsOf(mailer)).toSorted();
  expect(mails).toEqual([...Array(50).fill('2-'), ...Array(100).fill('23^-')].toSorted());
});

test('where another one takes the place of the new version midway, everybody is told in one mail of what is left', async () => {
  const mailer = rememberingMailer();
  const app = await haveTold(mailer, ...Array.from({ length: 150 }, (_, i) => `u${i}`));
  await replace(app);
  while (await fanOutNotices(app.context));
  await sendDueNotices({ ...app.context, mailer });
  await replace(app, { content: `${TEXT_3}\n\nOne more.` });
  await app.deliver();
  const mails = Object.values(mailsOf(mailer)).toSorted();
  expect(mails).toEqual([...Array(50).fill('24^'), ...Array(100).fill('23^4^')].toSorted());
});

test('while the new version is paused nobody is told twice, and after a day nobody waits any longer', async () => {
  const mailer = rememberingMailer();
  const app = await haveTold(mailer, 'ada');
  await replace(app);
  await askOk(app, 'POST', `${VERSIONS}/3/pause`, {});
  await app.deliver();
  expect(mailsOf(mailer)).toEqual({ ada: '2' });
  app.wait('PT25H');
  await app.deliver();
  expect(mailsOf(mailer)).toEqual({ ada: '2-' });
  await askOk(app, 'POST', `${VERSIONS}/3/resume`, {});
  await app.deliver();
  // They know of the withdrawal by then.
  expect(mailsOf(mailer)).toEqual({ ada: '2-3' });
});

test('a mail of which nobody knows whether it came tells nobody that the old version is withdrawn', async () => {
  const mailer = rememberingMailer([
    { kind: 'taken', providerIds: ['1'] },
    { kind: 'unknown', problem: 'lost' },
  ]);
  const app = await haveTold(mailer, 'ada');
  await replace(app);
  await app.deliver();
  expect(mailsOf(mailer)).toEqual({ ada: '23^-' });
});

test('the record of a mail and its page say what was replaced', async () => {
  const app = await haveTold('local', 'ada');
  await replace(app);
  await app.deliver();
  const { body } = await app.store.db
    .selectFrom('records')
    .select('body')
    .where('kind', '=', 'sent')
    .where('body', 'like', '%"version":3%')
    .executeTakeFirstOrThrow();
  expect(JSON.parse(body).facts.tells).toMatchObject([{ policy: 'privacy', version: 3, replaces: [2] }]);
  const page = await app.ask('GET', await reviewPathOf(app, 'ada@example.com'));
  expect(page.body).toContain(REPLACED);
});

test('a version that takes the place of two says once what becomes of answers to them', async () => {
  const app = await haveTold('local', 'ada');
  await havePublished(app, { content: TEXT_3 });
  await app.deliver();
  await replace(app, { content: `${TEXT_3}\n\nOne more.` });
  await app.deliver();
  const page = String((await app.ask('GET', await reviewPathOf(app, 'ada@example.com'))).body);
  expect(page).toContain('Version 4 takes the place of version 2');
  expect(page).toContain('Version 4 takes the place of version 3');
  expect(page.match(/If you had accepted/g)).toHaveLength(1);
  expect(page.match(/you are not leaving any more/g)).toHaveLength(1);
  const mails = await app.store.db.selectFrom('renditions').select('text').execute();
  const mail = mails.map(({ text }) => text).find((text) => text.includes('place of version 3')) ?? '';
  expect(mail).toContain('place of version 2');
  expect(mail.match(/If you had accepted/g)).toHaveLength(1);
});
