import { describe, expect, test } from 'vitest';
import { createApp } from '../../../src/http/app.ts';
import { askOk, dumpDatabase, havePolicy, haveUsers, invalidAt, testApp } from '../../support/arrange.ts';
import { ADMIN_KEY, type Answered } from '../../support/test-app.ts';

/** Every route that takes JSON. */
const WRITES = [
  ['PUT', '/v1/policies/privacy'],
  ['POST', '/v1/policies/privacy/versions'],
  ['POST', '/v1/policies/privacy/versions/1/withdrawal'],
  ['PUT', '/v1/users/ada'],
  ['PUT', '/v1/users/ada/hold'],
  ['POST', '/v1/checks'],
  ['POST', '/v1/acceptances'],
  ['POST', '/v1/terminations'],
  ['POST', '/v1/uses'],
  ['POST', '/v1/keys'],
] as const;

const invalidBody = (detail: string) => ({
  ...invalidAt('', detail),
  detail: `The body ${detail}.`,
});

describe.each(WRITES)('%s %s refuses, and changes nothing, when its body', (method, path) => {
  const send = async (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada');
    const before = await dumpDatabase(app.store);
    const response = await app.app.request(path, {
      method,
      body,
      headers: { authorization: `Bearer ${ADMIN_KEY}`, ...headers },
    });
    expect(await dumpDatabase(app.store)).toEqual(before);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    return { status: response.status, body: (await response.json()) as Answered['body'] };
  };

  test.each(['', '{', 'nothing', '{"a":1}}', '\ufeff{}', "{'a':1}", '{"a":NaN}', '\0'])(
    'is not JSON: %j',
    async (source) => {
      expect(await send(source)).toEqual({ status: 400, body: invalidBody('is not JSON') });
    },
  );

  test('is not UTF-8', async () => {
    const answer = await send(Uint8Array.from([0x22, 0xff, 0xfe, 0x22]));
    expect(answer).toEqual({ status: 400, body: invalidBody('is not UTF-8') });
  });

  test.each(['null', '[]', '"text"', '7', 'true'])('is JSON, but %s', async (source) => {
    const { status, body } = await send(source);
    expect(status).toBe(400);
    expect(body).toMatchObject({ type: '/problems/invalid-request', errors: [{ pointer: '' }] });
  });

  test('holds a field that nobody knows, however it is called', async () => {
    const { status, body } = await send('{"colour":1,"a/b~c":2}');
    expect(status).toBe(400);
    const pointers = body.errors.map((one: { pointer: string }) => one.pointer);
    expect(pointers).toEqual(expect.arrayContaining(['/colour', '/a~1b~0c']));
  });

  test('is nested ten thousand deep', async () => {
    expect((await send('['.repeat(10_000) + ']'.repeat(10_000))).status).toBe(400);
  });

  test('is huge', async () => {
    const { status, body } = await send(`{"x":"${'x'.repeat(9_000_000)}"}`);
    expect(status).toBe(413);
    expect(body).toMatchObject({ type: '/problems/too-large', title: 'Too large', status: 413 });
  });
});

describe('a path', () => {
  test.each(['/v1', '/v1/', '/v2/policies', '/v1/policies/', '/v1//policies', '/favicon.ico', '/%00'])(
    'that leads nowhere, such as %s, is answered as a problem',
    async (path) => {
      const { ask } = await testApp();
      const { status, headers, body } = await ask('GET', path);
      expect(status).toBe(404);
      expect(headers.get('content-type')).toBe('application/problem+json');
      expect(body).toEqual({
        type: '/problems/not-found',
        title: 'There is nothing here',
        status: 404,
        detail: 'There is nothing at this path.',
      });
    },
  );

  test.each(['%', '%E0%A4%A', '%zz', '%ff', '%ED%A0%80', 'a%2', 'x'.repeat(10_000), '%F0%9F'.repeat(1000)])(
    'with the id %.20s is no fault of ours',
    async (id) => {
      const app = await testApp();
      await havePolicy(app);
      const paths = [
        `/v1/users/${id}`,
        `/v1/users/${id}/policies`,
        `/v1/users/${id}/policies/privacy`,
        `/v1/policies/${id}`,
        `/v1/policies/privacy/versions/${id}`,
        `/v1/policies?cursor=${id}`,
        `/review/${id}`,
        `/mailbox/${id}`,
      ];
      for (const path of paths) {
        const { status } = await app.ask('GET', path);
        expect([400, 404], path).toContain(status);
      }
    },
  );

  test('is not opened by a method that it does not have', async () => {
    const app = await testApp();
    await havePolicy(app);
    for (const method of ['PATCH', 'DELETE', 'POST']) {
      expect((await app.ask(method, '/v1/policies/privacy', {})).status).toBe(404);
    }
  });

  test('refuses a query that it does not know', async () => {
    const app = await testApp();
    await havePolicy(app);
    expect((await app.ask('GET', '/v1/policies?colour=red')).body).toEqual(
      invalidAt('?colour', 'is not known here'),
    );
    expect((await app.ask('POST', '/v1/policies/privacy/versions?dryRun=maybe', {})).status).toBe(400);
  });
});

describe('what nobody foresaw', () => {
  test('is answered 500 with a request id and nothing about the inside, and logged with the same id', async () => {
    const { context, store } = await testApp();
    const logged: Record<string, unknown>[] = [];
    const log = (_: string, message: string, fields = {}) => logged.push({ message, ...fields });
    const app = createApp({ ...context, log }, (_, next) => next());
    await store.runScript('ALTER TABLE policies RENAME TO elsewhere');
    const response = await app.request('/v1/policies', {
      headers: { authorization: `Bearer ${ADMIN_KEY}` },
    });
    await store.runScript('ALTER TABLE elsewhere RENAME TO policies');
    const body = (await response.json()) as Answered['body'];
    expect(response.status).toBe(500);
    expect(body).toEqual({
      type: '/problems/internal',
      title: 'Something went wrong on our side',
      status: 500,
      detail: 'Nothing is known to have changed. Try again, or ask with the request id.',
      requestId: response.headers.get('x-request-id'),
    });
    expect(logged).toContainEqual(
      expect.objectContaining({
        message: 'unforeseen',
        requestId: body.requestId,
        error: expect.any(String),
      }),
    );
  });

  test('never stands in a log line with an address, an id or a token in it', async () => {
    const { context, store } = await testApp();
    const logged: string[] = [];
    const app = createApp({ ...context, log: (...line) => logged.push(JSON.stringify(line)) }, (_, next) =>
      next(),
    );
    const ask = async (method: string, path: string, body?: unknown) =>
      app.request(path, {
        method,
        headers: { authorization: `Bearer ${ADMIN_KEY}` },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    await ask('PUT', '/v1/users/secret-id', { email: 'secret@example.com' });
    await ask('GET', '/v1/users/secret-id?x=secret');
    await ask('GET', '/review/secret-token');
    await ask('PUT', '/v1/users/secret-id', { email: 'secret' });
    await store.close();
    await ask('GET', '/v1/users/secret-id');
    expect(logged.length).toBeGreaterThanOrEqual(5);
    expect(logged.join('\n')).not.toMatch(/secret|test-admin-key/);
  });
});

test('a request keeps the id that it came with', async () => {
  const { ask } = await testApp();
  const { headers } = await ask('GET', '/healthz', undefined, { 'x-request-id': 'trace-1' });
  expect(headers.get('x-request-id')).toBe('trace-1');
});

test('a wrong content type does not keep well-formed JSON from being read', async () => {
  const app = await testApp();
  for (const type of [
    'text/plain',
    'application/xml',
    'multipart/form-data',
    'application/json; charset=utf-16',
  ]) {
    await askOk(app, 'PUT', '/v1/users/ada', { email: null }, { 'content-type': type });
  }
});
