import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { keepRecord } from '../../../src/actions/upkeep/keep-record.ts';
import { askOk, havePolicy, havePublished, TEXT_1 } from '../../support/arrange.ts';
import {
  createPostgresDatabase,
  dropPostgresDatabase,
  ON_POSTGRES,
  openPostgresDatabase,
  openTestStore,
  postgresUrl,
} from '../../support/databases.ts';
import { scratchFolder } from '../../support/scratch.ts';
import { LINK_SECRET, startTestApp, type TestApp } from '../../support/test-app.ts';
import { haveWebhook, type Receiver, startReceiver } from '../../support/webhook-receiver.ts';

/** How many events there are to tell; 50,000 and 20 kills in some minutes, when looking for trouble. */
const EVENTS = Number(process.env.WEBHOOK_EVENTS ?? 400);
const KILLS = Number(process.env.WEBHOOK_KILLS ?? 4);
const EVENTS_OF_USER = 4;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const TELLING = resolve(import.meta.dirname, '../../support/telling-process.ts');

/** A database that outlives whoever writes to it, and where another process finds it. */
async function openSharedStore(folder: string) {
  if (!ON_POSTGRES) {
    const path = join(folder, 'test.sqlite');
    return { url: path, store: await openTestStore(path), remove: async () => {} };
  }
  const name = await createPostgresDatabase('migrated');
  const remove = () => dropPostgresDatabase(name);
  return { url: postgresUrl(name), store: await openPostgresDatabase(name), remove };
}

/** Users who agreed to one version after the other. Answers where that stands in the log, for each of them in order. */
async function haveEvents(app: TestApp): Promise<ReadonlyMap<string, readonly number[]>> {
  const users = Array.from({ length: Math.ceil(EVENTS / EVENTS_OF_USER) }, (_, n) => `user-${n}`);
  for (let version = 1; version <= EVENTS_OF_USER; version++) {
    if (version > 1) {
      await havePublished(app, { content: `${TEXT_1}\nMore: ${version}.\n`, change: 'minor' });
    }
    const lines = users.map((user) => JSON.stringify({ user, email: null, accepted: { privacy: version } }));
    const { body } = await askOk(app, 'POST', '/v1/users/import', lines.join('\n'));
    expect(body.rejected).toEqual([]);
    while ((await keepRecord(app.context, 'test', 2_000)).nextInMs === 0);
  }
  const rows = await app.store.db
    .selectFrom('log_entries')
    .innerJoin('records', 'records.id', 'log_entries.record_id')
    .innerJoin('users', 'users.ref', 'records.user_ref')
    .select(['position', 'user_id'])
    .where('kind', '=', 'accepted')
    .orderBy('position')
    .execute();
  const byUser = Map.groupBy(rows, ({ user_id }) => user_id as string);
  return new Map([...byUser].map(([user, all]) => [user, all.map(({ position }) => position)]));
}

/** What a receiver took, in the order in which it did. */
type Taken = { readonly user: string; readonly position: number }[];

async function startTaking(
  answer: (nth: number, position: number) => number | 'does-it-itself',
): Promise<{ readonly receiver: Receiver; readonly taken: Taken }> {
  const taken: Taken = [];
  const receiver = await startReceiver(({ event }, nth) => {
    const status = answer(nth, event.data.position);
    if (status === 204) taken.push(event.data);
    return status;
  });
  onTestFinished(() => receiver.close());
  return { receiver, taken };
}

const countOf = (taken: Taken) => new Set(taken.map(({ position }) => position)).size;

test('whenever the process dies, each endpoint is told everything, a user’s in order, and none waits for another', {
  timeout: 1_800_000,
}, async () => {
  const folder = scratchFolder('webhooks');
  const { url, store, remove } = await openSharedStore(folder);
  let child: ChildProcess | undefined;
  onTestFinished(async () => {
    child?.kill('SIGKILL');
    await store.close();
    await remove();
    rmSync(folder, { recursive: true, force: true });
  });
  const clock = join(folder, 'clock');
  let ahead = 0;
  const moveOn = (ms: number) => {
    ahead += ms;
    writeFileSync(clock, String(ahead));
  };
  moveOn(0);

  const app = await startTestApp({ store, now: new Date().toISOString() as never });
  await havePolicy(app);
  while ((await keepRecord(app.context, 'test')).nextInMs === 0);
  let hangs = true;
  const quick = await startTaking(() => 204);
  const slow = await startTaking(() => (hangs ? 'does-it-itself' : 204));
  const refused = new Map<number, number>();
  const shaky = await startTaking((nth, position) => {
    const times = refused.get(position) ?? 0;
    // Never ten times the same one, which would be given up.
    if (nth % 3 !== 0 || times === 5) return 204;
    refused.set(position, times + 1);
    return 500;
  });
  for (const { receiver } of [slow, quick, shaky]) await haveWebhook(app, receiver, ['answer.*']);
  const expected = await haveEvents(app);
  const total = [...expected.values()].flat().length;
  expect(total).toBeGreaterThanOrEqual(EVENTS);

  const start = async () => {
    const stdio = ['ignore', 'pipe', 'inherit'] as const;
    const telling = spawn(process.execPath, [TELLING, url, clock, LINK_SECRET], { stdio: [...stdio] });
    child = telling;
    await once(telling.stdout, 'data');
    telling.stdout.on('data', (said) => {
      if (/failed/.test(String(said))) process.stderr.write(said);
    });
  };
  const kill = async () => {
    child?.kill('SIGKILL');
    if (child !== undefined && child.signalCode === null) await once(child, 'exit');
  };

  for (let kills = 0; kills < KILLS; kills++) {
    await start();
    await sleep(Math.random() * Math.max(20, (EVENTS / KILLS) * 0.4));
    await kill();
    // The leases of whoever died have ended.
    moveOn(MINUTE);
  }
  await start();
  await expect.poll(() => countOf(quick.taken), { timeout: 600_000, interval: 100 }).toBe(total);
  // All the while one of them answered nothing.
  expect(slow.taken).toEqual([]);
  expect(slow.receiver.received.length).toBeGreaterThan(0);

  hangs = false;
  await kill();
  const isDone = () => countOf(slow.taken) === total && countOf(shaky.taken) === total;
  const waits = [MINUTE, 7 * MINUTE, 40 * MINUTE, 3 * HOUR, 6 * HOUR, 12 * HOUR, 17 * HOUR];
  for (let times = 0; times < 40 && !isDone(); times++) {
    moveOn(waits[times] ?? 29 * HOUR);
    await start();
    let seen = -1;
    // Until nothing more comes by the clock as it is.
    while (!isDone() && seen !== slow.receiver.received.length + shaky.receiver.received.length) {
      seen = slow.receiver.received.length + shaky.receiver.received.length;
      await sleep(1_000);
    }
    await kill();
  }
  for (const { taken } of [quick, slow, shaky]) {
    const told = new Map<string, number[]>();
    for (const { user, position } of taken) {
      const own = told.get(user) ?? [];
      // At least once: what was told before the process died may come again.
      if (!own.includes(position)) told.set(user, [...own, position]);
    }
    expect(told).toEqual(expected);
  }
  if (process.env.WEBHOOK_EVENTS !== undefined) {
    const again = [quick, slow, shaky].map(({ taken }) => taken.length - total);
    console.info(`${total} events, ${KILLS + 1} kills; told again: ${again.join(', ')}`);
  }
});
