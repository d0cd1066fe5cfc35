import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeAdminLink } from '../../src/actions/access/admin-link.ts';
import { removeMember } from '../../src/actions/access/change-member.ts';
import { listMembers } from '../../src/storage/access/members.ts';
import { expectTree } from '../support/accessibility-tree.ts';
import { askOk } from '../support/arrange.ts';
import { launchBrowser, type ServedApp, serveTestApp } from '../support/browser.ts';
import { expectGood, type Look, openWindow } from '../support/good-page.ts';
import { codeMailedTo } from '../support/members.ts';

let app: ServedApp;
let browser: Browser;
beforeAll(async () => {
  app = await serveTestApp();
  browser = await launchBrowser();
  await askOk(app, 'PUT', '/v1/policies/privacy', { title: 'Privacy Policy', timeZone: 'Europe/Berlin' });
  await askOk(app, 'POST', '/v1/policies/privacy/versions', { content: '# Privacy\n\nWe keep logs.\n' });
  const lines = Array.from({ length: 8 }, (_, i) =>
    JSON.stringify({ user: `u${i}`, email: `u${i}@mail.example`, accepted: { privacy: 1 } }),
  );
  await askOk(app, 'POST', '/v1/users/import', lines.join('\n'));
  await askOk(app, 'POST', '/v1/policies/privacy/versions', {
    ...{ content: '# Privacy\n\nWe keep logs for a week.\n', change: 'substantial', summary: 'A week.' },
  });
  await app.deliver();
  await askOk(app, 'POST', '/v1/acceptances', { user: 'u1', policy: 'privacy', version: 2 });
});
afterAll(async () => {
  await browser?.close();
  await app?.close();
});

const LOOKS: readonly Look[] = [
  { width: 360, colorScheme: 'light', javaScriptEnabled: false },
  { width: 1280, colorScheme: 'dark' },
];

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).textContent();

/** Who or what has the focus, by its role and name. */
const focused = (page: Page) => page.locator(':focus').first();

describe.each(LOOKS)('at $width pixels, $colorScheme, script: $javaScriptEnabled', (look) => {
  test('the first admin comes by a link, signs out and in again by a code, invites somebody, and cannot go as the last', async () => {
    const { window, complaints } = await openWindow(browser, app.url, look);
    const page = await window.newPage();
    const robin = `robin-${look.width}@lantern.example`;
    await page.goto(await makeAdminLink(app.context, 'command'));
    await expectGood(page, look);
    expect(await heading(page)).toBe('Become an admin');
    await expectTree(page, 'first-admin', look);
    await page.getByLabel('Your name').fill('Robin');
    await page.getByLabel('Your address').fill(robin);
    await page.getByRole('button', { name: 'Become an admin and go on' }).click();
    await expectGood(page, look);
    expect(await heading(page)).toBe('Home');
    expect(await page.title()).toMatch(/^You are an admin now\./);
    expect(await page.getByRole('row', { name: /Privacy Policy/ }).textContent()).toContain('8 of 8');
    await expectTree(page, 'first-admin-home', look);

    await page.locator('summary').click();
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await expectGood(page, look);
    expect(await page.getByRole('status').textContent()).toBe('You are signed out.');
    // By the keyboard alone: the address has the focus.
    await page.goto(`${app.url}/console/members`);
    expect(await focused(page).getAttribute('name')).toBe('email');
    await page.keyboard.type(robin);
    await page.keyboard.press('Enter');
    await page.waitForURL(/sign-in\/code/);
    await expectGood(page, look);
    expect(await focused(page).getAttribute('name')).toBe('code');
    await page.keyboard.type('WRONG123');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    await expectGood(page, look);
    expect(await page.title()).toMatch(/^Error: /);
    await expectTree(page, 'sign-in-wrong-code', look);
    await page.getByRole('alert').getByRole('link').click();
    expect(await focused(page).getAttribute('name')).toBe('code');
    await page.keyboard.type(await codeMailedTo(app, robin));
    await page.keyboard.press('Enter');
    await page.waitForURL(`${app.url}/console/members`);
    await expectGood(page, look);

    await page.getByLabel('Address', { exact: true }).fill('not an address');
    await page.getByRole('button', { name: 'Invite' }).click();
    await page.getByRole('alert').waitFor();
    await expectGood(page, look);
    expect(await focused(page).getAttribute('class')).toBe('error-summary');
    await page.getByLabel('Address', { exact: true }).fill(`ada-${look.width}@lantern.example`);
    await page.getByLabel('Name', { exact: true }).fill('Ada');
    await page.getByRole('checkbox', { name: 'Author' }).check();
    await page.getByRole('button', { name: 'Invite' }).click();
    await page.getByRole('status').waitFor();
    await expectGood(page, look);
    expect(await page.getByRole('status').textContent()).toContain('Invited.');
    expect(await focused(page).getAttribute('id')).toBe('done');
    await expectTree(page, 'members-invited', look);
    await page.getByRole('link', { name: 'Ada' }).first().click();
    await expectGood(page, look);
    await page.getByRole('link', { name: 'Remove from the console' }).click();
    await expectGood(page, look);
    expect(await heading(page)).toBe('Remove Ada?');
    await expectTree(page, 'members-removal', look);
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('status').waitFor();
    expect(await page.getByRole('link', { name: 'Ada' }).count()).toBe(0);

    // Whoever is left alone cannot go.
    const members = await listMembers(app.store.db, { after: undefined, limit: 50 });
    for (const { id } of members.filter((one) => one.email !== robin)) {
      await removeMember(app.context, id, 'member:tests');
    }
    await page.reload();
    await page.getByRole('link', { name: 'Robin', exact: true }).click();
    await page.getByRole('link', { name: 'Remove from the console' }).click();
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('alert').waitFor();
    await expectGood(page, look);
    expect(await focused(page).getAttribute('class')).toBe('error-summary');
    await expectTree(page, 'members-last-admin', look);
    await window.close();
    // That a form came back is said on the page.
    expect(complaints.filter((one) => !one.includes('status of 422'))).toEqual([]);
  });
});
