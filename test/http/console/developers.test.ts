import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { SNIPPETS, snippetFor } from '../../../src/pages/console/words/snippets.ts';
import {
  askOk,
  dumpDatabase,
  haveAccepted,
  havePolicy,
  havePublished,
  haveUsers,
  testApp,
} from '../../support/arrange.ts';
import { haveAdmin, haveMember, signedIn } from '../../support/members.ts';
import type { TestApp } from '../../support/test-app.ts';
import { expectValid } from '../../support/valid-html.ts';

const PATH = '/console/developers';
const admin = async (app: TestApp) => signedIn(app, await haveAdmin(app));
const pageAt = (location: string | null) => (location ?? '').split('#')[0] ?? '';

describe('keys', () => {
  test('are made and shown this once, and work until they are ended', async () => {
    const app = await testApp();
    const visitor = await admin(app);
    await visitor.get(PATH);
    const wrong = await visitor.post(`${PATH}/keys`, { name: 'Shop', endsAt: 'soon' });
    expect(wrong.status).toBe(422);
    expect(wrong.body).toContain('Choose what it is for.');
    expect(wrong.body).toContain('value="Shop"');
    expectValid(wrong.body);
    const made = await visitor.post(`${PATH}/keys`, { name: 'Shop', role: 'app', endsAt: '' });
    expect(made.status).toBe(303);
    expect(made.location).not.toContain('pv_');
    const shown = await visitor.get(pageAt(made.location));
    const key = /pv_[0-9a-f]+_[0-9a-f]+/.exec(shown.body)?.[0] ?? '';
    expect(key).not.toBe('');
    expectValid(shown.body);
    expect((await visitor.get(PATH)).body).not.toContain(key);
    const asKey = () => app.ask('GET', '/v1/whoami', undefined, { authorization: `Bearer ${key}` });
    expect((await asKey()).body).toMatchObject({ role: 'app' });
    const end = /href="([^"]+\/end)"/.exec((await visitor.get(PATH)).body)?.[1] ?? '';
    expect((await visitor.get(end)).body).toContain('End the key “Shop”?');
    expect((await visitor.post(end)).location).toBe(`${PATH}?done=ended#done`);
    expect((await asKey()).status).toBe(401);
    expect((await visitor.get(end)).status).toBe(404);
  });

  test('are neither made nor ended without a fresh code, nor by whoever is no admin', async () => {
    const app = await testApp();
    const visitor = await admin(app);
    await visitor.get(PATH);
    app.wait('PT2H');
    const keys = async () => (await dumpDatabase(app.store)).api_keys;
    const before = await keys();
    expect((await visitor.post(`${PATH}/keys`, { name: 'Shop', role: 'app' })).status).not.toBe(303);
    const operator = await signedIn(app, await haveMember(app, 'Otto', 'operator'));
    expect((await operator.get(PATH)).body).not.toContain('Make the key');
    expect((await operator.post(`${PATH}/keys`, { name: 'Shop', role: 'app' })).status).toBe(403);
    expect(await keys()).toEqual(before);
  });
});

describe('webhooks', () => {
  test('are added with a secret that is shown this once, tested, disabled and enabled', async () => {
    const app = await testApp();
    const visitor = await signedIn(app, await haveMember(app, 'Otto', 'operator'));
    await visitor.get(`${PATH}/webhooks`);
    const wrong = await visitor.post(`${PATH}/webhooks`, { url: 'ftp://example.com', events: ['*'] });
    expect(wrong.status).toBe(422);
    expect(wrong.body).toContain('value="ftp://example.com"');
    const url = 'http://localhost:9/hook';
    const made = await visitor.post(`${PATH}/webhooks`, { url, events: ['version.*', 'answer.*'] });
    const shown = await visitor.get(pageAt(made.location));
    expectValid(shown.body);
    const secretOf = (body: string) => /whsec_[\w+/=]+/.exec(body)?.[0];
    const first = secretOf(shown.body);
    expect(first).toBeDefined();
    const path = pageAt(made.location).split('?')[0] ?? '';
    expect(secretOf((await visitor.get(path)).body)).toBeUndefined();
    await visitor.post(`${path}/test`);
    const tested = await visitor.get(path);
    expect(tested.body).toContain('webhook.test');
    expectValid(tested.body);
    const rotated = await visitor.post(`${path}/rotation`);
    const second = secretOf((await visitor.get(pageAt(rotated.location))).body);
    expect([second === undefined, second === first]).toEqual([false, false]);
    await visitor.post(`${path}/disabling`);
    expect((await visitor.get(path)).body).toContain('disabled (');
    await visitor.post(`${path}/enabling`);
    await visitor.post(path, { url, events: ['*'], description: 'The shop' });
    const hook = (await askOk(app, 'GET', '/v1/webhooks')).body.items[0];
    expect(hook).toMatchObject({ enabled: true, events: ['*'], description: 'The shop' });
    expect((await visitor.post(`${path}/replay-since`, { since: 'yesterday' })).status).toBe(422);
    const again = await visitor.post(`${path}/replay-since`, { since: '2026-11-01T00:00:00Z' });
    expect(again.location).toBe(`${path}?done=replayed#done`);
    const asked = await visitor.get(`${path}/removal`);
    expect(asked.body).toContain(`Delete ${url}?`);
    expectValid(asked.body);
    expect((await visitor.post(`${path}/removal`)).location).toBe(`${PATH}/webhooks?done=removed#done`);
    expect((await askOk(app, 'GET', '/v1/webhooks')).body.items).toEqual([]);
    expect((await visitor.get(path)).status).toBe(404);
  });
});

describe('a check', () => {
  test('is tried with what is answered, and why, in words', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada', 'bob');
    await haveAccepted(app, 'ada');
    await havePublished(app);
    await app.deliver();
    const visitor = await signedIn(app, await haveMember(app, 'Otto', 'operator'));
    const tried = async (user: string) => {
      const { body } = await visitor.get(`${PATH}/check?user=${user}&policy=privacy`);
      expectValid(body);
      return body;
    };
    const yes = await tried('ada');
    expect(yes).toContain('Yes: ada is bound by the version in force.');
    expect(yes).toContain('They said so.');
    expect(yes).toContain('Version 2, ');
    await haveAccepted(app, 'ada', 2);
    expect(await tried('ada')).toContain('Yes: ada agreed to version 2 already, which takes effect later');
    expect(await tried('bob')).toContain('They never agreed to any version.');
    expect(await tried('nobody')).toContain('There is no user of that id.');
    expect(await tried('')).not.toContain('is bound by the version in force');
  });
});

describe('the test clock', () => {
  test('is moved on where there is one', async () => {
    const app = await testApp({ testClock: true });
    const visitor = await signedIn(app, await haveMember(app, 'Otto', 'operator'));
    await visitor.get(`${PATH}/clock`);
    const before = app.clock.now;
    expect((await visitor.post(`${PATH}/clock`, { advance: 'a month' })).body).toContain('Type in a period');
    expect((await visitor.post(`${PATH}/clock`, { advance: 'PT3H' })).status).toBe(303);
    expect(app.clock.now > before).toBe(true);
  });

  test('is said to be off where it is', async () => {
    const app = await testApp();
    const visitor = await admin(app);
    expect((await visitor.get(`${PATH}/clock`)).body).toContain('No test clock is on here');
    expect((await visitor.post(`${PATH}/clock`, { advance: 'PT3H' })).status).toBe(422);
  });
});

describe('snippets', () => {
  test.each(SNIPPETS)(
    'for $title are the example of the client package, to the letter',
    ({ file, lines }) => {
      const example = new URL(`../../../client/examples/${file}`, import.meta.url);
      expect(`${lines.join('\n')}\n`).toBe(readFileSync(example, 'utf8'));
    },
  );

  test('have the address of this service in them', async () => {
    for (const one of SNIPPETS) {
      expect(snippetFor(one, 'https://p.example')).toContain("const url = 'https://p.example';");
    }
    const app = await testApp();
    const { body } = await (await admin(app)).get(`${PATH}/snippets`);
    expectValid(body);
    expect(body).toContain('http://localhost:8787/v1/users/u_42');
  });
});
