import { expect, test } from 'vitest';
import { actSentence } from '../../../src/pages/evidence/evidence-acts.ts';
import {
  askOk,
  haveAccepted,
  havePolicy,
  havePublished,
  haveUsers,
  TEXT_2,
  TEXT_3,
  testApp,
} from '../../support/arrange.ts';
import { docxOf, fileForm, p, r, sendFile } from '../../support/documents.ts';
import { havePerson, postDue } from '../../support/drafts.ts';
import { failures, keepAll, verified } from '../../support/evidence.ts';
import { rememberingMailer } from '../../support/remembering-mailer.ts';

const FROM_COUNSEL = `${p('Privacy', '<w:outlineLvl w:val="0"/>')}<w:p>${r('We keep logs for ')}<w:del w:id="1" w:author="Counsel"><w:r><w:delText>30</w:delText></w:r></w:del><w:ins w:id="2" w:author="Counsel">${r('90')}</w:ins>${r(' days.')}</w:p>${p('We never sell your data.')}`;

const SUMMARY = { en: 'Logs are kept longer, and we write to you first.' };

test('two people prepare a version, a third looks at it, and it goes out on a Tuesday morning', async () => {
  const mailer = rememberingMailer();
  const app = await testApp({ mailer });
  await havePolicy(app, { timeZone: 'Europe/Berlin', approvals: 1, grace: 'PT1H' });
  await haveUsers(app, 'zoe', 'yan');
  for (const user of ['zoe', 'yan']) await haveAccepted(app, user);
  const ada = await havePerson(app, 'legal', 'Ada, legal');
  const ben = await havePerson(app, 'approver', 'Ben, privacy');

  // Sunday. Ada has the text from counsel as a file, in which one change is still tracked: she looks at it first.
  const file = fileForm('privacy.docx', docxOf({ body: FROM_COUNSEL }));
  const unread = await sendFile(app, file, { key: ada.secret });
  expect(unread.body).toMatchObject({
    type: '/problems/tracked-changes',
    changes: [{ detail: 'Deleted by Counsel: "30".' }, { detail: 'Inserted by Counsel: "90".' }],
  });
  const read = await sendFile(app, file, { key: ada.secret, query: '?tracked=accept' });
  expect(read.body).toEqual({ content: TEXT_2, warnings: unread.body.changes });

  // She begins with it, and is told what is missing.
  const made = await askOk(ada, 'POST', '/v1/policies/privacy/drafts', { texts: { en: read.body.content } });
  const draft = `/v1/drafts/${made.body.id}`;
  expect(made.body.outlook.warnings).toEqual([
    expect.stringContaining('asks for 1 approval'),
    expect.stringContaining('change is required'),
  ]);
  const first = { texts: { en: TEXT_2 }, change: 'substantial', summary: SUMMARY };
  await askOk(ada, 'PUT', draft, { ...first, revision: 1 });

  // Ben approves it, and then Ada changes her mind about a sentence: his word was about another text.
  const approved = await askOk(ben, 'POST', `${draft}/approvals`, { revision: 2 });
  expect(approved.body.outlook).toMatchObject({ version: 2, recipients: 2, warnings: [] });
  const edited = await askOk(ada, 'PUT', draft, { ...first, texts: { en: TEXT_3 }, revision: 2 });
  expect(edited.body).toMatchObject({ revision: 3, approvals: [] });
  const early = await ada.ask('POST', `${draft}/posting`, { revision: 3 });
  expect(early.body.type).toBe('/problems/approvals-missing');

  // Outside counsel gets a link, and Ada the mail.
  const link = await askOk(ada, 'POST', `${draft}/preview-links`, {});
  const preview = await app.ask('GET', new URL(link.body.url).pathname, undefined, { authorization: '' });
  expect(preview.body).toContain('We write to you before this changes.');
  await askOk(ada, 'POST', `${draft}/test-mails`, { to: ['ada@lantern.example'] });
  expect(mailer.to('TEST')).toEqual(['ada@lantern.example']);

  // Ben sees first what is new to him, and approves again.
  const changes = await askOk(ben, 'GET', `${draft}/changes`);
  expect(changes.body.since).toMatchObject({ revision: 2, fields: ['texts'], changes: { wordsAdded: 7 } });
  await askOk(ben, 'POST', `${draft}/approvals`, { revision: 3, note: 'Good.' });

  // It is to go out on Tuesday at nine; Ada takes it back once, since the office is closed, and schedules it anew.
  await askOk(ada, 'POST', `${draft}/posting`, { revision: 3, at: '2026-11-23T09:00:00+01:00' });
  await askOk(ada, 'DELETE', `${draft}/posting`);
  const waits = await askOk(ada, 'POST', `${draft}/posting`, {
    revision: 3,
    at: '2026-11-24T09:00:00+01:00',
  });
  expect(waits.body.posting.at).toBe('2026-11-24T08:00:00.000Z');
  app.wait('P1D');
  await postDue(app);
  await app.deliver();
  expect(mailer.to('Privacy').length).toBe(1);

  // Tuesday.
  app.clock.now = waits.body.posting.at;
  await postDue(app);
  await app.deliver();
  expect(
    mailer.batches
      .at(-1)
      ?.mails.map(({ to }) => to)
      .toSorted(),
  ).toEqual(['yan@example.com', 'zoe@example.com']);
  const posted = await askOk(ada, 'GET', draft);
  expect(posted.body).toMatchObject({ state: 'posted', version: 2 });
  const version = await askOk(app, 'GET', '/v1/policies/privacy/versions/2');
  expect(version.body).toMatchObject({
    content: TEXT_3,
    summary: SUMMARY.en,
    postedAt: waits.body.posting.at,
  });

  // Years later Zoe's lawyer asks who had approved what she was told.
  await keepAll(app);
  const { body: evidence } = await askOk(app, 'GET', '/v1/users/zoe/evidence');
  const approvals = evidence.records.filter(
    ({ record }: { record: { kind: string } }) => record.kind === 'approved',
  );
  expect(approvals).toHaveLength(1);
  expect(approvals[0].record).toMatchObject({
    actor: ben.key,
    facts: { draft: made.body.id, revision: 3, note: 'Good.', texts: { en: version.body.contentHash } },
  });
  const told = evidence.records.find(
    ({ record }: { record: { id: string } }) => record.id === 'posted:privacy/2',
  );
  expect(told.record).toMatchObject({
    actor: ada.key,
    facts: { from: { draft: made.body.id, revision: 3, approvals: [approvals[0].record.id] } },
  });
  expect(failures(verified(JSON.stringify(evidence)))).toEqual([]);
  const withoutIt = { ...evidence, records: evidence.records.filter((one: unknown) => one !== approvals[0]) };
  expect(failures(verified(JSON.stringify(withoutIt)))).toEqual([
    expect.stringContaining('no record of that approval is in the bundle'),
  ]);
  const sentence = String(await actSentence({ ...approvals[0], ...approvals[0].record }, () => 'Privacy'));
  expect(sentence).toContain(ben.key);

  // The record has every step, in the order in which it was taken.
  const { body: events } = await askOk(app, 'GET', '/v1/events?limit=1000');
  const steps = events.items
    .filter(({ facts }: { facts: Record<string, unknown> }) => {
      const { draft, from } = facts as { draft?: string; from?: { draft: string } };
      return (draft ?? from?.draft) === made.body.id;
    })
    .map(({ kind }: { kind: string }) => kind);
  expect(steps).toEqual([
    ...['drafted', 'edited', 'approved', 'edited', 'approved'],
    ...['scheduled', 'taken-back', 'scheduled', 'posted'],
  ]);
});

test('a schedule stops being true: a fix was posted meanwhile, and somebody is told instead of everybody', async () => {
  const logged: unknown[] = [];
  const app = await testApp();
  const context = { ...app.context, log: (...line: unknown[]) => void logged.push(line) };
  await havePolicy(app);
  await haveUsers(app, 'zoe');
  await haveAccepted(app, 'zoe');
  const ada = await havePerson(app, 'legal', 'Ada');

  // Ada schedules a change that builds on version 1.
  const said = { texts: { en: TEXT_3 }, change: 'substantial', summary: SUMMARY };
  const made = await askOk(ada, 'POST', '/v1/policies/privacy/drafts', said);
  const draft = `/v1/drafts/${made.body.id}`;
  await askOk(ada, 'POST', `${draft}/posting`, { revision: 1, at: '2026-11-24T08:00:00Z' });

  // On Monday somebody else posts version 2.
  app.wait('P1D');
  await havePublished(app, { content: TEXT_2, change: 'minor' });
  await app.deliver();

  // On Tuesday nothing is posted.
  app.clock.now = '2026-11-24T08:00:00.000Z' as typeof app.clock.now;
  await postDue({ context });
  await app.deliver();
  expect((await askOk(app, 'GET', '/v1/policies/privacy/versions')).body.items).toHaveLength(2);
  const stopped = await askOk(ada, 'GET', draft);
  expect(stopped.body).toMatchObject({
    state: 'needs-attention',
    attention: { about: 'version-posted', detail: expect.stringContaining('Version 2 was posted meanwhile') },
  });
  expect(logged).toContainEqual([
    'warn',
    'a draft needs attention',
    expect.objectContaining({ draft: made.body.id, about: 'version-posted' }),
  ]);
  expect((await askOk(app, 'GET', '/healthz')).body.attention).toMatchObject([
    { about: 'drafts-need-attention' },
  ]);

  // Ada looks at it: its text still is what she wants, now as what follows version 2.
  expect(stopped.body.outlook).toMatchObject({ version: 3 });
  await askOk(ada, 'POST', `${draft}/posting`, { revision: 1 });
  app.wait('PT10M');
  await postDue(app);
  expect((await askOk(ada, 'GET', draft)).body).toMatchObject({
    state: 'posted',
    version: 3,
    attention: null,
  });
  expect((await askOk(app, 'GET', '/healthz')).body.attention).toEqual([]);
});
