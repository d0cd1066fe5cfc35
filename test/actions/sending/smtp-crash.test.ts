import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Context } from '../../../src/actions/context.ts';
import { auditDatabase } from '../../../src/actions/record/audit-database.ts';
import { sendDueNotices } from '../../../src/actions/sending/send-due-notices.ts';
import { sendNotices } from '../../../src/actions/sending/send-notices.ts';
import { keepRecord } from '../../../src/actions/upkeep/keep-record.ts';
import type { Mailer } from '../../../src/delivery/mailer.ts';
import { smtpMailer } from '../../../src/delivery/smtp/smtp-mailer.ts';
import { addMs, type Instant } from '../../../src/domain/instant.ts';
import type { MigratableStore } from '../../../src/storage/engines/migrate.ts';
import { askOk, haveAccepted, havePolicy, havePublished, haveUsers } from '../../support/arrange.ts';
import { copyTestDatabase, ON_POSTGRES, removeTestDatabase } from '../../support/databases.ts';
import { Died, dyingMailer, dyingStore, type Fate, fateAt } from '../../support/dying-store.ts';
import { rememberingMailer } from '../../support/remembering-mailer.ts';
import { scratchFolder } from '../../support/scratch.ts';
import { type SmtpFarEnd, type SmtpFault, startSmtpFarEnd } from '../../support/smtp-far-end.ts';
import { openTestStore, startTestApp } from '../../support/test-app.ts';

/** By so much a restarted process is later than the dead one: its leases have expired. */
const AFTER_THE_LEASE_MS = 200_000;

const POOL = 3;
const PEOPLE = ['ada', 'ben', 'cora', 'dan', 'eve', 'finn', 'gus'];
const MOST_ROUNDS = 500;
const MOST_MOMENTS = 1_000;

/** A database in which a second version is announced to people who hold the first, none of whom is told yet. */
let folder: string;
let story: { readonly path: string; readonly now: Instant };

beforeAll(async () => {
  folder = scratchFolder('smtp');
  const path = join(folder, 'story.sqlite');
  const app = await startTestApp({ store: await openTestStore(path) });
  await havePolicy(app);
  await haveUsers(app, ...PEOPLE);
  for (const user of PEOPLE) await haveAccepted(app, user);
  await havePublished(app);
  await app.store.close();
  story = { path, now: app.clock.now };
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Stage = {
  readonly farEnd: SmtpFarEnd;
  readonly clock: { now: Instant };
  readonly store: MigratableStore;
  /** A process of its own, which sends by SMTP unless it is given something else. */
  readonly start: (fate?: Fate, mailer?: Mailer) => Promise<Context>;
  readonly close: () => Promise<void>;
};

let stages = 0;

async function setStage(): Promise<Stage> {
  const path = join(folder, `stage-${++stages}.sqlite`);
  await copyTestDatabase(story.path, path);
  const farEnd = await startSmtpFarEnd();
  const clock = { now: story.now };
  const opened: MigratableStore[] = [];
  const open = async () => {
    const store = await openTestStore(path);
    opened.push(store);
    return store;
  };
  return {
    ...{ farEnd, clock, store: await open() },
    async start(fate, given) {
      const { host, port } = farEnd;
      const access = { tls: 'none', user: null, password: null, ca: null } as const;
      const mailer =
        given ?? smtpMailer({ server: { host, port, ...access, connections: POOL }, longestMs: 300 });
      const store = await open();
      const { context } = await startTestApp({
        store: fate === undefined ? store : dyingStore(store, fate),
        mailer: fate === undefined ? mailer : dyingMailer(mailer, fate),
      });
      return { ...context, now: () => clock.now };
    },
    async close() {
      for (const store of opened) await store.close();
      await farEnd.close();
      await removeTestDatabase(path);
    },
  };
}

/** Runs rounds of a process, moving the clock whenever it has nothing to do, until nothing waits any more. */
async function runToTheEnd({ clock, store }: Stage, process: Context): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    if ((await sendNotices(process)).nextInMs === 0) continue;
    const waiting = await store.db
      .selectFrom('deliveries')
      .select('user_ref')
      .where('state', 'in', ['queued', 'sending'])
      .execute();
    if (waiting.length === 0) return;
    clock.now = addMs(clock.now, AFTER_THE_LEASE_MS);
  }
  throw new Error(`there was more to send after ${MOST_ROUNDS} rounds`);
}

/** What came of it, counted over people: as the relay has it, and as we have it. */
async function readTally({ farEnd, store, clock }: Stage) {
  const rows = await store.db
    .selectFrom('deliveries')
    .innerJoin('users', 'users.ref', 'deliveries.user_ref')
    .leftJoin('user_versions', (join) =>
      join
        .onRef('user_versions.user_ref', '=', 'users.ref')
        .on('user_versions.version', '=', 2)
        .on('user_versions.told_at', 'is not', null),
    )
    .leftJoin('records', (join) =>
      join.onRef('records.user_ref', '=', 'users.ref').on('records.kind', '=', 'sent'),
    )
    .select(['users.email', 'deliveries.state', 'user_versions.told_by', 'records.id as record'])
    .where('deliveries.kind', '=', 'announcement')
    .where('deliveries.release', '=', 'privacy/2')
    .execute();
  const tally = { once: 0, twice: 0, lost: 0, unknown: 0, failed: 0, misrecorded: 0 };
  for (const { email, state, told_by, record } of rows) {
    const mails = farEnd.mails.filter((one) => one.to === email).length;
    if (mails > 1) tally.twice++;
    else if (state === 'sent' && mails === 1) tally.once++;
    else if (state === 'unknown') tally.unknown++;
    else if (state === 'failed' && mails === 0) tally.failed++;
    else tally.lost++;
    if ((told_by !== null) !== (state === 'sent') || (record !== null) !== (state === 'sent')) {
      tally.misrecorded++;
    }
  }
  expect(rows).toHaveLength(PEOPLE.length);
  return { ...tally, findings: await audit(store, clock.now) };
}

/** What an audit of the database finds wrong. */
async function audit(store: MigratableStore, now: Instant): Promise<readonly string[]> {
  const app = await startTestApp({ store, now });
  while ((await keepRecord(app.context, 'sequencer')).nextInMs === 0);
  const findings: string[] = [];
  await auditDatabase({ db: store.db, moves: false, now, verifiers: [], known: [] }, (one) => {
    findings.push(JSON.stringify(one));
  });
  return findings;
}

const ALL_TOLD = {
  ...{ once: PEOPLE.length, twice: 0, lost: 0, unknown: 0, failed: 0, misrecorded: 0 },
  findings: [],
};

test('everybody is told once, in batches of as many as there are connections', async () => {
  const stage = await setStage();
  onTestFinished(stage.close);
  await runToTheEnd(stage, await stage.start());
  expect(await readTally(stage)).toEqual(ALL_TOLD);
  expect(stage.farEnd.mostConnections()).toBe(POOL);
  const kept = await stage.store.db
    .selectFrom('deliveries')
    .select('provider_id')
    .where('release', '=', 'privacy/2')
    .execute();
  expect(kept.map((one) => one.provider_id).toSorted()[0]).toBe('250 2.0.0 Ok: queued as Q1');
});

describe('a process that dies at any moment of sending, and another that goes on', {
  timeout: 240_000,
}, () => {
  test('tell nobody twice and lose nobody: unknown are at most those that were on their way', async () => {
    const sum = { died: 0, unknown: 0, once: 0 };
    for (let moment = 0; moment < MOST_MOMENTS; moment++) {
      const stage = await setStage();
      try {
        const fate = fateAt(moment);
        const hasLived = await lives(stage, fate);
        stage.clock.now = addMs(stage.clock.now, AFTER_THE_LEASE_MS);
        await Promise.all(fate.leftBehind);
        await runToTheEnd(stage, await stage.start());
        const tally = await readTally(stage);
        const isOnTheWay = /provider|after a write/.test(fate.diedAt() ?? '');
        expect(tally, `died at moment ${moment}, ${fate.diedAt()}`).toEqual({
          ...ALL_TOLD,
          once: PEOPLE.length - tally.unknown,
          unknown: isOnTheWay ? tally.unknown : 0,
        });
        expect(tally.unknown).toBeLessThanOrEqual(POOL);
        sum.died++;
        sum.once += tally.once;
        sum.unknown += tally.unknown;
        if (hasLived) {
          expect(sum.died).toBeGreaterThan(12);
          expect(sum.unknown).toBeGreaterThan(0);
          return;
        }
      } finally {
        await stage.close();
      }
    }
    throw new Error(`it still died at moment ${MOST_MOMENTS}`);
  });
});

async function lives(stage: Stage, fate: Fate): Promise<boolean> {
  try {
    await runToTheEnd(stage, await stage.start(fate));
    return true;
  } catch (error) {
    if (error instanceof Died) return false;
    throw error;
  }
}

/** All that leaves no doubt and can be tried again. */
const PASSING_FAULTS: readonly SmtpFault[] = [
  ...(['busy-421', 'mailbox-busy-450', 'no-room-452', 'later-after-data-451'] as const),
  ...(['no-room-after-data-452', 'closing-after-data-421', 'drop-before-data'] as const),
  'silence-before-data',
];

describe('a relay that', () => {
  test('fails everybody in every way that leaves no doubt is asked again until all are told, with the same bytes', async () => {
    const stage = await setStage();
    onTestFinished(stage.close);
    PEOPLE.forEach((user, i) => {
      const faults = PASSING_FAULTS.map((_, j) => PASSING_FAULTS.at((i + j) % PASSING_FAULTS.length));
      stage.farEnd.faults.set(`${user}@example.com`, [...(faults as SmtpFault[]), { slowMs: 50 }]);
    });
    await runToTheEnd(stage, await stage.start());
    expect(await readTally(stage)).toEqual(ALL_TOLD);
    expect([...stage.farEnd.faults.values()].flat()).toEqual([]);
  });

  test.each([0, 1, 2])(
    'has a mail and does not say so makes it unknown, one that refuses it failed, and neither comes again (%i)',
    async (shift) => {
      const stage = await setStage();
      onTestFinished(stage.close);
      const faults: readonly SmtpFault[] = [
        ...(['drop-after-taking', 'drop-after-data', 'silence-after-taking'] as const),
        ...(['nobody-550', 'spam-after-data-554'] as const),
      ];
      // Each in a chunk of its kind, and among others.
      faults.forEach((fault, i) => {
        stage.farEnd.faults.set(`${PEOPLE[(i + shift) % PEOPLE.length]}@example.com`, [fault]);
      });
      await runToTheEnd(stage, await stage.start());
      expect(await readTally(stage)).toEqual({ ...ALL_TOLD, once: 2, unknown: 3, failed: 2 });
      expect(stage.farEnd.tries.toSorted()).toEqual(PEOPLE.map((user) => `${user}@example.com`));
    },
  );

  test('took some of a batch before it ended leaves the rest for another, as they were written', async () => {
    const stage = await setStage();
    onTestFinished(stage.close);
    const context = await stage.start();
    stage.farEnd.faults.set('ben@example.com', ['later-after-data-451']);
    while ((await sendNotices({ ...context, mailer: null })).nextInMs === 0);
    await sendDueNotices({ ...context, mailer: context.mailer as Mailer });
    const frozen = await stage.store.db
      .selectFrom('deliveries')
      .select(['id', 'email'])
      .where('state', '=', 'sending')
      .execute();
    expect(frozen.map((one) => one.email)).toEqual(['ben@example.com']);
    await runToTheEnd(stage, context);
    const mail = stage.farEnd.mails.find((one) => one.to === 'ben@example.com');
    expect(mail?.raw.replace('\r\n <', ' <')).toContain(`Message-ID: <${frozen[0]?.id}.`);
    expect(await readTally(stage)).toEqual(ALL_TOLD);
  });

  test('answers long after its process was taken for dead is believed all the same', async () => {
    const stage = await setStage();
    onTestFinished(stage.close);
    const { mailer, ...context } = await stage.start();
    const other = await stage.start();
    let unknownMeanwhile = 0;
    stage.farEnd.faults.set('ben@example.com', ['mailbox-busy-450']);
    const slow: Mailer = {
      ...(mailer as Mailer),
      async send(batch) {
        const receipt = await (mailer as Mailer).send(batch);
        if (unknownMeanwhile > 0) return receipt;
        stage.clock.now = addMs(stage.clock.now, AFTER_THE_LEASE_MS);
        // It comes last, since its lease ended last.
        for (let round = 0; round < 3; round++) {
          await sendDueNotices({ ...other, mailer: other.mailer as Mailer });
        }
        const unknown = await stage.store.db
          .selectFrom('deliveries')
          .select('id')
          .where('state', '=', 'unknown')
          .execute();
        unknownMeanwhile = unknown.length;
        return receipt;
      },
    };
    await runToTheEnd(stage, { ...context, mailer: slow });
    expect(unknownMeanwhile).toBe(POOL);
    expect(await readTally(stage)).toEqual(ALL_TOLD);
  });

  test('nobody can ask any more leaves what was on its way unknown, and the rest to another provider', async () => {
    const stage = await setStage();
    onTestFinished(stage.close);
    const fate = fateAt(Number.POSITIVE_INFINITY);
    let calls = 0;
    const dying: Mailer = {
      ...((await stage.start()).mailer as Mailer),
      send: () => {
        calls++;
        throw new Died('in flight');
      },
    };
    await expect(runToTheEnd(stage, await stage.start(fate, dying))).rejects.toBeInstanceOf(Died);
    expect(calls).toBe(1);
    stage.clock.now = addMs(stage.clock.now, AFTER_THE_LEASE_MS);
    const resend = rememberingMailer();
    await runToTheEnd(stage, await stage.start(undefined, resend));
    const states = await stage.store.db
      .selectFrom('deliveries')
      .select(['state', (eb) => eb.fn.countAll<number | string>().as('count')])
      .where('release', '=', 'privacy/2')
      .groupBy('state')
      .orderBy('state')
      .execute();
    expect(states.map(({ state, count }) => [state, Number(count)])).toEqual([
      ['sent', PEOPLE.length - POOL],
      ['unknown', POOL],
    ]);
    expect(resend.batches.flatMap((one) => one.mails)).toHaveLength(PEOPLE.length - POOL);
  });

  test('takes over from a provider with keys does not repeat what that one may have sent', async () => {
    const stage = await setStage();
    onTestFinished(stage.close);
    const unclear = rememberingMailer([{ kind: 'unclear', problem: 'no answer' }]);
    const before = await stage.start(undefined, unclear);
    while (unclear.batches.length === 0) await sendNotices(before);
    stage.clock.now = addMs(stage.clock.now, AFTER_THE_LEASE_MS);
    await runToTheEnd(stage, await stage.start());
    expect(stage.farEnd.mails).toEqual([]);
    expect(await readTally(stage)).toMatchObject({ unknown: PEOPLE.length, twice: 0, lost: 0 });
  });
});

test.skipIf(ON_POSTGRES)('what is unknown can be resolved, and goes out as a mail of its own', async () => {
  const stage = await setStage();
  onTestFinished(stage.close);
  stage.farEnd.faults.set('ada@example.com', ['drop-after-data']);
  const context = await stage.start();
  await runToTheEnd(stage, context);
  const { id } = await stage.store.db
    .selectFrom('deliveries')
    .select('id')
    .where('state', '=', 'unknown')
    .executeTakeFirstOrThrow();
  const app = await startTestApp({ store: stage.store, now: stage.clock.now });
  const path = `/v1/policies/privacy/versions/2/deliveries/${id}/resolve`;
  await askOk(app, 'POST', path, { as: 'resend', reason: 'the relay never heard of it' });
  await runToTheEnd(stage, context);
  expect(stage.farEnd.mails.filter(({ to }) => to === 'ada@example.com')).toHaveLength(1);
});
