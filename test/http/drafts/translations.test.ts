import { describe, expect, test } from 'vitest';
import { askOk, havePolicy, havePublished, recordsOf, testApp } from '../../support/arrange.ts';
import { havePerson, type Person, postDue } from '../../support/drafts.ts';
import { findingsOf } from '../../support/findings.ts';
import type { Answered, TestApp } from '../../support/test-app.ts';

const EN = '# Privacy\n\nWe keep logs for 90 days.\n\nWe never sell your data.\n\nWrite to us.\n';
const DE = '# Datenschutz\n\nProtokolle 90 Tage.\n\nWir verkaufen nie.\n\nSchreiben Sie uns.\n';
const EN_2 = EN.replace('90 days', '60 days').replace('Write to us.', 'Call us.');
const BEHIND =
  'German (de) is 2 paragraphs older than English (en): “We keep logs for 60 days.”, “Call us.”.';
const SAID = { change: 'substantial', summary: { en: 'Logs.', de: 'Protokolle.' } };

/** A draft in English and German, of which the English was changed afterwards. */
async function haveStale(app: TestApp): Promise<{ legal: Person; path: string; draft: Answered['body'] }> {
  await havePolicy(app, { grace: 'PT0S' });
  const legal = await havePerson(app, 'legal');
  const made = { ...SAID, texts: { en: EN, de: DE } };
  const { id } = (await askOk(legal, 'POST', '/v1/policies/privacy/drafts', made)).body;
  const path = `/v1/drafts/${id}`;
  const changed = { ...SAID, revision: 1, texts: { en: EN_2, de: DE } };
  return { legal, path, draft: (await askOk(legal, 'PUT', path, changed)).body };
}

describe('a translation in a draft', () => {
  test('says since which revision it says so, and which text it translates', async () => {
    const app = await testApp();
    const { legal, path, draft } = await haveStale(app);
    const hash = (text: string) => expect.stringContaining(text);
    expect(draft.translations).toEqual([
      {
        ...{ locale: 'de', contentHash: hash('sha256:'), revision: 1, stale: BEHIND },
        translates: { contentHash: hash('sha256:'), revision: 1, version: null },
      },
    ]);
    expect(draft.outlook.warnings).toContain(BEHIND);
    const { behind } = (await askOk(legal, 'GET', `${path}/changes?locale=de`)).body;
    expect([behind.locale, behind.changes.wordsAdded, behind.changes.wordsRemoved]).toEqual(['en', 2, 3]);
    expect((await askOk(legal, 'GET', `${path}/changes`)).body.behind).toBeNull();
  });

  test('is up to date again where it is written anew, or the text that prevails is as it was', async () => {
    const app = await testApp();
    const { legal, path } = await haveStale(app);
    const staleAfter = async (revision: number, texts: object) =>
      (await askOk(legal, 'PUT', path, { ...SAID, revision, texts })).body.translations[0];
    expect(await staleAfter(2, { en: EN, de: DE })).toMatchObject({ revision: 1, stale: null });
    expect(await staleAfter(3, { en: EN_2, de: DE.replace('90', '60') })).toMatchObject({
      ...{ revision: 4, stale: null, translates: { revision: 4 } },
    });
  });

  test('is up to date where somebody says so, until what prevails is changed once more', async () => {
    const app = await testApp();
    const { legal, path } = await haveStale(app);
    const put = async (revision: number, said: object) =>
      (await askOk(legal, 'PUT', path, { ...SAID, texts: { en: EN_2, de: DE }, revision, ...said })).body;
    const upToDate = await put(2, { upToDate: ['de'] });
    expect(upToDate).toMatchObject({ revision: 3, translations: [{ revision: 1, stale: null }] });
    // Saying nothing of it, or the same again, changes nothing.
    expect((await put(3, {})).revision).toBe(3);
    expect((await put(3, { upToDate: ['de'] })).revision).toBe(3);
    const changed = await put(3, { texts: { en: `${EN_2}\nBye.\n`, de: DE } });
    expect(changed.translations[0].stale).toBe('German (de) is 1 paragraph older than English (en): “Bye.”.');
    const { status, body } = await legal.ask('PUT', path, { revision: 4, upToDate: ['fr'] });
    expect([status, body.errors?.[0].pointer]).toEqual([400, '/upToDate/0']);
    expect(await findingsOf(app)).toEqual([]);
  });

  test('that is taken over from the version before translates what prevailed there', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app, { content: undefined, texts: { en: EN, de: DE } });
    const texts = { en: EN_2, de: DE };
    const { body } = await askOk(app, 'POST', '/v1/policies/privacy/drafts', { ...SAID, texts });
    expect(body.translations[0]).toMatchObject({ stale: BEHIND, translates: { revision: null, version: 2 } });
  });
});

describe('posting a draft with a stale translation', () => {
  test('is refused with how far it lies behind, and done where somebody says yes, which is recorded', async () => {
    const app = await testApp();
    const { legal, path } = await haveStale(app);
    const refused = await legal.ask('POST', `${path}/posting`, { revision: 2, stale: ['fr'] });
    expect(refused).toMatchObject({
      status: 409,
      body: { type: '/problems/translation-stale', stale: ['de'], detail: expect.stringContaining(BEHIND) },
    });
    await askOk(legal, 'POST', `${path}/posting`, { revision: 2, stale: ['de-DE', 'fr'] });
    const scheduled = (await recordsOf(app)).find(({ kind }) => kind === 'scheduled');
    expect(scheduled?.facts.stale).toEqual(['de']);
    await postDue(app);
    const { body } = await askOk(app, 'GET', '/v1/policies/privacy/versions/2?locale=de');
    expect(body.content).toBe(DE);
    expect(await findingsOf(app)).toEqual([]);
  });

  test('is refused in a release of several, and said yes to there for each', async () => {
    const app = await testApp();
    const { legal, path, draft } = await haveStale(app);
    const release = (stale: object) =>
      legal.ask('POST', '/v1/releases', { drafts: [{ id: draft.id, revision: 2, ...stale }] });
    expect((await release({})).body.type).toBe('/problems/translation-stale');
    expect((await release({ stale: ['de'] })).status).toBe(201);
    expect((await askOk(legal, 'GET', path)).body.state).toBe('scheduled');
  });

  test('asks for nothing where no translation is older', async () => {
    const app = await testApp();
    const { legal, path } = await haveStale(app);
    const alone = { ...SAID, summary: { en: 'Logs.' }, texts: { en: EN_2 } };
    await askOk(legal, 'PUT', path, { ...alone, revision: 2 });
    await askOk(legal, 'POST', `${path}/posting`, { revision: 3 });
    expect((await recordsOf(app)).find(({ kind }) => kind === 'scheduled')?.facts).not.toHaveProperty(
      'stale',
    );
  });
});
