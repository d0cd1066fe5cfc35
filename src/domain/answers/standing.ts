import { earliestOf, type Instant } from '../instant.ts';

/** A user's standing is theirs, not a policy's: whoever leaves, leaves the service. */
export type Standing = 'active' | 'leaving' | 'terminated';

/** A user's act of declining a version by ending their use. */
export type Termination = {
  readonly id: string;
  readonly policy: string;
  readonly version: number;
  readonly when: 'effect' | 'now';
  readonly reason: string | null;
  readonly declinedAt: Instant;
  readonly terminatesAt: Instant;
  /** From when on it counts no more: cancelled, the version accepted or withdrawn after all, or the user back. */
  readonly endedAt: Instant | null;
  /** The version the user held from then on. */
  readonly holds: number | null;
  /** The acceptance of this version that declining it took back: cancelling gives it back. */
  readonly revokes: string | null;
};

/** The parts of a termination that decide a standing. */
export type TerminationTimes = Pick<Termination, 'declinedAt' | 'terminatesAt' | 'endedAt'>;

/** Whether a termination counts at `at`: declined by then, and not ended. */
export function counts(termination: TerminationTimes, at: Instant): boolean {
  return termination.declinedAt <= at && (termination.endedAt === null || at < termination.endedAt);
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

/**
 * When a termination stopped counting because its version was withdrawn under it.
 *
 * Whoever was leaving over a withdrawn version stays; whoever had already left is gone.
 */
export function endOfTermination(
  own: Instant | null,
  terminatesAt: Instant,
  withdrawnAt: Instant | null,
): Instant | null {
  const byWithdrawal = withdrawnAt !== null && withdrawnAt < terminatesAt ? withdrawnAt : null;
  return earliestOf([own, byWithdrawal].filter((one) => one !== null));
}
