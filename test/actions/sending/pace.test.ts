import { describe, expect, onTestFinished, test } from 'vitest';
import type { Log } from '../../../src/actions/context.ts';
import { drawCall } from '../../../src/actions/sending/draw-call.ts';
import type { ReportedTroubles } from '../../../src/actions/sending/report-trouble.ts';
import { sendDueNotices } from '../../../src/actions/sending/send-due-notices.ts';
import { sendNotices } from '../../../src/actions/sending/send-notices.ts';
import type { Receipt } from '../../../src/delivery/mailer.ts';
import { resendMailer } from '../../../src/delivery/resend/resend-mailer.ts';
import { type Instant, instantToMs } from '../../../src/domain/instant.ts';
import { parseMailRate } from '../../../src/domain/sending/mail-rate.ts';
import { askOk, havePolicy, havePublished, haveUsers, testApp } from '../../support/arrange.ts';
import { startFarEnd } from '../../support/far-end.ts';
import { type RememberingMailer, rememberingMailer } from '../../support/remembering-mailer.ts';
import { openTestStore, type TestApp } from '../../support/test-app.ts';

const DAY = 24 * 60 * 60 * 1000;

async function haveQueued(app: TestApp, users: number): Promise<void> {
  await havePolicy(app);
  const lines = Array.from({ length: users }, (_, i) =>
    JSON.stringify({ user: `u${i}`, email: `u${i}@example.com` }),
  );
  await askOk(app, 'POST', '/v1/users/import', lines.join('\n'));
  await havePublished(app);
  while ((await sendNotices({ ...app.context, mailer: null })).nextInMs === 0);
}

/** Sends with the test's clock going on by itself as far as the sender wants to wait, for at most `ms`. */
async function sendFor(app: TestApp, ms: number): Promise<void> {
  const end = instantToMs(app.clock.now) + ms;
  for (;;) {
    const { nextInMs } = await sendNotices(app.context);
    if (nextInMs === 0) continue;
    const wait = nextInMs ?? 100;
    if (instantToMs(app.clock.now) + wait > end) return;
    app.wait(wait);
  }
}

describe('calls to the provider', () => {
  test('keep to our cap while nothing is known of its own limit', async () => {
    const app = await testApp({ mailer: { ...rememberingMailer(), callsPerSecond: 4 } });
    const { mailer } = app.context;
    let calls = 0;
    for (let ms = 0; ms < 3_000; ms += 10, app.wait(10)) {
      if ((await drawCall({ ...app.context, mailer: mailer! })) === 0) calls++;
    }
    expect(calls).toBe(12);
  });

  test('learn the limit of the provider from what it says, and never exceed it', async () => {
    const app = await testApp();
    const farEnd = await startFarEnd({ now: () => instantToMs(app.clock.now), callsPerSecond: 2 });
    onTestFinished(farEnd.close);
    const mailer = resendMailer({ apiKey: 're_test', baseUrl: farEnd.url, callsPerSecond: 1000 });
    await haveQueued(app, 2_000);
    await sendFor({ ...app, context: { ...app.context, mailer } }, 12_000);
    expect(farEnd.mails).toHaveLength(2_000);
    expect(farEnd.calls.filter((one) => one.status === 429)).toEqual([]);
  });

  test('of several processes come out of one bucket', async () => {
    const app = await testApp({ mailer: null });
    await haveQueued(app, 3_000);
    const mailer = { ...rememberingMailer(), callsPerSecond: 10 };
    const processes = Array.from({ length: 4 }, () => ({ ...app.context, mailer }));
    for (let ms = 0; ms < 1_000; ms += 20, app.wait(20)) {
      await Promise.all(processes.map((one) => sendDueNotices(one)));
    }
    expect(mailer.batches).toHaveLength(10);
  });
});

describe('a rate of mails', () => {
  const inTime = (app: TestApp, mailer: RememberingMailer) => {
    const counts: [string, number][] = [];
    const counting: RememberingMailer = {
      ...mailer,
      async send(batch) {
        counts.push([app.clock.now, batch.mails.length]);
        return mailer.send(batch);
      },
    };
    return { counts, counting };
  };

  test('is kept to by all processes together, also for a provider that is called', async () => {
    const app = await testApp({ mailer: null });
    await haveQueued(app, 700);
    const rate = parseMailRate('50/s,200/m');
    const { counts, counting } = inTime(app, { ...rememberingMailer(), rate: rate ?? [] });
    const processes = Array.from({ length: 3 }, () => ({ ...app.context, mailer: counting }));
    for (let ms = 0; ms < 190_000; ms += 250, app.wait(250)) {
      await Promise.all(processes.map((one) => sendDueNotices(one)));
    }
    const total = counts.reduce((sum, [, mails]) => sum + mails, 0);
    expect(total).toBeGreaterThan(400);
    for (const [start] of counts) {
      const within = (forMs: number) =>
        counts
          .filter(([at]) => at >= start && instantToMs(at as Instant) < instantToMs(start as Instant) + forMs)
          .reduce((sum, [, mails]) => sum + mails, 0);
      expect(within(60_000)).toBeLessThanOrEqual(200);
      expect(within(1_000)).toBeLessThanOrEqual(50);
    }
  });

  test('is what whoever publishes is told the end by', async () => {
    const mailer = { ...rememberingMailer(), rate: parseMailRate('1/s,100/d') ?? [] };
    const app = await testApp({ mailer });
    await havePolicy(app);
    const lines = Array.from({ length: 350 }, (_, i) =>
      JSON.stringify({ user: `u${i}`, email: `u${i}@example.com` }),
    );
    await askOk(app, 'POST', '/v1/users/import', lines.join('\n'));
    const { warnings } = await havePublished(app, { effectiveAt: '2026-12-23T09:00:00.000Z' });
    expect(warnings).toContainEqual(
      expect.stringContaining('At the MAIL_RATE of 1/s,100/d the last of 350 users is told about 2026-11-25'),
    );
  });
});

describe('a provider that refuses for the whole account', () => {
  test.each<[Receipt, number]>([
    [{ kind: 'rate-limited', retryAfterMs: 7_000, problem: '429' }, 7_000],
    [{ kind: 'out-of-quota', retryAfterMs: 900_000, problem: '429' }, 900_000],
    [{ kind: 'misconfigured', problem: '401' }, 60_000],
  ])('is left in peace by every process: %j', async (receipt, ms) => {
    const app = await testApp({ mailer: null });
    await haveQueued(app, 300);
    const mailer = rememberingMailer([receipt]);
    const context = { ...app.context, mailer };
    await sendDueNotices(context);
    expect(mailer.batches).toHaveLength(1);
    const other = { ...context };
    expect((await sendDueNotices(other)).nextInMs).toBe(ms);
    expect((await app.ask('GET', '/healthz')).status).toBe(200);
    app.wait(ms - 1);
    await sendDueNotices(other);
    expect(mailer.batches).toHaveLength(1);
    app.wait(1);
    for (let round = 0; round < 5; round++) await sendDueNotices(other);
    expect(mailer.batches).toHaveLength(4);
    expect(new Set(mailer.batches.map((one) => one.key)).size).toBe(3);
  });

  test('says so in its health, without quoting anybody’s address', async () => {
    const app = await testApp();
    const farEnd = await startFarEnd({ now: () => instantToMs(app.clock.now) });
    onTestFinished(farEnd.close);
    farEnd.faults.push('monthly-quota');
    const mailer = resendMailer({ apiKey: 're_test', baseUrl: farEnd.url, callsPerSecond: null });
    await haveQueued(app, 3);
    await sendDueNotices({ ...app.context, mailer });
    const { body } = await app.ask('GET', '/healthz');
    expect(body.mail).toEqual({ state: 'local', pausedUntil: '2026-11-22T09:15:00.000Z' });
  });
});

test('a batch that the provider is still busy with holds up no other', async () => {
  const app = await testApp({ mailer: null });
  await haveQueued(app, 300);
  const mailer = rememberingMailer([{ kind: 'busy', retryAfterMs: 2_000, problem: '409' }]);
  const context = { ...app.context, mailer };
  for (let round = 0; round < 5; round++) await sendDueNotices(context);
  expect(new Set(mailer.batches.map((one) => one.key)).size).toBe(3);
  expect(mailer.batches).toHaveLength(3);
});

test('what is withdrawn needs no call, so that the notice of that does not wait behind it', async () => {
  const app = await testApp({ mailer: null });
  await haveQueued(app, 500);
  const mailer = { ...rememberingMailer(), callsPerSecond: 1 };
  const context = { ...app.context, mailer };
  await sendDueNotices(context);
  app.wait(100);
  await askOk(app, 'POST', '/v1/policies/privacy/versions/2/withdrawal', { reason: 'A mistake.' });
  for (let round = 0; round < 20; round++) await sendNotices(context);
  expect((await app.ask('GET', '/v1/policies/privacy/versions/2/progress')).body.queued).toBe(0);
  app.wait(900);
  for (let round = 0; round < 5; round++) await sendNotices(context);
  expect(mailer.batches.map((one) => one.mails[0]?.subject)).toEqual([
    expect.stringContaining('changes effective'),
    expect.stringContaining('the announced changes are withdrawn'),
  ]);
});

test('trouble is logged once, with what to do, until mails go out again', async () => {
  const app = await testApp({ mailer: null });
  await haveQueued(app, 500);
  const lines: string[] = [];
  const log: Log = (level, message, fields) =>
    lines.push(`${level} ${message} ${fields?.trouble ?? ''}`.trim());
  const unclear: Receipt = { kind: 'unclear', problem: 'reset' };
  const mailer = rememberingMailer([unclear, unclear, unclear]);
  const reported: ReportedTroubles = new Set();
  const context = { ...app.context, mailer, log };
  for (let round = 0; round < 5; round++) await sendDueNotices(context, reported);
  expect(lines).toEqual([
    'warn notices not sent unclear',
    'info notices go out again',
    'info notices sent',
    'info notices sent',
  ]);
});

describe('a chunk whose process died while the provider had it', () => {
  /** A process that claimed and froze the one chunk and was never heard of again. */
  async function haveDied(): Promise<{ app: TestApp; keys: string[] }> {
    const app = await testApp({ mailer: null, store: await openTestStore() });
    await haveQueued(app, 2);
    const keys: string[] = [];
    const mailer = rememberingMailer([], async ({ key }) => {
      keys.push(key);
      throw new Error('killed');
    });
    await expect(sendDueNotices({ ...app.context, mailer })).rejects.toThrow('killed');
    return { app, keys };
  }

  test('goes out again under the same key within the day for which the provider knows that', async () => {
    const { app, keys } = await haveDied();
    app.wait(DAY - 3_700_000);
    const mailer = rememberingMailer();
    await sendDueNotices({ ...app.context, mailer });
    expect(mailer.batches.map((one) => one.key)).toEqual(keys);
  });

  test('is unknown, and not sent blindly, when nobody came back for longer', async () => {
    const { app } = await haveDied();
    app.wait(2 * DAY);
    const mailer = rememberingMailer();
    for (let round = 0; round < 3; round++) await sendDueNotices({ ...app.context, mailer });
    expect(mailer.batches).toEqual([]);
    const { body } = await app.ask('GET', '/v1/policies/privacy/versions/2/progress');
    expect(body).toMatchObject({ unknown: 2, told: 0 });
  });

  test('lines up behind the others, so that it does not keep them waiting', async () => {
    const app = await testApp({ mailer: null, store: await openTestStore() });
    await haveQueued(app, 300);
    const deadly = rememberingMailer([], async () => {
      throw new Error('killed');
    });
    await expect(sendDueNotices({ ...app.context, mailer: deadly })).rejects.toThrow('killed');
    app.wait(61_000);
    const mailer = rememberingMailer();
    for (let round = 0; round < 3; round++) await sendDueNotices({ ...app.context, mailer });
    expect(mailer.batches.map((one) => one.key).indexOf(deadly.batches[0]!.key)).toBe(2);
  });
});

describe('whoever publishes is warned', () => {
  const publish = (app: TestApp, also: Record<string, unknown> = {}) =>
    askOk(app, 'POST', '/v1/policies/privacy/versions?dryRun=true', {
      content: '# Privacy\n\nWe keep logs for 120 days.\n',
      change: 'substantial',
      summary: 'Kept longer.',
      ...also,
    });

  /** More people than calls of one a second reach within the minute that nobody minds. */
  async function haveManyUsers(): Promise<TestApp> {
    const mailer = { ...rememberingMailer(), callsPerSecond: 1 };
    const app = await testApp({ mailer, webhookSecret: 'whsec_c2VjcmV0' });
    await havePolicy(app);
    const lines = Array.from({ length: 7_001 }, (_, i) =>
      JSON.stringify({ user: `u${i}`, email: `u${i}@example.com` }),
    );
    await askOk(app, 'POST', '/v1/users/import', lines.join('\n'));
    return app;
  }

  test('when the last user would be told too late for the whole notice period, and what date would do', async () => {
    const app = await haveManyUsers();
    const { body } = await publish(app);
    expect(body.warnings).toEqual([
      'At 100 mails a second the last of 7001 users is told about 2026-11-22T09:01:11.000Z, less than P30D before the version takes effect; with effectiveAt 2026-12-22T09:01:11.000Z or later everyone has the whole period.',
    ]);
    expect((await publish(app, { effectiveAt: '2026-12-22T09:01:11.000Z' })).body.warnings).toBeUndefined();
  });

  test('not for few users, nor without a limit', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada');
    expect((await publish(app)).body.warnings).toBeUndefined();
  });

  test('of a legal change whose date comes before the last mail', async () => {
    const app = await haveManyUsers();
    const legal = { change: 'legal', reason: 'Art. 1', effectiveAt: '2026-11-22T09:00:05.000Z' };
    expect((await publish(app, legal)).body.warnings).toEqual([
      'At 100 mails a second the last of 7001 users is told about 2026-11-22T09:01:11.000Z, after the version takes effect.',
    ]);
    expect((await publish(app, { change: 'legal', reason: 'Art. 1' })).body.warnings).toBeUndefined();
  });
});
