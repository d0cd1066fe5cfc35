import { Webhook } from 'standardwebhooks';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../../src/http/app.ts';
import {
  askOk,
  haveAccepted,
  haveAdaTold,
  havePolicy,
  havePublished,
  haveUsers,
  testApp,
} from '../../support/arrange.ts';
import { mailEvent, report, WEBHOOK_SECRET } from '../../support/sign-webhook.ts';
import { ADMIN_KEY, LINK_SECRET, type TestApp } from '../../support/test-app.ts';
import {
  type Answering,
  haveWebhook,
  type Receiver,
  startReceiver,
  tellWebhooks,
} from '../../support/webhook-receiver.ts';

const DAY = 86_400_000;

async function receiver(answer?: Answering): Promise<Receiver> {
  const one = await startReceiver(answer);
  onTestFinished(() => one.close());
  return one;
}

const typesOf = ({ received }: Receiver) => received.map(({ event }) => event.type);
const attemptsOf = async (app: TestApp, id: string) =>
  (await askOk(app, 'GET', `/v1/webhooks/${id}/attempts`)).body.items;

/** The instant by the clock of the test, at which the library must believe that it is. */
function verify(secret: string, { headers, body }: Receiver['received'][number]) {
  return new Webhook(secret).verify(body, headers);
}

describe('a webhook', () => {
  test('is told what happened from then on, thin and in order, signed as Standard Webhooks has it', async () => {
    const app = await testApp({ now: new Date().toISOString() as never, webhookSecret: WEBHOOK_SECRET });
    const shop = await receiver();
    await havePolicy(app);
    await tellWebhooks(app);
    const { secret, ...hook } = await haveWebhook(app, shop);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(hook).toMatchObject({ enabled: true, failingSince: null, waiting: 0, hasSecret: true });
    await haveUsers(app, 'ada');
    await haveAccepted(app, 'ada');
    await havePublished(app);
    await app.deliver();
    const body = { user: 'ada', policy: 'privacy', version: 2 };
    const { body: leaving } = await askOk(app, 'POST', '/v1/terminations', body);
    await tellWebhooks(app);
    // A million notices are told of by name alone.
    expect(typesOf(shop).toSorted()).toEqual(['answer.accepted', 'answer.declined', 'version.posted']);
    for (const one of shop.received) expect(verify(secret, one)).toEqual(one.event);
    const [declined] = shop.received.filter(({ event }) => event.type === 'answer.declined');
    expect(declined?.event).toEqual({
      type: 'answer.declined',
      timestamp: app.clock.now,
      data: {
        ...{ user: 'ada', policy: 'privacy', version: 2, position: expect.any(Number) },
        ...{ termination: leaving.id, when: 'effect', terminatesAt: leaving.terminatesAt },
      },
    });
    expect(JSON.stringify(shop.received)).not.toContain('example.com');
    expect(() => verify(`whsec_${Buffer.from('another').toString('base64')}`, declined!)).toThrow();
  });

  test('is told of what the clock does: versions that took effect, once, and users who left', async () => {
    const app = await testApp();
    const shop = await receiver();
    await tellWebhooks(app);
    await haveAdaTold(app);
    app.wait('PT2M');
    await tellWebhooks(app);
    await haveWebhook(app, shop, ['version.took-effect', 'user.*']);
    await askOk(app, 'POST', '/v1/terminations', { user: 'ada', policy: 'privacy', version: 2 });
    app.wait('P29DT23H58M');
    await tellWebhooks(app);
    // Until nothing that was decided before can withdraw it.
    expect(typesOf(shop)).toEqual([]);
    app.wait('PT1M');
    await tellWebhooks(app);
    app.wait('P1D');
    await tellWebhooks(app);
    expect(typesOf(shop).toSorted()).toEqual(['user.left', 'version.took-effect']);
    const [effect] = shop.received.filter(({ event }) => event.type === 'version.took-effect');
    expect(effect?.event).toMatchObject({
      timestamp: '2026-12-22T09:00:00.000Z',
      data: { user: null, policy: 'privacy', version: 2, effectiveAt: '2026-12-22T09:00:00.000Z' },
    });
  });

  test('is told of notices that were given where it asks for them by name, and of those that were not', async () => {
    const app = await testApp({ webhookSecret: WEBHOOK_SECRET });
    const [all, given] = [await receiver(), await receiver()];
    await haveWebhook(app, all, ['notice.*']);
    await haveWebhook(app, given, ['notice.given']);
    await haveAdaTold(app);
    const { id } = await app.store.db
      .selectFrom('deliveries')
      .select('id')
      .where('sent_at', 'is not', null)
      .executeTakeFirstOrThrow();
    await report(app, mailEvent('bounced', { deliveryId: id as string }));
    await report(app, mailEvent('delivery_delayed', { deliveryId: id as string }));
    await tellWebhooks(app);
    expect(typesOf(given)).toEqual(['notice.given']);
    expect(all.received.map(({ event }) => [event.type, event.data.user, event.data.delivery])).toEqual([
      ['notice.not-given', 'ada', id],
    ]);
  });

  test('learns of an erased user without their id', async () => {
    const app = await testApp();
    const shop = await receiver();
    await havePolicy(app);
    await haveWebhook(app, shop, ['answer.accepted']);
    await haveUsers(app, 'ada');
    await haveAccepted(app, 'ada');
    await askOk(app, 'DELETE', '/v1/users/ada');
    await tellWebhooks(app);
    expect(shop.received.map(({ event }) => event.data.user)).toEqual([null]);
  });
});

describe('an event that was not taken', () => {
  test('comes again, the same and newly signed, by the plan; what comes later of its user waits, others do not', async () => {
    const app = await testApp();
    const shop = await receiver(({ event }) => (event.data.user === 'ada' ? 500 : 204));
    await havePolicy(app);
    await tellWebhooks(app);
    const hook = await haveWebhook(app, shop, ['answer.*']);
    await haveUsers(app, 'ada', 'bea');
    await haveAccepted(app, 'ada');
    await havePublished(app);
    await haveAccepted(app, 'ada', 2);
    await haveAccepted(app, 'bea');
    await tellWebhooks(app);
    const users = () => shop.received.map(({ event }) => `${event.data.user} ${event.data.version}`);
    expect(users().toSorted()).toEqual(['ada 1', 'bea 1']);
    expect((await askOk(app, 'GET', `/v1/webhooks/${hook.id}`)).body.waiting).toBe(2);
    app.wait(4_999);
    await tellWebhooks(app);
    expect(users()).toHaveLength(2);
    app.wait(1_001);
    await tellWebhooks(app);
    expect(users().slice(2)).toEqual(['ada 1']);
    const [first, again] = shop.received.filter(({ event }) => event.data.user === 'ada');
    expect(again?.body).toBe(first?.body);
    expect(again?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    expect(again?.headers['webhook-timestamp']).not.toBe(first?.headers['webhook-timestamp']);
    shop.answer = () => 204;
    app.wait('PT6M');
    await tellWebhooks(app);
    expect(users().slice(3)).toEqual(['ada 1', 'ada 2']);
    const { body } = await askOk(app, 'GET', `/v1/webhooks/${hook.id}`);
    expect(body).toMatchObject({ waiting: 0, failingSince: null });
  });

  test('is tried ten times over three days, then given up, and what waited behind it goes', async () => {
    const app = await testApp();
    const shop = await receiver(({ event }) => (event.data.version === 1 ? 503 : 204));
    await havePolicy(app);
    await tellWebhooks(app);
    const hook = await haveWebhook(app, shop, ['answer.*']);
    await haveUsers(app, 'ada', 'bea');
    await haveAccepted(app, 'ada');
    await havePublished(app);
    await haveAccepted(app, 'ada', 2);
    for (let hours = 0; hours < 24 * 5; hours++) {
      await tellWebhooks(app);
      app.wait('PT1H');
    }
    const versions = shop.received.map(({ event }) => event.data.version);
    expect(versions).toEqual([...Array(10).fill(1), 2]);
    const attempts = await attemptsOf(app, hook.id);
    expect(attempts[0]).toMatchObject({ try: 1, outcome: 'delivered', status: 204, type: 'answer.accepted' });
    expect(attempts[1]).toMatchObject({ try: 10, outcome: 'given-up', status: 503 });
    const { body } = await askOk(app, 'GET', `/v1/webhooks/${hook.id}/attempts?outcome=failed&limit=3`);
    expect(body.items.map((one: { try: number }) => one.try)).toEqual([10, 9, 8]);
  });

  test('waits as long as the endpoint asks, and for a day at most', async () => {
    const app = await testApp();
    const shop = await receiver((_, nth, reply) => {
      reply.writeHead(429, { 'retry-after': nth === 1 ? '3600' : '99999999' }).end('later');
      return 'does-it-itself';
    });
    await havePolicy(app);
    await tellWebhooks(app);
    const hook = await haveWebhook(app, shop, ['answer.*']);
    await haveUsers(app, 'ada');
    await haveAccepted(app, 'ada');
    await tellWebhooks(app);
    app.wait('PT59M');
    await tellWebhooks(app);
    expect(shop.received).toHaveLength(1);
    app.wait('PT1M');
    await tellWebhooks(app);
    expect(shop.received).toHaveLength(2);
    app.wait('P1D');
    await tellWebhooks(app);
    expect(shop.received).toHaveLength(3);
    expect((await attemptsOf(app, hook.id))[0]).toMatchObject({ status: 429, answer: 'later', error: null });
  });

  test('is set aside up to so many, beyond which the endpoint goes no further, and nothing is lost', async () => {
    const app = await testApp();
    const shop = await receiver(() => 500);
    await havePolicy(app);
    await tellWebhooks(app);
    const hook = await haveWebhook(app, shop, ['answer.*']);
    const users = ['ada', 'bea', 'cay', 'dan', 'eve'];
    await haveUsers(app, ...users);
    for (const user of users) await haveAccepted(app, user);
    const stands = async () => (await askOk(app, 'GET', `/v1/webhooks/${hook.id}`)).body;
    await tellWebhooks(app, { mostAside: 2 });
    const full = await stands();
    expect(full.waiting).toBe(2);
    await tellWebhooks(app, { mostAside: 2 });
    expect(await stands()).toMatchObject({ waiting: 2, position: full.position });
    shop.answer = () => 204;
    const before = shop.received.length;
    for (let times = 0; times < 4; times++) {
      app.wait('PT1H');
      await tellWebhooks(app, { mostAside: 2 });
    }
    expect(
      shop.received
        .slice(before)
        .map(({ event }) => event.data.user)
        .toSorted(),
    ).toEqual(users);
    expect((await stands()).waiting).toBe(0);
  });

  test('keeps the first 2 KB of an answer, follows no redirect, and reads no answer without an end', async () => {
    const app = await testApp();
    const answers: Answering[] = [
      (_, __, reply) => {
        reply.writeHead(500).end('x'.repeat(10_000));
        return 'does-it-itself';
      },
      (_, __, reply) => {
        reply.writeHead(307, { location: shop.url }).end();
        return 'does-it-itself';
      },
      (_, __, reply) => {
        reply.writeHead(200);
        const more = () => {
          if (!reply.destroyed) reply.write('x'.repeat(16_384), () => setImmediate(more));
        };
        more();
        return 'does-it-itself';
      },
    ];
    const shop: Receiver = await receiver((received, nth, reply) => answers[nth - 1]!(received, nth, reply));
    await havePolicy(app);
    const hook = await haveWebhook(app, shop);
    const test = async () => (await askOk(app, 'POST', `/v1/webhooks/${hook.id}/test`)).body;
    const long = await test();
    expect(long).toMatchObject({ outcome: 'given-up', status: 500, type: 'webhook.test', position: null });
    expect(long.answer).toHaveLength(2_048);
    expect(await test()).toMatchObject({ status: 307, error: 'Redirects are not followed.' });
    expect(await test()).toMatchObject({ outcome: 'delivered', status: 200 });
    expect(shop.received).toHaveLength(3);
    expect(await attemptsOf(app, hook.id)).toHaveLength(3);
  });
});

describe('an endpoint', () => {
  test('that met nothing but failures for five days is told nothing more, until it is enabled: then all of it', async () => {
    const app = await testApp();
    const shop = await receiver(() => 500);
    await havePolicy(app);
    await tellWebhooks(app);
    const hook = await haveWebhook(app, shop, ['answer.*']);
    await haveUsers(app, 'ada', 'bea', 'cay');
    await haveAccepted(app, 'ada');
    await tellWebhooks(app);
    const failingSince = app.clock.now;
    app.wait('P4D');
    await haveAccepted(app, 'bea');
    await tellWebhooks(app);
    app.wait('P1D');
    await tellWebhooks(app);
    const { body } = await askOk(app, 'GET', `/v1/webhooks/${hook.id}`);
    expect(body).toMatchObject({ enabled: false, disabledBy: 'failures', failingSince });
    await haveAccepted(app, 'cay');
    app.wait('P1D');
    const before = shop.received.length;
    await tellWebhooks(app);
    expect(shop.received).toHaveLength(before);
    shop.answer = () => 204;
    const { url, events } = hook;
    const enabled = await askOk(app, 'PUT', `/v1/webhooks/${hook.id}`, { url, events, enabled: true });
    expect(enabled.body).toMatchObject({ enabled: true, disabledBy: null, failingSince: null });
    await tellWebhooks(app);
    const users = shop.received.slice(before).map(({ event }) => event.data.user);
    expect(users.toSorted()).toEqual(['ada', 'bea', 'cay']);
  });

  test('that says that it is gone is told nothing more', async () => {
    const app = await testApp();
    const shop = await receiver(() => 410);
    await havePolicy(app);
    const hook = await haveWebhook(app, shop);
    await haveUsers(app, 'ada');
    await haveAccepted(app, 'ada');
    await tellWebhooks(app);
    expect((await askOk(app, 'GET', `/v1/webhooks/${hook.id}`)).body.disabledBy).toBe('gone');
  });

  test('is signed to with two secrets for a day after a rotation', async () => {
    const app = await testApp({ now: new Date().toISOString() as never });
    const shop = await receiver();
    const hook = await haveWebhook(app, shop);
    const { body: rotated } = await askOk(app, 'POST', `/v1/webhooks/${hook.id}/rotate`);
    expect(rotated.secret).not.toBe(hook.secret);
    await askOk(app, 'POST', `/v1/webhooks/${hook.id}/test`);
    expect(verify(rotated.secret, shop.received[0]!)).toMatchObject({ type: 'webhook.test' });
    expect(verify(hook.secret, shop.received[0]!)).toMatchObject({ type: 'webhook.test' });
    app.wait(DAY);
    await askOk(app, 'POST', `/v1/webhooks/${hook.id}/test`);
    expect(shop.received[1]?.headers['webhook-signature']?.split(' ')).toHaveLength(1);
  });

  test('has a secret that is kept nowhere; while the one of links that made it is gone, it waits for another', async () => {
    const app = await testApp();
    const shop = await receiver();
    await havePolicy(app);
    const hook = await haveWebhook(app, shop, ['answer.*']);
    const rows = await app.store.db.selectFrom('webhook_endpoints').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(hook.secret.slice('whsec_'.length));
    await haveUsers(app, 'ada');
    await haveAccepted(app, 'ada');
    const context = { ...app.context, linkSecrets: [{ id: '2', secret: `${LINK_SECRET} two` }] as const };
    await tellWebhooks({ ...app, context });
    expect(shop.received).toEqual([]);
    const other = createApp(context, (_, next) => next());
    const headers = { authorization: `Bearer ${ADMIN_KEY}` };
    const path = `/v1/webhooks/${hook.id}`;
    expect(await (await other.request(path, { headers })).json()).toMatchObject({ hasSecret: false });
    expect((await other.request(`${path}/rotate`, { method: 'POST', headers })).status).toBe(200);
    await tellWebhooks({ ...app, context });
    expect(shop.received).toHaveLength(1);
  });

  test('is changed, listed and deleted, with what waits for it', async () => {
    const app = await testApp();
    const shop = await receiver(() => 500);
    await havePolicy(app);
    const hook = await haveWebhook(app, shop);
    await haveUsers(app, 'ada');
    await haveAccepted(app, 'ada');
    await tellWebhooks(app);
    const change = { url: 'https://shop.example.com/hook', events: ['user.*'], description: 'The shop' };
    const { body } = await askOk(app, 'PUT', `/v1/webhooks/${hook.id}`, { ...change, enabled: false });
    expect(body).toMatchObject({ ...change, enabled: false, disabledBy: 'key' });
    expect(body.secret).toBeUndefined();
    expect((await askOk(app, 'GET', '/v1/webhooks')).body.items).toEqual([body]);
    await askOk(app, 'DELETE', `/v1/webhooks/${hook.id}`);
    for (const table of ['webhook_endpoints', 'webhook_events_aside', 'webhook_attempts'] as const) {
      expect(await app.store.db.selectFrom(table).selectAll().execute()).toEqual([]);
    }
    const { status, body: problem } = await app.ask('DELETE', `/v1/webhooks/${hook.id}`);
    expect([status, problem.type]).toEqual([404, '/problems/unknown-webhook']);
  });

  test('is made and changed by an admin alone', async () => {
    const app = await testApp();
    const { body } = await askOk(app, 'POST', '/v1/keys', { name: 'shop', role: 'app' });
    const headers = { authorization: `Bearer ${body.key}` };
    const hook = { url: 'https://shop.example.com/hook', events: ['*'] };
    expect((await app.ask('POST', '/v1/webhooks', hook, headers)).status).toBe(403);
    expect((await app.ask('GET', '/v1/webhooks', undefined, headers)).status).toBe(200);
  });
});

describe('telling once more', () => {
  async function haveToldOfThree() {
    const app = await testApp();
    const shop = await receiver();
    await havePolicy(app);
    await tellWebhooks(app);
    const hook = await haveWebhook(app, shop, ['answer.*']);
    await haveUsers(app, 'ada', 'bea', 'cay');
    const instants = [];
    for (const user of ['ada', 'bea', 'cay']) {
      instants.push(app.clock.now);
      await haveAccepted(app, user);
      app.wait('PT1H');
    }
    await tellWebhooks(app);
    expect(shop.received).toHaveLength(3);
    return { app, shop, path: `/v1/webhooks/${hook.id}/replay`, instants };
  }
  const usersOf = (shop: Receiver) => shop.received.map(({ event }) => event.data.user);

  test('sends one event under the id that it had', async () => {
    const { app, shop, path } = await haveToldOfThree();
    const event = shop.received[1]?.headers['webhook-id'];
    await askOk(app, 'POST', path, { event });
    await tellWebhooks(app);
    expect(shop.received).toHaveLength(4);
    expect(shop.received[3]?.headers['webhook-id']).toBe(event);
    expect(shop.received[3]?.body).toBe(shop.received[1]?.body);
    const unknown = await app.ask('POST', path, { event: `evt_${'0'.repeat(32)}` });
    expect([unknown.status, unknown.body.type]).toEqual([404, '/problems/unknown-event']);
  });

  test('sends everything since an instant, in its order', async () => {
    const { app, shop, path, instants } = await haveToldOfThree();
    await askOk(app, 'POST', path, { since: instants[1] });
    await tellWebhooks(app);
    expect(usersOf(shop).slice(3)).toEqual(['bea', 'cay']);
    await askOk(app, 'POST', path, { since: '2020-01-01T00:00:00Z' });
    await tellWebhooks(app);
    expect(usersOf(shop).slice(5)).toEqual(['ada', 'bea', 'cay']);
    await askOk(app, 'POST', path, { since: '2030-01-01T00:00:00Z' });
    await tellWebhooks(app);
    expect(shop.received).toHaveLength(8);
    expect((await app.ask('POST', path, {})).status).toBe(400);
  });
});
