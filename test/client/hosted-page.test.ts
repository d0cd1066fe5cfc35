import { once } from 'node:events';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { askOk } from '../support/arrange.ts';
import { launchBrowser, type ServedApp, serveTestApp } from '../support/browser.ts';
import { freePort } from '../support/free-port.ts';
import { expectGood, type Look, openWindow } from '../support/good-page.ts';
import { createClient, requireAcceptance } from '../support/packed-client.ts';
import { havePolicies } from '../support/releases.ts';
import { ADMIN_KEY } from '../support/test-app.ts';

const PHONE: Look = { width: 360, colorScheme: 'light', javaScriptEnabled: false, locale: 'en-GB' };

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser?.close());

/** A product of one page, where a cookie says who is signed in, and its service. */
async function haveProduct(): Promise<{ service: ServedApp; product: string; errors: string[] }> {
  const port = await freePort();
  const product = `http://127.0.0.1:${port}`;
  const service = await serveTestApp({}, { returnPlaces: [{ origin: product, path: '/shop' }] });
  await havePolicies(service, ['privacy', 'terms']);
  for (const [user, name] of [
    ['ada', 'Ada Archer'],
    ['bob', 'Bob Baker'],
  ] as const) {
    await askOk(service, 'PUT', `/v1/users/${user}`, { email: `${user}@mail.example`, name });
  }
  const errors: string[] = [];
  const proviso = createClient({
    ...{ url: service.url, key: ADMIN_KEY, policies: ['privacy', 'terms'], fallback: 'keep-out' },
    onError: ({ code }) => errors.push(code),
  });
  const app = new Hono();
  app.get('/as/:user', (c) => {
    setCookie(c, 'user', c.req.param('user'));
    return c.text('signed in');
  });
  const user = (c: Parameters<typeof getCookie>[0]) => getCookie(c, 'user');
  app.use(requireAcceptance(proviso, { user, open: ['/as'] }));
  app.get('*', (c) => c.html(`<!doctype html><title>Shop</title><p>Hello, ${user(c)}: ${c.req.path}`));
  const server = createServer(getRequestListener(app.fetch)).listen(port, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await service.close();
  });
  return { service, product, errors };
}

test('from a product to the page and back, on a phone and without script; and once more as somebody else', async () => {
  const { service, product, errors } = await haveProduct();
  const { window, complaints } = await openWindow(browser, service.url, PHONE);
  const page = await window.newPage();
  await page.goto(`${product}/as/ada`);
  await page.goto(`${product}/shop/cart?item=1&of=a%2Fb`);
  const sitting = page.url();
  expect(sitting).toContain(`${service.url}/review/`);
  await expectGood(page, PHONE);
  expect(await page.locator('.account').textContent()).toContain('Ada Archer · a•••@mail.example');
  await page.getByRole('button', { name: 'Accept version 1' }).first().click();
  // One is left.
  expect(page.url()).toBe(sitting);
  await expectGood(page, PHONE);
  await page.getByRole('link', { name: 'Back to Lantern' }).click();
  expect(page.url()).toContain(`${service.url}/review/`);
  await page.getByRole('button', { name: 'Accept version 1' }).first().click();
  expect(page.url()).toBe(`${product}/shop/cart?item=1&of=a%2Fb`);
  expect(await page.locator('p').textContent()).toBe('Hello, ada: /shop/cart');

  await page.goto(`${product}/as/bob`);
  await page.goto(`${product}/shop`);
  expect(await page.locator('body').textContent()).toContain('Bob Baker');
  expect(await page.locator('body').textContent()).not.toMatch(/\bAda\b|\ba•••@/);
  await page.goto(sitting);
  expect(await page.locator('body').textContent()).toMatch(/Ada Archer/);
  expect(await page.locator('body').textContent()).not.toMatch(/\bBob\b|\bb•••@/);

  // Where nobody may be sent back to, the page is there all the same, and the product hears of it.
  expect(errors).toEqual([]);
  await page.goto(`${product}/elsewhere`);
  await page.getByRole('button', { name: /^Accept all/ }).click();
  expect(page.url()).toContain(`${service.url}/review/`);
  expect(errors).toEqual(['return-not-allowed']);
  await page.goto(`${product}/elsewhere`);
  expect(await page.locator('p').textContent()).toBe('Hello, bob: /elsewhere');
  expect(complaints.filter((one) => !one.startsWith(`asked ${product}`))).toEqual([]);
  await window.close();
});
