import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { checkImport, keepImportFile, stepImports } from '../../src/actions/people/import-file.ts';
import { readFileLines, readImportFile } from '../../src/http/console/imports/read-file.ts';
import { expectTree } from '../support/accessibility-tree.ts';
import { haveAdaTold, recordsOf } from '../support/arrange.ts';
import { launchBrowser, type ServedApp, serveTestApp } from '../support/browser.ts';
import { expectGood, type Look, openWindow } from '../support/good-page.ts';
import { haveMember, signInByCode } from '../support/members.ts';

let app: ServedApp;
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
beforeEach(async () => {
  app = await serveTestApp();
  await haveAdaTold(app);
});
afterEach(() => app?.close());
afterAll(() => browser?.close());

const LOOKS: readonly Look[] = [
  { width: 360, colorScheme: 'light', javaScriptEnabled: false },
  { width: 1280, colorScheme: 'dark' },
];

describe.each(LOOKS)('at $width pixels, $colorScheme, script: $javaScriptEnabled', (look) => {
  test('support finds somebody who never got the mail, sends it again, records what they say on the phone, and brings in others from a file', async () => {
    const { window, complaints } = await openWindow(browser, app.url, look);
    const page = await window.newPage();
    const member = await haveMember(app, `Sam${look.width}`, 'support');
    await signInByCode(app, page, member.email, '/console/people');
    await expectGood(page, look);

    await page.getByLabel('Id or address, or how it begins').fill('ada@exa');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'ada', exact: true }).click();
    await expectGood(page, look);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('ada');
    expect(await page.getByText('Bound by version 1').count()).toBe(1);
    await expectTree(page, 'support-person', look);

    await page
      .getByRole('link', { name: /^Policy update|Privacy Policy/ })
      .first()
      .click();
    await expectGood(page, look);
    expect(await page.getByRole('heading', { name: 'The text that prevails' }).count()).toBe(1);
    await expectTree(page, 'support-mail', look);
    await page.goBack();

    await page.getByRole('link', { name: 'Send again' }).first().click();
    await expectGood(page, look);
    await page.getByRole('button', { name: 'Send it again' }).click();
    await page.getByRole('status').waitFor();
    await expectGood(page, look);
    expect(await page.getByRole('status').textContent()).toBe('It is sent again.');
    await expectTree(page, 'support-sent-again', look);
    await app.deliver();
    expect((await recordsOf(app)).findLast(({ kind }) => kind === 'repeated')?.actor).toBe(
      `member:${member.id}`,
    );

    await page.locator('#act-answers > summary').click();
    await page.getByRole('button', { name: 'Record the answer' }).click();
    await page.getByRole('alert').waitFor();
    await expectGood(page, look);
    await expectTree(page, 'support-answer-refused', look);
    await page.getByRole('alert').getByRole('link', { name: 'Choose what they answered.' }).click();
    await page.getByRole('radio', { name: 'Yes: they accept' }).check();
    await page.getByLabel('How it came, and what they said').fill('She called, and said yes.');
    await page.getByLabel('When it came').fill(app.clock.now.slice(0, 16));
    await page.getByRole('button', { name: 'Record the answer' }).click();
    await page.getByRole('status').waitFor();
    await expectGood(page, look);
    expect(await page.getByRole('status').textContent()).toBe('The answer is recorded.');
    await expectTree(page, 'support-answer-recorded', look);
    expect(await page.getByText('She called, and said yes.').count()).toBeGreaterThan(0);

    await page.locator('#act-links > summary').click();
    await page.getByRole('button', { name: 'Make the link' }).click();
    await page.locator('.once code').waitFor();
    await expectGood(page, look);
    if (process.env.PICTURES)
      await page.screenshot({ path: `${process.env.PICTURES}/person-${look.width}.png`, fullPage: true });
    await page.getByRole('link', { name: 'Erase this person' }).click();
    await expectGood(page, look);

    await page.goto(`${app.url}/console/people`);
    await page.getByRole('link', { name: 'Bring in people from a file' }).click();
    await expectGood(page, look);
    const buffer = Buffer.from('id;e-mail;signed up\r\nzoe;zoe@mail.example;2026\r\nbad;nobody;2026\r\n');
    await page.getByLabel('File').setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer });
    await page.getByRole('button', { name: 'Read the file' }).click();
    await page.getByRole('status').waitFor();
    await expectGood(page, look);
    await expectTree(page, 'import-columns', look);
    await page.getByRole('button', { name: 'Check the file' }).click();
    await page.getByRole('status').waitFor();
    await expectGood(page, look);
    await expectTree(page, 'import-checked', look);
    await page.getByRole('button', { name: 'Bring in 1 new person' }).click();
    await page.getByRole('status').waitFor();
    await expectGood(page, look);
    expect(await page.getByRole('status').textContent()).toBe('They are brought in.');
    await expectTree(page, 'import-done', look);
    await window.close();
    // That a form came back, and that axe cannot look into a mail, which runs nothing.
    expect(complaints.filter((one) => !/status of 422|postMessage/.test(one))).toEqual([]);
  });

  test('a file that is checked is followed with no reload: what has the focus keeps it, and a step is told politely', async () => {
    const { window, complaints } = await openWindow(browser, app.url, look);
    const page = await window.newPage();
    const member = await haveMember(app, `Sam${look.width}`, 'support');
    const lines = Array.from({ length: 700 }, (_, i) => `n${i};n${i}@mail.example\n`);
    const bytes = (async function* () {
      yield new TextEncoder().encode(`id;email\n${lines.join('')}`);
    })();
    const file = { filename: 'people.csv', pieces: readImportFile('people.csv', bytes) };
    const id = await keepImportFile(app.context, file, member.id);
    await checkImport(app.context, id, {
      ...{ uses: ['user', 'email'], source: null, zones: {}, knownSince: {} },
    });
    await signInByCode(app, page, member.email, `/console/imports/${id}`);
    const frame = page.frameLocator('iframe[title="How far it is"]');
    await frame.getByText('0 of 700 lines').waitFor();
    await expectGood(page, look);
    await expectTree(page, 'import-under-way', look);
    await page.getByRole('button', { name: 'Stop' }).focus();
    const step = () => stepImports(app.context, readFileLines);
    await step();
    await frame.getByText('500 of 700 lines').waitFor();
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Stop');
    if (look.javaScriptEnabled !== false) {
      await page.locator('.live [aria-live]', { hasText: '500 of 700 lines' }).waitFor();
    }
    // Somebody else, in another browser, and whoever loads the page anew find it as far as it is.
    const other = await openWindow(browser, app.url, look);
    const theirs = await other.window.newPage();
    const { email } = await haveMember(app, `Kim${look.width}`, 'support');
    await signInByCode(app, theirs, email, `/console/imports/${id}`);
    for (const one of [page, theirs]) {
      await one.reload();
      await one.frameLocator('iframe[title="How far it is"]').getByText('500 of 700 lines').waitFor();
    }
    await other.window.close();
    while ((await step()).nextInMs !== null);
    await frame.getByRole('link', { name: 'See what came of it' }).click();
    await page.getByText('Nobody has been brought in yet.').waitFor();
    await expectGood(page, look);
    await window.close();
    // That axe cannot look into a frame in which nothing runs.
    expect(complaints.filter((one) => !/postMessage/.test(one))).toEqual([]);
  });
});
