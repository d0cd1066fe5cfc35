import type { Instant } from '../instant.ts';
import { subtractPeriod } from '../period.ts';
import type { Version } from '../policies/policy.ts';

/** The most reminders that a policy can ask for. */
export const MOST_REMINDERS = 10;

/** The parts of a version that decide when it is reminded of. */
export type Reminded = Pick<Version, 'postedAt' | 'effectiveAt' | 'reminders' | 'timeZone'>;

/**
 * When people are reminded of a version, in the order of time: its periods before effect, counted back
 * in its time zone. Only what lies after posting counts, and each instant counts once.
 *
 * A reminder is known by its place in this list, from 1: its round.
 */
export function reminderInstants({ postedAt, effectiveAt, reminders, timeZone }: Reminded): Instant[] {
  const instants = reminders.map((period) => subtractPeriod(effectiveAt, period, timeZone));
  return [...new Set(instants)].filter((at) => postedAt < at && at < effectiveAt).sort();
}

/**
 * Whether the reminder of that round may still go out at `now`: it has come, the version is not in
 * effect, and no later reminder has come as well, since two at once would say one thing twice.
 */
export function isReminderOpen(version: Reminded, round: number, now: Instant): boolean {
  const due = reminderInstants(version).filter((at) => at <= now);
  return now < version.effectiveAt && round >= due.length;
}
