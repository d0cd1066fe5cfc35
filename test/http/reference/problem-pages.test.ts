import { expect, test } from 'vitest';
import { PROBLEM_HELP } from '../../../src/http/reference/problem-help.ts';
import { PROBLEMS } from '../../../src/http/wire/problem.ts';
import { askOk, testApp } from '../../support/arrange.ts';

test('the type of a refusal leads to a page that says what it means, without a key', async () => {
  const app = await testApp();
  const { body } = await app.ask('GET', '/v1/policies/nothing');
  const page = await app.app.request(body.type);
  expect(page.status).toBe(200);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  const text = await page.text();
  expect(text).toContain('Make it first (<code>PUT /v1/policies/{policy}</code>)');
  expect(text).toContain('<li><code>POST /v1/policies/{policy}/versions</code></li>');
});

test('every problem has one, and all of them are listed', async () => {
  const app = await testApp();
  const { body: list } = await askOk(app, 'GET', '/problems');
  for (const code of Object.keys(PROBLEM_HELP)) {
    expect(list).toContain(`<a href="/problems/${code}">`);
    const page = (await askOk(app, 'GET', `/problems/${code}`)).body;
    expect(page).toContain(`<code>${code}</code>`);
    expect(page).not.toContain('`');
  }
  expect(Object.keys(PROBLEM_HELP)).toHaveLength(Object.keys(PROBLEMS).length + 2);
});

test('a type that there is not has none', async () => {
  const app = await testApp();
  expect((await app.ask('GET', '/problems/nonsense')).status).toBe(404);
  expect((await app.ask('GET', '/problems/constructor')).status).toBe(404);
});
