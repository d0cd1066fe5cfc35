import { expect, test } from 'vitest';
import { askOk, haveAccepted, haveUsers, reviewPathOf, testApp } from '../../support/arrange.ts';
import { insistOnTheRecord } from '../../support/evidence.ts';
import type { TestApp } from '../../support/test-app.ts';

const TEXTS_1 = {
  en: '# Privacy\n\nWe keep logs for 30 days.\n',
  de: '# Datenschutz\n\nWir bewahren Protokolle 30 Tage auf.\n',
};
const TEXTS_2 = {
  en: '# Privacy\n\nWe keep logs for 90 days.\n',
  de: '# Datenschutz\n\nWir bewahren Protokolle 90 Tage auf.\n',
  ja: '# プライバシー\n\n記録は90日間保存します。\n',
};
const SUMMARY_2 = { en: 'Logs are kept longer.', de: 'Protokolle bleiben länger.' };
const PREVAILS_DE = 'Maßgeblich ist der Text auf Englisch.';
const PREVAILS_JA = '英語の文面が優先します。';

/** Readers of three languages who hold version 1, in English and German; version 2 is in Japanese besides. */
async function haveTold(app: TestApp): Promise<void> {
  const title = { en: 'Privacy', de: 'Datenschutz', ja: 'プライバシー' };
  await askOk(app, 'PUT', '/v1/policies/privacy', { title });
  await askOk(app, 'POST', '/v1/policies/privacy/versions', { texts: TEXTS_1 });
  await haveUsers(app, 'ada', 'ben', 'cy', 'dee', 'eve');
  for (const [user, locale] of Object.entries({ ben: 'de-AT', cy: 'ja', dee: 'en-GB', eve: 'sv' })) {
    await askOk(app, 'PUT', `/v1/users/${user}`, { email: `${user}@example.com`, locale });
  }
  for (const user of ['ada', 'ben', 'cy', 'dee', 'eve']) await haveAccepted(app, user);
  await askOk(app, 'POST', '/v1/policies/privacy/versions', {
    ...{ texts: TEXTS_2, change: 'substantial', summary: SUMMARY_2 },
  });
  await app.deliver();
}

/** The mail to somebody, as the local mailbox shows it. */
async function mailTo(app: TestApp, user: string): Promise<{ subject: string; html: string; text: string }> {
  const row = await app.store.db
    .selectFrom('deliveries')
    .innerJoin('chunks', 'chunks.id', 'deliveries.chunk_id')
    .innerJoin('renditions', 'renditions.id', 'chunks.rendition_id')
    .select(['deliveries.id', 'renditions.subject'])
    .where('email', '=', `${user}@example.com`)
    .where('sent_at', 'is not', null)
    .orderBy('sent_at', 'desc')
    .executeTakeFirstOrThrow();
  const html = (await askOk(app, 'GET', `/mailbox/${row.id}/html`)).body as string;
  return { subject: row.subject, html, text: (await askOk(app, 'GET', `/mailbox/${row.id}/text`)).body };
}

const inOneLine = (text: string) => text.replaceAll(/\s+/g, ' ');

/** A page as a browser asks for it. */
const pageOf = async (app: TestApp, path: string, languages = 'en') =>
  (await app.ask('GET', path, undefined, { 'accept-language': languages })).body as string;

test('everybody is told in the best text for them, and those who share a text and a language share a mail', async () => {
  const app = await testApp();
  await haveTold(app);
  const chunks = await app.store.db.selectFrom('chunks').select('says').orderBy('says').execute();
  expect(chunks.map(({ says }) => says)).toEqual([
    'announcement/0/de privacy@2<1!agrees-by-use:de',
    'announcement/0/en privacy@2<1!agrees-by-use:en',
    'announcement/0/ja privacy@2<1!agrees-by-use:ja',
  ]);
  const german = await mailTo(app, 'ben');
  expect(german.subject).toContain('Datenschutz');
  expect(inOneLine(german.text)).toContain('Protokolle bleiben länger.');
  expect(inOneLine(german.text)).toContain(
    'Wir bewahren Protokolle [Entfernt: 30] [Hinzugefügt: 90] Tage auf.',
  );
  expect(inOneLine(german.text)).toContain(PREVAILS_DE);
  expect(german.html).toContain('<div lang="de" dir="ltr">');
  expect(german.html).not.toContain('We keep logs');
  const english = await mailTo(app, 'dee');
  expect(english.text).toContain('We keep logs');
  expect(english.text).not.toContain('prevails');
});

test('what the version before lacks is shown in the language that prevails, and the mail says why', async () => {
  const app = await testApp();
  await haveTold(app);
  const { subject, html, text } = await mailTo(app, 'cy');
  expect(subject).toContain('プライバシー');
  expect(text.replaceAll(/\s+/g, '')).toContain(
    '比較できる第1版の日本語の文面がないため、変更点は英語で示しています。',
  );
  expect(text.replaceAll(/\s+/g, '')).not.toContain(PREVAILS_JA);
  expect(text).toContain('We keep logs');
  expect(html).toMatch(/<div[^>]* lang="en" dir="ltr"/);
});

test('the record names the text that each mail told of, and evidence holds with it', async () => {
  const app = await testApp();
  await haveTold(app);
  await askOk(app, 'PUT', '/v1/users/ada', { email: 'ada@example.com', locale: 'de' });
  await insistOnTheRecord(app);
  const { body } = await askOk(app, 'GET', '/v1/users/ben/evidence');
  expect(
    body.texts.map(({ version, locale }: { version: number; locale: string }) => [version, locale]),
  ).toEqual(
    expect.arrayContaining([
      [1, 'en'],
      [1, 'de'],
      [2, 'en'],
      [2, 'de'],
    ]),
  );
  expect(body.diffs[0].locale).toBe('de');
});

test('an answer on the review page pins the text that it showed, and the receipt says which', async () => {
  const app = await testApp();
  await haveTold(app);
  const path = await reviewPathOf(app, 'ben@example.com');
  const page = await pageOf(app, path);
  expect(page).toContain(PREVAILS_DE);
  expect(page).toContain('Protokolle bleiben länger.');
  expect(page).toContain('href="/policies/privacy/versions/2?lang=de"');
  const contentHash = /name="contentHash" value="(sha256:\w+)"/.exec(page)?.[1];
  const { body: german } = await app.ask('GET', '/v1/policies/privacy/versions/2?locale=de');
  expect(contentHash).toBe(german.contentHash);
  const form = new URLSearchParams({ action: 'accept', contentHash: String(contentHash) });
  const answered = await app.app.request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form,
  });
  expect(answered.status).toBe(303);
  const acceptance = await app.store.db
    .selectFrom('acceptances')
    .select(['locale', 'content_hash'])
    .where('version', '=', 2)
    .executeTakeFirstOrThrow();
  expect(acceptance).toEqual({ locale: 'de', content_hash: german.contentHash });
  await app.deliver();
  app.wait('PT1M');
  await app.deliver();
  const receipt = await mailTo(app, 'ben');
  expect(receipt.text).toContain('2 · Deutsch');
  expect(receipt.text).toContain(german.contentHash.slice(-20));
});

test('whoever agrees by use agrees to the text that they were told of', async () => {
  const app = await testApp();
  await haveTold(app);
  await askOk(app, 'PUT', '/v1/users/ben', { email: 'ben@example.com', locale: 'en' });
  app.wait('P31D');
  for (const user of ['ada', 'ben', 'cy']) await askOk(app, 'POST', '/v1/uses', { user });
  const acceptances = await app.store.db
    .selectFrom('acceptances')
    .innerJoin('users', 'users.ref', 'acceptances.user_ref')
    .select(['users.user_id as user', 'acceptances.locale'])
    .where('version', '=', 2)
    .orderBy('users.user_id')
    .execute();
  expect(acceptances).toEqual([
    { user: 'ada', locale: 'en' },
    { user: 'ben', locale: 'de' },
    { user: 'cy', locale: 'ja' },
  ]);
  await insistOnTheRecord(app);
});

test('a reader may read the review page in another of its languages', async () => {
  const app = await testApp();
  await haveTold(app);
  const path = await reviewPathOf(app, 'ben@example.com');
  const page = await pageOf(app, `${path}?lang=ja`);
  expect(page).toContain('<html lang="ja"');
  expect(page).toContain(PREVAILS_JA);
  expect(page).toContain('<a href="?lang=de" lang="de" dir="ltr" hreflang="de">Deutsch</a>');
});

test('public pages come in each language, with links to the others and one address for each', async () => {
  const app = await testApp();
  await haveTold(app);
  app.wait('P31D');
  const base = 'http://localhost:8787/policies/privacy';
  const plain = await pageOf(app, '/policies/privacy');
  expect(plain).toContain('We keep logs for 90 days.');
  expect(plain).toContain(`<link rel="canonical" href="${base}">`);
  for (const locale of ['en', 'de', 'ja']) {
    expect(plain).toContain(`<link rel="alternate" hreflang="${locale}" href="${base}?lang=${locale}">`);
  }
  expect(plain).toContain(`<link rel="alternate" hreflang="x-default" href="${base}">`);
  const german = await pageOf(app, '/policies/privacy?lang=de');
  expect(german).toContain(`<link rel="canonical" href="${base}?lang=de">`);
  expect(german).toContain('Wir bewahren Protokolle 90 Tage auf.');
  expect(german).toContain(PREVAILS_DE);
  expect(german).toContain('href="/policies/privacy/history?lang=de"');
  expect(await pageOf(app, '/policies/privacy', 'de-CH, en;q=0.5')).toContain(PREVAILS_DE);
  expect(await pageOf(app, '/policies/privacy/versions/2?lang=ja')).toContain('記録は90日間保存します。');
  expect(await pageOf(app, '/policies/privacy/history?lang=de')).toContain('Protokolle bleiben länger.');
});

test('a language that the text is not in changes nothing but our own words', async () => {
  const app = await testApp();
  await haveTold(app);
  app.wait('P31D');
  const french = await pageOf(app, '/policies/privacy?lang=fr');
  expect(french).toContain('<html lang="fr"');
  expect(french).toContain('We keep logs for 90 days.');
  expect(french).toContain('<link rel="canonical" href="http://localhost:8787/policies/privacy">');
  expect(french).not.toContain('traduction');
  const odd = await pageOf(app, '/policies/privacy?lang=%22%3E%3Cscript%3E');
  expect(odd).not.toContain('"><script>');
});

test('comparisons, feeds and the notice for sites are in the language that is asked for', async () => {
  const app = await testApp();
  await haveTold(app);
  const compared = await pageOf(app, '/policies/privacy/changes/1...2?lang=de');
  expect(compared).toContain('Protokolle');
  expect(compared).toContain(PREVAILS_DE);
  const japanese = await pageOf(app, '/policies/privacy/changes/1...2?lang=ja');
  expect(japanese).toContain('変更点は英語で示しています。');
  expect(japanese).toContain('<div lang="en" dir="ltr">');
  const feed = JSON.parse(JSON.stringify((await app.ask('GET', '/policies/privacy/feed.json?lang=de')).body));
  expect(feed.items[0]).toMatchObject({
    ...{ id: 'http://localhost:8787/policies/privacy/versions/2', summary: 'Protokolle bleiben länger.' },
    url: 'http://localhost:8787/policies/privacy/versions/2?lang=de',
  });
  const { body } = await app.ask('GET', '/policies/privacy/notice.json?lang=de');
  expect(body).toMatchObject({
    title: 'Datenschutz',
    notice: {
      ...{ summary: 'Protokolle bleiben länger.', locale: 'de', language: 'de' },
      link: { url: 'http://localhost:8787/policies/privacy/changes/1...2?lang=de' },
    },
  });
  const { body: current } = await app.ask('GET', '/policies/privacy/current.json?lang=de');
  expect(current).toMatchObject({ title: 'Datenschutz', locale: 'de', version: 1 });
});
