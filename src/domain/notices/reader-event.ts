import { sha256Hex } from '../hash.ts';
import type { Instant } from '../instant.ts';
import type { Version } from '../policies/policy.ts';
import { invalid } from '../refusal.ts';

/** What products report of a reader: their contract renewed, or a notice reached them in another way than by mail. */
export const READER_EVENT_KINDS = ['renewal', 'delivered', 'shown'] as const;
/** One of the kinds of what products report of a reader. */
export type ReaderEventKind = (typeof READER_EVENT_KINDS)[number];

/** The ways of which only the product knows: in the reader's account, by post, and by push message. */
export const READER_CHANNELS = ['account', 'post', 'push'] as const;
/** One of the ways of which only the product knows. */
export type ReaderChannel = (typeof READER_CHANNELS)[number];

/** What a notice may have said to count as agreeing. */
export const STATED = ['silence', 'use'] as const;
/** One of what a notice may have said to count as agreeing. */
export type Stated = (typeof STATED)[number];

/** One fact about a reader; of a renewal there is no channel, no version and nothing stated. */
export type ReaderEvent = {
  readonly kind: ReaderEventKind;
  readonly channel: ReaderChannel | null;
  readonly of: { readonly policy: string; readonly version: number } | null;
  readonly at: Instant;
  /** In order and each once; null where the product named nothing. */
  readonly states: readonly Stated[] | null;
};

/** Hex digits of an id: no two facts of one database will ever share so many. */
const ID_LENGTH = 32;

/** The id of a fact about the reader whom records call `ref`, a hash over both: the same facts have the same. */
export function readerEventId(ref: string, { kind, channel, of, at, states }: ReaderEvent): string {
  const fact = [ref, kind, channel, of?.policy ?? null, of?.version ?? null, at, states];
  return sha256Hex(JSON.stringify(fact)).slice(0, ID_LENGTH);
}

/** Refuses what cannot have happened: in the future, or a notice that was given before its version was posted. */
export function insistItHappened(at: Instant, version: Pick<Version, 'postedAt'> | null, now: Instant): void {
  if (at > now) throw invalid('/at', 'lies in the future');
  if (version !== null && at < version.postedAt) {
    throw invalid('/at', `lies before the version was posted, at ${version.postedAt}`);
  }
}
