import type { Instant } from '../instant.ts';
import type { Version } from '../policies/policy.ts';
import { versionInForce, versionState } from '../policies/timeline.ts';
import { declineWindowClosesAt, leavesAt, mayLeave } from './acceptance.ts';
import { type Accepted, acceptanceAt, heldVersion, type UserFacts } from './position.ts';
import { counts, standingAt, type Termination } from './standing.ts';

/** Where one user stands with one version, and what they may still do about it. */
export type Review = {
  readonly state:
    | { readonly kind: 'open' }
    | { readonly kind: 'accepted'; readonly accepted: Accepted }
    | { readonly kind: 'newer-accepted'; readonly version: number }
    | { readonly kind: 'leaving'; readonly termination: Termination; readonly endsAt: Instant }
    | { readonly kind: 'left'; readonly endedAt: Instant }
    | { readonly kind: 'withdrawn'; readonly at: Instant; readonly reason: string | null }
    | { readonly kind: 'superseded'; readonly by: number };
  readonly canAccept: boolean;
  /** When declining on the page now would end their use; null when they cannot decline any more. */
  readonly canLeaveAt: Instant | null;
  /** When the window to decline closes or closed, if anything closes it. */
  readonly closesAt: Instant | null;
};

/** What the review page of a version says to one user at `now`. */
export function reviewVersion(facts: UserFacts, version: Version, now: Instant): Review {
  const closesAt = declineWindowClosesAt(facts, version);
  const nothing = { canAccept: false, canLeaveAt: null, closesAt };
  const { standing, terminatesAt } = standingAt(facts.terminations, now);
  const state = versionState(version, facts.versions, now);

  if (standing === 'terminated' && terminatesAt !== null) {
    return { state: { kind: 'left', endedAt: terminatesAt }, ...nothing };
  }
  if (state === 'withdrawn' && version.withdrawal !== null) {
    return { state: { kind: 'withdrawn', ...version.withdrawal }, ...nothing };
  }
  const termination = facts.terminations.find(
    (one) => one.policy === version.policy && one.version === version.version && counts(one, now),
  );
  if (termination !== undefined && terminatesAt !== null) {
    const canAccept = state !== 'superseded';
    return { state: { kind: 'leaving', termination, endsAt: terminatesAt }, ...nothing, canAccept };
  }
  if (state === 'superseded') {
    const by = versionInForce(facts.versions, now)?.version ?? version.version;
    return { state: { kind: 'superseded', by }, ...nothing };
  }

  const accepted = acceptanceAt(facts, version.version, now);
  const held = heldVersion(facts, now);
  const isOpen = closesAt === null || now < closesAt;
  const isOffered = isOpen && mayLeave(facts, version, 'by-link');
  const canLeaveAt = isOffered ? leavesAt(facts, version, 'by-link', now) : null;
  if (accepted !== null) return { state: { kind: 'accepted', accepted }, ...nothing, canLeaveAt };
  if (held !== null && held.version > version.version) {
    return { state: { kind: 'newer-accepted', version: held.version }, ...nothing };
  }
  return { state: { kind: 'open' }, canAccept: true, canLeaveAt, closesAt };
}
