import { describe, expect, test } from 'vitest';
import {
  askOk,
  checkOf,
  dumpDatabase,
  haveAccepted,
  havePolicy,
  havePublished,
  haveUsers,
  recordsOf,
  testApp,
} from '../../support/arrange.ts';
import type { TestApp } from '../../support/test-app.ts';

const PATH = '/v1/users/ada/events';
const OF = { policy: 'privacy', version: 2 };
const POSTED = '2026-11-22T09:00:00.000Z';

/** Ada holds version 1, version 2 is announced since a day, and no mail went out. */
async function haveAda(): Promise<TestApp> {
  const app = await testApp();
  await havePolicy(app);
  await haveUsers(app, 'ada');
  await haveAccepted(app, 'ada');
  await havePublished(app);
  app.wait('P1D');
  return app;
}

describe('what is reported of a reader', () => {
  test.each([
    [
      'a renewal',
      { kind: 'renewal', at: '2026-01-01T01:00:00+01:00' },
      { channel: null, policy: null, version: null },
    ],
    [
      'a letter',
      { kind: 'delivered', channel: 'post', ...OF, at: POSTED, states: ['use', 'silence', 'use'] },
      { states: ['silence', 'use'] },
    ],
    ['a push message', { kind: 'shown', channel: 'push', ...OF, at: POSTED, states: [] }, { states: [] }],
    [
      'a message in the account',
      { kind: 'delivered', channel: 'account', ...OF, at: POSTED },
      { states: null },
    ],
  ])('is kept and recorded, and tells nobody by itself: %s', async (_, event, also) => {
    const app = await haveAda();
    const { status, body } = await app.ask('POST', PATH, event);
    const at = new Date(event.at).toISOString();
    expect(status).toBe(201);
    expect(body).toMatchObject({ user: 'ada', ...event, at, ...also });
    const [record] = (await recordsOf(app)).filter(({ kind }) => kind === 'reported');
    const { kind: what, channel, policy, version, states } = body;
    expect(record).toMatchObject({
      at,
      recordedAt: app.clock.now,
      policy,
      version,
      facts: { what, channel, states },
    });
    const { body: exported } = await askOk(app, 'GET', '/v1/users/ada/export');
    expect(exported.readerEvents).toMatchObject([
      { id: body.id, kind: what, channel, policy, version, at, states },
    ]);
    expect((await checkOf(app, 'ada')).upcoming).toMatchObject([{ version: 2, toldAt: null }]);
  });

  test('is kept once, however often the same is said', async () => {
    const app = await haveAda();
    const letter = { kind: 'delivered', channel: 'post', ...OF, at: POSTED };
    const first = await askOk(app, 'POST', PATH, letter);
    const before = await dumpDatabase(app.store);
    app.wait(1000);
    const again = await app.ask('POST', PATH, { ...letter, at: '2026-11-22T10:00:00+01:00' });
    expect(again).toMatchObject({ status: 200, body: first.body });
    expect(await dumpDatabase(app.store)).toEqual(before);
    expect((await app.ask('POST', PATH, { ...letter, states: [] })).status).toBe(201);
    expect((await app.ask('POST', PATH, { ...letter, channel: 'push' })).status).toBe(201);
  });

  test('of a version that was withdrawn or superseded meanwhile is kept all the same', async () => {
    const app = await haveAda();
    await askOk(app, 'POST', '/v1/policies/privacy/versions/2/withdrawal', { reason: 'A mistake.' });
    const letter = { kind: 'delivered', channel: 'post', ...OF, at: POSTED };
    expect((await app.ask('POST', PATH, letter)).status).toBe(201);
  });

  test.each([
    ['the future', '/at', { kind: 'renewal', at: '2027-01-01T00:00:00Z' }],
    [
      'a time before the version was posted',
      '/at',
      { kind: 'delivered', channel: 'post', ...OF, at: '2026-11-22T08:59:59Z' },
    ],
    ['the future, in the account', '/at', { kind: 'shown', ...OF, at: '2027-01-01T00:00:00Z' }],
    [
      'a time before it was posted, in the account',
      '/at',
      { kind: 'shown', ...OF, at: '2026-11-22T08:59:59Z' },
    ],
  ])('is refused of %s', async (_, pointer, event) => {
    const app = await haveAda();
    const before = await dumpDatabase(app.store);
    const { status, body } = await app.ask('POST', PATH, event);
    expect({ status, pointer: body.errors[0].pointer }).toEqual({ status: 400, pointer });
    expect(await dumpDatabase(app.store)).toEqual(before);
  });

  test.each([
    [{ kind: 'renewal', at: POSTED, ...OF }],
    [{ kind: 'renewal', at: POSTED, channel: 'post' }],
    [{ kind: 'delivered', ...OF, at: POSTED }],
    [{ kind: 'delivered', channel: 'mail', ...OF, at: POSTED }],
    [{ kind: 'shown', channel: 'site', ...OF, at: POSTED }],
    [{ kind: 'shown', ...OF, at: POSTED, states: ['use'] }],
    [{ kind: 'delivered', channel: 'post', policy: 'privacy', at: POSTED }],
    [{ kind: 'delivered', channel: 'post', ...OF }],
    [{ kind: 'delivered', channel: 'post', ...OF, at: POSTED, states: ['explicit'] }],
    [{ kind: 'used', at: POSTED }],
  ])('is refused as %j', async (event) => {
    const app = await haveAda();
    const before = await dumpDatabase(app.store);
    expect(await app.ask('POST', PATH, event)).toMatchObject({
      status: 400,
      body: { type: '/problems/invalid-request' },
    });
    expect(await dumpDatabase(app.store)).toEqual(before);
  });

  test.each([
    ['/v1/users/nobody/events', { kind: 'renewal', at: POSTED }, 'unknown-user'],
    [PATH, { kind: 'delivered', channel: 'post', policy: 'terms', version: 1, at: POSTED }, 'unknown-policy'],
    [PATH, { kind: 'shown', policy: 'privacy', version: 9, at: POSTED }, 'unknown-version'],
  ])('is refused of what there is not: %s %j', async (path, event, code) => {
    const app = await haveAda();
    expect(await app.ask('POST', path, event)).toMatchObject({
      status: 404,
      body: { type: `/problems/${code}` },
    });
  });
});

describe('a notice shown in the account', () => {
  test('tells them since it was shown, by whichever path it is reported', async () => {
    const app = await haveAda();
    const { status, body } = await app.ask('POST', PATH, { kind: 'shown', ...OF, at: POSTED });
    expect(status).toBe(201);
    expect(body).toMatchObject({ kind: 'shown', channel: 'account', ...OF, at: POSTED, states: null });
    expect((await checkOf(app, 'ada')).upcoming).toMatchObject([{ version: 2, toldAt: POSTED }]);
    expect((await recordsOf(app)).filter(({ kind }) => kind === 'shown')).toMatchObject([
      { id: `shown:${body.id}`, at: POSTED, recordedAt: app.clock.now },
    ]);
    const before = await dumpDatabase(app.store);
    const again = await app.ask('POST', '/v1/notices/shown', { user: 'ada', ...OF });
    expect(again).toMatchObject({ status: 200, body: { toldAt: POSTED } });
    const later = await app.ask('POST', PATH, {
      kind: 'shown',
      channel: 'account',
      ...OF,
      at: app.clock.now,
    });
    expect(later).toMatchObject({ status: 200, body: { id: body.id, at: POSTED } });
    expect(await dumpDatabase(app.store)).toEqual(before);
  });

  test('tells nobody earlier who was told by a mail before it was reported', async () => {
    const app = await haveAda();
    await app.deliver();
    const toldAt = app.clock.now;
    await askOk(app, 'POST', PATH, { kind: 'shown', ...OF, at: POSTED });
    expect((await checkOf(app, 'ada')).upcoming).toMatchObject([{ version: 2, toldAt }]);
  });

  test('is refused of a version that is withdrawn', async () => {
    const app = await haveAda();
    await askOk(app, 'POST', '/v1/policies/privacy/versions/2/withdrawal', { reason: 'A mistake.' });
    expect(await app.ask('POST', PATH, { kind: 'shown', ...OF, at: POSTED })).toMatchObject({
      ...{ status: 409, body: { type: '/problems/version-not-open' } },
    });
  });
});
