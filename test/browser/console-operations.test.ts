import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Receipt } from '../../src/delivery/mailer.ts';
import { expectTree } from '../support/accessibility-tree.ts';
import { askOk } from '../support/arrange.ts';
import { launchBrowser, type ServedApp, serveTestApp } from '../support/browser.ts';
import { expectGood, type Look, openWindow } from '../support/good-page.ts';
import { haveMember, haveSession } from '../support/members.ts';
import { rememberingMailer } from '../support/remembering-mailer.ts';

const UNCLEAR: Receipt = { kind: 'unknown', problem: 'the counts do not add up' };

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

const LOOKS: readonly Look[] = [
  { width: 360, colorScheme: 'light', javaScriptEnabled: false },
  { width: 1280, colorScheme: 'dark' },
];

/** Version 2 announced to eight, whose mails went out as `receipts` say. */
async function haveAnnounced(receipts: readonly Receipt[]): Promise<ServedApp> {
  const app = await serveTestApp({}, { mailer: rememberingMailer([...receipts]) });
  await askOk(app, 'PUT', '/v1/policies/privacy', { title: 'Privacy Policy', timeZone: 'Europe/Berlin' });
  await askOk(app, 'POST', '/v1/policies/privacy/versions', { content: '# Privacy\n\nWe keep logs.\n' });
  const lines = Array.from({ length: 8 }, (_, i) =>
    JSON.stringify({ user: `u${i}`, email: `u${i}@mail.example`, accepted: { privacy: 1 } }),
  );
  await askOk(app, 'POST', '/v1/users/import', lines.join('\n'));
  await askOk(app, 'POST', '/v1/policies/privacy/versions', {
    ...{ content: '# Privacy\n\nWe keep logs for a week.\n', change: 'substantial', summary: 'A week.' },
    ...(receipts.length === 0 && { sending: { first: 3 } }),
  });
  return app;
}

/** Opens a window in which an operator is signed in. */
async function openAsOperator(app: ServedApp, look: Look) {
  const session = await haveSession(app, await haveMember(app, 'Otto', 'operator', 'author'));
  const opened = await openWindow(browser, app.url, look);
  await opened.window.addCookies([{ name: 'proviso-session', value: session, url: app.url }]);
  return opened;
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).textContent();

describe.each(LOOKS)('at $width pixels, $colorScheme, script: $javaScriptEnabled', (look) => {
  test('an operator finds unclear mails, says of one that it was taken, and has the others sent again', async () => {
    const app = await haveAnnounced([UNCLEAR]);
    await app.deliver();
    const { window, complaints } = await openAsOperator(app, look);
    const page = await window.newPage();
    await page.goto(`${app.url}/console`);
    await page.getByRole('link', { name: 'Operations' }).click();
    await expectGood(page, look);
    await page.getByRole('link', { name: '8 mails of which nobody can tell' }).click();
    await expectGood(page, look);
    expect(await heading(page)).toBe('Unclear mails');
    await expectTree(page, 'operator-unclear-mails', look);
    await page.getByRole('link', { name: 'u3', exact: true }).click();
    await expectGood(page, look);
    expect(await heading(page)).toBe('The mail to u3');
    await page.getByRole('button', { name: 'Record it' }).click();
    await page.getByRole('alert').waitFor();
    await expectGood(page, look);
    await page.getByRole('alert').getByRole('link').click();
    await page.getByRole('radio', { name: 'The provider took it' }).check();
    await page.getByLabel('How you know').fill('Its log shows the mail.');
    await page.getByRole('button', { name: 'Record it' }).click();
    await page.getByRole('status').waitFor();
    await expectGood(page, look);
    await expectTree(page, 'operator-resolved-one', look);
    expect(await page.getByRole('link', { name: 'u3', exact: true }).count()).toBe(0);
    await page.getByRole('radio', { name: 'It did not go out: send it again' }).check();
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Record it for 7 mails' }).click();
    await page.getByRole('status').waitFor();
    await expectGood(page, look);
    expect(await page.getByRole('status').textContent()).toBe('7 mails resolved.');
    expect(await page.getByText('No mail is unclear').count()).toBe(1);
    await expectTree(page, 'operator-resolved', look);
    await app.deliver();
    const { body } = await askOk(app, 'GET', '/v1/policies/privacy/versions/2/progress');
    expect(body).toMatchObject({ told: 8, unknown: 0 });
    await window.close();
    expect(complaints.filter((one) => !one.includes('status of 422'))).toEqual([]);
    await app.close();
  });

  test('an operator holds a version back, lets it go, and goes on after its first wave', async () => {
    const app = await haveAnnounced([]);
    const { window, complaints } = await openAsOperator(app, look);
    const page = await window.newPage();
    const told = async () =>
      (await askOk(app, 'GET', '/v1/policies/privacy/versions/2/progress')).body.told as number;
    await page.goto(`${app.url}/console/policies/privacy/versions/2`);
    await expectGood(page, look);
    expect(await heading(page)).toBe('Privacy Policy, version 2');
    await page.getByRole('button', { name: 'Hold back what is not sent yet' }).click();
    await page.getByRole('status').waitFor();
    await expectGood(page, look);
    await expectTree(page, 'operator-held-back', look);
    await app.deliver();
    expect(await told()).toBe(0);
    await page.getByRole('button', { name: 'Resume sending' }).click();
    await page.getByRole('status').waitFor();
    await app.deliver();
    expect(await told()).toBe(3);
    await askOk(app, 'POST', '/v1/acceptances', { user: 'u1', policy: 'privacy', version: 2 });
    await page.reload();
    await expectGood(page, look);
    expect(await page.getByText('The first wave is queued.').count()).toBe(1);
    await page.getByRole('button', { name: 'Go on after the first wave' }).click();
    await page.getByRole('status').waitFor();
    await expectTree(page, 'operator-gone-on', look);
    await app.deliver();
    expect(await told()).toBe(8);
    await page.getByRole('link', { name: 'Withdraw this version …' }).click();
    await expectGood(page, look);
    await page.getByLabel('Why, in one sentence').fill('We spoke too soon.');
    await page.keyboard.press('Enter');
    await page.locator('.mail pre', { hasText: 'We spoke too soon.' }).waitFor();
    await expectGood(page, look);
    await expectTree(page, 'operator-withdrawal', look);
    await page.getByRole('link', { name: 'Leave it as it is' }).click();
    await page.getByRole('link', { name: '8 told' }).click();
    await expectGood(page, look);
    expect(await heading(page)).toBe('Told');
    expect(await page.getByRole('row').count()).toBe(9);
    await window.close();
    expect(complaints.filter((one) => !one.includes('status of 422'))).toEqual([]);
    await app.close();
  });
});
