/*
 * Versions to be: what a draft says in each revision, who may approve it and whose word counts, when a release
 * of some may be posted, and whether what was approved still holds when its time comes.
 */

import type { Instant } from '../instant.ts';
import { readTexts } from '../policies/asked-texts.ts';
import type { Layer } from '../policies/layers.ts';
import type { AcceptanceMode } from '../policies/policy.ts';
import type { Publication } from '../policies/publication.ts';
import { canonicalJson } from '../record/canonical-json.ts';

/** Where drafts stand: only `open` ones and those that need somebody can be changed. */
export type DraftState = 'open' | 'scheduled' | 'needs-attention' | 'posted' | 'discarded';

/** Where releases stand. */
export type ReleaseState = 'scheduled' | 'needs-attention' | 'posted' | 'taken-back';

/** What an approver says of a revision. */
export type Verdict = 'approved' | 'objected';

/** Why a draft was not posted when its time came. */
export const ATTENTION_ABOUT = [
  'version-posted',
  'version-withdrawn',
  'rules-changed',
  'date-too-near',
  'approver-gone',
  'objected',
  'refused',
  'release-stopped',
] as const;

/** What a draft that was not posted needs somebody for: what it is about, in a word and in a sentence. */
export type Attention = {
  readonly about: (typeof ATTENTION_ABOUT)[number];
  readonly detail: string;
  readonly at: Instant;
};

/** A version to be. */
export type Draft = {
  readonly id: string;
  readonly policy: string;
  readonly state: DraftState;
  /** Of the latest revision, from 1. */
  readonly revision: number;
  /** The release that it is in, or was posted with. */
  readonly release: string | null;
  /** The number it got when it was posted. */
  readonly version: number | null;
  readonly attention: Attention | null;
  readonly createdAt: Instant;
};

/** What a draft says; whatever is missing yet is null, or not in its map. */
export type DraftContent = {
  /** Texts by locale. */
  readonly texts: Readonly<Record<string, string>>;
  readonly change: string | null;
  readonly acceptance: AcceptanceMode | null;
  /** By locale, what the notice says first. */
  readonly summary: Readonly<Record<string, string>>;
  /** By locale, sections of the texts in short. */
  readonly layers: Readonly<Record<string, readonly Layer[]>>;
  /** The locales of texts that still translate the one that prevails, though they are as they were. */
  readonly upToDate: readonly string[];
  readonly reason: string | null;
  readonly effectiveAt: Instant | null;
  readonly proposedAt: Instant | null;
  readonly documentDate: Instant | null;
  /** Whether it takes the place of what is announced. */
  readonly pending: 'withdraw' | null;
};

/** A revision of a draft: what it said from then on, its texts as hashes (`sha256:` and hex). */
export type Revision = DraftContent & {
  readonly draft: string;
  readonly revision: number;
  /** The newest version of its policy when it was written; 0 before there was one. */
  readonly follows: number;
  readonly writtenAt: Instant;
  /** Who wrote it. */
  readonly by: string;
};

/** What an approver said of a revision. */
export type Opinion = {
  readonly id: string;
  readonly draft: string;
  readonly revision: number;
  readonly verdict: Verdict;
  readonly note: string | null;
  readonly at: Instant;
  readonly by: string;
};

/** Whether a revision, `other`, would say word for word what one does, and nothing more. */
export function isSameContent(one: DraftContent, other: DraftContent): boolean {
  const { texts, summary, layers } = one;
  return (
    isSameMap(texts, other.texts) &&
    isSameMap(summary, other.summary) &&
    canonicalJson(layers) === canonicalJson(other.layers) &&
    other.upToDate.every((locale) => one.upToDate.includes(locale)) &&
    TERMS.every((name) => one[name] === other[name])
  );
}

const TERMS = [
  'change',
  'acceptance',
  'reason',
  'effectiveAt',
  'proposedAt',
  'documentDate',
  'pending',
] as const satisfies readonly (keyof DraftContent)[];

function isSameMap(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}

/** What a revision differs in from another, by the names of its fields. */
export function changedFields(before: DraftContent, after: DraftContent): readonly string[] {
  return [
    ...(isSameMap(before.texts, after.texts) ? [] : ['texts']),
    ...(isSameMap(before.summary, after.summary) ? [] : ['summary']),
    ...(canonicalJson(before.layers) === canonicalJson(after.layers) ? [] : ['layers']),
    ...(after.upToDate.every((locale) => before.upToDate.includes(locale)) ? [] : ['upToDate']),
    ...TERMS.filter((name) => before[name] !== after[name]),
  ];
}

/**
 * What would be published of a draft, whose texts must have their words and be there in its policy's language,
 * `locale`: that one prevails, and the others are its translations. Refuses as `readTexts` does.
 */
export function draftToPublication(said: DraftContent, locale: string): Publication {
  const { change, acceptance, effectiveAt, proposedAt, documentDate, pending } = said;
  const summary = Object.keys(said.summary).length === 0 ? undefined : said.summary;
  return {
    ...readTexts(
      { texts: said.texts, summary, reason: said.reason ?? undefined, layers: said.layers },
      locale,
    ),
    ...{ change, acceptance, effectiveAt },
    withdrawPending: pending === 'withdraw',
    ...(proposedAt === null ? {} : { proposedAt }),
    ...(documentDate === null ? {} : { documentDate }),
  };
}
