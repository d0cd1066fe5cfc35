import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acceptRestore, findRestore } from '../../src/actions/upkeep/watch-restores.ts';
import { instantFromMs } from '../../src/domain/instant.ts';
import { type D1Binding, openD1 } from '../../src/storage/engines/d1.ts';
import { findBucketCheckpoint } from '../../src/storage/record/checkpoint-bucket.ts';
import { askOk, haveAccepted, havePolicy, havePublished, haveUsers } from '../support/arrange.ts';
import { type FarEnd, startFarEnd } from '../support/far-end.ts';
import { type RunningWorker, startWorker } from '../support/worker.ts';

const USERS = 120;

type Rows = ReadonlyMap<string, readonly Readonly<Record<string, unknown>>[]>;

let worker: RunningWorker;
let farEnd: FarEnd;
/** How far the provider's clock is ahead. */
let laterMs = 0;

beforeAll(async () => {
  farEnd = await startFarEnd({ now: () => Date.now() + laterMs });
  worker = await startWorker({ RESEND_API_KEY: 're_test', RESEND_BASE_URL: farEnd.url });
});
afterAll(async () => {
  await worker.close();
  await farEnd.close();
});

/** All that D1 holds, as Time Travel would have it. */
async function readRows(d1: D1Binding): Promise<Rows> {
  const { results: tables } = await d1
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 4) <> '_cf_'")
    .all();
  const rows = new Map();
  for (const { name } of tables as readonly { readonly name: string }[]) {
    if (name !== 'sqlite_sequence')
      rows.set(name, (await d1.prepare(`SELECT * FROM "${name}"`).all()).results);
  }
  return rows;
}

async function restore(d1: D1Binding, rows: Rows): Promise<void> {
  const insertions = [...rows].flatMap(([table, all]) =>
    all.map((row) => {
      const names = Object.keys(row);
      const marks = names.map(() => '?');
      return d1.prepare(`INSERT INTO "${table}" (${names}) VALUES (${marks})`).bind(...Object.values(row));
    }),
  );
  const deletions = [...rows.keys()].map((table) => d1.prepare(`DELETE FROM "${table}"`));
  await d1.batch([d1.prepare('PRAGMA defer_foreign_keys = true'), ...deletions, ...insertions]);
}

const sentOf = async (version: number) =>
  (await askOk(worker, 'GET', `/v1/policies/privacy/versions/${version}/progress`)).body.sent;

async function untilCronsHave(isSo: () => Promise<boolean>): Promise<void> {
  for (let minute = 0; !(await isSo()); minute++) {
    if (minute === 30) expect.fail('the crons came to nothing');
    expect(await worker.cron()).toBe('ok');
    await sleep(300);
  }
}

const keptSize = async () => (await findBucketCheckpoint(await worker.bucket()))?.size ?? 0;

describe('a D1 that Time Travel restored to before its mails went out', () => {
  let backup: Rows;

  test('has its checkpoint kept in the bucket', async () => {
    await havePolicy(worker);
    const lines = Array.from({ length: USERS }, (_, i) =>
      JSON.stringify({ user: `u${i}`, email: `u${i}@example.com`, accepted: { privacy: 1 } }),
    );
    await askOk(worker, 'POST', '/v1/users/import', lines.join('\n'));
    // Whichever chunk is sent first, and the other at the same time.
    for (let lane = 0; lane < 2; lane++) farEnd.faults.push({ rateLimitedForSeconds: 5 });
    await havePublished(worker);
    await expect.poll(() => farEnd.calls.length, { timeout: 20_000 }).toBeGreaterThan(0);
    await sleep(1_000);
    expect(farEnd.mails).toHaveLength(0);
    farEnd.faults.length = 0;
    backup = await readRows(await worker.database());
    await untilCronsHave(async () => (await sentOf(2)) === USERS);
    await worker.cron();
    expect(farEnd.mails).toHaveLength(USERS);
    expect(await keptSize()).toBeGreaterThan(2 * USERS);
  });

  test('sends nothing again, serves, and says why', async () => {
    const known = await keptSize();
    await restore(await worker.database(), backup);
    // The provider no longer knows what it took.
    laterMs = 25 * 60 * 60 * 1000;
    expect(await sentOf(2)).toBe(0);
    worker.takeLog();
    for (let minute = 0; minute < 3; minute++) expect(await worker.cron()).toBe('ok');
    expect(farEnd.mails).toHaveLength(USERS);
    expect(await keptSize()).toBe(known);
    const { body } = await askOk(worker, 'GET', '/healthz');
    expect(body).toMatchObject({
      status: 'attention',
      mail: { state: 'held', detail: expect.stringContaining('The database was restored from a backup') },
      log: { state: 'restored', knownSize: known, knownTo: 'the bucket CHECKPOINTS' },
    });
    const errors = worker.takeLog().filter(({ level }) => level === 'error');
    expect(errors).toEqual([expect.objectContaining({ message: body.mail.detail })]);
  });

  test('goes on once that is accepted, and the bucket with it', async () => {
    const lost = await keptSize();
    const store = openD1(await worker.database());
    const kept = await findBucketCheckpoint(await worker.bucket());
    const found = kept && (await findRestore({ store }, [kept]));
    if (found === null) return expect.fail('no restore was found');
    const now = () => instantFromMs(Date.now());
    expect(await acceptRestore({ store, now }, found)).toBe(true);
    await haveUsers(worker, 'new');
    await haveAccepted(worker, 'new');
    expect(await worker.cron()).toBe('ok');
    expect((await askOk(worker, 'GET', '/healthz')).body).toMatchObject({ mail: { state: 'resend' } });
    expect(worker.takeLog()).toContainEqual(
      expect.objectContaining({ message: 'the restore was accepted: sending goes on' }),
    );
    expect((await askOk(worker, 'GET', '/v1/policies/privacy/versions/2')).body.pausedAt).not.toBeNull();
    expect(farEnd.mails).toHaveLength(USERS);
    expect(await keptSize()).toBeLessThan(lost);
    expect(await keptSize()).toBe(await findLogSize(store));
  });
});

async function findLogSize({ db }: ReturnType<typeof openD1>): Promise<number> {
  return (await db.selectFrom('log_head').select('size').executeTakeFirstOrThrow()).size;
}

test('a bucket that holds something else stops sending, and says so', async () => {
  const bucket = await worker.bucket();
  const kept = await findBucketCheckpoint(bucket);
  await bucket.put('checkpoint', 'not a checkpoint', { onlyIf: { etagMatches: kept?.etag ?? '' } });
  worker.takeLog();
  expect(await worker.cron()).toBe('exception');
  expect(worker.takeLog()).toContainEqual(
    expect.objectContaining({
      message: 'telling people failed',
      error: expect.stringContaining('The object "checkpoint" in the bucket CHECKPOINTS is no checkpoint'),
    }),
  );
});
