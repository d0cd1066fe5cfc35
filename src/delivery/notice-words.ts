import type { OwnWord } from '../domain/notices/mail-body.ts';
import type { SlotName } from './fill-shell.ts';

/** The slots that words go into; links, the reader's own words, and what depends on the room left, are not among them. */
type WordSlot = Exclude<SlotName, 'reviewUrl' | 'versions' | 'changes' | 'moreOnPage' | OwnWord>;

/** One of several versions whose changes a notice shows, in words; null where it has no such part. */
export type VersionWords = {
  readonly heading: string;
  /** A label and a date. */
  readonly effect: readonly [string, string] | null;
  readonly reason: readonly [string, string] | null;
  readonly summary: string | null;
  readonly summaryLocale: string;
};

/** The words of a notice as plain text, by their place in the mail; null or absent where it has no such part. */
export type NoticeContent = {
  /** One line. */
  readonly subject: string;
  readonly words: Readonly<Partial<Record<WordSlot, string | null>>>;
  /** In place of one summary, where the diff shows the changes of several versions; else empty. */
  readonly versions: readonly VersionWords[];
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
