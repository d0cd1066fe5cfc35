import { describe, expect, test } from 'vitest';
import {
  askOk,
  dumpDatabase,
  haveAccepted,
  havePolicy,
  havePublished,
  haveUsers,
  TEXT_1,
  TEXT_3,
  testApp,
} from '../../support/arrange.ts';
import { rememberingMailer } from '../../support/remembering-mailer.ts';
import { mailEvent, report, WEBHOOK_SECRET } from '../../support/sign-webhook.ts';
import type { TestApp } from '../../support/test-app.ts';

const VERSION = '/v1/policies/privacy/versions/2';
const ANNOUNCED = 'changes effective';
const HOUR = 3_600_000;

/** As many users as asked for, who hold version 1, and version 2 posted to be sent as `sending` says. */
async function havePlanned(sending: object, users: number) {
  const mailer = rememberingMailer();
  const app = await testApp({ mailer, webhookSecret: WEBHOOK_SECRET });
  await havePolicy(app);
  const names = Array.from({ length: users }, (_, i) => `user-${String(i).padStart(3, '0')}`);
  await haveUsers(app, ...names);
  for (const name of names) await haveAccepted(app, name);
  await havePublished(app, { sending });
  await app.deliver();
  return { app, sent: () => mailer.to(ANNOUNCED).length };
}

const sendingOf = async (app: TestApp) => (await askOk(app, 'GET', `${VERSION}/progress`)).body.sending;
const attention = async (app: TestApp) =>
  (await app.ask('GET', '/healthz')).body.attention.map((one: { about: string }) => one.about);
const goOn = (app: TestApp) => app.ask('POST', `${VERSION}/go-on`);

/** Says of so many mails that were sent that they did not arrive, or what else became of them. */
async function haveReported(app: TestApp, count: number, what: 'bounced' | 'complained'): Promise<void> {
  const { items } = (await askOk(app, 'GET', `${VERSION}/deliveries?state=sent&limit=${count}`)).body;
  for (const { id } of items) {
    await report(app, mailEvent(what, { deliveryId: id, at: app.clock.now }));
  }
}

describe('a first wave', () => {
  test('is as many mails as legal says, and the others wait until somebody says to go on', async () => {
    const { app, sent } = await havePlanned({ first: 3 }, 8);
    expect(sent()).toBe(3);
    expect(await sendingOf(app)).toMatchObject({ state: 'waits', goneOnAt: null });
    expect(await attention(app)).toContain('sending-waits');
    app.wait('P3D');
    await haveUsers(app, 'cora');
    await app.deliver();
    expect(sent()).toBe(3);

    expect(await goOn(app)).toMatchObject({ status: 200, body: { version: 2, sending: { first: 3 } } });
    await app.deliver();
    expect(sent()).toBe(9);
    expect(await sendingOf(app)).toMatchObject({ state: 'going', goneOnAt: app.clock.now });
    expect(await attention(app)).not.toContain('sending-waits');
  });

  test('that everybody fits into waits for nobody', async () => {
    const { app, sent } = await havePlanned({ first: 10 }, 4);
    expect(sent()).toBe(4);
    expect(await sendingOf(app)).toMatchObject({ state: 'first-wave' });
    expect(await attention(app)).not.toContain('sending-waits');
  });

  test('can be gone on from twice, and before it is full', async () => {
    const { app, sent } = await havePlanned({ first: 2 }, 5);
    await goOn(app);
    expect((await goOn(app)).status).toBe(200);
    await app.deliver();
    expect(sent()).toBe(5);
  });

  test('that is withdrawn tells those that were told, and goes on no more', async () => {
    const { app, sent } = await havePlanned({ first: 2 }, 5);
    app.wait(1000);
    await askOk(app, 'POST', `${VERSION}/withdrawal`, { reason: 'A mistake.' });
    expect(await goOn(app)).toMatchObject({ status: 409, body: { type: '/problems/version-not-open' } });
    await app.deliver();
    expect(sent()).toBe(2);
    const { items } = (await askOk(app, 'GET', `${VERSION}/deliveries`)).body;
    expect(items.filter((one: { kind: string }) => one.kind === 'withdrawal')).toHaveLength(2);
    expect(await attention(app)).not.toContain('sending-waits');
  });
});

describe('hours', () => {
  // The clock stands at nine in the morning of a Sunday.
  test('hold mails back until they begin, on a day that is named, and again once they are over', async () => {
    const hours = { from: '09:00', to: '17:00', timeZone: 'Europe/Berlin', days: [1, 2, 3, 4, 5] };
    const { app, sent } = await havePlanned({ hours }, 3);
    expect(sent()).toBe(0);
    app.wait(22 * HOUR + HOUR - 1);
    await app.deliver();
    expect(sent()).toBe(0);
    app.wait(1);
    await app.deliver();
    expect(sent()).toBe(3);

    app.wait(9 * HOUR);
    await haveUsers(app, 'cora');
    await app.deliver();
    expect(sent()).toBe(3);
    app.wait(16 * HOUR);
    await app.deliver();
    expect(sent()).toBe(4);
  });

  test('hold back no other version', async () => {
    const hours = { from: '03:00', to: '04:00', timeZone: 'UTC' };
    const { app, sent } = await havePlanned({ hours }, 2);
    await havePublished(app, { content: TEXT_3, pending: 'withdraw' });
    await app.deliver();
    expect(sent()).toBe(2);
  });
});

describe('a pace', () => {
  test('lets no more mails leave in any hour than it says', async () => {
    const { app, sent } = await havePlanned({ perHour: 5 }, 12);
    expect(sent()).toBe(5);
    app.wait(HOUR / 2);
    await app.deliver();
    expect(sent()).toBe(5);
    app.wait(HOUR);
    await app.deliver();
    expect(sent()).toBe(10);
    app.wait(2 * HOUR);
    await app.deliver();
    expect(sent()).toBe(12);
  });
});

describe('mails that do not arrive', () => {
  test('pause the rest by themselves once they are more than legal allows, and say so', async () => {
    const { app, sent } = await havePlanned({ first: 20, stopAt: { bounced: 0.03 } }, 40);
    await haveReported(app, 3, 'bounced');
    await goOn(app);
    await haveReported(app, 1, 'bounced');
    await app.deliver();
    expect(sent()).toBe(20);
    expect(await sendingOf(app)).toMatchObject({
      state: 'stopped',
      pausedBecause: 'Of 20 mails, 4 did not arrive: more than 3 %.',
    });
    expect(await attention(app)).toContain('sending-stopped');
    expect((await askOk(app, 'GET', VERSION)).body.pausedAt).toBe(app.clock.now);

    await askOk(app, 'POST', `${VERSION}/resume`);
    await app.deliver();
    expect(sent()).toBe(40);
    expect(await sendingOf(app)).toMatchObject({ state: 'going', pausedBecause: null });
  });

  test('say nothing while they are few of a hundred', async () => {
    const { app, sent } = await havePlanned({ first: 4, stopAt: { bounced: 0.05 } }, 9);
    await haveReported(app, 4, 'bounced');
    await goOn(app);
    await app.deliver();
    expect(sent()).toBe(9);
  });

  test('and complaints are counted each by itself', async () => {
    const { app, sent } = await havePlanned({ first: 4, stopAt: { bounced: 0.03, complained: 0.001 } }, 9);
    await haveReported(app, 1, 'complained');
    await goOn(app);
    await app.deliver();
    expect(sent()).toBe(4);
    expect(await sendingOf(app)).toMatchObject({
      pausedBecause: 'Of 4 mails, 1 drew a complaint: more than 0.1 %.',
    });
  });
});

describe('a plan', () => {
  test('is answered with the version, and a dry run says when the last one is told by it', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada', 'bob', 'cora');
    for (const user of ['ada', 'bob', 'cora']) await haveAccepted(app, user);
    const hours = { from: '10:00', to: '11:00', timeZone: 'UTC' };
    const sending = { perHour: 1, hours };
    const body = { content: '# Other\n\nText.\n', change: 'minor', summary: 'It changes.', sending };
    const dry = await askOk(app, 'POST', '/v1/policies/privacy/versions?dryRun=true', body);
    expect(dry.body).toMatchObject({ sending, lastToldAt: '2026-11-23T11:00:00.000Z' });
    expect(dry.body.warnings).toContainEqual(
      expect.stringContaining(
        'Sent as asked (at most 1 an hour, from 10:00 to 11:00 UTC), the last of 3 users',
      ),
    );
    expect((await askOk(app, 'POST', '/v1/policies/privacy/versions', body)).body.sending).toEqual(sending);
  });

  test.each([
    [{ hours: { from: '17:00', to: '09:00', timeZone: 'UTC' } }, '/sending/hours/to'],
    [{ hours: { from: '9', to: '17:00', timeZone: 'UTC' } }, '/sending/hours/from'],
    [{ hours: { from: '09:00', to: '17:00', timeZone: 'UTC', days: [] } }, '/sending/hours/days'],
    [{ hours: { from: '09:00', to: '17:00', timeZone: 'UTC', days: [1, 1] } }, '/sending/hours/days'],
    [{ hours: { from: '09:00', to: '17:00', timeZone: 'Moon' } }, '/sending/hours/timeZone'],
    [{ first: 0 }, '/sending/first'],
    [{ stopAt: { bounced: 3 } }, '/sending/stopAt/bounced'],
    [{ pace: 3 }, '/sending/pace'],
  ])('such as %j is refused, and changes nothing', async (sending, pointer) => {
    const app = await testApp();
    await havePolicy(app);
    const before = await dumpDatabase(app.store);
    const body = { content: '# Other\n\nText.\n', change: 'minor', summary: 'It changes.', sending };
    const answer = await app.ask('POST', '/v1/policies/privacy/versions', body);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
    expect(await dumpDatabase(app.store)).toEqual(before);
  });

  test('of what nobody is mailed is refused', async () => {
    const app = await testApp();
    await havePolicy(app);
    const body = {
      content: `${TEXT_1}  \n\n* * *\n`,
      change: 'editorial',
      summary: 'A line.',
      sending: { first: 1 },
    };
    const answer = await app.ask('POST', '/v1/policies/privacy/versions', body);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: '/sending' }] } });
  });
});
