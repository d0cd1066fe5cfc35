import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { fanOutNotices } from '../../../src/actions/notices/fan-out-notices.ts';
import { sendNotices } from '../../../src/actions/sending/send-notices.ts';
import { addMs, type Instant } from '../../../src/domain/instant.ts';
import {
  askOk,
  haveAccepted,
  havePolicy,
  havePublished,
  haveUsers,
  TEXT_2,
  TEXT_3,
} from '../../support/arrange.ts';
import {
  AFTER_THE_LEASE_MS,
  lives,
  runToTheEnd,
  type Stage,
  setStage,
  strideOf,
} from '../../support/crash-stage.ts';
import { ON_POSTGRES } from '../../support/databases.ts';
import { fateAt } from '../../support/dying-store.ts';
import type { Fault } from '../../support/far-end.ts';
import { scratchFolder } from '../../support/scratch.ts';
import { openTestStore, startTestApp, type TestApp } from '../../support/test-app.ts';

/** No story here waits that often; it would mean a process that never comes to its end. */
const MOST_MOMENTS = 1_000;

/** A database in which a version is announced and not everyone is told, to be gone on with many times. */
type Story = {
  readonly path: string;
  readonly now: Instant;
  readonly version: number;
  /** Who is to be mailed, by address, and the own addresses of those who are told by that, where these differ. */
  readonly toTell: readonly string[];
  readonly told?: readonly (string | null)[];
  /** Who is mailed something else besides. */
  readonly mailedElse?: readonly string[];
};

let folder: string;
let shortStory: Story;
let longStory: Story;
let smallChunks: Story;

beforeAll(async () => {
  folder = scratchFolder('crash');
  shortStory = await haveShortStory();
  longStory = await haveLongStory();
  smallChunks = await haveSmallChunks();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Tells a story up to the point where the sender takes over, and keeps the database. */
async function haveStory(
  name: string,
  version: number,
  toTell: readonly string[],
  tell: (app: TestApp) => Promise<void>,
): Promise<Story> {
  const path = join(folder, `${name}.sqlite`);
  const app = await startTestApp({ store: await openTestStore(path) });
  await tell(app);
  await app.store.close();
  return { path, now: app.clock.now, version, toTell: toTell.map(addressOf).toSorted() };
}

const addressOf = (user: string) => `${user}@example.com`;

/** Two who hold the first version and are told of the second: one chunk, not queued yet. */
const haveShortStory = () =>
  haveStory('short', 2, ['ada', 'ben'], async (app) => {
    await havePolicy(app);
    await haveUsers(app, 'ada', 'ben');
    for (const user of ['ada', 'ben']) await haveAccepted(app, user);
    await havePublished(app);
  });

/**
 * A third version that some learn of from the first and some from the second. Once they are queued one
 * leaves, one loses the address, one comes to hold the second version; two more join.
 */
const haveLongStory = () =>
  haveStory('long', 3, ['ada', 'ben', 'cora', 'dan', 'gus', 'ian', 'joe'], async (app) => {
    await havePolicy(app);
    await haveUsers(app, 'ada', 'ben', 'cora', 'dan', 'eve', 'finn', 'gus');
    for (const user of ['ada', 'ben', 'cora', 'eve', 'finn', 'gus']) await haveAccepted(app, user);
    await havePublished(app, { content: TEXT_2 });
    await app.deliver();
    app.wait('P60D');
    await haveAccepted(app, 'cora', 2);
    await havePublished(app, { content: TEXT_3, summary: 'We write to you first.' });
    while ((await sendNotices({ ...app.context, mailer: null })).nextInMs === 0);
    app.wait(1000);
    await askOk(app, 'POST', '/v1/terminations', { user: 'eve', policy: 'privacy', version: 3, when: 'now' });
    await askOk(app, 'PUT', '/v1/users/finn', { email: null });
    await haveAccepted(app, 'gus', 2);
    await haveUsers(app, 'ian', 'joe');
  });

/** Readers of two languages, queued one a step: as many chunks, of which those in one language go out together. */
const haveSmallChunks = () =>
  haveStory('small', 2, ['ada', 'ben', 'cora', 'dan', 'eve'], async (app) => {
    await havePolicy(app);
    const locales = { ada: 'en', ben: 'de', cora: 'en', dan: 'de', eve: 'en' };
    for (const [user, locale] of Object.entries(locales)) {
      await askOk(app, 'PUT', `/v1/users/${user}`, { email: addressOf(user), locale });
      await haveAccepted(app, user);
    }
    await havePublished(app);
    while (await fanOutNotices(app.context, 1));
    app.wait(1000);
  });

/** Five who hold the first version, and a second that two an hour are told of, and of them three before somebody says to go on. */
const haveWave = () =>
  haveStory('wave', 2, ['ada', 'ben', 'cora'], async (app) => {
    await havePolicy(app);
    const users = ['ada', 'ben', 'cora', 'dan', 'eve'];
    await haveUsers(app, ...users);
    for (const user of users) await haveAccepted(app, user);
    await havePublished(app, { sending: { first: 3, perHour: 2, stopAt: { bounced: 0.5 } } });
  });

/** An organisation without an address of its own, of whose three contacts one reads another language, and somebody besides. */
const haveParty = async (): Promise<Story> => ({
  ...(await haveStory('party', 2, ['ada', 'ben', 'cora', 'dan'], async (app) => {
    await havePolicy(app);
    await haveUsers(app, 'ada');
    const [ben, cora, dan] = ['ben', 'cora', 'dan'].map((one) => ({ email: addressOf(one) }));
    const contacts = [ben, { ...cora, locale: 'de' }, dan];
    await askOk(app, 'PUT', '/v1/users/acme', { email: null, contacts });
    for (const user of ['ada', 'acme']) await haveAccepted(app, user);
    await havePublished(app);
  })),
  told: [addressOf('ada'), null],
});

/**
 * A third version that takes the place of the second, of which three were told. One of them has left, and is told of the
 * withdrawal alone; somebody else was told of nothing.
 */
const haveReplaced = async (): Promise<Story> => ({
  ...(await haveStory('replaced', 3, ['ada', 'ben', 'dan'], async (app) => {
    await havePolicy(app);
    await haveUsers(app, 'ada', 'ben', 'cora');
    for (const user of ['ada', 'ben', 'cora']) await haveAccepted(app, user);
    await havePublished(app);
    await app.deliver();
    app.wait(1000);
    await askOk(app, 'POST', '/v1/terminations', {
      user: 'cora',
      policy: 'privacy',
      version: 2,
      when: 'now',
    });
    await haveUsers(app, 'dan');
    await havePublished(app, { content: TEXT_3, pending: 'withdraw' });
  })),
  mailedElse: [addressOf('cora')],
});

/** Who learned of the story's version, as the far end and our own records have it. */
async function readTold({ farEnd, store }: Stage, { version }: Story) {
  const told = await store.db
    .selectFrom('user_versions')
    .innerJoin('users', 'users.ref', 'user_versions.user_ref')
    .select(['users.email', 'user_versions.binds_at'])
    .where('user_versions.version', '=', version)
    .where('user_versions.told_at', 'is not', null)
    .execute();
  const deliveries = await store.db
    .selectFrom('deliveries')
    .select(['email', 'state', 'sent_at', 'provider_id'])
    .where('release', '=', `privacy/${version}`)
    .where('kind', '=', 'announcement')
    .execute();
  const sent = deliveries.filter(({ state }) => state === 'sent');
  return {
    mailed: farEnd.mails.map(({ to }) => to).toSorted(),
    told: told.map(({ email }) => email).toSorted(),
    sent: sent.map(({ email }) => email).toSorted(),
    unknown: deliveries.filter(({ state }) => state === 'unknown').length,
    unproven: sent.filter((one) => one.sent_at === null || one.provider_id === null).length,
  };
}

const onceEach = ({ toTell, told = toTell, mailedElse = [] }: Story) => ({
  mailed: [...toTell, ...mailedElse].toSorted(),
  told,
  sent: toTell,
  unknown: 0,
  unproven: 0,
});

/** Where another process sends as well there are many moments. */
const STRIDE = strideOf(3);

/**
 * Goes through a story once for every moment at which its process can die, and answers how many there
 * were. Each time another process finishes it once the dead one's lease is over.
 */
async function dieEverywhere(
  story: Story,
  options: { readonly faults?: readonly Fault[]; readonly withAnother?: boolean } = {},
): Promise<number> {
  for (let moment = 0; moment < MOST_MOMENTS; moment += options.withAnother ? STRIDE : 1) {
    const stage = await setStage(folder, story, options.faults);
    try {
      const fate = fateAt(moment, options.withAnother);
      const mortal = stage.start({ fate });
      const dies = lives(mortal.then((context) => runToTheEnd(stage, context)));
      if (options.withAnother) await runToTheEnd(stage, await stage.start());
      const hasLived = await dies;
      stage.clock.now = addMs(stage.clock.now, AFTER_THE_LEASE_MS);
      await runToTheEnd(stage, await stage.start());
      await Promise.all(fate.leftBehind);
      expect(await readTold(stage, story), `died at moment ${moment}, ${fate.diedAt()}`).toEqual(
        onceEach(story),
      );
      if (hasLived) return moment;
    } finally {
      await stage.close();
    }
  }
  throw new Error(`it still died at moment ${MOST_MOMENTS}`);
}

/** What the provider may do; the last is most of it in turn, and enough to show that another database bears it. */
const TROUBLES: [string, readonly Fault[]][] = [
  ['an error before it took the mails', ['error-before']],
  ['an error after it took the mails', ['error-after']],
  ['a connection that broke before it took the mails', ['reset-before']],
  ['a connection that broke after it took the mails', ['reset-after']],
  ['no answer, without having taken the mails', ['silence-before']],
  ['no answer, having taken the mails', ['silence-after']],
  ['too many requests', [{ rateLimitedForSeconds: 1 }]],
  ['a key that it does not know', ['unauthorized']],
  [
    'one trouble after the other',
    ['reset-after', { rateLimitedForSeconds: 2 }, 'error-after', 'reset-before'],
  ],
];

// Each starts anew for every time that it dies.
describe('a process that dies at any moment of fan-out and sending, and another that goes on', {
  timeout: 180_000,
}, () => {
  test('tell everyone once, also those who moved to another chunk, and nobody who left', async () => {
    expect(await dieEverywhere(longStory)).toBeGreaterThan(15);
  });

  test.each(ON_POSTGRES ? TROUBLES.slice(-1) : TROUBLES)(
    'tell everyone once when the provider answers with %s',
    async (_, faults) => {
      expect(await dieEverywhere(shortStory, { faults })).toBeGreaterThan(10);
    },
  );

  test('tell everyone once when another process sends from the same database all the while', async () => {
    expect(await dieEverywhere(shortStory, { withAnother: true })).toBeGreaterThan(3);
  });

  test('tell everyone once when small chunks go out as one', async () => {
    expect(await dieEverywhere(smallChunks)).toBeGreaterThan(10);
  });

  test('tell everyone once when small chunks go out as one, and another process sends as well', async () => {
    expect(await dieEverywhere(smallChunks, { withAnother: true })).toBeGreaterThan(3);
  });

  test('tell everyone of a first wave once, and nobody besides, at the pace that its version was posted with', async () => {
    const wave = await haveWave();
    expect(await dieEverywhere(wave, { withAnother: ON_POSTGRES })).toBeGreaterThan(ON_POSTGRES ? 3 : 10);
  });

  test('tell each contact of an organisation once', async () => {
    const withAnother = ON_POSTGRES;
    expect(await dieEverywhere(await haveParty(), { withAnother })).toBeGreaterThan(3);
  });

  test('tell everyone once where a version takes the place of one that some were told of', async () => {
    const replaced = await haveReplaced();
    expect(await dieEverywhere(replaced, { withAnother: ON_POSTGRES })).toBeGreaterThan(ON_POSTGRES ? 3 : 15);
  });

  test('queue everyone once when there are more users than a step of the fan-out takes', async () => {
    const users = Array.from({ length: 1_001 }, (_, i) => `u${i}`);
    const story = await haveStory('many', 2, users, async (app) => {
      await havePolicy(app);
      const lines = users.map((user) => JSON.stringify({ user, email: addressOf(user) }));
      await askOk(app, 'POST', '/v1/users/import', lines.join('\n'));
      await havePublished(app);
    });
    for (let moment = 0; ; moment++) {
      const stage = await setStage(folder, story);
      const fate = fateAt(moment);
      const walk = async () => {
        const context = { ...(await stage.start({ fate })), mailer: null };
        while ((await sendNotices(context)).nextInMs === 0);
      };
      const hasLived = await lives(walk());
      const context = { ...(await stage.start()), mailer: null };
      while ((await sendNotices(context)).nextInMs === 0);
      const queued = await stage.store.db
        .selectFrom('deliveries')
        .innerJoin('users', 'users.ref', 'deliveries.user_ref')
        .innerJoin('chunks', 'chunks.id', 'deliveries.chunk_id')
        .select(['users.email', 'deliveries.chunk_id'])
        .where('deliveries.release', '=', 'privacy/2')
        .where('chunks.state', '=', 'open')
        .execute();
      await stage.close();
      const where = `died at moment ${moment}, ${fate.diedAt()}`;
      expect(queued.map(({ email }) => email).toSorted(), where).toEqual(story.toTell);
      const sizes = [...Map.groupBy(queued, (one) => one.chunk_id).values()].map((all) => all.length);
      expect(Math.max(...sizes), where).toBeLessThanOrEqual(100);
      if (!hasLived) continue;
      expect(moment).toBeGreaterThan(2);
      return;
    }
  });
});

describe('two processes that send from one database at once', () => {
  test.each([
    ['with the same clock', 0],
    ['one of them ahead by more than a lease', AFTER_THE_LEASE_MS],
  ])('tell everyone once, %s', async (_, aheadMs) => {
    for (const story of [longStory, smallChunks]) {
      for (const delayMs of [0, 5, 30]) {
        const stage = await setStage(folder, story);
        stage.farEnd.delayMs = delayMs;
        await runToTheEnd(stage, await stage.start(), await stage.start({ aheadMs }));
        const told = await readTold(stage, story);
        await stage.close();
        expect(told, `with ${delayMs} ms a call`).toEqual(onceEach(story));
      }
    }
  });
});

test('a key that was used for other mails makes the chunk unknown: nobody counts as told, and nothing goes out', async () => {
  const story = shortStory;
  const stage = await setStage(folder, story);
  onTestFinished(stage.close);
  const context = await stage.start();
  while ((await sendNotices({ ...context, mailer: null })).nextInMs === 0);
  const { id } = await stage.store.db.selectFrom('chunks').select('id').executeTakeFirstOrThrow();
  const words = {
    from: 'Somebody <else@example.com>',
    subject: 'Other',
    html: '<p>Other</p>',
    text: 'Other',
    ...{ replyTo: null, bounceTo: null, token: 'other', writtenAt: story.now },
  };
  await context.mailer?.send({
    key: `proviso/${id}`,
    mails: [{ ...words, deliveryId: 'other', to: 'somebody@example.com' }],
  });
  await runToTheEnd(stage, context);
  expect(await readTold(stage, story)).toEqual({
    mailed: ['somebody@example.com'],
    told: [],
    sent: [],
    unknown: 2,
    unproven: 0,
  });
});
