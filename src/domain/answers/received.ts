import type { Instant } from '../instant.ts';
import type { Version } from '../policies/policy.ts';
import { invalid } from '../refusal.ts';
import { positionOf, type UserFacts } from './position.ts';
import { OBJECTIONS } from './standing-objection.ts';

/** What somebody can answer to a version, by whichever way. */
export const ANSWERS = [
  'accept',
  'leave-now',
  'leave-at-close',
  ...OBJECTIONS,
  'withdraw',
  'cancel',
] as const;
/** One of the answers there are. */
export type Answered = (typeof ANSWERS)[number];

/** That an answer came by another way than a page or a product: when, and what is to be noted of it. */
export type Received = { readonly at: Instant; readonly note: string };

/**
 * When an answer to a version was given: now, or when it came by another way. Refuses what cannot have come then:
 * after `now`, or before its user was told of the version; before it was posted, where nothing told them, or where
 * `mayBeUntold` and nothing had by then.
 */
export function whenSaid(
  received: Received | undefined,
  { version, postedAt }: Pick<Version, 'version' | 'postedAt'>,
  { positions }: Pick<UserFacts, 'positions'>,
  { mayBeUntold, now }: { readonly mayBeUntold: boolean; readonly now: Instant },
): Instant {
  if (received === undefined) return now;
  const { at } = received;
  const { toldAt } = positionOf(positions, version);
  if (at > now) throw invalid('/receivedAt', `lies in the future: it is ${now} now`);
  const isUntold = toldAt === null || (mayBeUntold && at < toldAt);
  if (isUntold && at < postedAt) {
    throw invalid('/receivedAt', `version ${version} was posted after that, at ${postedAt}`);
  }
  if (!isUntold && at < toldAt) {
    throw invalid('/receivedAt', `they were told of version ${version} after that, at ${toldAt}`);
  }
  return at;
}
