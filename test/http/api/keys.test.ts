import { describe, expect, test } from 'vitest';
import { askOk, dumpDatabase, havePolicy, haveUsers, testApp } from '../../support/arrange.ts';
import type { TestApp } from '../../support/test-app.ts';

type Role = 'legal' | 'app' | 'admin';

const haveKey = async (app: TestApp, role: Role) =>
  (await askOk(app, 'POST', '/v1/keys', { name: `the ${role} key`, role })).body as {
    id: string;
    key: string;
  };

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

/** Every route of the contract under /v1, with the role it needs. */
const ROUTES: readonly (readonly [method: string, path: string, role: 'any' | Role])[] = [
  ['PUT', '/v1/policies/privacy', 'legal'],
  ['GET', '/v1/policies', 'any'],
  ['GET', '/v1/policies/privacy', 'any'],
  ['POST', '/v1/policies/privacy/versions', 'legal'],
  ['GET', '/v1/policies/privacy/versions', 'any'],
  ['GET', '/v1/policies/privacy/versions/1', 'any'],
  ['POST', '/v1/policies/privacy/versions/1/withdrawal', 'legal'],
  ['GET', '/v1/policies/privacy/versions/1/progress', 'legal'],
  ['GET', '/v1/policies/privacy/versions/1/deliveries', 'legal'],
  ['GET', '/v1/policies/privacy/versions/1/acceptances.csv', 'legal'],
  ['GET', '/v1/policies/privacy/versions/1/deliveries.csv', 'legal'],
  ['GET', '/v1/policies/privacy/changes?from=1&to=1', 'any'],
  ['PUT', '/v1/users/ada', 'app'],
  ['GET', '/v1/users/ada', 'app'],
  ['DELETE', '/v1/users/nobody', 'app'],
  ['GET', '/v1/users/ada/export', 'app'],
  ['PUT', '/v1/users/ada/hold', 'legal'],
  ['GET', '/v1/users/ada/hold', 'legal'],
  ['POST', '/v1/users/ada/events', 'app'],
  ['POST', '/v1/users/import', 'app'],
  ['GET', '/v1/users/ada/policies', 'app'],
  ['GET', '/v1/users/ada/policies/privacy', 'app'],
  ['POST', '/v1/checks', 'app'],
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

describe.each(ROUTES)('%s %s', (method, path, needed) => {
  const body = method === 'GET' || method === 'DELETE' ? undefined : {};

  test('refuses without a key that works, and does nothing', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada');
    const { id } = await haveKey(app, 'admin');
    const before = await dumpDatabase(app.store);
    const wrong = ['', 'Bearer', 'Bearer wrong', 'Basic dGVzdC1hZG1pbi1rZXk=', 'test-admin-key'];
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
      if (needed === 'any' || role === needed || role === 'admin') {
        expect([401, 403, 500]).not.toContain(answer.status);
      } else {
        expect(answer.status).toBe(403);
        expect(answer.body).toEqual({
          type: '/problems/forbidden',
          title: 'This key may not do that',
          status: 403,
          detail: `This needs a key with the role "${needed}"; this one has "${role}".`,
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

  test('needs a name and a role that exists', async () => {
    const { ask } = await testApp();
    for (const [body, pointer] of [
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
