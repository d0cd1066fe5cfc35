/*
 * What changed between two texts, as data: sections of blocks, whose runs of words were kept, added or
 * removed, from which both texts can be rebuilt exactly. In at the door `diffPolicies`, out as these types.
 * Texts become blocks in `read`, words are compared in `words`, blocks find each other in `match`.
 */

/** What kind of thing a block is in its document; `matter` is front matter, which readers do not see. */
export type BlockKind = 'heading' | 'paragraph' | 'item' | 'row' | 'code' | 'comment' | 'matter';

/**
 * A stretch of a block's text that stood, came or went.
 *
 * Cells of a table row are set apart by a tab, and there is no other tab in a text.
 */
export type Run = {
  readonly op: 'same' | 'added' | 'removed';
  readonly text: string;
  /** How the old text wrote the same words, where it used other quotes, dashes or spaces. */
  readonly was?: string;
  /** The same words stand elsewhere under the same heading: they did not come or go. */
  readonly moved?: true;
};

/**
 * What governs a block: what it says is said under this.
 *
 * A row of a table is governed by its `row`, its first cell, and by the `column` of each cell that changed.
 */
export type Governor = {
  readonly kind: 'heading' | 'introduction' | 'item' | 'term' | 'row' | 'column';
  /** As it reads now; of what went, as it read. */
  readonly text: string;
  /** How it read before and reads now, where that differs. */
  readonly before?: string;
  readonly after?: string;
};

/** Blocks with the same words whose governor changed, came or went; the first of them in words, and how many there are. */
export type Hanging = {
  /** `still`: below the same governor, which says something else; `came`: below one that is new; `left`: below one that went. */
  readonly how: 'still' | 'came' | 'left';
  /** What governed those that came, or governs those that left; empty for what stands at the top of the text. */
  readonly other: string;
  readonly texts: readonly string[];
  readonly count: number;
};

/** A cell of a row, in the column that it stands in. */
export type Cell = {
  /** The column's name as it reads now; of a column that went, as it read. Empty where it has none. */
  readonly column: string;
  readonly runs: readonly Run[];
};

/** A link whose target is not what it was; null where there was or is none. */
export type LinkChange = {
  readonly text: string;
  readonly before: string | null;
  readonly after: string | null;
};

/**
 * What changed about a block besides its words.
 *
 * `kind`: a paragraph became a list item, and the like. `level`: of a heading, or how deep a list or
 * quote is nested. `markup`: emphasis, anchors and HTML attributes. `typography`: quotes, dashes and
 * no-break spaces. `spacing`: nothing but white space and other ways to write the same in Markdown.
 * `split` and `merged`: a paragraph's end.
 */
export type FormChange = 'kind' | 'level' | 'markup' | 'typography' | 'spacing' | 'split' | 'merged';

/** A block of either document, and what became of it. */
export type DiffBlock = {
  /** `moved` says where it stands; its runs may have changed as well. `reformatted` has the same words. */
  readonly status: 'same' | 'changed' | 'added' | 'removed' | 'moved' | 'reformatted';
  readonly kind: BlockKind;
  /** Of a heading, from 1; of anything else how deep it is nested in lists and quotes, from 0. */
  readonly level: number;
  /** Its place in the old document, from 0; null where it is not in it. Parts of a split block share it. */
  readonly before: number | null;
  /** Its place in the new document, likewise. */
  readonly after: number | null;
  readonly runs: readonly Run[];
  /** When every change of words in it is of a kind that `renumbered` or `replacements` tells for all of them. */
  readonly only?: 'renumbering' | 'replacement';
  readonly form?: readonly FormChange[];
  readonly links?: readonly LinkChange[];
  /** What governs it, outermost first; left out for `same` blocks and where nothing does. */
  readonly under?: readonly Governor[];
  /** What governed it, by its words, if that is something else now; empty for the top of the text. */
  readonly from?: string;
  /** What it stands before or behind now, and did not, where its governor is the same. */
  readonly order?: { readonly now: 'before' | 'behind'; readonly text: string };
  /** It moved only with what governs it, or is told in what `hangs` on that. */
  readonly along?: true;
  /** What hangs on it, where it governs others and is not what it was. */
  readonly hangs?: readonly Hanging[];
  /** Of a row: whether it says what the columns of its table are, or begins a table that does not. */
  readonly role?: 'head' | 'first';
  /** Of a row that changed: its cells, each in its column. */
  readonly cells?: readonly Cell[];
};

/** What stands from one heading to the next, and what became of it. */
export type DiffSection = {
  /** `renamed`: its heading changed. `moved` sections may be renamed too: then `was` is not null. */
  readonly status: 'same' | 'changed' | 'added' | 'removed' | 'moved' | 'renamed';
  /** Null before the first heading. */
  readonly heading: string | null;
  /** The old heading, if it was another. */
  readonly was: string | null;
  /** In reading order: removed blocks where they stood. The heading is the first of them. */
  readonly blocks: readonly DiffBlock[];
};

/** A number at the front of a heading, clause or item that shifted, since others came, went or moved. */
export type Renumbering = {
  /** Empty where there was none, as where bullets became numbers. */
  readonly before: string;
  readonly after: string;
  /** The words behind it. */
  readonly text: string;
};

/** A name that was replaced by another throughout, as when a brand is renamed. */
export type Replacement = {
  readonly before: string;
  readonly after: string;
  readonly count: number;
  /** Where: the headings it stands under, and how often. */
  readonly places: readonly { readonly heading: string | null; readonly count: number }[];
};

/**
 * What changed between two texts of a policy.
 *
 * The runs that are not `added`, over the blocks in `before` order, are the words of the old text; those
 * not `removed`, in `after` order, the new. `wordsBefore - wordsRemoved + wordsAdded` is `wordsAfter`.
 */
export type PolicyDiff = {
  readonly wordsBefore: number;
  readonly wordsAfter: number;
  readonly wordsAdded: number;
  readonly wordsRemoved: number;
  /** Words that stand unchanged in blocks that moved. */
  readonly wordsMoved: number;
  /** True exactly when no word changed, was added, removed or moved. */
  readonly formattingOnly: boolean;
  readonly sections: readonly DiffSection[];
  readonly renumbered?: readonly Renumbering[];
  readonly replacements?: readonly Replacement[];
  /** What changed about the file as a whole. */
  readonly form?: readonly ('line-endings' | 'byte-order-mark')[];
};
