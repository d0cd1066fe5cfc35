/*
 * Notice rules as data: what a company promises about changes, read as a document, and what follows from it
 * for one version, one reader and what happened so far. Pure; in at `decideOutcome`, `announce`, `checkRules`.
 */

import type { Period } from '../period.ts';

/** A way to reach a reader. `site` reaches everyone who is there when it is posted, and newcomers as they join. */
export type Channel = 'mail' | 'site' | 'account' | 'post' | 'push';

/** What a period of notice is counted from. */
export type ClockEvent =
  | 'posting'
  | 'notice'
  | 'receipt'
  | 'renewal'
  | 'effect'
  | 'proposal'
  | 'document-date';

/** One way to come to a date: a period after an event, or the date from which counting it back does not pass the event. */
export type Term = {
  /** `PT0S` is at once. */
  readonly after: Period;
  readonly from: ClockEvent;
  /** Business days need a calendar, and a period of days alone. */
  readonly days?: 'calendar' | 'business';
  /** "One month before" is not "one month after": months differ in length. */
  readonly counted?: 'forward' | 'back';
  /** On to midnight in the zone of the rules. */
  readonly align?: 'none' | 'next-day';
};

/** The latest (or earliest) of one to four terms. */
export type When = { readonly choose?: 'latest' | 'earliest'; readonly terms: readonly Term[] };

/** From what asks nothing of a reader to what asks most. */
export const ACCEPTANCES = ['none', 'silence', 'use', 'explicit'] as const;
/** What makes a change bind a reader. */
export type RuleAcceptance = (typeof ACCEPTANCES)[number];

/** In the order in which they are named. */
export const OFFERS = ['leave-now', 'leave-at-close', 'leave-part', 'keep-old', 'keep-old-part'] as const;
/** What somebody who does not agree may do. */
export type Offer = (typeof OFFERS)[number];

/** What whoever declines may do, and until when. */
export type DeclineRule = {
  readonly offers: readonly Offer[];
  /** Else until it binds this reader. */
  readonly until?: When;
  /** How long the old terms may be kept; else as long as the contract lasts. */
  readonly keepUntil?: When;
  /** The company may end the contract of whoever keeps the old terms, with that notice. */
  readonly mayEnd?: { readonly after: Period };
  /** Leaving costs nothing, and the notice says so. */
  readonly free?: boolean;
};

/** How people are told of a class of change, when it takes effect, what makes it bind, what they may do instead. */
export type Rule = {
  /** `need` of the channels must have reached a reader; 0: nobody is told. */
  readonly tell: { readonly by: readonly Channel[]; readonly need: number };
  readonly effect: When;
  /** The mail itself carries everything: all changes and the whole new text, uncut. */
  readonly durable?: boolean;
  /** Whoever is told at or after effect gets this long first. */
  readonly late?: Period;
  /** Whether a named date may come before the computed one. */
  readonly shorter?: 'never' | 'with-reason';
  /** Acts that make it bind this reader before effect. */
  readonly sooner?: readonly ('acceptance' | 'use')[];
  /** Who signs up while it is announced. */
  readonly newcomers?: 'with-others' | 'at-once';
  readonly acceptance: RuleAcceptance;
  /** What becomes of whoever never answers what has to be accepted. */
  readonly unanswered?: { readonly at: When; readonly then: 'restrict' | 'end' };
  readonly decline?: DeclineRule;
};

/** A kind of change that legal chooses from. */
export type ChangeClass = {
  readonly class: string;
  readonly label: string;
  /** When to choose it, in words. */
  readonly means?: string;
  /** It names its requirement as `reason`, and is refused rather than held back by a version that is pending. */
  readonly byLaw?: boolean;
  /** A recorded reason is required. */
  readonly reason?: boolean;
  /** Never part of "accept all". */
  readonly alone?: boolean;
  /** Only while no word changed. */
  readonly only?: 'form';
  /** It covers these sections of the text alone, by the anchors of their headings. */
  readonly sections?: readonly string[];
  readonly rule: Rule;
  /** The rule of whoever is in an audience, by its name. */
  readonly audiences?: Readonly<Record<string, Rule>>;
};

/** Readers for whom other rules hold: those who have one of the values of every attribute. */
export type Audience = {
  readonly audience: string;
  readonly label: string;
  readonly match: Readonly<Record<string, readonly string[]>>;
};

/** Which days are no business days: of the week, from Monday 1 to Sunday 7, and dates. */
export type BusinessCalendar = {
  /** What it was stored as, where it was. */
  readonly name?: string;
  readonly weekend?: readonly number[];
  readonly holidays: readonly string[];
};

/** The rules of a policy, as a document in the format `notice-rules/1`. */
export type NoticeRules = {
  readonly format: 'notice-rules/1';
  /** The IANA zone in which calendar units are counted. */
  readonly timeZone: string;
  /** Or the name of a stored one. */
  readonly calendar?: BusinessCalendar | string;
  /** When a channel counts as received: so long after sending, or on proof alone. */
  readonly receipt?: Readonly<Partial<Record<Channel, Period | 'delivered'>>>;
  /** How long the notice stays on the site. */
  readonly posted?: Period;
  readonly audiences?: readonly Audience[];
  /** A reader whose deciding attribute is not known: as if in the audience too, or not. */
  readonly whenUnknown?: 'strictest' | 'default';
  readonly classes: readonly ChangeClass[];
};
