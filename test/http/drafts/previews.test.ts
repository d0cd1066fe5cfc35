import { describe, expect, test } from 'vitest';
import { askOk, haveAccepted, havePolicy, haveUsers, TEXT_1, testApp } from '../../support/arrange.ts';
import { haveDraft, havePerson } from '../../support/drafts.ts';
import { rememberingMailer } from '../../support/remembering-mailer.ts';
import type { startTestApp } from '../../support/test-app.ts';

const startTest = async (options: Parameters<typeof startTestApp>[0] = {}) => {
  const app = await testApp(options);
  await havePolicy(app, { timeZone: 'Europe/Berlin' });
  await haveUsers(app, 'ada');
  await haveAccepted(app, 'ada');
  const author = await havePerson(app, 'legal', 'Ada');
  return { app, author, draft: await haveDraft(author) };
};

const NOBODY = { authorization: '' };

describe('a link for a colleague', () => {
  test('shows what a draft says, changes and sends, to whoever has it, and lets nobody do anything', async () => {
    const { app, author, draft } = await startTest();
    const made = await author.ask('POST', `/v1/drafts/${draft.id}/preview-links`, {});
    expect(made.status).toBe(201);
    const { pathname } = new URL(made.body.url);
    const page = await app.ask('GET', pathname, undefined, NOBODY);
    expect(page.status).toBe(200);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('content-security-policy')).toContain("form-action 'none'");
    for (const said of [
      ...[
        'This is a draft',
        'Draft of version 2',
        'What changes from version 1',
        'The whole text',
        'The mail',
      ],
      ...['Logs are kept longer.', 'We never sell your data.', '1 person', 'promises 30 days from posting'],
    ]) {
      expect(page.body).toContain(said);
    }
    expect(page.body).not.toMatch(/<form|<button|<script/);
    const mail = await app.ask('GET', `${pathname}/mail`, undefined, NOBODY);
    expect(mail.body).toContain(made.body.url);
  });

  test('shows every language: its changes, its mail and its text', async () => {
    const { app, author } = await startTest();
    const { id } = await haveDraft(author, {
      ...{ texts: { de: '# D\n\nProtokolle bleiben länger.\n', en: '# P\n\nMore.\n' } },
      summary: { de: 'Protokolle.', en: 'Logs.' },
    });
    const { body } = await askOk(author, 'POST', `/v1/drafts/${id}/preview-links`, {});
    const { pathname } = new URL(body.url);
    const page = await app.ask('GET', pathname, undefined, NOBODY);
    for (const said of [
      'The mail (en)',
      'The mail (de)',
      'The whole text (de)',
      'Protokolle bleiben länger.',
    ]) {
      expect(page.body).toContain(said);
    }
    const mail = await app.ask('GET', `${pathname}/mail?locale=de`, undefined, NOBODY);
    expect(mail.body).toContain('Protokolle.');
    expect(mail.body).toContain('lang="de"');
  });

  test('keeps up with the draft, and ends by itself, by hand, and with the draft', async () => {
    const { app, author, draft } = await startTest();
    const make = async (expiresAt?: string) =>
      (await askOk(author, 'POST', `/v1/drafts/${draft.id}/preview-links`, { expiresAt })).body;
    const [short, long, other] = [await make('2026-11-23T00:00:00Z'), await make(), await make()];
    const open = async ({ url }: { url: string }) => app.ask('GET', new URL(url).pathname, undefined, NOBODY);
    await askOk(author, 'PUT', `/v1/drafts/${draft.id}`, { revision: 1, texts: { en: '# New\n\nWords.\n' } });
    expect((await open(long)).body).toContain('Words.');
    app.wait('P1D');
    expect((await open(short)).status).toBe(410);
    expect((await open(long)).status).toBe(200);
    const path = `/v1/drafts/${draft.id}/preview-links`;
    expect((await author.ask('DELETE', `${path}/${long.id}`)).status).toBe(204);
    expect((await open(long)).status).toBe(410);
    const { body } = await author.ask('GET', path);
    expect(body.items).toHaveLength(3);
    expect(JSON.stringify(body)).not.toContain('/previews/');
    expect(body.items[1].endedAt).toBe('2026-11-23T09:00:00.000Z');
    await askOk(author, 'DELETE', `/v1/drafts/${draft.id}`);
    expect((await open(other)).status).toBe(410);
  });

  test('is kept as a hash alone, and opens for nobody who guesses', async () => {
    const { app, author, draft } = await startTest();
    const path = `/v1/drafts/${draft.id}/preview-links`;
    const { body } = await askOk(author, 'POST', path, {});
    const secret = body.url.split('.').at(-1);
    const [row] = await app.store.db.selectFrom('preview_links').selectAll().execute();
    expect(JSON.stringify(row)).not.toContain(secret);
    const wrong = `/previews/${body.id}.${'0'.repeat(40)}`;
    for (const guess of [wrong, '/previews/abc', `/previews/${body.id}`]) {
      expect((await app.ask('GET', guess, undefined, NOBODY)).status, guess).toBe(404);
    }
    const past = await author.ask('POST', path, { expiresAt: '2026-11-01T00:00:00Z' });
    expect(past.body.errors[0].pointer).toBe('/expiresAt');
    expect((await author.ask('POST', path, { expiresAt: '2027-11-01T00:00:00Z' })).status).toBe(400);
    const other = await haveDraft(author, { reason: 'Another.' });
    const end = await author.ask('DELETE', `/v1/drafts/${other.id}/preview-links/${body.id}`);
    expect(end.body.type).toBe('/problems/unknown-link');
  });

  test('shows a draft of which hardly anything is there yet', async () => {
    const { app, author } = await startTest();
    const { id } = await haveDraft(author, { texts: {}, change: null, summary: {} });
    const { body } = await askOk(author, 'POST', `/v1/drafts/${id}/preview-links`, {});
    const page = await app.ask('GET', new URL(body.url).pathname, undefined, NOBODY);
    expect(page.status).toBe(200);
    expect(page.body).toContain('not known while something is missing');
    expect((await app.ask('GET', `${new URL(body.url).pathname}/mail`, undefined, NOBODY)).status).toBe(404);
  });
});

describe('a test mail', () => {
  test('is what a user would get, marked TEST, and its link opens the preview', async () => {
    const mailer = rememberingMailer();
    const { app, author, draft } = await startTest({ mailer });
    const to = ['ada@lantern.example', 'Ben@LANTERN.example'];
    const sent = await author.ask('POST', `/v1/drafts/${draft.id}/test-mails`, { to, locale: 'de' });
    expect(sent).toMatchObject({ status: 201, body: { sentTo: to } });
    expect(sent.body.subject).toMatch(/^TEST: /);
    const mails = mailer.batches.flatMap((batch) => batch.mails);
    expect(mails.map((mail) => mail.to)).toEqual(to);
    expect(mails[0]?.subject).toBe(sent.body.subject);
    expect(mails[0]?.text).toContain(sent.body.previewUrl);
    expect(mails[0]?.html).toContain('lang="de"');
    const page = await app.ask('GET', new URL(sent.body.previewUrl).pathname, undefined, NOBODY);
    expect(page.status).toBe(200);
  });

  test('tells nobody: it is in no count, no list, and no record', async () => {
    const { app, author, draft } = await startTest();
    const before = (await app.store.db.selectFrom('records').select('id').execute()).length;
    await askOk(author, 'POST', `/v1/drafts/${draft.id}/test-mails`, { to: ['ada@lantern.example'] });
    for (const table of ['deliveries', 'chunks', 'fan_outs'] as const) {
      expect(await app.store.db.selectFrom(table).selectAll().execute()).toEqual([]);
    }
    expect((await app.store.db.selectFrom('records').select('id').execute()).length).toBe(before);
    const mailbox = await app.ask('GET', '/mailbox');
    expect(mailbox.body).toContain('TEST: ');
    const id = /\/mailbox\/(test-[\w-]+)/.exec(mailbox.body)?.[1];
    expect((await app.ask('GET', `/mailbox/${id}/text`)).body).toContain('/previews/');
    expect((await app.ask('GET', `/mailbox/${id}`)).body).toContain('ada@lantern.example');
  });

  test('goes to nobody outside of the company, and to five at most', async () => {
    const { author, draft } = await startTest();
    const path = `/v1/drafts/${draft.id}/test-mails`;
    for (const stranger of ['ada@example.com', 'ada@lantern.example.com', 'ada@notlantern.example']) {
      const refused = await author.ask('POST', path, { to: ['ada@lantern.example', stranger] });
      expect(refused.body.errors, stranger).toMatchObject([{ pointer: '/to/1' }]);
    }
    const six = Array.from({ length: 6 }, (_, i) => `ada${i}@lantern.example`);
    expect((await author.ask('POST', path, { to: six })).status).toBe(400);
    expect((await author.ask('POST', path, { to: [] })).status).toBe(400);
  });

  test('is refused where there is none, where posting would be, and where it was not taken', async () => {
    const receipts = [{ kind: 'refused', problem: 'not these' } as const];
    const { app, author, draft } = await startTest({ mailer: rememberingMailer(receipts) });
    const send = (id: string) =>
      author.ask('POST', `/v1/drafts/${id}/test-mails`, { to: ['ada@lantern.example'] });
    expect(await send(draft.id)).toMatchObject({ status: 503, body: { type: '/problems/mail-not-taken' } });
    const same = await haveDraft(author, { texts: { en: TEXT_1 } });
    expect((await send(same.id)).body.type).toBe('/problems/nothing-changed');
    await askOk(app, 'PUT', '/v1/policies/terms', { title: 'Terms' });
    const first = await haveDraft(author, { change: null }, 'terms');
    expect((await send(first.id)).body.type).toBe('/problems/no-mail');
    const waiting = await startTest({ mailer: null });
    const none = await waiting.author.ask('POST', `/v1/drafts/${waiting.draft.id}/test-mails`, {
      to: ['ada@lantern.example'],
    });
    expect(none.body.type).toBe('/problems/mail-not-taken');
  });
});
