import { describe, expect, test } from 'vitest';
import {
  haveAccepted,
  havePolicy,
  havePublished,
  haveUsers,
  TEXT_2,
  TEXT_3,
  testApp,
} from '../../support/arrange.ts';
import { haveDraft, havePerson } from '../../support/drafts.ts';

const startTest = async (settings: Record<string, unknown> = {}) => {
  const app = await testApp();
  await havePolicy(app, settings);
  return {
    app,
    author: await havePerson(app, 'legal', 'Ada'),
    approver: await havePerson(app, 'approver', 'Ben'),
  };
};

describe('a draft', () => {
  test('is a version to be: it has no number, and nobody is told of it', async () => {
    const { app, author } = await startTest();
    await haveUsers(app, 'ada');
    await haveAccepted(app, 'ada');
    const draft = await haveDraft(author);
    expect(draft).toMatchObject({
      ...{ policy: 'privacy', revision: 1, state: 'open', texts: { en: TEXT_2 }, change: 'substantial' },
      ...{ summary: { en: 'Logs are kept longer.' }, reason: null, effectiveAt: null, pending: null },
      ...{ authors: [author.key], approvals: [], objections: [], posting: null, version: null },
      outlook: {
        ...{ version: 2, postedAt: '2026-11-22T09:10:00.000Z', effectiveAt: '2026-12-22T09:10:00.000Z' },
        ...{ recipients: 1, warnings: [] },
      },
    });
    expect(draft.outlook.explanation.join(' ')).toContain('30 days from posting');
    await app.deliver();
    const { body } = await app.ask('GET', '/v1/policies/privacy/versions');
    expect(body.items).toHaveLength(1);
  });

  test('may lack anything, and its outlook says all that posting would refuse', async () => {
    const { author } = await startTest();
    const empty = await haveDraft(author, { texts: {}, change: null, summary: {} });
    expect(empty.outlook).toMatchObject({ effectiveAt: null, recipients: null });
    expect(empty.outlook.warnings[0]).toContain('no text in en');
    const legal = await haveDraft(author, { change: 'legal', summary: {} });
    expect(legal.outlook.warnings).toEqual([
      expect.stringContaining('summary is required'),
      expect.stringContaining('must name the requirement'),
    ]);
  });

  test('is doubted where a careful colleague would ask', async () => {
    const { app, author } = await startTest();
    const draft = await haveDraft(author, {
      ...{ change: 'minor', texts: { en: '# Privacy\n\nAll of it is said anew, in words of its own.\n' } },
      effectiveAt: '2027-12-25T09:00:00Z',
    });
    expect(draft.outlook.warnings).toEqual([
      expect.stringMatching(/called minor and alters \d+ % of the words/),
      expect.stringContaining('no business day: Saturday'),
      expect.stringContaining('more than half a year ahead'),
    ]);
    await havePublished(app);
    const { body } = await author.ask('GET', `/v1/drafts/${draft.id}`);
    expect(body.outlook.warnings[0]).toContain('Version 2 was posted since this was written');
  });

  test('is replaced by whoever read its latest revision, and nobody else', async () => {
    const { app, author } = await startTest();
    const draft = await haveDraft(author);
    const other = await havePerson(app, 'legal', 'Cora');
    const said = { texts: { en: TEXT_3 }, change: 'substantial', summary: { en: 'Both.' } };
    const edited = await other.ask('PUT', `/v1/drafts/${draft.id}`, { ...said, revision: 1 });
    expect(edited.status).toBe(200);
    expect(edited.body).toMatchObject({
      revision: 2,
      texts: { en: TEXT_3 },
      authors: [author.key, other.key],
    });
    const late = await author.ask('PUT', `/v1/drafts/${draft.id}`, { ...said, reason: 'Mine.', revision: 1 });
    expect(late.status).toBe(409);
    expect(late.body).toMatchObject({ type: '/problems/draft-changed', revision: 2 });
    const same = await author.ask('PUT', `/v1/drafts/${draft.id}`, { ...said, revision: 2 });
    expect(same.body.revision).toBe(2);
  });

  test('is listed with its policy until it is discarded', async () => {
    const { author } = await startTest();
    const first = await haveDraft(author);
    const second = await haveDraft(author, { reason: 'Another.' });
    const list = async () => (await author.ask('GET', '/v1/policies/privacy/drafts')).body.items;
    expect((await list()).map(({ id }: { id: string }) => id)).toEqual([second.id, first.id]);
    expect((await list())[0].texts.en).toMatch(/^sha256:/);
    expect((await author.ask('DELETE', `/v1/drafts/${first.id}`)).status).toBe(204);
    expect((await list()).map(({ id }: { id: string }) => id)).toEqual([second.id]);
    const put = await author.ask('PUT', `/v1/drafts/${first.id}`, { revision: 1, reason: 'Late.' });
    expect(put.body.type).toBe('/problems/draft-closed');
  });

  test('shows what it changes against the version that it follows', async () => {
    const { author } = await startTest();
    const draft = await haveDraft(author);
    const { body } = await author.ask('GET', `/v1/drafts/${draft.id}/changes`);
    expect(body).toMatchObject({ follows: 1, since: null, wordsAdded: 1, wordsRemoved: 1 });
  });

  test('says what is wrong with its languages, and takes no more than a request may have', async () => {
    const { author } = await startTest();
    const wrong = await author.ask('POST', '/v1/policies/privacy/drafts', { texts: { '!': 'A' } });
    expect(wrong.status).toBe(400);
    const twice = await author.ask('POST', '/v1/policies/privacy/drafts', { texts: { en: 'A', EN: 'B' } });
    expect(twice.body.errors[0]).toEqual({ pointer: '/texts', detail: 'names a language twice' });
    const long = await author.ask('POST', '/v1/policies/privacy/drafts', {
      texts: { en: 'a'.repeat(1_000_001) },
    });
    expect(long.status).toBe(413);
    const longest = await haveDraft(author, {
      texts: { en: 'a '.repeat(400_000), de: 'b '.repeat(400_000) },
    });
    expect(longest.revision).toBe(1);
    expect((await author.ask('GET', '/v1/drafts/0000')).body.type).toBe('/problems/unknown-draft');
  });
});

describe('approvals', () => {
  test('are given by somebody else, count for one revision, and fall with any edit', async () => {
    const { author, approver } = await startTest({ approvals: 1 });
    const draft = await haveDraft(author);
    expect(draft.outlook.warnings[0]).toContain('asks for 1 approval');
    const path = `/v1/drafts/${draft.id}`;
    const approved = await approver.ask('POST', `${path}/approvals`, { revision: 1, note: 'Fine.' });
    expect(approved.status).toBe(201);
    expect(approved.body.approvals).toMatchObject([{ by: approver.key, revision: 1, note: 'Fine.' }]);
    expect(approved.body.outlook.warnings).toEqual([]);

    const said = { texts: { en: TEXT_3 }, change: 'substantial', summary: draft.summary, revision: 1 };
    const edited = await author.ask('PUT', path, said);
    expect(edited.body.approvals).toEqual([]);
    const { body } = await approver.ask('GET', `${path}/changes`);
    expect(body.since).toMatchObject({ revision: 1, fields: ['texts'], changes: { wordsRemoved: 0 } });
    expect(body.since.changes.wordsAdded).toBeGreaterThan(0);
    const stale = await approver.ask('POST', `${path}/approvals`, { revision: 1 });
    expect(stale.body.type).toBe('/problems/draft-changed');
  });

  test('are not given by whoever wrote a word of it', async () => {
    const { app, author } = await startTest();
    const draft = await haveDraft(author);
    await app.store.db
      .updateTable('api_keys')
      .set({ role: 'approver' })
      .where('id', '=', author.key)
      .execute();
    const own = await author.ask('POST', `/v1/drafts/${draft.id}/approvals`, { revision: 1 });
    expect(own.status).toBe(403);
    expect(own.body.detail).toContain('nobody approves what they wrote a word of');
  });

  test('are given by approvers alone, who read drafts and are let in nowhere else', async () => {
    const { app, author, approver } = await startTest();
    const draft = await haveDraft(author);
    const approve = { revision: 1 };
    expect((await author.ask('POST', `/v1/drafts/${draft.id}/approvals`, approve)).status).toBe(403);
    expect((await app.ask('POST', `/v1/drafts/${draft.id}/approvals`, approve)).status).toBe(403);
    for (const path of [
      `/v1/drafts/${draft.id}`,
      `/v1/drafts/${draft.id}/changes`,
      '/v1/policies/privacy/drafts',
      '/v1/whoami',
    ]) {
      expect((await approver.ask('GET', path)).status, path).toBe(200);
    }
    for (const path of ['/v1/policies', '/v1/users/ada', '/v1/policies/privacy/versions/1', '/v1/events']) {
      expect((await approver.ask('GET', path)).status, path).toBe(403);
    }
    expect((await approver.ask('PUT', `/v1/drafts/${draft.id}`, { revision: 1 })).status).toBe(403);
    expect((await approver.ask('POST', `/v1/drafts/${draft.id}/posting`, approve)).status).toBe(403);
  });

  test('of a policy that asks for them are gone round by an admin alone', async () => {
    const { app, author } = await startTest({ approvals: 1 });
    const version = { content: TEXT_2, change: 'substantial', summary: 'Longer.' };
    const posted = await author.ask('POST', '/v1/policies/privacy/versions', version);
    expect(posted.status).toBe(403);
    expect(posted.body).toMatchObject({
      ...{ type: '/problems/approval-required', path: '/v1/policies/privacy/drafts' },
    });
    for (const change of [
      { approvals: 0 },
      { grace: 'PT0S' },
      { notice: { minor: 'PT1S' } },
      { acceptance: 'explicit' },
    ]) {
      const put = await author.ask('PUT', '/v1/policies/privacy', change);
      expect(put.body.type, JSON.stringify(change)).toBe('/problems/approval-required');
    }
    expect((await author.ask('PUT', '/v1/policies/privacy', { title: 'Privacy', approvals: 1 })).status).toBe(
      200,
    );
    await havePublished(app);
    expect((await app.ask('PUT', '/v1/policies/privacy', { approvals: 0 })).body).toMatchObject({
      approvals: 0,
    });
  });

  test('are held back by an objection until it is lifted', async () => {
    const { app, author, approver } = await startTest({ approvals: 1 });
    const second = await havePerson(app, 'approver', 'Cy');
    const { id } = await haveDraft(author);
    await approver.ask('POST', `/v1/drafts/${id}/approvals`, { revision: 1 });
    const objected = await second.ask('POST', `/v1/drafts/${id}/objections`, {
      revision: 1,
      note: 'No date.',
    });
    expect(objected.body.outlook.warnings).toEqual([`${second.key} objects: No date.`]);
    const refused = await author.ask('POST', `/v1/drafts/${id}/posting`, { revision: 1 });
    expect(refused.status).toBe(409);
    expect(refused.body.type).toBe('/problems/approvals-missing');
    await second.ask('POST', `/v1/drafts/${id}/approvals`, { revision: 1 });
    expect((await author.ask('POST', `/v1/drafts/${id}/posting`, { revision: 1 })).status).toBe(201);
  });
});
