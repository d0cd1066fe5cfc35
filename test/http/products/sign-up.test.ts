import { describe, expect, test } from 'vitest';
import { askOk, checkOf, haveAccepted, havePolicy, havePublished, testApp } from '../../support/arrange.ts';
import { ADMIN_KEY } from '../../support/test-app.ts';

const SIGN_UP = {
  user: 'ada',
  email: 'ada@example.com',
  locale: 'de',
  accepts: [{ policy: 'privacy', version: 1 }],
  method: 'sign-up form',
};

describe('signing up', () => {
  test('makes a user and what they agreed to in one call', async () => {
    const app = await testApp();
    await havePolicy(app);
    const { status, body } = await app.ask('POST', '/v1/users', SIGN_UP);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      user: 'ada',
      acceptances: [
        { user: 'ada', policy: 'privacy', version: 1, basis: 'explicit', method: 'sign-up form' },
      ],
    });
    expect(await checkOf(app, 'ada')).toMatchObject({ accepted: true, next: 'none' });
    expect((await askOk(app, 'GET', '/v1/users/ada')).body).toMatchObject({
      email: 'ada@example.com',
      locale: 'de',
    });
  });

  test('repeated it answers as the first time, and under its key to the letter', async () => {
    const app = await testApp();
    await havePolicy(app);
    const key = { 'idempotency-key': 'one' };
    const first = await app.ask('POST', '/v1/users', SIGN_UP, key);
    const again = await app.ask('POST', '/v1/users', SIGN_UP, key);
    expect([again.status, again.body]).toEqual([201, first.body]);
    const anew = await app.ask('POST', '/v1/users', SIGN_UP);
    expect([anew.status, anew.body]).toEqual([200, first.body]);
  });

  test('does what an interrupted one left undone', async () => {
    const app = await testApp();
    await havePolicy(app);
    await askOk(app, 'PUT', '/v1/users/ada', { email: 'ada@example.com' });
    await haveAccepted(app, 'ada');
    await askOk(app, 'PUT', '/v1/policies/terms', { title: 'Terms' });
    await askOk(app, 'POST', '/v1/policies/terms/versions', { content: '# Terms\n\nBe kind.\n' });
    const accepts = [...SIGN_UP.accepts, { policy: 'terms', version: 1 }];
    const { status, body } = await app.ask('POST', '/v1/users', { ...SIGN_UP, accepts });
    expect(status).toBe(201);
    expect(body.acceptances).toHaveLength(2);
  });

  test('refuses a text that is not the one in force', async () => {
    const app = await testApp();
    await havePolicy(app);
    const accepts = [{ policy: 'privacy', version: 1, contentHash: `sha256:${'0'.repeat(64)}` }];
    const { status, body } = await app.ask('POST', '/v1/users', { ...SIGN_UP, accepts });
    expect([status, body.type]).toEqual([409, '/problems/content-mismatch']);
  });
});

describe('what a sign-up form shows', () => {
  test('is public, and the version in force until the next one is', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app);
    const read = () => app.app.request('/policies/privacy/current.json');
    const response = await read();
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('cache-control')).toBe('public, max-age=60');
    expect(await response.json()).toEqual({
      policy: 'privacy',
      title: 'Privacy Policy',
      version: 1,
      contentHash: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      locale: 'en',
      effectiveAt: '2026-11-22T09:00:00.000Z',
      url: 'http://localhost:8787/policies/privacy/versions/1',
    });
    app.wait('P29D');
    app.wait(86_390_000);
    expect((await read()).headers.get('cache-control')).toBe('public, max-age=10');
    app.wait(10_000);
    expect(await (await read()).json()).toMatchObject({ version: 2 });
  });

  test('is nothing where there is no such policy, or none of its versions is in force', async () => {
    const app = await testApp();
    await askOk(app, 'PUT', '/v1/policies/terms', { title: 'Terms' });
    expect((await app.app.request('/policies/terms/current.json')).status).toBe(404);
    expect((await app.app.request('/policies/other/current.json')).status).toBe(404);
  });
});

test('a program reads whose key it has', async () => {
  const app = await testApp();
  expect((await askOk(app, 'GET', '/v1/whoami')).body).toEqual({
    api: 1,
    key: 'admin',
    name: null,
    role: 'admin',
  });
  const { body } = await askOk(app, 'POST', '/v1/keys', { name: 'shop', role: 'app' });
  const asShop = { authorization: `Bearer ${body.key}` };
  expect((await app.ask('GET', '/v1/whoami', undefined, asShop)).body).toEqual({
    api: 1,
    key: body.id,
    name: 'shop',
    role: 'app',
  });
  expect(
    (await app.ask('GET', '/v1/whoami', undefined, { authorization: `Bearer ${ADMIN_KEY}x` })).status,
  ).toBe(401);
});
