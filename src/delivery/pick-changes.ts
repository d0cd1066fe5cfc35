import { type Digest, type DigestSection, digest, hasChanges } from '../domain/diff/digest.ts';
import type { DiffBlock, DiffSection, PolicyDiff } from '../domain/diff/types.ts';
import type { DiffMessages } from '../language/diff-messages.ts';

/** One change as it is written into a mail: it is in it as a whole, or not at all. */
export type WrittenChange = {
  /** The section it stands in; null for a remark about the whole. */
  readonly section: DiffSection | null;
  /** Null for a section of which only the heading is told. */
  readonly block: DiffBlock | null;
  readonly text: string;
};

/** How one part of a mail writes changes down. */
export type Pen = {
  readonly heading: (section: DigestSection) => string;
  readonly block: (block: DiffBlock, section: DiffSection) => string;
  readonly remark: (text: string, details: readonly string[]) => string;
};

const MOST_DETAILS = 40;

/**
 * Writes the changes that have room in `maxBytes` of UTF-8, in the order of the text, and counts the others.
 *
 * When there is no room for all, words that came or changed go before words that went, those before what
 * moved, and remarks about form come last.
 */
export function pickChanges(
  diff: PolicyDiff,
  pen: Pen,
  { messages, maxBytes }: { readonly messages: DiffMessages; readonly maxBytes: number },
): { readonly written: readonly string[]; readonly leftOut: number; readonly bytes: number } {
  const found = digest(diff);
  const entries = [...sectionEntries(found, pen), ...remarks(diff, found, messages, pen)];
  const headings = new Map(found.sections.map((section) => [section.section, pen.heading(section)]));
  const isTaken = new Set<number>();
  const opened = new Set<DiffSection>();
  let bytes = 0;
  const byRank = entries
    .map((entry, at) => ({ ...entry, at }))
    .sort((a, b) => a.rank - b.rank || a.at - b.at);
  for (const { at, change } of byRank) {
    const { section } = change;
    const heading = section === null || opened.has(section) ? '' : headings.get(section)!;
    const size = byteLength(change.text) + byteLength(heading);
    if (bytes + size > maxBytes) continue;
    bytes += size;
    isTaken.add(at);
    if (section !== null) opened.add(section);
  }
  const written: string[] = [];
  const begun = new Set<DiffSection>();
  entries.forEach(({ change: { section, text } }, at) => {
    if (!isTaken.has(at)) return;
    if (section !== null && !begun.has(section)) {
      begun.add(section);
      written.push(headings.get(section)!);
    }
    if (text !== '') written.push(text);
  });
  return { written, leftOut: entries.length - isTaken.size, bytes };
}

type Entry = { readonly rank: number; readonly change: WrittenChange };

function sectionEntries({ sections }: Digest, pen: Pen): Entry[] {
  return sections.flatMap(({ section, told }): Entry[] =>
    told.length === 0
      ? [{ rank: section.status === 'moved' ? 2 : 0, change: { section, block: null, text: '' } }]
      : told.map((block) => ({
          rank: rankOf(block),
          change: { section, block, text: pen.block(block, section) },
        })),
  );
}

function rankOf(block: DiffBlock): number {
  if (block.status === 'removed') return 1;
  return block.status === 'moved' && !hasChanges(block) ? 2 : 0;
}

function remarks(
  diff: PolicyDiff,
  { links, reformatted }: Digest,
  messages: DiffMessages,
  pen: Pen,
): Entry[] {
  const { renumbered = [], replacements = [] } = diff;
  const written: string[] = replacements.map((replacement) => pen.remark(messages.replaced(replacement), []));
  if (renumbered.length > 0) {
    written.push(
      pen.remark(
        messages.renumbered({ count: renumbered.length }),
        some(renumbered.map(messages.renumbering)),
      ),
    );
  }
  if (links.length > 0)
    written.push(pen.remark(messages.links, some(links.map((link) => linkWords(link, messages)))));
  if (reformatted.length > 0)
    written.push(pen.remark(messages.reformatted({ count: reformatted.length }), []));
  return written.map((text) => ({ rank: 3, change: { section: null, block: null, text } }));
}

/** A changed link in words. */
export function linkWords(link: Digest['links'][number], messages: DiffMessages): string {
  const { text, before, after } = link;
  if (before === null) return messages.link.added({ text, after: after ?? '' });
  return after === null
    ? messages.link.removed({ text, before })
    : messages.link.changed({ text, before, after });
}

/** What became of a section, in words; null when only its blocks say something. */
export function sectionWords({ status, was }: DiffSection, messages: DiffMessages): string | null {
  const { section } = messages;
  if (status === 'added') return section.added;
  if (status === 'removed') return section.removed;
  if (status === 'moved') return was === null ? section.moved : section.movedAndRenamed({ was });
  return was === null ? null : section.renamed({ was });
}

/** What a mail says before the changes: how much there is, or that there is nothing to read. */
export function summaryWords(diff: PolicyDiff, messages: DiffMessages): string {
  if (!diff.formattingOnly) {
    return messages.totals({ added: diff.wordsAdded, removed: diff.wordsRemoved, moved: diff.wordsMoved });
  }
  const { links, reformatted } = digest(diff);
  const isSame = links.length + reformatted.length === 0 && diff.form === undefined;
  return isSame ? messages.nothing : messages.formattingOnly;
}

function some(details: readonly string[]): string[] {
  return details.length <= MOST_DETAILS ? [...details] : [...details.slice(0, MOST_DETAILS), '…'];
}

const encoder = new TextEncoder();

/** Length in bytes of UTF-8. */
export function byteLength(text: string): number {
  return encoder.encode(text).byteLength;
}
