import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { expectValid } from './valid-html.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** How somebody looks at pages. */
export type Look = {
  readonly width: number;
  readonly colorScheme: 'light' | 'dark';
  /** BCP 47, as their browser asks for it. */
  readonly locale?: string;
  readonly javaScriptEnabled?: boolean;
};

/** Opens a window that notes whatever the browser complains of: errors, refused content, other hosts, failed requests. */
export async function openWindow(
  browser: Browser,
  url: string,
  { width, colorScheme, locale, javaScriptEnabled = true }: Look,
): Promise<{ readonly window: BrowserContext; readonly complaints: string[] }> {
  const window = await browser.newContext({
    ...{ colorScheme, javaScriptEnabled, viewport: { width, height: 800 } },
    ...(locale === undefined ? {} : { locale }),
  });
  const complaints: string[] = [];
  window.setDefaultTimeout(10_000);
  window.on('console', (message) => complaints.push(message.text()));
  window.on('weberror', (error) => complaints.push(error.error().message));
  window.on('request', (request) => {
    const isOurs = request.url().startsWith(url) || request.url().startsWith('data:');
    if (!isOurs) complaints.push(`asked ${request.url()}`);
  });
  window.on('response', (response) => {
    const isPage = response.request().isNavigationRequest();
    if (response.status() >= 400 && !isPage) complaints.push(`${response.status()} ${response.url()}`);
  });
  return { window, complaints };
}

/** Insists that nobody has to scroll a page sideways. */
export async function expectWhole(page: Page): Promise<void> {
  // Until its style sheet is there, a page is as wide as it happens to be.
  await page.waitForLoadState();
  const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
  expect(wide, `${page.url()} is wider than its window`).toBeLessThanOrEqual(0);
}

/** Insists that axe-core finds nothing to mend on a page. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(AXE);
  // What it has nothing to say against is not gathered, and nobody asks for selectors.
  const found =
    (await page.evaluate(`axe.run({ resultTypes: ['violations'], selectors: false }).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => id + ': ' + node.html.slice(0, 200) + ' ' + (node.any[0]?.message ?? ''))))`)) as string[];
  expect(found, page.url()).toEqual([]);
}

/** Insists that a page is whole, valid, and for everybody. */
export async function expectGood(page: Page, { javaScriptEnabled = true }: Look): Promise<void> {
  await expectWhole(page);
  expectValid(await page.content());
  if (javaScriptEnabled) await expectAccessible(page);
}
