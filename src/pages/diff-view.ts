import { html } from 'hono/html';
import { digest, isHeadingTold } from '../domain/diff/digest.ts';
import type { DiffBlock, DiffSection, PolicyDiff } from '../domain/diff/types.ts';
import type { DiffMessages } from '../language/diff-messages.ts';
import { blockViews, dir, foldView, own, runViews } from './diff-blocks.ts';
import { diffRemarks } from './diff-remarks.ts';
import type { Markup } from './layout.ts';

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
  const told = new Set(found.sections.map(({ section }) => section));
  // A text without headings is not the beginning of anything.
  const isWhole = diff.sections.length === 1 && diff.sections[0]!.heading === null;
  const inOrder = stretches(diff.sections, told);
  const shown = order === 'text' ? inOrder : mostChangedFirst(inOrder);
  return html`<div class="diff">
${summary(diff, messages)}
${found.sections.length > 1 && contents(shown, messages, id)}
${shown.map((stretch) =>
  stretch.isTold
    ? sectionView(stretch.section, `${id}-${stretch.place}`, isWhole, messages)
    : foldView(stretch.blocks, messages),
)}
${diffRemarks(diff, found, messages)}
</div>`;
}

/** The sections with the most words that came or went first, and one fold of all that stayed at the end. */
function mostChangedFirst(inOrder: readonly Stretch[]): Stretch[] {
  const told = inOrder.filter((one) => one.isTold);
  const quiet = inOrder.flatMap((one) => (one.isTold ? [] : one.blocks));
  const weights = new Map(told.map(({ section }) => [section, weightOf(section)]));
  const sorted = told.toSorted((a, b) => (weights.get(b.section) ?? 0) - (weights.get(a.section) ?? 0));
  return quiet.length === 0 ? sorted : [...sorted, { isTold: false, blocks: quiet }];
}

/** Characters that came or went. */
function weightOf({ blocks }: DiffSection): number {
  const runs = blocks.flatMap((block) => block.runs);
  return runs.reduce((sum, { op, text }) => (op === 'same' ? sum : sum + text.length), 0);
}

function summary(diff: PolicyDiff, messages: DiffMessages): Markup {
  const { wordsAdded: added, wordsRemoved: removed, wordsMoved: moved, formattingOnly } = diff;
  if (formattingOnly) {
    const isSame = diff.form === undefined && diff.sections.every(({ status }) => status === 'same');
    return html`<p class="diff-summary">${own(isSame ? messages.nothing : messages.formattingOnly, messages)}</p>`;
  }
  const [before, between, after] = messages.legend;
  return html`<p class="diff-summary"><bdi lang="${messages.language}"><strong>${messages.totals({ added, removed, moved })}</strong>
${before}<ins class="diff-ins">${messages.added}</ins>${between}<del class="diff-del">${messages.removed}</del>${after}</bdi></p>`;
}

type Stretch =
  | { readonly isTold: true; readonly section: DiffSection; readonly place: number }
  | { readonly isTold: false; readonly blocks: readonly DiffBlock[] };

/** Sections worth showing, and between them all that is not, in one fold. */
function stretches(sections: readonly DiffSection[], told: ReadonlySet<DiffSection>): Stretch[] {
  const found: Stretch[] = [];
  let quiet: DiffBlock[] = [];
  const endQuiet = () => {
    if (quiet.length > 0) found.push({ isTold: false, blocks: quiet });
    quiet = [];
  };
  sections.forEach((section, place) => {
    if (told.has(section)) {
      endQuiet();
      found.push({ isTold: true, section, place });
    } else {
      quiet.push(...section.blocks.filter(({ kind }) => kind !== 'matter'));
    }
  });
  endQuiet();
  return found;
}

function contents(shown: readonly Stretch[], messages: DiffMessages, id: string): Markup {
  const { section: words } = messages;
  return html`<nav class="diff-contents" aria-label="${messages.contents}">
<p class="diff-contents-title">${own(messages.contents, messages)}</p>
<ul>${shown.map((stretch) => {
    if (!stretch.isTold) return '';
    const { status, heading } = stretch.section;
    const tag =
      status === 'added' || status === 'removed' || status === 'moved'
        ? { status, words: words[status] }
        : null;
    return html`
<li><a href="#${id}-${stretch.place}"${dir([{ text: heading ?? '' }])}>${heading ?? own(words.start, messages)}</a>${tag && html` <bdi class="diff-tag diff-tag-${tag.status}" lang="${messages.language}">${tag.words}</bdi>`}</li>`;
  })}
</ul></nav>`;
}

function sectionView(section: DiffSection, id: string, isWhole: boolean, messages: DiffMessages): Markup {
  const { status, heading, was } = section;
  const [first, ...rest] = section.blocks;
  const body = heading === null ? section.blocks : rest;
  const tag =
    status === 'same' || status === 'changed' || status === 'renamed' ? null : messages.section[status];
  const isRenamed = first !== undefined && was !== null && isHeadingTold(section);
  const shown =
    heading === null
      ? own(messages.section.start, messages)
      : isRenamed
        ? runViews(first.runs, messages)
        : heading;
  return html`<section class="diff-section diff-section-${status}" id="${id}">
${isWhole ? '' : html`<h3 class="diff-heading"${dir([{ text: heading ?? '' }])}>${shown}${tag && html` <bdi class="diff-tag diff-tag-${status}" lang="${messages.language}">${tag}</bdi>`}</h3>`}
${blockViews(section, body, messages)}
</section>`;
}
