import { type Instant, laterOf } from '../instant.ts';
import { addPeriod } from '../period.ts';
import type { Policy } from '../policies/policy.ts';
import { invalid, Refusal } from '../refusal.ts';
import type { SendingPlan } from '../sending/sending-plan.ts';
import type { Basis } from './basis.ts';
import type { ReleaseState } from './draft.ts';

/** A draft in a release: the revision that is posted, and what was true of its policy when it was scheduled. */
export type ReleasedDraft = {
  readonly draft: string;
  readonly revision: number;
  readonly basis: Basis;
  /** How its notices leave, where that is not all at once. */
  readonly sending?: SendingPlan;
  /** Whether it goes past the approvals that its policy asks for: an admin had it posted. */
  readonly isUnapproved?: true;
  /** The locales of translations that are posted though what prevails says something else by now: somebody said yes to that. */
  readonly stale?: readonly string[];
};

/** Drafts that are posted together. */
export type Release = {
  readonly id: string;
  readonly state: ReleaseState;
  /** When it is posted, or as soon as somebody gets to it afterwards. */
  readonly dueAt: Instant;
  readonly summary: string | null;
  readonly drafts: readonly ReleasedDraft[];
  readonly createdAt: Instant;
  readonly createdBy: string;
  /** When it was posted, taken back, or found to need somebody, and by whom. */
  readonly ended: { readonly at: Instant; readonly by: string } | null;
};

/** As many versions as are posted together, and told in one mail: more nobody reads at once. */
export const MOST_TOGETHER = 5;

/** A release that is still not posted so long after its time is overdue, in milliseconds. */
export const OVERDUE_AFTER_MS = 5 * 60 * 1000;

/** The end of the time in which a release of drafts of these policies can be taken back at any rate. */
export function graceEndsAt(policies: readonly Pick<Policy, 'grace' | 'timeZone'>[], now: Instant): Instant {
  return policies.map(({ grace, timeZone }) => addPeriod(now, grace, timeZone)).reduce(laterOf, now);
}

/** When a release is posted: at the instant asked for, which must leave the grace of its policies, or when that is over. */
export function dueAtOf(asked: Instant | null, graceEnds: Instant, now: Instant): Instant {
  if (asked === null) return graceEnds;
  if (asked < now) {
    throw new Refusal('at-not-possible', `${asked} has passed; the earliest is ${graceEnds}.`, {
      earliest: graceEnds,
    });
  }
  if (asked < graceEnds) {
    throw new Refusal(
      'at-not-possible',
      `It must be possible to take this back for as long as the policy's grace says: the earliest is ${graceEnds}.`,
      { earliest: graceEnds },
    );
  }
  return asked;
}

/**
 * Refuses different plans for versions that are told in one mail, which leaves by one; whichever has none goes by that of
 * the others. `list` is where they stand.
 */
export function insistOnOnePlan(plans: readonly (SendingPlan | undefined)[], list: string): void {
  const known = plans.map((plan) => plan && JSON.stringify(plan));
  const first = known.find((plan) => plan !== undefined);
  const other = known.findIndex((plan) => plan !== undefined && plan !== first);
  if (other >= 0) {
    const detail = 'is another plan than that of a version before: all of them are told in one mail';
    throw invalid(`/${list}/${other}/sending`, detail);
  }
}

/**
 * The last instant from `from` to `to` at which something works that works no more once it did not; null where
 * it does not at `from`.
 */
export function latestWorking(from: number, to: number, works: (ms: number) => boolean): number | null {
  if (!works(from)) return null;
  let [good, bad] = [from, to + 1];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (works(middle)) good = middle;
    else bad = middle;
  }
  return good;
}
