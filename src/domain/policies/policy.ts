/*
 * What is published: a policy and its versions, when a version takes effect, and where it stands at an
 * instant. Whoever posts or withdraws is answered here whether they may, and with which date.
 */

import type { Instant } from '../instant.ts';
import type { Period } from '../period.ts';
import type { NoticeRules } from '../rules/notice-rules.ts';
import type { SendingPlan } from '../sending/sending-plan.ts';
import type { FrozenRules, VersionAcceptance } from './frozen-rules.ts';

/** How users come to be bound: by use after effect, or only by saying so. */
export const ACCEPTANCE_MODES = ['deemed', 'explicit'] as const;
/** One of the acceptance modes. */
export type AcceptanceMode = (typeof ACCEPTANCE_MODES)[number];

/** How much a version changes: the four kinds that words are written for. */
export const CHANGES = ['initial', 'minor', 'substantial', 'legal'] as const;
/** One of the classes of change. */
export type Change = (typeof CHANGES)[number];

/** How an acceptance came about: said so, used the service after effect, or happened elsewhere. */
export const BASES = ['explicit', 'deemed', 'imported'] as const;
/** One of the ways an acceptance comes about. */
export type Basis = (typeof BASES)[number];

/** How somebody came to hold a version: by an acceptance, or because silence until a date agreed. */
export type HeldBasis = Basis | 'silence' | 'kept-old';

/** Notice periods of a policy. `late` null follows `minor`. */
export type NoticePeriods = {
  readonly minor: Period;
  readonly substantial: Period;
  readonly late: Period | null;
};

/** A document people are bound by. */
export type Policy = {
  readonly policy: string;
  readonly title: string;
  /** In other languages than its own, by locale. */
  readonly titles: Readonly<Record<string, string>>;
  /** BCP 47; the language of its texts that prevail. */
  readonly locale: string;
  /** IANA name; calendar units of its notice periods are counted there. */
  readonly timeZone: string;
  readonly acceptance: AcceptanceMode;
  readonly notice: NoticePeriods;
  /** How long before effect whoever has not answered is reminded. */
  readonly reminders: readonly Period[];
  /** Whether whoever has yet to accept a version that asks for it is told once more when it takes effect. */
  readonly remindAtEffect: boolean;
  /** What it promises about its changes; null where `notice` and `acceptance` say it the short way. */
  readonly rules: NoticeRules | null;
  /** The audience of its rules that it is for; null: for everybody. */
  readonly appliesTo: string | null;
  /** Whether an explicit acceptance may be taken back at any time. */
  readonly revocable: boolean;
  /** Whether products may be told to gate on it. */
  readonly required: boolean;
  /** How many people who wrote none of it must approve a version before it is posted. */
  readonly approvals: number;
  /** For how long what is to be posted can be taken back. */
  readonly grace: Period;
  /** The names of policies that belong to it. */
  readonly incorporates: readonly string[];
};

/** What decides whether agreeing to a policy is a consent. */
export type Consenting = Pick<Policy, 'revocable' | 'required'>;

/** Whether agreeing is a consent: it can be taken back, or nothing is withheld from whoever does not give it. */
export function isConsent({ revocable, required }: Consenting): boolean {
  return revocable || !required;
}

/** What a policy is when it is created and nothing else was asked for. */
export const POLICY_DEFAULTS = {
  locale: 'en',
  titles: {},
  timeZone: 'UTC',
  acceptance: 'deemed',
  notice: { minor: 'P7D' as Period, substantial: 'P30D' as Period, late: null },
  reminders: [],
  remindAtEffect: true,
  rules: null,
  appliesTo: null,
  revocable: false,
  required: true,
  approvals: 0,
  grace: 'PT10M' as Period,
  incorporates: [],
} as const satisfies Omit<Policy, 'policy' | 'title'>;

/** What fixed the instant at which a version takes effect. */
export type EffectiveDateRule =
  | { readonly by: 'posting' }
  | { readonly by: 'notice-period'; readonly period: Period }
  | { readonly by: 'request' }
  | { readonly by: 'predecessor'; readonly version: number }
  /** It was told before this record was kept. */
  | { readonly by: 'history' };

/** A version's words in one language. */
export type VersionText = {
  /** BCP 47. */
  readonly locale: string;
  /** `sha256:` and hex, over the content's UTF-8 bytes. */
  readonly contentHash: string;
  /** Null where it has none of its own. */
  readonly summary: string | null;
  readonly reason: string | null;
  /** When the version was posted, or when this language was added to it. */
  readonly addedAt: Instant;
};

/** How one of a version's texts read, or reads: edition 1 is what was posted or added, and later ones correct it. */
export type TextEdition = Pick<VersionText, 'locale' | 'contentHash' | 'summary' | 'addedAt'> & {
  readonly edition: number;
  /** Null for the first. */
  readonly why: string | null;
};

/**
 * One text of a policy, in one language or several; what is here never changes once it is posted, but for its
 * withdrawal and pause, and that translations can be added, and what does not prevail corrected.
 */
export type Version = {
  readonly policy: string;
  readonly version: number;
  /** The versions that are posted together and told in one notice have the same. */
  readonly release: string;
  readonly change: Change;
  /** What legal calls the change: the class of its rules, or `change`. */
  readonly class: string;
  readonly acceptance: VersionAcceptance;
  readonly postedAt: Instant;
  /** For people in general; as it is read for one reader, theirs. */
  readonly effectiveAt: Instant;
  /** The date for people in general, where `effectiveAt` is one reader's own. */
  readonly generalAt?: Instant;
  readonly rule: EffectiveDateRule;
  /** How long someone told at or after effect has before use binds them; frozen at posting. */
  readonly lateNotice: Period;
  /** How long before effect whoever has not answered is reminded; frozen at posting. */
  readonly reminders: readonly Period[];
  /** Whether whoever has yet to accept it is told once more when it takes effect; frozen at posting. */
  readonly remindAtEffect: boolean;
  /** Frozen at posting, as `lateNotice` and `reminders` are counted in it. */
  readonly timeZone: string;
  /** BCP 47: the language of the text that prevails; as it is read in another, that one. */
  readonly locale: string;
  /** The language that prevails, where `locale` is another. */
  readonly prevailing?: string;
  /** These three are in `locale`. */
  readonly summary: string | null;
  readonly reason: string | null;
  /** `sha256:` and hex, over the content's UTF-8 bytes. */
  readonly contentHash: string;
  /** The texts that do not prevail, in the order of their locales. */
  readonly translations: readonly VersionText[];
  /** Of the texts that were corrected all editions, the first among them; not there: nothing was. */
  readonly editions?: readonly TextEdition[];
  /** How many users were to be told, counted at posting. */
  readonly recipients: number;
  /** The version in force at posting: the base of the diff for whoever holds none. Null when there was none. */
  readonly previous: number | null;
  /** Who knows of a version that was told before this record was kept, and from where; null for one posted here. */
  readonly source: string | null;
  /** The rules that it was posted under; null where what is above says all of them. */
  readonly rules: FrozenRules | null;
  /** The editions of the company's own wording that its notices are told in, by language; not there: none. */
  readonly wording?: Readonly<Record<string, number>>;
  /** How its announcement is let out; null: all at once. */
  readonly sending: SendingPlan | null;
  readonly withdrawal: Withdrawal | null;
  /** Since when an operator holds back its notices; null while they go out. */
  readonly pausedAt: Instant | null;
};

/** That a version was taken back before it took effect. */
export type Withdrawal = {
  readonly at: Instant;
  readonly reason: string | null;
  /** The version that took its place as it was posted; not there: none did. */
  readonly replacedBy?: number;
};

/** What the release of a version that is published alone is called. */
export function releaseOfOne({ policy, version }: Pick<Version, 'policy' | 'version'>): string {
  return `${policy}/${version}`;
}
