import type { Instant } from '../instant.ts';
import type { Channel, ClockEvent, Offer, RuleAcceptance } from './notice-rules.ts';

/** Where a reader stands with a version. */
export type OutcomeState =
  | 'no-agreement'
  | 'not-told'
  | 'told'
  | 'window-open'
  | 'accepted'
  | 'bound'
  | 'bound-by-silence'
  | 'may-bind-by-use'
  /** There is nothing to agree to. */
  | 'applies'
  | 'leaving'
  | 'left-part'
  | 'keeps-old'
  | 'keeps-old-part'
  | 'restricted'
  | 'ended';

/** What follows from the rules of a version for one reader at an instant. Instants may lie ahead; null: not known, or none. */
export type Outcome = {
  readonly tells: {
    readonly by: readonly Channel[];
    readonly need: number;
    /** The channels that have reached them. */
    readonly reached: readonly Channel[];
    /** When they count as told. */
    readonly at: Instant | null;
  };
  /** The events without which their date of effect is not known; null where it is. */
  readonly waitsFor: readonly ClockEvent[] | null;
  readonly effectiveAt: Instant | null;
  readonly bindsAt: Instant | null;
  /** When they may say no; open without end where only saying yes closes it. */
  readonly window: { readonly opensAt: Instant; readonly closesAt: Instant | null } | null;
  readonly acceptance: RuleAcceptance;
  readonly offers: readonly Offer[];
  /** When something becomes of whoever has not answered. */
  readonly unansweredAt: Instant | null;
  readonly keepUntil: Instant | null;
  readonly endsAt: Instant | null;
  readonly noticeStaysUntil: Instant | null;
  readonly state: OutcomeState;
};
