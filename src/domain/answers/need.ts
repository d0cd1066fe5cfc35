import type { Instant } from '../instant.ts';
import type { Version } from '../policies/policy.ts';
import type { OwnOutcome } from './own-outcome.ts';
import { hasDeclined, positionOf, type UserFacts } from './position.ts';
import type { Standing } from './standing.ts';
import { askingVersion, asksForAYes, refusalUpTo } from './use.ts';

/** Why a user is not bound by the version in force. */
export const CHECK_REASONS = [
  'never-accepted',
  'not-told',
  'awaiting-use',
  'acceptance-required',
  'answer-required',
  'restricted',
  'refused',
  'terminated',
  'no-version-in-force',
] as const;
/** One of the reasons why a user is not bound. */
export type CheckReason = (typeof CHECK_REASONS)[number];

/** What is still needed for the version in force to hold for a user. */
export type Need = {
  /** Null where nothing is. */
  readonly reason: CheckReason | null;
  /** Whether they hold that version, or a newer one. */
  readonly isHeld: boolean;
  /** From when on the version that asks them binds by use. */
  readonly bindsAt: Instant | null;
  readonly isDeclined: boolean;
  /** When leaving that version unanswered has, or had, its consequence. */
  readonly unansweredAt: Instant | null;
  /** Whether they left it unanswered until that ended it for them. */
  readonly isEnded: boolean;
};

const NOTHING: Need = {
  ...{ reason: null, isHeld: false, bindsAt: null },
  ...{ isDeclined: false, unansweredAt: null, isEnded: false },
};

/** What a user has yet to do for the version in force, or what has to come first. */
export function whatIsNeeded(
  {
    facts,
    current,
    standing,
    held,
    isTakenBack = false,
    isConsent = false,
  }: {
    readonly facts: UserFacts;
    readonly current: Version | null;
    readonly standing: Standing;
    readonly held: number | null;
    /** Whether they took back the consent by which they hold it. */
    readonly isTakenBack?: boolean;
    /** Whether agreeing to the policy is a consent, which may be refused. */
    readonly isConsent?: boolean;
  },
  now: Instant,
): Need {
  const because = (reason: CheckReason): Need => ({ ...NOTHING, reason });
  if (standing === 'terminated') return because('terminated');
  if (current === null) return because('no-version-in-force');
  if (!isTakenBack && held !== null && held >= current.version) return { ...NOTHING, isHeld: true };
  const hasRefused = refusalUpTo(facts, held ?? 0, current) !== null;
  if (hasRefused && isConsent) return because('refused');
  if (isTakenBack) return because('answer-required');
  const asks = askingVersion(facts.versions, held ?? 0, current);
  if (asks === null) return isOwedTelling(facts, held ?? 0, current) ? because('not-told') : NOTHING;
  if (held === null) return because('never-accepted');
  const { toldAt, bindsAt, own } = positionOf(facts.positions, asks.version);
  const isDeclined = hasDeclined(facts.terminations, asks.policy, asks.version, now);
  const unansweredAt = own?.unanswered?.at ?? null;
  const need = { ...because('acceptance-required'), bindsAt, isDeclined, unansweredAt };
  // A no to what has come to be needed does not answer it.
  if (hasRefused || asksForAYes(facts.versions, held, current)) return afterItsTime(need, own, now);
  if (toldAt === null) return { ...need, reason: 'not-told' };
  // Whom silence did not bind when its time came, since they were leaving, is asked.
  return asks.acceptance === 'silence' ? need : { ...need, reason: 'awaiting-use' };
}

/** What becomes of whoever leaves unanswered what has to be accepted, where the rules say so. */
function afterItsTime(need: Need, own: OwnOutcome | undefined, now: Instant): Need {
  const unanswered = own?.unanswered ?? null;
  if (unanswered === null || unanswered.at > now || need.isDeclined) return need;
  return unanswered.consequence === 'restrict'
    ? { ...need, reason: 'restricted' }
    : { ...need, reason: 'answer-required', isEnded: true };
}

/** Whether a version up to the one in force, which nobody has to agree to, is still to be told to a user. */
function isOwedTelling({ versions, positions }: UserFacts, held: number, current: Version): boolean {
  return versions.some(({ version, withdrawal }) => {
    const { own, toldAt } = positionOf(positions, version);
    const isNew = withdrawal === null && held < version && version <= current.version;
    return isNew && own !== undefined && toldAt === null;
  });
}
