import { describe, expect, test } from 'vitest';
import { makeKey } from '../../../src/actions/access/make-key.ts';
import type { Instant } from '../../../src/domain/instant.ts';
import { createApp } from '../../../src/http/app.ts';
import { askOk, dumpDatabase, havePolicy, haveUsers, invalidAt, testApp } from '../../support/arrange.ts';
import { ON_POSTGRES } from '../../support/databases.ts';
import { ADMIN_KEY, type TestApp } from '../../support/test-app.ts';

type Role = 'legal' | 'app' | 'admin';

const haveKey = async (app: TestApp, role: Role) =>
  (await askOk(app, 'POST', '/v1/keys', { name: `the ${role} key`, role })).body as {
    id: string;
    key: string;
  };

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

/** Every route of the contract under /v1, with the role it needs. */
const ROUTES: readonly (readonly [method: string, path: string, role: 'any' | 'app or legal' | Role])[] = [
  ['PUT', '/v1/policies/privacy', 'legal'],
  ['GET', '/v1/policies', 'any'],
  ['GET', '/v1/policies/privacy', 'any'],
  ['POST', '/v1/policies/privacy/versions', 'legal'],
  ['GET', '/v1/policies/privacy/versions', 'any'],
  ['GET', '/v1/policies/privacy/versions/1', 'any'],
  ['POST', '/v1/policies/privacy/versions/1/withdrawal', 'legal'],
  ['GET', '/v1/policies/privacy/versions/1/progress', 'legal'],
  ['GET', '/v1/policies/privacy/versions/1/deliveries', 'legal'],
  ['GET', '/v1/policies/privacy/versions/1/people?state=left', 'legal'],
  ['GET', '/v1/policies/privacy/versions/1/people.csv?state=left', 'legal'],
  ['GET', '/v1/policies/privacy/versions/1/acceptances.csv', 'legal'],
  ['GET', '/v1/policies/privacy/versions/1/deliveries.csv', 'legal'],
  ['GET', '/v1/policies/privacy/changes?from=1&to=1', 'any'],
  ['POST', '/v1/policies/privacy/versions/1/deliveries/0/again', 'app or legal'],
  ['GET', '/v1/users?email=a', 'app'],
  ['POST', '/v1/users/ada/links', 'app'],
  ['DELETE', '/v1/users/ada/links/00', 'app'],
  ['GET', '/v1/events', 'app or legal'],
  ['PUT', '/v1/users/ada', 'app'],
  ['GET', '/v1/users/ada', 'app or legal'],
  ['DELETE', '/v1/users/nobody', 'app'],
  ['GET', '/v1/users/ada/export', 'app or legal'],
  ['PUT', '/v1/users/ada/hold', 'legal'],
  ['GET', '/v1/users/ada/hold', 'legal'],
  ['POST', '/v1/users/ada/events', 'app'],
  ['POST', '/v1/users/import', 'app'],
  ['GET', '/v1/users/ada/policies', 'app or legal'],
  ['GET', '/v1/users/ada/policies/privacy', 'app or legal'],
  ['POST', '/v1/checks', 'app or legal'],
  ['POST', '/v1/acceptances', 'app'],
  ['POST', '/v1/terminations', 'app'],
  ['DELETE', '/v1/terminations/00', 'app'],
  ['POST', '/v1/uses', 'app'],
  ['POST', '/v1/notices/shown', 'app'],
  ['POST', '/v1/policies/privacy/history', 'admin'],
  ['PUT', '/v1/calendars/x', 'legal'],
  ['GET', '/v1/calendars', 'any'],
  ['GET', '/v1/calendars/x', 'any'],
  ['POST', '/v1/keys', 'admin'],
  ['GET', '/v1/keys', 'admin'],
  ['DELETE', '/v1/keys/00', 'admin'],
];

/** Which roles a route is for is decided with the key in hand, so one route shows that each database hands it out. */
const ROUTES_HERE = ON_POSTGRES ? ROUTES.slice(0, 1) : ROUTES;

describe.each(ROUTES_HERE)('%s %s', (method, path, needed) => {
  const body = method === 'GET' || method === 'DELETE' ? undefined : {};

  test('refuses without a key that works, and does nothing', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada');
    const { id } = await haveKey(app, 'admin');
    const before = await dumpDatabase(app.store);
    const wrong = ['', 'Bearer', 'Bearer wrong', `Basic ${btoa(ADMIN_KEY)}`, ADMIN_KEY];
    for (const authorization of [...wrong, `Bearer pv_${id}_${'0'.repeat(64)}`]) {
      const answer = await app.ask(method, path, body, { authorization });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
      expect(answer.body).toEqual({
        type: '/problems/unauthorized',
        title: 'A key is required',
        status: 401,
        detail: 'Send a key that works as "Authorization: Bearer …".',
      });
    }
    expect(await dumpDatabase(app.store)).toEqual(before);
  });

  test(`opens to ${needed === 'any' ? 'every role' : `${needed} and admin alone`}`, async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada');
    for (const role of ['legal', 'app', 'admin'] as const) {
      const { key } = await haveKey(app, role);
      const answer = await app.ask(method, path, body, bearer(key));
      if (needed === 'any' || needed.split(' or ').includes(role) || role === 'admin') {
        expect([401, 403, 500]).not.toContain(answer.status);
      } else {
        expect(answer.status).toBe(403);
        expect(answer.body).toEqual({
          type: '/problems/forbidden',
          title: 'This key may not do that',
          status: 403,
          detail: `This needs a key with the role "${needed.replace(' or ', '" or "')}"; this one has "${role}".`,
        });
      }
    }
  });
});

describe('a key', () => {
  test('shows its secret once, and only a hash of it is kept', async () => {
    const app = await testApp();
    const { status, headers, body } = await app.ask('POST', '/v1/keys', { name: 'The shop', role: 'app' });
    expect(status).toBe(201);
    expect(headers.get('cache-control')).toBe('no-store');
    const { key, ...shown } = body;
    expect(shown).toEqual({
      id: expect.any(String),
      name: 'The shop',
      role: 'app',
      createdAt: '2026-11-22T09:00:00.000Z',
      lastUsedAt: null,
      endsAt: null,
    });
    const secret = (key as string).split('_').at(-1) as string;
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(await dumpDatabase(app.store))).not.toContain(secret);
    const list = (await app.ask('GET', '/v1/keys')).body;
    expect(list).toEqual({ items: [shown], next: null });
  });

  test('stops working at once when it is deleted', async () => {
    const app = await testApp();
    await havePolicy(app);
    const { id, key } = await haveKey(app, 'legal');
    expect((await app.ask('GET', '/v1/policies', undefined, bearer(key))).status).toBe(200);
    const { status, body } = await app.ask('DELETE', `/v1/keys/${id}`);
    expect({ status, body }).toEqual({ status: 204, body: '' });
    expect((await app.ask('GET', '/v1/policies', undefined, bearer(key))).status).toBe(401);
    expect((await app.ask('GET', '/v1/keys')).body.items).toEqual([]);
  });

  test('that does not exist, or was deleted, cannot be deleted', async () => {
    const app = await testApp();
    const { id } = await haveKey(app, 'legal');
    await app.ask('DELETE', `/v1/keys/${id}`);
    const { status, body } = await app.ask('DELETE', `/v1/keys/${id}`);
    expect(status).toBe(404);
    expect(body).toEqual({
      type: '/problems/unknown-key',
      title: 'Unknown key',
      status: 404,
      detail: 'There is no such key.',
    });
  });

  test('is named by every write made with it', async () => {
    const app = await testApp();
    const { id, key } = await haveKey(app, 'admin');
    await havePolicy({ ask: (method, path, body) => app.ask(method, path, body, bearer(key)) });
    const version = await app.store.db.selectFrom('versions').select('key_id').executeTakeFirstOrThrow();
    expect(version.key_id).toBe(id);
  });

  test('shows when it was last used, to within ten minutes', async () => {
    const app = await testApp();
    await havePolicy(app);
    const { key } = await haveKey(app, 'app');
    const lastUsedAt = async () => (await app.ask('GET', '/v1/keys')).body.items[0].lastUsedAt;
    const use = () => app.ask('GET', '/v1/policies', undefined, bearer(key));
    expect(await lastUsedAt()).toBeNull();
    await use();
    expect(await lastUsedAt()).toBe('2026-11-22T09:00:00.000Z');
    app.wait('PT9M');
    await use();
    expect(await lastUsedAt()).toBe('2026-11-22T09:00:00.000Z');
    app.wait('PT1M');
    await use();
    expect(await lastUsedAt()).toBe('2026-11-22T09:10:00.000Z');
  });

  test('lets its bearer in where it cannot be written down that it was used', async () => {
    const { context, store, ask } = await testApp();
    const { key } = (await ask('POST', '/v1/keys', { name: 'x', role: 'app' })).body;
    const logged: unknown[] = [];
    const atomic = async () => Promise.reject(new Error('the disk is full'));
    const app = createApp(
      { ...context, store: { ...store, atomic }, log: (...line) => logged.push(line) },
      (_, next) => next(),
    );
    for (let i = 0; i < 2; i++) {
      expect((await app.request('/v1/policies', { headers: bearer(key) })).status).toBe(200);
    }
    expect(logged.filter((line) => JSON.stringify(line).includes('could not be written down'))).toHaveLength(
      1,
    );
  });

  test('works until the instant that it is to end by', async () => {
    const app = await testApp();
    await havePolicy(app);
    const endsAt = '2026-11-22T10:00:00.000Z';
    const { status, body } = await app.ask('POST', '/v1/keys', { name: 'x', role: 'app', endsAt });
    expect([status, body.endsAt]).toEqual([201, endsAt]);
    const use = async () => (await app.ask('GET', '/v1/policies', undefined, bearer(body.key))).status;
    app.wait(3_599_999);
    expect(await use()).toBe(200);
    expect((await app.ask('GET', '/v1/keys')).body.items).toHaveLength(1);
    app.wait(1);
    expect(await use()).toBe(401);
    expect((await app.ask('GET', '/v1/keys')).body.items).toEqual([]);
    const past = await app.ask('POST', '/v1/keys', { name: 'x', role: 'app', endsAt: app.clock.now });
    expect(past.body).toEqual({
      ...invalidAt('/endsAt', 'must lie in the future'),
      detail: expect.any(String),
    });
  });

  test('needs a name, a role that exists, and an end that is one', async () => {
    const { ask } = await testApp();
    for (const [body, pointer] of [
      [{ name: 'x', role: 'app', endsAt: 'soon' }, '/endsAt'],
      [{ role: 'app' }, '/name'],
      [{ name: 'x', role: 'root' }, '/role'],
      [{ name: '', role: 'app' }, '/name'],
    ] as const) {
      const answer = await ask('POST', '/v1/keys', body);
      expect(answer.status).toBe(400);
      expect(answer.body.errors[0].pointer).toBe(pointer);
    }
  });
});

describe('the last admin key', () => {
  /** A service whose environment has no admin key, with so many others. */
  async function haveAdmins(...ends: readonly (string | null)[]) {
    const { context } = await testApp();
    const app = createApp({ ...context, adminKeyHash: null }, (_, next) => next());
    const made: { id: string; token: string }[] = [];
    for (const endsAt of ends) {
      const { key, token } = await makeKey(
        context,
        { name: 'x', role: 'admin', endsAt: endsAt as Instant },
        'test',
      );
      made.push({ id: key.id, token });
    }
    const remove = async (id: string, token: string) => {
      const response = await app.request(`/v1/keys/${id}`, { method: 'DELETE', headers: bearer(token) });
      return response.status === 204 ? 204 : ((await response.json()) as { type: string }).type;
    };
    return { made: made as [(typeof made)[number], ...typeof made], remove };
  }

  test('cannot be deleted, and another can', async () => {
    const { made, remove } = await haveAdmins(null, null);
    const [one, other] = made;
    expect(await remove(other?.id ?? '', one.token)).toBe(204);
    expect(await remove(one.id, one.token)).toBe('/problems/last-admin-key');
    expect(await remove(one.id, one.token)).toBe('/problems/last-admin-key');
  });

  test('is the last also where another ends by itself', async () => {
    const { made, remove } = await haveAdmins(null, '2026-12-01T00:00:00.000Z');
    const [one, ending] = made;
    expect(await remove(one.id, one.token)).toBe('/problems/last-admin-key');
    expect(await remove(ending?.id ?? '', one.token)).toBe(204);
  });

  test('is never both of two that are deleted at the same moment', async () => {
    for (let i = 0; i < 10; i++) {
      const { made, remove } = await haveAdmins(null, null);
      const [one, other] = made as [{ id: string; token: string }, { id: string; token: string }];
      const answers = await Promise.all([remove(one.id, other.token), remove(other.id, one.token)]);
      expect(answers.filter((answer) => answer === 204)).toHaveLength(1);
    }
  });

  test('can be deleted while the environment has one', async () => {
    const app = await testApp();
    const { id } = await haveKey(app, 'admin');
    expect((await app.ask('DELETE', `/v1/keys/${id}`)).status).toBe(204);
  });
});

describe('wrong keys', () => {
  const guess = (app: TestApp, key: string) => app.ask('GET', '/v1/policies', undefined, bearer(key));

  async function haveGuesser() {
    const app = await testApp();
    const { key } = await haveKey(app, 'app');
    const logged: string[] = [];
    const from = { address: '198.51.100.7' as string | null };
    const context = app.context as {
      log: typeof app.context.log;
      clientAddress: typeof app.context.clientAddress;
    };
    context.log = (level, message, fields) => logged.push(`${level} ${message} ${JSON.stringify(fields)}`);
    context.clientAddress = () => from.address;
    return { app, key, from, logged };
  }

  test('are slowed down for whoever sends them, to one a second', async () => {
    const { app, key, logged } = await haveGuesser();
    const statuses = async (count: number) => {
      const all: number[] = [];
      for (let i = 0; i < count; i++) all.push((await guess(app, `wrong-${i}`)).status);
      return all;
    };
    expect(new Set(await statuses(20))).toEqual(new Set([401]));
    const refused = await guess(app, 'wrong');
    expect(refused.headers.get('retry-after')).toBe('1');
    expect([refused.status, refused.body]).toEqual([
      429,
      {
        type: '/problems/too-many-requests',
        title: 'Too many requests',
        status: 429,
        detail: 'Too many keys that do not work came from your address. Try again in 1 seconds.',
        retryAfter: 1,
      },
    ]);
    // Not even the right one, or guessing would go on as fast.
    expect((await guess(app, key)).status).toBe(429);
    expect(new Set(await statuses(50))).toEqual(new Set([429]));
    app.wait(2000);
    expect(await statuses(3)).toEqual([401, 401, 429]);
    app.wait('PT1M');
    expect((await guess(app, key)).status).toBe(200);
    expect(logged.filter((line) => line.includes('many wrong keys'))).toEqual([
      'warn somebody sends many wrong keys, and is slowed down {"sender":"198.51.100.7"}',
      'warn somebody sends many wrong keys, and is slowed down {"sender":"198.51.100.7"}',
    ]);
  });

  test('slow down neither others nor a key that has worked before', async () => {
    const { app, key, from } = await haveGuesser();
    expect((await guess(app, key)).status).toBe(200);
    for (let i = 0; i < 30; i++) await guess(app, `wrong-${i}`);
    expect((await guess(app, 'wrong')).status).toBe(429);
    expect((await guess(app, key)).status).toBe(200);
    from.address = '198.51.100.8';
    expect((await guess(app, 'wrong')).status).toBe(401);
  });

  test('of a whole network of IPv6 are slowed down together', async () => {
    const { app, from } = await haveGuesser();
    for (let i = 0; i < 20; i++) {
      from.address = `2001:db8:1:2::${i + 1}`;
      expect((await guess(app, 'wrong')).status).toBe(401);
    }
    from.address = '2001:db8:1:2:ffff::1';
    expect((await guess(app, 'wrong')).status).toBe(429);
    from.address = '2001:db8:1:3::1';
    expect((await guess(app, 'wrong')).status).toBe(401);
  });

  test('are slowed down wherever a key lets in, and requests without one are not', async () => {
    const { app } = await haveGuesser();
    for (let i = 0; i < 20; i++) await guess(app, 'wrong');
    for (const [method, path] of [
      ['POST', '/v1/users/import'],
      ['GET', '/v1/users/ada/evidence'],
      ['GET', '/v1/policies/privacy/versions/1/acceptances.csv'],
    ] as const) {
      expect((await app.ask(method, path, undefined, bearer('wrong'))).status, path).toBe(429);
    }
    const nobody = await app.app.request('/v1/policies');
    expect(nobody.status).toBe(401);
  });

  test('that come at once are counted each', async () => {
    const { app } = await haveGuesser();
    const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => guess(app, `wrong-${i}`)));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(20);
  });

  test.each([
    ['the same wrong one is counted each time', 'wrong', 20, 401],
    ['one that works is not wrong before that is known', null, 100, 200],
  ])('that come at once: %s', async (_what, wrong, count, status) => {
    const { app, key } = await haveGuesser();
    const answers = await Promise.all(Array.from({ length: 100 }, () => guess(app, wrong ?? key)));
    expect(answers.filter((one) => one.status === status)).toHaveLength(count);
  });

  test('count to the key that is deleted while it is used', async () => {
    const { app } = await haveGuesser();
    const { id, key } = await haveKey(app, 'app');
    await guess(app, key);
    await app.ask('DELETE', `/v1/keys/${id}`);
    const answers = [];
    for (let i = 0; i < 25; i++) answers.push((await guess(app, key)).status);
    expect(answers.filter((status) => status === 429).length).toBeGreaterThan(0);
  });
});
