import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, type ServedApp, serveTestApp } from '../support/browser.ts';
import { expectWhole, type Look, openWindow } from '../support/good-page.ts';

const policyText = (version: number) =>
  readFileSync(new URL(`../../src/demo/policies/privacy-${version}.md`, import.meta.url), 'utf8');

let app: ServedApp;
let browser: Browser;
/** What the browser complained of in the window opened last. */
let noted: readonly string[] = [];

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

describe.each([
  { width: 320, colorScheme: 'light' as const, javaScriptEnabled: false, users: ['ada', 'bo'] },
  { width: 1280, colorScheme: 'dark' as const, javaScriptEnabled: true, users: ['cy', 'di'] },
])('the review page at $width pixels, $colorScheme, script: $javaScriptEnabled', ({ users, ...look }) => {
  const [accepting = '', leaving = ''] = users;

  test('takes an acceptance by one button and shows the receipt', async () => {
    const page = await followMail(accepting, 'Review and accept', look);
    await expectWhole(page);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Changes to the Privacy Policy');
    expect(await page.locator('ins').count()).toBeGreaterThan(5);
    await page.getByRole('button', { name: 'Accept version 2' }).click();
    await expectWhole(page);
    expect(await page.getByRole('heading', { name: 'Thank you. You have accepted.' }).count()).toBe(1);
    expect(await checkOf(accepting)).toMatchObject({ holds: { version: 2, basis: 'explicit' } });
    await page.context().close();
    expect(noted).toEqual([]);
  });

  test('takes a leaving only when it is confirmed, and takes it back', async () => {
    const page = await followMail(leaving, 'Decline and leave', look);
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
    expect(noted).toEqual([]);
  });
});

/** Follows a link in the mail to a user, as the local mailbox shows it, with every complaint of the browser noted. */
async function followMail(user: string, link: string, look: Look): Promise<Page> {
  const { window, complaints } = await openWindow(browser, app.url, look);
  noted = complaints;
  const page = await window.newPage();
  await page.goto(`${app.url}/mailbox`);
  await page
    .getByRole('link')
    .filter({ hasText: `To ${user}@mail.example` })
    .click();
  const opened = window.waitForEvent('page');
  await page.frameLocator('iframe.mail').getByRole('link', { name: link }).click();
  return opened;
}

async function checkOf(user: string) {
  return (await app.ask('GET', `/v1/users/${user}/policies/privacy`)).body;
}
