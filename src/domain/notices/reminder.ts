import type { Instant } from '../instant.ts';
import { subtractPeriod } from '../period.ts';
import type { Version } from '../policies/policy.ts';
import type { Tense } from './outcome.ts';

/** The most reminders that a policy can ask for. */
export const MOST_REMINDERS = 10;

/** The parts of a version that decide when it is reminded of. */
export type Reminded = Pick<
  Version,
  'postedAt' | 'effectiveAt' | 'reminders' | 'remindAtEffect' | 'timeZone'
>;

/**
 * When people are reminded of a version, in the order of time: its periods before effect, counted back
 * in its time zone, and where it says so when it takes effect. Only what lies after posting counts, and
 * each instant counts once.
 *
 * In its release a reminder is known by its place among the instants of all its versions: its round.
 */
export function reminderInstants(version: Reminded): Instant[] {
  const { postedAt, effectiveAt, reminders, timeZone } = version;
  const instants = reminders.map((period) => subtractPeriod(effectiveAt, period, timeZone));
  const before = [...new Set(instants)].filter((at) => postedAt < at && at < effectiveAt).sort();
  return version.remindAtEffect && postedAt < effectiveAt ? [...before, effectiveAt] : before;
}

/** A reminder of a release: one mail of all the versions whose reminder falls on its instant. */
export type ReleaseReminder<T> = {
  /** From 1, in the order of time. */
  readonly round: number;
  readonly startsAt: Instant;
  readonly versions: readonly T[];
};

/** The reminders of versions that are posted together, in the order of time. */
export function remindersOf<T extends Reminded>(versions: readonly T[]): readonly ReleaseReminder<T>[] {
  const all = versions.flatMap((version) => reminderInstants(version).map((at) => ({ at, version })));
  return [...Map.groupBy(all, ({ at }) => at)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([startsAt, due], i) => ({ round: i + 1, startsAt, versions: due.map(({ version }) => version) }));
}

/** Whether the reminder of an instant is the one that goes out when the version takes effect. */
export function isReminderAtEffect(version: Reminded, at: Instant): boolean {
  return version.remindAtEffect && at === version.effectiveAt;
}

/**
 * How a reminder speaks of the effect: the one of the effect as of what is, the others as of what is to come,
 * since none of them is taken once the version is in effect, and whoever gets one was told in time.
 */
export function reminderTense(version: Reminded, at: Instant): Tense {
  return isReminderAtEffect(version, at) ? 'late' : 'ahead';
}

/**
 * Whether the reminder of an instant may still go out at `now`: it has come, the version is not in effect
 * unless it is the one of that, and no later reminder of it has come as well, since two at once would say one
 * thing twice.
 */
export function isReminderOpen(version: Reminded, at: Instant, now: Instant): boolean {
  const due = reminderInstants(version).filter((one) => one <= now);
  const isInTime = now < version.effectiveAt || isReminderAtEffect(version, at);
  return isInTime && (due.at(-1) ?? at) <= at;
}
