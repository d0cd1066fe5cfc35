import { describe, expect, test } from 'vitest';
import { askOk, checkOf, havePolicy, havePublished, haveUsers, testApp } from '../../support/arrange.ts';
import { rememberingMailer } from '../../support/remembering-mailer.ts';
import type { TestApp } from '../../support/test-app.ts';
import { expectValid } from '../../support/valid-html.ts';

/** The commands on a page, as they would be pasted. */
function commandsOn(page: string): string[] {
  return [...page.matchAll(/<pre>([^<]*)<\/pre>/g)].flatMap(([, text = '']) =>
    text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&').split('\n'),
  );
}

/** Does what a command with curl would. */
async function run(app: TestApp, command: string) {
  expect(command).toMatch(/^curl (-X \w+ )?-H "Authorization: Bearer \$ADMIN_KEY" /);
  const [, method = 'GET'] = /-X (\w+)/.exec(command) ?? [];
  const [, path = ''] = /http:\/\/localhost:8787([^" ]+)/.exec(command) ?? [];
  const [, body] = /-d '([^']+)'/.exec(command) ?? [];
  return askOk(app, method, path, body);
}

describe('the root of a service that is for this machine alone', () => {
  test('says what to do next, from nothing to the evidence, with commands that work', async () => {
    const app = await testApp();
    for (const command of commandsOn((await askOk(app, 'GET', '/')).body)) {
      await app.deliver();
      await run(app, command);
    }
    await app.deliver();
    expect(await checkOf(app, 'ada')).toMatchObject({ next: 'ask', upcoming: [{ version: 2 }] });
    expect((await askOk(app, 'GET', '/mailbox')).body).toContain('To ada@mail.example');
  });

  test('goes on from the policy that there is', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada');
    const { body, headers } = await askOk(app, 'GET', '/');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toContain('<a href="/policies/privacy">the page of the Privacy Policy</a>');
    for (const command of commandsOn(body)) await run(app, command);
  });

  test('leads to the policies wherever else the service is', async () => {
    const forAll = await testApp({ publicUrl: 'https://policies.example.com' });
    const withProvider = await testApp({ mailer: rememberingMailer() });
    for (const app of [forAll, withProvider]) {
      const { status, headers } = await app.ask('GET', '/');
      expect([status, headers.get('location')]).toEqual([302, '/policies']);
    }
  });
});

describe('the root of a service for everybody', () => {
  test('shows people the policies in their language, and the way in for those who look after them', async () => {
    const app = await testApp({ publicUrl: 'https://policies.example.com' });
    await havePolicy(app);
    const headers = { accept: 'text/html,*/*;q=0.8', 'accept-language': 'de' };
    const { status, body } = await app.ask('GET', '/', undefined, headers);
    expect(status).toBe(200);
    expect(body).toContain('Hier veröffentlicht Lantern Bedingungen und Richtlinien');
    expect(body).toContain('<a href="/policies/privacy">Privacy Policy</a>');
    expect(body).toContain('<a href="/console" rel="nofollow">Anmeldung für Beschäftigte</a>');
    expectValid(body);
  });
});

describe('what people find beside a policy', () => {
  test('is a page about its feeds, which a browser itself shows as code', async () => {
    const app = await testApp();
    await havePolicy(app);
    const { body: page } = await askOk(app, 'GET', '/policies/privacy');
    expect(page).toContain('<a href="/policies/privacy/feed">Feed of changes</a>');
    const { body, headers } = await askOk(app, 'GET', '/policies/privacy/feed');
    expect(headers.get('content-type')).toContain('text/html');
    for (const file of ['feed.xml', 'feed.json']) {
      expect(body).toContain(`http://localhost:8787/policies/privacy/${file}</a>`);
      await askOk(app, 'GET', `/policies/privacy/${file}`);
    }
    expect((await app.ask('GET', '/policies/none/feed')).status).toBe(404);
  });

  test('is a choice of two versions that stays small with hundreds of them', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app);
    const few = (await askOk(app, 'GET', '/policies/privacy/changes/1...2')).body as string;
    expect(few).toContain('<select id="from" name="from">');
    for (let i = 3; i <= 45; i++)
      await havePublished(app, { content: `# Privacy\n\nText ${i}.`, change: 'minor' });
    const many = (await askOk(app, 'GET', '/policies/privacy/changes/40...45')).body as string;
    expect(many).toContain(
      '<input id="from" name="from" type="number" min="1" max="45" required value="40">',
    );
    expect(many).not.toContain('<select id="from"');
    const { headers } = await app.ask('GET', '/policies/privacy/changes?from=7&to=45&view=inline');
    expect(headers.get('location')).toBe('/policies/privacy/changes/7...45');
  });
});
