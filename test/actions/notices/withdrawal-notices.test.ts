import { describe, expect, test } from 'vitest';
import { fanOutNotices } from '../../../src/actions/notices/fan-out-notices.ts';
import { sendDueNotices } from '../../../src/actions/sending/send-due-notices.ts';
import type { Mailer } from '../../../src/delivery/mailer.ts';
import type { Store } from '../../../src/storage/store.ts';
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
import { openTestStore, startTestApp, type TestApp } from '../../support/test-app.ts';

const VERSIONS = '/v1/policies/privacy/versions';
const ANNOUNCED = 'changes effective';
const WITHDRAWN = 'the announced changes are withdrawn';

/** The service with a policy in force, and users who hold it. */
async function haveHolders(mailer: Mailer | null, ...users: readonly string[]): Promise<TestApp> {
  const app = await testApp({ mailer });
  await havePolicy(app);
  await haveUsers(app, ...users);
  for (const user of users) await haveAccepted(app, user);
  return app;
}

/** Users who were told of version 2. */
async function haveTold(mailer: Mailer | null, ...users: readonly string[]): Promise<TestApp> {
  const app = await haveHolders(mailer, ...users);
  await havePublished(app);
  await app.deliver();
  app.wait(1000);
  return app;
}

const withdraw = (app: TestApp, version = 2, also: Record<string, unknown> = {}) =>
  askOk(app, 'POST', `${VERSIONS}/${version}/withdrawal`, { reason: 'We made a mistake.', ...also });

async function importUsers(app: TestApp, count: number): Promise<void> {
  const lines = Array.from({ length: count }, (_, i) =>
    JSON.stringify({ user: `u${i}`, email: `u${i}@example.com` }),
  );
  await askOk(app, 'POST', '/v1/users/import', lines.join('\n'));
}

/** Whoever got the announcement got one notice of its withdrawal, and nobody else did. */
function expectSamePeople(mailer: RememberingMailer, announcements = ANNOUNCED): void {
  expect(mailer.to(WITHDRAWN)).toEqual(mailer.to(announcements));
  expect(new Set(mailer.to(WITHDRAWN)).size).toBe(mailer.to(WITHDRAWN).length);
}

describe('a notice of withdrawal goes to', () => {
  test('whoever was told, once, and says so', async () => {
    const mailer = rememberingMailer();
    const app = await haveTold(mailer, 'ada', 'bob');
    await withdraw(app);
    await app.deliver();
    expect(mailer.to(WITHDRAWN)).toEqual(['ada', 'bob']);
    const [mail] = mailer.about(WITHDRAWN);
    expect(mail?.subject).toBe('Privacy Policy: the announced changes are withdrawn');
    expect(mail?.text).toContain('We made a mistake.');
    expect(mail?.text).not.toContain('90 days');
    app.wait('P40D');
    await app.deliver();
    expectSamePeople(mailer);
  });

  test('those who answered it without being told of it, also by what was imported', async () => {
    const mailer = rememberingMailer();
    const app = await haveHolders(mailer, 'ada', 'bob', 'cyd', 'dan', 'eve');
    await havePublished(app);
    await haveAccepted(app, 'ada', 2);
    const decline = { policy: 'privacy', version: 2 };
    const { body } = await askOk(app, 'POST', '/v1/terminations', { user: 'bob', ...decline });
    await askOk(app, 'DELETE', `/v1/terminations/${body.id}`);
    await askOk(app, 'POST', '/v1/terminations', { user: 'cyd', ...decline, when: 'now' });
    const dan = { user: 'dan', email: 'dan@example.com', accepted: { privacy: 2 } };
    await askOk(app, 'POST', '/v1/users/import', JSON.stringify(dan));
    await withdraw(app);
    await app.deliver();
    expect(mailer.to(ANNOUNCED)).toEqual([]);
    expect(mailer.to(WITHDRAWN)).toEqual(['ada', 'bob', 'cyd', 'dan']);
    app.wait('P40D');
    await app.deliver();
    expect(mailer.to(WITHDRAWN)).toHaveLength(4);
  });

  test('everyone who answered without being told, however many steps that takes', async () => {
    const mailer = rememberingMailer();
    const app = await haveHolders(mailer);
    await havePublished(app);
    const lines = Array.from({ length: 40 }, (_, i) =>
      JSON.stringify({ user: `u${i}`, email: `u${i}@example.com`, accepted: { privacy: 2 } }),
    );
    await askOk(app, 'POST', '/v1/users/import', lines.join('\n'));
    await withdraw(app);
    while (await fanOutNotices(app.context, 7));
    await app.deliver();
    expect(mailer.to(WITHDRAWN)).toHaveLength(40);
    expect(new Set(mailer.to(WITHDRAWN)).size).toBe(40);
  });

  test('those who accepted, those who are leaving and those who have left', async () => {
    const mailer = rememberingMailer();
    const app = await haveTold(mailer, 'ada', 'bob', 'cyd');
    await haveAccepted(app, 'ada', 2);
    const decline = { policy: 'privacy', version: 2 };
    await askOk(app, 'POST', '/v1/terminations', { user: 'bob', ...decline });
    await askOk(app, 'POST', '/v1/terminations', { user: 'cyd', ...decline, when: 'now' });
    app.wait(1000);
    await withdraw(app);
    await app.deliver();
    expect(mailer.to(WITHDRAWN)).toEqual(['ada', 'bob', 'cyd']);
    expect((await checkOf(app, 'cyd')).standing).toBe('terminated');
  });

  test('the address that someone has by then', async () => {
    const mailer = rememberingMailer();
    const app = await haveTold(mailer, 'ada');
    await askOk(app, 'PUT', '/v1/users/ada', { email: 'new@example.com' });
    await withdraw(app);
    await app.deliver();
    expect(mailer.to(WITHDRAWN)).toEqual(['new']);
  });

  test('those of whom nobody knows whether they were told', async () => {
    const mailer = rememberingMailer([{ kind: 'unknown', problem: 'lost' }]);
    const app = await haveTold(mailer, 'ada');
    await withdraw(app);
    await app.deliver();
    expect(mailer.to(WITHDRAWN)).toEqual(['ada']);
    expect((await checkOf(app, 'ada')).standing).toBe('active');
  });

  test('those told of each version, when several are withdrawn together', async () => {
    const mailer = rememberingMailer();
    const app = await haveTold(mailer, 'ada');
    await havePublished(app, { content: TEXT_3 });
    await app.deliver();
    await withdraw(app, 2, { pending: 'withdraw' });
    await app.deliver();
    expect(mailer.to(WITHDRAWN)).toEqual(['ada', 'ada']);
    const lead = (version: number) => new RegExp(`withdrawn version\\s+${version} of`);
    expect(mailer.about(WITHDRAWN).filter((one) => lead(2).test(one.text))).toHaveLength(1);
    expect(mailer.about(WITHDRAWN).filter((one) => lead(3).test(one.text))).toHaveLength(1);
  });
});

describe('no notice of withdrawal goes to', () => {
  test('those who were erased, who lost their address, or whose announcement was refused', async () => {
    const mailer = rememberingMailer([{ kind: 'taken', providerIds: ['1', '2', null] }]);
    const app = await haveTold(mailer, 'ada', 'bob', 'cyd');
    const [batch] = mailer.batches;
    const refused = batch?.mails[2]?.to.replace('@example.com', '') ?? '';
    const [erased = '', lost = ''] = ['ada', 'bob', 'cyd'].filter((one) => one !== refused);
    await withdraw(app);
    await askOk(app, 'DELETE', `/v1/users/${erased}`);
    await askOk(app, 'PUT', `/v1/users/${lost}`, { email: null });
    await app.deliver();
    expect(mailer.to(WITHDRAWN)).toEqual([]);
  });

  test('someone erased between being queued and being sent', async () => {
    const mailer = rememberingMailer();
    const app = await haveTold(mailer, 'ada', 'bob');
    await withdraw(app);
    while (await fanOutNotices(app.context));
    await askOk(app, 'DELETE', '/v1/users/bob');
    await app.deliver();
    expect(mailer.to(WITHDRAWN)).toEqual(['ada']);
  });

  test('those who joined after it, and those who had no address', async () => {
    const mailer = rememberingMailer();
    const app = await haveHolders(mailer, 'ada');
    await askOk(app, 'PUT', '/v1/users/bob', { email: null });
    await havePublished(app);
    await app.deliver();
    await withdraw(app);
    await haveUsers(app, 'cyd');
    await askOk(app, 'PUT', '/v1/users/bob', { email: 'bob@example.com' });
    await app.deliver();
    expect(mailer.to(WITHDRAWN)).toEqual(['ada']);
  });

  test('anyone, when the version was withdrawn before a single mail went out', async () => {
    const app = await testApp({ mailer: null });
    await havePolicy(app);
    await haveUsers(app, 'ada');
    await havePublished(app);
    await app.deliver();
    await withdraw(app);
    const mailer = rememberingMailer();
    await (await startTestApp({ store: app.store, mailer, now: app.clock.now })).deliver();
    expect(mailer.batches).toEqual([]);
  });

  test('whoever was told of it by the withdrawal itself: it tells nobody of the version', async () => {
    const mailer = rememberingMailer([{ kind: 'unknown', problem: 'lost' }]);
    const app = await haveTold(mailer, 'ada');
    await withdraw(app);
    await app.deliver();
    const { body } = await app.ask('GET', `${VERSIONS}/2/progress`);
    expect(body).toMatchObject({ unknown: 1, sent: 0, told: 0 });
  });
});

describe('a version withdrawn in the middle of its fan-out', () => {
  test('is announced to nobody more, and exactly those who got it are told', async () => {
    const mailer = rememberingMailer();
    const app = await testApp({ mailer });
    await havePolicy(app);
    await importUsers(app, 1500);
    await havePublished(app);
    // Two steps of three are walked, and three chunks of ten are sent.
    for (let step = 0; step < 2; step++) await fanOutNotices(app.context);
    for (let chunk = 0; chunk < 3; chunk++) await sendDueNotices({ ...app.context, mailer });
    app.wait(1000);
    await withdraw(app);
    await app.deliver();
    expect(mailer.to(ANNOUNCED)).toHaveLength(300);
    expectSamePeople(mailer);
    const { body } = await app.ask('GET', `${VERSIONS}/2/progress`);
    expect(body).toMatchObject({ queued: 0, sent: 300 });
  });

  test('is told of to a chunk that was under way, once it is known that it arrived', async () => {
    const mailer = rememberingMailer([], async ({ mails }) => {
      if (!mails[0]?.subject.includes(ANNOUNCED) || mailer.batches.length > 1) return;
      await withdraw(app);
      // The walk goes by while nobody knows yet what becomes of this chunk.
      while (await fanOutNotices(app.context));
      expect(mailer.to(WITHDRAWN)).toEqual([]);
    });
    const app = await testApp({ mailer });
    await havePolicy(app);
    await importUsers(app, 250);
    await havePublished(app);
    await app.deliver();
    expect(mailer.to(ANNOUNCED)).toHaveLength(100);
    expectSamePeople(mailer);
  });

  test('is told of to a chunk whose outcome stays unclear', async () => {
    const mailer = rememberingMailer([{ kind: 'unclear', problem: 'reset' }]);
    const app = await haveHolders(mailer, 'ada', 'bob');
    await havePublished(app);
    await app.deliver();
    await withdraw(app);
    await app.deliver();
    expect(mailer.to(WITHDRAWN)).toEqual([]);
    app.wait(60_000);
    await app.deliver();
    expect(mailer.to(ANNOUNCED)).toEqual(['ada', 'bob']);
    expectSamePeople(mailer);
  });

  test('is told of to nobody in a chunk that the provider refused for good', async () => {
    const mailer = rememberingMailer([{ kind: 'refused', problem: '422' }], async () => {
      if (mailer.batches.length === 1) await withdraw(app);
    });
    const app = await haveHolders(mailer, 'ada');
    await havePublished(app);
    await app.deliver();
    expect(mailer.to(WITHDRAWN)).toEqual([]);
  });

  test('freezes no chunk of it any more, even one that somebody holds already', async () => {
    const mailer = rememberingMailer();
    const app = await haveHolders(null, 'ada');
    await havePublished(app);
    await app.deliver();
    // Between reading the version and freezing its chunk.
    let isRead = false;
    let writes = 0;
    const newId = () => {
      isRead = true;
      return app.context.newId();
    };
    const atomic: Store['atomic'] = async (statements) => {
      if (isRead && writes++ === 0) await withdraw(app);
      return app.store.atomic(statements);
    };
    await sendDueNotices({ ...app.context, store: { ...app.store, atomic }, mailer, newId });
    expect(writes).toBeGreaterThan(0);
    expect(mailer.batches).toEqual([]);
    app.wait(60_000);
    await sendDueNotices({ ...app.context, mailer });
    expect(mailer.batches).toEqual([]);
    expect((await app.ask('GET', `${VERSIONS}/2/progress`)).body).toMatchObject({ queued: 0, unknown: 0 });
  });
});

test('a notice of withdrawal goes on after a restart, and reaches nobody twice', async () => {
  const mailer = rememberingMailer();
  const store = await openTestStore();
  const app = await testApp({ mailer, store });
  await havePolicy(app);
  await importUsers(app, 1200);
  await havePublished(app);
  await app.deliver();
  await withdraw(app);
  for (let round = 0; round < 2; round++) await fanOutNotices(app.context);
  for (let chunk = 0; chunk < 4; chunk++) await sendDueNotices({ ...app.context, mailer });
  expect(mailer.to(WITHDRAWN).length).toBeLessThan(1200);
  const next = await startTestApp({ mailer, store, now: app.clock.now });
  await next.deliver();
  expect(mailer.to(WITHDRAWN)).toHaveLength(1200);
  expectSamePeople(mailer);
  const open = await store.db
    .selectFrom('fan_outs')
    .select('kind')
    .where('finished_at', 'is', null)
    .execute();
  expect(open).toEqual([]);
});

test('two processes that walk together queue nobody twice', async () => {
  const mailer = rememberingMailer();
  const app = await testApp({ mailer });
  await havePolicy(app);
  await importUsers(app, 1200);
  await havePublished(app);
  await app.deliver();
  await withdraw(app);
  for (let more = true; more; ) {
    const rounds = await Promise.all([fanOutNotices(app.context), fanOutNotices(app.context)]);
    more = rounds.some((one) => one);
  }
  await app.deliver();
  expectSamePeople(mailer);
});

test('the link in a notice of withdrawal opens a page that says the version was withdrawn', async () => {
  const app = await testApp();
  await havePolicy(app);
  await haveUsers(app, 'ada');
  await haveAccepted(app, 'ada');
  await havePublished(app);
  await app.deliver();
  const announced = await reviewPathOf(app, 'ada@example.com');
  app.wait(1000);
  await withdraw(app);
  await app.deliver();
  const path = await reviewPathOf(app, 'ada@example.com');
  expect(path).not.toBe(announced);
  const { status, body } = await app.ask('GET', path);
  expect(status).toBe(200);
  expect(body).toContain('This change was withdrawn.');
  expect(body).toContain('We made a mistake.');
  expect(body).not.toContain('<form');
});
