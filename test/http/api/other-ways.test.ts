import { describe, expect, test } from 'vitest';
import {
  askOk,
  checkOf,
  haveAccepted,
  havePolicy,
  havePublished,
  haveUsers,
  invalidAt,
  recordsOf,
  testApp,
} from '../../support/arrange.ts';
import { insistOnTheRecord, keepAll } from '../../support/evidence.ts';
import { rulesOf } from '../../support/rules.ts';
import type { TestApp } from '../../support/test-app.ts';

const POSTED = '2026-11-22T09:00:00.000Z';
const FRIDAY = '2026-12-18T12:00:00.000Z';
const DATE = '2026-12-22T09:00:00.000Z';
const OFFERS = ['leave-now', 'leave-at-close', 'leave-part', 'keep-old', 'keep-old-part'];
const AFTER_THIRTY_DAYS = { effect: { terms: [{ after: 'P30D', from: 'notice' }] }, late: 'P30D' };

/** Ada, who holds version 1 of a policy with such rules, and was told of version 2, whose date has come and gone. */
async function haveTold(rule: object = {}, more: object = {}): Promise<TestApp & { key: string }> {
  const app = await testApp();
  await havePolicy(app, {
    rules: rulesOf({
      ...{ ...AFTER_THIRTY_DAYS, acceptance: 'silence', decline: { offers: OFFERS } },
      ...rule,
    }),
    ...more,
  });
  await haveUsers(app, 'ada');
  await haveAccepted(app, 'ada');
  await havePublished(app, { change: 'any' });
  await app.deliver();
  return { ...app, key: (await askOk(app, 'POST', '/v1/keys', { name: 'Legal', role: 'legal' })).body.key };
}

/** What came on Friday, before the date. */
const CAME = { receivedAt: FRIDAY, note: 'A letter.' };

const say = (app: TestApp, answer: string, more: object = CAME) =>
  app.ask('POST', '/v1/answers', { user: 'ada', policy: 'privacy', version: 2, answer, ...more });

async function sayOk(app: TestApp, answer: string, more: object = CAME) {
  const { status, body } = await say(app, answer, more);
  expect([200, 201], JSON.stringify(body)).toContain(status);
  return body;
}

async function voided(app: TestApp, id: string) {
  return (await askOk(app, 'POST', `/v1/answers/${id}/void`, { reason: 'It was somebody else.' })).body;
}

describe('a letter that came before the date and is typed in after it', () => {
  test('keeps the old terms, though silence has agreed meanwhile and that is written down', async () => {
    const app = await haveTold();
    app.wait('P31D');
    await insistOnTheRecord(app);
    expect(await checkOf(app, 'ada')).toMatchObject({ basis: 'silence', current: { version: 2 } });
    expect(await sayOk(app, 'keep-old')).toMatchObject({ answer: 'keep-old', at: FRIDAY });
    expect(await checkOf(app, 'ada')).toMatchObject({
      ...{ accepted: true, basis: 'kept-old', current: { version: 1 }, holds: { version: 1 } },
    });
    await insistOnTheRecord(app);
    const answered = (await recordsOf(app)).find(({ kind }) => kind === 'answered');
    expect(answered).toMatchObject({
      ...{ at: FRIDAY, recordedAt: app.clock.now, facts: { receivedAt: FRIDAY } },
    });
  });

  test.each(['leave-part', 'keep-old-part'])('goes without a part, by %s', async (answer) => {
    const app = await haveTold();
    app.wait('P31D');
    await insistOnTheRecord(app);
    await sayOk(app, answer, { ...CAME, part: 'Chat' });
    expect(await checkOf(app, 'ada')).toMatchObject({
      ...{ accepted: true, current: { version: 2, answer: { answer, part: 'Chat', at: FRIDAY } } },
    });
    await insistOnTheRecord(app);
  });

  test('ends their use on the date, or when it came', async () => {
    for (const [answer, endsAt] of [
      ['leave-at-close', DATE],
      ['leave-now', FRIDAY],
    ] as const) {
      const app = await haveTold();
      app.wait('P31D');
      await insistOnTheRecord(app);
      expect(await sayOk(app, answer)).toMatchObject({ at: FRIDAY, endsAt });
      expect(await checkOf(app, 'ada')).toMatchObject({ standing: 'terminated', next: 'deny' });
      await insistOnTheRecord(app);
      expect((await recordsOf(app)).find(({ kind }) => kind === 'terminated')).toMatchObject({ at: endsAt });
    }
  });

  test('agrees from when it came, and takes back what they had said before', async () => {
    const app = await haveTold();
    await sayOk(app, 'leave-at-close', {});
    app.wait('P31D');
    await insistOnTheRecord(app);
    expect(await checkOf(app, 'ada')).toMatchObject({ standing: 'terminated' });
    await sayOk(app, 'accept');
    expect(await checkOf(app, 'ada')).toMatchObject({
      ...{ standing: 'active', basis: 'explicit', holds: { version: 2, at: FRIDAY } },
    });
    await insistOnTheRecord(app);
  });

  test('takes back that they leave, or that they keep the old: silence has agreed then', async () => {
    for (const answer of ['leave-at-close', 'keep-old']) {
      const app = await haveTold();
      await sayOk(app, answer, {});
      app.wait('P31D');
      await insistOnTheRecord(app);
      await sayOk(app, 'cancel');
      expect(await checkOf(app, 'ada')).toMatchObject({
        ...{ standing: 'active', basis: 'silence', holds: { version: 2, at: DATE } },
      });
      await insistOnTheRecord(app);
    }
  });

  test('takes back a consent from when it came; what was agreed to since stands', async () => {
    const app = await haveTold({ acceptance: 'explicit', decline: { offers: [] } }, { revocable: true });
    await sayOk(app, 'accept', {});
    app.wait('P31D');
    const { id } = await sayOk(app, 'withdraw');
    expect(await checkOf(app, 'ada')).toMatchObject({ reason: 'answer-required', holds: null });
    await insistOnTheRecord(app);
    expect((await say(app, 'withdraw')).body.id).toBe(id);
    await sayOk(app, 'accept', {});
    app.wait('P1D');
    await sayOk(app, 'withdraw', { ...CAME, receivedAt: '2026-12-19T09:00:00.000Z' });
    expect(await checkOf(app, 'ada')).toMatchObject({ accepted: true, holds: { version: 2 } });
    await insistOnTheRecord(app);
  });

  test('comes before what they said since, which still counts last', async () => {
    for (const [letter, since, then] of [
      ['keep-old', 'accept', { standing: 'active', holds: { version: 2, basis: 'explicit' } }],
      ['keep-old', 'leave-at-close', { standing: 'terminated' }],
      ['leave-now', 'accept', { standing: 'active', holds: { version: 2, basis: 'explicit' } }],
      ['leave-at-close', 'keep-old', { standing: 'active', basis: 'kept-old' }],
      ['accept', 'keep-old', { standing: 'active', basis: 'kept-old' }],
      ['accept', 'leave-at-close', { standing: 'terminated' }],
    ] as const) {
      const app = await haveTold();
      app.wait('P28D');
      await sayOk(app, since, {});
      app.wait('P3D');
      await insistOnTheRecord(app);
      await sayOk(app, letter);
      expect(await checkOf(app, 'ada'), `${letter}, then ${since}`).toMatchObject(then);
      await insistOnTheRecord(app);
    }
  });

  test('breaks the silence, also where they accepted after the date', async () => {
    const app = await haveTold();
    app.wait('P31D');
    await insistOnTheRecord(app);
    await sayOk(app, 'accept', {});
    app.wait('P1D');
    await sayOk(app, 'keep-old');
    expect(await checkOf(app, 'ada')).toMatchObject({ basis: 'explicit', holds: { version: 2 } });
    await insistOnTheRecord(app);
  });

  test('keeps a use from binding that came after it', async () => {
    const app = await haveTold({ acceptance: 'use' });
    app.wait('P31D');
    await askOk(app, 'POST', '/v1/uses', { user: 'ada' });
    expect(await checkOf(app, 'ada')).toMatchObject({ basis: 'deemed', holds: { version: 2 } });
    app.wait('P1D');
    const { id } = await sayOk(app, 'keep-old');
    expect(await checkOf(app, 'ada')).toMatchObject({ basis: 'kept-old', holds: { version: 1 } });
    await insistOnTheRecord(app);
    await voided(app, id);
    expect(await checkOf(app, 'ada')).toMatchObject({ basis: 'deemed', holds: { version: 2 } });
    await insistOnTheRecord(app);
  });

  test('is shown as having come by another way, in what evidence and exports say', async () => {
    const app = await haveTold();
    app.wait('P31D');
    await sayOk(app, 'leave-at-close');
    const { body } = await askOk(app, 'GET', '/v1/users/ada/export');
    expect(body.terminations).toMatchObject([{ declinedAt: FRIDAY, recordedAt: app.clock.now }]);
    await keepAll(app);
    const page = await app.ask('GET', '/v1/users/ada/evidence?format=html');
    const words = String(page.body)
      .replaceAll(/<[^>]+>/g, '')
      .replaceAll(/\s+/g, ' ');
    expect(words).toContain(
      'It came by another way, received on Friday, 18 December 2026 at 12:00 UTC, entered on',
    );
  });

  test('is refused where nobody was told yet, where it lies ahead, and where it says not how', async () => {
    const app = await haveTold();
    app.wait('P31D');
    const at = (receivedAt: string) => ({ ...CAME, receivedAt });
    expect((await say(app, 'keep-old', at('2027-01-01T00:00:00Z'))).body).toMatchObject(
      invalidAt('/receivedAt', `lies in the future: it is ${app.clock.now} now`),
    );
    for (const answer of ['keep-old', 'leave-now', 'cancel']) {
      expect((await say(app, answer, at('2026-11-22T08:59:00Z'))).body).toMatchObject(
        invalidAt('/receivedAt', `they were told of version 2 after that, at ${POSTED}`),
      );
    }
    expect((await say(app, 'accept', at('2026-11-22T08:59:00Z'))).body).toMatchObject(
      invalidAt('/receivedAt', `version 2 was posted after that, at ${POSTED}`),
    );
    expect((await say(app, 'accept', { receivedAt: FRIDAY })).body).toMatchObject(
      invalidAt('/note', 'say what came, and how: a letter, a call'),
    );
    expect(await say(app, 'keep-old', at('2026-12-22T09:00:00Z'))).toMatchObject({
      ...{ status: 409, body: { type: '/problems/decline-window-closed', closedAt: DATE } },
    });
  });
});

describe('who may say when an answer came', () => {
  test('is legal, and not a product', async () => {
    const app = await haveTold();
    app.wait('P31D');
    const { body: made } = await askOk(app, 'POST', '/v1/keys', { name: 'Shop', role: 'app' });
    const by = (key: string) => ({ authorization: `Bearer ${key}` });
    const body = { user: 'ada', policy: 'privacy', version: 2, answer: 'keep-old' };
    const forbidden = { status: 403, body: { type: '/problems/forbidden' } };
    expect(await app.ask('POST', '/v1/answers', { ...body, ...CAME }, by(made.key))).toMatchObject(forbidden);
    expect(await app.ask('POST', '/v1/answers', body, by(app.key))).toMatchObject(forbidden);
    expect((await app.ask('POST', '/v1/answers', { ...body, ...CAME }, by(app.key))).status).toBe(201);
  });
});

describe('what was recorded of the wrong person and is voided', () => {
  test.each([
    ['accept', {}],
    ['keep-old', {}],
    ['leave-part', { part: 'Chat' }],
    ['leave-now', {}],
    ['leave-at-close', {}],
  ])('leaves all as before it: %s', async (answer, more) => {
    const app = await haveTold();
    app.wait('P1D');
    const before = await checkOf(app, 'ada');
    const { id } = await sayOk(app, answer, more);
    expect(await voided(app, id)).toEqual({
      ...{ id, user: 'ada', policy: 'privacy', version: 2, voidedAt: app.clock.now },
    });
    expect(await checkOf(app, 'ada')).toEqual(before);
    await insistOnTheRecord(app);
    app.wait('P40D');
    expect(await checkOf(app, 'ada')).toMatchObject({ basis: 'silence', holds: { version: 2, at: DATE } });
    await insistOnTheRecord(app);
  });

  test('and had come by another way lets silence have agreed', async () => {
    for (const [answer, more] of [
      ['keep-old', {}],
      ['leave-now', {}],
      ['accept', {}],
    ] as const) {
      const app = await haveTold();
      app.wait('P31D');
      await insistOnTheRecord(app);
      const { id } = await sayOk(app, answer, { ...CAME, ...more });
      await insistOnTheRecord(app);
      await voided(app, id);
      expect(await checkOf(app, 'ada')).toMatchObject({ basis: 'silence', holds: { version: 2, at: DATE } });
      await insistOnTheRecord(app);
      await sayOk(app, answer, { ...CAME, ...more });
      await insistOnTheRecord(app);
    }
  });

  test('lets what it had ended count again', async () => {
    for (const [first, second, then] of [
      ['keep-old', 'accept', { basis: 'kept-old' }],
      ['leave-at-close', 'accept', { standing: 'terminated' }],
      ['keep-old', 'leave-at-close', { basis: 'kept-old' }],
      ['leave-at-close', 'keep-old', { standing: 'terminated' }],
      ['accept', 'keep-old', { basis: 'explicit', holds: { version: 2 } }],
      ['accept', 'leave-at-close', { basis: 'explicit', holds: { version: 2 } }],
    ] as const) {
      const app = await haveTold();
      app.wait('P1D');
      await sayOk(app, first, {});
      app.wait('P1D');
      const { id } = await sayOk(app, second, {});
      app.wait('P40D');
      await insistOnTheRecord(app);
      await voided(app, id);
      expect(await checkOf(app, 'ada'), `${first}, then ${second}`).toMatchObject(then);
      await insistOnTheRecord(app);
    }
  });

  test('and was their first agreement lets no silence agree', async () => {
    const app = await haveTold();
    const rows = await app.store.db.selectFrom('acceptances').select('id').execute();
    app.wait('P40D');
    await insistOnTheRecord(app);
    await voided(app, rows[0]?.id ?? '');
    expect(await checkOf(app, 'ada')).toMatchObject({
      accepted: false,
      reason: 'never-accepted',
      holds: null,
    });
    await insistOnTheRecord(app);
  });

  test('and was that they take a consent back leaves them with what they had agreed to', async () => {
    const app = await haveTold({ acceptance: 'explicit', decline: { offers: [] } }, { revocable: true });
    await sayOk(app, 'accept', {});
    app.wait('P31D');
    const { id } = await sayOk(app, 'withdraw', {});
    await voided(app, id);
    expect(await checkOf(app, 'ada')).toMatchObject({ accepted: true, holds: { version: 2 } });
    await insistOnTheRecord(app);
  });

  test('is gone, and their having come back with it', async () => {
    const app = await haveTold();
    await sayOk(app, 'leave-now', {});
    app.wait('P40D');
    const back = { user: 'ada', policy: 'privacy', version: 2, returning: true };
    const { body } = await askOk(app, 'POST', '/v1/acceptances', back);
    expect(await checkOf(app, 'ada')).toMatchObject({ standing: 'active', accepted: true });
    await voided(app, body.id);
    expect(await checkOf(app, 'ada')).toMatchObject({ standing: 'terminated' });
    await insistOnTheRecord(app);
  });

  test('is voided once, and by nobody who does not say which; a key gets the same answer again', async () => {
    const app = await haveTold();
    const { id } = await sayOk(app, 'keep-old', {});
    const path = `/v1/answers/${id}/void`;
    const first = await app.ask('POST', path, { reason: 'Not her.' }, { 'idempotency-key': 'k' });
    expect(first.status).toBe(200);
    const again = await app.ask('POST', path, { reason: 'Not her.' }, { 'idempotency-key': 'k' });
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect(await app.ask('POST', path, { reason: 'Not her.' })).toMatchObject({
      ...{ status: 409, body: { type: '/problems/answer-voided' } },
    });
    const unknown = { status: 404, body: { type: '/problems/unknown-answer' } };
    const nobodys = '/v1/answers/00000000-0000-7000-8000-000000000000/void';
    expect(await app.ask('POST', nobodys, { reason: 'Not her.' })).toMatchObject(unknown);
    const { body: other } = await say(app, 'leave-at-close', {});
    await askOk(app, 'DELETE', '/v1/users/ada');
    expect(await app.ask('POST', `/v1/answers/${other.id}/void`, { reason: 'x' })).toMatchObject(unknown);
  });
});
