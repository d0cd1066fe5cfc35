import { describe, expect, test } from 'vitest';
import {
  askOk,
  checkOf,
  dumpDatabase,
  haveAccepted,
  haveAdaTold,
  havePolicy,
  havePublished,
  haveUsers,
  invalidAt,
  testApp,
} from '../../support/arrange.ts';

const UNKNOWN = {
  type: '/problems/unknown-user',
  title: 'Unknown user',
  status: 404,
  detail: 'There is no such user.',
};

describe('a user', () => {
  test('is made known by the id that the product gives them', async () => {
    const { ask } = await testApp();
    const record = { email: 'ada@example.com', locale: 'en-GB', name: 'Ada' };
    const { status, body } = await ask('PUT', '/v1/users/ada', record);
    expect(status).toBe(201);
    expect(body).toEqual({
      user: 'ada',
      ...record,
      attributes: {},
      renewsAt: [],
      standing: 'active',
      terminatesAt: null,
      createdAt: '2026-11-22T09:00:00.000Z',
      updatedAt: '2026-11-22T09:00:00.000Z',
    });
  });

  test('keeps locale and name where a change leaves them out, and loses them where it says null', async () => {
    const { ask, wait } = await testApp();
    await ask('PUT', '/v1/users/ada', { email: 'ada@example.com', locale: 'fr', name: 'Ada' });
    wait(1000);
    const { status, body } = await ask('PUT', '/v1/users/ada', { email: 'ada@example.org', name: null });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      email: 'ada@example.org',
      locale: 'fr',
      name: null,
      createdAt: '2026-11-22T09:00:00.000Z',
      updatedAt: '2026-11-22T09:00:01.000Z',
    });
  });

  test('carries what the product says of them, which a change that leaves it out keeps', async () => {
    const { ask } = await testApp();
    const said = { attributes: { plan: 'pro', country: 'DE' }, renewsAt: '2027-01-01T01:00:00+01:00' };
    const renewsAt = ['2027-01-01T00:00:00.000Z'];
    const { status, body } = await ask('PUT', '/v1/users/ada', { email: null, ...said });
    expect(status).toBe(201);
    expect(body).toMatchObject({ attributes: said.attributes, renewsAt });
    expect((await ask('PUT', '/v1/users/ada', { email: null })).body).toMatchObject({
      attributes: said.attributes,
      renewsAt,
    });
    const changed = { email: null, attributes: { plan: 'free' } };
    expect((await ask('PUT', '/v1/users/ada', changed)).body).toMatchObject({
      attributes: { plan: 'free' },
      renewsAt,
    });
    const emptied = { email: null, attributes: {}, renewsAt: null };
    expect((await ask('PUT', '/v1/users/ada', emptied)).body).toMatchObject({ attributes: {}, renewsAt: [] });
  });

  test('may have several renewals, which are read in the order of time and each once', async () => {
    const { ask } = await testApp();
    const renewsAt = ['2028-01-01T00:00:00Z', '2027-01-01T00:00:00Z', '2028-01-01T01:00:00+01:00'];
    await ask('PUT', '/v1/users/ada', { email: null, renewsAt });
    expect((await ask('GET', '/v1/users/ada')).body.renewsAt).toEqual([
      '2027-01-01T00:00:00.000Z',
      '2028-01-01T00:00:00.000Z',
    ]);
  });

  test.each([
    [
      '21 attributes',
      '/attributes',
      { attributes: Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`a${i}`, 'x'])) },
    ],
    ['a long value', '/attributes/plan', { attributes: { plan: 'x'.repeat(201) } }],
    ['a value that is no text', '/attributes/seats', { attributes: { seats: 7 } }],
    ['a value that is none', '/attributes/plan', { attributes: { plan: '' } }],
    ['a value that is an object', '/attributes/plan', { attributes: { plan: { name: 'pro' } } }],
    ['a long name', `/attributes/${'n'.repeat(65)}`, { attributes: { ['n'.repeat(65)]: 'x' } }],
    ['no instant', '/renewsAt', { renewsAt: 'tomorrow' }],
    ['101 renewals', '/renewsAt', { renewsAt: Array(101).fill('2027-01-01T00:00:00Z') }],
  ])('is not taken with %s', async (_, pointer, said) => {
    const { ask } = await testApp();
    const { status, body } = await ask('PUT', '/v1/users/ada', { email: null, ...said });
    expect({
      status,
      type: body.type,
      pointers: [...new Set(body.errors.map((one: { pointer: string }) => one.pointer))],
    }).toEqual({
      status: 400,
      type: '/problems/invalid-request',
      pointers: [pointer],
    });
    expect((await ask('GET', '/v1/users/ada')).status).toBe(404);
  });

  test('can be unreachable by mail, and then gets none', async () => {
    const app = await testApp();
    await havePolicy(app);
    await askOk(app, 'PUT', '/v1/users/ada', { email: null });
    await havePublished(app);
    await app.deliver();
    const { body } = await app.ask('GET', '/v1/policies/privacy/versions/2/progress');
    expect(body).toMatchObject({ toTell: 0, told: 0 });
  });

  test.each(['a/b', 'käthe', 'u 1', 'a?b#c', '%', '🙂', '..'])('may be called "%s"', async (id) => {
    const { ask } = await testApp();
    const path = `/v1/users/${encodeURIComponent(id).replaceAll('.', '%2E')}x`;
    expect((await ask('PUT', path, { email: null })).body.user).toBe(`${id}x`);
    expect((await ask('GET', path)).body.user).toBe(`${id}x`);
  });

  test.each([
    ['%00', 'must be printable text'],
    ['a%0Ab', 'must be printable text'],
    ['%E2%80%AE', 'must be printable text'],
  ])('cannot be called %s', async (id, detail) => {
    const { ask } = await testApp();
    const { status, body } = await ask('PUT', `/v1/users/${id}`, { email: null });
    expect(status).toBe(400);
    expect(body).toEqual(invalidAt('{user}', detail));
  });

  test('cannot have an id of 10,000 characters', async () => {
    const { ask } = await testApp();
    const { status, body } = await ask('PUT', `/v1/users/${'u'.repeat(10_000)}`, { email: null });
    expect(status).toBe(400);
    expect(body).toMatchObject({ type: '/problems/invalid-request', errors: [{ pointer: '{user}' }] });
  });

  test.each([
    ['an address that is none', { email: 'ada' }, '/email', 'must be an email address'],
    [
      'an address with a line break',
      { email: 'ada@example.com\nBcc: x@y.example' },
      '/email',
      'must be an email address',
    ],
    [
      'a locale that is none',
      { email: null, locale: '??' },
      '/locale',
      'must be a BCP 47 language tag, such as en or pt-BR',
    ],
    ['a name with NUL', { email: null, name: 'a\0' }, '/name', 'must be well-formed Unicode without NUL'],
    [
      'a name with a lone surrogate',
      { email: null, name: '\udc00' },
      '/name',
      'must be well-formed Unicode without NUL',
    ],
    ['an unknown field', { email: null, age: 7 }, '/age', 'is not known here'],
  ])('is refused with %s', async (_, record, pointer, detail) => {
    const { ask } = await testApp();
    const { status, body } = await ask('PUT', '/v1/users/ada', record);
    expect(status).toBe(400);
    expect(body).toEqual(invalidAt(pointer, detail));
    expect((await ask('GET', '/v1/users/ada')).body).toEqual(UNKNOWN);
  });

  test('is refused without an address, even one that is null', async () => {
    const { ask } = await testApp();
    const { status, body } = await ask('PUT', '/v1/users/ada', { name: 'Ada' });
    expect(status).toBe(400);
    expect(body).toMatchObject({ errors: [{ pointer: '/email' }] });
  });

  test('shows when they leave while they are leaving', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    await askOk(app, 'POST', '/v1/terminations', { user: 'ada', policy: 'privacy', version: 2 });
    const { body } = await app.ask('GET', '/v1/users/ada');
    expect(body).toMatchObject({ standing: 'leaving', terminatesAt: '2026-12-22T09:00:00.000Z' });
    app.wait('P30D');
    expect((await app.ask('GET', '/v1/users/ada')).body.standing).toBe('terminated');
  });

  test('who is unknown can be neither read nor erased', async () => {
    const { ask } = await testApp();
    for (const method of ['GET', 'DELETE']) {
      const { status, body } = await ask(method, '/v1/users/ada');
      expect(status).toBe(404);
      expect(body).toEqual(UNKNOWN);
    }
  });
});

describe('erasing a user', () => {
  test('takes away id, address, name, IP and user agent, and keeps the records under a pseudonym', async () => {
    const app = await testApp();
    await havePolicy(app);
    await askOk(app, 'PUT', '/v1/users/u-unique', { email: 'unique@example.com', name: 'Unique Name' });
    await askOk(
      app,
      'POST',
      '/v1/acceptances',
      {
        user: 'u-unique',
        policy: 'privacy',
        version: 1,
        ip: '203.0.113.77',
        userAgent: 'UniqueBrowser/1',
      },
      { 'idempotency-key': 'k' },
    );
    await havePublished(app);
    await app.deliver();
    await askOk(app, 'POST', '/v1/terminations', {
      user: 'u-unique',
      policy: 'privacy',
      version: 2,
      reason: 'unique reason',
    });
    const { status, body } = await app.ask('DELETE', '/v1/users/u-unique');
    expect({ status, body }).toEqual({ status: 204, body: '' });
    const dump = await dumpDatabase(app.store);
    expect(JSON.stringify(dump)).not.toMatch(/unique|203\.0\.113\.77/i);
    expect(dump.acceptances).toHaveLength(1);
    expect(dump.terminations).toHaveLength(1);
    expect(dump.deliveries).toHaveLength(1);
  });

  test('ends notices that have not gone out', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada');
    await havePublished(app);
    await askOk(app, 'DELETE', '/v1/users/ada');
    await app.deliver();
    const { body } = await app.ask('GET', '/v1/policies/privacy/versions/2/progress');
    expect(body).toMatchObject({ queued: 0, sent: 0 });
  });

  test('lets the product use the id again for somebody new who has agreed to nothing', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada');
    await haveAccepted(app, 'ada');
    await askOk(app, 'DELETE', '/v1/users/ada');
    expect((await app.ask('GET', '/v1/users/ada/policies/privacy')).body).toEqual(UNKNOWN);
    await haveUsers(app, 'ada');
    expect(await checkOf(app, 'ada')).toMatchObject({ accepted: false, reason: 'never-accepted' });
  });
});
