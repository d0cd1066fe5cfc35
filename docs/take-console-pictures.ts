import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { askOk } from '../test/support/arrange.ts';
import { type ServedApp, serveTestApp } from '../test/support/browser.ts';
import { haveMember, haveSession } from '../test/support/members.ts';
import { rememberingMailer } from '../test/support/remembering-mailer.ts';

const PEOPLE = 400;
const MAIL_FROM_PROVIDER = rememberingMailer([{ kind: 'unknown', problem: 'no answer within ten seconds' }]);

type Look = { readonly name: string; readonly width: number; readonly colorScheme: 'light' | 'dark' };

/** Takes every screen of the console, of a company in the middle of an announcement. */
export async function takeConsole(browser: Browser, folder: string, looks: readonly Look[]): Promise<void> {
  const app = await serveTestApp({ name: 'Lantern Notes' }, { mailer: MAIL_FROM_PROVIDER });
  try {
    const draft = await announce(app);
    const session = await signIn(app);
    const screens = {
      home: '/console',
      policies: '/console/policies',
      policy: '/console/policies/terms',
      rules: '/console/policies/terms/rules',
      draft: `/console/drafts/${draft}`,
      changes: `/console/drafts/${draft}/changes`,
      posting: `/console/drafts/${draft}/posting`,
      version: '/console/policies/terms/versions/2',
      people: '/console/people?q=u1',
      person: '/console/people/u12',
      record: '/console/record',
      operations: '/console/operations',
      developers: '/console/developers',
      members: '/console/members',
    };
    for (const look of looks) {
      const window = await browser.newContext({
        viewport: { width: look.width, height: 760 },
        colorScheme: look.colorScheme,
      });
      await window.addCookies([{ name: 'proviso-session', value: session, url: app.url }]);
      for (const [screen, path] of Object.entries(screens)) {
        const tab = await window.newPage();
        const answer = await tab.goto(app.url + path);
        if (answer?.status() !== 200) throw new Error(`${path} was answered ${answer?.status()}`);
        await tab.screenshot({ path: join(folder, `console-${screen}-${look.name}.png`), fullPage: true });
        await tab.close();
      }
      await window.close();
    }
  } finally {
    await app.close();
  }
}

/** Terms announced to some hundred people, of whom some have answered; answers the id of the draft of the next. */
async function announce(app: ServedApp): Promise<string> {
  const text = (version: number) =>
    readFileSync(new URL(`../src/demo/policies/privacy-${version}.md`, import.meta.url), 'utf8');
  for (const [policy, title] of [
    ['terms', 'Terms of Service'],
    ['privacy', 'Privacy Policy'],
  ]) {
    const settings = { title, timeZone: 'Europe/Berlin', approvals: 1 };
    await askOk(app, 'PUT', `/v1/policies/${policy}`, settings);
    await askOk(app, 'POST', `/v1/policies/${policy}/versions`, { content: text(1) });
  }
  const lines = Array.from({ length: PEOPLE }, (_, i) =>
    JSON.stringify({ user: `u${i}`, email: `u${i}@mail.example`, accepted: { terms: 1, privacy: 1 } }),
  );
  await askOk(app, 'POST', '/v1/users/import', lines.join('\n'));
  const summary = 'Notes can be summarised by software if you switch it on.';
  const change = { change: 'substantial', summary };
  await askOk(app, 'POST', '/v1/policies/terms/versions', { content: text(2), ...change });
  await app.deliver();
  for (let i = 0; i < 60; i++) {
    if (i % 6 === 0) app.wait('PT9H');
    const said = { user: `u${i * 3}`, policy: 'terms', version: 2 };
    if (i % 9 === 4) await app.ask('POST', '/v1/terminations', { ...said, when: 'effect' });
    else await app.ask('POST', '/v1/acceptances', said);
  }
  const { body } = await askOk(app, 'POST', '/v1/policies/privacy/drafts', {
    texts: { en: text(2) },
    change: 'substantial',
    summary: { en: summary },
  });
  return body.id;
}

async function signIn(app: ServedApp): Promise<string> {
  await haveMember(app, 'Ada', 'author', 'approver');
  const robin = await haveMember(app, 'Robin', 'admin', 'author', 'approver', 'support', 'auditor');
  return haveSession(app, robin);
}
