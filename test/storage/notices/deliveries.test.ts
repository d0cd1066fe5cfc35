import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { fanOutNotices } from '../../../src/actions/notices/fan-out-notices.ts';
import { sendNotices } from '../../../src/actions/sending/send-notices.ts';
import type { Batch, Mailer, Receipt } from '../../../src/delivery/mailer.ts';
import { addMs } from '../../../src/domain/instant.ts';
import { claimChunks, settleChunk } from '../../../src/storage/sending/chunks.ts';
import {
  askOk,
  haveAccepted,
  havePolicy,
  havePublished,
  haveUsers,
  TEXT_3,
  testApp,
} from '../../support/arrange.ts';
import { ON_POSTGRES } from '../../support/databases.ts';
import { scratchFolder } from '../../support/scratch.ts';
import { openTestStore, START_OF_TIME, type TestApp } from '../../support/test-app.ts';

/** A mailer that remembers, and answers the given receipts before it takes everything. */
function rememberingMailer(...receipts: Receipt[]): Mailer & { readonly batches: Batch[] } {
  const batches: Batch[] = [];
  return {
    name: 'resend',
    callsPerSecond: null,
    batches,
    async send(batch) {
      batches.push(structuredClone(batch));
      return (
        receipts.shift() ?? { kind: 'taken', providerIds: batch.mails.map((one) => `id-${one.deliveryId}`) }
      );
    },
  };
}

/** Sends what is due until there is nothing more to do now. */
async function send({ context }: TestApp, mailer: Mailer): Promise<void> {
  while ((await sendNotices({ ...context, mailer })).nextInMs === 0);
}

/** The service with mails that wait, a policy in force, and users who hold it and are queued for version 2. */
async function haveQueued(...users: readonly string[]): Promise<TestApp> {
  const app = await testApp({ mailer: null });
  await havePolicy(app);
  await haveUsers(app, ...users);
  for (const user of users) await haveAccepted(app, user);
  await havePublished(app);
  await app.deliver();
  return app;
}

const recipients = (mailer: { readonly batches: readonly Batch[] }) =>
  mailer.batches.flatMap((batch) => batch.mails.map((mail) => mail.to)).toSorted();

async function importUsers(app: TestApp, count: number, prefix = 'u'): Promise<void> {
  const lines = Array.from({ length: count }, (_, i) =>
    JSON.stringify({ user: `${prefix}${i}`, email: `${prefix}${i}@example.com` }),
  );
  await askOk(app, 'POST', '/v1/users/import', lines.join('\n'));
}

function temporaryFile(): string {
  const folder = scratchFolder('test');
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'test.sqlite');
}

async function countQueued({
  store,
}: Pick<TestApp, 'store'>): Promise<{ deliveries: number; users: number; largest: number }> {
  const rows = await store.db.selectFrom('deliveries').select(['user_ref', 'chunk_id']).execute();
  const sizes = [...Map.groupBy(rows, (one) => one.chunk_id).values()].map((members) => members.length);
  return {
    deliveries: rows.length,
    users: new Set(rows.map((one) => one.user_ref)).size,
    largest: Math.max(0, ...sizes),
  };
}

describe('a notice that waits', () => {
  test('goes to the address that was corrected before its first attempt', async () => {
    const app = await haveQueued('ada');
    await askOk(app, 'PUT', '/v1/users/ada', { email: 'ada@correct.example' });
    const mailer = rememberingMailer();
    await send(app, mailer);
    expect(recipients(mailer)).toEqual(['ada@correct.example']);
  });

  test('is the same bytes at every attempt, whatever changed meanwhile', async () => {
    const app = await haveQueued('ada', 'bob', 'cyd');
    const mailer = rememberingMailer({ kind: 'unclear', problem: 'reset' });
    await send(app, mailer);
    await askOk(app, 'PUT', '/v1/users/ada', { email: 'ada@elsewhere.example' });
    await askOk(app, 'DELETE', '/v1/users/bob');
    await haveAccepted(app, 'cyd', 2);
    app.wait(60_000);
    const moved = {
      ...app.context,
      mailFrom: 'Other <x@y.example>',
      company: { ...app.context.company, name: 'Other' },
      publicUrl: 'https://x.example',
    };
    await send({ ...app, context: moved }, mailer);
    expect(mailer.batches).toHaveLength(2);
    expect(mailer.batches[1]).toEqual(mailer.batches[0]);
  });

  test('forgets the address of someone erased while it was under way, once it is settled', async () => {
    const app = await haveQueued('ada', 'bob');
    const mailer = rememberingMailer({ kind: 'unclear', problem: 'reset' });
    await send(app, mailer);
    await askOk(app, 'DELETE', '/v1/users/bob');
    app.wait(60_000);
    await send(app, mailer);
    const rows = await app.store.db.selectFrom('deliveries').select('email').execute();
    expect(rows.map(({ email }) => email).toSorted()).toEqual(['ada@example.com', null]);
  });

  test('is never sent again blindly once the provider may have forgotten its key', async () => {
    const app = await haveQueued('ada');
    const unclear = { kind: 'unclear', problem: 'reset' } as const;
    const mailer = rememberingMailer(...Array(200).fill(unclear));
    await send(app, mailer);
    for (let hours = 0; hours < 30; hours += 0.25) {
      app.wait(15 * 60_000);
      await send(app, mailer);
    }
    const { body } = await app.ask('GET', '/v1/policies/privacy/versions/2/progress');
    expect(body).toMatchObject({ toTell: 1, queued: 0, sent: 0, unknown: 1, told: 0 });
    const sent = mailer.batches.length;
    app.wait('P2D');
    await send(app, mailer);
    expect(mailer.batches).toHaveLength(sent);
    expect(sent).toBeGreaterThan(90);
    expect(sent).toBeLessThan(140);
  });

  test('that goes out after effect gives its reader the late period from then', async () => {
    const app = await haveQueued('ada');
    app.wait('P31D');
    await send(app, rememberingMailer());
    const { body } = await app.ask('GET', '/v1/users/ada/policies/privacy');
    expect(body).toMatchObject({ reason: 'awaiting-use', next: 'show-notice' });
    expect(body.current).toMatchObject({
      toldAt: '2026-12-23T09:00:00.000Z',
      bindsAt: '2026-12-30T09:00:00.000Z',
    });
  });

  test('drops out for whoever left, is leaving, was erased, accepted, or lost their address', async () => {
    const app = await haveQueued('ada', 'bob', 'cyd', 'dan', 'eve', 'fay');
    const decline = { policy: 'privacy', version: 2 };
    await askOk(app, 'POST', '/v1/terminations', { user: 'ada', ...decline, when: 'now' });
    await askOk(app, 'POST', '/v1/terminations', { user: 'bob', ...decline });
    await askOk(app, 'DELETE', '/v1/users/cyd');
    await haveAccepted(app, 'dan', 2);
    await askOk(app, 'PUT', '/v1/users/eve', { email: null });
    const mailer = rememberingMailer();
    await send(app, mailer);
    expect(recipients(mailer)).toEqual(['fay@example.com']);
    const { body } = await app.ask('GET', '/v1/policies/privacy/versions/2/progress');
    expect(body).toMatchObject({ toTell: 1, queued: 0, sent: 1, told: 1 });
  });

  test('comes back for whoever stays after all', async () => {
    const app = await haveQueued('ada');
    const { id } = (await app.ask('POST', '/v1/terminations', { user: 'ada', policy: 'privacy', version: 2 }))
      .body;
    const mailer = rememberingMailer();
    await send(app, mailer);
    expect(recipients(mailer)).toEqual([]);
    app.wait(1000);
    await askOk(app, 'DELETE', `/v1/terminations/${id}`);
    await send(app, mailer);
    expect(recipients(mailer)).toEqual(['ada@example.com']);
  });

  test('shows the changes from the version that its reader came to hold meanwhile', async () => {
    const app = await haveQueued('ada', 'bob');
    await havePublished(app, { content: TEXT_3 });
    await app.deliver();
    await haveAccepted(app, 'ada', 2);
    const mailer = rememberingMailer();
    await send(app, mailer);
    const third = mailer.batches
      .flatMap((batch) => batch.mails)
      .filter((mail) => mail.text.includes('We write to you before this changes.'));
    const ada = third.find((mail) => mail.to === 'ada@example.com');
    const bob = third.find((mail) => mail.to === 'bob@example.com');
    expect(ada?.text).not.toMatch(/\b30\b(?! days of|.*2026)/);
    expect(ada?.text).toContain('version 2');
    expect(bob?.text).toMatch(/30/);
    const bases = await app.store.db
      .selectFrom('deliveries')
      .select(['email', 'says'])
      .where('release', '=', 'privacy/3')
      .orderBy('email')
      .execute();
    expect(bases).toEqual([
      { email: 'ada@example.com', says: 'announcement/0/en privacy@3<2!agrees-by-use:en' },
      { email: 'bob@example.com', says: 'announcement/0/en privacy@3<1!agrees-by-use:en' },
    ]);
  });

  test('tells nobody until the provider took it', async () => {
    const app = await haveQueued('ada');
    const mailer = rememberingMailer({ kind: 'rate-limited', retryAfterMs: 5000, problem: '429' });
    await send(app, mailer);
    const check = async () =>
      (await app.ask('GET', '/v1/users/ada/policies/privacy')).body.upcoming[0].toldAt;
    expect(await check()).toBeNull();
    app.wait(5000);
    await send(app, mailer);
    expect(await check()).toBe('2026-11-22T09:00:05.000Z');
  });
});

describe('claims', () => {
  // On PostgreSQL each connection is a process: see contract.ts.
  test.skipIf(ON_POSTGRES)('of two claimers on one file never name the same chunk', async () => {
    const path = temporaryFile();
    const app = await testApp({ mailer: null, store: await openTestStore(path) });
    await havePolicy(app);
    await importUsers(app, 3000);
    await havePublished(app);
    await app.deliver();
    const script = `
      import { openSqlite } from './src/storage/engines/sqlite.ts';
      import { claimChunks } from './src/storage/sending/chunks.ts';
      const store = openSqlite(process.argv[1]);
      const claim = { now: '${START_OF_TIME}', leaseUntil: '${addMs(START_OF_TIME, 60_000)}', limit: 1 };
      const ids = [];
      for (let found = await claimChunks(store, claim); found.length > 0; found = await claimChunks(store, claim)) {
        ids.push(...found.map((one) => one.id));
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      console.log(JSON.stringify(ids));`;
    const claimer = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, path]);
    const second = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, path]);
    const claimed = (await Promise.all([claimer, second])).map(
      ({ stdout }) => JSON.parse(stdout) as string[],
    );
    expect(claimed.flat()).toHaveLength(30);
    expect(new Set(claimed.flat()).size).toBe(30);
  });

  test('are free again once their lease has passed, and lock out who held them', async () => {
    const app = await haveQueued('ada');
    const claim = (now = app.clock.now) =>
      claimChunks(app.store, { now, leaseUntil: addMs(now, 60_000), limit: 10 });
    const [first] = await claim();
    expect(await claim()).toEqual([]);
    app.wait(60_000);
    const [second] = await claim();
    expect(second).toMatchObject({ id: first?.id, attempt: 2 });
    if (first === undefined || second === undefined) throw new Error('nothing was claimed');
    const settled = { state: 'sent', problem: null } as const;
    expect(await app.store.atomic([settleChunk(app.store.db, first, settled)])).toEqual([0]);
    expect(await app.store.atomic([settleChunk(app.store.db, second, settled)])).toEqual([1]);
  });
});

describe('a fan-out', () => {
  test('queues each of 5,000 users exactly once, at most a hundred a chunk', async () => {
    const app = await testApp({ mailer: null });
    await havePolicy(app);
    await importUsers(app, 5000);
    const { recipients: expected } = await havePublished(app);
    await app.deliver();
    expect(expected).toBe(5000);
    expect(await countQueued(app)).toEqual({ deliveries: 5000, users: 5000, largest: 100 });
  });

  test('queues nobody twice when two processes take its steps together', async () => {
    const path = temporaryFile();
    const app = await testApp({ mailer: null, store: await openTestStore(path) });
    const other = await testApp({ mailer: null, store: await openTestStore(path) });
    await havePolicy(app);
    await importUsers(app, 5000);
    await havePublished(app);
    for (let more = true; more; ) {
      const rounds = await Promise.all([fanOutNotices(app.context), fanOutNotices(other.context)]);
      more = rounds.some((one) => one);
    }
    expect(await countQueued(app)).toEqual({ deliveries: 5000, users: 5000, largest: 100 });
  });

  test('loses nobody when the process ends in the middle of it', async () => {
    const path = temporaryFile();
    const first = await testApp({ mailer: null, store: await openTestStore(path) });
    await havePolicy(first);
    await importUsers(first, 5000);
    await havePublished(first);
    await fanOutNotices(first.context);
    await fanOutNotices(first.context);
    await first.store.close();
    const second = await testApp({ mailer: null, store: await openTestStore(path) });
    const { deliveries } = await countQueued(second);
    expect(deliveries).toBeGreaterThan(0);
    expect(deliveries).toBeLessThan(5000);
    await second.deliver();
    expect(await countQueued(second)).toEqual({ deliveries: 5000, users: 5000, largest: 100 });
  });

  test('meets whoever joins before the version takes effect, and nobody who joins after', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada');
    await havePublished(app);
    await app.deliver();
    app.wait(30 * 24 * 3_600_000 - 1);
    await haveUsers(app, 'early');
    app.wait(1);
    await haveUsers(app, 'late');
    await app.deliver();
    app.wait(10 * 60_000);
    await haveUsers(app, 'later');
    await app.deliver();
    const told = await app.store.db.selectFrom('deliveries').select('email').orderBy('email').execute();
    expect(told.map((one) => one.email)).toEqual(['ada@example.com', 'early@example.com']);
  });

  test('meets whoever gets an address before the version takes effect', async () => {
    const app = await testApp();
    await havePolicy(app);
    await askOk(app, 'PUT', '/v1/users/ada', { email: null });
    await havePublished(app);
    await app.deliver();
    app.wait('P1D');
    await askOk(app, 'PUT', '/v1/users/ada', { email: 'ada@example.com' });
    await app.deliver();
    const { body } = await app.ask('GET', '/v1/policies/privacy/versions/2/progress');
    expect(body.told).toBe(1);
  });

  test('goes back for a user whose row was committed behind it', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada');
    app.wait(5000);
    await haveUsers(app, 'bob');
    await havePublished(app);
    await app.deliver();
    const written = addMs(app.clock.now, -3000);
    await haveUsers(app, 'slow');
    await app.store.db
      .updateTable('users')
      .set({ touched_at: written, created_at: written })
      .where('user_id', '=', 'slow')
      .execute();
    await app.deliver();
    app.wait(61_000);
    await app.deliver();
    await app.deliver();
    const { body } = await app.ask('GET', '/v1/policies/privacy/versions/2/progress');
    expect(body.told).toBe(3);
  });

  test('tells nobody twice who is touched while it walks', async () => {
    const app = await testApp({ mailer: null });
    await havePolicy(app);
    await importUsers(app, 3000);
    app.wait(1);
    await havePublished(app);
    await fanOutNotices(app.context);
    app.wait(1);
    await importUsers(app, 3000);
    await app.deliver();
    expect(await countQueued(app)).toMatchObject({ deliveries: 3000, users: 3000 });
  });

  test('passes over those who hold the version already, and those who are leaving', async () => {
    const app = await testApp({ mailer: null });
    await havePolicy(app);
    await haveUsers(app, 'ada', 'bob', 'cyd');
    await havePublished(app);
    await haveAccepted(app, 'ada', 2);
    await askOk(app, 'POST', '/v1/terminations', { user: 'bob', policy: 'privacy', version: 2 });
    await app.deliver();
    expect(await countQueued(app)).toMatchObject({ deliveries: 1 });
  });
});
