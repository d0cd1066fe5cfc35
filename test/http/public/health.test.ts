import { expect, test } from 'vitest';
import { havePolicy, havePublished, haveUsers, testApp } from '../../support/arrange.ts';

test('the service is healthy while its database answers', async () => {
  const { ask } = await testApp();
  const { status, headers, body } = await ask('GET', '/healthz', undefined, { authorization: '' });
  expect(status).toBe(200);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(body).toEqual({
    status: 'ok',
    database: 'ok',
    mail: { state: 'local' },
    log: { state: 'signed', origin: 'localhost:8787/log' },
  });
});

test('it is unavailable while its database does not', async () => {
  const { ask, store } = await testApp();
  await store.close();
  const { status, body } = await ask('GET', '/healthz');
  expect(status).toBe(503);
  expect(body).toMatchObject({ status: 'unavailable', database: 'unreachable' });
});

test('it says so when notices wait for somewhere to go, and they do wait', async () => {
  const app = await testApp({ mailer: null });
  await havePolicy(app);
  await haveUsers(app, 'ada');
  await havePublished(app);
  await app.deliver();
  expect((await app.ask('GET', '/healthz')).body.mail).toMatchObject({ state: 'waiting' });
  const { body } = await app.ask('GET', '/v1/policies/privacy/versions/2/progress');
  expect(body).toMatchObject({ toTell: 1, queued: 1, sent: 0, told: 0 });
});
