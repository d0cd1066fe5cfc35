import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrangeConsole, type Scene } from '../../docs/console-scene.ts';
import { launchBrowser } from '../support/browser.ts';
import { expectGood, type Look, openWindow } from '../support/good-page.ts';
import { expectTabbed } from '../support/keyboard.ts';

let scene: Scene;
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
  scene = await arrangeConsole();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await scene?.close();
});

const LOOK: Look = { width: 360, colorScheme: 'dark' };

test('every screen of the console is whole on a phone in dark, valid, for everybody, and whole by the keyboard', async () => {
  const { app, session, screens, outside } = scene;
  const { window, complaints } = await openWindow(browser, app.url, LOOK);
  await window.addCookies([{ name: 'proviso-session', value: session, url: app.url }]);
  const page = await window.newPage();
  for (const path of Object.values({ ...outside, ...screens })) {
    await page.goto(app.url + path);
    await expectGood(page, LOOK);
    await expectTabbed(page);
  }
  await window.close();
  // That axe cannot look into a mail, which runs nothing.
  expect(complaints.filter((one) => !one.includes('postMessage'))).toEqual([]);
}, 600_000);
