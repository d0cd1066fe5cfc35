import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../../src/language/languages.ts';
import {
  askOk,
  dumpDatabase,
  havePolicy,
  havePublished,
  invalidAt,
  TEXT_2,
  TEXT_3,
  testApp,
} from '../../support/arrange.ts';
import { rulesOf } from '../../support/rules.ts';
import type { TestApp } from '../../support/test-app.ts';

const NOBODY = { authorization: '' };
const PATH = '/policies/privacy/notice.json';

const noticeOf = ({ ask }: TestApp, headers: Record<string, string> = {}, path = PATH) =>
  ask('GET', path, undefined, { ...NOBODY, ...headers });

describe('the notice for the product’s own site', () => {
  test('says what is announced, until when, and where to read about it', async () => {
    const app = await testApp({ publicUrl: 'https://policies.example.com' });
    await havePolicy(app, { timeZone: 'Europe/Berlin' });
    await havePublished(app);
    const { status, headers, body } = await noticeOf(app);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/json');
    expect(body).toEqual({
      policy: 'privacy',
      title: 'Privacy Policy',
      notice: {
        version: 2,
        change: 'substantial',
        state: 'announced',
        acceptance: 'deemed',
        postedAt: '2026-11-22T09:00:00.000Z',
        effectiveAt: '2026-12-22T09:00:00.000Z',
        summary: 'Logs are kept longer.',
        more: 0,
        language: 'en',
        direction: 'ltr',
        text: 'Privacy Policy: changes take effect on Tuesday, 22 December 2026 at 10:00 CET.',
        doNothing:
          'Whoever agreed to the version before, was told of this one and keeps using the service after Tuesday, 22 December 2026 at 10:00 CET agrees to version 2.',
        link: {
          text: 'See the changes',
          url: 'https://policies.example.com/policies/privacy/changes/1...2',
        },
        dismiss: 'Dismiss this notice',
        label: 'Notice of a change to a document',
      },
    });
  });

  test('says in its text that silence agrees, where it does', async () => {
    const app = await testApp();
    const silence = { acceptance: 'silence', decline: { offers: ['leave-at-close'] } };
    await havePolicy(app, { rules: rulesOf(silence, { timeZone: 'UTC' }) });
    await havePublished(app, { change: 'any' });
    const { notice } = (await noticeOf(app)).body;
    expect(notice.doNothing).toBe(
      'Whoever agreed to the version before, was told of this one and does not object in time agrees to version 2.',
    );
    expect(notice.text).toBe(
      `Privacy Policy: changes take effect on Wednesday, 2 December 2026 at 09:00 UTC. ${notice.doNothing}`,
    );
  });

  test('says for the late period that a change is in effect, then nothing', async () => {
    const app = await testApp();
    await havePolicy(app, { notice: { late: 'P3D' } });
    await havePublished(app, { change: 'legal', reason: 'Article 13 GDPR' });
    const { body } = await noticeOf(app);
    expect(body.notice).toMatchObject({
      version: 2,
      state: 'in-force',
      text: 'Privacy Policy: changes in effect since Sunday, 22 November 2026 at 09:00 UTC.',
    });
    app.wait('P3D');
    expect((await noticeOf(app)).body).toEqual({ policy: 'privacy', title: 'Privacy Policy', notice: null });
  });

  test('is about what takes effect first, and counts what else is announced', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app, { change: 'minor' });
    await havePublished(app, { content: TEXT_3 });
    expect((await noticeOf(app)).body.notice).toMatchObject({ version: 2, more: 1 });
    app.wait('P7D');
    expect((await noticeOf(app)).body.notice).toMatchObject({ version: 3, more: 0 });
  });

  test('leads to the version itself where there was none in force to compare it with', async () => {
    const app = await testApp();
    await askOk(app, 'PUT', '/v1/policies/privacy', { title: 'Privacy Policy' });
    const first = { content: TEXT_2, effectiveAt: '2026-11-25T00:00:00Z' };
    await askOk(app, 'POST', '/v1/policies/privacy/versions', first);
    expect((await noticeOf(app)).body.notice).toBeNull();
    await havePublished(app, { content: TEXT_3 });
    const { link } = (await noticeOf(app)).body.notice;
    expect(link.url).toBe('http://localhost:8787/policies/privacy/versions/2');
  });

  test('goes when the change is withdrawn', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app);
    await askOk(app, 'POST', '/v1/policies/privacy/versions/2/withdrawal', { reason: 'A mistake.' });
    expect((await noticeOf(app)).body.notice).toBeNull();
  });

  test('writes nothing', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app);
    const before = await dumpDatabase(app.store);
    await noticeOf(app);
    expect(await dumpDatabase(app.store)).toEqual(before);
  });
});

describe('the language of the notice', () => {
  const languageOf = async (app: TestApp, accepted: string, query = '') =>
    (await noticeOf(app, { 'accept-language': accepted }, `${PATH}${query}`)).body.notice.language;

  test.each(LANGUAGES)('is %s for whoever asks for it, in the parameter or the header', async (language) => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app);
    const others = LANGUAGES.filter((one) => one !== language);
    expect(await languageOf(app, others.join(), `?lang=${language}`)).toBe(language);
    const mixed = [...others.map((one) => `${one};q=0.5`), 'tlh', `${language};q=0.9`, '*;q=0.1'];
    expect(await languageOf(app, mixed.join(', '))).toBe(language);
    await askOk(app, 'PUT', '/v1/policies/privacy', { locale: language });
    expect(await languageOf(app, 'tlh, *')).toBe(language);
  });

  test.each(['', ';;q=,,', 'en;q=0', 'en;q=nan', '\u00e9', `${'tlh,'.repeat(500)}`])(
    'is English where nothing else can be read (case %#)',
    async (accepted) => {
      const app = await testApp();
      await havePolicy(app);
      await havePublished(app);
      expect(await languageOf(app, accepted, '?lang=%00&lang=x')).toBe('en');
    },
  );
});

describe('every site', () => {
  test('may read it', async () => {
    const app = await testApp();
    await havePolicy(app);
    const { headers } = await noticeOf(app, { origin: 'https://shop.example' });
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('access-control-allow-credentials')).toBeNull();
  });

  test('may keep it for a minute, and never past the instant at which it changes', async () => {
    const app = await testApp();
    await havePolicy(app, { notice: { late: 'PT30S' } });
    const keeps = async () => (await noticeOf(app)).headers.get('cache-control');
    expect(await keeps()).toBe('public, max-age=60');
    await havePublished(app, { change: 'minor' });
    expect(await keeps()).toBe('public, max-age=60');
    app.wait(7 * 24 * 3600_000 - 12_345);
    expect(await keeps()).toBe('public, max-age=12');
    app.wait(12_344);
    expect(await keeps()).toBe('public, max-age=0');
    app.wait(1);
    expect(await keeps()).toBe('public, max-age=30');
    app.wait(30_000);
    expect(await keeps()).toBe('public, max-age=60');
  });

  test('is told when it has the latest, which depends on the language', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app);
    const first = await noticeOf(app);
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[0-9a-f]{16}"$/);
    const again = await noticeOf(app, { 'if-none-match': etag });
    expect(again).toMatchObject({ status: 304, body: '' });
    for (const { headers } of [first, again]) {
      expect(headers.get('vary')).toBe('Accept-Language');
      expect(headers.get('cache-control')).toBe('public, max-age=60');
      expect(headers.get('access-control-allow-origin')).toBe('*');
    }
    await askOk(app, 'POST', '/v1/policies/privacy/versions/2/withdrawal', { reason: 'A mistake.' });
    expect((await noticeOf(app, { 'if-none-match': etag })).status).toBe(200);
  });

  test('reads that there is no such policy', async () => {
    const app = await testApp();
    const { status, headers, body } = await noticeOf(app);
    expect(status).toBe(404);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toEqual({
      type: '/problems/unknown-policy',
      title: 'Unknown policy',
      status: 404,
      detail: 'There is no policy "privacy".',
    });
  });

  test('reads that a name is none', async () => {
    const app = await testApp();
    for (const name of ['%00', 'Privacy', '%ED%A0%80', 'a'.repeat(65)]) {
      const { status, headers, body } = await noticeOf(app, {}, `/policies/${name}/notice.json`);
      expect(status).toBe(400);
      expect(headers.get('access-control-allow-origin')).toBe('*');
      expect(body).toEqual(invalidAt('{policy}', 'must be 1 to 64 lower-case letters, digits and hyphens'));
    }
  });
});
