import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser, type ServedApp, serveTestApp } from '../support/browser.ts';

const policyText = (version: number) =>
  readFileSync(new URL(`../../src/demo/policies/privacy-${version}.md`, import.meta.url), 'utf8');

let app: ServedApp;
let browser: Browser;
let complaints: string[] = [];

beforeAll(async () => {
  app = await serveTestApp();
  browser = await launchBrowser();
  await app.ask('PUT', '/v1/policies/privacy', { title: 'Privacy Policy', timeZone: 'Europe/Berlin' });
  await app.ask('POST', '/v1/policies/privacy/versions', { content: policyText(1) });
  const users = ['ada', 'bo', 'cy', 'di'];
  const lines = users.map((user) =>
    JSON.stringify({ user, email: `${user}@mail.example`, accepted: { privacy: 1 } }),
  );
  await app.ask('POST', '/v1/users/import', lines.join('\n'));
  await app.ask('POST', '/v1/policies/privacy/versions', {
    content: policyText(2),
    change: 'substantial',
    summary: 'You can have notes summarised by software.',
  });
  await app.deliver();
});

afterAll(async () => {
  await browser?.close();
  await app?.close();
});

beforeEach(() => {
  complaints = [];
});

describe.each([
  { width: 320, colorScheme: 'light' as const, users: ['ada', 'bo'] },
  { width: 1280, colorScheme: 'dark' as const, users: ['cy', 'di'] },
])('the review page at $width pixels, $colorScheme, without script', ({ width, colorScheme, users }) => {
  const [accepting = '', leaving = ''] = users;

  test('takes an acceptance by one button and shows the receipt', async () => {
    const page = await followMail(accepting, 'Review and accept', { width, colorScheme });
    await expectWhole(page);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Changes to the Privacy Policy');
    expect(await page.locator('ins').count()).toBeGreaterThan(5);
    await page.getByRole('button', { name: 'Accept version 2' }).click();
    await expectWhole(page);
    expect(await page.getByRole('heading', { name: 'Thank you. You have accepted.' }).count()).toBe(1);
    expect(await checkOf(accepting)).toMatchObject({ holds: { version: 2, basis: 'explicit' } });
    await page.context().close();
    expect(complaints).toEqual([]);
  });

  test('takes a leaving only when it is confirmed, and takes it back', async () => {
    const page = await followMail(leaving, 'Decline and leave', { width, colorScheme });
    await page.getByRole('button', { name: 'Decline and leave' }).click();
    await expectWhole(page);
    expect(await checkOf(leaving)).toMatchObject({ standing: 'active' });
    await page.getByRole('button', { name: /^Yes, end my use on/ }).click();
    await expectWhole(page);
    expect(await checkOf(leaving)).toMatchObject({
      standing: 'leaving',
      upcoming: [{ version: 2, response: 'declined' }],
    });
    await page.getByRole('button', { name: 'Stay after all' }).click();
    await expectWhole(page);
    expect(await checkOf(leaving)).toMatchObject({ standing: 'active' });
    await page.context().close();
    expect(complaints).toEqual([]);
  });
});

/** Follows a link in the mail to a user, as the local mailbox shows it, with every complaint of the browser noted. */
async function followMail(
  user: string,
  link: string,
  look: { width: number; colorScheme: 'light' | 'dark' },
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: 800 },
    colorScheme: look.colorScheme,
    javaScriptEnabled: false,
  });
  context.setDefaultTimeout(10_000);
  context.on('console', (message) => complaints.push(message.text()));
  context.on('weberror', (error) => complaints.push(error.error().message));
  context.on('request', (request) => {
    const isOurs = request.url().startsWith(app.url) || request.url().startsWith('data:');
    if (!isOurs) complaints.push(`asked ${request.url()}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
  });
  const page = await context.newPage();
  await page.goto(`${app.url}/mailbox`);
  await page
    .getByRole('link')
    .filter({ hasText: `To ${user}@mail.example` })
    .click();
  const opened = context.waitForEvent('page');
  await page.frameLocator('iframe.mail').getByRole('link', { name: link }).click();
  return opened;
}

/** A page nobody has to scroll sideways. */
async function expectWhole(page: Page): Promise<void> {
  const width = page.viewportSize()?.width ?? 0;
  const box = await page.locator('body').boundingBox();
  expect(box?.width).toBeLessThanOrEqual(width);
  const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
  expect(wide).toBeLessThanOrEqual(0);
}

async function checkOf(user: string) {
  return (await app.ask('GET', `/v1/users/${user}/policies/privacy`)).body;
}
