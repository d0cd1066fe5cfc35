import { describe, expect, test } from 'vitest';
import { localMailer } from '../../../src/delivery/local-mailer.ts';
import {
  askOk,
  checkOf,
  dumpDatabase,
  haveAccepted,
  haveAdaTold,
  havePolicy,
  havePublished,
  haveUsers,
  TEXT_2,
  testApp,
} from '../../support/arrange.ts';
import { mailEvent, report, WEBHOOK_SECRET } from '../../support/sign-webhook.ts';
import type { TestApp } from '../../support/test-app.ts';

const DAY = 24 * 60 * 60 * 1000;
const SHOWN = { user: 'ada', policy: 'privacy', version: 2 };
const show = (app: TestApp, shown: Record<string, unknown> = SHOWN) =>
  app.ask('POST', '/v1/notices/shown', shown);

/** Ada holds version 1 and version 2 is announced, but mails wait. */
async function haveAdaUntold(): Promise<TestApp> {
  const app = await testApp({ mailer: null });
  await havePolicy(app);
  await haveUsers(app, 'ada');
  await haveAccepted(app, 'ada');
  await havePublished(app);
  return app;
}

describe('a notice that the product shows', () => {
  test('tells the user; showing it again changes nothing and answers as the first time', async () => {
    const app = await haveAdaUntold();
    const answer = {
      ...SHOWN,
      toldAt: '2026-11-22T09:00:00.000Z',
      bindsAt: '2026-12-22T09:00:00.000Z',
    };
    const first = await show(app);
    expect({ status: first.status, body: first.body }).toEqual({ status: 201, body: answer });
    app.wait(DAY);
    const before = await dumpDatabase(app.store);
    const second = await show(app);
    expect({ status: second.status, body: second.body }).toEqual({ status: 200, body: answer });
    expect(await dumpDatabase(app.store)).toEqual(before);
    expect((await checkOf(app, 'ada')).upcoming[0]).toMatchObject({ toldAt: answer.toldAt });
  });

  test('gives the late period to whoever sees it after the version took effect', async () => {
    const app = await haveAdaUntold();
    app.wait(40 * DAY);
    expect((await show(app)).body).toMatchObject({
      toldAt: '2027-01-01T09:00:00.000Z',
      bindsAt: '2027-01-08T09:00:00.000Z',
    });
  });

  test('leaves whom a mail told before as they were told', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    app.wait(DAY);
    const { status, body } = await show(app);
    expect(status).toBe(201);
    expect(body.toldAt).toBe('2026-11-22T09:00:00.000Z');
    expect((await show(app)).status).toBe(200);
  });

  test('is refused for a version that is withdrawn or superseded', async () => {
    const app = await haveAdaUntold();
    await askOk(app, 'POST', '/v1/policies/privacy/versions/2/withdrawal', { reason: 'A mistake.' });
    const { status, body } = await show(app);
    expect(status).toBe(409);
    expect(body).toEqual({
      type: '/problems/version-not-open',
      title: 'The version is not open',
      status: 409,
      detail: 'Version 2 is withdrawn: there is nothing to be told of.',
    });
    await havePublished(app, { content: `${TEXT_2}\nMore.\n`, change: 'legal', reason: 'A court order.' });
    expect((await show(app, { ...SHOWN, version: 1 })).body.detail).toBe(
      'Version 1 is superseded: there is nothing to be told of.',
    );
  });

  test('is refused for what does not exist', async () => {
    const app = await haveAdaUntold();
    expect((await show(app, { ...SHOWN, user: 'bob' })).body.type).toBe('/problems/unknown-user');
    expect((await show(app, { ...SHOWN, policy: 'terms' })).body.type).toBe('/problems/unknown-policy');
    expect((await show(app, { ...SHOWN, version: 9 })).body.type).toBe('/problems/unknown-version');
    expect((await show(app, { ...SHOWN, at: 'now' })).body.errors).toEqual([
      { pointer: '/at', detail: 'is not known here' },
    ]);
  });
});

describe('the deliveries of a version', () => {
  const LIST = '/v1/policies/privacy/versions/2/deliveries';

  /** Three users whose announcements went out, and one of them bounced. */
  async function haveOneBounced(): Promise<TestApp> {
    const mailer = {
      ...localMailer(),
      name: 'resend' as const,
      send: async (batch: { mails: readonly { to: string }[] }) => ({
        kind: 'taken' as const,
        providerIds: batch.mails.map((one) => `re-${one.to}`),
      }),
    };
    const app = await testApp({ mailer, webhookSecret: WEBHOOK_SECRET });
    await havePolicy(app);
    await haveUsers(app, 'ada', 'bob', 'eve');
    await havePublished(app);
    await app.deliver();
    await report(app, mailEvent('bounced', { providerId: 're-bob@example.com' }));
    return app;
  }

  const sent = (user: string) => ({
    id: expect.any(String),
    user,
    kind: 'announcement',
    state: 'sent',
    sentAt: '2026-11-22T09:00:00.000Z',
    providerId: `re-${user}@example.com`,
    mayRepeat: null,
  });

  test('are listed page by page, without an address', async () => {
    const app = await haveOneBounced();
    const found: { user: string }[] = [];
    let cursor: string | null = null;
    do {
      const { body } = await askOk(
        app,
        'GET',
        `${LIST}?limit=1${cursor === null ? '' : `&cursor=${cursor}`}`,
      );
      found.push(...body.items);
      cursor = body.next;
    } while (cursor !== null);
    expect(found.toSorted((a, b) => (a.user < b.user ? -1 : 1))).toEqual([
      sent('ada'),
      { ...sent('bob'), state: 'bounced' },
      sent('eve'),
    ]);
  });

  test('are listed by state', async () => {
    const app = await haveOneBounced();
    const { body } = await askOk(app, 'GET', `${LIST}?state=bounced`);
    expect(body).toEqual({ items: [{ ...sent('bob'), state: 'bounced' }], next: null });
    expect((await askOk(app, 'GET', `${LIST}?state=unknown`)).body.items).toEqual([]);
    expect((await askOk(app, 'GET', `${LIST}?state=sent`)).body.items).toHaveLength(2);
  });

  test('name nobody who was erased', async () => {
    const app = await haveOneBounced();
    await askOk(app, 'DELETE', '/v1/users/bob');
    expect((await askOk(app, 'GET', `${LIST}?state=bounced`)).body.items[0].user).toBeNull();
  });

  test('are refused for a state, a cursor or a version that does not exist', async () => {
    const app = await haveOneBounced();
    expect((await app.ask('GET', `${LIST}?state=lost`)).body.errors[0].pointer).toBe('?state');
    expect((await app.ask('GET', `${LIST}?cursor=x`)).body.errors[0].pointer).toBe('?cursor');
    expect((await app.ask('GET', LIST.replace('2', '9'))).body.type).toBe('/problems/unknown-version');
  });
});

describe('a publication while bounces would stay unseen', () => {
  const publication = { content: TEXT_2, change: 'minor', summary: 'New words.' };
  const PATH = '/v1/policies/privacy/versions';
  const resend = { ...localMailer(), name: 'resend' as const };

  test('is warned of that, dry or not', async () => {
    const app = await testApp({ mailer: resend });
    await havePolicy(app);
    for (const path of [`${PATH}?dryRun=true`, PATH]) {
      expect((await askOk(app, 'POST', path, publication)).body.warnings).toEqual([
        'Bounces stay unseen while RESEND_WEBHOOK_SECRET is not set: whoever a notice does not reach counts as told.',
      ]);
    }
  });

  test.each([
    ['with a secret', { mailer: resend, webhookSecret: WEBHOOK_SECRET }],
    ['with the local mailbox', {}],
  ])('is warned of nothing %s', async (_, options) => {
    const app = await testApp(options);
    await havePolicy(app);
    expect((await askOk(app, 'POST', PATH, publication)).body).not.toHaveProperty('warnings');
  });
});
