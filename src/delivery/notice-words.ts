import type { OwnWord } from '../domain/notices/mail-body.ts';
import type { SlotName } from './fill-shell.ts';

/** The slots that words go into; links, the reader's own words, and what depends on the room left, are not among them. */
type WordSlot = Exclude<
  SlotName,
  'reviewUrl' | 'versions' | 'documents' | 'changes' | 'moreOnPage' | OwnWord
>;

/** One of several versions whose changes a notice shows, in words; null where it has no such part. */
export type VersionWords = {
  readonly heading: string;
  /** A label and a date. */
  readonly effect: readonly [string, string] | null;
  readonly reason: readonly [string, string] | null;
  readonly summary: string | null;
  readonly summaryLocale: string;
};

/** One of several documents that a notice tells of, in words; null where it has no such part. */
export type DocumentWords = {
  readonly heading: string;
  /** What stands first, and alone. */
  readonly opening: string | null;
  /** In the language of the policy. */
  readonly summary: string | null;
  readonly summaryLocale: string;
  readonly versions: readonly VersionWords[];
  /** Labels and what stands below each; the first is the date. */
  readonly facts: readonly (readonly [string, string])[];
  readonly remark: string | null;
};

/** The words of a notice as plain text, by their place in the mail; null or absent where it has no such part. */
export type NoticeContent = {
  /** One line. */
  readonly subject: string;
  readonly words: Readonly<Partial<Record<WordSlot, string | null>>>;
  /** In place of one summary, where the diff shows the changes of several versions; else empty. */
  readonly versions: readonly VersionWords[];
  /** In place of one summary and its facts, where it tells of several documents; else empty. */
  readonly documents: readonly DocumentWords[];
};

/** What a notice is about, as sentences name it. */
export type Named = {
  readonly title: string;
  readonly company: string;
  readonly version: number;
  readonly date: string;
};

/** What differs from kind to kind of a notice. */
export type Said = Pick<NoticeContent, 'subject' | 'words'>;

/** The same of a notice of one version, with what stands in place of one summary. */
export type SaidOfOne = Said & Pick<NoticeContent, 'versions'>;
