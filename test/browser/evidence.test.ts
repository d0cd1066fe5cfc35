import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { haveAdaTold } from '../support/arrange.ts';
import { launchBrowser, serveTestApp } from '../support/browser.ts';
import { keepAll } from '../support/evidence.ts';
import { expectAccessible, expectWhole, openWindow } from '../support/good-page.ts';
import { ADMIN_KEY } from '../support/test-app.ts';

const folder = mkdtempSync(join(tmpdir(), 'evidence-page-'));
const file = pathToFileURL(join(folder, 'evidence.html')).href;
let browser: Browser;

beforeAll(async () => {
  const app = await serveTestApp();
  await haveAdaTold(app);
  await keepAll(app);
  const headers = { authorization: `Bearer ${ADMIN_KEY}` };
  const page = await fetch(`${app.url}/v1/users/ada/evidence?format=html`, { headers });
  writeFileSync(new URL(file), await page.text());
  await app.close();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

test.each([
  { width: 320, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
] as const)('the page of evidence is whole as a kept file, away from the service: %j', async (look) => {
  const { window, complaints } = await openWindow(browser, file, look);
  const page = await window.newPage();
  await page.goto(file);
  const ground = await page.evaluate(
    "getComputedStyle(document.querySelector('.act')).borderInlineStartStyle",
  );
  expect(ground).toBe('solid');
  await expectWhole(page);
  await expectAccessible(page);
  expect(complaints).toEqual([]);
  await window.close();
});

test('on paper, the texts are open, as their readers saw them', async () => {
  const { window } = await openWindow(browser, file, { width: 800, colorScheme: 'light' });
  const page = await window.newPage();
  await page.goto(file);
  const isSeen = (what: string) =>
    page.evaluate(`document.querySelector('.exhibit details:not(.diff-fold) ${what}').checkVisibility()`);
  expect(await isSeen('.policy-text')).toBe(false);
  await page.emulateMedia({ media: 'print' });
  expect(await isSeen('.policy-text')).toBe(true);
  expect(await isSeen('.source')).toBe(false);
  await window.close();
});
