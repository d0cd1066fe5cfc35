import { parseAtomFeed, parseJsonFeed } from 'feedsmith';
import { describe, expect, test } from 'vitest';
import { askOk, havePolicy, havePublished, TEXT_3, testApp } from '../../support/arrange.ts';
import type { TestApp } from '../../support/test-app.ts';

const read = async (app: TestApp, format: 'xml' | 'json', policy = 'privacy') => {
  const path = `/policies/${policy}/feed.${format}`;
  const { body, headers } = await askOk(app, 'GET', path, undefined, { authorization: '' });
  return { type: headers.get('content-type'), body };
};

/** A policy with three versions, of which the last is withdrawn. */
async function haveThree(): Promise<TestApp> {
  const app = await testApp();
  await havePolicy(app);
  app.wait('P1D');
  await havePublished(app);
  app.wait('P1D');
  await havePublished(app, { content: TEXT_3, summary: 'We write to you first.' });
  app.wait('P1D');
  await askOk(app, 'POST', '/v1/policies/privacy/versions/3/withdrawal', { reason: 'It was a mistake.' });
  return app;
}

describe('the Atom feed of a policy', () => {
  test('tells of each version, newest first, with its summary and what it changes', async () => {
    const { type, body } = await read(await haveThree(), 'xml');
    expect(type).toBe('application/atom+xml; charset=utf-8');
    const feed = parseAtomFeed(body);
    expect(feed).toMatchObject({
      id: 'http://localhost:8787/policies/privacy',
      title: { value: 'Privacy Policy: changes' },
      updated: '2026-11-25T09:00:00.000Z',
      authors: [{ name: 'Lantern' }],
    });
    expect(feed.entries?.map((one) => one.title?.value)).toEqual([
      'Privacy Policy · Version 3 · Substantial change · Withdrawn',
      'Privacy Policy · Version 2 · Substantial change',
      'Privacy Policy · Version 1 · First version',
    ]);
    const [withdrawn, second] = feed.entries ?? [];
    expect(withdrawn?.content?.value).toContain('It was a mistake.');
    expect(second).toMatchObject({
      id: 'http://localhost:8787/policies/privacy/versions/2',
      published: '2026-11-23T09:00:00.000Z',
      summary: { value: 'Logs are kept longer.' },
    });
    expect(second?.content?.value).toMatch(/<del[^>]*>.*30<\/del> <ins[^>]*>.*90<\/ins>/);
  });

  test('holds what XML cannot, and words that look like markup, as text', async () => {
    const app = await testApp();
    await askOk(app, 'PUT', '/v1/policies/privacy', { title: '<b>&"]]>' });
    await askOk(app, 'POST', '/v1/policies/privacy/versions', { content: 'One <two> \u0001 & three.' });
    await havePublished(app, { content: 'One <two> \u0001\uffff & four.', summary: '</feed><script>' });
    const feed = parseAtomFeed((await read(app, 'xml')).body);
    expect(feed.entries?.[0]?.summary?.value).toBe('</feed><script>');
    expect(feed.entries?.[0]?.title?.value).toContain('<b>&"]]>');
  });

  test('is in the language of the policy, whoever asks', async () => {
    const app = await testApp();
    await havePolicy(app, { locale: 'de' });
    const { body } = await askOk(app, 'GET', '/policies/privacy/feed.xml', undefined, {
      'accept-language': 'fr',
    });
    expect(body).toContain('xml:lang="de"');
    expect(body).toContain('Erste Version');
  });

  test('is empty before the first version', async () => {
    const app = await testApp();
    await askOk(app, 'PUT', '/v1/policies/privacy', { title: 'Privacy Policy' });
    expect(parseAtomFeed((await read(app, 'xml')).body).entries ?? []).toEqual([]);
  });
});

test('the JSON feed says the same', async () => {
  const { type, body } = await read(await haveThree(), 'json');
  expect(type).toBe('application/feed+json; charset=utf-8');
  const feed = parseJsonFeed(body);
  expect(feed).toMatchObject({
    title: 'Privacy Policy: changes',
    feed_url: 'http://localhost:8787/policies/privacy/feed.json',
    language: 'en',
  });
  expect(feed.items?.map((one) => one.id)).toEqual([
    'http://localhost:8787/policies/privacy/versions/3',
    'http://localhost:8787/policies/privacy/versions/2',
    'http://localhost:8787/policies/privacy/versions/1',
  ]);
  expect(feed.items?.[1]).toMatchObject({ summary: 'Logs are kept longer.', tags: ['substantial'] });
  expect(feed.items?.[1]?.content_html).toContain('90</ins>');
});
