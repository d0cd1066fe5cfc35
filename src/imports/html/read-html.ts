/*
 * A page as browsers show it: parsed by the rules that they parse by, within bounds, its items numbered as they
 * number them. Nothing on it runs or loads, and what is no text is told.
 */

import { collectRemarks, quoted, type Remarks } from '../collect-remarks.ts';
import { sameWords } from '../same-words.ts';
import { joinLines, type Piece, type TextBlock, wordsOf } from '../text-block.ts';
import { whyLeftOut } from './left-out.ts';
import { type OpenList, openList } from './list-labels.ts';
import { attributeIn, type HtmlElement, type HtmlNode, isElement, parseHtml, textIn } from './parse-html.ts';
import { rawWordsOfPage } from './raw-words.ts';
import { type SpanStyle, styleIn, styleReader } from './spans.ts';

/** Where text stands: how it is set, in how many items and quotes, and in which list. */
type Context = {
  readonly style: SpanStyle;
  readonly depth: number;
  readonly quotes: number;
  readonly list: OpenList | null;
};

const TOP: Context = { style: {}, depth: 0, quotes: 0, list: null };

/** What browsers begin a line before and after. */
const BLOCKS = new Set(
  (
    'address article aside body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form ' +
    'header hgroup html legend main menu nav p search section summary'
  ).split(' '),
);
const WITHOUT_TEXT = new Set(
  'head style template noscript noframes datalist title meta link base'.split(' '),
);

/**
 * Reads a page as browsers show it, into the blocks that a policy's text can have; and a remark for what is on
 * the page and cannot be carried. Insertions and deletions (`ins`, `del`) are tracked changes, taken as accepted.
 */
export function readHtml(
  source: string,
  longest: number,
): { blocks: readonly TextBlock[]; remarks: Remarks } {
  const remarks = collectRemarks();
  const blocks = readBlocks(parseHtml(source), { remarks, longest, saidAt: styleReader() });
  if (remarks.length() > longest) return { blocks, remarks };
  const missing = sameWords(rawWordsOfPage(source), remarks.wordsRead());
  if (missing !== null) {
    remarks.note('words', `Words of the page were not carried over as they are, near ${quoted(missing)}.`);
  }
  return { blocks, remarks };
}

/** What is kept while a page is read. */
type Reading = {
  readonly remarks: Remarks;
  readonly longest: number;
  readonly saidAt: ReturnType<typeof styleReader>;
};

function readBlocks(root: HtmlNode, reading: Reading): TextBlock[] {
  const { remarks, longest, saidAt } = reading;
  const blocks: TextBlock[] = [];
  let pieces: Piece[] = [];
  /** The item whose first line is still to come. */
  let item: { readonly label: string | null; readonly depth: number } | null = null;
  read(root, TOP);
  endLine(TOP);
  return blocks;

  function read(node: HtmlNode, context: Context): void {
    if (node.nodeName === '#text') addText(textIn(node), context.style);
    else if (!isElement(node)) readAll(node, context);
    else if (!WITHOUT_TEXT.has(node.tagName) && !isLeftOut(node)) readElement(node, context);
  }

  function readElement(node: HtmlElement, context: Context): void {
    const { tagName } = node;
    if (BLOCKS.has(tagName)) readBlock(node, context);
    else if (/^h[1-6]$/.test(tagName)) readHeading(node, context);
    else if (tagName === 'br') addBreak();
    else if (tagName === 'hr') endLine(context);
    else if (tagName === 'ul' || tagName === 'ol') readList(node, context);
    else if (tagName === 'li') readItem(node, context, context.list?.labelOf(node) ?? null);
    else if (tagName === 'pre') readVerbatim(node, context);
    else if (tagName === 'blockquote') readQuote(node, context);
    else if (tagName === 'table') readTable(node, context);
    else readSpan(node, context);
  }

  function readSpan(node: HtmlElement, context: Context): void {
    const { tagName } = node;
    const style = styleIn(tagName, saidAt(node), context.style);
    if (tagName === 'ins') remarks.note('tracked', `Inserted: ${quoted(textIn(node))}.`);
    if (tagName === 's' || tagName === 'strike') {
      remarks.note('struck', `Words are crossed out, and kept crossed out: ${quoted(textIn(node))}.`);
    }
    readAll(node, setIn(context, tagName === 'a' ? withLink(node, style) : style));
  }

  /** Whether an element's words are not carried over, which is noted. */
  function isLeftOut(node: HtmlElement): boolean {
    const reason = whyLeftOut(node, saidAt(node));
    if (reason === null) return false;
    const words = node.tagName === 'script' ? '' : textIn(node).trim();
    const about = node.tagName === 'img' ? (attributeIn(node, 'alt')?.trim() ?? '') : words;
    if (reason.kind !== null && (about !== '' || reason.isToldWithoutWords)) {
      remarks.note(reason.kind, `${reason.detail}${about === '' ? '' : `: ${quoted(about)}`}.`);
    }
    remarks.leaveOut(words);
    return true;
  }

  function readAll(node: HtmlNode, context: Context): void {
    if (!('childNodes' in node) || remarks.length() > longest) return;
    for (const child of node.childNodes) read(child, context);
  }

  function readBlock(node: HtmlElement, context: Context): void {
    const inner = setIn(context, styleIn(node.tagName, saidAt(node), context.style));
    if (node.tagName === 'dt') {
      readItem(node, context, null);
    } else if (node.tagName === 'dd') {
      // A definition stands in the item of its term.
      readItem(node, { ...context, depth: context.depth + 1 }, null);
    } else {
      endLine(context);
      readAll(node, inner);
      endLine(context);
    }
  }

  function readQuote(node: HtmlElement, context: Context): void {
    endLine(context);
    const quotes = context.depth === 0 ? context.quotes + 1 : context.quotes;
    readAll(node, { ...context, quotes });
    endLine({ ...context, quotes });
  }

  function readList(node: HtmlElement, context: Context): void {
    endLine(context);
    // A list that its writer left beside the items is in the one before it.
    const isBeside =
      context.list !== null && node.parentNode?.nodeName !== 'li' && blocks.at(-1)?.kind === 'item';
    readAll(node, { ...context, depth: context.depth + (isBeside ? 1 : 0), list: openList(node) });
    endLine(context);
  }

  function readItem(node: HtmlElement, context: Context, label: string | null): void {
    endLine(context);
    item = { label, depth: context.depth };
    const style = styleIn(node.tagName, saidAt(node), context.style);
    const inner = { ...context, depth: context.depth + 1, style };
    readAll(node, inner);
    endLine(inner);
    item = null;
  }

  function readHeading(node: HtmlElement, context: Context): void {
    endLine(context);
    readAll(node, { ...context, style: {} });
    const words = pieces;
    pieces = [];
    if (wordsOf(words).trim() === '') return;
    const label = item?.label ?? null;
    item = null;
    remarks.space();
    blocks.push({
      kind: 'heading',
      depth: 0,
      quotes: context.quotes,
      level: Number(node.tagName[1]),
      label,
      pieces: words,
    });
  }

  function readVerbatim(node: HtmlElement, context: Context): void {
    endLine(context);
    emitItem(context);
    const text = textIn(node);
    remarks.words(text);
    remarks.space();
    blocks.push({ kind: 'code', depth: context.depth, quotes: context.quotes, text });
  }

  /** An item that begins with something other than a line has one of its own, for its number. */
  function emitItem(context: Context): void {
    if (item === null) return;
    const { label, depth } = item;
    item = null;
    if (label !== null) blocks.push({ kind: 'item', depth, quotes: context.quotes, label, pieces: [] });
  }

  function endLine({ depth, quotes }: Context): void {
    const words = pieces;
    pieces = [];
    if (wordsOf(words).trim() === '') return;
    remarks.space();
    if (item !== null)
      blocks.push({ kind: 'item', depth: item.depth, quotes, label: item.label, pieces: words });
    else blocks.push({ kind: 'paragraph', depth, quotes, pieces: words });
    item = null;
  }

  function readTable(table: HtmlElement, context: Context): void {
    endLine(context);
    emitItem(context);
    for (const caption of partsOf(table, ['caption'], [])) read(caption, context);
    const rows: Piece[][][] = [];
    /** By column in how many rows a cell from above still stands. */
    const reaches: number[] = [];
    for (const row of partsOf(table, ['tr'], ['thead', 'tbody', 'tfoot'])) {
      const cells: Piece[][] = [];
      let column = 0;
      const passOver = () => {
        while ((reaches[column] ?? 0) > 0) {
          reaches[column]!--;
          cells[column++] = [];
        }
      };
      for (const cell of partsOf(row, ['td', 'th'], [])) {
        passOver();
        const wide = spanIn(cell, 'colspan');
        for (let at = 0; at < wide; at++) {
          reaches[column] = spanIn(cell, 'rowspan') - 1;
          // A cell over several columns stands in the first of them.
          cells[column++] = at === 0 ? readCell(cell) : [];
        }
      }
      passOver();
      rows.push(cells);
    }
    blocks.push({ kind: 'table', depth: context.depth, quotes: context.quotes, rows });
  }

  function readCell(cell: HtmlElement): Piece[] {
    if (cell.childNodes.some((child) => isElement(child) && child.tagName === 'table')) {
      remarks.note('table', 'A table in a table is written as the lines of its cell.');
    }
    const inside = { ...cell, tagName: 'div', nodeName: 'div' };
    const lines = readBlocks(inside, reading).flatMap(linesOf);
    remarks.space();
    return joinLines(lines, '\n');
  }

  function addText(text: string, style: SpanStyle): void {
    const words = /[\t\n\r\f]| {2}/.test(text) ? text.replace(/[ \t\n\r\f]+/g, ' ') : text;
    if (words === '') return;
    remarks.words(words);
    pieces.push({ text: words, ...style });
  }

  function addBreak(): void {
    remarks.space();
    pieces.push({ text: '\n' });
  }

  function withLink(node: HtmlElement, style: SpanStyle): SpanStyle {
    const target = attributeIn(node, 'href');
    if (target === undefined || textIn(node).trim() === '') return style;
    if (/^(?:https?:\/\/|mailto:|tel:)/i.test(target.trim())) return { ...style, link: target.trim() };
    remarks.note(
      'link',
      `A link leads to a place on its own site (${target.slice(0, 100)}); its words are kept without it.`,
    );
    return style;
  }
}

function setIn(context: Context, style: SpanStyle): Context {
  return style === context.style ? context : { ...context, style };
}

/** What a block is in a cell: its lines. */
function linesOf(block: TextBlock): (readonly Piece[])[] {
  if (block.kind === 'table') return block.rows.map((row) => joinLines(row, ' '));
  if (block.kind === 'code') return block.text.split('\n').map((text) => [{ text }]);
  // A line of its own says as much as a bullet, which is no word.
  const label = block.kind === 'item' || block.kind === 'heading' ? block.label : null;
  return [label === null ? block.pieces : [{ text: `${label} ` }, ...block.pieces]];
}

/** The parts of a table that are of some kinds, in those that only group them too. */
function partsOf(parent: HtmlElement, kinds: readonly string[], groups: readonly string[]): HtmlElement[] {
  return parent.childNodes.filter(isElement).flatMap((child) => {
    if (kinds.includes(child.tagName)) return [child];
    return groups.includes(child.tagName) ? partsOf(child, kinds, []) : [];
  });
}

function spanIn(cell: HtmlElement, name: 'colspan' | 'rowspan'): number {
  const span = Number(attributeIn(cell, name) ?? 1);
  return Number.isInteger(span) && span >= 1 ? Math.min(span, 60) : 1;
}
