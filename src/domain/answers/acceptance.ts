import type { Instant } from '../instant.ts';
import { addPeriod } from '../period.ts';
import type { Version } from '../policies/policy.ts';
import { versionState } from '../policies/timeline.ts';
import { Refusal } from '../refusal.ts';
import { positionOf, type UserFacts } from './position.ts';
import { counts, standingAt, type Termination } from './standing.ts';

/** What an act of accepting does, besides being recorded. */
export type AcceptanceDecision =
  /** They had agreed to it already and nothing has taken that back. */
  { readonly kind: 'repeated' } | { readonly kind: 'accept'; readonly ends: readonly Termination[] };

/**
 * Decides an act of accepting one version.
 *
 * Refuses with `version-not-open` (superseded or withdrawn), `content-mismatch`, or
 * `already-terminated` unless the user returns to the version in force.
 */
export function decideAcceptance(
  facts: UserFacts,
  version: Version,
  act: { readonly contentHash: string | null; readonly returning: boolean },
  now: Instant,
): AcceptanceDecision {
  const state = versionState(version, facts.versions, now);
  const { standing, terminatesAt } = standingAt(facts.terminations, now);

  if (state === 'withdrawn' || state === 'superseded') {
    throw new Refusal('version-not-open', `Version ${version.version} is ${state} and cannot be accepted.`);
  }
  if (act.contentHash !== null && act.contentHash !== version.contentHash) {
    throw new Refusal(
      'content-mismatch',
      `The text that was shown is not the text of version ${version.version}.`,
      { contentHash: version.contentHash },
    );
  }
  if (standing === 'terminated' && !(act.returning && state === 'in-force')) {
    throw new Refusal(
      'already-terminated',
      'This user has left. They come back only by accepting the version in force with "returning": true.',
      terminatesAt === null ? {} : { terminatedAt: terminatesAt },
    );
  }

  if (standing !== 'terminated' && positionOf(facts.positions, version.version).accepted !== null) {
    return { kind: 'repeated' };
  }
  const open = facts.terminations.filter((one) => counts(one, now));
  return {
    kind: 'accept',
    // Coming back ends whatever made them leave; staying ends only what this acceptance contradicts.
    ends:
      standing === 'terminated'
        ? open
        : open.filter((one) => one.policy === version.policy && one.version <= version.version),
  };
}

/** What an act of declining does. */
export type TerminationDecision =
  | { readonly kind: 'repeated'; readonly termination: Termination }
  | { readonly kind: 'decline'; readonly terminatesAt: Instant; readonly revokes: string | null };

/**
 * When the window to decline a version closes for a user; null while nothing closes it.
 *
 * It is `bindsAt`, or, for an explicit version, the moment they accept it. Someone who was never told
 * but agreed (their first agreement, say) could reconsider until it took effect.
 */
export function declineWindowClosesAt(facts: UserFacts, version: Version): Instant | null {
  const { accepted, bindsAt } = positionOf(facts.positions, version.version);
  if (version.acceptance === 'explicit') return accepted?.at ?? null;
  if (bindsAt !== null) return bindsAt;
  if (accepted === null) return null;
  return accepted.at > version.effectiveAt ? accepted.at : version.effectiveAt;
}

/** How someone leaves: at the closing of the window, at once, or at its closing by the link in a mail. */
export type LeavingHow = 'effect' | 'now' | 'by-link';

/**
 * Decides an act of declining one version and leaving over it, at the closing of the window
 * or at once.
 *
 * Refuses with `already-terminated`, `version-not-open` or `decline-window-closed`.
 */
export function decideTermination(
  facts: UserFacts,
  version: Version,
  how: LeavingHow,
  now: Instant,
): TerminationDecision {
  const state = versionState(version, facts.versions, now);
  const { standing, terminatesAt: terminatedAt } = standingAt(facts.terminations, now);
  if (standing === 'terminated' && terminatedAt !== null) {
    throw new Refusal('already-terminated', `This user left at ${terminatedAt}.`, { terminatedAt });
  }
  if (state === 'withdrawn' || state === 'superseded') {
    throw new Refusal('version-not-open', `Version ${version.version} is ${state} and cannot be declined.`);
  }
  const closesAt = declineWindowClosesAt(facts, version);
  const terminatesAt = leavesAt(facts, version, how, now);
  const same = facts.terminations.find(
    (one) => one.policy === version.policy && one.version === version.version && counts(one, now),
  );
  if (same !== undefined && same.terminatesAt <= terminatesAt) {
    return { kind: 'repeated', termination: same };
  }
  if (closesAt !== null && closesAt <= now) {
    throw new Refusal(
      'decline-window-closed',
      `The window to decline version ${version.version} closed at ${closesAt}.`,
      { closedAt: closesAt },
    );
  }
  const revokes = positionOf(facts.positions, version.version).accepted?.id ?? same?.revokes ?? null;
  return { kind: 'decline', terminatesAt, revokes };
}

/**
 * When someone who declines a version now leaves: at the closing of the window, as far as it is known.
 *
 * Where nothing is left of it, the product's word is taken at once, but a link gives the late period
 * more: a forwarded mail must not end an account on the spot.
 */
export function leavesAt(facts: UserFacts, version: Version, how: LeavingHow, now: Instant): Instant {
  if (how === 'now') return now;
  const closing = positionOf(facts.positions, version.version).bindsAt ?? version.effectiveAt;
  if (closing > now) return closing;
  return how === 'by-link' ? addPeriod(now, version.lateNotice, version.timeZone) : now;
}

/** What an act of changing one's mind does: nothing when it was done before, else give an acceptance back. */
export type CancellationDecision =
  | { readonly kind: 'repeated' }
  | { readonly kind: 'cancel'; readonly restores: string | null };

/**
 * Decides an act of cancelling a termination, refusing with `already-terminated` once it has happened.
 *
 * What declining took back counts again, unless the version is still declined by another termination
 * or was accepted anew. `terminations` are all of the user's.
 */
export function decideCancellation(
  termination: Termination,
  terminations: readonly Termination[],
  now: Instant,
): CancellationDecision {
  if (termination.endedAt !== null && termination.endedAt <= now) return { kind: 'repeated' };
  if (termination.terminatesAt <= now) {
    throw new Refusal('already-terminated', `This user left at ${termination.terminatesAt}.`, {
      terminatedAt: termination.terminatesAt,
    });
  }
  const isDeclinedStill = terminations.some(
    (one) =>
      one.id !== termination.id &&
      one.policy === termination.policy &&
      one.version === termination.version &&
      counts(one, now),
  );
  return { kind: 'cancel', restores: isDeclinedStill ? null : termination.revokes };
}
