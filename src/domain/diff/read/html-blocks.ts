import MarkdownIt from 'markdown-it';
import type { BlockKind } from '../types.ts';
import { type Block, collectInline, type Inline, type Role } from './block.ts';
import { htmlLists } from './html-lists.ts';
import { CELL, htmlRows } from './html-rows.ts';
import { spanReader, withoutHref } from './html-spans.ts';
import { readTag, type Tag } from './html-tag.ts';

const { unescapeAll } = new MarkdownIt().utils;

const BLOCK_TAGS = new Set(
  (
    'address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption ' +
    'figure footer form h1 h2 h3 h4 h5 h6 head header hr html legend li main menu nav ol option p pre section ' +
    'summary table tbody td tfoot th thead title tr ul'
  ).split(' '),
);
/** What ends a row that nobody closed. */
const OF_TABLES = new Set(['tr', 'table', 'thead', 'tbody', 'tfoot']);
const VERBATIM_TAGS = new Set(['script', 'style', 'textarea']);
const ENTITY = /&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z][\da-zA-Z]{1,31});/g;

/**
 * Takes HTML apart into blocks at its block-level tags, in time linear in its length.
 *
 * It is no browser: tags need not match, since a policy is read for its words and where they stand.
 * What is hidden (comments, scripts, styles) becomes blocks of its own, and attributes become marks.
 */
export function htmlBlocks(source: string, level = 0): Block[] {
  const blocks: Block[] = [];
  let inline = collectInline();
  let readSpan = spanReader(inline, decodeEntities);
  const lists = htmlLists();
  const rows = htmlRows();
  let kind: BlockKind = 'paragraph';
  let heading = 0;
  let inRow = false;
  let mayHaveText = false;
  /** The item that the next block is the first of. */
  let item: { readonly number: string | null; readonly role: Role | null } | null = null;
  let at = 0;
  let noCommentAhead = false;

  while (at < source.length) {
    const next = source.indexOf('<', at);
    const text = source.slice(at, next === -1 ? source.length : next);
    if (text !== '') addText(decodeEntities(text));
    if (next === -1) break;
    at = next;
    if (source.startsWith('<!--', at)) {
      const end: number = noCommentAhead ? -1 : source.indexOf('-->', at + 4);
      noCommentAhead = end === -1;
      const comment = source.slice(at, end === -1 ? at + 4 : end + 3);
      if (end === -1) addText(comment);
      else if (inRow || hasText()) inline.mark(comment);
      else hide(comment);
      at += comment.length;
      continue;
    }
    const tag = readTag(source, at);
    if (tag === null) {
      addText('<');
      at += 1;
      continue;
    }
    if (BLOCK_TAGS.has(tag.name)) blockTag(tag);
    else inlineTag(tag);
    at = tag.end;
    if (VERBATIM_TAGS.has(tag.name) && !tag.closing) {
      const close = source.slice(at).search(new RegExp(`</${tag.name}`, 'i'));
      const end = close === -1 ? source.length : at + close;
      const verbatim = source.slice(at, end);
      endBlock();
      // What never ends is text, there as on the page.
      if (tag.name === 'textarea' || close === -1) emit('code', verbatim);
      else hide(verbatim);
      at = end;
    }
  }
  endBlock();
  const { marks, links } = inline.finish();
  // Markup that no text followed.
  if (marks.length > 0) {
    blocks.push({
      ...{ kind, level, text: '', marks, links, source: written('', marks, links) },
      ...{ lists: 0, number: null, role: null },
    });
  }
  return blocks;

  function blockTag(tag: Tag): void {
    const { name, closing } = tag;
    if (name === 'td' || name === 'th') {
      const borders = !closing && inRow ? rows.cell(tag) : '';
      if (borders !== '') inline.text(borders);
      markAttributes(tag);
      return;
    }
    if (inRow && !OF_TABLES.has(name)) {
      inline.text(' ');
      markAttributes(tag);
      return;
    }
    endBlock();
    markAttributes(tag);
    heading = 0;
    inRow = false;
    kind = 'paragraph';
    if (/^h[1-6]$/.test(name) && !closing) {
      kind = 'heading';
      heading = Number(name[1]);
    } else if (name === 'tr' && !closing) {
      kind = 'row';
      inRow = true;
      rows.row();
    } else if (name === 'table' && !closing) {
      rows.table(tag);
    } else if (name === 'thead') {
      rows.head(!closing);
    } else if (name === 'ul' || name === 'ol' || name === 'dl') {
      if (closing) lists.close();
      else lists.open(tag);
    } else if ((name === 'li' || name === 'dd' || name === 'dt') && !closing) {
      item = { number: name === 'li' ? lists.numberOf(tag) : null, role: name === 'dt' ? 'term' : null };
    } else if (name === 'pre' && !closing) {
      kind = 'code';
    }
  }

  function inlineTag(tag: Tag): void {
    readSpan(tag);
    inline.mark(withoutHref(tag.source).replace(/\s*\/>$/, '>'));
    if (tag.name === 'br') inline.text(' ');
  }

  function markAttributes(tag: Tag): void {
    const attributes = tag.source.slice(tag.name.length + 1, -1).trim();
    if (!tag.closing && attributes !== '') inline.mark(attributes);
  }

  function addText(text: string): void {
    inline.text(text);
    mayHaveText ||= text.trim() !== '';
  }

  /** Whether there are words by now: those that were struck are none. */
  function hasText(): boolean {
    mayHaveText &&= inline.pieces.some((piece) => piece.replaceAll(CELL, '').trim() !== '');
    return mayHaveText;
  }

  function endBlock(): void {
    const row = inRow ? rows.end() : null;
    inRow = false;
    if (!hasText()) {
      // Its markup waits for the text that follows.
      if (row !== null) inline.pieces.fill('');
      return;
    }
    if (row !== null) inline.text(row.borders);
    const { text, marks, links } = inline.finish();
    const isItem = item !== null && kind === 'paragraph';
    blocks.push({
      kind: isItem ? 'item' : kind,
      level: kind === 'heading' ? heading : level + lists.depth(),
      lists: lists.depth(),
      text: text.replace(CELLS, '\t'),
      marks,
      links,
      source: written(text, marks, links),
      number: item?.number ?? null,
      role: row?.role ?? item?.role ?? null,
    });
    item = null;
    mayHaveText = false;
    inline = collectInline();
    readSpan = spanReader(inline, decodeEntities);
  }

  /** A block of what no reader sees, between the others. */
  function hide(text: string): void {
    emit('comment', text);
  }

  function emit(kind: BlockKind, written: string): void {
    const words = written.replace(/\s+/g, ' ').trim();
    if (words === '') return;
    blocks.push({
      ...{ kind, level, text: words, marks: [], links: [], source: written },
      ...{ lists: 0, number: null, role: null },
    });
  }
}

/** HTML says the same with other white space and other closing tags, so these are no part of a block's source. */
function written(text: string, marks: Inline['marks'], links: Inline['links']): string {
  return [text, ...marks.map(({ at, mark }) => `${at} ${mark}`), ...links.map(({ target }) => target)].join(
    '\n',
  );
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: it stands for a cell's border, see CELL.
const CELLS = / ?\u0000 ?/g;

/** HTML's text with its character references read, as Markdown reads them: none without a semicolon. */
export function decodeEntities(text: string): string {
  return text.includes('&') ? text.replace(ENTITY, unescapeAll) : text;
}
