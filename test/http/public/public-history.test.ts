import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askOk, havePolicy, havePublished, TEXT_1, TEXT_2, testApp } from '../../support/arrange.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { expectValid } from '../../support/valid-html.ts';

const HISTORY = '/policies/privacy/history';
const LARGEST_PAGE = 50 * 1024;

/** Publishes versions of `privacy`, each in force at once, until there are so many. */
async function haveVersions(app: TestApp, from: number, to: number): Promise<void> {
  for (let version = from; version <= to; version++) {
    const content = version % 2 === 0 ? TEXT_2 : TEXT_1;
    await havePublished(app, { content, change: 'legal', reason: 'Data Act', summary: `Number ${version}.` });
  }
}

/** A page of the history as anybody reads it: the versions on it, and where it leads. */
async function read(app: TestApp, path: string, headers: Record<string, string> = {}) {
  const answer = await app.ask('GET', path, undefined, { authorization: '', ...headers });
  expect(answer.status, path).toBe(200);
  const body = answer.body as string;
  expectValid(body);
  expect(Buffer.byteLength(body)).toBeLessThan(LARGEST_PAGE);
  const leadsTo = (rel: string, tag: string) =>
    new RegExp(`<${tag} rel="${rel}" href="([^"]+)"`).exec(body)?.[1] ?? null;
  expect(leadsTo('next', 'link')).toBe(leadsTo('next', 'a'));
  expect(leadsTo('prev', 'link')).toBe(leadsTo('prev', 'a'));
  return {
    body,
    headers: answer.headers,
    versions: [...body.matchAll(/<h2><a href="[^"]+\/versions\/(\d+)">/g)].map(([, number]) =>
      Number(number),
    ),
    older: leadsTo('next', 'a'),
    newer: leadsTo('prev', 'a'),
  };
}

const from = (newest: number, oldest: number) =>
  Array.from({ length: newest - oldest + 1 }, (_, i) => newest - i);

describe('a history of 1,000 versions', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
    await havePolicy(app);
    await haveVersions(app, 2, 1000);
  }, 300_000);
  afterAll(() => app.store.close());

  test('is read from the newest to the first, page after page, and back', async () => {
    const seen: number[] = [];
    const paths: string[] = [];
    for (let path: string | null = HISTORY; path !== null; ) {
      const page = await read(app, path);
      paths.push(path);
      seen.push(...page.versions);
      path = page.older;
    }
    expect(seen).toEqual(from(1000, 1));
    expect(paths).toHaveLength(50);
    expect(paths.at(-1)).toBe(`${HISTORY}/1-20`);
    for (const [index, path] of paths.entries()) {
      expect((await read(app, path)).newer).toBe(paths[index - 1] ?? null);
    }
  });

  test('names on each page which versions it has', async () => {
    const { body } = await read(app, `${HISTORY}/941-960`);
    expect(body).toContain('<title>Privacy Policy: all versions · Versions 941 to 960</title>');
    expect(body).toContain('<p class="meta">Versions 941 to 960</p>');
    expect(body).toContain(`<link rel="canonical" href="http://localhost:8787${HISTORY}/941-960">`);
    expect(body).toContain('<ol class="cards" reversed start="960">');
  });

  test('may be kept page by page, and is asked for again only once it changed', async () => {
    const { headers } = await read(app, `${HISTORY}/941-960`);
    expect(headers.get('cache-control')).toBe('public, max-age=60');
    const again = { authorization: '', 'if-none-match': headers.get('etag') ?? '' };
    expect((await app.ask('GET', `${HISTORY}/941-960`, undefined, again)).status).toBe(304);
    expect((await app.ask('GET', `${HISTORY}/921-940`, undefined, again)).status).toBe(200);
  });

  test.each([
    '941-961',
    '942-961',
    '0-19',
    '-19-0',
    '1-19',
    '01-20',
    '1-20-40',
    '981-1000',
    '1001-1020',
    '',
    'x',
  ])('there is no page of the versions "%s"', async (range) => {
    expect((await app.ask('GET', `${HISTORY}/${range}`, undefined, { authorization: '' })).status).toBe(404);
  });

  test('reads in every language what leads on', async () => {
    const words = {
      de: 'Ältere Versionen',
      ar: 'الإصدارات الأقدم',
      ja: '以前の版へ',
      fr: 'Versions 941 à 960',
    };
    for (const [language, text] of Object.entries(words)) {
      const { body } = await read(app, `${HISTORY}/941-960`, { 'accept-language': language });
      expect(body).toContain(text);
    }
  });
});

describe('a page of older versions', () => {
  test('holds the same ones for good, and the newest page all that have none yet', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveVersions(app, 2, 39);
    expect(await read(app, HISTORY)).toMatchObject({ versions: from(39, 1), older: null, newer: null });
    await haveVersions(app, 40, 40);
    const older = `${HISTORY}/1-20`;
    expect(await read(app, HISTORY)).toMatchObject({ versions: from(40, 21), older, newer: null });
    expect(await read(app, older)).toMatchObject({ versions: from(20, 1), older: null, newer: HISTORY });
    await haveVersions(app, 41, 60);
    expect(await read(app, HISTORY)).toMatchObject({ versions: from(60, 41), older: `${HISTORY}/21-40` });
    const { versions, newer } = await read(app, older);
    expect(versions).toEqual(from(20, 1));
    expect(newer).toBe(`${HISTORY}/21-40`);
  });

  test('is not spoken of where one page has all', async () => {
    const app = await testApp();
    await havePolicy(app);
    const { body } = await read(app, HISTORY);
    expect(body).toContain('<title>Privacy Policy: all versions</title>');
    expect(body).not.toMatch(/Versions 1|Older|Newer/);
    await askOk(app, 'PUT', '/v1/policies/terms', { title: 'Terms' });
    const { body: empty } = await read(app, '/policies/terms/history');
    expect(empty).toContain('No version is in force yet.');
  });
});
