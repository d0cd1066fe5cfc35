import MarkdownIt from 'markdown-it';
import type { BlockKind } from '../types.ts';
import { type Block, collectInline, type Inline } from './block.ts';
import { hrefOf, readTag, type Tag } from './html-tag.ts';

const { unescapeAll } = new MarkdownIt().utils;

const BLOCK_TAGS = new Set(
  (
    'address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption ' +
    'figure footer form h1 h2 h3 h4 h5 h6 head header hr html legend li main menu nav ol option p pre section ' +
    'summary table tbody td tfoot th thead title tr ul'
  ).split(' '),
);
const VERBATIM_TAGS = new Set(['script', 'style', 'textarea']);
const ENTITY = /&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z][\da-zA-Z]{1,31});/g;

/**
 * Takes HTML apart into blocks at its block-level tags, in time linear in its length.
 *
 * It is no browser: tags need not match, since a policy is read for its words and where they stand.
 * What is hidden (comments, scripts) becomes blocks of its own, and attributes become marks.
 */
export function htmlBlocks(source: string, level = 0): Block[] {
  const blocks: Block[] = [];
  let inline = collectInline();
  let kind: BlockKind = 'paragraph';
  let heading = 0;
  let lists = 0;
  let inRow = false;
  const anchors: { piece: number; target: string }[] = [];
  let at = 0;
  let noCommentAhead = false;

  while (at < source.length) {
    const next = source.indexOf('<', at);
    const text = source.slice(at, next === -1 ? source.length : next);
    if (text !== '') inline.text(decodeEntities(text));
    if (next === -1) break;
    at = next;
    if (source.startsWith('<!--', at)) {
      const end: number = noCommentAhead ? -1 : source.indexOf('-->', at + 4);
      noCommentAhead = end === -1;
      const comment = source.slice(at, end === -1 ? at + 4 : end + 3);
      if (end !== -1 && !inRow) {
        endBlock();
        emit('comment', comment, comment);
      } else {
        inline.text(comment);
      }
      at += comment.length;
      continue;
    }
    const tag = readTag(source, at);
    if (tag === null) {
      inline.text('<');
      at += 1;
      continue;
    }
    if (BLOCK_TAGS.has(tag.name)) blockTag(tag);
    else inlineTag(tag);
    at = tag.end;
    if (VERBATIM_TAGS.has(tag.name) && !tag.closing) {
      const close = source.slice(at).search(new RegExp(`</${tag.name}`, 'i'));
      const end = close === -1 ? source.length : at + close;
      endBlock();
      emit('code', source.slice(at, end), source.slice(at, end));
      at = end;
    }
  }
  endBlock();
  const { marks, links } = inline.finish();
  // Markup that no text followed.
  if (marks.length > 0)
    blocks.push({ kind, level, text: '', marks, links, source: written('', marks, links), number: null });
  return blocks;

  function blockTag(tag: Tag): void {
    if (tag.name === 'td' || tag.name === 'th') {
      // A tab is white space in a source, so the cells' own is a character that no text holds.
      if (!tag.closing && inRow && inline.pieces.some((piece) => piece.trim() !== '' || piece === CELL)) {
        inline.text(CELL);
      }
      markAttributes(tag);
      return;
    }
    if (inRow && tag.name !== 'tr' && tag.name !== 'table') {
      inline.text(' ');
      markAttributes(tag);
      return;
    }
    endBlock();
    markAttributes(tag);
    const { name, closing } = tag;
    heading = 0;
    inRow = false;
    kind = 'paragraph';
    if (/^h[1-6]$/.test(name) && !closing) {
      kind = 'heading';
      heading = Number(name[1]);
    } else if (name === 'tr' && !closing) {
      kind = 'row';
      inRow = true;
    } else if (name === 'ul' || name === 'ol' || name === 'dl') {
      lists = Math.max(0, lists + (closing ? -1 : 1));
    } else if ((name === 'li' || name === 'dd' || name === 'dt') && !closing) {
      kind = 'item';
    } else if (name === 'pre' && !closing) {
      kind = 'code';
    } else if (name === 'p' && !closing && lists > 0 && blocks.at(-1)?.kind !== 'item') {
      kind = 'item';
    }
  }

  function inlineTag(tag: Tag): void {
    if (tag.name === 'a') {
      const anchor = tag.closing ? anchors.pop() : undefined;
      if (anchor !== undefined) inline.link(anchor.piece, anchor.target);
      const target = tag.closing ? null : hrefOf(tag);
      if (target !== null) anchors.push({ piece: inline.pieces.length, target: decodeEntities(target) });
    }
    inline.mark(tag.source.replace(/\s*href=("[^"]*"|'[^']*')/i, '').replace(/\s*\/>$/, '>'));
    if (tag.name === 'br') inline.text(' ');
  }

  function markAttributes(tag: Tag): void {
    const attributes = tag.source.slice(tag.name.length + 1, -1).trim();
    if (!tag.closing && attributes !== '') inline.mark(attributes);
  }

  function endBlock(): void {
    if (!inline.pieces.some((piece) => piece.trim() !== '' && piece !== CELL)) {
      // Its markup waits for the text that follows.
      inline.pieces.fill('');
      return;
    }
    const { text, marks, links } = inline.finish();
    const place = kind === 'heading' ? heading : level + lists;
    blocks.push({
      kind,
      level: place,
      text: text.replace(CELLS, '\t'),
      marks,
      links,
      source: written(text, marks, links),
      number: null,
    });
    inline = collectInline();
    anchors.length = 0;
  }

  function emit(kind: BlockKind, text: string, written: string): void {
    const words = text.replace(/\s+/g, ' ').trim();
    if (words !== '')
      blocks.push({ kind, level, text: words, marks: [], links: [], source: written, number: null });
  }
}

/** HTML says the same with other white space and other closing tags, so these are no part of a block's source. */
function written(text: string, marks: Inline['marks'], links: Inline['links']): string {
  return [text, ...marks.map(({ at, mark }) => `${at} ${mark}`), ...links.map(({ target }) => target)].join(
    '\n',
  );
}

const CELL = '\u0000';
// biome-ignore lint/suspicious/noControlCharactersInRegex: it stands for a cell's border, see CELL.
const CELLS = / ?\u0000 ?/g;

/** HTML's text with its character references read, as Markdown reads them: none without a semicolon. */
export function decodeEntities(text: string): string {
  return text.includes('&') ? text.replace(ENTITY, unescapeAll) : text;
}
