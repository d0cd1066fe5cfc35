import { setTimeout as pause } from 'node:timers/promises';
import type { Context } from '../actions/context.ts';
import { postDueReleases } from '../actions/drafts/post-due-releases.ts';
import { fanOutNotices } from '../actions/notices/fan-out-notices.ts';
import { stepImports } from '../actions/people/import-file.ts';
import type { ReportedTroubles } from '../actions/sending/report-trouble.ts';
import { type Round, sendDueNotices } from '../actions/sending/send-due-notices.ts';
import { countVersions } from '../actions/upkeep/count-versions.ts';
import { keepRecord } from '../actions/upkeep/keep-record.ts';
import { mailMembers } from '../actions/upkeep/mail-members.ts';
import { type CheckpointPlace, publishCheckpoint } from '../actions/upkeep/publish-checkpoint.ts';
import { stampCheckpoint, type TimeStamper } from '../actions/upkeep/stamp-checkpoint.ts';
import { tidyUp } from '../actions/upkeep/tidy-up.ts';
import type { RestoreWatch } from '../actions/upkeep/watch-restores.ts';
import type { Retention } from '../domain/record/retention.ts';
import { readFileLines } from '../http/console/imports/read-file.ts';
import type { Lanes } from './lanes.ts';
import { makeWebhooks } from './webhooks/run-webhooks.ts';

/** Calls to the mail provider that may be under way at once; one where each takes all connections there are. */
const SENDING_LANES = 4;
/** Left to requests between two batches of records that get their positions. */
const BETWEEN_BATCHES_MS = 1;
const TIDY_UP_EVERY_MS = 60 * 60 * 1000;
/** How often it is asked whether a version is to be counted for its screen. */
const COUNT_EVERY_MS = 15 * 1000;
/** Left to requests between two stretches of people that are counted. */
const BETWEEN_STRETCHES_MS = 5;
/** Left to requests between two pieces of a file of people. */
const BETWEEN_PIECES_MS = 5;
/** How often it is asked whether a checkpoint is due somewhere. */
const PUBLISH_EVERY_MS = 10 * 1000;

/** What runs beside the requests, from start to stop. */
export type Rounds = {
  /** Ends each round where it is, and publishes what is left to publish. */
  readonly stop: () => Promise<void>;
};

/**
 * Starts what runs by the clock: one lane walks the users who are to be told and several send, since a
 * call to the provider takes far longer than the pace between two; one posts the drafts whose time has come, one
 * keeps the record, one brings in people from files, and one has products told what is in the record; now and then
 * what has served its time is tidied up and a checkpoint published. Nobody is told while the database is one that was
 * restored from a backup.
 */
export function startRounds(
  context: Context,
  lanes: Lanes,
  watch: RestoreWatch,
  {
    retention,
    places,
    stamper,
  }: {
    readonly retention: Retention;
    readonly places: readonly CheckpointPlace[];
    readonly stamper: TimeStamper | null;
  },
): Rounds {
  const { mailer, log } = context;
  const tidy = () => tidyUp(context, retention).catch(logged(log, 'tidying up failed'));
  const publish = async () => {
    if (watch.current() !== null) return;
    await publishCheckpoint(context, places).catch(logged(log, 'publishing a checkpoint failed'));
    if (stamper !== null) await stampCheckpoint(context, stamper).catch(logged(log, 'stamping failed'));
  };
  let counting: Promise<void> | null = null;
  let isStopped = false;
  const countAll = async () => {
    while (!isStopped && (await countVersions(context))) await pause(BETWEEN_STRETCHES_MS);
  };
  const count = () => {
    counting ??= countAll()
      .catch(logged(log, 'counting versions failed'))
      .finally(() => {
        counting = null;
      });
  };
  void tidy();
  const timers = [
    setInterval(tidy, TIDY_UP_EVERY_MS),
    setInterval(publish, PUBLISH_EVERY_MS),
    setInterval(count, COUNT_EVERY_MS),
  ];

  /** What was sent after the backup that a database was restored from must not be sent again. */
  const repeat = (work: () => Promise<Round>) =>
    lanes.repeat(log, async () => ((await watch.check()) === null ? work() : { nextInMs: null }));
  const reported: ReportedTroubles = new Set();
  const sequencer = context.newId();
  const webhooks = makeWebhooks(context, async () => (await watch.check()) === null);
  const done = Promise.all([
    repeat(async () => {
      const more = await fanOutNotices(context);
      if (more) lanes.wake();
      return { nextInMs: more ? 0 : null };
    }),
    repeat(async () => {
      const { nextInMs } = await keepRecord(context, sequencer);
      return { nextInMs: nextInMs === 0 ? BETWEEN_BATCHES_MS : nextInMs };
    }),
    repeat(async () => {
      const more = await postDueReleases(context);
      return { nextInMs: more ? 0 : null };
    }),
    repeat(async () => {
      const { nextInMs } = await stepImports(context, readFileLines);
      return { nextInMs: nextInMs === 0 ? BETWEEN_PIECES_MS : nextInMs };
    }),
    repeat(webhooks.start),
    ...(mailer === null ? [] : [repeat(() => mailMembers({ ...context, mailer }))]),
    ...(mailer === null
      ? []
      : Array.from({ length: mailer.singly === undefined ? SENDING_LANES : 1 }, () =>
          repeat(() => sendDueNotices({ ...context, mailer }, reported)),
        )),
  ]);
  return {
    async stop() {
      for (const timer of timers) clearInterval(timer);
      isStopped = true;
      lanes.stop();
      await Promise.all([done, webhooks.stop(), counting]);
      await publish();
    },
  };
}

function logged(log: Context['log'], message: string): (error: unknown) => void {
  return (error) => log('error', message, { error: String(error) });
}
