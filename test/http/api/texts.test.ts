import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../../src/language/languages.ts';
import {
  askOk,
  haveAccepted,
  havePolicy,
  havePublished,
  haveUsers,
  recordsOf,
  TEXT_1,
  TEXT_2,
  testApp,
} from '../../support/arrange.ts';
import { insistOnTheRecord } from '../../support/evidence.ts';
import type { Answered } from '../../support/test-app.ts';

const VERSIONS = '/v1/policies/privacy/versions';
const TEXT_2_DE = '# Datenschutz\n\nWir bewahren Protokolle 90 Tage auf.\n\nWir verkaufen Ihre Daten nie.\n';
const TEXT_2_JA = '# プライバシー\n\n記録は90日間保存します。\n\nお客様のデータは販売しません。\n';
const IN_THREE = {
  content: undefined,
  texts: { en: TEXT_2, de: TEXT_2_DE, ja: TEXT_2_JA },
  summary: { en: 'Logs are kept longer.', de: 'Protokolle werden länger aufbewahrt.' },
};

/** The places that a refusal names. */
const pointersOf = ({ errors }: Answered['body']) =>
  errors?.map(({ pointer }: { readonly pointer: string }) => pointer);

const hashOf = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;

describe('a language that no notice is written in', () => {
  test('is told with what its readers get in English, before anything is posted', async () => {
    const app = await testApp();
    const put = await askOk(app, 'PUT', '/v1/policies/privacy', { title: 'Integritet', locale: 'sv' });
    expect(put.body.warnings).toEqual([
      'Proviso writes no sentences in "sv", so that whoever reads it is told these in English: all that a notice says beside the text.',
    ]);
    await havePolicy(app, { locale: 'sv' });
    const sentences =
      'Proviso writes no sentences in "sv", so that whoever reads it is told these in English: when it takes effect; that using the service agrees; how to say no, and until when.';
    const asked = { content: TEXT_2, change: 'minor', summary: 'Mer.' };
    expect((await askOk(app, 'POST', `${VERSIONS}?dryRun=true`, asked)).body.warnings).toContain(sentences);
    expect((await askOk(app, 'POST', VERSIONS, asked)).body.warnings).toContain(sentences);
  });

  test('is none of the eleven, however they are named', async () => {
    const app = await testApp();
    for (const locale of [...LANGUAGES, 'de-AT', 'pt-BR', 'zh-CN']) {
      const { body } = await askOk(app, 'PUT', '/v1/policies/privacy', { title: 'Privacy', locale });
      expect([locale, body.warnings]).toEqual([locale, undefined]);
    }
  });
});

describe('a version in several languages', () => {
  test('has a text and a hash in each, and the policy’s own prevails', async () => {
    const app = await testApp();
    await havePolicy(app);
    const posted = await havePublished(app, IN_THREE);
    expect(posted).toMatchObject({
      ...{ version: 2, contentHash: hashOf(TEXT_2), locale: 'en', summary: 'Logs are kept longer.' },
      texts: [
        { locale: 'en', contentHash: hashOf(TEXT_2), addedAt: '2026-11-22T09:00:00.000Z' },
        { locale: 'de', contentHash: hashOf(TEXT_2_DE), addedAt: '2026-11-22T09:00:00.000Z' },
        { locale: 'ja', contentHash: hashOf(TEXT_2_JA), addedAt: '2026-11-22T09:00:00.000Z' },
      ],
    });
    const { body } = await app.ask('GET', `${VERSIONS}/2`);
    expect(body).toMatchObject({ content: TEXT_2, locale: 'en', contentHash: hashOf(TEXT_2) });
  });

  test('is read in the language that is asked for, and by what its text has no words for in the one that prevails', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app, IN_THREE);
    const read = async (locale: string) => (await app.ask('GET', `${VERSIONS}/2?locale=${locale}`)).body;
    expect(await read('de-AT')).toMatchObject({
      ...{ content: TEXT_2_DE, locale: 'de', contentHash: hashOf(TEXT_2_DE) },
      ...{ summary: 'Protokolle werden länger aufbewahrt.', texts: [{}, {}, {}] },
    });
    expect(await read('ja')).toMatchObject({ content: TEXT_2_JA, summary: 'Logs are kept longer.' });
    expect(await read('fr')).toMatchObject({
      ...{ type: '/problems/unknown-text', status: 404 },
      detail: 'Version 2 of policy "privacy" has no text in fr; there is en, de, ja.',
    });
  });

  test('says nothing of languages where it has one alone', async () => {
    const app = await testApp();
    await havePolicy(app);
    const { body } = await app.ask('POST', VERSIONS, {
      ...{ texts: { en: TEXT_2 }, change: 'minor', summary: { en: 'Longer.' } },
    });
    expect(body).toMatchObject({ contentHash: hashOf(TEXT_2), summary: 'Longer.' });
    expect(body).not.toHaveProperty('texts');
    expect(body).not.toHaveProperty('locale');
  });

  test.each([
    ['both a text and several', { content: TEXT_2, texts: { en: TEXT_2 } }, '/texts'],
    ['no text', { content: undefined }, '/texts'],
    [
      'a language that is none',
      { content: undefined, texts: { en: TEXT_2, 'x/y': TEXT_2_DE } },
      '/texts/x~1y',
    ],
    [
      'one language twice',
      { content: undefined, texts: { en: TEXT_2, de: TEXT_2_DE, 'de-DE': 'x' } },
      '/texts/de-DE',
    ],
    ['a text that lacks what prevails', { content: undefined, texts: { de: TEXT_2_DE } }, '/texts'],
    ['a summary that lacks what prevails', { ...IN_THREE, summary: { de: 'Länger.' } }, '/summary'],
    ['a summary in a language without a text', { summary: { en: 'Longer.', fr: 'Plus.' } }, '/summary/fr'],
  ])('refuses %s, and names the place', async (_, asked, pointer) => {
    const app = await testApp();
    await havePolicy(app);
    const publication = { content: TEXT_2, change: 'minor', summary: 'Longer.', ...asked };
    const { status, body } = await app.ask('POST', VERSIONS, publication);
    expect([status, pointersOf(body)]).toEqual([400, [pointer]]);
  });

  test('is nothing new where no text differs', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app, IN_THREE);
    const again = { ...IN_THREE, change: 'minor', summary: 'Again.' };
    expect((await app.ask('POST', VERSIONS, again)).body.type).toBe('/problems/nothing-changed');
  });

  test('is a change of form where only what does not prevail differs, whatever changed in it', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada');
    await havePublished(app, IN_THREE);
    await app.deliver();
    app.wait('P31D');
    const texts = { ...IN_THREE.texts, de: TEXT_2_DE.replace('90', '91') };
    const asked = { ...IN_THREE, texts, change: 'minor' };
    const { status, body } = await app.ask('POST', VERSIONS, asked);
    expect([status, body.errors]).toEqual([
      400,
      [
        {
          pointer: '/change',
          detail: 'must be editorial, or another change of form: only texts that do not prevail differ (de)',
        },
      ],
    ]);
    expect(await havePublished(app, { ...asked, change: 'editorial' })).toMatchObject({
      ...{ state: 'in-force', recipients: 0, version: 3 },
    });
  });

  test('is no change of form where a translation changes more beside what prevails', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app, IN_THREE);
    const texts = {
      ...IN_THREE.texts,
      en: TEXT_2.replace('never', '*never*'),
      de: TEXT_2_DE.replace('nie', 'oft'),
    };
    const { body } = await app.ask('POST', VERSIONS, { ...IN_THREE, texts, change: 'editorial' });
    expect(body.errors[0].pointer).toBe('/change');
    expect(body.errors[0].detail).toContain('(de)');
  });

  test('stands whole in the record, which its tables are held against', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada');
    await haveAccepted(app, 'ada');
    await havePublished(app, IN_THREE);
    const posted = (await recordsOf(app)).find(({ id }) => id === 'posted:privacy/2');
    expect(posted?.facts).toMatchObject({
      ...{ locale: 'en', contentHash: hashOf(TEXT_2) },
      translations: [
        {
          ...{ locale: 'de', contentHash: hashOf(TEXT_2_DE), reason: null },
          summary: 'Protokolle werden länger aufbewahrt.',
        },
        { locale: 'ja', contentHash: hashOf(TEXT_2_JA), reason: null, summary: null },
      ],
    });
    await insistOnTheRecord(app);
  });
});

describe('a translation that is added later', () => {
  const ADDED = { locale: 'de', content: TEXT_2_DE, summary: 'Protokolle werden länger aufbewahrt.' };

  test('stands beside what was posted, with its own hash and date, and tells nobody', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada');
    await havePublished(app);
    await app.deliver();
    app.wait('P1D');
    const { status, headers, body } = await app.ask('POST', `${VERSIONS}/2/texts`, ADDED);
    expect([status, headers.get('location')]).toEqual([201, `${VERSIONS}/2?locale=de`]);
    expect(body).toMatchObject({
      ...{ locale: 'de', contentHash: hashOf(TEXT_2_DE), summary: ADDED.summary },
      texts: [
        { locale: 'en', addedAt: '2026-11-22T09:00:00.000Z' },
        { locale: 'de', addedAt: '2026-11-23T09:00:00.000Z' },
      ],
    });
    await app.deliver();
    expect((await recordsOf(app)).filter(({ kind }) => kind === 'sent')).toHaveLength(1);
    expect((await app.ask('GET', `${VERSIONS}/2`)).body).toMatchObject({ content: TEXT_2, locale: 'en' });
    const translated = (await recordsOf(app)).find(({ kind }) => kind === 'translated');
    expect(translated).toMatchObject({
      ...{ id: 'translated:privacy/2/de', actor: 'admin', user: null, policy: 'privacy', version: 2 },
      facts: { locale: 'de', contentHash: hashOf(TEXT_2_DE), summary: ADDED.summary, reason: null },
    });
    await insistOnTheRecord(app);
  });

  test('never changes a text that is there', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app);
    await askOk(app, 'POST', `${VERSIONS}/2/texts`, ADDED);
    const ask = async (locale: string) =>
      (await app.ask('POST', `${VERSIONS}/2/texts`, { locale, content: 'Else.' })).body;
    expect(await ask('de-DE')).toMatchObject({ type: '/problems/has-text', status: 409 });
    expect(await ask('en')).toMatchObject({ type: '/problems/has-text', status: 409 });
    expect((await app.ask('GET', `${VERSIONS}/2?locale=de`)).body.content).toBe(TEXT_2_DE);
  });

  test('is taken once under one key, and refused for what was withdrawn', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app);
    const key = { 'idempotency-key': 'once' };
    const first = await app.ask('POST', `${VERSIONS}/2/texts`, ADDED, key);
    expect((await app.ask('POST', `${VERSIONS}/2/texts`, ADDED, key)).body).toEqual(first.body);
    await askOk(app, 'POST', `${VERSIONS}/2/withdrawal`, { reason: 'Wrong.' });
    const late = { locale: 'ja', content: TEXT_2_JA };
    expect((await app.ask('POST', `${VERSIONS}/2/texts`, late)).body.type).toBe('/problems/version-not-open');
  });

  test('shows what changed in its language once both versions have it, and before that in what prevails', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app, IN_THREE);
    const changes = async () =>
      (await app.ask('GET', '/v1/policies/privacy/changes?from=1&to=2&locale=de')).body;
    expect((await changes()).locale).toBe('en');
    const before = { locale: 'de', content: TEXT_2_DE.replace('90', '30') };
    await askOk(app, 'POST', `${VERSIONS}/1/texts`, before);
    const { locale, sections, versions } = await changes();
    expect(locale).toBe('de');
    expect(JSON.stringify(sections)).toContain('Protokolle');
    expect(versions[0].summary).toBe('Protokolle werden länger aufbewahrt.');
  });
});

describe('an acceptance of a version in several languages', () => {
  const accept = { user: 'ada', policy: 'privacy', version: 2 };

  test.each([
    ['the text of the hash', { contentHash: hashOf(TEXT_2_JA) }, 'ja', TEXT_2_JA],
    ['the best text for the locale', { locale: 'de-CH' }, 'de', TEXT_2_DE],
    [
      'the text of the hash, whatever the locale',
      { contentHash: hashOf(TEXT_2), locale: 'de' },
      'en',
      TEXT_2,
    ],
    ['the text that prevails', {}, 'en', TEXT_2],
  ])('pins %s', async (_, shown, locale, text) => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada');
    await havePublished(app, IN_THREE);
    const { body } = await askOk(app, 'POST', '/v1/acceptances', { ...accept, ...shown });
    expect(body).toMatchObject({ locale, contentHash: hashOf(text) });
    await insistOnTheRecord(app);
  });

  test('is refused for a text that is none of the version’s', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada');
    await havePublished(app, IN_THREE);
    const { body } = await app.ask('POST', '/v1/acceptances', { ...accept, contentHash: hashOf(TEXT_1) });
    expect(body.type).toBe('/problems/content-mismatch');
  });
});

describe('the title of a policy', () => {
  test('is said in several languages, its own among them', async () => {
    const app = await testApp();
    const put = (change: object) => app.ask('PUT', '/v1/policies/privacy', change);
    const { body } = await put({ title: { en: 'Privacy', de: 'Datenschutz' } });
    expect(body).toMatchObject({ title: 'Privacy', titles: { en: 'Privacy', de: 'Datenschutz' } });
    expect((await put({ locale: 'de' })).body).toMatchObject({
      ...{ title: 'Datenschutz', locale: 'de', titles: { en: 'Privacy', de: 'Datenschutz' } },
    });
    expect(pointersOf((await put({ locale: 'fr' })).body)).toEqual(['/title']);
    const plain = (await put({ title: 'Datenschutzhinweise' })).body;
    expect(plain.title).toBe('Datenschutzhinweise');
    expect(plain).not.toHaveProperty('titles');
  });
});

describe('a dry run in several languages', () => {
  const warningsOf = async (asked: object) => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada');
    for (const [user, locale] of Object.entries({ ben: 'de', cy: 'fr-CA', dee: 'sv' })) {
      await askOk(app, 'PUT', `/v1/users/${user}`, { email: `${user}@example.com`, locale });
    }
    const publication = { ...IN_THREE, change: 'minor', ...asked };
    return (await askOk(app, 'POST', `${VERSIONS}?dryRun=true`, publication)).body.warnings;
  };

  test('says who would get something in another language than theirs, and what', async () => {
    expect(await warningsOf({})).toEqual([
      'There is no summary in ja: its readers get the one in en.',
      'There is no text in fr-CA, sv: readers of that language get the one in en.',
      'Readers of the text in de are shown the changes in en: there is no text of version 1 in de to compare with.',
    ]);
  });

  test('says where a translation is built otherwise than what prevails', async () => {
    const texts = { ...IN_THREE.texts, de: `${TEXT_2_DE}\n## Neu\n\nMehr.\n` };
    expect(await warningsOf({ texts })).toContain(
      'de has 2 headings, and en has one heading: where en has nothing, de has “Neu”.',
    );
  });

  test('says nothing of languages where there is one text', async () => {
    expect(await warningsOf({ content: TEXT_2, texts: undefined, summary: 'Longer.' })).toBeUndefined();
  });
});
