import type { Hono } from 'hono';
import { expect, test } from 'vitest';
import { createDoor } from '../../src/http/door.ts';
import { haveAccepted, havePolicy, havePublished, haveUsers, testApp } from '../support/arrange.ts';
import { ADMIN_KEY } from '../support/test-app.ts';

const KEY = { authorization: `Bearer ${ADMIN_KEY}` };
const OF_MANY = { method: 'POST', body: JSON.stringify({ policy: 'privacy', users: ['ada', 'bob'] }) };

/** What is asked on every request, and what keeps a process among those that are asked. */
const AT_ONCE: readonly (readonly [path: string, request?: RequestInit])[] = [
  ['/v1/users/ada/policies/privacy', { headers: KEY }],
  ['/v1/users/ada/policies/privacy', { headers: KEY, method: 'HEAD' }],
  ['/v1/users/ada/policies', { headers: KEY }],
  ['/v1/users/ada/policies/unknown', { headers: KEY }],
  ['/v1/users/ada/policies/privacy'],
  ['/v1/checks', { ...OF_MANY, headers: KEY }],
  ['/v1/checks', { ...OF_MANY, headers: KEY, body: '{' }],
  ['/livez'],
  ['/readyz'],
  ['/healthz'],
];

/** All else waits, such as what differs from these in a letter. */
const LATER: readonly (readonly [path: string, request?: RequestInit])[] = [
  ['/v1/policies', { headers: KEY }],
  ['/v1/users/ada', { headers: KEY }],
  ['/v1/users/kim', { headers: KEY, method: 'PUT', body: '{"email":"kim@example.com"}' }],
  ['/healthz', { method: 'POST' }],
  ['/nothing'],
];

async function appWithDoor() {
  const app = await testApp({});
  await havePolicy(app);
  await havePublished(app);
  await haveUsers(app, 'ada', 'bob');
  const whole = Promise.withResolvers<Hono>();
  return { app, door: createDoor(app.context, whole.promise), open: () => whole.resolve(app.app) };
}

/** An answer but for the id of its request. */
async function answerOf(app: Hono, path: string, request?: RequestInit) {
  const response = await app.request(path, request);
  const { 'x-request-id': id, ...headers } = Object.fromEntries(response.headers);
  expect(id).toMatch(/./);
  return { status: response.status, headers, body: await response.text() };
}

test('while all the rest is loaded, checks and health are answered as they always are', async () => {
  const { app, door } = await appWithDoor();
  for (const [path, request] of AT_ONCE) {
    expect(await answerOf(door, path, request), path).toEqual(await answerOf(app.app, path, request));
  }
});

test('whoever asks for something else is answered as soon as it is there', async () => {
  const { app, door, open } = await appWithDoor();
  const answers = LATER.map(([path, request]) => answerOf(door, path, request));
  const first = await Promise.race([...answers, new Promise((resolve) => setTimeout(resolve, 20, 'none'))]);
  expect(first).toBe('none');
  open();
  const [policies, user, made, probe, nothing] = await Promise.all(answers);
  expect(policies).toEqual(await answerOf(app.app, '/v1/policies', { headers: KEY }));
  expect(user).toEqual(await answerOf(app.app, '/v1/users/ada', { headers: KEY }));
  expect(made?.status).toBe(201);
  expect([probe?.status, nothing?.status]).toEqual([404, 404]);
});

test('what is done after all is there is known to the door, and the other way round', async () => {
  const { app, door, open } = await appWithDoor();
  const check = async () =>
    JSON.parse((await answerOf(door, '/v1/users/ada/policies/privacy', { headers: KEY })).body);
  expect((await check()).accepted).toBe(false);
  await haveAccepted(app, 'ada');
  expect((await check()).accepted).toBe(true);
  open();
  await Promise.resolve();
  expect((await check()).accepted).toBe(true);
});

test('each request is noted once, whoever answers it', async () => {
  const noted: string[] = [];
  const app = await testApp({
    noteRequest: ({ method, route, status }) => noted.push(`${method} ${route} ${status}`),
  });
  const whole = Promise.withResolvers<Hono>();
  const door = createDoor(app.context, whole.promise);
  await door.request('/livez');
  await door.request('/v1/users/ada/policies/privacy', { headers: KEY });
  whole.resolve(app.app);
  await door.request('/healthz', { method: 'POST' });
  await door.request('/livez');
  expect(noted).toEqual([
    'GET /livez 200',
    'GET /v1/users/:user/policies/:policy 404',
    'POST /* 404',
    'GET /livez 200',
  ]);
});
