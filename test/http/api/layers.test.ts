import { describe, expect, test } from 'vitest';
import { askOk, havePolicy, havePublished, haveUsers, recordsOf, testApp } from '../../support/arrange.ts';
import { havePerson, postDue } from '../../support/drafts.ts';
import { findingsOf } from '../../support/findings.ts';
import type { TestApp } from '../../support/test-app.ts';

const VERSIONS = '/v1/policies/privacy/versions';
const EN =
  '# Privacy\n\n## What we keep\n\nYour address.\n\n### Logs\n\nFor 90 days.\n\n## What we never do\n\nSell it.\n';
const DE = '# Datenschutz\n\n## Was wir behalten\n\nIhre Adresse.\n\n## Was wir nie tun\n\nSie verkaufen.\n';
const KEEP = { anchor: 'what-we-keep', summary: 'Your address and <logs>.' };
const NEVER_DE = { anchor: 'was-wir-nie-tun', summary: 'Wir verkaufen nichts.' };
const IN_TWO = {
  content: undefined,
  texts: { en: EN, de: DE },
  layers: { en: [KEEP], 'de-DE': [NEVER_DE] },
};

const pageOf = async (app: TestApp, path: string, lang = 'en') =>
  (await askOk(app, 'GET', `${path}?lang=${lang}`)).body as string;

describe('a text with its sections in short', () => {
  test('is answered with them in each language, and recorded by their hash', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app, IN_TWO);
    expect((await askOk(app, 'GET', `${VERSIONS}/2`)).body.layers).toEqual([KEEP]);
    expect((await askOk(app, 'GET', `${VERSIONS}/2?locale=de`)).body.layers).toEqual([NEVER_DE]);
    expect((await askOk(app, 'GET', `${VERSIONS}/1`)).body).not.toHaveProperty('layers');
    const posted = (await recordsOf(app)).find(({ id }) => id === 'posted:privacy/2');
    const hash = expect.stringMatching(/^sha256:[0-9a-f]{64}$/);
    expect(posted?.facts.layers).toEqual({ en: hash, de: hash });
    expect(await findingsOf(app)).toEqual([]);
  });

  test('takes an anchor as a page has it, and layers of one language as a list', async () => {
    const app = await testApp();
    await havePolicy(app);
    const logs = { anchor: '#s-logs', summary: 'Three months.' };
    await havePublished(app, { content: EN, layers: [{ ...KEEP, anchor: '#what-we-keep' }, logs] });
    const { layers } = (await askOk(app, 'GET', `${VERSIONS}/2`)).body;
    expect(layers).toEqual([KEEP, { ...logs, anchor: 'logs' }]);
  });

  test('gets them with a text that is added later', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app, { content: EN });
    const added = { locale: 'de', content: DE, layers: [{ anchor: 'what-we-keep', summary: 'Adresse.' }] };
    const refused = await app.ask('POST', `${VERSIONS}/2/texts`, added);
    expect([refused.status, refused.body.errors]).toEqual([
      400,
      [
        {
          pointer: '/layers/0/anchor',
          detail: 'is no heading of the text in de: it has datenschutz, was-wir-behalten, was-wir-nie-tun',
        },
      ],
    ]);
    await askOk(app, 'POST', `${VERSIONS}/2/texts`, { ...added, layers: [NEVER_DE] });
    expect((await askOk(app, 'GET', `${VERSIONS}/2?locale=de`)).body.layers).toEqual([NEVER_DE]);
    expect(await findingsOf(app)).toEqual([]);
  });

  test.each([
    ['an anchor that no heading has', { en: [{ ...KEEP, anchor: 'cookies' }] }, ['/layers/en/0/anchor']],
    [
      'two of one section, however they are written',
      { en: [KEEP, { ...KEEP, anchor: '#s-what-we-keep' }] },
      ['/layers/en/1/anchor'],
    ],
    ['a summary that is too long', { en: [{ ...KEEP, summary: 'x'.repeat(601) }] }, ['/layers/en/0/summary']],
    ['a language that there is no text in', { fr: [KEEP] }, ['/layers/fr']],
    ['a language that is none', { 'x y': [KEEP] }, ['/layers/x y']],
    [
      'every place at once',
      {
        en: [
          { ...KEEP, anchor: 'a' },
          { ...KEEP, anchor: 'b' },
        ],
      },
      ['/layers/en/0/anchor', '/layers/en/1/anchor'],
    ],
  ])('is refused with %s, by its place', async (_, layers, pointers) => {
    const app = await testApp();
    await havePolicy(app);
    const asked = { ...IN_TWO, layers, change: 'minor', summary: 'Longer.' };
    const { status, body } = await app.ask('POST', `${VERSIONS}?dryRun=true`, asked);
    const places = body.errors?.map(({ pointer }: { readonly pointer: string }) => pointer);
    expect([status, places]).toEqual([400, pointers]);
  });

  test('is refused with more than a row of any database holds', async () => {
    const app = await testApp();
    await havePolicy(app);
    const headings = Array.from({ length: 100 }, (_, i) => `## 節${i}\n\nx\n`).join('\n');
    const long = Array.from({ length: 100 }, (_, i) => ({ anchor: `節${i}`, summary: '長'.repeat(600) }));
    const asked = { texts: { en: headings, ja: headings }, layers: { en: long, ja: long } };
    const { body } = await app.ask('POST', VERSIONS, { ...asked, change: 'minor', summary: 'Longer.' });
    expect(body.errors?.[0]).toMatchObject({ pointer: '/layers', detail: /have \d+ bytes together/ });
  });
});

describe('a page of such a text', () => {
  test('says a section in short, and folds all of it below its heading, as far as the next of its level', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app, IN_TWO);
    const page = await pageOf(app, '/policies/privacy/versions/2');
    expect(page).toContain('What counts is the text itself');
    expect(page.replaceAll('\n', '')).toContain(
      '<h3 id="s-what-we-keep">What we keep</h3><p class="layer-summary">Your address and &#x3C;logs>.</p>' +
        '<details class="layer"><summary lang="en" dir="ltr" aria-label="Read more: What we keep">Read more</summary>' +
        '<p>Your address.</p><h4 id="s-logs">Logs</h4><p>For 90 days.</p></details>' +
        '<h3 id="s-what-we-never-do">What we never do</h3><p>Sell it.</p>',
    );
  });

  test('says so in the language of the reader, beside the summaries of the text', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app, IN_TWO);
    const page = await pageOf(app, '/policies/privacy/versions/2', 'de');
    expect(page).toContain('<p class="layer-summary">Wir verkaufen nichts.</p>');
    expect(page).toContain('>Weiterlesen</summary>');
    expect(page).not.toContain('Your address and');
  });

  test('folds nothing where there is nothing in short, and never on the page where people answer', async () => {
    const app = await testApp();
    await havePolicy(app);
    expect(await pageOf(app, '/policies/privacy')).not.toContain('class="layer"');
  });
});

describe('a draft with sections in short', () => {
  test('keeps them, warns of an anchor that no heading has, and is posted with them', async () => {
    const app = await testApp();
    await havePolicy(app, { grace: 'PT0S' });
    await haveUsers(app, 'ada');
    const legal = await havePerson(app, 'legal');
    const said = { texts: { en: EN }, change: 'substantial', summary: { en: 'Longer.' } };
    const wrong = { ...said, layers: { en: [{ ...KEEP, anchor: 'cookies' }] } };
    const made = (await askOk(legal, 'POST', '/v1/policies/privacy/drafts', wrong)).body;
    expect(made.layers).toEqual(wrong.layers);
    expect(made.outlook.effectiveAt).not.toBeNull();
    expect(made.outlook.warnings).toContain(
      'layers/en/0/anchor is no heading of the text in en: it has privacy, what-we-keep, logs, what-we-never-do.',
    );
    const draft = `/v1/drafts/${made.id}`;
    expect((await legal.ask('POST', `${draft}/posting`, { revision: 1 })).status).toBe(400);
    const right = { ...said, layers: { en: [KEEP] }, revision: 1 };
    expect((await askOk(legal, 'PUT', draft, right)).body.outlook.warnings).toEqual([]);
    expect((await askOk(legal, 'PUT', draft, { ...right, revision: 2 })).body.revision).toBe(2);
    await askOk(legal, 'POST', `${draft}/posting`, { revision: 2 });
    await postDue(app);
    expect((await askOk(app, 'GET', `${VERSIONS}/2`)).body.layers).toEqual([KEEP]);
    expect(await findingsOf(app)).toEqual([]);
  });
});
