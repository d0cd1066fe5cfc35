import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendNotices } from '../../../src/actions/sending/send-notices.ts';
import { resendMailer } from '../../../src/delivery/resend/resend-mailer.ts';
import type { Instant } from '../../../src/domain/instant.ts';
import { RECEIPT_KINDS } from '../../../src/domain/notices/notice-kind.ts';
import { haveAccepted, havePolicy, havePublished, haveUsers, reviewPathOf } from '../../support/arrange.ts';
import { copyTestDatabase, removeTestDatabase } from '../../support/databases.ts';
import { Died, dyingMailer, dyingStore, type Fate, fateAt } from '../../support/dying-store.ts';
import { type FarEnd, type Fault, startFarEnd } from '../../support/far-end.ts';
import { scratchFolder } from '../../support/scratch.ts';
import { openTestStore, startTestApp, type TestApp } from '../../support/test-app.ts';

const AFTER_THE_LEASE_MS = 61_000;
const MOST_ROUNDS = 200;
const MOST_MOMENTS = 500;

/** What each answers on the page; cora was leaving before. Doing it again changes nothing. */
const ANSWERS: Readonly<Record<string, Record<string, string>>> = {
  ada: { action: 'accept' },
  ben: { action: 'leave', confirm: 'yes' },
  cora: { action: 'stay' },
};

const RECEIPTS = [
  'ada: you accepted version 2 of “Privacy Policy”',
  'ben: you declined version 2 of “Privacy Policy”',
  'cora: you took back your decision to leave (Privacy Policy)',
];

let folder: string;
let start: { readonly path: string; readonly now: Instant; readonly pages: Readonly<Record<string, string>> };

beforeAll(async () => {
  folder = scratchFolder('receipts');
  const path = join(folder, 'start.sqlite');
  const app = await startTestApp({ store: await openTestStore(path) });
  await havePolicy(app);
  await haveUsers(app, ...Object.keys(ANSWERS));
  for (const user of Object.keys(ANSWERS)) await haveAccepted(app, user);
  await havePublished(app);
  await app.deliver();
  const pages: Record<string, string> = {};
  for (const user of Object.keys(ANSWERS)) pages[user] = await reviewPathOf(app, `${user}@example.com`);
  await app.ask('POST', '/v1/terminations', { user: 'cora', policy: 'privacy', version: 2 });
  app.wait(1000);
  start = { path, now: app.clock.now, pages };
  await app.store.close();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A process on the database of a path. */
async function startProcess(path: string, farEnd: FarEnd, fate?: Fate): Promise<TestApp> {
  const store = await openTestStore(path);
  const mailer = resendMailer({
    apiKey: 're_test',
    baseUrl: farEnd.url,
    callsPerSecond: null,
    // Nothing here is silent, so a busy machine may take its time.
    timeoutMs: 5_000,
  });
  return startTestApp({
    now: start.now,
    store: fate === undefined ? store : dyingStore(store, fate),
    mailer: fate === undefined ? mailer : dyingMailer(mailer, fate),
  });
}

/** Everyone answers, and whatever is ordered goes out. */
async function runToTheEnd(app: TestApp): Promise<void> {
  for (const [user, form] of Object.entries(ANSWERS)) {
    const page = start.pages[user] ?? '';
    const headers = { authorization: '', 'content-type': 'application/x-www-form-urlencoded' };
    await app.ask('POST', page, new URLSearchParams(form).toString(), headers);
  }
  let idle = 0;
  for (let round = 0; idle < 5; round++) {
    if (round === MOST_ROUNDS) throw new Error(`there was more to send after ${MOST_ROUNDS} rounds`);
    if ((await sendNotices(app.context)).nextInMs === 0) continue;
    idle++;
    app.wait(AFTER_THE_LEASE_MS);
  }
}

/** The receipts that the far end has, and those that our records say went out, with an id of the provider's. */
async function readReceipts(app: TestApp, farEnd: FarEnd) {
  const rows = await app.store.db
    .selectFrom('deliveries')
    .select(['email', 'state', 'provider_id'])
    .where('kind', 'in', RECEIPT_KINDS)
    .execute();
  const proven = rows.filter((row) => row.state === 'sent' && row.provider_id !== null);
  return {
    mailed: farEnd.mails
      .map(({ to, subject }) => `${to}: ${subject}`.replace('@example.com', '').replace('Your receipt: ', ''))
      .toSorted(),
    recorded: proven.map(({ email }) => email).toSorted(),
    others: rows.length - proven.length,
  };
}

const ONCE_EACH = {
  mailed: RECEIPTS,
  recorded: ['ada@example.com', 'ben@example.com', 'cora@example.com'],
  others: 0,
};

/** What the provider does with the first calls. */
const TROUBLES: readonly Fault[] = ['reset-after', 'error-before', 'error-after'];

test('a process that dies at any moment between answers and their receipts loses and repeats none', async () => {
  for (let moment = 0; ; moment++) {
    if (moment > MOST_MOMENTS) throw new Error(`it still died at moment ${MOST_MOMENTS}`);
    const path = join(folder, `stage-${moment}.sqlite`);
    await copyTestDatabase(start.path, path);
    const farEnd = await startFarEnd();
    farEnd.faults.push(...TROUBLES);
    const fate = fateAt(moment);
    const mortal = await startProcess(path, farEnd, fate);
    await runToTheEnd(mortal).catch((error: unknown) => {
      if (!(error instanceof Died)) throw error;
    });
    const next = await startProcess(path, farEnd);
    next.clock.now = mortal.clock.now;
    next.wait(AFTER_THE_LEASE_MS);
    await runToTheEnd(next);
    await Promise.all(fate.leftBehind);
    const receipts = await readReceipts(next, farEnd);
    for (const app of [mortal, next]) await app.store.close();
    await farEnd.close();
    await removeTestDatabase(path);
    expect(receipts, `died at moment ${moment}, ${fate.diedAt()}`).toEqual(ONCE_EACH);
    if (fate.diedAt() !== null) continue;
    expect(moment).toBeGreaterThan(15);
    return;
  }
}, 180_000);
