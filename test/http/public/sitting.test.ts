import { describe, expect, test } from 'vitest';
import { tidyUp } from '../../../src/actions/upkeep/tidy-up.ts';
import {
  askOk,
  dumpDatabase,
  haveAccepted,
  havePolicy,
  havePublished,
  haveUsers,
  recordsOf,
  testApp,
} from '../../support/arrange.ts';
import { findingsOf } from '../../support/findings.ts';
import { havePolicies } from '../../support/releases.ts';
import { KEEP_ALL, type TestApp } from '../../support/test-app.ts';

const BACK = 'https://app.example.com/account?tab=orders';

/** Terms and privacy in force, and cookies, which are a consent; `ada` was never asked about any. */
async function haveAsked(): Promise<TestApp> {
  const app = await testApp();
  await havePolicies(app, ['cookies', 'privacy', 'terms'], { cookies: { revocable: true, required: false } });
  await askOk(app, 'PUT', '/v1/users/ada', { email: 'ada@example.com', name: 'Ada <Archer>' });
  return app;
}

async function sit(app: TestApp, user = 'ada', how: object = {}): Promise<{ id: string; path: string }> {
  const { body } = await askOk(app, 'POST', `/v1/users/${user}/links`, { purpose: 'sitting', ...how });
  expect(body.url).toMatch(/^http:\/\/localhost:8787\/review\//);
  return { id: body.id, path: body.url.replace('http://localhost:8787', '') };
}

const open = ({ ask }: TestApp, path: string, headers: Record<string, string> = {}) =>
  ask('GET', path, undefined, { authorization: '', ...headers });

const submit = ({ ask }: TestApp, path: string, form: Record<string, string>) =>
  ask('POST', path, new URLSearchParams(form).toString(), {
    ...{ authorization: '', origin: 'http://localhost:8787' },
    'content-type': 'application/x-www-form-urlencoded',
  });

const textsIn = (page: string) => /name="texts" value="([^"]+)"/.exec(page)?.[1] ?? '';

describe('the page that a product sends somebody to', () => {
  test('says whose account it is and asks everything at once, but no consent with the rest', async () => {
    const app = await haveAsked();
    const { path } = await sit(app, 'ada', { returnTo: BACK });
    const { body, headers } = await open(app, path);
    expect(body).toContain('<bdi>Ada &lt;Archer&gt;</bdi> · <bdi>a•••@example.com</bdi>');
    expect((body as string).split('<section class="document"')).toHaveLength(4);
    expect(body).toContain('Accept all: “Privacy Policy” and “Terms of Service”');
    expect(body).toContain(`href="${BACK}"`);
    expect(headers.get('content-security-policy')).toContain("form-action 'self' https://app.example.com;");
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test('records what is answered as of the hosted page, and leads back once nothing is left', async () => {
    const app = await haveAsked();
    const { id, path } = await sit(app, 'ada', { policies: ['privacy', 'terms'], returnTo: BACK });
    const texts = textsIn((await open(app, path)).body);
    const { status, headers } = await submit(app, path, { action: 'accept-all', texts });
    expect([status, headers.get('location')]).toEqual([303, BACK]);
    const { body } = await askOk(app, 'GET', '/v1/users/ada/export');
    expect(body.acceptances).toMatchObject([{ method: 'hosted-page' }, { method: 'hosted-page' }]);
    expect(body.sittings).toMatchObject([{ id, returnTo: BACK, about: [{ policy: 'privacy' }, {}] }]);
    const kinds = (await recordsOf(app)).filter(({ actor }) => actor === `sitting:${id}`);
    expect(kinds.map(({ kind }) => kind)).toEqual(['accepted', 'accepted']);
    expect(await findingsOf(app)).toEqual([]);
    // Who comes again sees what is so, and the way back.
    expect((await open(app, path)).body).toContain('You accepted version 1 of “Terms of Service”');
  });

  test('keeps whoever has something left to answer, or no mail to read their receipt in', async () => {
    const app = await haveAsked();
    await askOk(app, 'PUT', '/v1/users/mute', { email: null });
    const ada = await sit(app, 'ada', { returnTo: BACK });
    expect((await submit(app, ada.path, { action: 'accept', policy: 'terms' })).headers.get('location')).toBe(
      ada.path,
    );
    const mute = await sit(app, 'mute', { policies: ['terms'], returnTo: BACK });
    expect((await submit(app, mute.path, { action: 'accept' })).headers.get('location')).toBe(mute.path);
    const { body } = await open(app, mute.path);
    expect(body).toContain('Print or save this page if you want to keep a record');
    expect(body).toContain(`href="${BACK}"`);
  });

  test('leads back whoever refused a consent and accepted the rest, and asks them no more', async () => {
    const app = await haveAsked();
    const { path } = await sit(app, 'ada', { returnTo: BACK });
    const texts = textsIn((await open(app, path)).body);
    const no = { action: 'refuse', policy: 'cookies' };
    expect((await submit(app, path, no)).headers.get('location')).toBe(path);
    expect((await open(app, path)).body).toContain('You refused your consent to version 1');
    const { headers } = await submit(app, path, { action: 'accept-all', texts });
    expect(headers.get('location')).toBe(BACK);
    const checks = (await askOk(app, 'GET', '/v1/users/ada/policies')).body.items;
    expect(checks.map(({ next }: { next: string }) => next)).toEqual(['none', 'none', 'none']);
    expect(await findingsOf(app)).toEqual([]);
  });

  test('is about what is asked, else about what is announced, else about what is in force', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada');
    await haveAccepted(app, 'ada');
    expect((await open(app, (await sit(app)).path)).body).toContain('You accepted version 1');
    await havePublished(app);
    expect((await open(app, (await sit(app)).path)).body).toContain('Accept version 2');
  });

  test('waits for a quarter of an hour to be opened, and opens for a day from then on', async () => {
    const app = await haveAsked();
    const late = await sit(app);
    app.wait('PT15M');
    expect((await open(app, late.path)).status).toBe(410);
    const { path } = await sit(app);
    app.wait('PT14M');
    expect((await open(app, path)).status).toBe(200);
    app.wait('PT23H59M');
    expect((await open(app, path)).status).toBe(200);
    app.wait('PT1M');
    expect((await open(app, path)).status).toBe(410);
  });

  test('keeps what was answered when it is over, takes no more, and leads back for a new link', async () => {
    const app = await haveAsked();
    const { path } = await sit(app, 'ada', { returnTo: BACK });
    await open(app, path);
    await submit(app, path, { action: 'accept', policy: 'terms' });
    app.wait('P1D');
    const { status, body } = await submit(app, path, { action: 'accept', policy: 'privacy' });
    expect(status).toBe(410);
    expect(body).toContain('What you answered before it ended is kept. Nothing was recorded just now.');
    expect(body).toContain(`href="${BACK}"`);
    const checks = (await askOk(app, 'GET', '/v1/users/ada/policies')).body.items;
    expect(checks.map(({ accepted }: { accepted: boolean }) => accepted)).toEqual([false, false, true]);
  });

  test.each([
    ['HEAD', {}],
    ['GET', { 'sec-purpose': 'prefetch;prerender' }],
    ['GET', { purpose: 'prefetch' }],
    ['GET', { 'x-moz': 'prefetch' }],
  ])('is not opened by %s %j, which changes nothing', async (method, headers) => {
    const app = await haveAsked();
    const { path } = await sit(app);
    const before = await dumpDatabase(app.store);
    await app.ask(method, path, undefined, { authorization: '', ...headers });
    const after = await dumpDatabase(app.store);
    expect({ ...after, comparisons: [] }).toEqual({ ...before, comparisons: [] });
    app.wait('PT15M');
    expect((await open(app, path)).status).toBe(410);
  });

  test('is refused where people may not be sent back to, and leads nowhere that is not allowed any more', async () => {
    const app = await haveAsked();
    for (const returnTo of ['https://evil.example/', 'https://app.example.com/', '/account']) {
      const { status, body } = await app.ask('POST', '/v1/users/ada/links', { purpose: 'sitting', returnTo });
      expect([status, body.type]).toEqual([422, '/problems/return-not-allowed']);
    }
    const { path } = await sit(app, 'ada', { policies: ['terms'], returnTo: BACK });
    (app.context as { returnPlaces: unknown }).returnPlaces = [];
    const page = await open(app, `${path}?returnTo=https://evil.example/`);
    expect(page.body).not.toMatch(/app\.example\.com|evil/);
    expect((await submit(app, path, { action: 'accept' })).headers.get('location')).toBe(path);
  });

  test('is one person’s alone, is ended at once, and is gone with them', async () => {
    const app = await haveAsked();
    await askOk(app, 'PUT', '/v1/users/bob', { email: 'bob@example.com', name: 'Bob' });
    const [ada, bob] = [await sit(app), await sit(app, 'bob')];
    const cookie = 'anything=1';
    expect((await open(app, ada.path, { cookie })).body).not.toMatch(/\bBob\b/);
    expect((await open(app, bob.path, { cookie })).body).not.toMatch(/\bAda\b/);
    const [secretOfBob] = bob.path.split('.').slice(-1);
    expect((await open(app, `/review/${ada.id}.sitting.${secretOfBob}`)).status).toBe(404);
    expect((await app.ask('DELETE', `/v1/users/bob/links/${ada.id}`)).status).toBe(404);
    expect((await app.ask('DELETE', `/v1/users/ada/links/${ada.id}`)).status).toBe(204);
    expect((await open(app, ada.path)).status).toBe(410);
    await askOk(app, 'DELETE', '/v1/users/bob');
    expect((await open(app, bob.path)).status).toBe(404);
    expect((await dumpDatabase(app.store)).sittings).toHaveLength(1);
  });

  test('leads back for thirty days after it was made, and nothing is left of it after that', async () => {
    const app = await haveAsked();
    const { path } = await sit(app, 'ada', { returnTo: BACK });
    app.wait('P30D');
    await tidyUp(app.context, KEEP_ALL);
    expect((await open(app, path)).body).toContain(`href="${BACK}"`);
    app.wait(1);
    await tidyUp(app.context, KEEP_ALL);
    expect((await open(app, path)).status).toBe(404);
  });

  test('shows a seat what is asked of its party, and records who of it answered', async () => {
    const app = await haveAsked();
    await askOk(app, 'PUT', '/v1/users/acme', { email: null, name: 'Acme Ltd' });
    await askOk(app, 'PUT', '/v1/users/ann', { email: null, name: 'Ann', party: 'acme', mayAnswer: true });
    await askOk(app, 'PUT', '/v1/users/ben', { email: null, party: 'acme' });
    const refused = await app.ask('POST', '/v1/users/ben/links', { purpose: 'sitting' });
    expect(refused.body.type).toBe('/problems/may-not-answer');
    const { path } = await sit(app, 'ann', { policies: ['terms'] });
    expect((await open(app, path)).body).toContain('<bdi>Acme Ltd</bdi>');
    await submit(app, path, { action: 'accept' });
    const accepted = (await recordsOf(app)).find(({ kind }) => kind === 'accepted');
    expect(accepted?.facts.seat).toEqual(expect.any(String));
    expect((await askOk(app, 'GET', '/v1/users/ben/policies/terms')).body.accepted).toBe(true);
    expect(await findingsOf(app)).toEqual([]);
  });
});
