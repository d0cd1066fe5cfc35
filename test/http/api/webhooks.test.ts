import { describe, expect, test } from 'vitest';
import type { Batch, Mailer, Receipt } from '../../../src/delivery/mailer.ts';
import {
  askOk,
  checkOf,
  dumpDatabase,
  haveAccepted,
  havePolicy,
  havePublished,
  haveUsers,
  recordsOf,
  testApp,
} from '../../support/arrange.ts';
import { mailEvent, report, signWebhook, WEBHOOK_SECRET } from '../../support/sign-webhook.ts';
import type { TestApp } from '../../support/test-app.ts';

const DAY = 24 * 60 * 60 * 1000;
const TOLD_AT = '2026-11-22T09:00:00.000Z';
const EFFECTIVE_AT = '2026-12-22T09:00:00.000Z';

/** A provider that remembers what it was sent, and answers the given receipts before it takes everything. */
function provider(...receipts: Receipt[]): Mailer & { readonly batches: Batch[] } {
  const batches: Batch[] = [];
  return {
    name: 'resend',
    callsPerSecond: null,
    batches,
    async send(batch) {
      batches.push(structuredClone(batch));
      return (
        receipts.shift() ?? { kind: 'taken', providerIds: batch.mails.map((one) => `re-${one.deliveryId}`) }
      );
    },
  };
}

/** Ada holds version 1 and was sent the announcement of version 2; what the provider answered is up to it. */
async function haveAdaMailed(mailer: Mailer = provider()): Promise<{ app: TestApp; id: string }> {
  const app = await testApp({ mailer, webhookSecret: WEBHOOK_SECRET });
  await havePolicy(app);
  await haveUsers(app, 'ada');
  await haveAccepted(app, 'ada');
  await havePublished(app);
  await app.deliver();
  return { app, id: (await deliveryOf(app)).id as string };
}

const deliveryOf = ({ store }: TestApp) =>
  store.db
    .selectFrom('deliveries')
    .selectAll()
    .where('release', '=', 'privacy/2')
    .orderBy('round', 'desc')
    .executeTakeFirstOrThrow();

const eventsOf = ({ store }: TestApp) => store.db.selectFrom('provider_events').selectAll().execute();

const toldAtOf = async (app: TestApp) => (await checkOf(app, 'ada')).upcoming[0]?.toldAt;

const progressOf = async (app: TestApp) =>
  (await askOk(app, 'GET', '/v1/policies/privacy/versions/2/progress')).body;

const correct = (app: TestApp, email: string | null) => askOk(app, 'PUT', '/v1/users/ada', { email });

const INVALID_SIGNATURE = {
  type: '/problems/invalid-signature',
  title: 'The signature is not valid',
  status: 400,
  detail: 'The signature is wrong, or too old or too far ahead.',
};

describe('the provider’s webhook', () => {
  test('is not there while no secret is set', async () => {
    const app = await testApp();
    const { status, body } = await report(app, mailEvent('bounced', {}));
    expect(status).toBe(404);
    expect(body).toMatchObject({ type: '/problems/not-found', status: 404 });
  });

  test('refuses what is not signed as it should be, and keeps nothing', async () => {
    const { app, id } = await haveAdaMailed();
    const before = await dumpDatabase(app.store);
    const body = mailEvent('bounced', { deliveryId: id });
    const good = signWebhook(body);
    const other = `whsec_${Buffer.from('another secret').toString('base64')}`;
    const wrong = [
      {},
      { ...good, 'svix-signature': '' },
      { ...good, 'svix-signature': 'v1,AAAA' },
      { ...good, 'svix-id': 'msg_other' },
      signWebhook(body, { secret: other }),
      signWebhook(`${body} `),
      signWebhook(body, { at: Date.now() - 6 * 60 * 1000 }),
      signWebhook(body, { at: Date.now() + 6 * 60 * 1000 }),
    ];
    for (const headers of wrong) {
      const answer = await report(app, body, headers);
      expect({ status: answer.status, body: answer.body }).toEqual({ status: 400, body: INVALID_SIGNATURE });
    }
    expect(await dumpDatabase(app.store)).toEqual(before);
  });

  test('takes a signature that stands among others, as while a secret is replaced', async () => {
    const { app, id } = await haveAdaMailed();
    const body = mailEvent('delivered', { deliveryId: id });
    const signed = signWebhook(body);
    const headers = { ...signed, 'svix-signature': `v1,AAAA ${signed['svix-signature']} v1a,BBBB` };
    expect((await report(app, body, headers)).status).toBe(204);
    expect((await deliveryOf(app)).state).toBe('delivered');
  });

  test('refuses more than an event can be', async () => {
    const { app } = await haveAdaMailed();
    const { status, body } = await report(app, `"${'x'.repeat(256 * 1024)}"`);
    expect(status).toBe(413);
    expect(body.type).toBe('/problems/too-large');
  });

  test('acknowledges what is about no mail of ours, and keeps nothing of it', async () => {
    const { app } = await haveAdaMailed();
    const before = await dumpDatabase(app.store);
    const unknown = [
      mailEvent('bounced', {}),
      mailEvent('bounced', { deliveryId: 'another-system' }),
      mailEvent('bounced', { tags: [{ name: 'campaign', value: 'spring' }] }),
      mailEvent('bounced', { tags: 7 }),
      JSON.stringify({ type: 'contact.created', created_at: TOLD_AT, data: { id: 'c1', email: 'x@y.z' } }),
      JSON.stringify({ type: 'domain.updated' }),
      '[]',
      '"sent"',
    ];
    for (const body of unknown) {
      const answer = await report(app, body);
      expect({ status: answer.status, body: answer.body }).toEqual({ status: 204, body: '' });
    }
    expect(await dumpDatabase(app.store)).toEqual(before);
  });

  test.each([
    ['a map of tags', (id: string) => ({ deliveryId: id })],
    ['a list of tags', (id: string) => ({ tags: [{ name: 'delivery', value: id }] })],
    ['the provider’s own id', (id: string) => ({ providerId: `re-${id}` })],
  ])('finds the delivery by %s', async (_, mail) => {
    const { app, id } = await haveAdaMailed();
    expect((await report(app, mailEvent('delivered', mail(id)))).status).toBe(204);
    expect((await deliveryOf(app)).state).toBe('delivered');
  });

  test('keeps each event once, to the byte, with when it happened and when it came', async () => {
    const { app, id } = await haveAdaMailed();
    app.wait(5000);
    const body = mailEvent('delivered', { deliveryId: id, providerId: `re-${id}` });
    const headers = signWebhook(body, { id: 'msg_1' });
    for (let time = 0; time < 3; time++) expect((await report(app, body, headers)).status).toBe(204);
    const { user_ref } = await deliveryOf(app);
    expect(await eventsOf(app)).toEqual([
      {
        id: 'msg_1',
        delivery_id: id,
        user_ref,
        type: 'email.delivered',
        occurred_at: '2026-11-22T09:00:02.000Z',
        received_at: '2026-11-22T09:00:05.000Z',
        payload: null,
      },
    ]);
    const [record] = (await recordsOf(app)).filter((one) => one.kind === 'provider-event');
    expect(record?.personal).toMatchObject({ payload: body });
  });

  test('keeps one of many that arrive at the same moment', async () => {
    const { app, id } = await haveAdaMailed();
    const body = mailEvent('bounced', { deliveryId: id });
    const headers = signWebhook(body, { id: 'msg_1' });
    const answers = await Promise.all(Array.from({ length: 5 }, () => report(app, body, headers)));
    expect(answers.map((one) => one.status)).toEqual([204, 204, 204, 204, 204]);
    expect(await eventsOf(app)).toHaveLength(1);
  });

  test('keeps what changes nothing, such as a delay or an opening, which tells nobody and binds nobody', async () => {
    const { app, id } = await haveAdaMailed();
    for (const type of ['delivery_delayed', 'opened', 'clicked']) {
      await report(app, mailEvent(type, { deliveryId: id }));
    }
    expect(await eventsOf(app)).toHaveLength(3);
    expect((await deliveryOf(app)).state).toBe('sent');
  });

  test('lets a delivery follow the order of what can happen, not of arrival', async () => {
    const { app, id } = await haveAdaMailed();
    for (const [type, state] of [
      ['complained', 'delivered'],
      ['sent', 'delivered'],
      ['bounced', 'bounced'],
      ['delivered', 'bounced'],
      ['sent', 'bounced'],
    ] as const) {
      await report(app, mailEvent(type, { deliveryId: id }));
      expect((await deliveryOf(app)).state).toBe(state);
    }
    expect(await toldAtOf(app)).toBeNull();
  });

  test('keeps no address of a user who was erased, neither before nor after', async () => {
    const { app, id } = await haveAdaMailed();
    await report(app, mailEvent('sent', { deliveryId: id }));
    await askOk(app, 'DELETE', '/v1/users/ada');
    expect((await report(app, mailEvent('bounced', { deliveryId: id }))).status).toBe(204);
    const events = await eventsOf(app);
    expect(events.map((one) => one.payload)).toEqual([null, null]);
    expect((await deliveryOf(app)).state).toBe('bounced');
    expect(JSON.stringify(await dumpDatabase(app.store))).not.toContain('ada@example.com');
  });
});

describe('an event that is early', () => {
  const unclear: Receipt = { kind: 'unclear', problem: 'the answer was lost' };

  test('tells the user from when the provider took the mail, and the retry is the same bytes', async () => {
    const mailer = provider(unclear);
    const { app, id } = await haveAdaMailed(mailer);
    expect(await toldAtOf(app)).toBeNull();
    app.wait(3000);
    await report(app, mailEvent('sent', { deliveryId: id, providerId: `re-${id}` }));
    expect(await toldAtOf(app)).toBe('2026-11-22T09:00:01.250Z');
    expect(await deliveryOf(app)).toMatchObject({ state: 'sent', provider_id: `re-${id}` });
    await app.deliver();
    expect(mailer.batches).toHaveLength(2);
    expect(mailer.batches[1]).toEqual(mailer.batches[0]);
    expect(await toldAtOf(app)).toBe('2026-11-22T09:00:01.250Z');
  });

  test('of a bounce is not overtaken by our own record of sending', async () => {
    const mailer = provider(unclear);
    const { app, id } = await haveAdaMailed(mailer);
    app.wait(3000);
    await report(app, mailEvent('bounced', { deliveryId: id }));
    await app.deliver();
    expect(mailer.batches).toHaveLength(2);
    expect((await deliveryOf(app)).state).toBe('bounced');
    expect(await toldAtOf(app)).toBeNull();
  });

  test('leaves the retry the same bytes when the user is erased meanwhile', async () => {
    const mailer = provider(unclear);
    const { app, id } = await haveAdaMailed(mailer);
    app.wait(3000);
    await report(app, mailEvent('sent', { deliveryId: id }));
    await askOk(app, 'DELETE', '/v1/users/ada');
    await app.deliver();
    expect(mailer.batches[1]).toEqual(mailer.batches[0]);
    expect((await deliveryOf(app)).email).toBeNull();
  });
});

describe('a delivery of which nobody knows', () => {
  test.each(['sent', 'delivered'])(
    'is resolved by a report of %s: told when the provider took it',
    async (type) => {
      const { app, id } = await haveAdaMailed(provider({ kind: 'unknown', problem: 'a day has passed' }));
      expect(await progressOf(app)).toMatchObject({ unknown: 1, told: 0 });
      app.wait(DAY);
      await report(app, mailEvent(type, { deliveryId: id, at: '2026-11-22T10:00:00.000Z' }));
      expect(await progressOf(app)).toMatchObject({ unknown: 0, [type]: 1, told: 1 });
      expect((await checkOf(app, 'ada')).upcoming[0]).toMatchObject({
        toldAt: '2026-11-22T09:00:01.250Z',
        bindsAt: EFFECTIVE_AT,
      });
    },
  );

  test('is resolved by a bounce: not told', async () => {
    const { app, id } = await haveAdaMailed(provider({ kind: 'unknown', problem: 'a day has passed' }));
    await report(app, mailEvent('bounced', { deliveryId: id }));
    expect(await progressOf(app)).toMatchObject({ unknown: 0, bounced: 1, told: 0 });
  });
});

describe('a notice that was not given', () => {
  test.each(['bounced', 'suppressed', 'failed'])('since it %s: the user is no longer told', async (type) => {
    const { app, id } = await haveAdaMailed();
    expect(await toldAtOf(app)).toBe(TOLD_AT);
    await report(app, mailEvent(type, { deliveryId: id }));
    expect((await checkOf(app, 'ada')).upcoming[0]).toMatchObject({ toldAt: null, bindsAt: null });
    expect(await progressOf(app)).toMatchObject({ toTell: 1, sent: 0, [type]: 1, told: 0, silent: 0 });
  });

  test('deems nobody by use', async () => {
    const { app, id } = await haveAdaMailed();
    await report(app, mailEvent('bounced', { deliveryId: id }));
    app.wait(31 * DAY);
    await askOk(app, 'POST', '/v1/uses', { user: 'ada' });
    expect(await checkOf(app, 'ada')).toMatchObject({
      accepted: false,
      reason: 'not-told',
      next: 'show-notice',
      holds: { version: 1 },
    });
  });

  test('voids the deemed acceptance that rested on it; shown by the product, it tells again with the late period', async () => {
    const { app, id } = await haveAdaMailed();
    app.wait(31 * DAY);
    await askOk(app, 'POST', '/v1/uses', { user: 'ada' });
    expect(await checkOf(app, 'ada')).toMatchObject({ accepted: true, basis: 'deemed' });

    const body = mailEvent('bounced', { deliveryId: id });
    await report(app, body, signWebhook(body, { id: 'msg_bounce' }));
    expect(await checkOf(app, 'ada')).toMatchObject({
      accepted: false,
      reason: 'not-told',
      holds: { version: 1 },
      current: { version: 2, toldAt: null, bindsAt: null },
    });
    const deemed = await app.store.db
      .selectFrom('acceptances')
      .select('id')
      .where('basis', '=', 'deemed')
      .execute();
    expect(await app.store.db.selectFrom('voidings').selectAll().execute()).toEqual([
      { acceptance_id: deemed[0]?.id, event_id: 'msg_bounce', voided_at: '2026-12-23T09:00:00.000Z' },
    ]);
    expect(await progressOf(app)).toMatchObject({ accepted: { deemed: 0 }, told: 0 });

    const shown = await app.ask('POST', '/v1/notices/shown', { user: 'ada', policy: 'privacy', version: 2 });
    expect(shown.status).toBe(201);
    expect(shown.body).toMatchObject({
      toldAt: '2026-12-23T09:00:00.000Z',
      bindsAt: '2026-12-30T09:00:00.000Z',
    });
    await askOk(app, 'POST', '/v1/uses', { user: 'ada' });
    expect(await checkOf(app, 'ada')).toMatchObject({ reason: 'awaiting-use', next: 'show-notice' });
    app.wait(7 * DAY);
    await askOk(app, 'POST', '/v1/uses', { user: 'ada' });
    expect(await checkOf(app, 'ada')).toMatchObject({
      accepted: true,
      basis: 'deemed',
      holds: { version: 2 },
    });
    await report(app, mailEvent('failed', { deliveryId: id }));
    expect(await checkOf(app, 'ada')).toMatchObject({ accepted: true, basis: 'deemed' });
  });

  test('leaves what a user said themselves', async () => {
    const { app, id } = await haveAdaMailed();
    await haveAccepted(app, 'ada', 2);
    await report(app, mailEvent('bounced', { deliveryId: id }));
    expect(await checkOf(app, 'ada')).toMatchObject({ holds: { version: 2, basis: 'explicit' } });
    expect(await app.store.db.selectFrom('voidings').selectAll().execute()).toEqual([]);
  });

  test('leaves a user told whom the product showed it as well', async () => {
    const { app, id } = await haveAdaMailed();
    app.wait(DAY);
    const shown = { user: 'ada', policy: 'privacy', version: 2 };
    expect((await app.ask('POST', '/v1/notices/shown', shown)).body.toldAt).toBe(TOLD_AT);
    app.wait(30 * DAY);
    await askOk(app, 'POST', '/v1/uses', { user: 'ada' });
    await report(app, mailEvent('bounced', { deliveryId: id }));
    expect(await checkOf(app, 'ada')).toMatchObject({
      accepted: true,
      basis: 'deemed',
      current: { toldAt: '2026-11-23T09:00:00.000Z', bindsAt: EFFECTIVE_AT },
    });
  });
});

describe('a corrected address after a bounce', () => {
  const addresses = (mailer: { readonly batches: readonly Batch[] }) =>
    mailer.batches.flatMap((batch) => batch.mails.map((mail) => mail.to));

  test.each([
    ['by PUT', (app: TestApp) => correct(app, 'ada@corrected.example')],
    [
      'by an import',
      (app: TestApp) =>
        askOk(app, 'POST', '/v1/users/import', '{"user":"ada","email":"ada@corrected.example"}'),
    ],
  ])('%s gets the notice; what bounced stays as evidence', async (_, correction) => {
    const mailer = provider();
    const { app, id } = await haveAdaMailed(mailer);
    await report(app, mailEvent('bounced', { deliveryId: id }));
    app.wait(DAY);
    await correction(app);
    await app.deliver();
    expect(addresses(mailer)).toEqual(['ada@example.com', 'ada@corrected.example']);
    expect(await toldAtOf(app)).toBe('2026-11-23T09:00:00.000Z');
    expect(await progressOf(app)).toMatchObject({ toTell: 1, sent: 1, bounced: 0, told: 1 });
    const mails = await app.store.db.selectFrom('deliveries').selectAll().orderBy('round').execute();
    expect(mails).toMatchObject([
      { id, round: 0, state: 'bounced', email: 'ada@example.com' },
      { round: 1, state: 'sent', email: 'ada@corrected.example' },
    ]);

    // A late word about the old mail is kept and takes nothing back.
    await report(app, mailEvent('suppressed', { deliveryId: id }));
    expect(await eventsOf(app)).toHaveLength(2);
    expect(await toldAtOf(app)).toBe('2026-11-23T09:00:00.000Z');
  });

  test('made before the bounce came gets the notice at once, and tells them once it comes', async () => {
    const mailer = provider();
    const { app, id } = await haveAdaMailed(mailer);
    app.wait(1000);
    await correct(app, 'ada@corrected.example');
    await app.deliver();
    expect(addresses(mailer)).toEqual(['ada@example.com', 'ada@corrected.example']);
    expect(await toldAtOf(app)).toBe(TOLD_AT);
    app.wait(DAY);
    await report(app, mailEvent('bounced', { deliveryId: id }));
    await app.deliver();
    expect(addresses(mailer)).toEqual(['ada@example.com', 'ada@corrected.example']);
    expect(await toldAtOf(app)).toBe('2026-11-22T09:00:01.000Z');
  });

  test('made while the old mail is still retried changes nothing of the retry', async () => {
    const mailer = provider({ kind: 'unclear', problem: 'the answer was lost' });
    const { app, id } = await haveAdaMailed(mailer);
    app.wait(3000);
    await report(app, mailEvent('bounced', { deliveryId: id }));
    await correct(app, 'ada@corrected.example');
    await app.deliver();
    const [first, ...later] = mailer.batches;
    expect(later).toContainEqual(first);
    expect(addresses(mailer).toSorted()).toEqual([
      'ada@corrected.example',
      'ada@example.com',
      'ada@example.com',
    ]);
    expect(await toldAtOf(app)).toBe('2026-11-22T09:00:03.000Z');
  });

  test('that is the same address, or none, gets nothing', async () => {
    const mailer = provider();
    const { app, id } = await haveAdaMailed(mailer);
    await report(app, mailEvent('bounced', { deliveryId: id }));
    for (const email of ['ada@example.com', null, 'ada@example.com']) {
      app.wait(1000);
      await correct(app, email);
      await app.deliver();
    }
    expect(addresses(mailer)).toEqual(['ada@example.com']);
  });

  test('after the version took effect gets no mail', async () => {
    const mailer = provider();
    const { app, id } = await haveAdaMailed(mailer);
    await report(app, mailEvent('bounced', { deliveryId: id }));
    app.wait(31 * DAY);
    await correct(app, 'ada@corrected.example');
    await app.deliver();
    expect(addresses(mailer)).toEqual(['ada@example.com']);
  });

  test('of a mail that arrived gets the notice too, which changes nothing of when they were told', async () => {
    const mailer = provider();
    const { app, id } = await haveAdaMailed(mailer);
    await report(app, mailEvent('delivered', { deliveryId: id }));
    app.wait(1000);
    await correct(app, 'ada@corrected.example');
    await app.deliver();
    expect(addresses(mailer)).toEqual(['ada@example.com', 'ada@corrected.example']);
    expect(await toldAtOf(app)).toBe(TOLD_AT);
  });

  test('that bounces too can be corrected again', async () => {
    const mailer = provider();
    const { app, id } = await haveAdaMailed(mailer);
    await report(app, mailEvent('bounced', { deliveryId: id }));
    app.wait(1000);
    await correct(app, 'ada@wrong.example');
    await app.deliver();
    await report(app, mailEvent('bounced', { deliveryId: (await deliveryOf(app)).id as string }));
    expect(await toldAtOf(app)).toBeNull();
    for (let time = 0; time < 2; time++) {
      app.wait(1000);
      await correct(app, 'ada@bücher.example');
      await app.deliver();
    }
    expect(addresses(mailer)).toEqual(['ada@example.com', 'ada@wrong.example', 'ada@xn--bcher-kva.example']);
    expect(await toldAtOf(app)).toBe('2026-11-22T09:00:02.000Z');
  });
});
