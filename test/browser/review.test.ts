import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { messagesIn, negotiateLanguage } from '../../src/language/languages.ts';
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
  const users = { ada: 'en', bo: 'en', cy: 'en', di: 'en', eve: 'ar', fay: 'ar' };
  const lines = Object.entries(users).map(([user, locale]) =>
    JSON.stringify({ user, email: `${user}@mail.example`, locale, accepted: { privacy: 1 } }),
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
  { width: 320, colorScheme: 'light', javaScriptEnabled: false, locale: 'en-GB', users: ['ada', 'bo'] },
  { width: 1280, colorScheme: 'dark', javaScriptEnabled: true, locale: 'en-GB', users: ['cy', 'di'] },
  { width: 320, colorScheme: 'dark', javaScriptEnabled: true, locale: 'ar', users: ['eve', 'fay'] },
] as const)(
  'the review page at $width pixels, $colorScheme, in $locale, script: $javaScriptEnabled',
  (look) => {
    const { users, locale } = look;
    const [accepting, leaving] = users;
    const { review, mail, direction } = messagesIn(negotiateLanguage(locale));

    test('takes an acceptance by one button and shows the receipt', async () => {
      const page = await followMail(accepting, mail.reviewAndAccept, look);
      await expectWhole(page);
      expect(await page.locator('html').getAttribute('dir')).toBe(direction);
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(
        review.title({ title: 'Privacy Policy' }),
      );
      expect(await page.locator('ins').count()).toBeGreaterThan(5);
      await page
        .getByRole('button', { name: review.accept({ version: 2 }) })
        .first()
        .click();
      await expectWhole(page);
      const { title } = review.receipts.accepted({ title: '', company: '', version: 2, date: '' });
      expect(await page.getByRole('heading', { name: title }).count()).toBe(1);
      expect(await checkOf(accepting)).toMatchObject({ holds: { version: 2, basis: 'explicit' } });
      await page.context().close();
      expect(noted).toEqual([]);
    });

    test('takes a leaving only when it is confirmed, and takes it back', async () => {
      const page = await followMail(leaving, mail.declineAndLeave, look);
      await page.getByRole('button', { name: review.declineAndLeave }).first().click();
      await expectWhole(page);
      expect(await checkOf(leaving)).toMatchObject({ standing: 'active' });
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(review.confirmLeaving.title);
      await page.locator('button.danger').click();
      await expectWhole(page);
      expect(await checkOf(leaving)).toMatchObject({
        standing: 'leaving',
        upcoming: [{ version: 2, response: 'declined' }],
      });
      await page.getByRole('button', { name: review.stay }).first().click();
      await expectWhole(page);
      expect(await checkOf(leaving)).toMatchObject({ standing: 'active' });
      await page.context().close();
      expect(noted).toEqual([]);
    });
  },
);

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
