import { describe, expect, test } from 'vitest';
import {
  askOk,
  checkOf,
  haveAccepted,
  havePolicy,
  havePublished,
  haveUsers,
  recordsOf,
  reviewPathOf,
  TEXT_1,
  TEXT_2,
  TEXT_3,
  testApp,
} from '../../support/arrange.ts';
import { insistOnTheRecord, sealedFindingsOf } from '../../support/evidence.ts';
import { haveMember, signedIn } from '../../support/members.ts';
import { rulesOf } from '../../support/rules.ts';
import type { TestApp } from '../../support/test-app.ts';

/** A consent whose first version is in force, and Ada, who has not answered it. */
async function haveConsent(policy: object = { revocable: true }): Promise<TestApp> {
  const app = await testApp();
  await havePolicy(app, { ...policy });
  await haveUsers(app, 'ada');
  app.wait('PT1M');
  return app;
}

const say = (app: TestApp, answer: string, more: object = {}) =>
  app.ask('POST', '/v1/answers', { user: 'ada', policy: 'privacy', version: 1, answer, ...more });

async function sayOk(app: TestApp, answer: string, more: object = {}) {
  app.wait('PT1M');
  const said = await say(app, answer, more);
  expect(said.status, JSON.stringify(said.body)).toBeLessThan(300);
  return said.body;
}

const kindsMailed = async ({ store }: TestApp) => {
  const rows = await store.db.selectFrom('deliveries').select(['kind', 'state']).execute();
  return rows.filter(({ state }) => state === 'sent').map(({ kind }) => kind);
};

const submit = (app: TestApp, path: string, form: Record<string, string>) =>
  app.ask('POST', path, new URLSearchParams(form).toString(), {
    authorization: '',
    'content-type': 'application/x-www-form-urlencoded',
  });

describe('whoever refuses a consent', () => {
  test('has answered its first version: they are asked no more, let in, and stay', async () => {
    const app = await haveConsent();
    expect(await checkOf(app, 'ada')).toMatchObject({ reason: 'never-accepted', next: 'ask' });
    const { at } = await sayOk(app, 'refuse');
    const answer = { answer: 'refuse', part: null, at, keepUntil: null };
    expect(await checkOf(app, 'ada')).toMatchObject({
      ...{ standing: 'active', accepted: false, basis: null, reason: 'refused', next: 'none', holds: null },
      current: { version: 1, answer },
    });
    expect((await say(app, 'refuse')).status).toBe(200);
    const said = (await recordsOf(app)).find(({ kind }) => kind === 'answered');
    expect(said?.facts).toMatchObject({ answer: 'refuse', contentHash: expect.stringMatching(/^sha256:/) });
    await insistOnTheRecord(app);
  });

  test('is asked no more where nothing is withheld from anybody either', async () => {
    const app = await haveConsent({ required: false });
    expect(await checkOf(app, 'ada')).toMatchObject({ next: 'show-notice' });
    await sayOk(app, 'refuse');
    expect(await checkOf(app, 'ada')).toMatchObject({ reason: 'refused', next: 'none' });
  });

  test('may say yes later, takes that back by withdrawing it, and may say no again', async () => {
    const app = await haveConsent();
    await sayOk(app, 'refuse');
    await sayOk(app, 'accept');
    expect(await checkOf(app, 'ada')).toMatchObject({ accepted: true, basis: 'explicit', next: 'none' });
    expect(await say(app, 'refuse')).toMatchObject({ status: 409, body: { type: '/problems/not-offered' } });
    expect(await say(app, 'cancel')).toMatchObject({ status: 409, body: { type: '/problems/not-offered' } });
    await sayOk(app, 'withdraw');
    expect(await checkOf(app, 'ada')).toMatchObject({ reason: 'answer-required', next: 'ask' });
    await sayOk(app, 'refuse');
    expect(await checkOf(app, 'ada')).toMatchObject({ reason: 'refused', next: 'none' });
    await insistOnTheRecord(app);
  });

  test('leaves nothing but what binds no name once they are erased', async () => {
    const app = await haveConsent();
    await sayOk(app, 'refuse', { note: 'No newsletters for me.' });
    await askOk(app, 'DELETE', '/v1/users/ada');
    expect(JSON.stringify(await recordsOf(app))).not.toContain('No newsletters');
    expect((await app.ask('GET', '/v1/users/ada/policies/privacy')).status).toBe(404);
    expect((await askOk(app, 'GET', '/v1/policies/privacy/versions/1/progress')).body).toMatchObject({
      objected: 1,
    });
    expect(await sealedFindingsOf(app)).toEqual([]);
  });

  test('is seen by support with what they said', async () => {
    const app = await haveConsent();
    await sayOk(app, 'refuse');
    const visitor = await signedIn(app, await haveMember(app, 'Sam', 'support'));
    const { body } = await visitor.get('/console/people/ada');
    expect(body).toContain('No, and refuses their consent');
    expect(body).toContain('They refused their consent to the version in force.');
  });

  test('is refused what is no consent', async () => {
    const app = await haveConsent({});
    expect(await say(app, 'refuse')).toMatchObject({ status: 409, body: { type: '/problems/not-offered' } });
  });

  test('keeps what they had agreed to before, and no use agrees to what they refused', async () => {
    const app = await haveConsent();
    await haveAccepted(app, 'ada');
    await havePublished(app, { change: 'minor', content: TEXT_2 });
    await app.deliver();
    await sayOk(app, 'refuse', { version: 2 });
    expect(await checkOf(app, 'ada')).toMatchObject({ accepted: true, upcoming: [{ response: 'declined' }] });
    app.wait('P8D');
    await askOk(app, 'POST', '/v1/uses', { user: 'ada' });
    expect(await checkOf(app, 'ada')).toMatchObject({
      ...{ reason: 'refused', next: 'none', holds: { version: 1, basis: 'explicit' } },
    });
    await havePublished(app, { change: 'minor', content: TEXT_3 });
    await app.deliver();
    app.wait('P8D');
    await askOk(app, 'POST', '/v1/uses', { user: 'ada' });
    expect(await checkOf(app, 'ada')).toMatchObject({ holds: { version: 3, basis: 'deemed' } });
    await sayOk(app, 'refuse', { version: 3 });
    expect(await checkOf(app, 'ada')).toMatchObject({ reason: 'refused', holds: { version: 1 } });
    await insistOnTheRecord(app);
  });

  test('is told neither of what they refused nor by a reminder, but that it is withdrawn', async () => {
    const app = await haveConsent({ revocable: true, reminders: ['P3D'] });
    await haveUsers(app, 'bob');
    await haveAccepted(app, 'bob');
    await havePublished(app, { change: 'substantial', content: TEXT_2 });
    await sayOk(app, 'refuse', { version: 2 });
    await app.deliver();
    expect(await kindsMailed(app)).toEqual(['announcement']);
    await sayOk(app, 'refuse', { user: 'bob', version: 2 });
    const { body } = await askOk(app, 'GET', '/v1/policies/privacy/versions/2/progress');
    expect(body).toMatchObject({ objected: 2, silent: 0, notTold: 0 });
    app.wait('P28D');
    await app.deliver();
    expect(await kindsMailed(app)).toEqual(['announcement']);
    await askOk(app, 'POST', '/v1/policies/privacy/versions/2/withdrawal', { reason: 'We thought again.' });
    await app.deliver();
    expect((await kindsMailed(app)).toSorted()).toEqual(['announcement', 'withdrawal', 'withdrawal']);
    expect(await checkOf(app, 'ada')).toMatchObject({ reason: 'never-accepted', next: 'ask' });
    await insistOnTheRecord(app);
  });

  test('stays, though they were leaving over it', async () => {
    const app = await haveConsent();
    await haveAccepted(app, 'ada');
    await havePublished(app, { change: 'minor', content: TEXT_2 });
    await app.deliver();
    await sayOk(app, 'leave-at-close', { version: 2 });
    await sayOk(app, 'refuse', { version: 2 });
    expect(await checkOf(app, 'ada')).toMatchObject({ standing: 'active', holds: { version: 1 } });
    await sayOk(app, 'leave-at-close', { version: 2 });
    expect(await checkOf(app, 'ada')).toMatchObject({ standing: 'leaving' });
    await insistOnTheRecord(app);
  });

  test('refused it as of when their letter came, before what they did since', async () => {
    const app = await haveConsent();
    await haveAccepted(app, 'ada');
    await havePublished(app, { change: 'minor', content: TEXT_2 });
    await app.deliver();
    app.wait('P7D');
    const receivedAt = app.clock.now;
    app.wait('P1D');
    await askOk(app, 'POST', '/v1/uses', { user: 'ada' });
    expect(await checkOf(app, 'ada')).toMatchObject({ holds: { version: 2 } });
    const { id } = await sayOk(app, 'refuse', { version: 2, receivedAt, note: 'A letter.' });
    expect(await checkOf(app, 'ada')).toMatchObject({ reason: 'refused', holds: { version: 1 } });
    await askOk(app, 'POST', `/v1/answers/${id}/void`, { reason: 'It was somebody else.' });
    expect(await checkOf(app, 'ada')).toMatchObject({ accepted: true, holds: { version: 2 } });
    await insistOnTheRecord(app);
  });

  test('has an import count as if it had been said here: before the no, or after it', async () => {
    const app = await haveConsent();
    await sayOk(app, 'refuse');
    const bring = async (accepted: object) =>
      askOk(app, 'POST', '/v1/users/import', JSON.stringify({ user: 'ada', email: null, accepted }));
    await bring({ privacy: 1 });
    expect(await checkOf(app, 'ada')).toMatchObject({ reason: 'refused' });
    app.wait('P1D');
    await bring({ privacy: { version: 1, at: app.clock.now } });
    expect(await checkOf(app, 'ada')).toMatchObject({ accepted: true, basis: 'imported' });
    await insistOnTheRecord(app);
  });

  test('says yes and no in one moment, and the yes stands', async () => {
    const app = await haveConsent();
    await Promise.all([say(app, 'refuse'), say(app, 'accept'), say(app, 'refuse')]);
    expect(await checkOf(app, 'ada')).toMatchObject({ accepted: true, basis: 'explicit' });
    await insistOnTheRecord(app);
  });

  test('is offered it by rules that let nobody keep anything, and keeping what they have by others', async () => {
    const offersOf = async (decline: object, user: string) => {
      const app = await testApp();
      const rules = rulesOf({ acceptance: 'explicit', decline });
      await askOk(app, 'PUT', '/v1/policies/privacy', { title: 'P', rules, required: false });
      await askOk(app, 'POST', '/v1/policies/privacy/versions', { content: TEXT_1 });
      await haveUsers(app, 'ada', 'bob');
      await haveAccepted(app, 'ada');
      await havePublished(app, { change: 'any', content: TEXT_2 });
      await app.deliver();
      return (await checkOf(app, user)).upcoming[0].offers;
    };
    expect(await offersOf({ offers: ['leave-at-close'] }, 'ada')).toEqual(['leave-at-close', 'refuse']);
    expect(await offersOf({ offers: ['keep-old'] }, 'ada')).toEqual(['keep-old']);
    expect(await offersOf({ offers: ['keep-old'] }, 'bob')).toEqual(['refuse']);
  });
});

describe('the page behind a mail about a consent', () => {
  test('has a no as large as the yes, in one step, and leads nobody away', async () => {
    const app = await haveConsent({ revocable: true, acceptance: 'explicit' });
    await haveAccepted(app, 'ada');
    await havePublished(app, { change: 'minor', content: TEXT_2 });
    await app.deliver();
    const path = await reviewPathOf(app, 'ada@example.com');
    const page = String((await askOk(app, 'GET', path)).body);
    expect(page).toContain('<button class="primary">Accept version 2</button>');
    expect(page).toContain('<button class="primary">No</button>');
    expect(page).toContain('You can say no for as long as you have not accepted.');
    expect(page).not.toContain('Decline and leave');
    expect((await submit(app, path, { action: 'leave', confirm: 'yes' })).status).toBe(409);
    app.wait('PT1M');
    expect((await submit(app, path, { action: 'refuse' })).status).toBe(303);
    const after = String((await askOk(app, 'GET', path)).body);
    expect(after).toContain('You refused your consent to version 2');
    expect(after).toContain('value="accept"');
    const [mail] = await app.store.db.selectFrom('renditions').select('text').execute();
    expect(mail?.text).toContain('You can say no for as long as you have not accepted.');
    expect(mail?.text).not.toMatch(/leave/);
    app.wait('PT5S');
    await app.deliver();
    app.wait('PT5S');
    await app.deliver();
    expect(await kindsMailed(app)).toContain('receipt-consent-refused');
    app.wait('PT1M');
    expect((await submit(app, path, { action: 'accept' })).status).toBe(303);
    expect(await checkOf(app, 'ada')).toMatchObject({ upcoming: [{ response: 'accepted' }] });
    const said = (await recordsOf(app)).find(({ kind }) => kind === 'answered');
    expect(said?.facts).toMatchObject({ answer: 'refuse', page: { action: 'refuse', label: 'No' } });
    await insistOnTheRecord(app);
  });
});
