import { html } from 'hono/html';
import { blockLabel, hangingLines, isWholeSection } from '../../changes/block-words.ts';
import { isTold, newText } from '../../domain/diff/digest.ts';
import type { Cell, DiffBlock, DiffSection, Run } from '../../domain/diff/types.ts';
import type { DiffMessages } from '../../language/diff-messages.ts';
import type { Markup } from '../layout.ts';
import { dir, foldWords, own, runViews } from './diff-marks.ts';

/** The rows of the table that begins at `from`; none where none does. */
export function tableAt(blocks: readonly DiffBlock[], from: number): readonly DiffBlock[] {
  const isHead = (at: number) => blocks[at]?.role === 'head';
  const begins = (at: number) => blocks[at]!.role === 'first' || (isHead(at) && !isHead(at - 1));
  let to = from;
  while (to < blocks.length && blocks[to]!.kind === 'row' && (to === from || !begins(to))) to++;
  return blocks.slice(from, to);
}

/** A table with its heads, the rows that are told, and between them folds of those that are not. */
export function tableView(rows: readonly DiffBlock[], section: DiffSection, messages: DiffMessages): Markup {
  const heads = rows.filter(({ role }) => role === 'head');
  const body = rows.filter(({ role }) => role !== 'head');
  const head = heads.map(cellsOf);
  const columns = Math.max(
    1,
    ...head.map((cells) => cells.length),
    ...body.map((row) => cellsOf(row).length),
  );
  const names = (head.at(-1) ?? []).map(nameOf);
  const views: Markup[] = [];
  for (let from = 0; from < body.length; ) {
    let to = from + 1;
    const row = body[from]!;
    if (isTold(row)) {
      views.push(rowView(row, 'td', placed(row, names), section, messages));
    } else {
      while (to < body.length && !isTold(body[to]!)) to++;
      views.push(foldedRows(body.slice(from, to), columns, messages));
    }
    from = to;
  }
  const hanging = heads.flatMap((row) => hangingLines(row, messages));
  return html`<div class="diff-table" role="group" tabindex="0"><table>
${head.length > 0 && html`<thead>${head.map((cells, at) => rowView(heads[at]!, 'th', cells, section, messages))}</thead>`}
<tbody>${views}
</tbody></table></div>${hanging.map(
    (line) => html`
<p class="diff-note">${own(line, messages)}</p>`,
  )}`;
}

function foldedRows(rows: readonly DiffBlock[], columns: number, messages: DiffMessages): Markup {
  return html`
<tr><td class="diff-fold-cell" colspan="${columns + 1}"><details class="diff-fold"><summary>${own(foldWords(rows, messages), messages)}</summary>
${rows.map(({ runs }) => html`<p class="diff-quiet"${dir(runs)}>${runViews(runs, messages)}</p>`)}
</details></td></tr>`;
}

function rowView(
  row: DiffBlock,
  tag: 'td' | 'th',
  cells: readonly (readonly Run[])[],
  section: DiffSection,
  messages: DiffMessages,
): Markup {
  const label = isTold(row) && !isWholeSection(section) ? blockLabel(row, messages) : '';
  return html`
<tr class="diff-row diff-${row.status}"><td>${label !== '' && html`<p class="diff-label">${own(label, messages)}</p>`}</td>${cells.map(
    (cell) =>
      // The corner of a table is often left empty, and heads nothing.
      tag === 'th' && cell.length > 0
        ? html`<th scope="col"${dir(cell)}>${runViews(cell, messages)}</th>`
        : html`<td${dir(cell)}>${runViews(cell, messages)}</td>`,
  )}</tr>`;
}

/** The runs of each cell of a row; a cell that came or went is one too. */
function cellsOf({ runs, cells }: DiffBlock): readonly (readonly Run[])[] {
  if (cells !== undefined) return cells.map((cell) => cell.runs);
  const split: Run[][] = [[]];
  for (const { op, text } of runs) {
    text.split('\t').forEach((part, at) => {
      if (at > 0) split.push([]);
      if (part !== '') split.at(-1)!.push({ op, text: part });
    });
  }
  return split;
}

/** The cells of a row below their heads, with empty ones for columns that it does not have. */
function placed(row: DiffBlock, names: readonly string[]): readonly (readonly Run[])[] {
  const { cells } = row;
  if (cells === undefined || cells.length >= names.length || !cells.every(({ column }) => isKnown(column))) {
    return cellsOf(row);
  }
  const shown: (readonly Run[])[] = [];
  for (const { column, runs } of cells) {
    const at = names.indexOf(column, shown.length);
    for (let empty = shown.length; empty < at; empty++) shown.push([]);
    shown.push(runs);
  }
  return shown;

  function isKnown(column: Cell['column']): boolean {
    return names.includes(column);
  }
}

/** What a column is called; of one that went, what it was. */
function nameOf(runs: readonly Run[]): string {
  const now = newText({ status: 'changed', runs });
  return now === '' ? runs.map(({ text }) => text).join('') : now;
}
