import { describe, expect, test } from 'vitest';
import {
  askOk,
  checkOf,
  haveAccepted,
  haveAdaTold,
  havePolicy,
  havePublished,
  haveUsers,
  testApp,
} from '../../support/arrange.ts';

const CHECK = '/v1/users/ada/policies/privacy';

describe('the check', () => {
  test('says everything about someone who holds the version in force and is told of the next', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    expect(await checkOf(app, 'ada')).toEqual({
      user: 'ada',
      policy: 'privacy',
      standing: 'active',
      accepted: true,
      basis: 'explicit',
      reason: null,
      next: 'none',
      current: { version: 1, effectiveAt: '2026-11-22T09:00:00.000Z', toldAt: null, bindsAt: null },
      holds: { version: 1, basis: 'explicit', at: '2026-11-22T09:00:00.000Z' },
      upcoming: [
        {
          version: 2,
          change: 'substantial',
          effectiveAt: '2026-12-22T09:00:00.000Z',
          toldAt: '2026-11-22T09:00:00.000Z',
          bindsAt: '2026-12-22T09:00:00.000Z',
          response: 'none',
        },
      ],
      validUntil: '2026-12-22T09:00:00.000Z',
    });
  });

  test('asks for a use once the version someone was told of is in force, and takes it', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    app.wait('P30D');
    expect(await checkOf(app, 'ada')).toMatchObject({
      accepted: false,
      reason: 'awaiting-use',
      next: 'report-use',
      validUntil: null,
    });
    await askOk(app, 'POST', '/v1/uses', { user: 'ada' });
    expect(await checkOf(app, 'ada')).toMatchObject({ accepted: true, basis: 'deemed', next: 'none' });
  });

  test('sends someone who never agreed to the text and a button', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada');
    expect(await checkOf(app, 'ada')).toMatchObject({ reason: 'never-accepted', next: 'ask' });
  });

  test('shows the notice to someone who arrives after effect and holds an older version', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada');
    await haveAccepted(app, 'ada');
    await askOk(app, 'PUT', '/v1/users/ada', { email: null });
    await havePublished(app);
    app.wait('P30D');
    expect(await checkOf(app, 'ada')).toMatchObject({ reason: 'not-told', next: 'show-notice' });
  });

  test('asks for an explicit version in force whatever the use', async () => {
    const app = await testApp();
    await haveAdaTold(app, { acceptance: 'explicit' });
    app.wait('P30D');
    await askOk(app, 'POST', '/v1/uses', { user: 'ada' });
    expect(await checkOf(app, 'ada')).toMatchObject({ reason: 'acceptance-required', next: 'ask' });
  });

  test('denies someone who has left', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    await askOk(app, 'POST', '/v1/terminations', { user: 'ada', policy: 'privacy', version: 2, when: 'now' });
    expect(await checkOf(app, 'ada')).toMatchObject({
      standing: 'terminated',
      reason: 'terminated',
      next: 'deny',
    });
  });

  test('gates on nothing while no version is in force', async () => {
    const app = await testApp();
    await askOk(app, 'PUT', '/v1/policies/privacy', { title: 'Privacy Policy' });
    await haveUsers(app, 'ada');
    expect(await checkOf(app, 'ada')).toMatchObject({
      accepted: false,
      reason: 'no-version-in-force',
      next: 'none',
      current: null,
    });
  });

  test('of an unknown user or policy is refused', async () => {
    const app = await testApp();
    await havePolicy(app);
    const user = await app.ask('GET', CHECK);
    expect(user.body).toEqual({
      type: '/problems/unknown-user',
      title: 'Unknown user',
      status: 404,
      detail: 'There is no such user.',
    });
    await haveUsers(app, 'ada');
    const policy = await app.ask('GET', '/v1/users/ada/policies/terms');
    expect(policy.body).toEqual({
      type: '/problems/unknown-policy',
      title: 'Unknown policy',
      status: 404,
      detail: 'There is no policy "terms".',
    });
    expect((await app.ask('GET', '/v1/users/nobody/policies')).status).toBe(404);
  });

  test('can be asked for every policy at once', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    await askOk(app, 'PUT', '/v1/policies/terms', { title: 'Terms' });
    const { body } = await app.ask('GET', '/v1/users/ada/policies');
    expect(body.next).toBeNull();
    expect(body.items.map((one: { policy: string }) => one.policy)).toEqual(['privacy', 'terms']);
    expect(body.items[0]).toEqual(await checkOf(app, 'ada'));
  });
});

describe('caches', () => {
  const cacheControlOf = (headers: Headers) => headers.get('cache-control');

  test('may keep a positive answer for a minute', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    for (const path of [CHECK, '/v1/users/ada/policies']) {
      const { headers } = await app.ask('GET', path);
      expect(cacheControlOf(headers)).toBe('private, max-age=60');
    }
  });

  test('may not keep it beyond the instant at which the clock can change it', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    app.wait(30 * 24 * 3_600_000 - 10_500);
    expect(cacheControlOf((await app.ask('GET', CHECK)).headers)).toBe('private, max-age=10');
    app.wait(10_000);
    expect(cacheControlOf((await app.ask('GET', CHECK)).headers)).toBe('private, max-age=0');
  });

  test('may not keep a negative answer at all', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    app.wait('P30D');
    for (const path of [CHECK, '/v1/users/ada/policies']) {
      expect(cacheControlOf((await app.ask('GET', path)).headers)).toBe('private, no-store');
    }
  });

  test('are told when an answer is the one they have', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    for (const path of [CHECK, '/v1/users/ada/policies']) {
      const etag = (await app.ask('GET', path)).headers.get('etag') ?? '';
      expect(etag).toMatch(/^"[^"]+"$/);
      for (const known of [etag, `W/${etag}`, `"other", ${etag}`]) {
        const { status, headers, body } = await app.ask('GET', path, undefined, { 'if-none-match': known });
        expect({ status, body, etag: headers.get('etag') }).toEqual({ status: 304, body: '', etag });
        expect(cacheControlOf(headers)).toBe('private, max-age=60');
      }
    }
  });

  test('get a new answer as soon as it changed', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    const etag = (await app.ask('GET', CHECK)).headers.get('etag') ?? '';
    await haveAccepted(app, 'ada', 2);
    const { status, body } = await app.ask('GET', CHECK, undefined, { 'if-none-match': etag });
    expect(status).toBe(200);
    expect(body.upcoming[0].response).toBe('accepted');
  });
});

describe('checks of many users', () => {
  test('come in the order asked, repeated ones too, with unknown ones marked', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada', 'bob');
    await haveAccepted(app, 'bob');
    const users = ['bob', 'nobody', 'ada', 'bob'];
    const { status, headers, body } = await app.ask('POST', '/v1/checks', { policy: 'privacy', users });
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toContain('no-store');
    expect(body.next).toBeNull();
    expect(body.items).toEqual([
      await checkOf(app, 'bob'),
      { user: 'nobody', policy: 'privacy', unknown: true },
      await checkOf(app, 'ada'),
      await checkOf(app, 'bob'),
    ]);
  });

  test('may be a thousand and no more', async () => {
    const app = await testApp();
    await havePolicy(app);
    const users = Array.from({ length: 1000 }, (_, i) => `u${i}`);
    const { body } = await app.ask('POST', '/v1/checks', { policy: 'privacy', users });
    expect(body.items).toHaveLength(1000);
    const { status } = await app.ask('POST', '/v1/checks', { policy: 'privacy', users: [...users, 'x'] });
    expect(status).toBe(400);
  });

  test('may name a thousand of the longest ids', async () => {
    const app = await testApp();
    await havePolicy(app);
    const users = Array.from({ length: 1000 }, (_, i) => '🙂'.repeat(124) + String(i).padStart(8, '0'));
    const { status } = await app.ask('POST', '/v1/checks', { policy: 'privacy', users });
    expect(status).toBe(200);
  });

  test('of an unknown policy are refused', async () => {
    const { ask } = await testApp();
    const { status, body } = await ask('POST', '/v1/checks', { policy: 'terms', users: [] });
    expect(status).toBe(404);
    expect(body).toMatchObject({ type: '/problems/unknown-policy' });
  });
});
