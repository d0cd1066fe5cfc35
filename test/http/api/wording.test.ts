import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../../src/language/languages.ts';
import {
  askOk,
  haveAccepted,
  havePolicy,
  havePublished,
  haveUsers,
  recordsOf,
  testApp,
} from '../../support/arrange.ts';
import { haveDraft, havePerson, postDue } from '../../support/drafts.ts';
import { insistOnTheRecord } from '../../support/evidence.ts';
import { findingsOf } from '../../support/findings.ts';
import { haveAgreed, havePolicies, haveReleased } from '../../support/releases.ts';
import type { TestApp } from '../../support/test-app.ts';

const SENTENCES = {
  subject: 'Neues in „{title}“ ab {day}',
  opening: 'du liest hier, was {company} in Version {version} von „{title}“ ändert.',
  declineUntil: 'Bis {date} kannst du Nein sagen.',
  agreesByUse: 'Wenn du nach {date} weitermachst, gilt Version {version} für dich.',
  rights: 'Das kostet dich nichts.',
  help: 'Fragen? lantern.example/hilfe',
  signOff: 'Dein Team von Lantern',
};

const put = (app: Pick<TestApp, 'ask'>, sentences: object = SENTENCES, locale = 'de') =>
  app.ask('PUT', `/v1/wording/${locale}`, { sentences });

/** Two who read German and one who reads English, who hold version 1. */
async function haveReaders(app: TestApp): Promise<void> {
  await havePolicy(app, { title: 'AGB' });
  await haveUsers(app, 'ada');
  await askOk(app, 'PUT', '/v1/users/bob', { email: 'bob@example.com', locale: 'de' });
  for (const user of ['ada', 'bob']) await haveAccepted(app, user);
}

async function mailTo(app: TestApp, user: string): Promise<{ subject: string; text: string; html: string }> {
  const row = await app.store.db
    .selectFrom('deliveries')
    .innerJoin('chunks', 'chunks.id', 'deliveries.chunk_id')
    .innerJoin('renditions', 'renditions.id', 'chunks.rendition_id')
    .select(['deliveries.id', 'renditions.subject'])
    .where('email', '=', `${user}@example.com`)
    .where('sent_at', 'is not', null)
    .orderBy('sent_at', 'desc')
    .executeTakeFirstOrThrow();
  const text = (await askOk(app, 'GET', `/mailbox/${row.id}/text`)).body as string;
  const html = (await askOk(app, 'GET', `/mailbox/${row.id}/html`)).body as string;
  return { subject: row.subject, text: text.replaceAll(/\s+/g, ' '), html };
}

describe('the company’s own wording', () => {
  test('is what notices say in its language, with the facts where they go, and nobody else’s', async () => {
    const app = await testApp();
    await haveReaders(app);
    expect((await put(app)).status).toBe(200);
    await havePublished(app);
    await app.deliver();
    const { subject, text, html } = await mailTo(app, 'bob');
    expect(subject).toBe('Neues in „AGB“ ab 22. Dezember 2026');
    for (const said of [
      'du liest hier, was Lantern in Version 2 von „AGB“ ändert.',
      'Bis Dienstag, 22. Dezember 2026 um 09:00 Uhr (UTC) kannst du Nein sagen.',
      'Wenn du nach Dienstag, 22. Dezember 2026 um 09:00 Uhr (UTC) weitermachst, gilt Version 2 für dich.',
      ...[SENTENCES.rights, SENTENCES.help, SENTENCES.signOff],
    ]) {
      expect(text).toContain(said);
      expect(html).toContain(said.replace('lantern.example/hilfe', ''));
    }
    expect((await mailTo(app, 'ada')).subject).toBe('AGB: changes effective 22 December 2026');
    await insistOnTheRecord(app);
  });

  test('reaches subject and opening of a mail of several documents', async () => {
    const app = await testApp();
    await havePolicies(app);
    await askOk(app, 'PUT', '/v1/users/bob', { email: 'bob@example.com', locale: 'de' });
    await haveAgreed(app, 'bob', 'privacy@1', 'terms@1');
    const words = {
      subjectOfSeveral: 'Neues ab {day}: {titles}',
      openingOfSeveral: 'du liest hier, was {company} an {titles} ändert.',
    };
    expect((await put(app, { ...SENTENCES, ...words })).status).toBe(200);
    await haveReleased(app);
    await app.deliver();
    const { subject, text } = await mailTo(app, 'bob');
    expect(subject).toBe('Neues ab 22. Dezember 2026: „Privacy Policy“ und „Terms of Service“');
    expect(text).toContain('du liest hier, was Lantern an „Privacy Policy“ und „Terms of Service“ ändert.');
    expect(text).toContain(SENTENCES.signOff);
    expect(await findingsOf(app)).toEqual([]);
  });

  test('of a version is that which it was posted with, whatever is said later', async () => {
    const app = await testApp();
    await haveReaders(app);
    await put(app);
    await havePublished(app);
    await put(app, { ...SENTENCES, subject: 'Achtung: {title}, {day}' });
    await app.deliver();
    expect((await mailTo(app, 'bob')).subject).toBe('Neues in „AGB“ ab 22. Dezember 2026');
    const facts = (await recordsOf(app)).filter(({ kind }) => kind === 'worded' || kind === 'posted');
    expect(facts.map(({ id, facts }) => [id, facts.edition ?? facts.wording])).toEqual([
      ['posted:privacy/1', undefined],
      ['worded:de/1', 1],
      ['posted:privacy/2', { de: 1 }],
      ['worded:de/2', 2],
    ]);
    await insistOnTheRecord(app);
  });

  test('is shown in a dry run, and in the test mail of a draft', async () => {
    const app = await testApp();
    await haveReaders(app);
    await askOk(app, 'PUT', '/v1/policies/privacy', { locale: 'de', title: 'AGB' });
    await put(app);
    const said = { content: '# AGB\n\nNeu.\n', change: 'substantial', summary: 'Neu.' };
    const dry = await askOk(app, 'POST', '/v1/policies/privacy/versions?dryRun=true', said);
    expect(dry.body.notice.subject).toBe('Neues in „AGB“ ab 22. Dezember 2026');
    const draft = { texts: { de: said.content }, change: 'substantial', summary: { de: 'Neu.' } };
    const { id } = (await askOk(app, 'POST', '/v1/policies/privacy/drafts', draft)).body;
    const sent = await askOk(app, 'POST', `/v1/drafts/${id}/test-mails`, { to: ['a@lantern.example'] });
    expect(sent.body.subject).toBe('TEST: Neues in „AGB“ ab 22. Dezember 2026');
  });

  test('is read with what must stay in each sentence; saying the same again changes nothing', async () => {
    const app = await testApp();
    const none = (await askOk(app, 'GET', '/v1/wording/de')).body;
    expect(none).toMatchObject({ locale: 'de', edition: 0, sentences: {}, writtenAt: null });
    expect(none.placeholders.agreesByUse).toEqual(['version', 'date']);
    await put(app);
    expect((await put(app)).body).toMatchObject({ edition: 1, sentences: SENTENCES });
    expect((await put(app, {})).body).toMatchObject({ edition: 2, sentences: {} });
    expect((await put(app, {})).body.edition).toBe(2);
  });

  test('is ours again once it says nothing', async () => {
    const app = await testApp();
    await haveReaders(app);
    await put(app);
    await put(app, {});
    await havePublished(app);
    await app.deliver();
    expect((await mailTo(app, 'bob')).subject).toBe('AGB: Änderungen zum 22. Dezember 2026');
  });

  test.each([
    [
      'leaves out the date',
      { declineUntil: 'Nein sagen kannst du.' },
      'leaves out {date}, which must be said',
    ],
    [
      'leaves out what agrees to what',
      { agreesByUse: 'Nutzung gilt.' },
      'leaves out {version}, {date}, which must be said',
    ],
    [
      'has facts that there are none of',
      { signOff: 'Hallo {name}' },
      'has {name}, for which there is nothing to put in',
    ],
    ['says nothing of its own', { subject: '{title} {day}' }, 'says nothing of its own'],
    ['has a stray brace', { help: 'Hilfe }' }, 'has a brace that is no placeholder'],
  ])('is refused where it %s', async (_, sentences, detail) => {
    const app = await testApp();
    const { status, body } = await put(app, sentences);
    const pointer = `/sentences/${Object.keys(sentences)[0]}`;
    expect([status, body.errors]).toEqual([400, [{ pointer, detail }]]);
  });

  test('is refused in a language that no notice is written in, and for a sentence that there is not', async () => {
    const app = await testApp();
    const { body } = await put(app, SENTENCES, 'sv');
    expect(body.errors).toEqual([
      {
        pointer: 'locale',
        detail: `is none of the languages that notices are written in: ${LANGUAGES.join(', ')}`,
      },
    ]);
    expect((await put(app, { silence: 'x' })).status).toBe(400);
  });

  test('is an admin’s to change where versions are approved', async () => {
    const app = await testApp();
    await havePolicy(app, { approvals: 1 });
    const legal = await havePerson(app, 'legal');
    expect((await put(legal)).body.type).toBe('/problems/approval-required');
    expect((await put(app)).status).toBe(200);
  });

  test('that is changed between scheduling and posting is what somebody has to look at first', async () => {
    const app = await testApp();
    await havePolicy(app, { grace: 'PT0S' });
    await put(app);
    const { id } = await haveDraft(app);
    await askOk(app, 'POST', `/v1/drafts/${id}/posting`, { revision: 1, at: '2026-11-23T09:00:00Z' });
    await put(app, { signOff: 'Lantern' });
    app.wait('P2D');
    await postDue(app);
    const { state, attention } = (await askOk(app, 'GET', `/v1/drafts/${id}`)).body;
    expect([state, attention.about]).toEqual(['needs-attention', 'rules-changed']);
  });

  test('keeps names apart where it is written from right to left', async () => {
    const app = await testApp();
    await haveReaders(app);
    await askOk(app, 'PUT', '/v1/users/bob', { email: 'bob@example.com', locale: 'ar' });
    await put(app, { subject: 'تغييرات في {title} من {day}' }, 'ar');
    await havePublished(app);
    await app.deliver();
    expect((await mailTo(app, 'bob')).subject).toContain('تغييرات في \u2068AGB\u2069 من ');
  });
});
