import { earliestOf, type Instant } from '../instant.ts';

/** A user's standing is theirs, not a policy's: whoever leaves, leaves the service. */
export type Standing = 'active' | 'leaving' | 'terminated';

/** How a termination ends: taken back, by accepting after all, by coming back, or withdrawn under its user. */
export type EndOfTermination = 'cancelled' | 'accepted' | 'returned' | 'withdrawn';

/** A user's act of declining a version by ending their use. */
export type Termination = {
  readonly id: string;
  readonly policy: string;
  readonly version: number;
  readonly when: 'effect' | 'now';
  /** Who ends it: the user, or the company, where rules let it. */
  readonly by: 'user' | 'company';
  readonly reason: string | null;
  readonly declinedAt: Instant;
  readonly terminatesAt: Instant;
  /** From when on it counts no more, and what ended it; null while nothing has. */
  readonly endedAt: Instant | null;
  readonly endedBy: EndOfTermination | null;
  /** The version whose acceptance ended it: the lowest of several, which is the last to be withdrawn. */
  readonly endedOver: number | null;
  /** Since when it counts again all the same: the acceptance that had ended it fell with its version. */
  readonly resumedAt: Instant | null;
  /** The version the user held from then on. */
  readonly holds: number | null;
  /** The acceptance of this version that declining it took back: cancelling gives it back. */
  readonly revokes: string | null;
};

/** Whether an act of declining is about that version. */
export function isAbout(
  { policy, version }: Pick<Termination, 'policy' | 'version'>,
  of: { readonly policy: string; readonly version: number },
): boolean {
  return policy === of.policy && version === of.version;
}

/** The parts of a termination that decide a standing. */
export type TerminationTimes = Pick<Termination, 'declinedAt' | 'terminatesAt' | 'endedAt' | 'resumedAt'>;

/** Whether a termination counts at `at`: declined by then, and not ended, or resumed since. */
export function counts({ declinedAt, endedAt, resumedAt }: TerminationTimes, at: Instant): boolean {
  const isEnded = endedAt !== null && endedAt <= at;
  return declinedAt <= at && (!isEnded || (resumedAt !== null && resumedAt <= at));
}

/** A user's standing at `at`, and when it ends or ended their use. The earliest of several terminations counts. */
export function standingAt(
  terminations: readonly TerminationTimes[],
  at: Instant,
): { readonly standing: Standing; readonly terminatesAt: Instant | null } {
  const terminatesAt = earliestOf(
    terminations.filter((one) => counts(one, at)).map((one) => one.terminatesAt),
  );
  if (terminatesAt === null) return { standing: 'active', terminatesAt };
  return { standing: terminatesAt <= at ? 'terminated' : 'leaving', terminatesAt };
}

/** The termination that decides a standing at `at`: of those that count, the one that ends their use first. */
export function firstToEnd<T extends TerminationTimes>(terminations: readonly T[], at: Instant): T | null {
  const counting = terminations.filter((one) => counts(one, at));
  return counting.toSorted((a, b) => (a.terminatesAt < b.terminatesAt ? -1 : 1))[0] ?? null;
}

/** The terminations that still wait for their instant at `at`, the next first. */
export function pendingTerminations(terminations: readonly Termination[], at: Instant): Termination[] {
  return terminations
    .filter((one) => counts(one, at) && one.terminatesAt > at)
    .toSorted((a, b) => (a.terminatesAt < b.terminatesAt ? -1 : 1));
}

/**
 * How a termination ended, once withdrawals are taken into account.
 *
 * Whoever was leaving over a version that was withdrawn stays; whoever had already left is gone. And a
 * no that was taken back by accepting a version stands again when that one is withdrawn.
 */
export function endOfTermination(
  own: {
    readonly terminatesAt: Instant;
    readonly endedAt: Instant | null;
    readonly endedBy: EndOfTermination | null;
    readonly endedOver: number | null;
  },
  withdrawals: {
    /** When the declined version was withdrawn, if it was. */
    readonly declinedAt: Instant | null;
    /** When the version whose acceptance ended it was withdrawn, if it was. */
    readonly overAt: Instant | null;
  },
): Pick<Termination, 'endedAt' | 'endedBy' | 'endedOver' | 'resumedAt'> {
  const { endedAt, endedBy, endedOver } = own;
  const withdrawnAt =
    withdrawals.declinedAt !== null && withdrawals.declinedAt < own.terminatesAt
      ? withdrawals.declinedAt
      : null;
  if (endedAt !== null) {
    const resumedAt = withdrawnAt === null ? withdrawals.overAt : null;
    return { endedAt, endedBy, endedOver, resumedAt };
  }
  const endedByWithdrawal = withdrawnAt === null ? null : 'withdrawn';
  return { endedAt: withdrawnAt, endedBy: endedByWithdrawal, endedOver: null, resumedAt: null };
}
