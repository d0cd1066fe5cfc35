import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { postDueReleases } from '../../../src/actions/drafts/post-due-releases.ts';
import { fanOutNotices } from '../../../src/actions/notices/fan-out-notices.ts';
import { withdrawVersion } from '../../../src/actions/policies/withdraw-version.ts';
import { addMs, type Instant } from '../../../src/domain/instant.ts';
import { textToSays } from '../../../src/domain/notices/says.ts';
import { Refusal } from '../../../src/domain/refusal.ts';
import { askOk, haveUsers, TEXT_1 } from '../../support/arrange.ts';
import {
  AFTER_THE_LEASE_MS,
  lives,
  runToTheEnd,
  type Stage,
  setStage,
  strideOf,
} from '../../support/crash-stage.ts';
import { haveDraft } from '../../support/drafts.ts';
import { fateAt } from '../../support/dying-store.ts';
import { scratchFolder } from '../../support/scratch.ts';
import { openTestStore, startTestApp, type TestApp } from '../../support/test-app.ts';

const POLICIES = ['cookies', 'privacy', 'terms'];
const USERS = ['ada'];
/** No story here waits that often; it would mean a process that never comes to its end. */
const MOST_MOMENTS = 400;

/** Where another process is at it as well there are many moments. */
const STRIDE = strideOf(3);

/** A database with a release of three drafts in it, one of each policy, whose time has come. */
type Story = { readonly path: string; readonly now: Instant };

let folder: string;
let sound: Story;
let unsound: Story;

beforeAll(async () => {
  folder = scratchFolder('releases');
  sound = await haveStory('sound', async () => {});
  unsound = await haveStory('unsound', async (app) => {
    await askOk(app, 'PUT', '/v1/policies/privacy', { notice: { substantial: 'P60D' } });
  });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function haveStory(name: string, meanwhile: (app: TestApp) => Promise<void>): Promise<Story> {
  const path = join(folder, `${name}.sqlite`);
  const app = await startTestApp({ store: await openTestStore(path) });
  await haveUsers(app, ...USERS);
  const drafts = [];
  for (const policy of POLICIES) {
    await askOk(app, 'PUT', `/v1/policies/${policy}`, { title: policy });
    await askOk(app, 'POST', `/v1/policies/${policy}/versions`, { content: TEXT_1 });
    for (const user of USERS) await askOk(app, 'POST', '/v1/acceptances', { user, policy, version: 1 });
    const { id, revision } = await haveDraft(app, {}, policy);
    drafts.push({ id, revision });
  }
  await askOk(app, 'POST', '/v1/releases', { drafts });
  app.wait('PT10M');
  await meanwhile(app);
  await app.store.close();
  return { path, now: app.clock.now };
}

/** What there is of a release: how it stands, its drafts, its versions, its records, and who got mail of each. */
async function readOutcome({ farEnd, store: { db } }: Stage) {
  const releases = await db.selectFrom('releases').select(['state']).execute();
  const drafts = await db.selectFrom('drafts').select(['state', 'version']).execute();
  const versions = await db.selectFrom('versions').select(['policy', 'version']).execute();
  const policies = await db.selectFrom('policies').select(['last_version']).execute();
  const records = await db.selectFrom('records').select('id').execute();
  return {
    releases: releases.map(({ state }) => state),
    drafts: drafts.map(({ state, version }) => `${state} ${version}`),
    versions: versions.map(({ policy, version }) => `${policy}/${version}`).toSorted(),
    lastVersions: policies.map((one) => one.last_version),
    stopped: records.filter(({ id }) => id.startsWith('stopped:')).length,
    mails: farEnd.mails.map(({ to, subject }) => `${to} ${subject}`).toSorted(),
  };
}

const OF_POLICIES = (...versions: readonly number[]) =>
  POLICIES.flatMap((policy) => versions.map((version) => `${policy}/${version}`));

async function post(stage: Stage, context: Awaited<ReturnType<Stage['start']>>): Promise<void> {
  while (await postDueReleases(context));
  await runToTheEnd(stage, context);
}

/** Sending mails dies everywhere in tests of its own: here it is enough that they are queued. */
async function postAndWalk(context: Awaited<ReturnType<Stage['start']>>): Promise<void> {
  while (await postDueReleases(context));
  while (await fanOutNotices(context));
}

/** Dies once at every moment there is, lets another process finish, and answers how many moments there were. */
async function dieEverywhere(
  story: Story,
  withAnother: boolean,
  holds: (outcome: Awaited<ReturnType<typeof readOutcome>>, when: string) => void,
): Promise<number> {
  for (let moment = 0; moment < MOST_MOMENTS; moment += withAnother ? STRIDE : 1) {
    const stage = await setStage(folder, story);
    try {
      const fate = fateAt(moment, withAnother || undefined);
      const mortal = stage.start({ fate }).then(postAndWalk);
      const dies = lives(mortal);
      if (withAnother) await post(stage, await stage.start());
      const hasLived = await dies;
      stage.clock.now = addMs(stage.clock.now, AFTER_THE_LEASE_MS);
      await post(stage, await stage.start());
      await Promise.all(fate.leftBehind);
      holds(await readOutcome(stage), `died at moment ${moment}, ${fate.diedAt()}`);
      if (hasLived) return moment;
    } finally {
      await stage.close();
    }
  }
  throw new Error(`it still died at moment ${MOST_MOMENTS}`);
}

const isPostedOnce: Parameters<typeof dieEverywhere>[2] = (outcome, when) => {
  expect(outcome, when).toMatchObject({
    ...{ releases: ['posted'], drafts: ['posted 2', 'posted 2', 'posted 2'], stopped: 0 },
    ...{ versions: OF_POLICIES(1, 2), lastVersions: [2, 2, 2] },
  });
  // Each user one mail of all policies, and none twice.
  expect(outcome.mails, when).toEqual(
    USERS.map(
      (user) => `${user}@example.com “cookies”, “privacy”, and “terms”: changes effective 22 December 2026`,
    ),
  );
};

const isStoppedOnce: Parameters<typeof dieEverywhere>[2] = (outcome, when) => {
  expect(outcome, when).toMatchObject({
    ...{ releases: ['needs-attention'], stopped: 3, mails: [], versions: OF_POLICIES(1) },
    drafts: ['needs-attention null', 'needs-attention null', 'needs-attention null'],
  });
};

describe('a process that dies at any moment of posting a release of three drafts', {
  timeout: 300_000,
}, () => {
  test('leaves it to the next one, and every version is posted and told once', async () => {
    expect(await dieEverywhere(sound, false, isPostedOnce)).toBeGreaterThan(1);
  });

  test('does so also with another process at it', async () => {
    expect(await dieEverywhere(sound, true, isPostedOnce)).toBeGreaterThan(5);
  });

  test('stops it once where it does not hold any more, and posts nothing of it', async () => {
    expect(await dieEverywhere(unsound, true, isStoppedOnce)).toBeGreaterThan(5);
  });
});

test('several processes at once post it once', { timeout: 120_000 }, async () => {
  for (let round = 0; round < 10; round++) {
    const stage = await setStage(folder, sound);
    try {
      const processes = await Promise.all(Array.from({ length: 4 }, () => stage.start()));
      await Promise.all(processes.map((one) => postDueReleases(one)));
      await runToTheEnd(stage, ...processes);
      isPostedOnce(await readOutcome(stage), `round ${round}`);
    } finally {
      await stage.close();
    }
  }
});

/** When one of three versions is withdrawn: before anybody is met, half way, or while the provider has the mails. */
const MIDDLES = ['posted', 'walking', 'taking'] as const;

async function withdrawTerms(context: Parameters<typeof withdrawVersion>[0]): Promise<void> {
  const asked = { policy: 'terms', version: 2, reason: 'A mistake.', withdrawPending: false };
  await withdrawVersion(context, asked, 'key').catch((error: unknown) => {
    if (!(error instanceof Refusal) || error.code !== 'version-not-announced') throw error;
  });
}

/** Posts a release of three, walks, and sends, with one of them withdrawn in the middle. */
async function releaseAndWithdraw(
  stage: Stage,
  context: Awaited<ReturnType<Stage['start']>>,
  middle: (typeof MIDDLES)[number],
): Promise<void> {
  while (await postDueReleases(context));
  if (middle === 'posted') await withdrawTerms(context);
  await fanOutNotices(context, 1);
  if (middle === 'walking') await withdrawTerms(context);
  while (await fanOutNotices(context));
  const { mailer } = context;
  if (middle !== 'taking' || mailer === null) return runToTheEnd(stage, context);
  const send: typeof mailer.send = async (batch) => {
    await withdrawTerms(context);
    return mailer.send(batch);
  };
  await runToTheEnd(stage, { ...context, mailer: { ...mailer, send } });
}

/** What each user was told of, by which kind of mail: `ada announcement sent: cookies privacy`. */
async function readTold({ store: { db } }: Stage): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('deliveries')
    .innerJoin('users', 'users.ref', 'deliveries.user_ref')
    .select(['users.user_id', 'kind', 'says', 'state'])
    .where('state', 'not in', ['dropped', 'cancelled'])
    .orderBy('users.user_id')
    .orderBy('kind')
    .execute();
  return rows.map(({ user_id: user, kind, says, state }) => {
    const policies = textToSays(says).tells.map(({ policy }) => policy);
    return `${user} ${kind} ${state}: ${policies.join(' ')}`;
  });
}

describe('a process that dies at any moment of a release of three, of which one is withdrawn', {
  timeout: 600_000,
}, () => {
  test.each(MIDDLES)('%s, tells nobody twice and loses nobody', async (middle) => {
    const users = ['ada', 'ben'];
    const story = await haveStory(`withdrawn-${middle}`, (app) => haveUsers(app, 'ben'));
    for (let moment = 0; ; moment++) {
      const stage = await setStage(folder, story);
      try {
        const fate = fateAt(moment);
        const hasLived = await lives(
          stage.start({ fate }).then((one) => releaseAndWithdraw(stage, one, middle)),
        );
        stage.clock.now = addMs(stage.clock.now, AFTER_THE_LEASE_MS);
        const heir = await stage.start();
        while (await postDueReleases(heir));
        await withdrawTerms(heir);
        await runToTheEnd(stage, heir);
        await Promise.all(fate.leftBehind);
        const when = `died at moment ${moment}, ${fate.diedAt()}`;
        const { mails, ...outcome } = await readOutcome(stage);
        expect(outcome, when).toMatchObject({
          releases: ['posted'],
          versions: OF_POLICIES(1, 2),
          stopped: 0,
        });
        const told = await readTold(stage);
        for (const user of users) {
          const own = told
            .filter((one) => one.startsWith(`${user} `))
            .map((one) => one.slice(user.length + 1));
          const isOfAll = own.some((one) => one.endsWith('cookies privacy terms'));
          // Of whom nobody can tell whether they were told is told that it is withdrawn.
          const state = own[0]?.startsWith('announcement unknown') ? 'unknown' : 'sent';
          expect(own, when).toEqual(
            isOfAll
              ? [`announcement ${state}: cookies privacy terms`, 'withdrawal sent: terms']
              : ['announcement sent: cookies privacy'],
          );
          const arrived = mails.filter((one) => one.startsWith(`${user}@`));
          const announced = arrived.filter((one) => !one.includes('withdrawn'));
          expect(announced.length, when).toBeLessThanOrEqual(1);
          expect(announced.length === 1 || state === 'unknown', when).toBe(true);
          expect(arrived.length - announced.length, when).toBe(isOfAll ? 1 : 0);
        }
        if (hasLived) break;
      } finally {
        await stage.close();
      }
    }
  });
});
