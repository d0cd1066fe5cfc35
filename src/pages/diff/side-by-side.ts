import { html } from 'hono/html';
import { blockLabel, hangingLines, isWholeSection } from '../../changes/block-words.ts';
import { contextReader, type DigestSection, digest, isTold, isUnseen } from '../../domain/diff/digest.ts';
import type { DiffBlock, DiffSection, PolicyDiff, Run } from '../../domain/diff/types.ts';
import type { DiffMessages } from '../../language/diff-messages.ts';
import type { Markup } from '../layout.ts';
import { contextView, dir, foldView, kindClass, own, runViews } from './diff-marks.ts';
import { diffRemarks } from './diff-remarks.ts';
import { contentsView, headingView, summaryView } from './diff-view.ts';

/** One page shows two texts beside each other once. */
const ID = 'diff';

type Titles = { readonly before: string; readonly after: string };

/** The old text beside the new, block by block; what stayed folds away. On a narrow screen, one below the other. */
export function sideBySideView(diff: PolicyDiff, messages: DiffMessages, titles: Titles): Markup {
  const found = digest(diff);
  const told = new Map(found.sections.map((one) => [one.section, one]));
  const rows: Markup[] = [];
  let quiet: DiffBlock[] = [];
  const endQuiet = () => {
    if (quiet.length > 0) rows.push(foldView(quiet, messages));
    quiet = [];
  };
  diff.sections.forEach((section, place) => {
    const one = told.get(section);
    const blocks = section.blocks.filter((block) => !isUnseen(block));
    if (one === undefined) {
      for (const block of blocks) quiet.push(block);
      return;
    }
    endQuiet();
    if (diff.sections.length > 1 || section.heading !== null) {
      rows.push(sectionHead(one, `${ID}-${place}`, messages, titles));
    }
    const contextOf = contextReader();
    for (const block of section.heading === null ? blocks : blocks.slice(1)) {
      if (!isTold(block)) {
        quiet.push(block);
        continue;
      }
      endQuiet();
      const { lines, depth } = contextOf(block);
      rows.push(...lines.map((line, at) => contextView(line, depth - lines.length + at, messages)));
      rows.push(rowView(block, section, messages, titles));
    }
  });
  endQuiet();
  const listed = diff.sections.flatMap((section, place) => {
    const one = told.get(section);
    return one === undefined ? [] : [{ told: one, place }];
  });
  return html`<div class="diff side-by-side">
${summaryView(diff, found, messages)}
${listed.length > 1 && contentsView(listed, messages, ID)}
<div class="diff-pair diff-pair-titles" aria-hidden="true"><div>${own(titles.before, messages)}</div><div>${own(titles.after, messages)}</div></div>
${rows}
${diffRemarks(diff, found, messages)}
</div>`;
}

/** A section's heading over both texts; where it reads otherwise now, also beside each other. */
function sectionHead(told: DigestSection, id: string, messages: DiffMessages, titles: Titles): Markup {
  const { section } = told;
  const heading = section.heading === null ? undefined : section.blocks[0];
  const isReworded = heading !== undefined && section.was !== null && isTold(heading);
  return html`${headingView(told, messages, id)}${isReworded && pairView(heading, titles, messages)}`;
}

function rowView(block: DiffBlock, section: DiffSection, messages: DiffMessages, titles: Titles): Markup {
  const { runs } = block;
  const isPlain = isWholeSection(section) && runs.every(({ moved }) => !moved);
  return html`${!isPlain && html`<p class="diff-label">${own(blockLabel(block, messages), messages)}</p>`}${pairView(block, titles, messages)}${hangingLines(
    block,
    messages,
  ).map(
    (line) => html`
<p class="diff-note">${own(line, messages)}</p>`,
  )}`;
}

function pairView(block: DiffBlock, titles: Titles, messages: DiffMessages): Markup {
  const old = block.status === 'added' ? null : sideOf(block, 'removed');
  const fresh = block.status === 'removed' ? null : sideOf(block, 'added');
  return html`
<div class="diff-pair diff-${block.status}">${sideView(old, block, titles.before, messages)}${sideView(fresh, block, titles.after, messages)}</div>`;
}

/** A block as one of the texts has it: its cells by the names of their columns, where it is a row that has some. */
function sideOf({ runs, cells, role }: DiffBlock, own: 'added' | 'removed'): readonly (readonly Run[])[] {
  const onSide = (all: readonly Run[]) => all.filter(({ op }) => op === 'same' || op === own);
  if (cells === undefined || role === 'head' || cells.every(({ column }) => column === '')) {
    return [onSide(runs)];
  }
  return cells.flatMap(({ column, runs: inCell }) => {
    const shown = onSide(inCell);
    return shown.length === 0
      ? []
      : [[{ op: 'same' as const, text: column === '' ? '' : `${column}: ` }, ...shown]];
  });
}

function sideView(
  lines: readonly (readonly Run[])[] | null,
  { kind }: DiffBlock,
  title: string,
  messages: DiffMessages,
): Markup {
  if (lines === null) return html`<div class="diff-side diff-side-empty"></div>`;
  return html`<div class="diff-side ${kindClass(kind, lines.flat())}"${dir(lines.flat())}><span class="diff-spoken">${own(title + messages.colon, messages)}</span>${lines.map((runs) => html`<p>${runViews(runs, messages)}</p>`)}</div>`;
}
