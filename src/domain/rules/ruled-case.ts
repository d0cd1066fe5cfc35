import type { Instant } from '../instant.ts';
import type { Channel, Offer } from './notice-rules.ts';

/** What a version says that its rules ask for. */
export type RuledVersion = {
  readonly class: string;
  readonly postedAt: Instant;
  /** A date of effect that legal named. */
  readonly namedAt?: Instant;
  readonly reason?: string;
  /** The sections that changed, by the anchors of their headings. */
  readonly sections?: readonly string[];
  readonly proposedAt?: Instant;
  readonly documentDate?: Instant;
  /** What its notice says will count as agreeing; all that its rule lets count, where it is left out. */
  readonly states?: readonly ('silence' | 'use')[];
};

/** A reader, as far as rules ask. */
export type Reader = {
  /** Whether they agreed to an earlier version. */
  readonly holds: boolean;
  readonly attributes?: Readonly<Record<string, string>>;
  /** The audiences they are in, where that was decided before. */
  readonly audiences?: readonly string[];
  /** Those that they may be in, where that was decided with them. */
  readonly maybeIn?: readonly string[];
  readonly joinedAt?: Instant;
  readonly renewsAt?: readonly Instant[];
};

/** Something that happened between one reader and one version. */
export type ReaderEvent =
  | {
      readonly kind: 'sent' | 'delivered' | 'shown' | 'bounced';
      readonly at: Instant;
      readonly channel: Channel;
      /** The sending it belongs to, where a channel was tried more than once. */
      readonly delivery?: string;
    }
  | { readonly kind: 'used' | 'accepted' | 'cancelled' | 'ended'; readonly at: Instant }
  | { readonly kind: 'declined'; readonly at: Instant; readonly offer: Offer };
