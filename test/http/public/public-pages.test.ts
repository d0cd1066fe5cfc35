import { describe, expect, test } from 'vitest';
import type { Instant } from '../../../src/domain/instant.ts';
import { dumpDatabase, havePolicy, havePublished, TEXT_1, TEXT_2, testApp } from '../../support/arrange.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { expectValid } from '../../support/valid-html.ts';

const ANONYMOUS = { authorization: '' };

/** Opens a public page as anybody would, and insists that it is valid. */
async function open(app: TestApp, path: string, headers: Record<string, string> = {}) {
  const answer = await app.ask('GET', path, undefined, { ...ANONYMOUS, ...headers });
  if (answer.headers.get('content-type')?.startsWith('text/html')) expectValid(answer.body);
  return answer;
}

describe('the public home of a policy', () => {
  test('shows the text in force and since when it is', async () => {
    const app = await testApp();
    await havePolicy(app);
    const { status, body } = await open(app, '/policies/privacy');
    expect(status).toBe(200);
    expect(body).toContain('We keep logs for 30 days.');
    expect(body).toContain('Version 1, in effect since Sunday, 22 November 2026 at 09:00 UTC');
    expect(body).toContain('<link rel="canonical" href="http://localhost:8787/policies/privacy">');
    expect(body).not.toContain('A change is announced');
  });

  test('says clearly what is announced, from when it binds, and where the changes stand', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app);
    const { body } = await open(app, '/policies/privacy');
    expect(body).toContain('We keep logs for 30 days.');
    expect(body).toContain('A change is announced');
    expect(body).toContain('Version 2 takes effect on Tuesday, 22 December 2026 at 09:00 UTC.');
    expect(body).toContain('Logs are kept longer.');
    expect(body).toContain(
      'Whoever agreed to the version before, was told of this one and keeps using the service after Tuesday, 22 December 2026 at 09:00 UTC agrees to version 2.',
    );
    expect(body).toContain('href="/policies/privacy/changes/1...2"');
    expect(body).toContain('href="/policies/privacy/versions/2"');
  });

  test('shows the new text from the instant it takes effect, without anything having run', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app);
    await open(app, '/policies/privacy');
    app.wait('P30D');
    app.wait(-1);
    expect((await open(app, '/policies/privacy')).body).toContain('30 days');
    app.wait(1);
    const { body } = await open(app, '/policies/privacy');
    expect(body).toContain('We keep logs for 90 days.');
    expect(body).not.toContain('A change is announced');
  });

  test('no longer shows what was withdrawn', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app);
    await open(app, '/policies/privacy');
    await app.ask('POST', '/v1/policies/privacy/versions/2/withdrawal', { reason: 'It was a mistake.' });
    expect((await open(app, '/policies/privacy')).body).not.toContain('A change is announced');
  });

  test('follows a new title at once', async () => {
    const app = await testApp();
    await havePolicy(app);
    await open(app, '/policies/privacy');
    await app.ask('PUT', '/v1/policies/privacy', { title: 'How we treat your data' });
    expect((await open(app, '/policies/privacy')).body).toContain('How we treat your data');
  });

  test('says so while no version is in force', async () => {
    const app = await testApp();
    await app.ask('PUT', '/v1/policies/privacy', { title: 'Privacy Policy' });
    expect((await open(app, '/policies/privacy')).body).toContain('No version is in force yet.');
  });
});

describe('a version of its own', () => {
  test('stands as it was, for good, and says that another has taken its place', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app);
    app.wait('P30D');
    const { body } = await open(app, '/policies/privacy/versions/1');
    expect(body).toContain('We keep logs for 30 days.');
    expect(body).toContain('Version 1 has been replaced.');
    expect(body).toContain('Version 2 has taken its place.');
    expect(body).toContain('sha256:');
    expect(body).toContain('<dt>Took effect</dt>');
    expect(body).not.toContain('In effect since');
  });

  test('says that it was withdrawn, and why', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app);
    await app.ask('POST', '/v1/policies/privacy/versions/2/withdrawal', { reason: 'It was a mistake.' });
    const { body } = await open(app, '/policies/privacy/versions/2');
    expect(body).toContain('Version 2 was withdrawn.');
    expect(body).toContain('It was a mistake.');
    expect(body).toContain('We keep logs for 90 days.');
  });

  test.each([
    '/policies/privacy/versions/9',
    '/policies/privacy/versions/01',
    '/policies/nothing',
    '/policies/%00',
  ])('there is no page at %s', async (path) => {
    const app = await testApp();
    await havePolicy(app);
    const { status, body, headers } = await open(app, path);
    expect(status).toBe(404);
    expect(body).toContain('There is no such page.');
    expect(headers.get('cache-control')).toBe('no-store');
  });
});

describe('the lists', () => {
  test('name every policy with what is in force and what is announced', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app);
    await app.ask('PUT', '/v1/policies/terms', { title: 'Terms of Service' });
    const { body } = await open(app, '/policies');
    expect(body).toContain('href="/policies/privacy"');
    expect(body).toContain('Version 2 takes effect on Tuesday, 22 December 2026 at 09:00 UTC.');
    expect(body).toContain('Terms of Service');
  });

  test('tell all times in one zone: that of the policies where they share it', async () => {
    const app = await testApp({ now: '2026-11-22T09:00:07.250Z' as Instant });
    await havePolicy(app, { timeZone: 'Europe/Berlin' });
    const sole = 'Version 1, in effect since Sunday, 22 November 2026 at 10:01 CET';
    expect((await open(app, '/policies')).body).toContain(sole);
    await app.ask('PUT', '/v1/policies/terms', { title: 'Terms of Service', timeZone: 'Asia/Tokyo' });
    await app.ask('POST', '/v1/policies/terms/versions', { content: TEXT_2 });
    const { body } = await open(app, '/policies');
    const both = 'Version 1, in effect since Sunday, 22 November 2026 at 09:01 UTC';
    expect(body.split(both)).toHaveLength(3);
  });

  test('tell the whole history: class, summary, dates, and what was withdrawn and why', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app);
    await app.ask('POST', '/v1/policies/privacy/versions/2/withdrawal', { reason: 'It was a mistake.' });
    await havePublished(app, { change: 'legal', reason: 'Article 5 of the Data Act', summary: 'By law.' });
    const { body } = await open(app, '/policies/privacy/history');
    for (const words of [
      'First version',
      'Substantial change',
      'Change required by law',
      'Logs are kept longer.',
      'Article 5 of the Data Act',
      'It was a mistake.',
      'Was to take effect',
    ]) {
      expect(body).toContain(words);
    }
  });

  test('are empty without a policy', async () => {
    expect((await open(await testApp(), '/policies')).body).toContain('No document has been posted yet.');
  });
});

describe('comparing two versions', () => {
  test.each([
    ['1...2', '30</del>', '90</ins>'],
    ['2...1', '90</del>', '30</ins>'],
    ['1...2?view=side-by-side', '30</del>', '90</ins>'],
  ])('%s marks what changes', async (pair, removed, added) => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app);
    const { status, body } = await open(app, `/policies/privacy/changes/${pair}`);
    expect(status).toBe(200);
    expect(body).toContain(removed);
    expect(body).toContain(added);
  });

  test('says so when both are the same', async () => {
    const app = await testApp();
    await havePolicy(app);
    expect((await open(app, '/policies/privacy/changes/1...1')).body).toContain(
      'Both are the same version. Choose another one to compare it with.',
    );
  });

  test.each(['1...9', '0...1', '1..2', '1...2...3', 'x...y'])('there is no page at %s', async (pair) => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app);
    expect((await open(app, `/policies/privacy/changes/${pair}`)).status).toBe(404);
  });

  test.each([
    ['', '/policies/privacy/changes/1...2'],
    ['?from=2&to=1&view=side-by-side', '/policies/privacy/changes/2...1?view=side-by-side'],
    ['?from=x&to=7', '/policies/privacy/changes/1...2'],
  ])('the form with "%s" leads to %s', async (query, path) => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app);
    const { status, headers } = await open(app, `/policies/privacy/changes${query}`);
    expect(status).toBe(302);
    expect(headers.get('location')).toBe(path);
  });

  test('is worked out once and stored, whoever asks again', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app);
    const count = async () => (await app.store.db.selectFrom('comparisons').selectAll().execute()).length;
    expect(await count()).toBe(0);
    await open(app, '/policies/privacy/changes/1...2');
    expect(await count()).toBe(1);
    await app.ask('PUT', '/v1/policies/privacy', { title: 'Another title' });
    const again = await startTestApp({ store: app.store });
    for (const one of [app, again]) {
      expect((await open(one, '/policies/privacy/changes/1...2?view=side-by-side')).body).toContain(
        '90</ins>',
      );
    }
    expect(await count()).toBe(1);
  });

  test('never keeps the service busy: a few are worked out at a time, and the rest are asked to come again', async () => {
    const app = await testApp();
    await app.ask('PUT', '/v1/policies/privacy', { title: 'Privacy Policy' });
    const words = (seed: number) =>
      Array.from({ length: 12_000 }, (_, i) => `w${(i * seed) % 9973}${i % 60 === 0 ? '\n\n' : ''}`).join(
        ' ',
      );
    await app.ask('POST', '/v1/policies/privacy/versions', { content: words(1) });
    for (let version = 2; version <= 8; version++) {
      await havePublished(app, { content: words(version * 7 + 1) });
    }
    const pairs = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((a) =>
      [1, 2, 3, 4, 5, 6, 7, 8].map((b) => [a, b] as const),
    );
    const answers = await Promise.all(
      pairs
        .filter(([a, b]) => a !== b)
        .map(([a, b]) => app.ask('GET', `/policies/privacy/changes/${a}...${b}`, undefined, ANONYMOUS)),
    );
    const busy = answers.filter(({ status }) => status === 503);
    expect(busy.length).toBeGreaterThan(20);
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    expect(answers.length - busy.length).toBe(answers.filter(({ status }) => status === 200).length);
    expectValid(busy[0]?.body);
    expect(busy[0]?.body).toContain('Too many comparisons at once.');
    expect(busy[0]?.headers.get('retry-after')).toBe('5');
  });
});

describe('what is public', () => {
  const PATHS = [
    '/policies',
    '/policies/privacy',
    '/policies/privacy/versions/1',
    '/policies/privacy/history',
    '/policies/privacy/changes/1...2',
    '/policies/privacy/feed.xml',
    '/policies/privacy/feed.json',
  ];

  test.each(PATHS)('%s changes nothing but what it remembers of comparisons', async (path) => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app);
    const { comparisons: _, ...before } = await dumpDatabase(app.store);
    expect((await open(app, path)).status).toBe(200);
    const { comparisons: __, ...after } = await dumpDatabase(app.store);
    expect(after).toEqual(before);
  });

  test.each(PATHS)('%s is asked for again only once it changed', async (path) => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app);
    const first = await open(app, path);
    const etag = first.headers.get('etag') ?? '';
    const changed = first.headers.get('last-modified') ?? '';
    expect(changed).toBe('Sun, 22 Nov 2026 09:00:00 GMT');
    expect((await open(app, path, { 'if-none-match': etag })).status).toBe(304);
    expect((await open(app, path, { 'if-modified-since': changed })).status).toBe(304);
    expect((await open(app, path, { 'if-modified-since': 'Sun, 22 Nov 2026 08:59:59 GMT' })).status).toBe(
      200,
    );
    app.wait('P30D');
    expect((await open(app, path, { 'if-modified-since': changed })).status).toBe(200);
  });

  test.each(PATHS)('%s tells browsers to trust nothing in it', async (path) => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app);
    const { headers } = await open(app, path);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('set-cookie')).toBeNull();
  });

  test('may be kept for a minute, and never past the instant at which a version takes effect', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app);
    const maxAge = async () => (await open(app, '/policies/privacy')).headers.get('cache-control');
    expect(await maxAge()).toBe('public, max-age=60');
    app.wait('P30D');
    app.wait(-20_000);
    expect(await maxAge()).toBe('public, max-age=20');
    app.wait(20_000);
    expect(await maxAge()).toBe('public, max-age=60');
  });

  test('a hostile title, summary and reason stay text', async () => {
    const app = await testApp();
    const attack = '</script><img src=x onerror=alert(1)>';
    await app.ask('PUT', '/v1/policies/privacy', { title: attack });
    await app.ask('POST', '/v1/policies/privacy/versions', { content: TEXT_1 });
    await havePublished(app, { content: TEXT_2, change: 'legal', summary: attack, reason: attack });
    for (const path of PATHS.filter((one) => !one.endsWith('.json'))) {
      expect((await open(app, path)).body, path).not.toContain('<img');
    }
  });

  test('the style sheet has the company’s colour, lighter in the dark', async () => {
    const { status, headers, body } = await open(await testApp(), '/company.css');
    expect([status, headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
    expect(body).toContain('--accent: #1d4ed8; --on-accent: #ffffff;');
  });
});
