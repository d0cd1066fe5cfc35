/**
 * `npm run pictures:console`: every screen of the console, of a company in the middle of an announcement, as they
 * stand in `docs/pictures`; with `-- --only NAME,NAME` some of them. All on a desk, and a few on a phone in dark.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { launchBrowser } from '../test/support/browser.ts';
import { arrangeConsole, type Scene } from './console-scene.ts';

const FOLDER = fileURLToPath(new URL('pictures', import.meta.url));
/** What is longer is cut: a picture shows what a screen is, and the screen the rest. */
const HEIGHT = 1500;
const DESK = { width: 1100, colorScheme: 'light' } as const;
const PHONE = { width: 360, colorScheme: 'dark' } as const;
const ON_PHONE = ['home', 'version', 'person', 'take-back'];

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const only = values.only?.split(',');
const browser = await launchBrowser();
const scene = await arrangeConsole();
try {
  const isWanted = ([name]: readonly [string, string]) => only === undefined || only.includes(name);
  const screens = Object.entries(scene.screens).filter(isWanted);
  await takeAll(browser, scene, DESK, screens);
  await takeAll(browser, { ...scene, session: null }, DESK, Object.entries(scene.outside).filter(isWanted));
  const small = screens.filter(([name]) => ON_PHONE.includes(name));
  await takeAll(
    browser,
    scene,
    PHONE,
    small.map(([name, path]) => [`${name}-phone`, path]),
  );
} finally {
  await browser.close();
  await scene.close();
}

async function takeAll(
  browser: Browser,
  { app, session }: { readonly app: Scene['app']; readonly session: string | null },
  { width, colorScheme }: typeof DESK | typeof PHONE,
  screens: readonly (readonly [string, string])[],
): Promise<void> {
  const window = await browser.newContext({ viewport: { width, height: 700 }, colorScheme });
  if (session !== null) {
    await window.addCookies([{ name: 'proviso-session', value: session, url: app.url }]);
  }
  for (const [name, path] of screens) {
    const tab = await window.newPage();
    const answer = await tab.goto(app.url + path);
    if (answer?.status() !== 200) throw new Error(`${path} was answered ${answer?.status()}`);
    await take(tab, join(FOLDER, `console-${name}.webp`));
    await tab.close();
  }
  await window.close();
}

/** Takes a page with few colours, which is a fraction of the size and looks the same. */
async function take(tab: Page, path: string): Promise<void> {
  const { width = 0 } = tab.viewportSize() ?? {};
  const height = Math.min(HEIGHT, await tab.evaluate('document.documentElement.scrollHeight'));
  // Frames are drawn once they are within the window, a moment later.
  await tab.setViewportSize({ width, height });
  if ((await tab.locator('iframe').count()) > 0) await tab.waitForTimeout(1_000);
  const taken = await tab.screenshot();
  const few = await sharp(taken).png({ palette: true, colours: 32, dither: 0 }).toBuffer();
  await sharp(few).webp({ lossless: true }).toFile(path);
}
