import type { Instant } from '../instant.ts';
import type { Version } from '../policies/policy.ts';
import { announcedVersions, versionInForce } from '../policies/timeline.ts';
import { hasWithdrawnConsent, heldVersion, type Position, positionOf, type UserFacts } from './position.ts';
import { standingAt } from './standing.ts';
import type { Objection } from './standing-objection.ts';

/** How far ahead of our clock a reported use may lie, in milliseconds: clocks differ a little. */
export const USE_MAY_LEAD_MS = 5000;

/**
 * The last of the versions up to `version` that asks whoever holds `held` to agree, be it by use or silence;
 * null where none does.
 */
export function askingVersion(
  versions: readonly Version[],
  held: number,
  version: Pick<Version, 'version'>,
): Version | null {
  return versions.findLast((one) => isBetween(one, held, version) && one.acceptance !== 'none') ?? null;
}

/**
 * Whether use alone can bind someone who holds `held` to `version`: what asks must be deemed, and no
 * version between the two may be one that only an explicit acceptance agrees to.
 */
export function canBeDeemed(
  versions: readonly Version[],
  held: number,
  version: Pick<Version, 'version'>,
): boolean {
  if (asksForAYes(versions, held, version)) return false;
  return askingVersion(versions, held, version)?.acceptance !== 'silence';
}

/** Whether a version above the one that is held, up to `version`, is one that only saying yes agrees to. */
export function asksForAYes(
  versions: readonly Version[],
  held: number,
  version: Pick<Version, 'version'>,
): boolean {
  return versions.some((one) => isBetween(one, held, version) && one.acceptance === 'explicit');
}

/**
 * The no to a consent by which somebody has answered up to a version: it stands, above what they hold, and no version
 * since then asks anything.
 */
export function refusalUpTo(
  { versions, positions }: Pick<UserFacts, 'versions' | 'positions'>,
  held: number,
  version: Pick<Version, 'version'>,
): Objection | null {
  const refused = positions.findLast(
    (one) =>
      one.objection?.answer === 'refuse' &&
      versions.some((of) => of.version === one.version && isBetween(of, held, version)),
  );
  if (refused === undefined || askingVersion(versions, refused.version, version) !== null) return null;
  return refused.objection ?? null;
}

/** Whether a version stands above one that is held, up to and with another. */
function isBetween(one: Version, held: number, version: Pick<Version, 'version'>): boolean {
  return one.withdrawal === null && held < one.version && one.version <= version.version;
}

/**
 * The version of a policy that a use at `usedAt` binds the user to, if any.
 *
 * It counts for the version in force and the standing at that instant, binds only someone who held
 * an earlier version then and was told of this one, and only from `bindsAt` on. `now` is when it is
 * reported: what they came to hold meanwhile is not bound again. `then` are their positions as they were
 * when they used it, where they declined something since.
 */
export function versionBoundByUse(
  facts: UserFacts,
  usedAt: Instant,
  now: Instant,
  then: readonly Position[] = facts.positions,
): Version | null {
  const version = soonerByUse(facts, usedAt) ?? versionInForce(facts.versions, usedAt);
  if (version === null) return null;
  const held = heldVersion({ ...facts, positions: then }, usedAt);
  if (held === null || held.version >= version.version) return null;
  // Whoever took their consent back agrees by saying so alone.
  if (hasWithdrawnConsent(facts, held.accepted, usedAt)) return null;
  const asking = askingVersion(facts.versions, held.version, version);
  if (asking === null || asksForAYes(facts.versions, held.version, version)) return null;
  // What they said no to, and stand by, they agree to by saying so alone.
  if (refusalUpTo(facts, held.version, version) !== null) return null;
  if (standingAt(facts.terminations, usedAt).standing !== 'active') return null;
  const { toldAt, bindsAt, own } = positionOf(facts.positions, asking.version);
  const isSooner = own?.sooner.includes('use') === true;
  // Where silence agrees, use does so only if it was to bring that forward.
  if (asking.acceptance === 'silence' && !isSooner) return null;
  const from = isSooner ? toldAt : bindsAt;
  if (from === null || usedAt < from) return null;
  const heldNow = heldVersion(facts, now);
  return heldNow !== null && heldNow.version >= version.version ? null : version;
}

/** The newest announced version that the user was told of and that use brings forward. */
function soonerByUse({ versions, positions }: UserFacts, usedAt: Instant): Version | null {
  const found = announcedVersions(versions, usedAt).findLast(({ version }) => {
    const { toldAt, own } = positionOf(positions, version);
    return own?.sooner.includes('use') && toldAt !== null && toldAt <= usedAt;
  });
  return found ?? null;
}
