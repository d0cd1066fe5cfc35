import type { EndByCompany, OpenObjection } from '../../domain/answers/objection.ts';
import type { OwnTelling } from '../../domain/answers/own-outcome.ts';
import type { Review } from '../../domain/answers/review.ts';
import type { Company } from '../../domain/company.ts';
import type { PolicyDiff } from '../../domain/diff/types.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Stance } from '../../domain/notices/outcome.ts';
import { isConsent, type Policy, type Version } from '../../domain/policies/policy.ts';
import type { ChangeToo } from '../../domain/policies/related.ts';
import type { VersionState } from '../../domain/policies/timeline.ts';
import type { Compared } from '../../domain/policies/version-text.ts';
import type { Language } from '../../language/languages.ts';

/** Everything the review page of one user and one version shows. */
export type ReviewPage = {
  readonly language: Language;
  readonly company: Company;
  /** Whether the page is about others as well: an answer then names the policy that it is about. */
  readonly isOneOfSeveral: boolean;
  readonly policy: Policy;
  readonly version: Version;
  /** Where its reader is written to, with its middle hidden; null where they have no address. */
  readonly address: string | null;
  /** What its reader is called and where they go back to, where a product sent them here; null where a link did. */
  readonly sitting: { readonly name: string | null; readonly returnTo: string | null } | null;
  /** Where the version stands, whatever its reader did about it. */
  readonly state: VersionState;
  readonly review: Review;
  /** What becomes of the reader if they do nothing. */
  readonly stance: Stance;
  /** What the rules of the version come to for them; null where its columns say all of it. */
  readonly own: OwnTelling | null;
  /** The version that asks them, which may be an earlier one that they passed over; null where none does. */
  readonly asking: { readonly version: number; readonly own: OwnTelling | null } | null;
  /** That they took a decision to leave over it back, as the last thing they did about it. */
  readonly stayed: { readonly at: Instant; readonly acceptedAt: Instant | null } | null;
  /** That they took a no by which they stayed back, as the last thing they did about it. */
  readonly tookBack: { readonly at: Instant } | null;
  /** How the company may end it for whoever keeps the old terms; null where it may not. */
  readonly mayEnd: EndByCompany | null;
  /** Whether leaving costs them nothing, as the rules promise. */
  readonly isLeavingFree: boolean;
  /** Whether they may take back their consent, here and now. */
  readonly canWithdraw: boolean;
  /** What the sections are called that somebody may object to, by their anchors. */
  readonly partNames: Readonly<Record<string, string>>;
  /** That they leave over something else: over which document, and when. */
  readonly leavesOtherwise: { readonly title: string; readonly at: Instant } | null;
  /** What became of the receipt of what they answered last; null where there is none. */
  readonly receipt: { readonly sentAt: Instant | null } | null;
  /** The version the diff starts from, and whether the user agreed to it; null when there is none. */
  readonly base: { readonly version: number; readonly isHeld: boolean } | null;
  /** They hold an agreement from before this record was kept, to a text that is not known. */
  readonly hasAgreedBefore: boolean;
  /** The versions whose changes the diff shows, in the order of their numbers; this one is the last. */
  readonly between: readonly Version[];
  readonly diff: PolicyDiff;
  /** What was announced of policies that belong with this one, by which page; not there: nothing. */
  readonly changesToo?: readonly ChangeToo[];
  /** The versions whose place this one took, as its mail says; not there: none. */
  readonly replaces?: readonly Version[];
  /** Of which texts. */
  readonly compared: Compared;
  /** The no that it asks once more about; null where it asks nothing of the kind. */
  readonly asksToConfirm: OpenObjection | { readonly answer: 'leave' } | null;
  /** What legal says of all that the page is about, where that is several; not there: nothing. */
  readonly releaseSummary?: string | null;
  /** What to say first: why a form was not taken. */
  readonly refused: 'not-from-this-page' | 'out-of-date' | null;
  readonly now: Instant;
};

/** What a page calls a part that somebody objects to. */
export function partName({ partNames }: Pick<ReviewPage, 'partNames'>, part: string | null): string {
  return part === null ? '' : (partNames[part] ?? part);
}

/** What somebody can agree to with one button: what asks them for a yes, and is no consent. */
export function isInAll({
  review,
  stance,
  policy,
}: Pick<ReviewPage, 'review' | 'stance' | 'policy'>): boolean {
  return review.canAccept && stance !== 'applies' && !isConsent(policy);
}
