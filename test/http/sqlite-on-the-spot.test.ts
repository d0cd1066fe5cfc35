import { expect, test } from 'vitest';
import { haveAdaTold, testApp } from '../support/arrange.ts';
import { ADMIN_KEY } from '../support/test-app.ts';

test('a check is answered on the spot, and not by way of promises', async () => {
  const app = await testApp();
  await haveAdaTold(app);
  const path = '/v1/users/ada/policies/privacy';
  const headers = { authorization: `Bearer ${ADMIN_KEY}` };
  await app.ask('GET', path);
  const response = app.app.request(path, { headers });
  expect(response).toBeInstanceOf(Response);
  expect((await response).status).toBe(200);
});
