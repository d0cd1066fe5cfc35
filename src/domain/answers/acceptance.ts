import { earlierOf, type Instant, ifKnown, laterOf } from '../instant.ts';
import { addPeriod } from '../period.ts';
import type { Version } from '../policies/policy.ts';
import { insistOnText } from '../policies/shown-text.ts';
import { versionState } from '../policies/timeline.ts';
import { Refusal } from '../refusal.ts';
import type { OwnOutcome } from './own-outcome.ts';
import { acceptanceAt, hasWithdrawnConsent, type Position, positionOf, type UserFacts } from './position.ts';
import { counts, pendingTerminations, standingAt, type Termination } from './standing.ts';
import { keepsOld } from './standing-objection.ts';

/** A termination that an acceptance takes back, and from when on. */
export type TakenBack = { readonly termination: Termination; readonly endedAt: Instant };

/** What an act of accepting does. */
export type AcceptanceDecision = {
  /** A repetition of a clear yes that nothing has taken back makes no act of its own. */
  readonly kind: 'accept' | 'repeat';
  /** The terminations that had happened, which coming back ends. */
  readonly returns: readonly Termination[];
  readonly takesBack: readonly TakenBack[];
  /** The terminations that still wait for their instant after it: of other policies, or of newer versions. */
  readonly pending: readonly Termination[];
};

/**
 * Decides an act of accepting one version.
 *
 * Refuses with `version-not-open` (withdrawn, or superseded and not accepted before), `content-mismatch`,
 * or `already-terminated` unless the user returns to the version in force.
 */
export function decideAcceptance(
  facts: UserFacts,
  version: Version,
  act: { readonly contentHash: string | null; readonly returning: boolean },
  now: Instant,
): AcceptanceDecision {
  const state = versionState(version, facts.versions, now);
  const { standing, terminatesAt } = standingAt(facts.terminations, now);
  const hasLeft = standing === 'terminated';
  // A use and what was imported are no clear yes: saying so after them is an act of its own.
  const agreed = acceptanceAt(facts, version.version, now);
  const isWhole =
    agreed?.basis === 'explicit' && positionOf(facts.positions, version.version).objection === undefined;
  const isRepeated = !hasLeft && isWhole && !hasWithdrawnConsent(facts, agreed, now);

  if (state === 'withdrawn' || (state === 'superseded' && !isRepeated)) {
    throw new Refusal('version-not-open', `Version ${version.version} is ${state} and cannot be accepted.`);
  }
  insistOnText(version, act.contentHash);
  if (hasLeft && !(act.returning && state === 'in-force')) {
    throw new Refusal(
      'already-terminated',
      'This user has left. They come back only by accepting the version in force with "returning": true.',
      terminatesAt === null ? {} : { terminatedAt: terminatesAt },
    );
  }

  const takesBack = takenBackBy(facts.terminations, version, now);
  const isTakenBack = (one: Termination) => takesBack.some(({ termination }) => termination.id === one.id);
  return {
    kind: isRepeated ? 'repeat' : 'accept',
    returns: facts.terminations.filter((one) => counts(one, now) && one.terminatesAt <= now),
    takesBack,
    pending: pendingTerminations(facts.terminations, now).filter((one) => !isTakenBack(one)),
  };
}

/**
 * The terminations that agreeing to a version at `at` takes back: those over it or an older one of its
 * policy that were declared by then and have not happened.
 *
 * One that was taken back already, by agreeing to a still newer version, is so by this one too: should
 * that version be withdrawn, what was said last still counts.
 */
export function takenBackBy(
  terminations: readonly Termination[],
  version: Pick<Version, 'policy' | 'version'>,
  at: Instant,
): TakenBack[] {
  return terminations.flatMap((termination) => {
    const { endedAt, endedOver, resumedAt, terminatesAt } = termination;
    if (termination.policy !== version.policy || termination.version > version.version) return [];
    if (termination.declinedAt > at) return [];
    const isSettled = endedAt !== null && (resumedAt === null || resumedAt > at);
    if (!isSettled) return terminatesAt > at ? [{ termination, endedAt: at }] : [];
    const isOverNewer = endedOver !== null && endedOver > version.version;
    return isOverNewer ? [{ termination, endedAt: endedAt < at ? endedAt : at }] : [];
  });
}

/** What an act of declining does. */
export type TerminationDecision =
  | { readonly kind: 'repeated'; readonly termination: Termination }
  | { readonly kind: 'decline'; readonly terminatesAt: Instant; readonly revokes: string | null };

/**
 * When the window to decline a version closes for a user; null while nothing closes it.
 *
 * It is `bindsAt`, or, for an explicit version, the moment they accept it. Someone who was never told
 * but agreed (their first agreement, say) could reconsider until it took effect; and a window that closed
 * so stays closed, whoever tells them afterwards.
 */
export function declineWindowClosesAt(facts: UserFacts, version: Version): Instant | null {
  const position = positionOf(facts.positions, version.version);
  const { accepted, bindsAt, own } = position;
  if (own !== undefined) return ownClosing(position, own);
  if (version.acceptance === 'explicit') return accepted?.since ?? null;
  const closedByAgreeing = accepted && laterOf(accepted.since, version.effectiveAt);
  if (bindsAt === null || closedByAgreeing === null) return bindsAt ?? closedByAgreeing;
  return wasClosedWhenTold(position, closedByAgreeing) ? closedByAgreeing : bindsAt;
}

/** When the window of a version with rules of its own closes: as they say, and of what only a yes agrees to with that yes. */
function ownClosing(
  { accepted, toldAt }: Position,
  { acceptance, closesAt, hasWindow }: OwnOutcome,
): Instant | null {
  const isSaid = accepted !== null && accepted.basis !== 'silence';
  if (acceptance === 'explicit' && isSaid)
    return closesAt === null ? accepted.since : earlierOf(accepted.since, closesAt);
  if (hasWindow || toldAt === null) return closesAt;
  // A change that binds by use at once never had one: they may say no until they use it.
  return acceptance === 'use' ? (accepted?.since ?? null) : toldAt;
}

/** Whether a window was closed by agreeing before its user was told; of one instant, in the order of the acts. */
function wasClosedWhenTold({ accepted, toldAt, toldBy }: Position, closedByAgreeing: Instant): boolean {
  if (accepted === null || toldAt === null || closedByAgreeing > toldAt) return false;
  return accepted.since < toldAt || (accepted.first ?? accepted.id) < (toldBy ?? '');
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
  insistItIsOffered(facts, version, how);
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
  const agreed = acceptanceAt(facts, version.version, now);
  const { objection } = positionOf(facts.positions, version.version);
  const isAct = agreed !== null && agreed.basis !== 'silence' && agreed.id !== objection?.id;
  const revokes = (isAct ? agreed.id : null) ?? same?.revokes ?? null;
  return { kind: 'decline', terminatesAt, revokes };
}

/**
 * Decides an act of the company: ending the use of somebody who keeps the old terms, with the notice that its
 * rules ask for. Refuses with `not-offered` where they keep none or the rules do not let it, or before the
 * version takes effect; with `already-terminated`.
 */
export function decideEndByCompany(facts: UserFacts, version: Version, now: Instant): TerminationDecision {
  const { standing, terminatesAt: terminatedAt } = standingAt(facts.terminations, now);
  if (standing === 'terminated' && terminatedAt !== null) {
    throw new Refusal('already-terminated', `This user left at ${terminatedAt}.`, { terminatedAt });
  }
  const { own, objection } = positionOf(facts.positions, version.version);
  const same = facts.terminations.find(
    (one) => one.policy === version.policy && one.version === version.version && counts(one, now),
  );
  if (same !== undefined) return { kind: 'repeated', termination: same };
  const after = own?.mayEndAfter ?? null;
  if (objection === undefined || !keepsOld(objection) || after === null) {
    const because =
      after === null ? 'its rules do not let the company' : 'they keep nothing of the old terms';
    throw new Refusal('not-offered', `Version ${version.version} cannot end their use so: ${because}.`, {
      offers: own?.offers ?? [],
    });
  }
  const earliest = version.generalAt ?? version.effectiveAt;
  if (now < earliest) {
    throw new Refusal(
      'not-offered',
      `Nobody's use is ended so before version ${version.version} takes effect.`,
      {
        ...{ offers: own?.offers ?? [], earliest },
      },
    );
  }
  return { kind: 'decline', terminatesAt: addPeriod(now, after, version.timeZone), revokes: null };
}

/**
 * When someone who declines a version now leaves: at the closing of the window, as far as it is known.
 *
 * Where nothing is left of it, the product's word is taken at once, but a link gives the late period
 * more: a forwarded mail must not end an account on the spot.
 */
export function leavesAt(facts: UserFacts, version: Version, how: LeavingHow, now: Instant): Instant {
  if (how === 'now') return now;
  const closing = closingOf(positionOf(facts.positions, version.version), version);
  if (closing > now) return closing;
  return how === 'by-link' ? addPeriod(now, version.lateNotice, version.timeZone) : now;
}

function closingOf({ bindsAt, own }: Position, { effectiveAt, generalAt }: Version): Instant {
  if (own === undefined) return bindsAt ?? effectiveAt;
  return own.closesAt ?? ifKnown(effectiveAt) ?? generalAt ?? effectiveAt;
}

/** Whether somebody may leave over a version, in any way or in one: rules may offer nothing. */
export function mayLeave(
  { positions }: Pick<UserFacts, 'positions'>,
  version: Version,
  how: LeavingHow,
): boolean {
  const { own } = positionOf(positions, version.version);
  if (own === undefined) return true;
  const { offers } = own;
  if (how === 'by-link') return offers.includes('leave-at-close') || offers.includes('leave-now');
  return offers.includes(how === 'now' ? 'leave-now' : 'leave-at-close');
}

function insistItIsOffered(facts: UserFacts, version: Version, how: LeavingHow): void {
  if (mayLeave(facts, version, how)) return;
  const { own } = positionOf(facts.positions, version.version);
  const offers = own?.offers ?? [];
  throw new Refusal(
    'not-offered',
    offers.length === 0
      ? `Version ${version.version} offers no way to decline it.`
      : `Leaving so over version ${version.version} is not offered; there is ${offers.join(', ')}.`,
    { offers },
  );
}

/** Whether an act of changing one's mind does something, or had been done before. */
export type CancellationDecision = 'repeat' | 'cancel';

/**
 * Decides an act of cancelling a termination. Refuses with `already-terminated` once it has happened, and
 * with `termination-ended`, saying how, where it ended in another way.
 */
export function decideCancellation(termination: Termination, now: Instant): CancellationDecision {
  const { endedAt, endedBy, terminatesAt } = termination;
  if (!counts(termination, now) && endedAt !== null) {
    if (endedBy === 'cancelled') return 'repeat';
    throw new Refusal(
      'termination-ended',
      `This termination ended at ${endedAt}: ${HOW_IT_ENDED[endedBy ?? 'accepted']}.`,
      { endedAt, endedBy },
    );
  }
  if (terminatesAt <= now) {
    throw new Refusal('already-terminated', `This user left at ${terminatesAt}.`, {
      terminatedAt: terminatesAt,
    });
  }
  return 'cancel';
}

const HOW_IT_ENDED = {
  cancelled: 'it was cancelled',
  accepted: 'the user accepted this version or a newer one',
  returned: 'the user had left, and came back',
  withdrawn: 'the version was withdrawn',
  voided: 'it had been recorded by mistake, and was voided',
} as const;
