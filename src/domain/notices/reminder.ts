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
 * A reminder is known by its place in this list, from 1: its round.
 */
export function reminderInstants(version: Reminded): Instant[] {
  const { postedAt, effectiveAt, reminders, timeZone } = version;
  const instants = reminders.map((period) => subtractPeriod(effectiveAt, period, timeZone));
  const before = [...new Set(instants)].filter((at) => postedAt < at && at < effectiveAt).sort();
  return version.remindAtEffect && postedAt < effectiveAt ? [...before, effectiveAt] : before;
}

/** Whether the reminder of that round is the one that goes out when the version takes effect. */
export function isReminderAtEffect(version: Reminded, round: number): boolean {
  return reminderInstants(version)[round - 1] === version.effectiveAt;
}

/**
 * How a reminder speaks of the effect: the one of the effect as of what is, the others as of what is to come,
 * since none of them is taken once the version is in effect, and whoever gets one was told in time.
 */
export function reminderTense(version: Reminded, round: number): Tense {
  return isReminderAtEffect(version, round) ? 'late' : 'ahead';
}

/**
 * Whether the reminder of that round may still go out at `now`: it has come, the version is not in effect
 * unless it is the one of that, and no later reminder has come as well, since two at once would say one
 * thing twice.
 */
export function isReminderOpen(version: Reminded, round: number, now: Instant): boolean {
  const due = reminderInstants(version).filter((at) => at <= now);
  const isInTime = now < version.effectiveAt || isReminderAtEffect(version, round);
  return isInTime && round >= due.length;
}
