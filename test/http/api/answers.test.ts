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
  reviewPathOf,
  TEXT_3,
  testApp,
} from '../../support/arrange.ts';
import { insistOnTheRecord } from '../../support/evidence.ts';
import { rulesOf } from '../../support/rules.ts';
import { mailEvent, report, WEBHOOK_SECRET } from '../../support/sign-webhook.ts';
import type { TestApp } from '../../support/test-app.ts';

const DATE = '2026-12-22T09:00:00.000Z';
const OFFERS = ['leave-now', 'leave-at-close', 'leave-part', 'keep-old', 'keep-old-part'];
const AFTER_THIRTY_DAYS = { effect: { terms: [{ after: 'P30D', from: 'notice' }] }, late: 'P30D' };

/** Ada, who holds version 1 of a policy with such rules, and was told of version 2. */
async function haveTold(rule: object, more: object = {}): Promise<TestApp> {
  const app = await testApp({ webhookSecret: WEBHOOK_SECRET });
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
  return app;
}

const say = (app: TestApp, answer: string, more: object = {}) =>
  app.ask('POST', '/v1/answers', { user: 'ada', policy: 'privacy', version: 2, answer, ...more });

async function sayOk(app: TestApp, answer: string, more: object = {}) {
  const { status, body } = await say(app, answer, more);
  expect([200, 201], JSON.stringify(body)).toContain(status);
  return body;
}

describe('whoever keeps the old terms', () => {
  test('is bound by them from then on, and by no silence', async () => {
    const app = await haveTold({});
    expect(await sayOk(app, 'keep-old', { note: 'No, thank you.' })).toEqual({
      ...{ id: expect.any(String), user: 'ada', policy: 'privacy', version: 2, answer: 'keep-old' },
      ...{ part: null, at: app.clock.now, endsAt: null },
    });
    expect(await checkOf(app, 'ada')).toMatchObject({
      ...{ accepted: true, basis: 'explicit', next: 'none', current: { version: 1 } },
      upcoming: [
        { version: 2, response: 'declined', answer: { answer: 'keep-old', part: null, keepUntil: null } },
      ],
    });
    app.wait('P60D');
    expect(await checkOf(app, 'ada')).toMatchObject({
      ...{ accepted: true, basis: 'kept-old', next: 'none', current: { version: 1 } },
      holds: { version: 1 },
    });
    await insistOnTheRecord(app);
    const kinds = (await recordsOf(app)).map(({ kind }) => kind);
    expect(kinds).toContain('answered');
    expect(kinds).not.toContain('agreed-by-silence');
  });

  test('has the new ones when the time for which they may be kept ends, as silence then agrees', async () => {
    const keepUntil = { terms: [{ after: 'P90D', from: 'notice' }] };
    const app = await haveTold({ decline: { offers: OFFERS, keepUntil } });
    await sayOk(app, 'keep-old');
    const end = '2027-02-20T09:00:00.000Z';
    expect(await checkOf(app, 'ada')).toMatchObject({
      upcoming: [{ effectiveAt: end, answer: { keepUntil: end } }],
      // As others go on.
      ...{ basis: 'explicit', validUntil: '2026-12-22T09:00:00.000Z' },
    });
    app.wait('P30D');
    const kept = { basis: 'kept-old', current: { version: 1 }, validUntil: end };
    expect(await checkOf(app, 'ada')).toMatchObject(kept);
    app.wait('P59D');
    expect(await checkOf(app, 'ada')).toMatchObject(kept);
    app.wait('P1D');
    expect(await checkOf(app, 'ada')).toMatchObject({ basis: 'silence', current: { version: 2 } });
    app.wait('P1D');
    await insistOnTheRecord(app);
  });

  test('is asked by the next version like anybody who holds the old, and agreeing to that ends it', async () => {
    const app = await haveTold({});
    await sayOk(app, 'keep-old');
    app.wait('P40D');
    await havePublished(app, { change: 'any', content: TEXT_3 });
    await app.deliver();
    expect(await checkOf(app, 'ada')).toMatchObject({
      ...{ basis: 'kept-old', current: { version: 1 } },
      upcoming: [{ version: 2 }, { version: 3, effectiveAt: '2027-01-31T09:00:00.000Z' }],
    });
    const mail = await app.store.db
      .selectFrom('deliveries')
      .select('says')
      .where('release', '=', 'privacy/3')
      .executeTakeFirstOrThrow();
    expect(mail.says).toContain('privacy@3<1!');
    await haveAccepted(app, 'ada', 3);
    app.wait('P30D');
    expect(await checkOf(app, 'ada')).toMatchObject({
      ...{ accepted: true, basis: 'explicit', current: { version: 3 }, upcoming: [] },
    });
    await insistOnTheRecord(app);
  });

  test('and takes it back in time has everything as if they had not said it; later they accept', async () => {
    const app = await haveTold({});
    await sayOk(app, 'keep-old');
    app.wait('P1D');
    const { status, body } = await say(app, 'cancel');
    expect([status, body.answer]).toEqual([201, 'cancel']);
    expect(await checkOf(app, 'ada')).toMatchObject({
      upcoming: [{ version: 2, response: 'none', effectiveAt: DATE }],
    });
    await sayOk(app, 'keep-old');
    app.wait('P40D');
    expect(await say(app, 'cancel')).toMatchObject({ status: 409, body: { closedAt: DATE } });
    await sayOk(app, 'accept');
    expect(await checkOf(app, 'ada')).toMatchObject({ basis: 'explicit', current: { version: 2 } });
    await insistOnTheRecord(app);
  });

  test('ends no notice of the company’s by saying no in another way, and does by accepting', async () => {
    const decline = { offers: OFFERS, mayEnd: { after: 'P2M' } };
    const effect = { terms: [{ after: 'P1D', from: 'posting' }] };
    const app = await testApp();
    await havePolicy(app, { rules: rulesOf({ acceptance: 'silence', effect, late: 'P30D', decline }) });
    await haveUsers(app, 'ada');
    await haveAccepted(app, 'ada');
    await havePublished(app, { change: 'any' });
    app.wait('P2D');
    await app.deliver();
    await sayOk(app, 'keep-old');
    await askOk(app, 'POST', '/v1/terminations', {
      user: 'ada',
      policy: 'privacy',
      version: 2,
      by: 'company',
    });
    await sayOk(app, 'keep-old-part', { part: 'Fees' });
    expect(await checkOf(app, 'ada')).toMatchObject({ standing: 'leaving' });
    await sayOk(app, 'accept');
    expect(await checkOf(app, 'ada')).toMatchObject({ standing: 'active', holds: { version: 2 } });
    await insistOnTheRecord(app);
  });

  test('may be given notice by the company, where the rules let it, once it has taken effect', async () => {
    const app = await haveTold({ decline: { offers: OFFERS, mayEnd: { after: 'P2M' } } });
    const end = () =>
      app.ask('POST', '/v1/terminations', { user: 'ada', policy: 'privacy', version: 2, by: 'company' });
    expect(await end()).toMatchObject({ status: 409, body: { type: '/problems/not-offered' } });
    await sayOk(app, 'keep-old');
    expect(await end()).toMatchObject({ status: 409, body: { earliest: DATE } });
    app.wait('P40D');
    expect(await end()).toMatchObject({ status: 201, body: { terminatesAt: '2027-03-01T09:00:00.000Z' } });
    expect((await end()).status).toBe(200);
    expect(await checkOf(app, 'ada')).toMatchObject({ standing: 'leaving', basis: 'kept-old' });
    await sayOk(app, 'accept');
    expect(await checkOf(app, 'ada')).toMatchObject({ standing: 'active', current: { version: 2 } });
    await insistOnTheRecord(app);
  });
});

describe('whoever objects to a part', () => {
  test('has the rest from its date, with what they left or kept beside it', async () => {
    const app = await haveTold({});
    await sayOk(app, 'leave-part', { part: 'Chat' });
    app.wait('P30D');
    expect(await checkOf(app, 'ada')).toMatchObject({
      ...{ accepted: true, basis: 'explicit', next: 'none' },
      current: { version: 2, answer: { answer: 'leave-part', part: 'Chat' } },
      holds: { version: 2 },
    });
    await insistOnTheRecord(app);
  });

  test('and says more of it later has what they said last', async () => {
    const app = await haveTold({});
    await sayOk(app, 'keep-old-part', { part: 'fees' });
    await sayOk(app, 'keep-old-part', { part: 'fees' });
    app.wait('P1D');
    await sayOk(app, 'leave-at-close');
    expect(await checkOf(app, 'ada')).toMatchObject({ standing: 'leaving', holds: { version: 1 } });
    await sayOk(app, 'keep-old-part', { part: 'fees' });
    expect(await checkOf(app, 'ada')).toMatchObject({ standing: 'active' });
    app.wait('P30D');
    expect(await checkOf(app, 'ada')).toMatchObject({
      ...{ accepted: true, basis: 'kept-old', current: { version: 2, answer: { part: 'fees' } } },
    });
    const { body } = await askOk(app, 'GET', '/v1/policies/privacy/versions/2/progress');
    expect(body).toMatchObject({ silent: 0, leaving: 0, objected: 1 });
    const people = '/v1/policies/privacy/versions/2/people?state=objected';
    expect((await askOk(app, 'GET', people)).body.items).toMatchObject([{ user: 'ada' }]);
    await insistOnTheRecord(app);
  });

  test('keeps it when the mail turns out not to have come, and when they are told again', async () => {
    const app = await haveTold({});
    await sayOk(app, 'keep-old');
    const { id } = await app.store.db.selectFrom('deliveries').select('id').executeTakeFirstOrThrow();
    await report(app, mailEvent('bounced', { deliveryId: id ?? '', to: 'ada@example.com' }));
    await askOk(app, 'POST', '/v1/notices/shown', { user: 'ada', policy: 'privacy', version: 2 });
    app.wait('P60D');
    expect(await checkOf(app, 'ada')).toMatchObject({ basis: 'kept-old', current: { version: 1 } });
    await insistOnTheRecord(app);
  });
});

describe('a consent', () => {
  test('is taken back at any time, and asked for anew; nobody is ended by it', async () => {
    const app = await haveTold({ acceptance: 'explicit', decline: { offers: [] } }, { revocable: true });
    await sayOk(app, 'accept');
    app.wait('P90D');
    expect(await checkOf(app, 'ada')).toMatchObject({ accepted: true, current: { version: 2 } });
    const taken = await sayOk(app, 'withdraw');
    expect(await checkOf(app, 'ada')).toMatchObject({
      ...{ standing: 'active', accepted: false, reason: 'answer-required', next: 'ask', holds: null },
    });
    expect(await say(app, 'withdraw')).toMatchObject({ status: 200, body: { id: taken.id } });
    app.wait('P1D');
    await sayOk(app, 'accept');
    expect(await checkOf(app, 'ada')).toMatchObject({ accepted: true, holds: { version: 2 } });
    app.wait('P1D');
    expect((await sayOk(app, 'withdraw')).id).not.toBe(taken.id);
    expect(await checkOf(app, 'ada')).toMatchObject({ accepted: false, reason: 'answer-required' });
    await insistOnTheRecord(app);
  });

  test('that a product need not gate on is asked for all the same', async () => {
    const app = await testApp();
    await havePolicy(app, { revocable: true, required: false });
    await haveUsers(app, 'ada');
    expect(await checkOf(app, 'ada')).toMatchObject({ accepted: false, next: 'show-notice' });
    await haveAccepted(app, 'ada');
    await sayOk(app, 'withdraw', { version: 1 });
    expect(await checkOf(app, 'ada')).toMatchObject({ reason: 'answer-required', next: 'show-notice' });
  });

  test('that was taken back agrees to nothing more by silence, be it announced already or later', async () => {
    const app = await haveTold({}, { revocable: true });
    await sayOk(app, 'withdraw', { version: 1 });
    app.wait('P1D');
    await havePublished(app, { change: 'any', content: TEXT_3 });
    await app.deliver();
    app.wait('P60D');
    expect(await checkOf(app, 'ada')).toMatchObject({
      accepted: false,
      reason: 'answer-required',
      next: 'ask',
    });
    await insistOnTheRecord(app);
    const kinds = (await recordsOf(app)).map(({ kind }) => kind);
    expect(kinds).not.toContain('agreed-by-silence');
    await sayOk(app, 'accept', { version: 3 });
    expect(await checkOf(app, 'ada')).toMatchObject({ accepted: true, holds: { version: 3 } });
  });

  test('that was taken back leaves nothing to keep, here as on the page, which says that it was', async () => {
    const app = await haveTold({}, { revocable: true });
    await sayOk(app, 'withdraw', { version: 1 });
    expect(await checkOf(app, 'ada')).toMatchObject({
      upcoming: [{ version: 2, offers: ['leave-now', 'leave-at-close', 'refuse'] }],
    });
    expect(await say(app, 'keep-old')).toMatchObject({
      ...{ status: 409, body: { type: '/problems/not-offered' } },
    });
    const page = String((await app.ask('GET', await reviewPathOf(app, 'ada@example.com'))).body);
    expect(page).toContain('You took back your consent to version 1');
    expect(page).not.toContain('keep-old');
    expect(page).toContain('value="accept"');
  });

  test('is not taken back where nobody may, or there is none', async () => {
    const app = await haveTold({});
    const refused = { status: 409, body: { type: '/problems/not-offered' } };
    expect(await say(app, 'withdraw', { version: 1 })).toMatchObject(refused);
    const revocable = await haveTold({}, { revocable: true });
    expect(await say(revocable, 'withdraw')).toMatchObject(refused);
    expect((await say(revocable, 'withdraw', { version: 1 })).status).toBe(201);
  });
});

test('whoever holds nothing has nothing to keep, and is offered leaving alone', async () => {
  const app = await testApp();
  await havePolicy(app, {
    rules: rulesOf({ ...AFTER_THIRTY_DAYS, acceptance: 'silence', decline: { offers: OFFERS } }),
  });
  await haveUsers(app, 'ada');
  await havePublished(app, { change: 'any' });
  await app.deliver();
  expect(await checkOf(app, 'ada')).toMatchObject({
    ...{ holds: null, upcoming: [{ version: 2, offers: ['leave-now', 'leave-at-close'] }] },
  });
  expect((await say(app, 'keep-old')).status).toBe(409);
});

describe('an answer that cannot be', () => {
  test.each([
    [
      'part',
      { answer: 'keep-old-part' },
      'name the part that it is about: the anchor of a section, or what the product calls it',
    ],
    ['part', { answer: 'keep-old', part: 'fees' }, 'only keep-old-part and leave-part are about a part'],
  ])('is refused at its place: %s of %o', async (pointer, said, detail) => {
    const app = await haveTold({});
    const answer = await app.ask('POST', '/v1/answers', {
      ...{ user: 'ada', policy: 'privacy', version: 2 },
      ...said,
    });
    expect(answer).toMatchObject({ status: 400, body: invalidAt(`/${pointer}`, detail) });
  });

  test('is refused where it is not offered, with what is; or late; or to nothing they were told of', async () => {
    const app = await haveTold({ decline: { offers: ['leave-now'] } });
    expect(await say(app, 'keep-old')).toMatchObject({
      status: 409,
      body: { type: '/problems/not-offered', offers: ['leave-now'] },
    });
    expect(await say(app, 'cancel')).toMatchObject({ status: 409, body: { type: '/problems/not-offered' } });
    const late = await haveTold({});
    late.wait('P30D');
    expect(await say(late, 'keep-old')).toMatchObject({
      status: 409,
      body: { type: '/problems/decline-window-closed', closedAt: DATE },
    });
    await haveUsers(late, 'bea');
    expect(await say(late, 'keep-old', { user: 'bea' })).toMatchObject({ status: 409 });
  });

  test('answers as the first time under its key, whichever it is', async () => {
    const app = await haveTold({});
    for (const [answer, more] of [
      ['keep-old', {}],
      ['leave-part', { part: 'Chat' }],
      ['leave-at-close', {}],
      ['accept', {}],
    ] as const) {
      const body = { user: 'ada', policy: 'privacy', version: 2, answer, ...more };
      const first = await app.ask('POST', '/v1/answers', body, { 'idempotency-key': answer });
      const again = await app.ask('POST', '/v1/answers', body, { 'idempotency-key': answer });
      expect([again.status, again.body]).toEqual([first.status, first.body]);
      app.wait(1000);
    }
    expect(await checkOf(app, 'ada')).toMatchObject({ standing: 'active' });
    await insistOnTheRecord(app);
  });
});
