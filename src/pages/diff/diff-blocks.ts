import { html } from 'hono/html';
import { blockLabel, hangingLines, isWholeSection } from '../../changes/block-words.ts';
import { contextReader, isTold, isUnseen, newText } from '../../domain/diff/digest.ts';
import type { DiffBlock, DiffSection } from '../../domain/diff/types.ts';
import type { DiffMessages } from '../../language/diff-messages.ts';
import type { Markup } from '../layout.ts';
import { contextView, dir, foldView, kindClass, own, runViews } from './diff-marks.ts';
import { tableAt, tableView } from './diff-tables.ts';

/**
 * The blocks of a section, in order: what is told stands open, and so do the lines that govern it; what lies
 * between folds away.
 */
export function blockViews(
  section: DiffSection,
  blocks: readonly DiffBlock[],
  messages: DiffMessages,
): Markup[] {
  const views: Markup[] = [];
  const shown = blocks.filter((block) => !isUnseen(block));
  const contextOf = contextReader();
  let quiet: DiffBlock[] = [];
  const endQuiet = () => {
    if (quiet.length > 0) views.push(foldView(quiet, messages));
    quiet = [];
  };
  /** Opens what governs a block, where it stands. */
  const openContext = (block: DiffBlock) => {
    const { lines, depth } = contextOf(block);
    lines.forEach((line, at) => {
      const place = quiet.findLastIndex((one) => newText(one) === (line.after ?? line.text));
      const rest = place === -1 ? [] : quiet.slice(place + 1);
      if (place !== -1) quiet = quiet.slice(0, place);
      endQuiet();
      views.push(contextView(line, depth - lines.length + at, messages));
      quiet = rest;
    });
    endQuiet();
    return depth;
  };
  for (let from = 0; from < shown.length; ) {
    const block = shown[from]!;
    const table = tableAt(shown, from);
    const told = table.find(isTold);
    if (told !== undefined) {
      openContext(told);
      views.push(tableView(table, section, messages));
    } else if (table.length > 0) {
      quiet.push(...table);
    } else if (isTold(block)) {
      views.push(blockView(block, openContext(block), section, messages));
    } else {
      quiet.push(block);
    }
    from += Math.max(1, table.length);
  }
  endQuiet();
  return views;
}

function blockView(block: DiffBlock, under: number, section: DiffSection, messages: DiffMessages): Markup {
  const { kind, level, status, runs } = block;
  const depth = Math.max(under, kind === 'item' ? level - 1 : 0);
  // In a section that came or went as a whole, its heading says so.
  const isPlain = isWholeSection(section) && runs.every(({ moved }) => !moved);
  return html`<div class="diff-block diff-${status} ${kindClass(kind, runs)} diff-depth-${Math.min(depth, 6)}"${dir(runs)}>
${!isPlain && html`<p class="diff-label">${own(blockLabel(block, messages), messages)}</p>`}<p>${runViews(runs, messages)}</p>${hangingLines(
    block,
    messages,
  ).map(
    (line) => html`
<p class="diff-note">${own(line, messages)}</p>`,
  )}</div>`;
}
