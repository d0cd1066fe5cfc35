/*
 * Tells people: walks the users for whom to tell what, once more where a notice or its link was lost, and takes
 * in what became of each. How what is queued leaves is sending's.
 */

import { addMs, type Instant, laterOf } from '../../domain/instant.ts';
import { askedBelow, tenseAt } from '../../domain/notices/outcome.ts';
import { reminderTense } from '../../domain/notices/reminder.ts';
import type { Told } from '../../domain/notices/told.ts';
import type { Version } from '../../domain/policies/policy.ts';
import { versionState } from '../../domain/policies/timeline.ts';
import { countQueuedFirst, findSending, startWaiting } from '../../storage/sending/sendings.ts';
import { type FanOut, findWaiting, listOpenFanOuts, moveFanOut } from '../../storage/walks/fan-outs.ts';
import { queueAnnouncements, type ToldByWalk } from '../../storage/walks/queue-notices.ts';
import { findStepEnd, findStepEndOfMails, findStepReaders } from '../../storage/walks/walk-steps.ts';
import { gatherReceipts } from '../answers/gather-receipts.ts';
import { chooseLanguages } from '../choose-languages.ts';
import type { Context } from '../context.ts';
import { type StepWriting, stepReminder, stepWithdrawal } from './fan-out-follow-ups.ts';
import { followLostLinks } from './follow-lost-links.ts';
import { readVersionsTold } from './read-told.ts';

/** Users a step looks at, unless the runtime says otherwise: few enough that checks stay fast meanwhile. */
const USERS_PER_STEP = 300;

/** Deliveries that go out in one call to the provider. */
export const CHUNK_SIZE = 100;

/**
 * How long a row may take from its `touchedAt` to being seen, in milliseconds. A write that commits
 * late lands behind the cursor, so a walk goes back over this much until none can.
 */
const COMMIT_MARGIN_MS = 60_000;

/**
 * Takes every walk that has begun one step further and answers whether one of them has more to do now;
 * sees to those who lost their link, and gathers the receipts that wait.
 *
 * Each step is one atomic write guarded by the walk's cursor: whoever else takes the same step at the
 * same time writes nothing. Users touched later come later in the walk, so whoever joins, or becomes
 * active or reachable again, is met before the version takes effect.
 */
export async function fanOutNotices(
  context: Pick<Context, 'store' | 'now' | 'newId' | 'linkSecrets'>,
  usersPerStep = USERS_PER_STEP,
): Promise<boolean> {
  const { receipts, withoutLink } = await findWaiting(context.store.db, context.now());
  let more = withoutLink && (await followLostLinks(context));
  if (receipts) await gatherReceipts(context, CHUNK_SIZE);
  for (const fanOut of await listOpenFanOuts(context.store.db, context.now())) {
    if (await stepFanOut(context, fanOut, usersPerStep)) more = true;
  }
  return more;
}

async function stepFanOut(
  context: Pick<Context, 'store' | 'now' | 'newId'>,
  fanOut: FanOut,
  usersPerStep: number,
): Promise<boolean> {
  const { store, now, newId } = context;
  const at = now();
  const { db } = store;
  const told = await readVersionsTold(db, fanOut, fanOut.tells);
  // Whoever pauses one version of a release pauses all of it.
  if (told.some(({ version }) => version.pausedAt !== null)) return false;
  const command = newId();
  // Whoever was not reached yet is told by the newer version, which shows what this one changed too.
  const isOver = ({ version, versions }: Told) =>
    version.withdrawal !== null || versionState(version, versions, at) === 'superseded';
  const open = fanOut.kind === 'withdrawal' ? told : told.filter((one) => !isOver(one));
  const [first] = open;
  if (first === undefined) {
    await store.atomic([moveFanOut(db, fanOut, { cursor: fanOut.cursor, command, finishedAt: at })]);
    return false;
  }
  const writing: StepWriting = {
    ...{ locale: first.policy.locale, chunkSize: CHUNK_SIZE, usersPerStep },
    told: open.map((one) => toldByWalk(one, at)),
  };
  if (fanOut.kind === 'withdrawal') return stepWithdrawal(context, fanOut, open, writing);
  if (fanOut.kind === 'reminder') return stepReminder(context, fanOut, writing);
  const left = await leftOfFirstWave({ store, now }, first.version);
  if (left <= 0) return false;
  const end =
    left === Number.POSITIVE_INFINITY
      ? await findStepEnd(db, fanOut.cursor, usersPerStep)
      : await findStepEndOfMails(db, fanOut.cursor, { users: usersPerStep, mails: left });
  if (end === undefined) {
    const lastJoins = open.map(({ version }) => laterOf(version.postedAt, version.effectiveAt));
    const move = afterLastUser(fanOut, lastJoins.reduce(laterOf), at);
    if (move !== null) await store.atomic([moveFanOut(db, fanOut, { ...move, command })]);
    return false;
  }
  const part = { from: fanOut.cursor, to: end };
  const versions = open.map(({ version }) => version);
  const { locales, haveContacts } = await findStepReaders(db, part);
  const languages = chooseLanguages(locales, writing.locale, versions);
  const step = { ...part, ...writing, languages, haveContacts, command, now: at };
  await store.atomic([
    moveFanOut(db, fanOut, { cursor: end, command }),
    ...queueAnnouncements(db, fanOut, step),
  ]);
  return true;
}

function toldByWalk({ version, versions, remindedAt }: Told, at: Instant): ToldByWalk {
  return {
    version,
    askedBelow: askedBelow(versions, version),
    tense: remindedAt === null ? tenseAt(version, at) : reminderTense(version, remindedAt),
  };
}

/** How many more may be queued until a release's first wave is full, which is written down once it is. */
async function leftOfFirstWave(
  { store: { db, atomic }, now }: Pick<Context, 'store' | 'now'>,
  { sending: plan, release }: Version,
): Promise<number> {
  if (plan?.first === undefined) return Number.POSITIVE_INFINITY;
  const sending = await findSending(db, release);
  if (sending === undefined || sending.goneOnAt !== null) return Number.POSITIVE_INFINITY;
  if (sending.waitsSince !== null) return 0;
  const left = plan.first - (await countQueuedFirst(db, release));
  if (left <= 0) await atomic([startWaiting(db, release, now())]);
  return left;
}

/** What a walk does when it has met everyone: go back over late commits now and then, and end once nobody new counts. */
function afterLastUser(fanOut: FanOut, lastJoin: Instant, now: Instant) {
  if (now < addMs(fanOut.rewoundAt, COMMIT_MARGIN_MS)) return null;
  if (fanOut.rewoundAt >= addMs(lastJoin, COMMIT_MARGIN_MS))
    return { cursor: fanOut.cursor, finishedAt: now };
  const cursor = { touchedAt: addMs(fanOut.rewoundAt, -COMMIT_MARGIN_MS), ref: '' };
  return { cursor, rewoundAt: now };
}
