import { postDueReleases } from '../actions/drafts/post-due-releases.ts';
import { fanOutNotices } from '../actions/notices/fan-out-notices.ts';
import { stepImports } from '../actions/people/import-file.ts';
import type { ReportedTroubles } from '../actions/sending/report-trouble.ts';
import { sendDueNotices } from '../actions/sending/send-due-notices.ts';
import { countVersions } from '../actions/upkeep/count-versions.ts';
import { keepRecord } from '../actions/upkeep/keep-record.ts';
import { mailMembers } from '../actions/upkeep/mail-members.ts';
import {
  mailedCheckpoints,
  publishCheckpoint,
  publishToBucket,
} from '../actions/upkeep/publish-checkpoint.ts';
import { stampCheckpoint } from '../actions/upkeep/stamp-checkpoint.ts';
import { deliverEvents } from '../actions/webhooks/deliver-events.ts';
import type { Mailer } from '../delivery/mailer.ts';
import { restoreText } from '../domain/record/restore.ts';
import { readFileLines } from '../http/console/imports/read-file.ts';
import type { HttpContext } from '../http/wire/http-context.ts';
import type { D1Store } from '../storage/engines/d1.ts';
import type { CheckpointBucket } from '../storage/record/checkpoint-bucket.ts';
import { listEndpointsWithWork, releaseEndpoints } from '../storage/webhooks/endpoints.ts';
import { timeStamperAt } from './ask-time-stamp.ts';
import type { WorkerConfig } from './settings/worker-config.ts';

/** The most queries that a step of each walk, and that sending a chunk, may need: none begins with fewer left. */
const QUERIES_PER_WALK = 150;
const QUERIES_PER_CHUNK = 50;
/** The most queries that posting what is due may need: none begins with fewer left. */
const QUERIES_PER_POSTING = 300;
/** Many, since it is queries that run short here; D1 takes some 25 ms for them. */
const USERS_PER_STEP = 2_000;
/** Calls to the mail provider that may be under way at once. */
const LANES = 2;

/** The most queries that a round of keeping the record makes: none begins with fewer left. */
const QUERIES_PER_BATCH = 25;
const RECORDS_PER_BATCH = 2_000;

/** The most queries that counting a stretch of people for a screen needs, and how many people are in one. */
const QUERIES_PER_STRETCH = 40;
const USERS_PER_STRETCH = 10_000;

/** The most queries that a round of telling one endpoint makes: none begins with fewer left. */
const QUERIES_PER_ENDPOINT = 25;
/** Few, since what an endpoint answers is read, and a write takes no more than D1 does. */
const EVENTS_PER_ROUND = 200;
/** Connections that an invocation may have open at once, for all endpoints. */
const CALLS_AT_ONCE = 6;

/** How often it is asked meanwhile whether the database was restored. */
const BETWEEN_CHECKS_MS = 5_000;

/** What an isolate tells people with. */
export type Telling = {
  readonly config: WorkerConfig;
  readonly bucket: CheckpointBucket | undefined;
  readonly contextOn: (store: D1Store) => HttpContext;
  /** This isolate, to others that keep the record in turns with it. */
  readonly sequencer: string;
  /** Whether nobody is told, since the database was restored from a backup. */
  isHeld: boolean;
};

/**
 * Posts what is due, walks the users, then sends, then keeps the record and has products told of it, while there is something to
 * do, and queries and time, and brings in people from files with what is left. Walking takes half of the queries at most, so that mails go out meanwhile. What is
 * left goes on at the next minute. Tells nobody while the database is one that was restored from a backup.
 */
export async function tellPeople(telling: Telling, store: D1Store, forMs: number): Promise<void> {
  const { config, sequencer, bucket } = telling;
  const context = telling.contextOn(store);
  const { mailer, log } = context;
  const start = performance.now();
  const timeLeft = () => start + forMs - performance.now();
  let checkedAt = Number.NEGATIVE_INFINITY;
  const goesOn = async () => {
    if (performance.now() >= checkedAt + BETWEEN_CHECKS_MS) {
      await checkForRestore(telling, context);
      checkedAt = performance.now();
    }
    return !telling.isHeld && timeLeft() > 0;
  };
  const half = store.queriesLeft() / 2;
  const reported: ReportedTroubles = new Set();
  let steps = 0;
  let calls = 0;
  const post = async () => {
    for (let more = true; more && (await goesOn()); ) {
      if (store.queriesLeft() < QUERIES_PER_POSTING) return;
      more = await postDueReleases(context);
    }
  };
  const walk = async () => {
    for (let more = true; more && (await goesOn()); steps++) {
      if (store.queriesLeft() - QUERIES_PER_WALK < half) return;
      more = await fanOutNotices(context, USERS_PER_STEP);
    }
  };
  const send = async (mailer: Mailer) => {
    while ((await goesOn()) && store.queriesLeft() >= QUERIES_PER_CHUNK * LANES) {
      const { nextInMs } = await sendDueNotices({ ...context, mailer }, reported);
      if (nextInMs === null || nextInMs >= timeLeft()) return;
      if (nextInMs > 0) await pause(nextInMs);
      else calls++;
    }
  };
  const tellMembers = async (mailer: Mailer) => {
    for (let next: number | null = 0; next === 0 && (await goesOn()); ) {
      if (store.queriesLeft() < QUERIES_PER_CHUNK) return;
      next = (await mailMembers({ ...context, mailer })).nextInMs;
    }
  };
  const keep = async () => {
    for (let next: number | null = 0; next === 0 && (await goesOn()); ) {
      if (store.queriesLeft() < QUERIES_PER_BATCH) return;
      next = (await keepRecord(context, sequencer, RECORDS_PER_BATCH)).nextInMs;
    }
  };
  const count = async () => {
    for (let more = true; more && (await goesOn()); ) {
      if (store.queriesLeft() < QUERIES_PER_STRETCH * LANES) return;
      more = await countVersions(context, USERS_PER_STRETCH);
    }
  };
  const bringIn = async () => {
    for (let next: number | null = 0; next === 0 && (await goesOn()); ) {
      next = (await stepImports(context, readFileLines)).nextInMs;
    }
  };
  const tellEndpoints = async () => {
    const callsAtOnce = Math.max(1, Math.floor(CALLS_AT_ONCE / LANES));
    // Of its own, since others may be about it in the same isolate.
    const runner = { name: context.newId(), callsAtOnce, eventsPerRound: EVENTS_PER_ROUND };
    const waiting = [...(await listEndpointsWithWork(store.db, { runner: runner.name, now: context.now() }))];
    const tellInTurn = async () => {
      for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
        for (let next: number | null = 0; next === 0 && (await goesOn()); ) {
          if (store.queriesLeft() < QUERIES_PER_ENDPOINT * LANES) return;
          next = (await deliverEvents(context, id, runner)).nextInMs;
        }
      }
    };
    if (waiting.length === 0) return;
    await Promise.all(Array.from({ length: LANES }, tellInTurn));
    // Another isolate may be next.
    await store.atomic([releaseEndpoints(store.db, runner.name)]);
  };
  const failures: unknown[] = [];
  const attempt = (work: Promise<void>) =>
    work.catch((error: unknown) => {
      log('error', 'telling people failed', { error: error instanceof Error ? error.stack : error });
      failures.push(error);
    });
  const publish = async () => {
    if (telling.isHeld) return;
    if (bucket !== undefined) await publishToBucket(context, bucket);
    const { mail, tsa } = config.checkpoints;
    if (tsa !== null) await stampCheckpoint(context, timeStamperAt(tsa));
    if (mail === null || mailer?.name !== 'resend') return;
    await publishCheckpoint(context, [mailedCheckpoints(context, mailer, mail)]);
  };
  await attempt(post());
  await attempt(walk());
  if (mailer !== null) await Promise.all(Array.from({ length: LANES }, () => attempt(send(mailer))));
  if (mailer !== null) await attempt(tellMembers(mailer));
  await attempt(keep());
  if (store.queriesLeft() >= QUERIES_PER_ENDPOINT * LANES && (await goesOn())) await attempt(tellEndpoints());
  await attempt(publish());
  await attempt(bringIn());
  await attempt(count());
  log('info', 'told people', {
    steps,
    calls,
    queries: store.queriesMade(),
    ms: Math.round(performance.now() - start),
  });
  if (failures.length > 0) throw failures[0];
}

/** Finds out whether the database was restored from a backup and nobody accepted that; says so when it changes. */
async function checkForRestore(telling: Telling, { findRestore, log }: HttpContext): Promise<void> {
  const restore = await findRestore();
  if (restore !== null && !telling.isHeld) log('error', restoreText(restore));
  if (restore === null && telling.isHeld) log('info', 'the restore was accepted: sending goes on');
  telling.isHeld = restore !== null;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
