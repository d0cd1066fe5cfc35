import type { Check } from '../../../domain/answers/check.ts';
import type { Standing } from '../../../domain/answers/standing.ts';
import type { Instant } from '../../../domain/instant.ts';
import type { DeliveryState } from '../../../domain/notices/delivery-state.ts';
import type { EvidenceAct } from '../../evidence/evidence-acts.ts';
import type { personWords } from '../words/people.ts';

/** All that the page of one person tells. */
export type PersonFacts = {
  readonly user: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly locale: string | null;
  readonly attributes: Readonly<Record<string, string>>;
  readonly createdAt: Instant;
  /** Whose seat they are, by the product’s id; null: nobody’s. */
  readonly party: string | null;
  readonly standing: { readonly standing: Standing; readonly terminatesAt: Instant | null };
  readonly hold: { readonly since: Instant; readonly reason: string | null } | null;
  readonly erasure: { readonly waitsFor: 'hold' | 'mail' } | null;
  /** The one zone of the page. */
  readonly timeZone: string;
  /** Null where nothing can be said, since their party was erased. */
  readonly checks: readonly Check[] | null;
  readonly notices: readonly NoticeLine[];
  readonly answers: readonly AnswerLine[];
  /** In the order of time, the newest of many; IP addresses and browsers for those alone who may see them. */
  readonly acts: readonly ActLine[];
  readonly hasOlder: boolean;
  readonly policies: readonly PolicyChoice[];
  readonly titleOf: (policy: string) => string;
};

/** A policy that can be acted about, and which of its versions comes first to mind. */
export type PolicyChoice = {
  readonly policy: string;
  readonly title: string;
  readonly version: number | null;
};

/** A notice, and what became of it. */
export type NoticeLine = {
  readonly id: string | null;
  readonly subject: string | null;
  readonly policy: string;
  readonly version: number;
  readonly to: string | null;
  readonly state: DeliveryState;
  readonly at: Instant | null;
  readonly hasEnded: boolean;
  /** Whether it may be asked to be sent again. */
  readonly canRepeat: boolean;
};

/** An answer, and where it came from. */
export type AnswerLine = {
  /** The id of the answer itself. */
  readonly id: string;
  readonly kind: keyof typeof personWords.answer;
  readonly policy: string;
  readonly version: number | null;
  readonly at: Instant;
  readonly from: string | null;
  readonly note: string | null;
  readonly end: 'voided' | 'ended' | null;
  readonly canVoid: boolean;
  /** Whether it is a leaving that can be cancelled. */
  readonly canStay: boolean;
};

/** Something that happened, and through whom. */
export type ActLine = { readonly act: EvidenceAct; readonly from: string | null };

/** What is chosen already in the forms of the page. */
export type Chosen = {
  readonly policy?: string | undefined;
  readonly version?: string | undefined;
  readonly form?: 'notices' | 'links' | 'answers' | undefined;
};
