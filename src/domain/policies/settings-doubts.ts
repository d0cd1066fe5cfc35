import type { Instant } from '../instant.ts';
import { addPeriod, type Period } from '../period.ts';
import type { Policy } from './policy.ts';

/** What cannot be meant by the settings of a policy, one sentence each, for whoever sets them; at `now`, since months differ. */
export function settingsDoubts(
  { notice, reminders, timeZone }: Pick<Policy, 'notice' | 'reminders' | 'timeZone'>,
  now: Instant,
): readonly string[] {
  const isLonger = (one: Period, other: Period) =>
    addPeriod(now, one, timeZone) > addPeriod(now, other, timeZone);
  const { minor, substantial } = notice;
  const longest = isLonger(minor, substantial) ? minor : substantial;
  const neverSent = reminders.filter((one) => !isLonger(longest, one));
  return [
    ...(isLonger(minor, substantial)
      ? [`A minor change has a longer notice (${minor}) than a substantial one (${substantial}).`]
      : []),
    ...neverSent.map(
      (one) =>
        `A reminder ${one} before effect would come before a change is posted, whose notice is ${longest} at most: it goes out only for a version with a later date of its own.`,
    ),
  ];
}
