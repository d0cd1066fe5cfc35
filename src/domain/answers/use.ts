import type { Instant } from '../instant.ts';
import type { Version } from '../policies/policy.ts';
import { versionInForce } from '../policies/timeline.ts';
import { heldVersion, type Position, positionOf, type UserFacts } from './position.ts';
import { standingAt } from './standing.ts';

/** How far ahead of our clock a reported use may lie, in milliseconds: clocks differ a little. */
export const USE_MAY_LEAD_MS = 5000;

/**
 * Whether use alone can bind someone who holds `held` to `version`: it must be deemed, and no
 * version between the two may be one that only an explicit acceptance agrees to.
 */
export function canBeDeemed(
  versions: readonly Version[],
  held: number,
  version: Pick<Version, 'version'>,
): boolean {
  return versions.every(
    (one) =>
      one.withdrawal !== null ||
      one.version <= held ||
      one.version > version.version ||
      one.acceptance === 'deemed',
  );
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
  const version = versionInForce(facts.versions, usedAt);
  if (version === null) return null;
  const held = heldVersion({ ...facts, positions: then }, usedAt);
  if (held === null || held.version >= version.version) return null;
  if (!canBeDeemed(facts.versions, held.version, version)) return null;
  if (standingAt(facts.terminations, usedAt).standing !== 'active') return null;
  const { bindsAt } = positionOf(facts.positions, version.version);
  if (bindsAt === null || usedAt < bindsAt) return null;
  const heldNow = heldVersion(facts, now);
  return heldNow !== null && heldNow.version >= version.version ? null : version;
}
