/*
 * The changes to a text as a part of a page, in one column or with the old text beside the new: what changed
 * stands open under what governs it, what stayed folds away. In at `diffView` and `sideBySideView`.
 */

import { html } from 'hono/html';
import { sectionNews, sectionTitle } from '../../changes/block-words.ts';
import { summaryWords } from '../../changes/remarks.ts';
import {
  type Digest,
  type DigestSection,
  digest,
  isHeadingTold,
  isUnseen,
} from '../../domain/diff/digest.ts';
import type { DiffBlock, DiffSection, PolicyDiff } from '../../domain/diff/types.ts';
import type { DiffMessages } from '../../language/diff-messages.ts';
import type { Markup } from '../layout.ts';
import { blockViews } from './diff-blocks.ts';
import { dir, foldView, own, runViews } from './diff-marks.ts';
import { diffRemarks } from './diff-remarks.ts';

/** How a diff is laid out on its page. */
export type DiffLayout = {
  /** Pages with several diffs give each an id of its own. */
  readonly id?: string;
  /** In the order of the new text, what stayed folded in between; or the sections that changed most first. */
  readonly order?: 'text' | 'importance';
};

/**
 * The changes as part of a page: what changed is open, what stayed folds away and opens without script.
 *
 * It needs `public/diff.css`. All text is escaped; no element has a style of its own, so that a strict
 * content security policy lets it pass.
 */
export function diffView(
  diff: PolicyDiff,
  messages: DiffMessages,
  { id = 'diff', order = 'text' }: DiffLayout = {},
): Markup {
  const found = digest(diff);
  const told = new Map(found.sections.map((one) => [one.section, one]));
  // A text without headings is not the beginning of anything.
  const isWhole = diff.sections.length === 1 && diff.sections[0]!.heading === null;
  const inOrder = stretches(diff.sections, told);
  const shown = order === 'text' ? inOrder : mostChangedFirst(inOrder);
  return html`<div class="diff">
${summaryView(diff, found, messages)}
${found.sections.length > 1 && contentsView(shown.filter(isTold), messages, id)}
${shown.map((stretch) =>
  stretch.isTold
    ? sectionView(stretch.told, `${id}-${stretch.place}`, isWhole, messages)
    : foldView(stretch.blocks, messages),
)}
${diffRemarks(diff, found, messages)}
</div>`;
}

/** The sections with the most words that came or went first, and one fold of all that stayed at the end. */
function mostChangedFirst(inOrder: readonly Stretch[]): Stretch[] {
  const told = inOrder.filter(isTold);
  const quiet = inOrder.flatMap((one) => (one.isTold ? [] : one.blocks));
  const weights = new Map(told.map((one) => [one, weightOf(one.told.section)]));
  const sorted = told.toSorted((a, b) => weights.get(b)! - weights.get(a)!);
  return quiet.length === 0 ? sorted : [...sorted, { isTold: false, blocks: quiet }];
}

/** Characters that came or went. */
function weightOf({ blocks }: DiffSection): number {
  const runs = blocks.flatMap((block) => block.runs);
  return runs.reduce((sum, { op, text }) => (op === 'same' ? sum : sum + text.length), 0);
}

/** What stands before the changes: how much there is, and how it is marked. */
export function summaryView(diff: PolicyDiff, found: Digest, messages: DiffMessages): Markup {
  const words = summaryWords(diff, found, messages);
  if (diff.formattingOnly) return html`<p class="diff-summary">${own(words, messages)}</p>`;
  const [before, between, after] = messages.legend;
  return html`<p class="diff-summary"><bdi lang="${messages.language}"><strong>${words}</strong>
${before}<ins class="diff-ins">${messages.added}</ins>${between}<del class="diff-del">${messages.removed}</del>${after}</bdi></p>`;
}

type Stretch =
  | { readonly isTold: true; readonly told: DigestSection; readonly place: number }
  | { readonly isTold: false; readonly blocks: readonly DiffBlock[] };

function isTold(stretch: Stretch): stretch is Stretch & { readonly isTold: true } {
  return stretch.isTold;
}

/** Sections worth showing, and between them all that is not, in one fold. */
function stretches(
  sections: readonly DiffSection[],
  told: ReadonlyMap<DiffSection, DigestSection>,
): Stretch[] {
  const found: Stretch[] = [];
  let quiet: DiffBlock[] = [];
  const endQuiet = () => {
    if (quiet.length > 0) found.push({ isTold: false, blocks: quiet });
    quiet = [];
  };
  sections.forEach((section, place) => {
    const one = told.get(section);
    if (one !== undefined) {
      endQuiet();
      found.push({ isTold: true, told: one, place });
    } else {
      for (const block of section.blocks) if (!isUnseen(block)) quiet.push(block);
    }
  });
  endQuiet();
  return found;
}

/** The sections that changed, as links to where each is told. */
export function contentsView(
  sections: readonly { readonly told: DigestSection; readonly place: number }[],
  messages: DiffMessages,
  id: string,
): Markup {
  return html`<nav class="diff-contents" aria-label="${messages.contents}">
<p class="diff-contents-title">${own(messages.contents, messages)}</p>
<ul>${sections.map(({ told, place }) => {
    const title = sectionTitle(told);
    return html`
<li><a href="#${id}-${place}"${dir([{ text: title ?? '' }])}>${title ?? own(messages.section.start, messages)}</a>${tagView(told.section, messages)}</li>`;
  })}
</ul></nav>`;
}

function tagView(section: DiffSection, messages: DiffMessages): Markup | string {
  const { tag, kind } = sectionNews(section, messages);
  return tag === null
    ? ''
    : html` <bdi class="diff-tag diff-tag-${kind}" lang="${messages.language}">${tag}</bdi>`;
}

/** A section's heading, with those above it, what changed in it, and what became of it. */
export function headingView({ section, path }: DigestSection, messages: DiffMessages, id?: string): Markup {
  const { heading, was, blocks } = section;
  const isRenamed = was !== null && isHeadingTold(section);
  const shown =
    heading === null
      ? own(messages.section.start, messages)
      : isRenamed
        ? runViews(blocks[0]!.runs, messages)
        : heading;
  const above = path.length === 0 ? '' : html`<span class="diff-path">${path.join(' › ')} › </span>`;
  const { notes } = sectionNews(section, messages);
  return html`<h3 class="diff-heading"${id !== undefined && html` id="${id}"`}${dir([{ text: heading ?? '' }])}>${above}${shown}${tagView(section, messages)}</h3>
${notes.map(
  (note) => html`<p class="diff-note">${own(note, messages)}</p>
`,
)}`;
}

function sectionView(told: DigestSection, id: string, isWhole: boolean, messages: DiffMessages): Markup {
  const { section } = told;
  const body = section.heading === null ? section.blocks : section.blocks.slice(1);
  return html`<section class="diff-section diff-section-${section.status}" id="${id}">
${isWhole ? '' : headingView(told, messages)}
${blockViews(section, body, messages)}
</section>`;
}
