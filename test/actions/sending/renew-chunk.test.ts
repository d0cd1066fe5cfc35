import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sendNotices } from '../../../src/actions/sending/send-notices.ts';
import type { Receipt } from '../../../src/delivery/mailer.ts';
import { addMs, type Instant } from '../../../src/domain/instant.ts';
import {
  askOk,
  haveAccepted,
  havePolicy,
  havePublished,
  haveUsers,
  recordsOf,
  TEXT_3,
  testApp,
} from '../../support/arrange.ts';
import { copyTestDatabase, removeTestDatabase } from '../../support/databases.ts';
import { Died, dyingMailer, dyingStore, fateAt } from '../../support/dying-store.ts';
import { type RememberingMailer, rememberingMailer } from '../../support/remembering-mailer.ts';
import { scratchFolder } from '../../support/scratch.ts';
import { openTestStore, startTestApp, type TestApp } from '../../support/test-app.ts';

const REFUSED: Receipt = { kind: 'rate-limited', retryAfterMs: 1_000, problem: '429' };
const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

/** Ada and Ben hold the first version; the second takes effect in 30 days, and its notice waits. */
async function haveWaiting(mailer: RememberingMailer, after: string): Promise<TestApp> {
  const app = await testApp({ mailer });
  await havePolicy(app);
  await haveUsers(app, 'ada', 'ben');
  for (const user of ['ada', 'ben']) await haveAccepted(app, user);
  await havePublished(app);
  app.wait(after);
  return app;
}

const mailsOf = (mailer: RememberingMailer) => mailer.batches.flatMap(({ mails }) => mails);

const chunksOf = ({ store }: TestApp) =>
  store.db.selectFrom('chunks').select(['id', 'says', 'state', 'problem']).orderBy('id').execute();

describe('a frozen chunk that was refused', () => {
  test('and says nothing false when it is tried again is the same to the byte', async () => {
    const mailer = rememberingMailer([REFUSED]);
    const app = await haveWaiting(mailer, 'P1D');
    await app.deliver();
    app.wait(20 * DAY);
    await app.deliver();
    const [first, second] = mailer.batches;
    expect(second).toEqual(first);
    expect(await chunksOf(app)).toHaveLength(1);
  });

  test('long before effect, and is tried again within a day of it, is dissolved into one that is true then', async () => {
    const mailer = rememberingMailer([REFUSED]);
    const app = await haveWaiting(mailer, 'P1D');
    await app.deliver();
    app.wait('P29D');
    app.wait(-HOUR);
    await app.deliver();
    const [stale, fresh] = mailer.batches;
    expect(fresh?.key).not.toBe(stale?.key);
    expect(fresh?.mails[0]?.text).not.toBe(stale?.mails[0]?.text);
    expect(fresh?.mails.map(({ to }) => to)).toEqual(stale?.mails.map(({ to }) => to));
    const [old, renewed] = await chunksOf(app);
    expect(old).toMatchObject({
      state: 'cancelled',
      problem: `what it says was not true any more; its readers are in ${renewed?.id}`,
    });
    expect(renewed).toMatchObject({
      state: 'sent',
      says: 'announcement/0/en privacy@2<1!agrees-by-use.soon:en',
    });
    // No link of the mails that never went out opens, and those that did are on record.
    const sent = (await recordsOf(app)).filter(({ kind }) => kind === 'sent');
    expect(sent.map(({ facts }) => facts.delivery)).toEqual(fresh?.mails.map(({ deliveryId }) => deliveryId));
  });

  test('until after effect tells of it as it is then', async () => {
    const mailer = rememberingMailer([REFUSED]);
    const app = await haveWaiting(mailer, 'P1D');
    await app.deliver();
    app.wait('P40D');
    await app.deliver();
    expect((await chunksOf(app)).at(-1)?.says).toBe('announcement/0/en privacy@2<1!agrees-by-use.late:en');
    expect(mailsOf(mailer).at(-1)?.text.replaceAll(/\s+/g, ' ')).toContain('It has been in effect since');
  });

  test.each([
    ['accepted meanwhile', (app: TestApp) => haveAccepted(app, 'ada', 2)],
    [
      'left meanwhile',
      (app: TestApp) =>
        askOk(app, 'POST', '/v1/terminations', { user: 'ada', policy: 'privacy', version: 2, when: 'now' }),
    ],
    ['was erased meanwhile', (app: TestApp) => askOk(app, 'DELETE', '/v1/users/ada')],
    ['has no address any more', (app: TestApp) => askOk(app, 'PUT', '/v1/users/ada', { email: null })],
  ])('does not reach who %s', async (_, does) => {
    const mailer = rememberingMailer([REFUSED]);
    const app = await haveWaiting(mailer, 'P1D');
    await app.deliver();
    app.wait(2_000);
    await does(app);
    await app.deliver();
    expect(mailer.batches.at(-1)?.mails.map(({ to }) => to)).toEqual(['ben@example.com']);
  });

  test('reaches a corrected address, and the same mailbox as it was frozen', async () => {
    const mailer = rememberingMailer([REFUSED, REFUSED]);
    const app = await haveWaiting(mailer, 'P1D');
    await app.deliver();
    app.wait(2_000);
    await askOk(app, 'PUT', '/v1/users/ada', { email: 'Ada@EXAMPLE.com' });
    await app.deliver();
    expect(mailer.batches[1]).toEqual(mailer.batches[0]);
    app.wait(2_000);
    await askOk(app, 'PUT', '/v1/users/ada', { email: 'ada@new.example' });
    await app.deliver();
    expect(
      mailer.batches
        .at(-1)
        ?.mails.map(({ to }) => to)
        .toSorted(),
    ).toEqual(['ada@new.example', 'ben@example.com']);
    // Whoever was put right that way needs no other mail.
    app.wait(120_000);
    await app.deliver();
    expect(mailer.batches).toHaveLength(3);
  });

  test('tells whoever came to hold another version from there', async () => {
    const mailer = rememberingMailer([REFUSED, REFUSED]);
    const app = await haveWaiting(mailer, 'PT1S');
    await app.deliver();
    await havePublished(app, { content: TEXT_3 });
    app.wait(2_000);
    await app.deliver();
    await haveAccepted(app, 'ada', 2);
    app.wait(2_000);
    await app.deliver();
    const says = (await chunksOf(app)).filter(({ state }) => state === 'sent').map((one) => one.says);
    expect(says.toSorted()).toEqual([
      'announcement/0/en privacy@2<1!agrees-by-use:en',
      'announcement/0/en privacy@3<1!agrees-by-use:en',
      'announcement/0/en privacy@3<2!agrees-by-use:en',
    ]);
  });

  test.each([
    ['whose outcome was unclear once', { kind: 'unclear', problem: 'the answer was lost' } as const],
  ])('%s stays as it is, to the byte, whatever it says by then', async (_, unclear) => {
    const mailer = rememberingMailer([unclear, REFUSED]);
    const app = await haveWaiting(mailer, 'P30D');
    app.wait(-2 * DAY);
    await app.deliver();
    app.wait(2_000);
    await haveAccepted(app, 'ada', 2);
    app.wait(2_000);
    await app.deliver();
    app.wait(2_000);
    await app.deliver();
    const [first, ...again] = mailer.batches;
    expect(again).toEqual([first, first]);
  });
});

describe('a process that dies while it dissolves a chunk', () => {
  let folder: string;
  let story: { readonly path: string; readonly now: Instant };

  beforeAll(async () => {
    folder = scratchFolder('renew');
    const path = join(folder, 'story.sqlite');
    const app = await startTestApp({
      store: await openTestStore(path),
      mailer: rememberingMailer([REFUSED]),
    });
    await havePolicy(app);
    await haveUsers(app, 'ada', 'ben', 'cora');
    for (const user of ['ada', 'ben', 'cora']) await haveAccepted(app, user);
    await havePublished(app);
    app.wait('P1D');
    while ((await sendNotices(app.context)).nextInMs === 0);
    app.wait('P29D');
    await haveAccepted(app, 'cora', 2);
    await app.store.close();
    story = { path, now: app.clock.now };
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('leaves everyone in one chunk, and each is told once', async () => {
    let moment = 0;
    let renewed = 0;
    for (let lives = false; !lives; moment++) {
      const path = join(folder, `stage-${moment}.sqlite`);
      await copyTestDatabase(story.path, path);
      const store = await openTestStore(path);
      const mailer = rememberingMailer();
      const clock = { now: story.now };
      const fate = fateAt(moment);
      const run = async (context: Parameters<typeof sendNotices>[0]) => {
        while ((await sendNotices({ ...context, now: () => clock.now })).nextInMs === 0);
      };
      const { context } = await startTestApp({ store, mailer });
      const mortal = { ...context, store: dyingStore(store, fate), mailer: dyingMailer(mailer, fate) };
      lives = await run(mortal).then(
        () => true,
        (error) => {
          if (error instanceof Died) return false;
          throw error;
        },
      );
      clock.now = addMs(clock.now, 61_000);
      await run(context);
      await Promise.all(fate.leftBehind);

      const where = `died at moment ${moment}, ${fate.diedAt()}`;
      const keys = new Map(mailer.batches.map((batch) => [batch.key, batch]));
      // Never under two keys, and under one always the same bytes.
      expect([...keys.keys()], where).toHaveLength(1);
      for (const batch of mailer.batches) expect(batch, where).toEqual(keys.get(batch.key));
      const told = mailer.batches.at(-1)?.mails.map(({ to }) => to);
      const chunks = await store.db.selectFrom('chunks').select('state').execute();
      const isRenewed = chunks.some(({ state }) => state === 'cancelled');
      // What a dead process had at hand may have gone out, and goes out as it was.
      const readers = ['ada@example.com', 'ben@example.com', ...(isRenewed ? [] : ['cora@example.com'])];
      expect(told?.toSorted(), where).toEqual(readers);
      const states = await store.db.selectFrom('deliveries').select('state').orderBy('state').execute();
      const last = isRenewed ? 'dropped' : 'sent';
      expect(states, where).toEqual([{ state: last }, { state: 'sent' }, { state: 'sent' }]);
      if (isRenewed) renewed++;
      await store.close();
      await removeTestDatabase(path);
    }
    expect(moment).toBeGreaterThan(5);
    expect(renewed).toBeGreaterThan(5);
  });
});
