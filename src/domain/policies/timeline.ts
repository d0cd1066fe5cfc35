import type { Instant } from '../instant.ts';
import type { Version } from './policy.ts';

/** Where a version stands at an instant. */
export type VersionState = 'announced' | 'in-force' | 'superseded' | 'withdrawn';

/** The parts of a version that place it in time. */
export type Dated = Pick<Version, 'version' | 'effectiveAt' | 'withdrawal'>;

/**
 * The version in force at `at`: the highest that stands and has taken effect, if any.
 *
 * `versions` are one policy's, in the order of their numbers. Only what was never withdrawn counts:
 * a version can be withdrawn only before it takes effect, so it never was in force.
 */
export function versionInForce<V extends Dated>(versions: readonly V[], at: Instant): V | null {
  return versions.findLast((one) => one.withdrawal === null && one.effectiveAt <= at) ?? null;
}

/** The versions that stand and have yet to take effect at `at`, in the order of their numbers. */
export function announcedVersions<V extends Dated>(versions: readonly V[], at: Instant): V[] {
  return versions.filter((one) => one.withdrawal === null && one.effectiveAt > at);
}

/** The highest version that was not withdrawn, in force or announced, if any. */
export function latestStanding<V extends Dated>(versions: readonly V[]): V | null {
  return versions.findLast((one) => one.withdrawal === null) ?? null;
}

/** Where `version` stands among the versions of its policy at `at`. */
export function versionState(version: Dated, versions: readonly Dated[], at: Instant): VersionState {
  if (version.withdrawal !== null) return 'withdrawn';
  if (version.effectiveAt > at) return 'announced';
  return versionInForce(versions, at)?.version === version.version ? 'in-force' : 'superseded';
}

/**
 * The versions whose changes a comparison of two shows, in the order of their numbers: every one after
 * `base` (0: from the first) that stands, up to and with `to`, which is among them also when it was
 * withdrawn. None where `to` comes first.
 */
export function versionsBetween<V extends Dated>(versions: readonly V[], base: number, to: V): V[] {
  const between = versions.filter(
    (one) => base < one.version && one.version < to.version && one.withdrawal === null,
  );
  return base < to.version ? [...between, to] : [];
}

/**
 * The versions whose place one took as it was posted, and those whose place these had taken, in the order of their
 * numbers. `versions` are its policy's.
 */
export function versionsReplaced<V extends Dated>(
  versions: readonly V[],
  { version }: Pick<Dated, 'version'>,
): readonly V[] {
  return versions.filter((one) => replacementsOf(versions, one).some((by) => by.version === version));
}

/** The version that took the place of one, the version that took the place of that, and so on; the last may stand. */
export function replacementsOf<V extends Dated>(versions: readonly V[], of: Dated): readonly V[] {
  const by = of.withdrawal?.replacedBy;
  const next = by === undefined ? undefined : versions.find(({ version }) => version === by);
  // Only a newer one takes the place of another, whatever rows say.
  return next === undefined || next.version <= of.version ? [] : [next, ...replacementsOf(versions, next)];
}
