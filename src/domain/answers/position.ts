/*
 * What people do about a version: whether they may accept or decline, what they hold, whether use binds
 * them, and what the check and the review page say of all that at one instant. Reads policies alone.
 */

import type { Instant } from '../instant.ts';
import type { HeldBasis, Version } from '../policies/policy.ts';
import type { OwnOutcome } from './own-outcome.ts';
import { counts, standingAt, type Termination } from './standing.ts';
import type { Objection } from './standing-objection.ts';

/** The act of agreeing to a version that counts for a user, as far as rules ask about it. */
export type Accepted = {
  readonly id: string;
  readonly basis: HeldBasis;
  /**
   * Ahead of the clock where silence will have agreed by then, and up to a few seconds for a use that a product
   * reported early.
   */
  readonly at: Instant;
  /** Since when they have agreed to this version without a break, by this act or one before it. */
  readonly since: Instant;
  /** The same by acts alone, where silence had agreed before them. */
  readonly saidSince?: Instant | undefined;
  /** The act of that instant, where all of them were read; absent: this one. */
  readonly first?: string | undefined;
};

/**
 * The place, among versions, of what somebody had agreed to before this record was kept, to which text is
 * not known: below every version, so that each is newer.
 */
export const EARLIER_AGREEMENT = 0;

/** What a user knows of one version and did about it. */
export type Position = {
  /** `EARLIER_AGREEMENT` for what they had agreed to before this record was kept. */
  readonly version: number;
  /** When they were told; null while they are not (or no longer, after a bounce). */
  readonly toldAt: Instant | null;
  /** From when on use binds them and the window to decline is closed; null while they are not told. */
  readonly bindsAt: Instant | null;
  /** The delivery or showing that told them. */
  readonly toldBy: string | null;
  /** Null also while a later decline of this version takes it back. */
  readonly accepted: Accepted | null;
  /** What the rules of the version come to for them; absent where its columns say all of it. */
  readonly own?: OwnOutcome | undefined;
  /** Their no to it that stands, where they stay. */
  readonly objection?: Objection | undefined;
  /** When they took back their consent to it, last. */
  readonly consentWithdrawnAt?: Instant | undefined;
};

/** All that decides what a user owes about one policy. `versions` and `positions` are in the order of their numbers. */
export type UserFacts = {
  readonly versions: readonly Version[];
  readonly positions: readonly Position[];
  /** Of every policy, since standing is the user's. */
  readonly terminations: readonly Termination[];
};

/** A version's position for someone who was not told of it and did nothing about it. */
export function positionOf(positions: readonly Position[], version: number): Position {
  return (
    positions.find((one) => one.version === version) ?? {
      version,
      toldAt: null,
      bindsAt: null,
      toldBy: null,
      accepted: null,
    }
  );
}

/** The acceptance of a version that counts at `at`. What lies ahead of that counts nowhere yet. */
export function acceptanceAt(
  { positions, terminations }: Pick<UserFacts, 'positions' | 'terminations'>,
  version: number,
  at: Instant,
): Accepted | null {
  const { accepted } = positionOf(positions, version);
  return accepted !== null && hasCome(accepted, terminations, at) ? accepted : null;
}

/** The objection to a version that stands for a user, if any. */
export function objectionTo({ positions }: Pick<UserFacts, 'positions'>, version: number): Objection | null {
  return positionOf(positions, version).objection ?? null;
}

/** Whether what somebody holds counts no more at `at`, since they took their consent back after they gave it. */
export function hasWithdrawnConsent(
  { positions }: Pick<UserFacts, 'positions'>,
  held: Pick<Accepted, 'at'>,
  at: Instant,
): boolean {
  return consentWithdrawnAt({ positions }, held, at) !== null;
}

/** When somebody took back, after they gave it, the consent by which they held something; null where they did not by `at`. */
export function consentWithdrawnAt(
  { positions }: Pick<UserFacts, 'positions'>,
  held: Pick<Accepted, 'at'>,
  at: Instant,
): Instant | null {
  const taken = positions.flatMap(({ consentWithdrawnAt: since }) => since ?? []);
  return (
    taken
      .filter((since) => held.at <= since && since <= at)
      .toSorted()
      .at(-1) ?? null
  );
}

/** Since when somebody has agreed by acts of theirs, without a break; null where they never did. */
export function agreedInActsSince({
  accepted,
  objection,
}: Pick<Position, 'accepted' | 'objection'>): Instant | null {
  if (accepted === null || accepted.basis === 'silence' || accepted.id === objection?.id) return null;
  return accepted.saidSince ?? accepted.since;
}

/** Whether somebody came to agree without a word. */
export function isUnspoken(basis: HeldBasis): boolean {
  return basis === 'deemed' || basis === 'silence';
}

/**
 * Whether an acceptance counts by `at`. A use reported ahead of the clock meets the standing that the user
 * has when its instant comes, and so does silence: whoever declined before that was leaving, and neither binds
 * anybody who is.
 */
function hasCome(
  { basis, at: acceptedAt }: Accepted,
  terminations: readonly Termination[],
  at: Instant,
): boolean {
  if (acceptedAt > at) return false;
  if (!isUnspoken(basis) || terminations.length === 0) return true;
  const declinedBefore = terminations.filter((one) => one.declinedAt < acceptedAt);
  return standingAt(declinedBefore, acceptedAt).standing === 'active';
}

/** Whether the user declined a version of a policy and that still counts at `at`. */
export function hasDeclined(
  terminations: readonly Termination[],
  policy: string,
  version: number,
  at: Instant,
): boolean {
  return terminations.some((one) => one.policy === policy && one.version === version && counts(one, at));
}

/**
 * The version a user holds at `at`: the highest they accepted by then that was neither withdrawn nor
 * declined, or `EARLIER_AGREEMENT` where they hold none but had agreed before this record was kept.
 */
export function heldVersion(
  facts: UserFacts,
  at: Instant,
): { readonly version: number; readonly accepted: Accepted } | null {
  const { versions, positions, terminations } = facts;
  for (let i = positions.length - 1; i >= 0; i--) {
    const { version, accepted } = positions[i] as Position;
    if (accepted === null || !hasCome(accepted, terminations, at)) continue;
    if (version === EARLIER_AGREEMENT) return { version, accepted };
    const text = versions.find((one) => one.version === version);
    if (text === undefined || (text.withdrawal !== null && text.withdrawal.at <= at)) continue;
    return { version, accepted };
  }
  return null;
}

/** A text that somebody had agreed to, how they came to, and since when. */
type Agreed = {
  /** Null: what they had agreed to before this record was kept. */
  readonly version: number | null;
  readonly basis: HeldBasis;
  readonly since: Instant;
  readonly contentHash: string | null;
};

/** Whether somebody was bound by a policy at an instant, by which text and why, as it is known today. */
export type Binding = {
  readonly policy: string;
  readonly title: string;
  /** What they held then; where that was `ahead`, what was in force for them, if they had agreed to just that. */
  readonly held: Agreed | null;
  /**
   * What they had agreed to before it took effect for them, and when it was to; `effectiveAt` null where that waited
   * for something to happen.
   */
  readonly ahead: (Agreed & { readonly effectiveAt: Instant | null }) | null;
  /** What was in force for them then, and when they were told of it by then. */
  readonly inForce: { readonly version: number; readonly toldAt: Instant | null } | null;
  /** Since when they had left. */
  readonly leftAt: Instant | null;
  /** When they took back the consent by which they had held a version. */
  readonly withdrawnAt: Instant | null;
  /** When they refused their consent to what was in force, where they had. */
  readonly refusedAt: Instant | null;
};
