import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { MemberRole } from '../../src/domain/access/roles.ts';
import { readBundle } from '../../src/verify/bundle.ts';
import {
  haveAccepted,
  haveAdaTold,
  havePolicy,
  havePublished,
  haveUsers,
  recordsOf,
} from '../support/arrange.ts';
import { launchBrowser, type ServedApp, serveTestApp } from '../support/browser.ts';
import { keepAll } from '../support/evidence.ts';
import { type Look, openWindow } from '../support/good-page.ts';
import { type Keyboard, keyboardOf } from '../support/keyboard.ts';
import { codeMailedTo, haveMember, haveSession, signedIn } from '../support/members.ts';
import { rememberingMailer } from '../support/remembering-mailer.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

let app: ServedApp;
afterEach(() => app?.close());

const LOOK: Look = { width: 1280, colorScheme: 'light', javaScriptEnabled: false };

/** Whoever has a keyboard alone, and what they wait for: nothing is done but by keys. */
type Typist = Keyboard & {
  readonly page: Page;
  /** Waits for a page by its heading. */
  readonly arrive: (heading: string | RegExp) => Promise<void>;
  /** Waits until a page says what was done: it has the focus, and begins the title. */
  readonly hear: (said: string) => Promise<void>;
  readonly leave: () => Promise<void>;
};

async function typistAt(path: string, session?: string): Promise<Typist> {
  const { window, complaints } = await openWindow(browser, app.url, LOOK);
  if (session !== undefined)
    await window.addCookies([{ name: 'proviso-session', value: session, url: app.url }]);
  const page = await window.newPage();
  const keys = keyboardOf(page);
  await page.goto(app.url + path);
  return {
    ...keys,
    page,
    arrive: (name) => page.getByRole('heading', { level: 1, name }).waitFor(),
    async hear(said) {
      await page.getByRole('status').filter({ hasText: said }).waitFor();
      expect(await keys.focus()).toContain(`status: ${said}`);
      expect((await page.title()).startsWith(said)).toBe(true);
    },
    async leave() {
      await window.close();
      expect(complaints.filter((one) => !one.includes('status of 422'))).toEqual([]);
    },
  };
}

/** Somebody new with some roles, who signed in: address and code have the focus where they are asked for. */
async function signedInByKeys(name: string, ...roles: readonly MemberRole[]): Promise<Typist> {
  const { email } = await haveMember(app, name, ...roles);
  const typist = await typistAt('/console');
  const { page } = typist;
  await typist.arrive('Sign in');
  expect(await typist.focus()).toMatch(/^textbox "Your address"/);
  await page.keyboard.type(email);
  await page.keyboard.press('Enter');
  await page.waitForURL(/sign-in\/code/);
  expect(await typist.focus()).toMatch(/^textbox "Code"/);
  await page.keyboard.type(await codeMailedTo(app, email));
  await page.keyboard.press('Enter');
  await typist.arrive('Home');
  return typist;
}

describe('by the keyboard alone', () => {
  test('legal writes a draft, a second member approves it, and it is posted and taken back', async () => {
    app = await serveTestApp();
    await havePolicy(app, { approvals: 1, grace: 'PT10M' });
    await haveUsers(app, 'u1');
    const author = await signedInByKeys('Ada', 'author');
    await author.press('Enter', 'link', 'Privacy Policy');
    await author.arrive('Privacy Policy');
    await author.press('Enter', 'button', 'Write a draft');
    await author.hear('The draft is made.');
    await author.type('# Privacy\n\nWe keep logs for a week.\n', 'textbox', /^The text, in English/);
    await author.type('Logs are kept for a week.', 'textbox', /^What changes, in a sentence or two/);
    await author.choose('Not decided yet', 'Substantial');
    await author.press('Enter', 'button', 'Save');
    await author.hear('Saved.');
    const approver = await signedInByKeys('Ben', 'approver');
    await approver.press('Enter', 'link', 'A draft of Privacy Policy waits for your approval.');
    await approver.page.waitForURL(/\/console\/drafts\//);
    await approver.press('Enter', 'button', 'Approve this revision');
    await approver.hear('You approve this revision.');
    await approver.leave();
    await author.press('Enter', 'link', 'Posting');
    await author.page.waitForURL(/\/posting$/);
    await author.press('Enter', 'button', 'Post it');
    await author.page.getByRole('button', { name: 'Take back' }).waitFor();
    await author.press('Enter', 'button', 'Take back');
    await author.hear('It is taken back. Nothing was posted, and nothing was sent.');
    await author.leave();
  });

  test('support finds a person, and records what they said on the phone', async () => {
    app = await serveTestApp();
    await haveAdaTold(app);
    const support = await signedInByKeys('Sam', 'support');
    const { page } = support;
    await support.press('Enter', 'link', 'People');
    await support.arrive('People');
    await support.type('ada@exa', 'searchbox', 'Id or address, or how it begins');
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=/);
    await support.press('Enter', 'link', 'ada');
    await support.arrive('ada');
    await support.goTo('text', /^Record an answer/);
    await page.keyboard.press('Enter');
    await support.press('Enter', 'button', 'Record the answer');
    await page.getByRole('alert').waitFor();
    expect(await support.focus()).toMatch(/^alert/);
    await support.press('Enter', 'link', 'Choose what they answered.');
    await support.choose('Yes: they accept', 'Yes: they accept');
    await support.type('She called, and said yes.', 'textbox', 'How it came, and what they said');
    await support.goTo('textbox', /^When it came/);
    for (const part of ['11', '22', '2026', 'ArrowRight', '09', '00', 'A'])
      await (part === 'ArrowRight' ? page.keyboard.press(part) : page.keyboard.type(part));
    await support.press('Enter', 'button', 'Record the answer');
    await support.hear('The answer is recorded.');
    expect((await recordsOf(app)).at(-1)?.kind).toBe('accepted');
    await support.leave();
  });

  test('an operator says of unclear mails what became of them', async () => {
    const unclear = { kind: 'unknown', problem: 'the counts do not add up' } as const;
    app = await serveTestApp({}, { mailer: rememberingMailer([unclear]) });
    await havePolicy(app);
    await haveUsers(app, 'ada');
    await haveAccepted(app, 'ada');
    await havePublished(app);
    await app.deliver();
    const session = await haveSession(app, await haveMember(app, 'Otto', 'operator'));
    const operator = await typistAt('/console', session);
    await operator.press('Enter', 'link', 'Operations');
    await operator.arrive('Operations');
    await operator.press('Enter', 'link', '1 mail of which nobody can tell whether they went out');
    await operator.arrive('Unclear mails');
    await operator.choose('The provider took it', 'It did not go out: send it again');
    await operator.press('Space', 'checkbox', /./);
    await operator.press('Enter', 'button', 'Record it for 1 mail');
    await operator.hear('1 mail resolved.');
    await operator.leave();
  });

  test('an auditor opens a link, downloads evidence, and opens who somebody is', async () => {
    app = await serveTestApp();
    await haveAdaTold(app);
    await keepAll(app);
    const auditor = await typistAt(await linkForAuditor());
    const { page } = auditor;
    await auditor.arrive('For the auditor');
    const download = page.waitForEvent('download');
    await auditor.press('Enter', 'link', 'as a file');
    expect(readBundle(readFileSync(await (await download).path(), 'utf8')).records.length).toBeGreaterThan(2);
    await auditor.press('Enter', 'button', /^Open who they are/);
    await page.getByText('ada@example.com').waitFor();
    await auditor.press('Enter', 'link', 'to read and print');
    await page.locator('.opening').waitFor();
    await auditor.leave();
  });
});

async function linkForAuditor(): Promise<string> {
  const visitor = await signedIn(app, await haveMember(app, 'Ines', 'auditor'));
  await visitor.get('/console/record/links');
  const made = await visitor.post('/console/record/links', {
    ...{ policy: 'privacy', version: '', people: 'ada', expiresAt: '2026-12-24T10:00' },
  });
  const { body } = await visitor.get(made.location?.split('#')[0] ?? '');
  return /\/console\/auditor\/[0-9a-f]{64}/.exec(body)?.[0] ?? '';
}
