import { describe, expect, test } from 'vitest';
import { askOk, dumpDatabase, havePolicy, testApp } from '../../support/arrange.ts';
import { CONSUMERS, rulesOf } from '../../support/rules.ts';
import type { TestApp } from '../../support/test-app.ts';
import { expectValid } from '../../support/valid-html.ts';

const PATH = '/policies/privacy/rules';

/** Opens the page as anybody would, and insists that it is valid. */
async function open(app: TestApp, headers: Record<string, string> = {}) {
  const answer = await app.ask('GET', PATH, undefined, { authorization: '', ...headers });
  if (answer.status === 200) expectValid(answer.body);
  return answer;
}

/** What the page says, without its markup. */
async function said(app: TestApp, headers: Record<string, string> = {}): Promise<string> {
  const { body } = await open(app, headers);
  return body
    .slice(body.indexOf('<main'), body.indexOf('</main>'))
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');
}

describe('the page on how changes are announced', () => {
  test('says the periods of a policy in plain words, each kind of change by the name that notices give it', async () => {
    const app = await testApp();
    await havePolicy(app, { notice: { minor: 'P14D', substantial: 'P2M', late: 'P10D' } });
    const words = await said(app);
    expect(words).toContain('Minor change How you are told We tell you by email or in your account.');
    expect(words).toContain('The change takes effect 14 days after it is posted.');
    expect(words).toContain('Substantial change');
    expect(words).toContain('The change takes effect 2 months after it is posted.');
    expect(words).toContain('it does not apply to you until 10 days after we tell you.');
    expect(words).toContain(
      'Change required by law Only for what the law requires. We name the requirement.',
    );
    expect(words).toContain('Change of form alone Only the form of the text changes, and not one word.');
    expect(words).toContain('Days and months are counted in the time zone UTC.');
  });

  test('says what a policy that asks for an explicit answer asks', async () => {
    const app = await testApp();
    await havePolicy(app, { acceptance: 'explicit' });
    const words = await said(app);
    expect(words).toContain('Nothing changes for you until you accept.');
    expect(words).not.toContain('Silence or use counts');
  });

  test('says the rules of a document, what legal calls them and means by them, and what is otherwise for whom', async () => {
    const app = await testApp();
    const { classes } = rulesOf();
    const [any] = classes as [(typeof classes)[number]];
    const consumers = { ...any.rule, effect: { terms: [{ after: 'P6W', from: 'receipt' }] } };
    const { body } = await askOk(app, 'PUT', '/v1/policies/privacy', {
      title: 'Privacy Policy',
      revocable: true,
      rules: {
        ...rulesOf({}, { receipt: { mail: 'PT24H' }, posted: 'P60D', audiences: [CONSUMERS] }),
        classes: [{ ...any, means: 'Whatever is new.', reason: true, alone: true, audiences: { consumers } }],
      },
      appliesTo: 'consumers',
    });
    expect(body.warnings).toBeUndefined();
    const words = await said(app);
    expect(words).toContain('This document is only for: Consumers.');
    expect(words).toContain('Any change Whatever is new. We state the reason. You answer it by itself');
    expect(words).toContain('The change takes effect 10 days after it is posted.');
    expect(words).toContain(
      'For: Consumers As above, except for this: When it takes effect The change takes effect 6 weeks',
    );
    expect(words).toContain('If we do not know whether you belong to a group, its rules hold for you too.');
    expect(words).toContain('A notice by email counts as received 24 hours after it goes out.');
    expect(words).toContain('The notice stays on our website for 60 days.');
    expect(words).toContain('You can take back an acceptance at any time.');
  });

  test('leads to the sections that a kind of change covers, by their headings where the text has them', async () => {
    const app = await testApp();
    const { classes } = rulesOf();
    await havePolicy(app, {
      rules: { ...rulesOf(), classes: [{ ...classes[0], sections: ['#gone', 'logs'] }] },
    });
    const { body } = await open(app);
    expect(body).toContain('<code dir="ltr">#gone</code>');
    expect(body).toContain('<code dir="ltr">#logs</code>');
    const text = '# Privacy\n\n## Logs\n\nWe keep them.\n';
    await askOk(app, 'PUT', '/v1/policies/privacy', { rules: null });
    await askOk(app, 'POST', '/v1/policies/privacy/versions', {
      ...{ content: text, change: 'legal', summary: 'Logs.', reason: 'A law' },
    });
    await askOk(app, 'PUT', '/v1/policies/privacy', {
      rules: { ...rulesOf(), classes: [{ ...classes[0], sections: ['#gone', 'logs'] }] },
    });
    expect((await open(app)).body).toMatch(
      /<a href="\/policies\/privacy#s-logs" lang="en" dir="ltr">Logs<\/a>/,
    );
  });

  test('says which days are no business days, and follows their calendar', async () => {
    const app = await testApp();
    await askOk(app, 'PUT', '/v1/calendars/DE-BY', { holidays: ['2026-12-25'] });
    const effect = { terms: [{ after: 'P5D', from: 'notice', days: 'business' }] };
    await havePolicy(app, { rules: rulesOf({ effect }, { calendar: 'DE-BY' }) });
    const words = await said(app);
    expect(words).toContain('The change takes effect 5 business days after we tell you.');
    expect(words).toContain('Days that are not business days Saturday and Sunday 25 December 2026');
    await askOk(app, 'PUT', '/v1/calendars/DE-BY', { weekend: [5, 6], holidays: ['2027-01-01'] });
    expect(await said(app)).toContain('Days that are not business days Friday and Saturday 1 January 2027');
  });

  test('is there before a policy has a version, and not for a policy that there is not', async () => {
    const app = await testApp();
    await askOk(app, 'PUT', '/v1/policies/privacy', { title: 'Privacy Policy' });
    expect((await open(app)).status).toBe(200);
    const { status, body } = await app.ask('GET', '/policies/nothing/rules', undefined, {
      authorization: '',
    });
    expect(status).toBe(404);
    expect(body).toContain('There is no such page.');
  });

  test("comes in the language of the reader, and else in the policy's", async () => {
    const app = await testApp();
    await havePolicy(app, { locale: 'de' });
    expect(await said(app)).toContain('In Kraft tritt die Änderung 30 Tage nach der Veröffentlichung.');
    expect(await said(app, { 'accept-language': 'ja' })).toContain(
      '変更の適用は、公開から30日後に始まります。',
    );
    expect((await open(app, { 'accept-language': 'ar' })).body).toContain('<html lang="ar" dir="rtl">');
  });

  test('is kept by caches until the rules change, and is not asked for by its date, which nothing knows', async () => {
    const app = await testApp();
    await havePolicy(app);
    const { headers } = await open(app);
    expect(headers.get('cache-control')).toBe('public, max-age=60');
    expect(headers.get('vary')).toBe('Accept-Language, Accept-Encoding');
    expect(headers.get('last-modified')).toBeNull();
    const known = { 'if-none-match': headers.get('etag') ?? '' };
    expect((await open(app, known)).status).toBe(304);
    expect((await open(app, { 'if-modified-since': 'Fri, 01 Jan 2100 00:00:00 GMT' })).status).toBe(200);
    await askOk(app, 'PUT', '/v1/policies/privacy', { notice: { minor: 'P21D' } });
    expect((await open(app, known)).status).toBe(200);
    expect(await said(app)).toContain('21 days after it is posted');
  });

  test('changes nothing by being opened, and is led to from the text in force and from every version', async () => {
    const app = await testApp();
    await havePolicy(app);
    const before = await dumpDatabase(app.store);
    await open(app);
    expect(await dumpDatabase(app.store)).toEqual(before);
    const link = '<a href="/policies/privacy/rules">How we announce changes</a>';
    for (const path of ['/policies/privacy', '/policies/privacy/versions/1']) {
      expect((await app.ask('GET', path, undefined, { authorization: '' })).body).toContain(link);
    }
  });
});
