import { expect, test } from 'vitest';
import { fanOutNotices } from '../../../src/actions/notices/fan-out-notices.ts';
import { sendNotices } from '../../../src/actions/sending/send-notices.ts';
import { addMs } from '../../../src/domain/instant.ts';
import { claimChunks } from '../../../src/storage/sending/chunks.ts';
import { askOk, havePolicy, havePublished, testApp } from '../../support/arrange.ts';
import { type RememberingMailer, rememberingMailer } from '../../support/remembering-mailer.ts';
import type { TestApp } from '../../support/test-app.ts';

/** So many users, of locales in turn, are queued for a second version, so many a step. */
async function haveQueued(users: number, locales: readonly string[], usersPerStep: number) {
  const mailer = rememberingMailer();
  const app = await testApp({ mailer });
  await havePolicy(app, { reminders: [] });
  const lines = Array.from({ length: users }, (_, i) => {
    const locale = locales[i % locales.length];
    return JSON.stringify({ user: `u${i}`, email: `u${i}@example.com`, locale, accepted: { privacy: 1 } });
  });
  await askOk(app, 'POST', '/v1/users/import', lines.join('\n'));
  await havePublished(app);
  while (await fanOutNotices(app.context, usersPerStep));
  return { app, mailer };
}

async function sendAll({ context }: TestApp): Promise<void> {
  while ((await sendNotices(context)).nextInMs === 0);
}

const sizesOf = ({ batches }: RememberingMailer) => batches.map(({ mails }) => mails.length);

function insistOnOneEach({ batches }: RememberingMailer, users: number): void {
  const mailed = batches.flatMap(({ mails }) => mails.map(({ to }) => to));
  expect(mailed.toSorted()).toEqual(Array.from({ length: users }, (_, i) => `u${i}@example.com`).toSorted());
}

const chunksOf = async ({ store }: TestApp) =>
  store.db.selectFrom('chunks').select(['id', 'state', 'problem']).execute();

test('what several steps queued in one language goes out in one call', async () => {
  const { app, mailer } = await haveQueued(60, ['en', 'de', 'ja'], 6);
  expect(await chunksOf(app)).toHaveLength(30);
  await sendAll(app);
  expect(sizesOf(mailer)).toEqual([20, 20, 20]);
  insistOnOneEach(mailer, 60);
  for (const { mails } of mailer.batches) expect(new Set(mails.map(({ subject }) => subject)).size).toBe(1);
  const chunks = await chunksOf(app);
  const sent = chunks
    .filter(({ state }) => state === 'sent')
    .map(({ id }) => `what waits in it goes out in ${id}`);
  expect(sent).toHaveLength(3);
  for (const { state, problem } of chunks) if (state !== 'sent') expect(sent).toContain(problem);
});

test('no call takes more than a hundred, and none is split', async () => {
  const { app, mailer } = await haveQueued(250, ['en'], 60);
  await sendAll(app);
  expect(sizesOf(mailer).toSorted((a, b) => a - b)).toEqual([60, 60, 60, 70]);
  insistOnOneEach(mailer, 250);
});

test('a chunk that somebody else has at hand is left to them', async () => {
  const { app, mailer } = await haveQueued(8, ['en'], 2);
  const now = app.clock.now;
  const [theirs] = await claimChunks(app.store, { now, leaseUntil: addMs(now, 60_000), limit: 1 });
  await sendAll(app);
  expect(sizesOf(mailer)).toEqual([6]);
  expect((await chunksOf(app)).find(({ id }) => id === theirs?.id)?.state).toBe('open');
  app.wait(61_000);
  await sendAll(app);
  expect(sizesOf(mailer)).toEqual([6, 2]);
  insistOnOneEach(mailer, 8);
});

test('several senders at once tell everyone once', async () => {
  const { app, mailer } = await haveQueued(240, ['en', 'de', 'ar', 'fr'], 4);
  await Promise.all(Array.from({ length: 4 }, () => sendAll(app)));
  insistOnOneEach(mailer, 240);
  expect(mailer.batches.length).toBeLessThan(60);
});
