import type { Instant } from '../instant.ts';
import { hasOwnDates } from './frozen-rules.ts';
import type { Policy, Version } from './policy.ts';
import { announcedVersions } from './timeline.ts';

/** A policy that belongs with another: as a part of it, or as what it is a part of; two may be both to each other. */
export type RelatedPolicy = {
  readonly policy: Policy;
  readonly versions: readonly Version[];
  readonly isPart: boolean;
  readonly isWhole: boolean;
};

/** A version of another policy that is announced. */
export type ChangeToo = {
  readonly policy: Policy;
  readonly version: number;
  readonly postedAt: Instant;
  /** Null where each reader has a date of their own. */
  readonly effectiveAt: Instant | null;
};

/**
 * What else changes, for a notice of `version`: what is announced of each policy that belongs with its own, but for
 * what is told in the same notice, and what is for an audience that this one is not for.
 */
export function changesToo(
  { appliesTo }: Pick<Policy, 'appliesTo'>,
  { release }: Pick<Version, 'release'>,
  related: readonly RelatedPolicy[],
  now: Instant,
): readonly ChangeToo[] {
  return related
    .filter(({ policy }) => policy.appliesTo === null || policy.appliesTo === appliesTo)
    .flatMap(({ policy, versions }) =>
      announcedVersions(versions, now)
        .filter((one) => one.release !== release)
        .map(({ version, postedAt, effectiveAt, rules }) => ({
          ...{ policy, version, postedAt },
          effectiveAt: hasOwnDates(rules) ? null : effectiveAt,
        })),
    );
}
