import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askOk, reviewPathOf } from '../support/arrange.ts';
import { launchBrowser, type ServedApp, serveTestApp } from '../support/browser.ts';
import { expectAccessible, expectWhole, type Look, openWindow } from '../support/good-page.ts';
import { RULES_OF_EVERY_KIND } from '../support/rules.ts';
import { expectValid } from '../support/valid-html.ts';

const policyText = (version: number) =>
  readFileSync(new URL(`../../src/demo/policies/privacy-${version}.md`, import.meta.url), 'utf8');

const LARGEST_PAGE = 50 * 1024;

let app: ServedApp;
let browser: Browser;
/** The review page of one user in each state, by the state's name. */
const reviewPaths: Record<string, string> = {};

beforeAll(async () => {
  app = await serveTestApp();
  browser = await launchBrowser();
  await haveReviews();
  await haveHistory();
});

afterAll(async () => {
  await browser?.close();
  await app?.close();
});

/** A policy with a version of every kind: superseded, in force, withdrawn, announced; one in Arabic; one without any. */
async function haveHistory() {
  const publish = (policy: string, body: Record<string, unknown>) =>
    askOk(app, 'POST', `/v1/policies/${policy}/versions`, body);
  await askOk(app, 'PUT', '/v1/policies/privacy', { title: 'Privacy Policy', timeZone: 'Europe/Berlin' });
  await publish('privacy', { content: policyText(1) });
  await publish('privacy', {
    content: policyText(2),
    change: 'legal',
    reason: 'Regulation (EU) 2016/679, Article 13',
    summary: 'It names who else sees your notes.',
  });
  await publish('privacy', { content: policyText(3), change: 'minor', summary: 'We moved.' });
  await askOk(app, 'POST', '/v1/policies/privacy/versions/3/withdrawal', { reason: 'We did not move.' });
  await publish('privacy', { content: policyText(3), change: 'substantial', summary: 'We moved after all.' });
  await askOk(app, 'PUT', '/v1/policies/siyasa', {
    title: 'سياسة الخصوصية',
    locale: 'ar',
    timeZone: 'Asia/Riyadh',
  });
  await publish('siyasa', { content: '# سياسة الخصوصية\n\n## السجلات\n\nنحتفظ بالسجلات 30 يومًا.\n' });
  await publish('siyasa', {
    content: '# سياسة الخصوصية\n\n## السجلات\n\nنحتفظ بالسجلات 90 يومًا.\n',
    change: 'substantial',
    summary: 'نحتفظ بالسجلات مدة أطول.',
  });
  await askOk(app, 'PUT', '/v1/policies/cookies', { title: 'Cookies' });
  await askOk(app, 'PUT', '/v1/policies/ruled', {
    ...{ title: 'Terms of Service', rules: RULES_OF_EVERY_KIND },
    ...{ appliesTo: 'consumers', revocable: true },
  });
  await publish('ruled', { content: policyText(1) });
}

/** Someone in each state of the review page, of a policy of its own for each; the oldest first. */
async function haveReviews() {
  await haveReview('expired link');
  app.wait('P100D');
  await haveReview('closed');
  const superseded = await haveReview('superseded');
  app.wait('P31D');
  await haveReview('open');
  await haveReview('explicit', { acceptance: 'explicit' });
  await askOk(app, 'POST', '/v1/acceptances', await haveReview('accepted'));
  await askOk(app, 'POST', '/v1/terminations', { ...(await haveReview('leaving')), when: 'effect' });
  await askOk(app, 'POST', '/v1/terminations', { ...(await haveReview('left')), when: 'now' });
  const { policy } = await haveReview('withdrawn');
  await askOk(app, 'POST', `/v1/policies/${policy}/versions/2/withdrawal`, { reason: 'It was a mistake.' });
  const { user } = await haveReview('changed address');
  await askOk(app, 'PUT', `/v1/users/${user}`, { email: 'elsewhere@mail.example' });
  reviewPaths['unknown link'] = '/review/nothing';
  await askOk(app, 'POST', `/v1/policies/${superseded.policy}/versions`, {
    ...{
      content: policyText(3),
      change: 'legal',
      summary: 'By law.',
      reason: 'Digital Rights Act, section 4',
    },
  });
}

/** A user who was told of the second version of a policy, and their link. */
async function haveReview(state: string, change: Record<string, unknown> = {}) {
  const name = state.replaceAll(' ', '-');
  const policy = `of-${name}`;
  const user = `${name}-user`;
  await askOk(app, 'PUT', `/v1/policies/${policy}`, { title: 'Terms of Service', ...change });
  await askOk(app, 'POST', `/v1/policies/${policy}/versions`, { content: policyText(1) });
  await askOk(app, 'PUT', `/v1/users/${user}`, { email: `${user}@mail.example` });
  await askOk(app, 'POST', '/v1/acceptances', { user, policy, version: 1 });
  await askOk(app, 'POST', `/v1/policies/${policy}/versions`, {
    content: policyText(2),
    change: 'substantial',
    summary: 'Notes can be summarised by software.',
  });
  await app.deliver();
  reviewPaths[state] = await reviewPathOf(app, `${user}@mail.example`, policy);
  return { policy, user, version: 2 };
}

const PAGES = {
  'the list of policies': '/policies',
  'the text in force': '/policies/privacy',
  'a policy in Arabic': '/policies/siyasa',
  'a policy without a version': '/policies/cookies',
  'a superseded version': '/policies/privacy/versions/1',
  'a withdrawn version': '/policies/privacy/versions/3',
  'an announced version': '/policies/privacy/versions/4',
  'the history': '/policies/privacy/history',
  'how changes are announced': '/policies/privacy/rules',
  'how changes are announced, by rules of its own': '/policies/ruled/rules',
  'a comparison': '/policies/privacy/changes/1...4',
  'a comparison side by side': '/policies/privacy/changes/1...4?view=side-by-side',
  'an Arabic comparison': '/policies/siyasa/changes/1...2',
  'two times the same version': '/policies/privacy/changes/1...1',
  'the guides': '/docs',
  'a guide': '/docs/operations',
  'the API': '/docs/api',
  'an operation of the API': '/docs/api/postPolicyVersions',
  'a problem': '/problems/nothing-changed',
  'a page that is not there': '/policies/nothing',
} as const;

/** What the page says first in each state, to those who read English. */
const STATES: Readonly<Record<string, string>> = {
  open: 'Your answer',
  explicit: 'Nothing changes for you until you accept.',
  accepted: 'Thank you. You have accepted.',
  leaving: 'You have declined, and you are leaving.',
  left: 'You have left.',
  closed: 'The time to decline has ended.',
  withdrawn: 'This change was withdrawn.',
  superseded: 'A newer version has taken its place.',
  'expired link': 'This link has expired.',
  'changed address': 'This link is no longer valid.',
  'unknown link': 'We do not know this link.',
};

const LOOKS: readonly Look[] = [
  { width: 320, colorScheme: 'light', locale: 'en-GB' },
  { width: 1280, colorScheme: 'dark', locale: 'en-GB' },
  { width: 320, colorScheme: 'dark', locale: 'de' },
  { width: 1280, colorScheme: 'light', locale: 'ja' },
  { width: 320, colorScheme: 'light', locale: 'ar' },
  { width: 1280, colorScheme: 'dark', locale: 'ar' },
];

/** Insists that a page can be read by all: valid, whole, accessible, small, and without a complaint of the browser. */
async function expectGood(path: string, look: Look, words = ''): Promise<void> {
  const { window, complaints } = await openWindow(browser, app.url, look);
  try {
    const page = await window.newPage();
    const response = await page.goto(app.url + path);
    const body = (await response?.text()) ?? '';
    expectValid(body);
    expect(Buffer.byteLength(body)).toBeLessThan(LARGEST_PAGE);
    if (look.locale === 'en-GB') expect(await page.locator('main').textContent()).toContain(words);
    await expectWhole(page);
    await expectAccessible(page);
    expect(complaints.filter((one) => !/404|410/.test(one))).toEqual([]);
  } finally {
    await window.close();
  }
}

describe.each(LOOKS)('at $width pixels, $colorScheme, in $locale', (look) => {
  test.each(Object.entries(PAGES))('%s can be read by all', (_, path) => expectGood(path, look));

  test.each(Object.entries(STATES))('the review page in the state "%s" can be read by all', (state, words) =>
    expectGood(reviewPaths[state] as string, look, words),
  );

  test('the page that asks once more before somebody leaves can be read by all', async () => {
    const { window, complaints } = await openWindow(browser, app.url, look);
    const page = await window.newPage();
    await page.goto(app.url + reviewPaths.open);
    await page.locator('#leave button').click();
    expect(await page.locator('button.danger').count()).toBe(1);
    expectValid(await page.content());
    await expectWhole(page);
    await expectAccessible(page);
    expect(complaints).toEqual([]);
    await window.close();
  });
});

describe('with the keyboard alone', () => {
  test('someone skips to the text, and reaches every link and button of the page', async () => {
    const { window } = await openWindow(browser, app.url, LOOKS[0] as Look);
    const page = await window.newPage();
    await page.goto(`${app.url}/policies/privacy`);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
    const reachable = Number(
      await page.evaluate(
        `document.querySelectorAll('main a[href], main summary, main [tabindex="0"]').length`,
      ),
    );
    const reached = new Set<string>();
    for (let i = 0; i < reachable; i++) {
      await page.keyboard.press('Tab');
      reached.add(
        String(
          await page.evaluate(
            `[...document.querySelectorAll('main *')].indexOf(document.activeElement) + ' ' + getComputedStyle(document.activeElement).outlineStyle`,
          ),
        ),
      );
    }
    expect(reached.size).toBe(reachable);
    expect([...reached].filter((one) => one.endsWith(' none'))).toEqual([]);
    await window.close();
  });

  test('someone compares other versions, lays them side by side, and unfolds what stayed', async () => {
    const { window, complaints } = await openWindow(browser, app.url, LOOKS[1] as Look);
    const page = await window.newPage();
    await page.goto(`${app.url}/policies/privacy/changes/1...2`);
    await page.getByLabel('To', { exact: true }).focus();
    await page.keyboard.type('Version 4');
    await page.getByLabel('View').focus();
    await page.keyboard.type('Side');
    await page.getByRole('button', { name: 'Compare' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/changes/1...4?view=side-by-side');
    const fold = page.locator('.diff-fold').first();
    await fold.locator('summary').focus();
    await page.keyboard.press('Enter');
    expect(await fold.getAttribute('open')).not.toBeNull();
    expect(complaints).toEqual([]);
    await window.close();
  });
});

describe.each([true, false])('the way of somebody who reads (script: %s)', (javaScriptEnabled) => {
  test('leads from the list over the notice to the changes, the history and back', async () => {
    const look: Look = { width: 320, colorScheme: 'light', locale: 'en-GB', javaScriptEnabled };
    const { window, complaints } = await openWindow(browser, app.url, look);
    const page = await window.newPage();
    await page.goto(`${app.url}/policies`);
    await page.getByRole('link', { name: 'Privacy Policy' }).click();
    await page
      .getByRole('region', { name: 'A change is announced' })
      .getByRole('link', { name: 'See the changes' })
      .click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(
      'What changes from version 2 to version 4',
    );
    expect(await page.locator('ins').count()).toBeGreaterThan(0);
    await page.getByRole('link', { name: 'Read version 4' }).click();
    await page.getByRole('link', { name: 'All versions' }).click();
    expect(await page.getByRole('listitem').filter({ hasText: 'We did not move.' }).count()).toBe(1);
    await page.getByRole('link', { name: 'The text in force' }).click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Privacy Policy');
    expect(complaints).toEqual([]);
    await window.close();
  });
});
