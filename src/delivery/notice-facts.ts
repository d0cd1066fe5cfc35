import type { Company } from '../domain/company.ts';
import type { PolicyDiff } from '../domain/diff/types.ts';
import type { Instant } from '../domain/instant.ts';
import type { NoticeKind } from '../domain/notices/notice-kind.ts';
import type { Outcome } from '../domain/notices/outcome.ts';
import type { ReaderTerms } from '../domain/notices/reader-terms.ts';
import type { FrozenRules, VersionAcceptance } from '../domain/policies/frozen-rules.ts';
import type { Change, VersionText } from '../domain/policies/policy.ts';
import type { ChangeToo } from '../domain/policies/related.ts';
import type { Sentences } from '../domain/policies/wording.ts';
import type { Language } from '../language/languages.ts';

/** A version as a notice tells of it. */
export type ToldVersion = {
  readonly version: number;
  readonly change: Change;
  /** What legal calls the change. */
  readonly class: string;
  /** Null where the version has no rules of its own. */
  readonly rules: FrozenRules | null;
  readonly acceptance: VersionAcceptance;
  readonly summary: string | null;
  readonly reason: string | null;
  readonly effectiveAt: Instant;
  readonly postedAt: Instant;
  /** An ISO 8601 duration. */
  readonly lateNotice: string;
  readonly contentHash: string;
  /** The language that it is told in; `prevailing` where that is another than the one that prevails. */
  readonly locale: string;
  readonly prevailing?: string;
  readonly translations: readonly VersionText[];
};

/** Everything a notice is written from. The same facts give the same mail, to the byte, for ever. */
export type NoticeFacts = {
  readonly kind: NoticeKind;
  /** Which of the reminders it is, or how often the announcement went out before. */
  readonly round: number;
  /** Who writes. */
  readonly company: Company;
  /** Without a slash at its end. */
  readonly publicUrl: string;
  readonly policy: {
    readonly policy: string;
    readonly title: string;
    readonly locale: string;
    readonly timeZone: string;
    /** Whether products are told to gate on it, and whether what is agreed to can be taken back. */
    readonly required: boolean;
    readonly revocable: boolean;
  };
  readonly version: ToldVersion;
  /** The versions whose changes the diff shows, in the order of their numbers; the told one is the last. */
  readonly between: readonly ToldVersion[];
  /** The version the reader's diff starts from; null when there is none. */
  readonly baseVersion: number | null;
  /** Null for a withdrawal and for a receipt. */
  readonly diff: PolicyDiff | null;
  /** The language that it is shown in. */
  readonly diffLocale: string;
  readonly outcome: Outcome;
  /** What its readers are told of its dates, where the version has rules of its own; null: what its columns say. */
  readonly terms: ReaderTerms | null;
  readonly withdrawalReason: string | null;
  /** Where answers by mail go: an address. */
  readonly replyTo: string;
  /** The versions whose place this one took, of which its readers may know, in the order of their numbers; not there: none. */
  readonly replaces?: readonly Pick<ToldVersion, 'version' | 'postedAt'>[];
  /** What was announced of policies that belong with this one; not there: nothing. */
  readonly changesToo?: readonly ChangeToo[];
  readonly language: Language;
  /** What the company says in its own words in that language; not there: nothing. */
  readonly wording?: Sentences;
};

/** The facts of each version that a notice tells of, in the order in which it does; what is not about a version is the same in all. */
export type ToldFacts = readonly [NoticeFacts, ...NoticeFacts[]];

/** The facts of a notice whose version has rules of its own. */
export type TermsFacts = NoticeFacts & { readonly terms: ReaderTerms };

/** Whether the version of a notice has rules of its own, by which its words go. */
export function hasTerms(facts: NoticeFacts): facts is TermsFacts {
  return facts.terms !== null;
}

/**
 * Whether it knows too little of its readers' dates to say them: they hang on when another mail may have told
 * them, which it tells once more, or on whose contract renews sooner.
 */
export function isUnsure({ kind, round, terms }: TermsFacts): boolean {
  const tellsOnceMore = kind === 'reminder' || round > 0;
  return terms.mayBeSooner || (tellsOnceMore && !terms.isSameForAll);
}
