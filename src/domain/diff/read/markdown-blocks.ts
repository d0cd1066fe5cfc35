import MarkdownIt from 'markdown-it';
import { normalizeLabel, type RawBlock, type RawMarkdown, type References, type Role } from './block.ts';
import { footnoteRule } from './footnotes.ts';
import { htmlBlocks } from './html-blocks.ts';
import { splitLettered } from './lettered-lines.ts';

/**
 * How many blocks may hold each other: ten lists and their items. What is nested deeper comes back as
 * plain lines, since each level is a pass over the lines in it.
 */
export const MAX_NESTING = 20;

const parser = new MarkdownIt({ html: true, maxNesting: MAX_NESTING });
footnoteRule(parser);

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
  let table: Role | null = null;
  /** For each open list the last number that it showed; null for bullets. */
  const counts: (number | null)[] = [];

  for (const token of tokens) {
    const level = lists + quotes;
    const [line, end] = token.map ?? [0, 0];
    switch (token.type) {
      case 'inline':
        if (row >= 0) {
          cells.push(token.content);
        } else {
          const kind = heading > 0 ? 'heading' : startsItem ? 'item' : 'paragraph';
          const first: RawBlock = {
            ...{ kind, level: heading || level, lists, number: itemNumber(), role: null },
            sources: [token.content],
          };
          for (const block of heading > 0 ? [first] : splitLettered(first)) place(line, block);
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
        number = [startsItem ? number : null, countItem(token)].filter(Boolean).join(' ') || null;
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
      case 'ordered_list_open':
        counts.push(Number(token.attrs?.find(([name]) => name === 'start')?.[1] ?? 1) - 1);
        break;
      case 'bullet_list_open':
        counts.push(null);
        break;
      case 'ordered_list_close':
      case 'bullet_list_close':
        counts.pop();
        break;
      case 'thead_open':
        table = 'head';
        break;
      case 'thead_close':
        table = null;
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
          lists,
          number: null,
          role: table,
          sources: [...cells, ...cellsBeyond(lines[row]!, cells.length)],
        });
        row = -1;
        break;
      case 'fence':
      case 'code_block': {
        const marks = token.info === '' ? [] : [{ at: 0, mark: token.info }];
        const inline = { text: token.content.replace(/\s+/g, ' ').trim() || token.markup, marks, links: [] };
        const code = { kind: 'code', level, lists, number: itemNumber(), role: null } as const;
        place(line, { ...code, sources: [token.content], inline });
        isRead.fill(1, line, end);
        break;
      }
      case 'html_block': {
        const blocks = htmlBlocks(token.content, level);
        for (const { source, text, marks, links, number, ...block } of blocks) {
          const inline = { text, marks, links };
          place(line, {
            ...{ ...block, lists: lists + block.lists, number: number ?? itemNumber() },
            ...{ sources: [source], inline },
          });
        }
        // Tags without text carry no number of an item: then its line is left over.
        if (blocks.length > 0 || !startsItem) isRead.fill(1, line, end);
      }
    }
  }
  const references = placeLeftOver(lines, isRead, place);
  return { blocks: placed.toSorted((a, b) => a.line - b.line).map(({ block }) => block), references };

  /**
   * The number that an item shows: as it is written where that goes up, since clauses are cited by it.
   * `1.` again and again means to be counted. Pages of policies number alike.
   */
  function countItem({ info, markup }: BlockToken): string | null {
    const last = counts.at(-1);
    if (info === '' || last === undefined || last === null) return null;
    const shown = Math.max(Number(info), last + 1);
    counts[counts.length - 1] = shown;
    return `${shown}${markup}`;
  }

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
type BlockToken = Pick<Token, 'type' | 'tag' | 'map' | 'content' | 'markup' | 'info' | 'attrs'>;

type Token = InstanceType<typeof MarkdownIt.Token>;

const READ = new Set([
  ...['inline', 'heading_open', 'heading_close', 'list_item_open', 'list_item_close', 'blockquote_open'],
  ...['blockquote_close', 'tr_open', 'tr_close', 'fence', 'code_block', 'html_block', 'ordered_list_open'],
  ...['ordered_list_close', 'bullet_list_open', 'bullet_list_close', 'thead_open', 'thead_close'],
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
      place(line, {
        ...{ kind: 'paragraph', level: 0, lists: 0, number: null, role: null },
        sources: [text.trim()],
      });
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
