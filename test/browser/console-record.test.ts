import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readBundle } from '../../src/verify/bundle.ts';
import { expectTree } from '../support/accessibility-tree.ts';
import { haveAdaTold, recordsOf } from '../support/arrange.ts';
import { launchBrowser, type ServedApp, serveTestApp } from '../support/browser.ts';
import { failures, keepAll, verified } from '../support/evidence.ts';
import { expectGood, expectWhole, type Look, openWindow } from '../support/good-page.ts';
import { haveMember, signInByCode } from '../support/members.ts';

let app: ServedApp;
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
beforeEach(async () => {
  app = await serveTestApp();
  await haveAdaTold(app);
  await keepAll(app);
});
afterEach(() => app?.close());
afterAll(() => browser?.close());

const LOOKS: readonly Look[] = [
  { width: 360, colorScheme: 'dark', javaScriptEnabled: false },
  { width: 1280, colorScheme: 'light' },
];

describe.each(LOOKS)('at $width pixels, $colorScheme, script: $javaScriptEnabled', (look) => {
  test('a member runs the audit and makes a link; an auditor opens it, and downloads evidence that holds', async () => {
    const { window, complaints } = await openWindow(browser, app.url, look);
    const page = await window.newPage();
    const { email } = await haveMember(app, 'Ines', 'auditor');
    await signInByCode(app, page, email, '/console/record');
    await expectGood(page, look);
    await page.getByRole('button', { name: 'Run the audit' }).click();
    await page.getByRole('status').waitFor();
    await expect
      .poll(async () => {
        await page.goto(`${app.url}/console/record`);
        return page.getByText('Sound: nothing differs').count();
      })
      .toBe(1);
    await expectGood(page, look);
    if (process.env.PICTURES)
      await page.screenshot({ path: `${process.env.PICTURES}/record-${look.width}.png`, fullPage: true });

    await page.getByRole('link', { name: 'Links for auditors' }).click();
    await page.getByLabel('People').fill('ada');
    await page.getByLabel('Opens until').fill('2026-12-24T10:00');
    await page.getByRole('button', { name: 'Make the link' }).click();
    await page.locator('.once code').waitFor();
    await expectGood(page, look);
    await expectTree(page, 'auditor-link-made', look);
    const path = new URL((await page.locator('.once code').textContent()) ?? '').pathname;
    await window.close();

    const { window: outside, complaints: others } = await openWindow(browser, app.url, look);
    const auditor = await outside.newPage();
    await auditor.goto(app.url + path);
    await expectGood(auditor, look);
    expect(await auditor.getByText('ada@example.com').count()).toBe(0);
    await expectTree(auditor, 'auditor-people', look);
    const download = auditor.waitForEvent('download');
    await auditor.getByRole('link', { name: 'as a file' }).click();
    const file = readFileSync(await (await download).path(), 'utf8');
    expect(readBundle(file).records.length).toBeGreaterThan(2);
    expect(failures(verified(file))).toEqual([]);
    expect(file).not.toContain('ada@example.com');

    await auditor.getByRole('button', { name: 'Open who they are' }).click();
    await auditor.getByText('ada@example.com').waitFor();
    await expectGood(auditor, look);
    await expectTree(auditor, 'auditor-opened', look);
    if (process.env.PICTURES)
      await auditor.screenshot({ path: `${process.env.PICTURES}/auditor-${look.width}.png`, fullPage: true });
    expect((await recordsOf(app)).at(-1)?.kind).toBe('address-opened');
    await auditor.getByRole('link', { name: 'to read and print' }).click();
    await expectWhole(auditor);
    expect(await auditor.locator('.opening').textContent()).toContain('was bound by version 1');
    await expectTree(auditor, 'auditor-evidence', look);
    if (process.env.PICTURES)
      await auditor.screenshot({ path: `${process.env.PICTURES}/evidence-${look.width}.png` });
    await outside.close();
    expect([...complaints, ...others]).toEqual([]);
  });
});
