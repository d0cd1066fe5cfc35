import fc from 'fast-check';
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
import type { TestApp } from '../../support/test-app.ts';

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

  test.each(['.', '..'])(
    'cannot be called "%s", which no path can name, wherever an id is given',
    async (user) => {
      const app = await testApp();
      await havePolicy(app);
      await haveUsers(app, 'ada');
      const before = await dumpDatabase(app.store);
      const detail = 'must not be "." or ".."';
      const about = { user, policy: 'privacy', version: 1 };
      for (const path of ['/v1/acceptances', '/v1/terminations', '/v1/notices/shown']) {
        expect((await app.ask('POST', path, about)).body, path).toEqual(invalidAt('/user', detail));
      }
      expect((await app.ask('POST', '/v1/uses', { user })).body).toEqual(invalidAt('/user', detail));
      const checks = await app.ask('POST', '/v1/checks', { policy: 'privacy', users: ['ada', user] });
      expect(checks.body).toEqual(invalidAt('/users/1', detail));
      const imported = await app.ask('POST', '/v1/users/import', { user, email: null });
      expect(imported.body.rejected).toEqual([{ line: 1, detail: `/user ${detail}` }]);
      expect(await dumpDatabase(app.store)).toEqual(before);
    },
  );

  test('can be read and erased by a path under every id that is taken', async () => {
    const { ask } = await testApp();
    const part = fc.oneof(
      fc.constantFrom(
        '.',
        '..',
        '/',
        '\\',
        '%',
        '%2e',
        '%2F',
        '?',
        '#',
        ';',
        ' ',
        ':',
        '@',
        '~',
        '+',
        'import',
      ),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }),
    );
    const id = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(id, async (user) => {
        const { body } = await ask('POST', '/v1/users/import', { user, email: null });
        if (body.rejectedCount === 1) return;
        taken++;
        const path = `/v1/users/${encodeURIComponent(user)}`;
        expect((await ask('GET', path)).body.user).toBe(user);
        expect((await ask('GET', `${path}/policies`)).status).toBe(200);
        expect((await ask('DELETE', path)).status).toBe(204);
      }),
      { numRuns: 300, examples: [['.'], ['..'], ['...'], ['%2e%2e'], ['./'], ['import']] },
    );
    expect(taken).toBeGreaterThan(100);
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
    [
      'a name with a lone surrogate',
      { email: null, name: '\udc00' },
      '/name',
      'must be well-formed Unicode without NUL',
    ],
    ...['a\nb', 'a\u0007', 'a\u009b31m', 'a\u2028b', 'a\u202eb', 'a\u2066b', ' '].map(
      (name): [string, object, string, string] => [
        `the name ${JSON.stringify(name)}`,
        { email: null, name },
        '/name',
        'must be one line of printable text',
      ],
    ),
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

describe('users looked for by their address', () => {
  async function haveAddresses(...addresses: readonly string[]): Promise<TestApp> {
    const app = await testApp();
    for (const [i, email] of addresses.entries()) await askOk(app, 'PUT', `/v1/users/u${i}`, { email });
    await askOk(app, 'PUT', '/v1/users/mute', { email: null });
    return app;
  }
  const found = async (app: TestApp, email: string, more = '') =>
    (await askOk(app, 'GET', `/v1/users?email=${encodeURIComponent(email)}${more}`)).body;
  const addressesOf = async (app: TestApp, email: string) =>
    (await found(app, email)).items.map((one: { email: string }) => one.email);

  test('are found by all of it or its beginning, in whatever case', async () => {
    const app = await haveAddresses(
      'Ada@example.com',
      'ada@example.com.au',
      'adam@example.com',
      'bo@ada.example',
    );
    expect(await addressesOf(app, 'ADA@example.com')).toEqual(['Ada@example.com', 'ada@example.com.au']);
    expect(await addressesOf(app, 'ada')).toEqual([
      'Ada@example.com',
      'ada@example.com.au',
      'adam@example.com',
    ]);
    expect(await addressesOf(app, 'zoe')).toEqual([]);
    expect((await found(app, 'bo@')).items[0]).toMatchObject({ user: 'u3', standing: 'active' });
  });

  test('are not found by what only looks like a pattern', async () => {
    const app = await haveAddresses('a_b@example.com', 'axb@example.com', 'a%b@example.com');
    expect(await addressesOf(app, 'a_')).toEqual(['a_b@example.com']);
    expect(await addressesOf(app, 'a%')).toEqual(['a%b@example.com']);
    expect(await addressesOf(app, '%')).toEqual([]);
  });

  test('come page by page, each once', async () => {
    const app = await haveAddresses(
      'same@example.com',
      'same@example.com',
      'same@example.com',
      'same@example.org',
    );
    const names: string[] = [];
    let next = '';
    do {
      const body = await found(app, 'same', `&limit=2${next}`);
      names.push(...body.items.map((one: { user: string }) => one.user));
      next = body.next === null ? '' : `&cursor=${body.next}`;
    } while (next !== '');
    expect(names.toSorted()).toEqual(['u0', 'u1', 'u2', 'u3']);
    expect(names.at(-1)).toBe('u3');
  });

  test('are looked for by something', async () => {
    const app = await haveAddresses();
    for (const query of ['', '?email=', '?email=%00']) {
      expect((await app.ask('GET', `/v1/users${query}`)).status).toBe(400);
    }
  });
});
