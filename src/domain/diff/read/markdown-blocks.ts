import MarkdownIt from 'markdown-it';
import type { BlockKind } from '../types.ts';
import { type Inline, normalizeLabel, type References } from './block.ts';
import { htmlBlocks } from './html-blocks.ts';

/**
 * How many blocks may hold each other: ten lists and their items. What is nested deeper comes back as
 * plain lines, since each level is a pass over the lines in it.
 */
export const MAX_NESTING = 20;

const parser = new MarkdownIt({ html: true, maxNesting: MAX_NESTING });

/** A block whose inline markup is still in its source: whether `[a]` is a link depends on the whole document. */
export type RawBlock = {
  readonly kind: BlockKind;
  readonly level: number;
  readonly number: string | null;
  /** One source a cell for rows, one for anything else. */
  readonly sources: readonly string[];
  /** For what is not inline Markdown: code, HTML. */
  readonly inline?: Inline;
};

/** What a stretch of Markdown holds: its blocks, and the link definitions in it. */
export type RawMarkdown = { readonly blocks: readonly RawBlock[]; readonly references: References };

/**
 * Reads the blocks of Markdown with GFM tables; no line with words in it gets lost.
 *
 * The parser leaves out link definitions, cells beyond a table's last column, and all that is nested too
 * deep. The first are told apart here; the others come back as plain text.
 */
export function markdownBlocks(source: string): RawMarkdown {
  const lines = source.split('\n');
  const isRead = new Uint8Array(lines.length);
  const placed: PlacedBlock[] = [];
  const tokens = blockTokens(source);

  let lists = 0;
  let quotes = 0;
  let heading = 0;
  let number: string | null = null;
  let startsItem = false;
  let cells: string[] = [];
  let row = -1;

  for (const token of tokens) {
    const level = lists + quotes;
    const [line, end] = token.map ?? [0, 0];
    switch (token.type) {
      case 'inline':
        if (row >= 0) {
          cells.push(token.content);
        } else {
          const kind = heading > 0 ? 'heading' : startsItem ? 'item' : 'paragraph';
          place(line, {
            kind,
            level: heading || level,
            number: itemNumber(),
            sources: [token.content],
          });
          isRead.fill(1, line, end);
        }
        break;
      case 'heading_open':
        heading = Number(token.tag[1]);
        break;
      case 'heading_close':
        heading = 0;
        break;
      case 'list_item_open':
        lists++;
        // `1. - text` starts two items with one block.
        number =
          [startsItem ? number : null, token.info && token.info + token.markup].filter(Boolean).join(' ') ||
          null;
        startsItem = true;
        break;
      case 'list_item_close':
        lists--;
        startsItem = false;
        break;
      case 'blockquote_open':
        quotes++;
        break;
      case 'blockquote_close':
        quotes--;
        break;
      case 'tr_open':
        row = line;
        cells = [];
        isRead[line] = 1;
        break;
      case 'tr_close':
        place(row, {
          kind: 'row',
          level,
          number: null,
          sources: [...cells, ...cellsBeyond(lines[row]!, cells.length)],
        });
        row = -1;
        break;
      case 'fence':
      case 'code_block': {
        const marks = token.info === '' ? [] : [{ at: 0, mark: token.info }];
        const inline = { text: token.content.replace(/\s+/g, ' ').trim() || token.markup, marks, links: [] };
        place(line, { kind: 'code', level, number: itemNumber(), sources: [token.content], inline });
        isRead.fill(1, line, end);
        break;
      }
      case 'html_block': {
        const blocks = htmlBlocks(token.content, level);
        for (const { kind, level: depth, source, text, marks, links } of blocks) {
          const inline = { text, marks, links };
          place(line, { kind, level: depth, number: itemNumber(), sources: [source], inline });
        }
        // Tags without text carry no number of an item: then its line is left over.
        if (blocks.length > 0 || !startsItem) isRead.fill(1, line, end);
      }
    }
  }
  const references = placeLeftOver(lines, isRead, place);
  return { blocks: placed.toSorted((a, b) => a.line - b.line).map(({ block }) => block), references };

  /** The number that the block carries for its item, if it is the first in it. */
  function itemNumber(): string | null {
    const mine = startsItem ? number : null;
    startsItem = false;
    return mine;
  }

  function place(line: number, block: RawBlock): void {
    placed.push({ line, block });
  }
}

/** What we read of the parser's tokens. */
type BlockToken = Pick<Token, 'type' | 'tag' | 'map' | 'content' | 'markup' | 'info'>;

type Token = InstanceType<typeof MarkdownIt.Token>;

const READ = new Set([
  ...['inline', 'heading_open', 'heading_close', 'list_item_open', 'list_item_close', 'blockquote_open'],
  ...['blockquote_close', 'tr_open', 'tr_close', 'fence', 'code_block', 'html_block'],
]);

/**
 * Runs the block parser, and keeps only the tokens that are read.
 *
 * It makes most of them for a renderer, and they take a third of its time: so it writes all those into
 * one. The others are plain objects, which are made ten times faster than the parser's own; the rules
 * for blocks set fields of a token and call none of its methods.
 */
function blockTokens(source: string): BlockToken[] {
  const tokens: Token[] = [];
  if (source === '') return tokens;
  const state = new parser.block.State(source, parser, {}, tokens);
  const unread = new MarkdownIt.Token('unread', '', 0);
  state.push = (type, tag, nesting) => {
    if (nesting < 0) state.level--;
    const token = READ.has(type) ? plainToken(type, tag, nesting, state.level) : unread;
    if (nesting > 0) state.level++;
    if (token !== unread) tokens.push(token);
    return token;
  };
  parser.block.tokenize(state, state.line, state.lineMax);
  return tokens;
}

function plainToken(type: string, tag: string, nesting: Token['nesting'], level: number): Token {
  const fields: Omit<Token, 'attrIndex' | 'attrPush' | 'attrSet' | 'attrGet' | 'attrJoin'> = {
    type,
    tag,
    nesting,
    level,
    attrs: null,
    map: null,
    children: null,
    content: '',
    markup: '',
    info: '',
    meta: null,
    block: true,
    hidden: false,
  };
  return fields as Token;
}

type PlacedBlock = { readonly line: number; readonly block: RawBlock };

/** The cells of a table's line that stand beyond its last column; browsers would not show them. */
export function cellsBeyond(line: string, columns: number): string[] {
  const cells = line.replace(/^[\s>]*\|?/, '').split(/(?<!\\)\|/);
  return cells.length <= columns
    ? []
    : cells
        .slice(columns)
        .map((cell) => cell.trim())
        .filter((cell) => cell !== '');
}

const DEFINITION = /^\s*(?:>\s*)*\[((?:[^[\]\\]|\\.)+)\]:\s*(.*)$/;
const HAS_TEXT = /[^\s>*_+|:=~`#-]/;

/** Tells what the parser left out: link definitions are answered, other lines are placed as they are. */
function placeLeftOver(
  lines: readonly string[],
  isRead: Uint8Array,
  place: (line: number, block: RawBlock) => void,
): References {
  const found = new Map<string, string[]>();
  const times = new Map<string, number>();
  let definition: string[] | null = null;
  for (let line = 0; line < lines.length; line++) {
    const text = lines[line]!;
    if (isRead[line] === 1 || !HAS_TEXT.test(text)) {
      definition = null;
      continue;
    }
    const starts = DEFINITION.exec(text);
    if (starts !== null) {
      const label = normalizeLabel(starts[1]!);
      const time = (times.get(label) ?? 0) + 1;
      times.set(label, time);
      definition = [starts[2]!];
      // The first definition of a label is the one that counts; of others we keep track all the same.
      found.set(time === 1 ? label : `${label} (${time})`, definition);
    } else if (definition !== null && /^\s*[^\s>#*+\-\d]/.test(text)) {
      definition.push(text);
    } else {
      definition = null;
      place(line, { kind: 'paragraph', level: 0, number: null, sources: [text.trim()] });
    }
  }
  return new Map(
    [...found].map(([label, parts]) => [
      label,
      parts
        .map((part) => part.trim())
        .join(' ')
        .trim(),
    ]),
  );
}
