import { describe, expect, test } from 'vitest';
import {
  askOk,
  checkOf,
  haveAccepted,
  haveAdaTold,
  havePolicy,
  havePublished,
  haveUsers,
  recordsOf,
  reviewPathOf,
  testApp,
} from '../../support/arrange.ts';
import { rememberingMailer } from '../../support/remembering-mailer.ts';
import { mailEvent, report, WEBHOOK_SECRET } from '../../support/sign-webhook.ts';
import type { TestApp } from '../../support/test-app.ts';

const DELIVERIES = '/v1/policies/privacy/versions/2/deliveries';
const FORM = { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:8787' };

async function onlyDelivery(app: TestApp): Promise<{ id: string; state: string; mayRepeat: string | null }> {
  const { body } = await askOk(app, 'GET', DELIVERIES);
  expect(body.items).toHaveLength(1);
  return body.items[0];
}

describe('a mail that somebody asks for again', () => {
  test('goes out in the same words as a new one, and the first one’s link goes on opening', async () => {
    const app = await testApp();
    const first = await haveAdaTold(app);
    const { id } = await onlyDelivery(app);
    const told = (await checkOf(app, 'ada')).upcoming[0].toldAt;
    const words = (await askOk(app, 'GET', `/mailbox/${id}/text`)).body as string;
    app.wait('P1D');
    const { status, body } = await app.ask('POST', `${DELIVERIES}/${id}/again`);
    expect(status).toBe(202);
    expect(body).toEqual({ repeats: id, user: 'ada', queuedAt: '2026-11-23T09:00:00.000Z' });
    await app.deliver();
    const again = await onlyDelivery(app);
    expect(again).toMatchObject({ state: 'sent', mayRepeat: id });
    const repeated = (await askOk(app, 'GET', `/mailbox/${again.id}/text`)).body as string;
    const withoutLinks = (text: string) => text.replaceAll(/\/review\/[\w.-]+/g, '');
    expect(withoutLinks(repeated)).toBe(withoutLinks(words));
    const second = await reviewPathOf(app, 'ada@example.com');
    expect(second).not.toBe(first);
    for (const path of [first, second]) expect((await app.ask('GET', path)).status).toBe(200);
    expect((await checkOf(app, 'ada')).upcoming[0].toldAt).toBe(told);
    expect((await recordsOf(app)).filter((one) => one.kind === 'repeated')).toMatchObject([
      { id: `repeated:${id}`, actor: 'admin', policy: 'privacy', version: 2, facts: { delivery: id } },
    ]);
  });

  test('is asked for once, however often', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    const { id } = await onlyDelivery(app);
    const answers = await Promise.all([1, 2, 3].map(() => app.ask('POST', `${DELIVERIES}/${id}/again`)));
    expect(new Set(answers.map((one) => JSON.stringify(one.body))).size).toBe(1);
    await app.deliver();
    expect((await askOk(app, 'GET', `${DELIVERIES}.csv`)).body.trim().split('\r\n')).toHaveLength(3);
  });

  test('tells whom the first did not reach, and is told of by what the provider reports', async () => {
    const app = await testApp({ mailer: rememberingMailer(), webhookSecret: WEBHOOK_SECRET });
    await haveMailed(app);
    const { id } = await onlyDelivery(app);
    await report(app, mailEvent('bounced', { deliveryId: id }));
    expect((await checkOf(app, 'ada')).upcoming[0].toldAt).toBeNull();
    await askOk(app, 'POST', `${DELIVERIES}/${id}/again`);
    await app.deliver();
    const again = await onlyDelivery(app);
    expect((await checkOf(app, 'ada')).upcoming[0].toldAt).not.toBeNull();
    await report(app, mailEvent('bounced', { deliveryId: again.id }));
    expect((await checkOf(app, 'ada')).upcoming[0].toldAt).toBeNull();
  });

  test('may be a receipt, to the address that its reader has now', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    await app.ask('POST', path, 'action=accept', FORM);
    // Receipts wait a second for others.
    await app.deliver();
    app.wait('PT1S');
    await app.deliver();
    await askOk(app, 'PUT', '/v1/users/ada', { email: 'ada@new.example' });
    const { body } = await askOk(app, 'GET', DELIVERIES);
    const receipt = body.items.find((one: { kind: string }) => one.kind === 'receipt-accepted');
    await askOk(app, 'POST', `${DELIVERIES}/${receipt.id}/again`);
    await app.deliver();
    const rows = await app.store.db
      .selectFrom('deliveries')
      .select(['email', 'state'])
      .where('may_repeat', '=', receipt.id)
      .execute();
    expect(rows).toEqual([{ email: 'ada@new.example', state: 'sent' }]);
  });

  test.each([
    [
      'is leaving',
      async (app: TestApp) => {
        await askOk(app, 'POST', '/v1/terminations', { user: 'ada', policy: 'privacy', version: 2 });
      },
    ],
    ['has accepted', (app: TestApp) => haveAccepted(app, 'ada', 2)],
    [
      'has no address',
      async (app: TestApp) => {
        await askOk(app, 'PUT', '/v1/users/ada', { email: null });
      },
    ],
    [
      'was told of what is withdrawn',
      async (app: TestApp) => {
        await askOk(app, 'POST', '/v1/policies/privacy/versions/2/withdrawal', { reason: 'A mistake.' });
      },
    ],
  ])('is not sent to who %s', async (_, make) => {
    const app = await testApp();
    await haveAdaTold(app);
    const { id } = await onlyDelivery(app);
    await make(app);
    const { status, body } = await app.ask('POST', `${DELIVERIES}/${id}/again`);
    expect(status).toBe(409);
    expect(body.type).toBe('/problems/delivery-not-repeatable');
  });

  test('is one that there is, and is not under way', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    const { id } = await onlyDelivery(app);
    expect((await app.ask('POST', `${DELIVERIES}/none/again`)).body.type).toBe('/problems/unknown-delivery');
    await app.store.db.updateTable('deliveries').set({ state: 'sending' }).where('id', '=', id).execute();
    expect((await app.ask('POST', `${DELIVERIES}/${id}/again`)).body.detail).toContain('still on its way');
  });
});

/** As `haveAdaTold`, where there is no local mailbox to look for the link in. */
async function haveMailed(app: TestApp): Promise<void> {
  await havePolicy(app);
  await haveUsers(app, 'ada');
  await haveAccepted(app, 'ada');
  await havePublished(app);
  await app.deliver();
}
