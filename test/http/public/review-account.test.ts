import { describe, expect, test } from 'vitest';
import { maskAddress } from '../../../src/domain/email-address.ts';
import {
  askOk,
  haveAccepted,
  haveAdaTold,
  havePolicy,
  havePublished,
  testApp,
} from '../../support/arrange.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:8787' };

describe('the review page', () => {
  test('says whose account it is, with the middle of their address hidden', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    const { body } = await askOk(app, 'GET', path);
    expect(body).toContain('Your account with Lantern: <bdi>a•••@example.com</bdi>');
    expect(body).not.toContain('ada@example.com');
  });

  test('says so of an account without an address as well', async () => {
    const app = await testApp();
    await havePolicy(app);
    await askOk(app, 'PUT', '/v1/users/mute', { email: null });
    await haveAccepted(app, 'mute');
    await havePublished(app);
    const link = { purpose: 'review', policy: 'privacy', version: 2 };
    const { body: made } = await askOk(app, 'POST', '/v1/users/mute/links', link);
    const { body } = await askOk(app, 'GET', new URL(made.url).pathname);
    expect(body).toContain('<p class="account">Your account with Lantern</p>');
  });

  test('asks above what changes, and again below it', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    const { body } = await askOk(app, 'GET', path);
    const [first, changes, second] = ['id="answer"', 'id="changes"', 'id="answer-again"'].map((one) =>
      body.indexOf(one),
    );
    expect(first).toBeGreaterThan(0);
    expect(changes).toBeGreaterThan(first);
    expect(second).toBeGreaterThan(changes);
    expect(body.match(/id="leave"/g)).toHaveLength(1);
    await app.ask('POST', path, 'action=accept', FORM);
    const { body: after } = await askOk(app, 'GET', path);
    expect(after.match(/name="action" value="accept"/g)).toBeNull();
  });

  test('leads back to the company’s own site, where that is known', async () => {
    const app = await testApp({ company: { url: 'https://lantern.example/settings' } });
    const { body } = await askOk(app, 'GET', await haveAdaTold(app));
    expect(body).toContain('<a href="https://lantern.example/settings">Back to Lantern</a>');
    const other = await testApp();
    expect((await askOk(other, 'GET', await haveAdaTold(other))).body).not.toContain('Back to');
  });

  test('tells of staying as good news', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    await app.ask('POST', path, 'action=leave&confirm=yes', FORM);
    await app.ask('POST', path, 'action=stay', FORM);
    const { body } = await askOk(app, 'GET', `${path}?done=stayed`);
    expect(body).toContain(
      '<div class="receipt good" role="status"><h2>You have taken back your decision.</h2>',
    );
  });
});

test.each([
  ['ada@example.com', 'a•••@example.com'],
  ['adam@example.com', 'a•••m@example.com'],
  ['x@example.com', 'x•••@example.com'],
  ['李雷@例え.jp', '李•••@例え.jp'],
])('of the address %s a page shows %s', (address, shown) => {
  expect(maskAddress(address)).toBe(shown);
});
