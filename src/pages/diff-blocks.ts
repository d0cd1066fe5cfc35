import { html } from 'hono/html';
import { hasChanges, isTold } from '../domain/diff/digest.ts';
import { textDirection } from '../domain/diff/direction.ts';
import type { DiffBlock, DiffSection, Run } from '../domain/diff/types.ts';
import type { DiffMessages } from '../language/diff-messages.ts';
import type { Markup } from './layout.ts';

/** The blocks of a section, in order: what is told stands open, what lies between folds away. */
export function blockViews(
  section: DiffSection,
  blocks: readonly DiffBlock[],
  messages: DiffMessages,
): Markup[] {
  const views: Markup[] = [];
  const shown = blocks.filter(({ kind }) => kind !== 'matter');
  for (let from = 0; from < shown.length; ) {
    const kindOf = (block: DiffBlock) => (isTold(block, section) ? 'told' : 'quiet');
    const table = tableAt(shown, from);
    if (table.some((row) => isTold(row, section))) {
      views.push(tableView(table, section, messages));
      from += table.length;
      continue;
    }
    const kind = kindOf(shown[from]!);
    let to = from + Math.max(1, table.length);
    while (to < shown.length && kind === kindOf(shown[to]!) && shown[to]!.kind !== 'row') to++;
    const stretch = shown.slice(from, to);
    if (kind === 'told') views.push(...stretch.map((block) => blockView(block, section, messages)));
    else views.push(foldView(stretch, messages));
    from = to;
  }
  return views;
}

/** Blocks that stay out of sight until they are asked for; works without script. */
export function foldView(blocks: readonly DiffBlock[], messages: DiffMessages): Markup {
  const moved = blocks.filter(({ status }) => status === 'moved').length;
  const isMoved = moved > 0 && moved === blocks.filter(({ kind }) => kind !== 'heading').length;
  const words = isMoved
    ? messages.movedUnchanged({ count: moved })
    : messages.unchanged({ count: blocks.length });
  return html`<details class="diff-fold"><summary>${own(words, messages)}</summary>
${blocks.map(
  ({ kind, runs }) =>
    html`<p class="diff-quiet diff-kind-${kind}"${dir(runs)}>${runViews(runs, messages)}</p>`,
)}
</details>`;
}

/** Runs of text with what came and went marked, for eyes and for ears. */
export function runViews(runs: readonly Run[], messages: DiffMessages): Markup[] {
  return runs.map(({ op, text }, at) => {
    const words = text.replaceAll('\t', ' · ');
    if (op === 'same') return html`${words}`;
    const said = op === 'added' ? messages.added : messages.removed;
    const marked = html`<bdi class="diff-spoken" lang="${messages.language}">${said}${messages.colon}</bdi>${words.trim()}`;
    const isReplacement = op === 'added' && runs[at - 1]?.op === 'removed';
    const before = words.startsWith(' ') || isReplacement ? ' ' : '';
    const after = words.endsWith(' ') ? ' ' : '';
    return op === 'added'
      ? html`${before}<ins class="diff-ins">${marked}</ins>${after}`
      : html`${before}<del class="diff-del">${marked}</del>${after}`;
  });
}

/** Words of ours among those of the policy, whose language and direction may be others. */
export function own(text: string, { language }: DiffMessages): Markup {
  return html`<bdi lang="${language}">${text}</bdi>`;
}

/** The attribute for the direction of a piece of text, if it has one of its own. */
export function dir(runs: readonly Pick<Run, 'text'>[]): Markup | string {
  const direction = textDirection(runs.map(({ text }) => text).join(' '));
  return direction === null ? '' : html` dir="${direction}"`;
}

function blockView(block: DiffBlock, section: DiffSection, messages: DiffMessages): Markup {
  const { kind, level, status, runs } = block;
  const depth = kind === 'item' ? Math.min(level, 6) : 0;
  return html`<div class="diff-block diff-${status} diff-kind-${kind} diff-depth-${depth}"${dir(runs)}>
${label(block, section, messages)}<p>${runViews(runs, messages)}</p></div>`;
}

/** What became of a block, in a word; in a section that came or went as a whole, its heading says it. */
function label({ status, from }: DiffBlock, section: DiffSection, messages: DiffMessages): Markup | string {
  if (section.status === 'added' || section.status === 'removed') return '';
  const words = {
    added: messages.added,
    removed: messages.removed,
    changed: messages.changed,
    moved: from === undefined ? messages.moved : messages.movedFrom({ heading: from }),
    same: '',
    reformatted: '',
  }[status];
  return words === '' ? '' : html`<p class="diff-label">${own(words, messages)}</p>`;
}

/** The rows of the table that begins at `from`. */
function tableAt(blocks: readonly DiffBlock[], from: number): readonly DiffBlock[] {
  let to = from;
  while (to < blocks.length && blocks[to]!.kind === 'row') to++;
  return blocks.slice(from, to);
}

function tableView(rows: readonly DiffBlock[], section: DiffSection, messages: DiffMessages): Markup {
  const [first, ...rest] = rows;
  // The first row says what the cells are.
  const header = first !== undefined && !hasChanges(first) ? first : null;
  const body = header === null ? rows : rest;
  const columns = Math.max(...rows.map(({ runs }) => cellsOf(runs).length));
  const views: Markup[] = [];
  for (let from = 0; from < body.length; ) {
    let to = from + 1;
    if (isTold(body[from]!, section)) {
      views.push(rowView(body[from]!, section, messages));
    } else {
      while (to < body.length && !isTold(body[to]!, section)) to++;
      views.push(html`
<tr><td class="diff-fold-cell" colspan="${columns + 1}"><details class="diff-fold"><summary>${own(messages.unchangedRows({ count: to - from }), messages)}</summary>
${body.slice(from, to).map(({ runs }) => html`<p class="diff-quiet"${dir(runs)}>${runViews(runs, messages)}</p>`)}
</details></td></tr>`);
    }
    from = to;
  }
  return html`<div class="diff-table" role="group" tabindex="0"><table>
${header && html`<thead><tr><td></td>${cellsOf(header.runs).map((cell) => html`<th scope="col"${dir(cell)}>${runViews(cell, messages)}</th>`)}</tr></thead>`}
<tbody>${views}
</tbody></table></div>`;
}

function rowView(row: DiffBlock, section: DiffSection, messages: DiffMessages): Markup {
  return html`
<tr class="diff-row diff-${row.status}"><td>${label(row, section, messages)}</td>${cellsOf(row.runs).map(
    (cell) => html`<td${dir(cell)}>${runViews(cell, messages)}</td>`,
  )}</tr>`;
}

/** The runs of each cell of a row; a cell that came or went is one too. */
function cellsOf(runs: readonly Run[]): Run[][] {
  const cells: Run[][] = [[]];
  for (const { op, text } of runs) {
    text.split('\t').forEach((part, at) => {
      if (at > 0) cells.push([]);
      if (part !== '') cells.at(-1)!.push({ op, text: part });
    });
  }
  return cells;
}
