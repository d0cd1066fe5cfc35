/*
 * A text becomes blocks: Markdown, HTML or plain, into headings, paragraphs, list items and cells that know
 * their section. Whatever is read, nothing is lost and nothing throws, in time that grows with the text.
 */

import type { BlockKind } from '../types.ts';

/** A link in a text: the words it stands on, and where it leads. */
export type Link = { readonly text: string; readonly target: string };

/** Text with its markup taken out of it and kept beside it, so that the two can be compared apart. */
export type Inline = {
  /** What a reader reads; runs of white space are one space, and a tab stands between cells. */
  readonly text: string;
  /** Emphasis, tags and attributes, each with the number of visible characters before it. */
  readonly marks: readonly { readonly at: number; readonly mark: string }[];
  readonly links: readonly Link[];
};

/** One heading, paragraph, list item, table row and so on of a document, as it was read. */
export type Block = Inline & {
  readonly kind: BlockKind;
  /** Of a heading, from 1; of anything else how deep it is nested in lists and quotes, from 0. */
  readonly level: number;
  /** How many lists it is in. */
  readonly lists: number;
  /** As the source writes it: blocks of the same kind, level and source are the same in every way. */
  readonly source: string;
  /** The number that its list gives it, as readers see it: `4.`, `b)`. Its text begins with it. */
  readonly number: string | null;
  readonly role: Role | null;
};

/** A block whose inline markup is still in its source: whether `[a]` is a link depends on the whole document. */
export type RawBlock = {
  readonly kind: BlockKind;
  readonly level: number;
  readonly lists: number;
  readonly number: string | null;
  readonly role: Role | null;
  /** One source a cell for rows, one for anything else. */
  readonly sources: readonly string[];
  /** For what is not inline Markdown: code, HTML. */
  readonly inline?: Inline;
};

/** What a stretch of Markdown holds: its blocks, and the link definitions in it. */
export type RawMarkdown = { readonly blocks: readonly RawBlock[]; readonly references: References };

/**
 * What a block is to those that follow it: the `term` of a definition, the `head` of a table that says what
 * its columns are, the `first` row of a table without one; a `bold` line reads as a heading.
 */
export type Role = 'term' | 'head' | 'first' | 'bold';

/** Whether no reader ever sees a block: front matter, comments, scripts and styles. */
export function isHidden({ kind }: Pick<Block, 'kind'>): boolean {
  return kind === 'matter' || kind === 'comment';
}

/** Link definitions by normalized label: `[label]: target`. */
export type References = ReadonlyMap<string, string>;

/** A link definition's label as links find it: without regard to case and white space. */
export function normalizeLabel(label: string): string {
  return label.trim().replace(/\s+/g, ' ').toUpperCase();
}

/**
 * Collects text, markup and links as a scanner meets them.
 *
 * Pieces of text can be taken back by their index: whether a `*` is markup shows only later.
 */
export function collectInline() {
  const pieces: string[] = [];
  const marks: { piece: number; mark: string }[] = [];
  const links: { from: number; to: number; target: string }[] = [];
  return {
    pieces,
    text(text: string): void {
      pieces.push(text);
    },
    /** Markup before piece number `piece`, or before whatever comes next. */
    mark(mark: string, piece = pieces.length): void {
      marks.push({ piece, mark });
    },
    /** A link over the pieces from `from` to the last. */
    link(from: number, target: string): void {
      links.push({ from, to: pieces.length, target });
    },
    /** Makes markup of the pieces from `from` on, with the links in them: struck words are said no more. */
    strike(from: number): void {
      const struck = [pieces.slice(from).join('')];
      pieces.fill('', from);
      for (let at = links.length - 1; at >= 0 && links[at]!.from >= from; at--) {
        struck.push(links.pop()!.target);
      }
      marks.push({ piece: from, mark: `~~${struck.map(collapseSpace).join(' ')}` });
    },
    finish(): Inline {
      return {
        text: collapseSpace(pieces.join('')),
        marks: marks.length === 0 ? [] : placeMarks(pieces, marks),
        links: links.map(({ from, to, target }) => ({
          text: collapseSpace(pieces.slice(from, Math.min(to, from + 200)).join('')),
          target,
        })),
      };
    },
  };
}

/** Text as a browser would show it: runs of white space are one space, no-break spaces stay. */
export function collapseSpace(text: string): string {
  return /[\t\n\r\f\v]| {2}|^ | $/.test(text)
    ? text.replace(/[ \t\n\r\f\v]+/g, ' ').replace(/^ | $/g, '')
    : text;
}

function placeMarks(pieces: readonly string[], marks: readonly { piece: number; mark: string }[]) {
  const sorted = marks.toSorted((a, b) => a.piece - b.piece);
  let at = 0;
  let next = 0;
  const placed: { at: number; mark: string }[] = [];
  for (let piece = 0; piece <= pieces.length && next < sorted.length; piece++) {
    for (; next < sorted.length && sorted[next]!.piece === piece; next++) {
      placed.push({ at, mark: sorted[next]!.mark });
    }
    // Counted without spaces, so that spacing alone moves no mark.
    if (piece < pieces.length) at += pieces[piece]!.replace(/\s+/g, '').length;
  }
  return placed;
}
