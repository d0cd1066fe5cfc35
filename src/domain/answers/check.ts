import { earliestOf, type Instant } from '../instant.ts';
import type { Basis, Change, Version } from '../policies/policy.ts';
import { announcedVersions, versionInForce } from '../policies/timeline.ts';
import {
  acceptanceAt,
  EARLIER_AGREEMENT,
  hasDeclined,
  heldVersion,
  positionOf,
  type UserFacts,
} from './position.ts';
import { type Standing, standingAt } from './standing.ts';
import { type Reach, showsFrom, untoldVersions } from './untold.ts';
import { canBeDeemed } from './use.ts';

/** Why a user is not bound by the version in force. */
export const CHECK_REASONS = [
  'never-accepted',
  'not-told',
  'awaiting-use',
  'acceptance-required',
  'terminated',
  'no-version-in-force',
] as const;
/** One of the reasons why a user is not bound. */
export type CheckReason = (typeof CHECK_REASONS)[number];

/** What the product should do next; it gates on `ask` and `deny` only. */
export const NEXT_STEPS = ['none', 'report-use', 'show-notice', 'ask', 'deny'] as const;
/** One of the steps a product may take. */
export type NextStep = (typeof NEXT_STEPS)[number];

/** What a user did about an announced version. */
export const RESPONSES = ['none', 'accepted', 'declined'] as const;
/** One of the answers a user may have given. */
export type Response = (typeof RESPONSES)[number];

/** The answer to the question product apps ask: is this user bound by the version in force, right now. */
export type Check = {
  readonly user: string;
  readonly policy: string;
  readonly standing: Standing;
  readonly accepted: boolean;
  /** How they came to hold what binds them; null when `accepted` is false. */
  readonly basis: Basis | null;
  /** Null when `accepted` is true. */
  readonly reason: CheckReason | null;
  readonly next: NextStep;
  readonly current: {
    readonly version: number;
    readonly effectiveAt: Instant;
    readonly toldAt: Instant | null;
    readonly bindsAt: Instant | null;
  } | null;
  /** `version` null: what they had agreed to before this record was kept, to which text is not known. */
  readonly holds: { readonly version: number | null; readonly basis: Basis; readonly at: Instant } | null;
  readonly upcoming: readonly {
    readonly version: number;
    readonly change: Change;
    readonly effectiveAt: Instant;
    readonly toldAt: Instant | null;
    readonly bindsAt: Instant | null;
    readonly response: Response;
  }[];
  /** The next instant at which the clock alone can change this answer; null if none can. */
  readonly validUntil: Instant | null;
};

/**
 * What is true of one user and one policy at `now`.
 *
 * Where nothing else is to be done, whoever was not told of an announced version is to be shown it. A use
 * that binds is reported first: that takes one request, and the next one shows them the notice.
 */
export function checkUser(user: string, policy: string, facts: UserFacts, reach: Reach, now: Instant): Check {
  const current = versionInForce(facts.versions, now);
  const announced = announcedVersions(facts.versions, now);
  const { standing, terminatesAt } = standingAt(facts.terminations, now);
  const held = heldVersion(facts, now);
  const position = current && positionOf(facts.positions, current.version);
  const isDeclined = current !== null && hasDeclined(facts.terminations, policy, current.version, now);
  const reason = whyNotAccepted({ facts, current, standing, held: held?.version ?? null });
  const step = nextStep(reason, { standing, bindsAt: position?.bindsAt ?? null, isDeclined }, now);
  const isFree = step === 'none' && standing === 'active' && current !== null;
  const shows = isFree ? untoldVersions(policy, facts, now).map((one) => showsFrom(one, reach)) : [];

  const changes: (Instant | null)[] = announced.map((one) => one.effectiveAt);
  // A use may lie a little ahead of our clock, and then so does what it binds to.
  for (const { version, accepted } of facts.positions) {
    if (accepted === null || accepted.at <= now) continue;
    if (heldVersion(facts, accepted.at)?.version === version) changes.push(accepted.at);
  }
  if (standing === 'leaving') changes.push(terminatesAt);
  if (reason === 'awaiting-use') changes.push(position?.bindsAt ?? null);
  if (!shows.some((at) => at <= now)) changes.push(...shows);

  return {
    user,
    policy,
    standing,
    accepted: reason === null,
    basis: reason === null ? (held?.accepted.basis ?? null) : null,
    reason,
    next: shows.some((at) => at <= now) ? 'show-notice' : step,
    current: current && {
      version: current.version,
      effectiveAt: current.effectiveAt,
      toldAt: position?.toldAt ?? null,
      bindsAt: position?.bindsAt ?? null,
    },
    holds: held && {
      version: held.version === EARLIER_AGREEMENT ? null : held.version,
      ...{ basis: held.accepted.basis, at: held.accepted.at },
    },
    upcoming: announced.map((one) => {
      const { toldAt, bindsAt } = positionOf(facts.positions, one.version);
      const accepted = acceptanceAt(facts, one.version, now);
      const declined = hasDeclined(facts.terminations, policy, one.version, now);
      return {
        version: one.version,
        change: one.change,
        effectiveAt: one.effectiveAt,
        toldAt,
        bindsAt,
        response: declined ? 'declined' : accepted !== null ? 'accepted' : 'none',
      };
    }),
    validUntil: earliestOf(changes.filter((at) => at !== null && at > now) as Instant[]),
  };
}

function whyNotAccepted({
  facts,
  current,
  standing,
  held,
}: {
  readonly facts: UserFacts;
  readonly current: Version | null;
  readonly standing: Standing;
  readonly held: number | null;
}): CheckReason | null {
  if (standing === 'terminated') return 'terminated';
  if (current === null) return 'no-version-in-force';
  if (held === null) return 'never-accepted';
  if (held >= current.version) return null;
  if (!canBeDeemed(facts.versions, held, current)) return 'acceptance-required';
  return positionOf(facts.positions, current.version).toldAt === null ? 'not-told' : 'awaiting-use';
}

function nextStep(
  reason: CheckReason | null,
  {
    standing,
    bindsAt,
    isDeclined,
  }: { readonly standing: Standing; readonly bindsAt: Instant | null; readonly isDeclined: boolean },
  now: Instant,
): NextStep {
  switch (reason) {
    case null:
    case 'no-version-in-force':
      return 'none';
    case 'terminated':
      return 'deny';
    case 'never-accepted':
      return 'ask';
    case 'acceptance-required':
      // They have answered, and stay bound by what they hold until they are gone.
      return isDeclined ? 'none' : 'ask';
    case 'not-told':
      return 'show-notice';
    case 'awaiting-use':
      if (bindsAt !== null && now < bindsAt) return 'show-notice';
      // Use binds nobody who is leaving, so there is nothing to report.
      return standing === 'leaving' ? 'none' : 'report-use';
  }
}
