import { bindsAt } from '../answers/binds-at.ts';
import type { Instant } from '../instant.ts';
import type { Basis, Version } from '../policies/policy.ts';

/** That a user was told of a version: when, from when on that binds, and by which delivery or showing. */
export type Telling = {
  readonly at: Instant;
  /** Null while the date on which the version takes effect for them is not known. */
  readonly bindsAt: Instant | null;
  readonly by: string;
};

/** The telling that a notice given at `at` makes. */
export function tellingAt(
  version: Pick<Version, 'effectiveAt' | 'lateNotice' | 'timeZone'>,
  given: { readonly at: Instant; readonly by: string },
): Telling {
  return { at: given.at, bindsAt: bindsAt(version, given.at), by: given.by };
}

/**
 * Whether someone is owed the announcement of a version by mail who has had an address since `addressedAt`:
 * from before it took effect, or, where it did so at once, from its posting. Whoever had none is not
 * mailed, whenever the sender runs.
 */
export function isOwedNotice(
  version: Pick<Version, 'postedAt' | 'effectiveAt'>,
  addressedAt: Instant | null,
): boolean {
  return addressedAt !== null && (addressedAt < version.effectiveAt || addressedAt <= version.postedAt);
}

/**
 * When the provider took a mail, by its own word, as far as that can be true: not before its words
 * were fixed, and not after we heard of it.
 */
export function takenWithin(said: Instant, frozenAt: Instant | null, now: Instant): Instant {
  if (said > now) return now;
  return frozenAt !== null && said < frozenAt ? frozenAt : said;
}

/**
 * Whether an acceptance falls with the notice it rested on: a deemed one does, unless what else told
 * the user (null: nothing) bound them by the time of that use.
 */
export function fallsWithNotice(
  acceptance: { readonly basis: Basis; readonly at: Instant },
  left: Telling | null,
): boolean {
  if (acceptance.basis !== 'deemed') return false;
  return left === null || left.bindsAt === null || acceptance.at < left.bindsAt;
}
