import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { askOk, havePolicy, havePublished, TEXT_1, TEXT_2, TEXT_3 } from '../support/arrange.ts';
import { launchBrowser, type ServedApp, serveTestApp } from '../support/browser.ts';
import { integrityOf } from '../support/integrity.ts';

const SCRIPT = new URL('../../public/notice.js', import.meta.url);
/** Somebody who signed up a policy with this would like to run a script on the product's site. */
const HOSTILE = '<img src=x onerror=alert(1)><script>alert(1)</script>';

/** A page of the product's, and what it asks of the bar. */
type Site = {
  readonly attributes?: string;
  readonly csp?: string;
  readonly html?: string;
  readonly language?: string;
};

let service: ServedApp;
let product: Server;
let productUrl: string;
let browser: Browser;
let site: Site = {};
let complaints: string[] = [];

beforeAll(async () => {
  service = await serveTestApp();
  browser = await launchBrowser();
  await havePolicy(service, { timeZone: 'Europe/Berlin' });
  await havePublished(service, { change: 'minor' });
  product = createServer((request, response) => {
    if (request.url === '/site.css') {
      response.setHeader('content-type', 'text/css').end(SITE_CSS);
      return;
    }
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader('content-security-policy', site.csp ?? strictPolicy());
    response.end(sitePage());
  });
  await new Promise<void>((resolve) => product.listen(0, '127.0.0.1', resolve));
  productUrl = `http://localhost:${(product.address() as AddressInfo).port}/`;
});

afterAll(async () => {
  await browser?.close();
  await new Promise((resolve) => product?.close(resolve));
  await service?.close();
});

beforeEach(() => {
  site = {};
  complaints = [];
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});

/** What docs/banner.md asks of a site's policy, and nothing more: no inline style, no inline script. */
const strictPolicy = () =>
  `default-src 'none'; style-src 'self'; img-src data:; script-src ${service.url}; connect-src ${service.url}; require-trusted-types-for 'script'`;

/** A site that styles whatever it can reach. */
const SITE_CSS = `
  html { font-size: 62.5%; font-family: serif }
  * { color: rgb(255, 0, 0) !important; letter-spacing: 1em !important; margin: 0; text-transform: uppercase }
  div, a, button { display: none !important; font-size: 80px !important }
`;

const sitePage = () => `<!doctype html>
<html lang="${site.language ?? 'en'}"${site.language === 'ar' ? ' dir="rtl"' : ''}>
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><link rel="stylesheet" href="/site.css"><title>The product</title></head>
<body>${site.html ?? '<main><p>The product</p></main>'}
<script src="${service.url}/notice.js" ${site.attributes ?? 'data-policy="privacy"'} defer></script>
</body></html>`;

type Look = { readonly width?: number; readonly colorScheme?: 'light' | 'dark'; readonly locale?: string };

/** Opens the product's site, with every complaint of the browser noted. */
async function openSite({ width = 1280, colorScheme = 'light', locale = 'en' }: Look = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 600 }, colorScheme, locale });
  context.setDefaultTimeout(10_000);
  context.on('console', (message) => complaints.push(message.text()));
  context.on('weberror', (error) => complaints.push(error.error().message));
  context.on('dialog', (dialog) => complaints.push(dialog.message()));
  context.on('request', (request) => {
    const isKnown = [productUrl, service.url, 'data:'].some((one) => request.url().startsWith(one));
    if (!isKnown) complaints.push(`asked ${request.url()}`);
  });
  const page = await context.newPage();
  await page.goto(productUrl);
  await page.waitForLoadState('networkidle');
  return page;
}

const barOf = (page: Page) => page.locator('proviso-notice').getByRole('region');

const wordsOf = async (page: Page) => (await barOf(page).locator('.words').textContent()) ?? '';

type Styles = Readonly<Record<string, string>>;

/** A property of an element's style, as the browser computes it. */
function styleOf(element: Locator, property: string): Promise<string | undefined> {
  return element.evaluate((one, name) => {
    const { getComputedStyle } = globalThis as unknown as { getComputedStyle: (of: unknown) => Styles };
    return getComputedStyle(one)[name];
  }, property);
}

/** Contrast, by WCAG 2, of what is written in a part of the bar with the ground of the bar. */
async function contrastOf(page: Page, part: string): Promise<number> {
  const ink = await styleOf(barOf(page).locator(part), 'color');
  const ground = await styleOf(barOf(page), 'backgroundColor');
  const [lighter = 0, darker = 0] = [luminance(ink), luminance(ground)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(rgb = ''): number {
  const [red = 0, green = 0, blue = 0] = (rgb.match(/\d+/g) ?? []).map((part) => {
    const value = Number(part) / 255;
    return value > 0.04045 ? ((value + 0.055) / 1.055) ** 2.4 : value / 12.92;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

async function expectWhole(page: Page): Promise<void> {
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
}

describe('the bar on a site with a strict policy', () => {
  test.each([
    { width: 320, colorScheme: 'light' as const, ground: 'rgb(238, 244, 253)' },
    { width: 1280, colorScheme: 'dark' as const, ground: 'rgb(31, 42, 58)' },
  ])('tells what changes from when, at $width pixels, $colorScheme', async ({ ground, ...look }) => {
    const page = await openSite(look);
    expect(await wordsOf(page)).toBe(
      'Privacy Policy: changes take effect on Sunday, 29 November 2026 at 10:00 CET. See the changes',
    );
    const link = barOf(page).getByRole('link', { name: 'See the changes' });
    expect(await link.getAttribute('href')).toBe(`${service.url}/policies/privacy/changes/1...2`);
    expect(await barOf(page).getAttribute('aria-label')).toBe('Notice of a change to a document');
    expect(await styleOf(barOf(page), 'backgroundColor')).toBe(ground);
    for (const part of ['.words', 'a', 'button']) {
      expect(await contrastOf(page, part), part).toBeGreaterThanOrEqual(4.5);
    }
    await expectWhole(page);
    expect(complaints).toEqual([]);
  });

  test('moves the page down by its own height and by nothing else', async () => {
    const page = await openSite();
    const bar = await barOf(page).boundingBox();
    expect(bar).toMatchObject({ x: 0, y: 0, width: 1280 });
    expect(bar?.height).toBeLessThan(64);
    expect((await page.locator('main').boundingBox())?.y).toBe(bar?.height);
  });

  test('is left alone by the site’s style, and leaves the site alone', async () => {
    const page = await openSite();
    const words = barOf(page).locator('.words');
    const site = page.locator('main p');
    for (const [property, inBar, onSite] of [
      ['fontSize', '16px', '10px'],
      ['letterSpacing', 'normal', '10px'],
      ['textTransform', 'none', 'uppercase'],
      ['color', 'rgb(27, 31, 36)', 'rgb(255, 0, 0)'],
    ] as const) {
      expect([await styleOf(words, property), await styleOf(site, property)]).toEqual([inBar, onSite]);
    }
  });

  test('takes no focus, and is reached and dismissed by keyboard', async () => {
    site = { html: '<main><input autofocus></main>' };
    const page = await openSite();
    expect(await page.evaluate('document.activeElement.tagName')).toBe('INPUT');
    const focused = () =>
      page.evaluate('document.querySelector("proviso-notice").shadowRoot.activeElement?.tagName');
    await page.keyboard.press('Shift+Tab');
    expect(await focused()).toBe('BUTTON');
    await page.keyboard.press('Shift+Tab');
    expect(await focused()).toBe('A');
    await page.keyboard.press('Tab');
    expect(await styleOf(barOf(page).getByRole('button'), 'outlineWidth')).toBe('3px');
    await page.keyboard.press('Enter');
    expect(await barOf(page).count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('runs with the integrity that the documentation names', async () => {
    const integrity = integrityOf(readFileSync(SCRIPT));
    site = { attributes: `data-policy="privacy" integrity="${integrity}" crossorigin` };
    const page = await openSite();
    expect(await barOf(page).isVisible()).toBe(true);
    expect(complaints).toEqual([]);
  });

  test('sets no cookie and sends none', async () => {
    const page = await openSite();
    expect(await page.context().cookies()).toEqual([]);
    // One that both sites get, as siblings under one domain may.
    const cookie = { name: 'session', value: 'secret' };
    await page.context().addCookies([{ ...cookie, url: service.url }]);
    const asked = page.waitForRequest(/notice\.json/);
    await page.reload();
    expect(await (await asked).allHeaders()).not.toHaveProperty('cookie');
    expect(await page.context().cookies()).toMatchObject([cookie]);
  });

  test('shows its words without style where a browser is too old for it', async () => {
    const page = await openSite();
    await page.context().addInitScript('delete window.CSSStyleSheet');
    await page.reload();
    await barOf(page).getByRole('link', { name: 'See the changes' }).waitFor();
    expect(await styleOf(barOf(page), 'display')).toBe('block');
    await barOf(page).getByRole('button', { name: 'Dismiss this notice' }).click();
    expect(await barOf(page).count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('shows words as words, whoever wrote them', async () => {
    const title = `${HOSTILE}${'long'.repeat(30)}`;
    await havePolicyNamed('hostile', title);
    site = { attributes: 'data-policy="hostile"' };
    const page = await openSite({ width: 320 });
    expect(await wordsOf(page)).toContain(`${title}: changes take effect`);
    expect(await barOf(page).locator('img, script').count()).toBe(0);
    await expectWhole(page);
    expect(complaints).toEqual([]);
  });
});

describe('a notice that was dismissed', () => {
  test('stays away until there is another one to tell', async () => {
    await havePolicyNamed('terms', 'Terms');
    site = { attributes: 'data-policy="terms"' };
    const page = await openSite();
    // The service's clock moves faster than the browser's, which would keep the notice for a minute.
    await page.context().route(/notice\.json/, (route) => route.continue());
    const shownAgain = async () => {
      const answered = page.waitForResponse(/notice\.json/);
      await page.reload();
      await (await answered).finished();
      await page.waitForLoadState('networkidle');
      return barOf(page).isVisible();
    };
    const dismiss = () => barOf(page).getByRole('button', { name: 'Dismiss this notice' }).click();

    await dismiss();
    expect(await barOf(page).count()).toBe(0);
    expect(await shownAgain()).toBe(false);

    service.wait('P1D');
    expect(await shownAgain()).toBe(true);
    expect(await wordsOf(page)).toContain('Terms: changes in effect since Monday, 23 November 2026');
    await dismiss();
    expect(await shownAgain()).toBe(false);

    await askOk(service, 'POST', '/v1/policies/terms/versions', {
      content: TEXT_3,
      change: 'minor',
      summary: 'One more sentence.',
    });
    expect(await shownAgain()).toBe(true);
    expect(complaints).toEqual([]);
  });

  test('comes back with the next page where storage is blocked', async () => {
    site = { csp: 'sandbox allow-scripts' };
    const page = await openSite();
    await barOf(page).getByRole('button').click();
    expect(await barOf(page).count()).toBe(0);
    await page.reload();
    await barOf(page).waitFor();
    expect(complaints).toEqual([]);
  });
});

describe('a site may ask for', () => {
  test('another language, written in its own direction', async () => {
    site = { attributes: 'data-policy="privacy" data-lang="ar"' };
    const page = await openSite({ width: 320 });
    await page.context().route(/notice\.json/, async (route) => {
      expect(new URL(route.request().url()).search).toBe('?lang=ar');
      const response = await route.fetch();
      const { notice } = (await response.json()) as { notice: object };
      await route.fulfill({ response, json: { notice: { ...notice, language: 'ar', direction: 'rtl' } } });
    });
    await page.reload();
    await barOf(page).waitFor();
    expect(await barOf(page).getAttribute('lang')).toBe('ar');
    expect(await styleOf(barOf(page), 'direction')).toBe('rtl');
    expect((await barOf(page).getByRole('button').boundingBox())?.x).toBeLessThan(20);
    await expectWhole(page);
  });

  test('no language, and the bar keeps the direction of its own on a page with another', async () => {
    site = { language: 'ar' };
    const page = await openSite();
    expect(await barOf(page).getAttribute('lang')).toBe('en');
    expect(await styleOf(barOf(page), 'direction')).toBe('ltr');
    expect((await barOf(page).getByRole('button').boundingBox())?.x).toBeGreaterThan(1200);
  });

  test.each(['#ffd400', '#5b2a86', '#767676', '#FF0000'])(
    'its own colour, such as %s, and it stays legible',
    async (color) => {
      site = { attributes: `data-policy="privacy" data-color="${color}"` };
      const page = await openSite({ colorScheme: 'dark' });
      for (const part of ['.words', 'a', 'button']) {
        expect(await contrastOf(page, part), part).toBeGreaterThanOrEqual(4.5);
      }
      const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
        Number.parseInt(color.slice(at, at + 2), 16),
      );
      expect(await styleOf(barOf(page), 'backgroundColor')).toBe(`rgb(${red}, ${green}, ${blue})`);
      expect(complaints).toEqual([]);
    },
  );

  test('another place than the top', async () => {
    site = {
      attributes: 'data-policy="privacy" data-target="#notices"',
      html: '<main><p>The product</p><section id="notices"></section></main>',
    };
    const page = await openSite();
    expect(await page.locator('#notices > proviso-notice').count()).toBe(1);
    expect(complaints).toEqual([]);
  });
});

describe('nothing is shown, and nothing fails,', () => {
  test('when there is nothing to tell', async () => {
    await askOk(service, 'PUT', '/v1/policies/quiet', { title: 'Quiet' });
    site = { attributes: 'data-policy="quiet"' };
    const page = await openSite();
    expect(await barOf(page).count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test.each([
    ['there is no such policy', 'data-policy="nowhere"', false],
    ['the site names none', '', false],
    ['the service is away', 'data-policy="privacy"', true],
  ])('when %s', async (_, attributes, isAway) => {
    site = { attributes };
    const page = await openSite();
    complaints = [];
    if (isAway) await page.context().route(/notice\.json/, (route) => route.abort());
    await page.reload();
    await page.waitForLoadState('networkidle');
    expect(await barOf(page).count()).toBe(0);
    // The browser's own word on the request; not one of ours.
    expect(complaints).toEqual([expect.stringContaining('Failed to load resource')]);
  });
});

/** A policy with a first version in force and a minor one announced for tomorrow. */
async function havePolicyNamed(policy: string, title: string): Promise<void> {
  await askOk(service, 'PUT', `/v1/policies/${policy}`, { title, notice: { minor: 'P1D', late: 'P1D' } });
  await askOk(service, 'POST', `/v1/policies/${policy}/versions`, { content: TEXT_1 });
  await askOk(service, 'POST', `/v1/policies/${policy}/versions`, {
    content: TEXT_2,
    change: 'minor',
    summary: HOSTILE,
  });
}
