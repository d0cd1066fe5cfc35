import { addMs, earlierOf, type Instant } from '../../domain/instant.ts';
import { isReminderOpen } from '../../domain/notices/reminder.ts';
import type { Told } from '../../domain/notices/told.ts';
import { replacementsOf } from '../../domain/policies/timeline.ts';
import type { Database } from '../../storage/store.ts';
import { type FanOut, findAnnouncementCursor, moveFanOut } from '../../storage/walks/fan-outs.ts';
import {
  type FollowUpStep,
  findFollowUpEnd,
  findOpenAnnouncement,
  listFollowUpLocales,
  queueReminders,
  queueWithdrawals,
  type Replaced,
} from '../../storage/walks/follow-ups.ts';
import type { Writing } from '../../storage/walks/queue-notices.ts';
import { findStepEnd, START } from '../../storage/walks/walk-steps.ts';
import { chooseLanguages } from '../choose-languages.ts';
import type { Context } from '../context.ts';

/**
 * Marks, in its cursor, a walk that began when no announcement was on its way any more: the last one.
 * Nothing else needs that half of the cursor, since these walks go along `user_ref` alone.
 */
const LAST_WALK = 'last';

/** How the notices of a walk are written, whichever its step. */
export type StepWriting = Pick<Writing, 'chunkSize' | 'told'> & {
  /** The locale of the first policy. */
  readonly locale: string;
  /** How many people a step looks at. */
  readonly usersPerStep: number;
};

/** For so long a notice of withdrawal waits at most for the mail of what took the version's place, in milliseconds. */
const LONGEST_WAIT_MS = 24 * 60 * 60 * 1000;

/**
 * Takes the walk of a withdrawal notice one step further and answers whether it has more to do now.
 *
 * Where another version took the place of one as it was posted, the mail of that says so: the walk waits until that
 * one has met everybody, and then until its mails are out, and leaves out whom they told. It waits no longer than a
 * day, and not beyond the date that whoever was told expects, however the other one is held back.
 *
 * Whoever is known to be told, or perhaps told, is queued right away. Announcements may still be on
 * their way, though, and somebody whose place the walk has passed may yet turn out to be told: so once
 * the last chunk is settled it goes through everyone once more. A chunk that appears later is cancelled
 * unsent, as the version is withdrawn by then.
 */
export async function stepWithdrawal(
  { store, now, newId }: Pick<Context, 'store' | 'now' | 'newId'>,
  fanOut: FanOut,
  withdrawn: readonly Told[],
  writing: StepWriting,
): Promise<boolean> {
  const { db } = store;
  const { cursor } = fanOut;
  const replaced = withdrawn.flatMap(replacedIn);
  const isAwaited = replaced.length > 0 && now() < waitsUntil(fanOut, withdrawn);
  const isFirst = cursor.touchedAt === START.touchedAt && cursor.ref === START.ref;
  if (isFirst && isAwaited && !(await haveMetAll(db, fanOut, replaced))) return false;
  const isLast = cursor.touchedAt === LAST_WALK;
  const command = newId();
  const to = await findFollowUpEnd(db, fanOut, cursor.ref, writing.usersPerStep);
  if (to !== undefined) {
    const step = await writeStep({ store }, fanOut, writing, { from: cursor.ref, to, command, now: now() });
    await store.atomic([
      moveFanOut(db, fanOut, { cursor: { ...cursor, ref: to }, command }),
      ...queueWithdrawals(db, fanOut, { ...step, replaced, isAwaited: isAwaited && !isLast }),
    ]);
    return true;
  }
  if (isLast) {
    await store.atomic([moveFanOut(db, fanOut, { cursor, command, finishedAt: now() })]);
    return false;
  }
  const awaited = isAwaited ? replaced.flatMap(({ inReleases }) => inReleases) : [];
  for (const release of [fanOut.release, ...awaited]) {
    if ((await findOpenAnnouncement(db, { release })) !== undefined) return false;
  }
  await store.atomic([moveFanOut(db, fanOut, { cursor: { ...START, touchedAt: LAST_WALK }, command })]);
  return true;
}

/** What took the place of a withdrawn version; nothing where it was withdrawn alone. */
function replacedIn({ version, versions }: Told): readonly Replaced[] {
  const inReleases = replacementsOf(versions, version).map(({ release }) => release);
  return inReleases.length === 0 ? [] : [{ policy: version.policy, version: version.version, inReleases }];
}

function waitsUntil({ startsAt }: FanOut, withdrawn: readonly Told[]): Instant {
  const expected = withdrawn.map(({ version }) => version.effectiveAt);
  return expected.reduce(earlierOf, addMs(startsAt, LONGEST_WAIT_MS));
}

/** Whether the walks of what took the place of versions have met all whom these may have been told to. */
async function haveMetAll(
  db: Database,
  { startsAt }: FanOut,
  replaced: readonly Replaced[],
): Promise<boolean> {
  for (const release of replaced.flatMap(({ inReleases }) => inReleases)) {
    const cursor = await findAnnouncementCursor(db, release);
    if (cursor === undefined || cursor.touchedAt > startsAt) continue;
    if ((await findStepEnd(db, cursor, 1)) !== undefined) return false;
  }
  return true;
}

/** Takes the walk of a reminder one step further and answers whether it has more to do now. */
export async function stepReminder(
  { store, now, newId }: Pick<Context, 'store' | 'now' | 'newId'>,
  fanOut: FanOut,
  { told, ...writing }: StepWriting,
): Promise<boolean> {
  const { db } = store;
  const { cursor } = fanOut;
  const at = now();
  const command = newId();
  const open = told.filter(({ version }) => isReminderOpen(version, fanOut.startsAt, at));
  const to =
    open.length > 0 ? await findFollowUpEnd(db, fanOut, cursor.ref, writing.usersPerStep) : undefined;
  if (to === undefined) {
    await store.atomic([moveFanOut(db, fanOut, { cursor, command, finishedAt: at })]);
    return false;
  }
  const part = { from: cursor.ref, to, command, now: at };
  const step = await writeStep({ store }, fanOut, { ...writing, told: open }, part);
  await store.atomic([
    moveFanOut(db, fanOut, { cursor: { ...cursor, ref: to }, command }),
    ...queueReminders(db, fanOut, { ...step, toldBy: fanOut.startsAt }),
  ]);
  return true;
}

/** A step with the languages of the people in it. */
async function writeStep(
  { store }: Pick<Context, 'store'>,
  fanOut: FanOut,
  { locale, chunkSize, told }: StepWriting,
  step: Pick<FollowUpStep, 'from' | 'to' | 'command' | 'now'>,
): Promise<FollowUpStep> {
  const locales = await listFollowUpLocales(store.db, fanOut, step);
  const versions = told.map(({ version }) => version);
  return { ...step, chunkSize, told, languages: chooseLanguages(locales, locale, versions) };
}
