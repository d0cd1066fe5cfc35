import type { Instant } from '../instant.ts';
import type { Version } from '../policies/policy.ts';
import { invalid } from '../refusal.ts';
import type { Position } from './position.ts';

/** That an answer came by another way than a page or a product: when, and what is to be noted of it. */
export type Received = { readonly at: Instant; readonly note: string };

/**
 * Refuses an instant at which no answer to a version can have come: after `now`, or before its user was told of
 * it; before it was posted, where nothing told them, or where `mayBeUntold` and nothing had by then.
 */
export function insistItCame(
  at: Instant,
  { version, postedAt }: Pick<Version, 'version' | 'postedAt'>,
  { toldAt }: Pick<Position, 'toldAt'>,
  { mayBeUntold, now }: { readonly mayBeUntold: boolean; readonly now: Instant },
): void {
  if (at > now) throw invalid('/receivedAt', `lies in the future: it is ${now} now`);
  const isUntold = toldAt === null || (mayBeUntold && at < toldAt);
  if (isUntold && at < postedAt) {
    throw invalid('/receivedAt', `version ${version} was posted after that, at ${postedAt}`);
  }
  if (!isUntold && at < toldAt) {
    throw invalid('/receivedAt', `they were told of version ${version} after that, at ${toldAt}`);
  }
}
