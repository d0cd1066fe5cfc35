import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { renderPolicyText } from '../../src/pages/policy-text/policy-text.ts';
import { EVASIONS } from '../pages/evasions.ts';
import { launchBrowser, serveTestApp } from '../support/browser.ts';
import { expectAccessible, expectWhole, openWindow } from '../support/good-page.ts';
import { expectValid } from '../support/valid-html.ts';

const STYLE = ['page.css', 'policy-text.css']
  .map((name) => readFileSync(new URL(`../../public/${name}`, import.meta.url), 'utf8'))
  .join('\n');
const NAMES = ['getElementById', 'attributes', 'parentNode', 'forms', 'title'];

let browser: Browser;
let page: Page;
let harm: string[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
  const context = await browser.newContext({ viewport: { width: 320, height: 800 } });
  page = await context.newPage();
  page.setDefaultTimeout(10_000);
  // No policy of ours stands in the way here: the text itself has to be harmless.
  await page.exposeFunction('told', (what: string) => harm.push(what));
  await page.addInitScript('globalThis.hit = () => globalThis.told("a script ran")');
  page.on('dialog', (dialog) => {
    harm.push('a dialog');
    return dialog.dismiss();
  });
  context.on('page', () => harm.push('a window'));
  context.on('request', (request) => harm.push(`asked ${request.url()}`));
  await page.goto('about:blank');
  harm = [];
});
afterAll(() => browser?.close());

const render = (text: string) => renderPolicyText(text, { locale: 'en' }).html;

/** Puts a page around a text, does what a reader might do with it, and answers the harm that came of it. */
async function harmOf(html: string): Promise<readonly string[]> {
  harm = [];
  await page.setContent(
    `<!doctype html><html lang="en"><head><title>Terms</title><style>${STYLE}</style></head><body>` +
      `<form id="accept"></form><main><h1>Terms</h1>${html}</main></body></html>`,
  );
  await page.evaluate(`(() => {
    for (const event of ['mouseover', 'focus', 'click', 'toggle', 'animationstart', 'error', 'load'])
      for (const element of document.querySelectorAll('main *'))
        if (event !== 'click' || element.closest('a') === null) element.dispatchEvent(new Event(event));
  })()`);
  const strange = await page.evaluate(`(() => {
    const found = [];
    for (const link of document.links)
      if (!['https:', 'http:', 'mailto:', 'tel:'].includes(link.protocol) && !link.getAttribute('href').startsWith('#s-'))
        found.push('leads to ' + link.href);
    for (const name of ${JSON.stringify(NAMES)})
      if (document[name] instanceof Element) found.push('clobbers ' + name);
    if (document.querySelectorAll('main').length !== 1 || document.body.children.length !== 2) found.push('left its place');
    if (document.querySelectorAll('form, input, button, iframe, img, svg, style:not(head *), script').length !== 1) found.push('holds what it may not');
    return found;
  })()`);
  // Whatever starts by itself has started once a task and a frame have gone by.
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done, 10)))');
  return [...harm, ...(strange as string[])];
}

test('a hostile text as it was sent does run and ask, so that the others mean something', async () => {
  const found = await harmOf(
    EVASIONS.slice(0, 20)
      .map(([, text]) => text)
      .join('\n'),
  );
  expect(found).toContain('a script ran');
  expect(found).toContain('asked https://far.example/a.png');
});

test('each way past a sanitiser is harmless in a browser', async () => {
  const harmful: unknown[] = [];
  for (const [name, text] of EVASIONS) {
    for (const around of [text, `Before.\n\n${text}\n\nAfter.`, `<p>Before.</p>${text}<p>After.</p>`]) {
      const found = await harmOf(render(around));
      if (found.length > 0) harmful.push([name, around, found]);
    }
  }
  expect(harmful).toEqual([]);
});

test('all of them in one text are, too, and nobody has to scroll it sideways', async () => {
  expect(await harmOf(render(EVASIONS.map(([, text]) => text).join('\n\n')))).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  expect(await harmOf(EVASIONS.map(([, text]) => render(text)).join('\n'))).toEqual([]);
});

test('a policy of nothing but evasions is published, compared and read without harm', async () => {
  const app = await serveTestApp();
  const { window, complaints } = await openWindow(browser, app.url, { width: 320, colorScheme: 'light' });
  try {
    const text = EVASIONS.map(([, evasion]) => evasion.replaceAll('\0', '')).join('\n\n');
    await app.ask('PUT', '/v1/policies/privacy', { title: 'Privacy Policy' });
    const first = await app.ask('POST', '/v1/policies/privacy/versions', { content: 'Nothing yet.' });
    const change = { content: text, change: 'minor', summary: '<img src=x onerror=alert(1)>' };
    const second = await app.ask('POST', '/v1/policies/privacy/versions', change);
    expect([first.status, second.status]).toEqual([201, 201]);
    const tab = await window.newPage();
    tab.on('dialog', (dialog) => complaints.push(dialog.message()));
    for (const path of ['versions/2', 'changes/1...2', 'changes/1...2?view=side-by-side', 'feed.xml']) {
      const response = await tab.goto(`${app.url}/policies/privacy/${path}`);
      if (path !== 'feed.xml') {
        expectValid((await response?.text()) ?? '');
        await expectWhole(tab);
        await expectAccessible(tab);
      }
    }
    expect(complaints).toEqual([]);
  } finally {
    await window.close();
    await app.close();
  }
});
