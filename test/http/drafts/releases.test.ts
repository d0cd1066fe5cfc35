import { describe, expect, test } from 'vitest';
import { addMs } from '../../../src/domain/instant.ts';
import {
  askOk,
  haveAccepted,
  havePolicy,
  havePublished,
  haveUsers,
  TEXT_1,
  TEXT_2,
  TEXT_3,
  testApp,
} from '../../support/arrange.ts';
import { haveDraft, havePerson, postDue } from '../../support/drafts.ts';
import { findingsOf } from '../../support/findings.ts';
import type { TestApp } from '../../support/test-app.ts';

const startTest = async (settings: Record<string, unknown> = {}) => {
  const app = await testApp();
  await havePolicy(app, settings);
  await haveUsers(app, 'ada');
  await haveAccepted(app, 'ada');
  return { app, author: await havePerson(app, 'legal', 'Ada') };
};

const stateOf = async (app: Pick<TestApp, 'ask'>, id: string) =>
  (await app.ask('GET', `/v1/drafts/${id}`)).body;
const mailsIn = async ({ store }: TestApp) =>
  (await store.db.selectFrom('deliveries').select('release').where('kind', '=', 'announcement').execute())
    .length;

describe('a draft that is scheduled', () => {
  test('is posted once the grace is over, and gets its number then', async () => {
    const { app, author } = await startTest();
    const { id } = await haveDraft(author);
    const scheduled = await author.ask('POST', `/v1/drafts/${id}/posting`, { revision: 1 });
    expect(scheduled.status).toBe(201);
    expect(scheduled.body).toMatchObject({
      ...{ state: 'scheduled', version: null },
      posting: { at: '2026-11-22T09:10:00.000Z', by: author.key },
    });
    app.wait('PT9M');
    await postDue(app);
    expect((await stateOf(app, id)).state).toBe('scheduled');
    app.wait('PT2M');
    await postDue(app);
    await postDue(app);
    expect(await stateOf(app, id)).toMatchObject({
      ...{ state: 'posted', version: 2 },
      outlook: { version: 2, postedAt: '2026-11-22T09:11:00.000Z', recipients: 1, warnings: [] },
    });
    const { body } = await app.ask('GET', '/v1/policies/privacy/versions/2');
    expect(body).toMatchObject({ content: TEXT_2, postedAt: '2026-11-22T09:11:00.000Z' });
    await app.deliver();
    expect(await mailsIn(app)).toBe(1);
  });

  test('is posted at the instant named, or late, with the whole notice from then on', async () => {
    const { app, author } = await startTest();
    const { id } = await haveDraft(author);
    const at = '2026-11-24T08:00:00.000Z';
    await askOk(author, 'POST', `/v1/drafts/${id}/posting`, { revision: 1, at });
    app.clock.now = addMs(app.clock.now, 5 * 24 * 3_600_000);
    const health = await app.ask('GET', '/healthz');
    expect(health.body.attention.map(({ about }: { about: string }) => about)).toContain('posting-overdue');
    await postDue(app);
    expect((await stateOf(app, id)).outlook).toMatchObject({
      ...{ postedAt: '2026-11-27T09:00:00.000Z', effectiveAt: '2026-12-27T09:00:00.000Z' },
    });
    expect((await app.ask('GET', '/healthz')).body.attention).toEqual([]);
  });

  test('is posted in all of its languages', async () => {
    const { app, author } = await startTest({ grace: 'PT0S' });
    const texts = { en: TEXT_2, de: '# Datenschutz\n\nMehr.\n' };
    const { id } = await haveDraft(author, { texts, summary: { en: 'Longer.', de: 'Länger.' } });
    await askOk(author, 'POST', `/v1/drafts/${id}/posting`, { revision: 1 });
    await postDue(app);
    const { body } = await app.ask('GET', '/v1/policies/privacy/versions/2?locale=de');
    expect(body).toMatchObject({ locale: 'de', content: texts.de, summary: 'Länger.' });
  });

  test('is posted at once where the policy has no grace', async () => {
    const { app, author } = await startTest({ grace: 'PT0S' });
    const { id } = await haveDraft(author);
    await askOk(author, 'POST', `/v1/drafts/${id}/posting`, { revision: 1 });
    await postDue(app);
    expect(await stateOf(app, id)).toMatchObject({ state: 'posted', version: 2 });
  });

  test('is posted with all of its texts, of which that in the language of the policy prevails', async () => {
    const { app, author } = await startTest({ grace: 'PT0S' });
    const said = { texts: { de: '# D\n\nNeu.\n', en: TEXT_2 }, summary: { de: 'Neu.', en: 'New.' } };
    const draft = await haveDraft(author, said);
    expect(draft.outlook.warnings).toEqual([]);
    await askOk(author, 'POST', `/v1/drafts/${draft.id}/posting`, { revision: 1 });
    await postDue(app);
    const read = async (locale: string) =>
      (await app.ask('GET', `/v1/policies/privacy/versions/2?locale=${locale}`)).body;
    expect(await read('en')).toMatchObject({ content: TEXT_2, summary: 'New.' });
    expect(await read('de')).toMatchObject({ content: said.texts.de, summary: 'Neu.' });
    const next = await haveDraft(author, { texts: { en: TEXT_3 } });
    expect(next.outlook.warnings).toEqual([expect.stringContaining('had a text in de')]);
  });

  test('is posted with the way its notices are to leave', async () => {
    const { app, author } = await startTest({ grace: 'PT0S' });
    const { id } = await haveDraft(author);
    await askOk(author, 'POST', `/v1/drafts/${id}/posting`, { revision: 1, sending: { first: 1 } });
    await postDue(app);
    const { body } = await app.ask('GET', '/v1/policies/privacy/versions/2');
    expect(body.sending).toEqual({ first: 1 });
    const wrong = await author.ask('POST', `/v1/drafts/${id}/posting`, {
      revision: 1,
      sending: { first: 0 },
    });
    expect(wrong.status).toBe(400);
  });

  test('cannot be edited, only taken back, with nothing sent', async () => {
    const { app, author } = await startTest();
    const { id } = await haveDraft(author);
    await askOk(author, 'POST', `/v1/drafts/${id}/posting`, { revision: 1 });
    const put = await author.ask('PUT', `/v1/drafts/${id}`, { revision: 1, texts: { en: TEXT_3 } });
    expect(put).toMatchObject({ status: 409, body: { type: '/problems/draft-scheduled' } });
    const twice = await author.ask('POST', `/v1/drafts/${id}/posting`, { revision: 1 });
    expect(twice.body.type).toBe('/problems/draft-scheduled');
    expect((await author.ask('DELETE', `/v1/drafts/${id}`)).body.type).toBe('/problems/draft-scheduled');
    const back = await author.ask('DELETE', `/v1/drafts/${id}/posting`);
    expect(back).toMatchObject({ status: 200, body: { state: 'open', posting: null } });
    expect((await author.ask('DELETE', `/v1/drafts/${id}/posting`)).body.type).toBe(
      '/problems/draft-not-scheduled',
    );
    app.wait('P1D');
    await postDue(app);
    await app.deliver();
    expect(await mailsIn(app)).toBe(0);
    expect(
      (await askOk(author, 'PUT', `/v1/drafts/${id}`, { revision: 1, texts: { en: TEXT_3 } })).body.revision,
    ).toBe(2);
  });

  test('cannot be taken back once it is posted', async () => {
    const { app, author } = await startTest();
    const { id } = await haveDraft(author);
    await askOk(author, 'POST', `/v1/drafts/${id}/posting`, { revision: 1 });
    app.wait('PT10M');
    await postDue(app);
    const late = await author.ask('DELETE', `/v1/drafts/${id}/posting`);
    expect(late).toMatchObject({ status: 409, body: { type: '/problems/release-ended' } });
  });

  test('is refused what posting would refuse, and an instant that leaves no grace', async () => {
    const { author } = await startTest();
    const post = async (said: Record<string, unknown>, at?: string) => {
      const { id } = await haveDraft(author, said);
      return author.ask('POST', `/v1/drafts/${id}/posting`, { revision: 1, at });
    };
    expect((await post({ texts: {} })).body.errors[0]).toMatchObject({ pointer: '/texts' });
    expect((await post({ summary: {} })).body.errors[0]).toMatchObject({ pointer: '/summary' });
    expect((await post({ texts: { en: TEXT_1 } })).body.type).toBe('/problems/nothing-changed');
    expect(await post({}, '2026-11-21T09:00:00Z')).toMatchObject({
      status: 422,
      body: { type: '/problems/at-not-possible', earliest: '2026-11-22T09:10:00.000Z' },
    });
    expect(await post({}, '2026-11-22T09:05:00Z')).toMatchObject({ status: 422 });
    const german = await post({ texts: { de: '# D' }, summary: { de: 'D.' } });
    expect(german.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toContain('/texts');
    const twice = { texts: { en: TEXT_2, 'en-US': '# D' } };
    expect((await post(twice)).body.errors[0].detail).toBe('is the same language as en');
  });

  test('is refused an instant too late for the date that it names, and told the latest that would do', async () => {
    const { author } = await startTest();
    const { id } = await haveDraft(author, { effectiveAt: '2027-01-01T00:00:00Z' });
    const path = `/v1/drafts/${id}/posting`;
    const late = await author.ask('POST', path, { revision: 1, at: '2026-12-10T00:00:00Z' });
    expect(late).toMatchObject({
      status: 422,
      body: { type: '/problems/at-not-possible', latest: '2026-12-02T00:00:00.000Z' },
    });
    expect((await author.ask('POST', path, { revision: 1, at: late.body.latest })).status).toBe(201);
  });
});

describe('what was approved', () => {
  const haveScheduled = async (
    settings: Record<string, unknown> = {},
    said: Record<string, unknown> = {},
  ) => {
    const { app, author } = await startTest(settings);
    const { id } = await haveDraft(author, said);
    await askOk(author, 'POST', `/v1/drafts/${id}/posting`, { revision: 1, at: '2026-11-24T09:00:00Z' });
    return { app, author, id };
  };
  const reasonAfter = async (app: TestApp, id: string, by: number | string = 'P3D') => {
    app.wait(by);
    await postDue(app);
    const { state, attention } = await stateOf(app, id);
    expect(state).toBe('needs-attention');
    return attention.about;
  };

  test('does not hold any more once another version was posted', async () => {
    const { app, id } = await haveScheduled();
    await havePublished(app, { content: TEXT_3 });
    expect(await reasonAfter(app, id)).toBe('version-posted');
  });

  test('does not hold any more once a version that it follows was withdrawn', async () => {
    const { app, author } = await startTest();
    await havePublished(app);
    const { id } = await haveDraft(author, { texts: { en: TEXT_3 } });
    await askOk(author, 'POST', `/v1/drafts/${id}/posting`, { revision: 1 });
    await askOk(app, 'POST', '/v1/policies/privacy/versions/2/withdrawal', { reason: 'A mistake.' });
    expect(await reasonAfter(app, id, 'PT10M')).toBe('version-withdrawn');
  });

  test('does not hold any more once the policy promises something else, but for what nobody relies on', async () => {
    const { app, id } = await haveScheduled();
    await askOk(app, 'PUT', '/v1/policies/privacy', { notice: { substantial: 'P60D' } });
    expect(await reasonAfter(app, id)).toBe('rules-changed');
    const other = await haveScheduled();
    await askOk(other.app, 'PUT', '/v1/policies/privacy', { title: 'Our privacy policy', grace: 'PT1H' });
    other.app.wait('P3D');
    await postDue(other.app);
    expect((await stateOf(other.app, other.id)).state).toBe('posted');
  });

  test('does not hold any more once its date has come too near', async () => {
    const { app, id } = await haveScheduled({}, { effectiveAt: '2026-12-24T09:00:00Z' });
    expect(await reasonAfter(app, id)).toBe('date-too-near');
    const { body } = await app.ask('GET', '/v1/policies/privacy/versions');
    expect(body.items).toHaveLength(1);
  });

  test('does not hold any more once an approver has no such key any more', async () => {
    const { app, author } = await startTest({ approvals: 1 });
    const ben = await havePerson(app, 'approver', 'Ben');
    const { id } = await haveDraft(author);
    await askOk(ben, 'POST', `/v1/drafts/${id}/approvals`, { revision: 1 });
    await askOk(author, 'POST', `/v1/drafts/${id}/posting`, { revision: 1 });
    await ben.end();
    expect(await reasonAfter(app, id, 'PT10M')).toBe('approver-gone');
  });

  test('does not hold any more once an approver objects, which stops it at once', async () => {
    const { app, id } = await haveScheduled();
    const ben = await havePerson(app, 'approver', 'Ben');
    const objected = await ben.ask('POST', `/v1/drafts/${id}/objections`, { revision: 1, note: 'Wait.' });
    expect(objected.body).toMatchObject({ state: 'needs-attention', attention: { about: 'objected' } });
    app.wait('P3D');
    await postDue(app);
    expect((await stateOf(app, id)).state).toBe('needs-attention');
  });

  test('is looked at again: the draft can be edited, scheduled again or taken back', async () => {
    const { app, author, id } = await haveScheduled();
    await havePublished(app, { content: TEXT_3 });
    await reasonAfter(app, id);
    expect((await app.ask('GET', '/healthz')).body.attention).toMatchObject([
      { about: 'drafts-need-attention' },
    ]);
    const edited = await askOk(author, 'PUT', `/v1/drafts/${id}`, {
      ...{ revision: 1, texts: { en: `${TEXT_3}\nMore.\n` }, change: 'minor', summary: { en: 'More.' } },
    });
    expect(edited.body).toMatchObject({ state: 'open', attention: null });
    expect((await app.ask('GET', '/healthz')).body.attention).toEqual([]);
    await askOk(author, 'POST', `/v1/drafts/${id}/posting`, { revision: 2 });
    app.wait('PT10M');
    await postDue(app);
    expect(await stateOf(app, id)).toMatchObject({ state: 'posted', version: 3 });
  });
});

describe('a release of several drafts', () => {
  const haveThree = async () => {
    const { app, author } = await startTest();
    const policies = ['privacy', 'terms', 'cookies'];
    for (const policy of policies.slice(1)) {
      await askOk(app, 'PUT', `/v1/policies/${policy}`, { title: policy });
      await askOk(app, 'POST', `/v1/policies/${policy}/versions`, { content: TEXT_1 });
    }
    const drafts = [];
    for (const policy of policies) drafts.push(await haveDraft(author, {}, policy));
    const asked = { drafts: drafts.map(({ id, revision }) => ({ id, revision })), summary: 'All of it.' };
    return { app, author, asked, ids: drafts.map(({ id }) => id as string) };
  };

  test('is posted together, in one moment', async () => {
    const { app, author, asked } = await haveThree();
    const made = await author.ask('POST', '/v1/releases', asked);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ state: 'scheduled', at: '2026-11-22T09:10:00.000Z', versions: [] });
    app.wait('PT10M');
    await postDue(app);
    const { body } = await author.ask('GET', `/v1/releases/${made.body.id}`);
    expect(body).toMatchObject({ state: 'posted', ended: { by: 'clock' } });
    expect(body.versions).toHaveLength(3);
  });

  test('is taken back together', async () => {
    const { author, asked, ids } = await haveThree();
    const made = await askOk(author, 'POST', '/v1/releases', asked);
    expect((await author.ask('DELETE', `/v1/drafts/${ids[1]}/posting`)).status).toBe(200);
    for (const id of ids) expect((await stateOf(author, id)).state).toBe('open');
    const { body } = await author.ask('DELETE', `/v1/releases/${made.body.id}`);
    expect(body.state).toBe('taken-back');
  });

  test('is posted not at all where one of it needs attention', async () => {
    const { app, author, asked, ids } = await haveThree();
    const made = await askOk(author, 'POST', '/v1/releases', asked);
    await havePublished(app, { content: TEXT_3 });
    app.wait('PT10M');
    await postDue(app);
    const { body } = await author.ask('GET', `/v1/releases/${made.body.id}`);
    expect(body).toMatchObject({ state: 'needs-attention', versions: [] });
    const abouts = await Promise.all(ids.map(async (id) => (await stateOf(author, id)).attention.about));
    expect(abouts).toEqual(['version-posted', 'release-stopped', 'release-stopped']);
    expect((await app.ask('GET', '/v1/policies/terms/versions')).body.items).toHaveLength(1);
    const back = await author.ask('DELETE', `/v1/releases/${made.body.id}`);
    expect(back.body.state).toBe('taken-back');
    for (const id of ids) expect(await stateOf(author, id)).toMatchObject({ state: 'open', attention: null });
  });

  test('is refused whole: one draft is stale, of the same policy, or not known', async () => {
    const { author, asked, ids } = await haveThree();
    const [one, two, three] = asked.drafts;
    const stale = { drafts: [one, two, { ...three, revision: 2 }] };
    expect((await author.ask('POST', '/v1/releases', stale)).body.type).toBe('/problems/draft-changed');
    const again = await haveDraft(author, {}, 'terms');
    const twice = { drafts: [one, two, { id: again.id, revision: 1 }] };
    expect((await author.ask('POST', '/v1/releases', twice)).body.errors[0].pointer).toBe('/drafts/2');
    const unknown = { drafts: [one, { id: 'abc', revision: 1 }] };
    expect((await author.ask('POST', '/v1/releases', unknown)).body.type).toBe('/problems/unknown-draft');
    for (const id of ids) expect((await stateOf(author, id)).state).toBe('open');
    expect((await author.ask('GET', '/v1/releases/abc')).status).toBe(404);
  });
});

describe('a release of texts', () => {
  const terms = { policy: 'terms', content: '# Terms\n\nNew.\n', change: 'minor', summary: 'New words.' };
  const privacy = { policy: 'privacy', texts: { en: TEXT_2, de: '# Datenschutz\n' }, change: 'minor' };
  const both = {
    versions: [terms, { ...privacy, summary: { en: 'Longer.', de: 'Länger.' } }],
    summary: 'Both.',
  };

  async function haveBoth(settings: Record<string, unknown> = {}) {
    const { app, author } = await startTest(settings);
    await askOk(app, 'PUT', '/v1/policies/terms', { title: 'Terms', grace: 'PT1H' });
    await askOk(app, 'POST', '/v1/policies/terms/versions', { content: '# Terms\n\nOld.\n' });
    return { app, author };
  }

  test('makes a draft of each, and posts them together once the longest grace is over', async () => {
    const { app, author } = await haveBoth();
    const made = await author.ask('POST', '/v1/releases', both);
    expect(made).toMatchObject({
      status: 201,
      body: { state: 'scheduled', at: '2026-11-22T10:00:00.000Z', summary: 'Both.' },
    });
    const [first, second] = made.body.drafts;
    expect([first.policy, second.policy]).toEqual(['terms', 'privacy']);
    expect(await stateOf(author, first.id)).toMatchObject({
      ...{
        state: 'scheduled',
        texts: { en: terms.content },
        summary: { en: 'New words.' },
        authors: [author.key],
      },
    });
    app.wait('PT1H');
    await postDue(app);
    const { body } = await author.ask('GET', `/v1/releases/${made.body.id}`);
    expect(body).toMatchObject({ state: 'posted', versions: [{ version: 2 }, { version: 2 }] });
    expect((await app.ask('GET', '/v1/policies/privacy/versions/2?locale=de')).body.summary).toBe('Länger.');
  });

  test('is made once under one key', async () => {
    const { app } = await haveBoth();
    const make = () => app.ask('POST', '/v1/releases', both, { 'idempotency-key': 'spring' });
    const { body } = await make();
    expect((await make()).body).toEqual(body);
    expect(await app.store.db.selectFrom('drafts').select('id').execute()).toHaveLength(2);
  });

  test('is taken back as any other', async () => {
    const { author } = await haveBoth();
    const { body } = await askOk(author, 'POST', '/v1/releases', both);
    expect((await author.ask('DELETE', `/v1/releases/${body.id}`)).body.state).toBe('taken-back');
    for (const { id } of body.drafts) expect((await stateOf(author, id)).state).toBe('open');
  });

  test.each([
    [{ versions: [terms, terms] }, '/versions/1/policy'],
    [{ versions: [terms, { ...privacy, summary: { fr: 'x' } }] }, '/versions/1/summary'],
    [{ versions: [{ ...terms, summary: undefined }] }, '/versions/0/summary'],
    [{ versions: [{ ...terms, texts: { en: 'x' } }] }, '/versions'],
    [{ versions: [terms], drafts: [{ id: 'abc', revision: 1 }] }, '/drafts'],
    [{ versions: [terms], at: '2026-12-24T09:00:00Z' }, '/at'],
    [{ versions: Array(6).fill(terms) }, '/versions'],
    [{}, '/drafts'],
  ])('is refused with the place of what is wrong, and nothing is made: %j', async (asked, pointer) => {
    const { app, author } = await haveBoth();
    const answer = await author.ask('POST', '/v1/releases', asked);
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0].pointer).toBe(pointer);
    expect(await app.store.db.selectFrom('drafts').select('id').execute()).toEqual([]);
  });

  test('goes past approvals with an admin key alone', async () => {
    const { app, author } = await haveBoth();
    await askOk(app, 'PUT', '/v1/policies/terms', { title: 'Terms', approvals: 1, grace: 'PT0S' });
    expect(await author.ask('POST', '/v1/releases', { versions: [terms] })).toMatchObject({
      ...{ status: 403, body: { type: '/problems/approval-required', path: '/v1/policies/terms/drafts' } },
    });
    const { body } = await askOk(app, 'POST', '/v1/releases', { versions: [terms] });
    await postDue(app);
    expect((await app.ask('GET', `/v1/releases/${body.id}`)).body.state).toBe('posted');
    expect(await findingsOf(app)).toEqual([]);
  });
});
