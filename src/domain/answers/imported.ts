import type { Instant } from '../instant.ts';
import type { Version } from '../policies/policy.ts';
import { type TakenBack, takenBackBy } from './acceptance.ts';
import { isTakenBack, type MadeAcceptance, type MadeDecline } from './counting.ts';
import type { PastObjection } from './said-since.ts';
import { counts, isAbout, standingAt, type Termination } from './standing.ts';

/** All that a user did about a version by which what was agreed to elsewhere is judged. */
export type ImportFacts = {
  /** Their acts of agreeing to this version that were not voided. */
  readonly made: readonly MadeAcceptance[];
  /** Of every policy, since standing is the user's. */
  readonly terminations: readonly Termination[];
  /** By which they said no to versions of its policy, and stay. */
  readonly objections?: readonly PastObjection[];
};

/** What an agreement that happened elsewhere does, besides being kept. */
export type ImportDecision = { readonly at: Instant; readonly takesBack: readonly TakenBack[] };

/**
 * Decides what it does that a user agreed to a version elsewhere, at an instant (null: nobody knows when);
 * null where it tells nothing new.
 *
 * It is as if it had been done here at its instant: a decline after that stands, and one before it is
 * taken back, unless it had happened by then. Without an instant it counts from now on, and against no
 * act of their own.
 */
export function decideImport(
  { made, terminations, objections = [] }: ImportFacts,
  version: Pick<Version, 'policy' | 'version'>,
  agreedAt: Instant | null,
  now: Instant,
): ImportDecision | null {
  const isMeant = ({ endedBy }: Pick<PastObjection | Termination, 'endedBy'>) =>
    endedBy !== 'cancelled' && endedBy !== 'voided';
  const declines: readonly MadeDecline[] = [
    ...terminations.filter((one) => isAbout(one, version) && isMeant(one)),
    ...objections
      .filter((one) => one.version === version.version && isMeant(one))
      .map(({ id, at }) => ({ id, declinedAt: at, endedBy: null })),
  ];
  // As of that instant: what a later decline took back counted then.
  const isKnownBy = (at: Instant) =>
    made.some(
      (one) =>
        one.basis !== 'deemed' &&
        one.at <= at &&
        !declines.some((declined) => declined.declinedAt < at && isTakenBack(one, declined)),
    );

  if (agreedAt === null) {
    const leaves = terminations.some(
      (one) => one.policy === version.policy && one.version <= version.version && counts(one, now),
    );
    const saysNo = leaves || objections.some((one) => one.version <= version.version && one.endedAt === null);
    const liesAhead = made.some((one) => one.at > now);
    const isOutweighed = saysNo || declines.length > 0 || liesAhead || isKnownBy(now);
    return isOutweighed ? null : { at: now, takesBack: [] };
  }

  if (made.some((one) => one.basis === 'imported' && one.at === agreedAt)) return null;
  // Of the same instant, what they said here counts.
  const before = terminations.filter((one) => one.declinedAt < agreedAt);
  const hadLeft = standingAt(before, agreedAt).standing === 'terminated';
  const takesBack = hadLeft ? [] : takenBackBy(before.filter(isOpen), version, agreedAt);
  const endsNo = objections.some(
    (one) => one.version <= version.version && one.endedAt === null && one.at < agreedAt,
  );
  return isKnownBy(agreedAt) && takesBack.length === 0 && !endsNo ? null : { at: agreedAt, takesBack };
}

/** Whether an agreement can still take a termination back: no word of the user's own has settled it. */
function isOpen({ endedBy }: Termination): boolean {
  return endedBy === null || endedBy === 'accepted';
}
