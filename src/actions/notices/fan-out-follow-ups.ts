import { isReminderOpen } from '../../domain/notices/reminder.ts';
import { type FanOut, moveFanOut } from '../../storage/walks/fan-outs.ts';
import {
  type FollowUpStep,
  findFollowUpEnd,
  findOpenAnnouncement,
  listFollowUpLocales,
  queueReminders,
  queueWithdrawals,
} from '../../storage/walks/follow-ups.ts';
import type { Writing } from '../../storage/walks/queue-notices.ts';
import { START } from '../../storage/walks/walk-steps.ts';
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

/**
 * Takes the walk of a withdrawal notice one step further and answers whether it has more to do now.
 *
 * Whoever is known to be told, or perhaps told, is queued right away. Announcements may still be on
 * their way, though, and somebody whose place the walk has passed may yet turn out to be told: so once
 * the last chunk is settled it goes through everyone once more. A chunk that appears later is cancelled
 * unsent, as the version is withdrawn by then.
 */
export async function stepWithdrawal(
  { store, now, newId }: Pick<Context, 'store' | 'now' | 'newId'>,
  fanOut: FanOut,
  writing: StepWriting,
): Promise<boolean> {
  const { db } = store;
  const { cursor } = fanOut;
  const command = newId();
  const to = await findFollowUpEnd(db, fanOut, cursor.ref, writing.usersPerStep);
  if (to !== undefined) {
    const step = await writeStep({ store }, fanOut, writing, { from: cursor.ref, to, command, now: now() });
    await store.atomic([
      moveFanOut(db, fanOut, { cursor: { ...cursor, ref: to }, command }),
      ...queueWithdrawals(db, fanOut, step),
    ]);
    return true;
  }
  if (cursor.touchedAt === LAST_WALK) {
    await store.atomic([moveFanOut(db, fanOut, { cursor, command, finishedAt: now() })]);
    return false;
  }
  if ((await findOpenAnnouncement(db, fanOut)) !== undefined) return false;
  await store.atomic([moveFanOut(db, fanOut, { cursor: { ...START, touchedAt: LAST_WALK }, command })]);
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
