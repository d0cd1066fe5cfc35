import type { Instant } from '../instant.ts';
import { type Consenting, isConsent, type Version } from '../policies/policy.ts';
import { versionInForce, versionState } from '../policies/timeline.ts';
import { declineWindowClosesAt, leavesAt, mayLeave } from './acceptance.ts';
import { type OpenObjection, openObjections } from './objection.ts';
import {
  type Accepted,
  acceptanceAt,
  consentWithdrawnAt,
  heldVersion,
  objectionTo,
  positionOf,
  type UserFacts,
} from './position.ts';
import { counts, standingAt, type Termination } from './standing.ts';
import type { Objection } from './standing-objection.ts';

/** Where one user stands with one version, and what they may still do about it. */
export type Review = {
  readonly state: /** `asksAnew`: they took back the consent by which they held an earlier version. */
    | {
        readonly kind: 'open';
        readonly asksAnew?: { readonly version: number; readonly withdrawnAt: Instant };
      }
    | { readonly kind: 'accepted'; readonly accepted: Accepted }
    /** They said no and stay. `keepUntil`: how long what they keep stays, where that ends. */
    | { readonly kind: 'objected'; readonly objection: Objection; readonly keepUntil: Instant | null }
    | { readonly kind: 'consent-withdrawn'; readonly at: Instant }
    | { readonly kind: 'newer-accepted'; readonly version: number }
    | { readonly kind: 'leaving'; readonly termination: Termination; readonly endsAt: Instant }
    | { readonly kind: 'left'; readonly endedAt: Instant }
    | { readonly kind: 'withdrawn'; readonly at: Instant; readonly reason: string | null }
    | { readonly kind: 'superseded'; readonly by: number };
  readonly canAccept: boolean;
  /** When declining on the page now would end their use; null when they cannot decline any more. */
  readonly canLeaveAt: Instant | null;
  /** The ways to say no and stay that are open to them. */
  readonly objections: readonly OpenObjection[];
  /** Whether they may take back a no by which they stay. To a refused consent they say yes instead. */
  readonly canTakeBack: boolean;
  /** When the window to decline closes or closed, if anything closes it. */
  readonly closesAt: Instant | null;
};

/** What the review page of a version says to one user at `now`. Nobody is led away over a consent. */
export function reviewVersion(policy: Consenting, facts: UserFacts, version: Version, now: Instant): Review {
  const closesAt = declineWindowClosesAt(facts, version);
  const nothing = {
    ...{ canAccept: false, canLeaveAt: null, objections: [], canTakeBack: false },
    closesAt,
  };
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
    const objections = termination.by === 'user' ? openObjections(policy, facts, version, now) : [];
    return {
      state: { kind: 'leaving', termination, endsAt: terminatesAt },
      ...nothing,
      canAccept,
      objections,
    };
  }
  const accepted = acceptanceAt(facts, version.version, now);
  const withdrawnAt = accepted && consentWithdrawnAt(facts, accepted, now);
  if (state === 'superseded') {
    if (withdrawnAt !== null) return { state: { kind: 'consent-withdrawn', at: withdrawnAt }, ...nothing };
    const by = versionInForce(facts.versions, now)?.version ?? version.version;
    return { state: { kind: 'superseded', by }, ...nothing };
  }

  const held = heldVersion(facts, now);
  const isOpen = closesAt === null || now < closesAt;
  const isOffered = isOpen && !isConsent(policy) && mayLeave(facts, version, 'by-link');
  const canLeaveAt = isOffered ? leavesAt(facts, version, 'by-link', now) : null;
  const objections = openObjections(policy, facts, version, now);
  const objection = standingObjection(facts, version, now);
  if (objection !== null) {
    const canTakeBack = isOpen && objection.objection.answer !== 'refuse';
    return { state: objection, ...nothing, canAccept: true, canLeaveAt, objections, canTakeBack };
  }
  if (withdrawnAt !== null) {
    const state = { kind: 'consent-withdrawn', at: withdrawnAt } as const;
    return { state, ...nothing, canAccept: true, canLeaveAt, objections };
  }
  if (accepted !== null) {
    return { state: { kind: 'accepted', accepted }, ...nothing, canLeaveAt, objections };
  }
  if (held !== null && held.version > version.version) {
    return { state: { kind: 'newer-accepted', version: held.version }, ...nothing };
  }
  const withdrawn = held && consentWithdrawnAt(facts, held.accepted, now);
  const asksAnew =
    held === null || withdrawn === null
      ? {}
      : { asksAnew: { version: held.version, withdrawnAt: withdrawn } };
  return { state: { kind: 'open', ...asksAnew }, ...nothing, canAccept: true, canLeaveAt, objections };
}

/** Their no that stands and by which they stay; what was kept for a time is over with that. */
function standingObjection(
  facts: UserFacts,
  { version }: Version,
  now: Instant,
): Extract<Review['state'], { kind: 'objected' }> | null {
  const objection = objectionTo(facts, version);
  if (objection === null) return null;
  const isWhole = objection.answer === 'keep-old';
  const keepUntil = isWhole ? (positionOf(facts.positions, version).own?.keepUntil ?? null) : null;
  if (keepUntil !== null && keepUntil <= now) return null;
  return { kind: 'objected', objection, keepUntil };
}
