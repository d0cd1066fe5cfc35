import { isPlain } from '../domain/diff/read/plain-blocks.ts';
import type { TextBlock } from './text-block.ts';
import { wordsOf } from './text-block.ts';
import { writeLine } from './write-line.ts';

/** A list in an item in a list …: what is deeper stands beside the deepest, with its number. */
const DEEPEST = 8;
const MOST_QUOTES = 3;

/** The list that is open at a depth. */
type OpenList = {
  /** How far the words of its items are set in. */
  readonly indent: number;
  /** The sign after its numbers; null for bullets. */
  readonly sign: string | null;
  readonly last: number;
};

/**
 * Writes the blocks of a file as Markdown that our own reader, and any other, reads with the same words.
 *
 * A number such as `1.` that goes up numbers an item as Markdown does; any other (`(a)`, `1.1`, `§ 3`, or one
 * that begins anew) stands before its item's words, since clauses are cited by it.
 */
export function writeMarkdown(blocks: readonly TextBlock[]): string {
  const parts: string[] = [];
  let lists: OpenList[] = [];
  let quotes = 0;
  let isAfterItem = false;
  for (const block of blocks) {
    const isQuotedAlike = Math.min(block.quotes, MOST_QUOTES) === quotes;
    if (!isQuotedAlike) lists = [];
    const prefix = '> '.repeat(Math.min(block.quotes, MOST_QUOTES));
    const depth = Math.min(block.depth, lists.length, DEEPEST);
    let lines: string;
    let isTight = false;
    if (block.kind === 'item') {
      const hasWords = wordsOf(block.pieces).trim() !== '';
      if (!hasWords && block.label === null) continue;
      const item = placeItem(block.label, hasWords, lists[depth]);
      const line = writeLine(
        item.shown === '' ? block.pieces : [{ text: `${item.shown} ` }, ...block.pieces],
        'block',
      );
      const indent = indentOf(lists, depth);
      isTight = isAfterItem && isQuotedAlike && item.isTight;
      lines = `${' '.repeat(indent)}${item.marker}${setIn(line, indent + item.marker.length)}`;
      const list = { indent: indent + item.marker.length, sign: item.sign, last: item.last };
      lists = [...lists.slice(0, depth), list];
    } else {
      lists = lists.slice(0, depth);
      const text = writeBlock(block);
      if (text === '') continue;
      const indent = indentOf(lists, depth);
      lines = `${' '.repeat(indent)}${setIn(text, indent)}`;
    }
    if (parts.length > 0) parts.push(isTight ? '\n' : isQuotedAlike ? `\n${prefix.trimEnd()}\n` : '\n\n');
    parts.push(prefix === '' ? lines : prefix + lines.replaceAll('\n', `\n${prefix}`));
    quotes = Math.min(block.quotes, MOST_QUOTES);
    isAfterItem = block.kind === 'item';
  }
  return parts.length === 0 ? '' : asMarkdown(`${parts.join('')}\n`);
}

function indentOf(lists: readonly OpenList[], depth: number): number {
  return depth === 0 ? 0 : lists[depth - 1]!.indent;
}

/** Every line but the first set in. */
function setIn(text: string, indent: number): string {
  return indent === 0 ? text : text.replace(/\n(?=.)/g, `\n${' '.repeat(indent)}`);
}

type PlacedItem = {
  readonly marker: string;
  /** What stands of its label in its words. */
  readonly shown: string;
  readonly sign: string | null;
  readonly last: number;
  /** It needs no blank line above it. */
  readonly isTight: boolean;
};

function placeItem(label: string | null, hasWords: boolean, open: OpenList | undefined): PlacedItem {
  const [, digits, sign] = /^(\d{1,9})([.)])$/.exec(label ?? '') ?? [];
  // A number of Markdown's own needs words to stand before.
  if (
    !hasWords ||
    digits === undefined ||
    sign === undefined ||
    (open?.sign === sign && Number(digits) <= open.last)
  ) {
    const isTight = open === undefined || open.sign === null;
    return { marker: '- ', shown: label ?? '', sign: null, last: 0, isTight };
  }
  const last = Number(digits);
  const isTight = open === undefined ? last === 1 : open.sign === sign;
  return { marker: `${last}${sign} `, shown: '', sign, last, isTight };
}

function writeBlock(block: Exclude<TextBlock, { kind: 'item' }>): string {
  if (block.kind === 'table') return writeTable(block.rows);
  if (block.kind === 'code') return writeCode(block.text);
  if (block.kind === 'note') {
    const words = writeLine(block.pieces, 'heading');
    return `[^${block.number}]${words === '' ? '' : `: ${words}`}`;
  }
  if (block.kind === 'paragraph') return writeLine(block.pieces, 'block');
  const label = block.label === null ? [] : [{ text: `${block.label} ` }];
  const line = writeLine([...label, ...block.pieces], 'heading');
  return line === '' ? '' : `${'#'.repeat(block.level)} ${line}`;
}

function writeTable(rows: Extract<TextBlock, { kind: 'table' }>['rows']): string {
  const told = rows.filter((row) => row.some((cell) => wordsOf(cell).trim() !== ''));
  if (told.length === 0) return '';
  const columns = told.reduce((most, row) => Math.max(most, row.length), 0);
  const [head = '', ...others] = told.map((row) => {
    const cells = Array.from({ length: columns }, (_, at) => writeLine(row[at] ?? [], 'cell'));
    return `| ${cells.join(' | ')} |`;
  });
  return [head, `|${' --- |'.repeat(columns)}`, ...others].join('\n');
}

function writeCode(text: string): string {
  const lines = text.replace(/^\n+/, '').trimEnd();
  if (lines === '') return '';
  const runs = lines.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
  return `${fence}\n${lines}\n${fence}`;
}

const NAMES: Readonly<Record<string, string>> = {
  '\\': 'bsol',
  '`': 'grave',
  '*': 'ast',
  _: 'lowbar',
  '[': 'lsqb',
  ']': 'rsqb',
  '<': 'lt',
  '&': 'amp',
  '!': 'excl',
  '{': 'lcub',
  '|': 'vert',
  '#': 'num',
  '>': 'gt',
  '+': 'plus',
  '=': 'equals',
  '.': 'period',
  ')': 'rpar',
};

/**
 * A text with signs that are no markup has to be seen to be Markdown, or it reads as plain and they are shown:
 * one of them by its name does that. A dash and a tilde have none; then a comment does it.
 */
function asMarkdown(text: string): string {
  if (!text.includes('\\') || !isPlain(text)) return text;
  const named = text.replace(/\\([\\`*_[\]<&!{|#>+=.)])/, (_, char: string) => `&${NAMES[char]};`);
  return named === text ? `${text}\n<!-- Markdown -->\n` : named;
}
