import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Member } from '../../src/domain/access/member.ts';
import { expectTree } from '../support/accessibility-tree.ts';
import { askOk, havePolicy, haveUsers } from '../support/arrange.ts';
import { launchBrowser, type ServedApp, serveTestApp } from '../support/browser.ts';
import { docxOf, p } from '../support/documents.ts';
import { postDue } from '../support/drafts.ts';
import { expectGood, type Look, openWindow } from '../support/good-page.ts';
import { haveAdmin, haveMember, signedIn } from '../support/members.ts';

let app: ServedApp;
let browser: Browser;
let folder: string;
beforeAll(async () => {
  app = await serveTestApp();
  browser = await launchBrowser();
  folder = mkdtempSync(join(tmpdir(), 'proviso-console-'));
  await haveAdmin(app);
  await havePolicy(app, { approvals: 1, grace: 'PT10M', timeZone: 'Europe/Berlin' });
  await haveUsers(app, 'u1', 'u2', 'u3');
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await browser?.close();
  await app?.close();
});

/** Opens a window in which a member is signed in. */
async function windowOf(member: Member, look: Look) {
  const { cookies } = await signedIn(app, member);
  const { window, complaints } = await openWindow(browser, app.url, look);
  const [name, value] = [...cookies].find(([one]) => one.includes('session')) as [string, string];
  await window.addCookies([{ name, value, url: app.url }]);
  return { page: await window.newPage(), window, complaints };
}

const said = (page: Page) => page.getByRole('status').textContent();

test.each([
  { width: 360, colorScheme: 'dark', javaScriptEnabled: false },
  { width: 1280, colorScheme: 'light' },
] satisfies readonly Look[])(
  'legal takes a file to a posting that a second member approved, and takes one back, at $width pixels',
  async (look) => {
    const author = await windowOf(await haveMember(app, `Ada${look.width}`, 'author'), look);
    const approver = await windowOf(await haveMember(app, `Ben${look.width}`, 'approver'), look);
    const file = join(folder, `privacy-${look.width}.docx`);
    const words = p('Privacy', '<w:outlineLvl w:val="0"/>') + p(`We keep logs for ${look.width} days.`);
    writeFileSync(file, docxOf({ body: words }));

    const { page } = author;
    await page.goto(`${app.url}/console`);
    await page.getByRole('link', { name: 'Privacy Policy' }).click();
    await expectGood(page, look);
    await page.getByRole('button', { name: 'Write a draft' }).click();
    await expectGood(page, look);
    expect(await said(page)).toContain('The draft is made.');
    await page.getByLabel('Or a file').setInputFiles(file);
    await page.getByLabel('What changes, in a sentence or two').fill('Logs are kept for another time.');
    await page.getByRole('radio', { name: 'Substantial' }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await expectGood(page, look);
    expect(await said(page)).toBe('The file was taken in, and saved.');
    await expectTree(page, 'legal-saved', look);
    const draft = new URL(page.url()).pathname;
    for (const side of ['Changes', 'Mail', 'Readers', 'Share', 'Approval', 'Posting']) {
      await page.getByRole('link', { name: side, exact: true }).click();
      await expectGood(page, look);
    }
    expect(await page.getByRole('button', { name: 'Post it' }).count()).toBe(0);
    expect(await page.textContent('.note.warn')).toContain('has to approve this revision: 0 of 1 did.');
    await expectTree(page, 'legal-approval-missing', look);

    await approver.page.goto(`${app.url}/console`);
    await approver.page
      .getByRole('link', { name: 'A draft of Privacy Policy waits for your approval.' })
      .click();
    await expectGood(approver.page, look);
    await approver.page.getByRole('button', { name: 'Approve this revision' }).click();
    await expectGood(approver.page, look);
    expect(await said(approver.page)).toBe('You approve this revision.');
    await expectTree(approver.page, 'legal-approved', look);

    const before = (await askOk(app, 'GET', '/v1/policies/privacy/versions')).body.items.length;
    await page.goto(`${app.url}${draft}/posting`);
    expect(await page.locator('.summary').textContent()).toContain('it tells 3 people by mail');
    await page.getByRole('button', { name: 'Post it' }).click();
    await expectGood(page, look);
    await expectTree(page, 'legal-scheduled', look);
    await page.getByRole('button', { name: 'Take back' }).click();
    await expectGood(page, look);
    expect(await said(page)).toBe('It is taken back. Nothing was posted, and nothing was sent.');
    await expectTree(page, 'legal-taken-back', look);
    app.wait('PT1H');
    await postDue(app);
    expect((await askOk(app, 'GET', '/v1/policies/privacy/versions')).body.items).toHaveLength(before);
    await page.getByRole('button', { name: 'Post it' }).click();
    app.wait('PT10M');
    await postDue(app);
    expect((await askOk(app, 'GET', '/v1/policies/privacy/versions')).body.items).toHaveLength(before + 1);
    await page.goto(`${app.url}${draft}/posting`);
    await expectGood(page, look);
    await expectTree(page, 'legal-posted', look);
    await page.getByRole('link', { name: 'Look at its page' }).click();
    expect(await page.textContent('main')).toContain(`We keep logs for ${look.width} days.`);

    for (const { window, complaints } of [author, approver]) {
      await window.close();
      // That a form came back is said on the page; and axe asks in vain into the frame of a mail.
      expect(complaints.filter((one) => !/status of 422|postMessage/.test(one))).toEqual([]);
    }
  },
);

test.each([
  { width: 360, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
] satisfies readonly Look[])(
  'the policies of a service, and each side of one, are for everybody, at $width pixels',
  async (look) => {
    const author = await haveMember(app, `Cy${look.width}`, 'author');
    const { page, window, complaints } = await windowOf(author, look);
    const sides = ['', '/new', '/new?kind=privacy&for=us', '/privacy', '/privacy/settings', '/privacy/rules'];
    for (const path of sides) {
      await page.goto(`${app.url}/console/policies${path}`);
      await expectGood(page, look);
    }
    await window.close();
    expect(complaints).toEqual([]);
  },
);
