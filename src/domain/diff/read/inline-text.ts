import MarkdownIt from 'markdown-it';
import { collapseSpace, collectInline, type Inline, normalizeLabel, type References } from './block.ts';
import { spanReader, withoutHref } from './html-spans.ts';
import { readTag, type Tag } from './html-tag.ts';

const { unescapeAll } = new MarkdownIt().utils;

const MARKUP = /[\\`*_~[\]<&!{]/g;
const ESCAPE = /\\([!-/:-@[-`{-~])/y;
const ENTITY = /&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z][\da-zA-Z]{1,31});/y;
const AUTOLINK = /<([a-zA-Z][a-zA-Z\d+.-]{1,31}:[^\s<>]*|[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+)>/y;
// What some writers leave between `]` and `(` without seeing it: marks of direction and width.
const DESTINATION =
  /[\u200b-\u200f\u061c\u202a-\u202e\u2066-\u2069]*\(\s*(?:<([^<>\n]*)>|([^\s()]*(?:\([^\s()]*\)[^\s()]*)*))(?:\s+("[^"]*"|'[^']*'|\([^()]*\)))?\s*\)/y;
const LABEL = /\[([^[\]]{0,999})\]/y;
/** Attributes of a block or a span as kramdown writes them; they are markup. */
export const ATTRIBUTES = /\{(?::[^{}\n]*|#[\w:.-]+\s*)\}/y;
const LONGEST_LABEL = 999;
const NONE: readonly never[] = [];

/** Reads Markdown inside a block in which no character can be markup; null where one can. */
export function unmarkedText(source: string): Inline | null {
  MARKUP.lastIndex = 0;
  return MARKUP.test(source) ? null : { text: collapseSpace(source), marks: NONE, links: NONE };
}

/**
 * Takes Markdown inside a block apart into what is read and what is markup, in time linear in its length.
 *
 * It follows CommonMark where policies can tell, and a rendering parser would not do here: it is not
 * bounded, and what it throws away would be words that nobody compares. Here all that is not markup is text.
 */
export function inlineText(source: string, references: References): Inline {
  const inline = collectInline();
  const { pieces } = inline;
  const brackets: { piece: number; at: number; image: boolean }[] = [];
  let readSpan: ReturnType<typeof spanReader> | undefined;
  const emphasis = emphasisPairs(inline);
  const codeEnds = codeSpanEnds(source);
  let noCommentAhead = false;
  let at = 0;

  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(source);
  };

  while (at < source.length) {
    MARKUP.lastIndex = at;
    const next = MARKUP.test(source) ? MARKUP.lastIndex - 1 : source.length;
    if (next > at) inline.text(source.slice(at, next));
    at = next;
    const char = source[at];
    let found: RegExpExecArray | null;
    if (char === undefined) {
      break;
    } else if (char === '\\') {
      found = match(ESCAPE);
      inline.text(found === null ? (source[at + 1] === '\n' ? ' ' : '\\') : found[1]!);
      at += found === null ? 1 : 2;
    } else if (char === '`') {
      const length = runLength(source, at);
      const end = codeEnds(at, length);
      if (end === -1) {
        inline.text(source.slice(at, at + length));
        at += length;
      } else {
        inline.mark('`');
        inline.text(source.slice(at + length, end));
        inline.mark('/`');
        at = end + length;
      }
    } else if (char === '*' || char === '_' || char === '~') {
      const length = runLength(source, at);
      emphasis(source, at, length);
      at += length;
    } else if (char === '!' && source[at + 1] === '[') {
      inline.text('');
      brackets.push({ piece: pieces.length - 1, at: at + 2, image: true });
      at += 2;
    } else if (char === '[') {
      inline.text('[');
      brackets.push({ piece: pieces.length - 1, at: at + 1, image: false });
      at += 1;
    } else if (char === ']') {
      at = closeBracket(at);
    } else if (char === '&') {
      found = match(ENTITY);
      inline.text(found === null ? '&' : unescapeAll(found[0]));
      at += found === null ? 1 : found[0].length;
    } else if (char === '{') {
      found = match(ATTRIBUTES);
      if (found === null) inline.text('{');
      else inline.mark(found[0]);
      at += found === null ? 1 : found[0].length;
    } else if (char === '<') {
      at = readAngle(at);
    } else {
      inline.text(char);
      at += 1;
    }
  }
  return inline.finish();

  function closeBracket(close: number): number {
    const open = brackets.pop();
    at = close + 1;
    if (open === undefined) {
      inline.text(']');
      return close + 1;
    }
    const destination = match(DESTINATION);
    if (destination !== null) {
      return finishLink(open, destination[1] ?? destination[2] ?? '', destination[3], destination[0].length);
    }
    const label = match(LABEL);
    const named = label?.[1] || (close - open.at <= LONGEST_LABEL ? source.slice(open.at, close) : '');
    const target = references.get(normalizeLabel(named));
    if (target !== undefined) return finishLink(open, target, undefined, label?.[0].length ?? 0);
    if (open.image) pieces[open.piece] = '![';
    inline.text(']');
    return close + 1;
  }

  function finishLink(
    open: { piece: number; image: boolean },
    target: string,
    title: string | undefined,
    length: number,
  ): number {
    pieces[open.piece] = '';
    if (open.image) inline.mark('image');
    if (title !== undefined) inline.mark(title);
    inline.link(open.piece, unescapeAll(target));
    return at + length;
  }

  function readAngle(start: number): number {
    const auto = match(AUTOLINK);
    if (auto !== null) {
      inline.text(auto[1]!);
      inline.link(pieces.length - 1, auto[1]!);
      return start + auto[0].length;
    }
    if (source.startsWith('<!--', start)) {
      const end = noCommentAhead ? -1 : source.indexOf('-->', start + 4);
      noCommentAhead = end === -1;
      if (end === -1) inline.text('<!--');
      else inline.mark(source.slice(start, end + 3));
      return end === -1 ? start + 4 : end + 3;
    }
    const tag = readTag(source, start);
    if (tag === null) {
      inline.text('<');
      return start + 1;
    }
    readInlineTag(tag);
    return tag.end;
  }

  function readInlineTag(tag: Tag): void {
    readSpan ??= spanReader(inline, unescapeAll);
    readSpan(tag);
    inline.mark(withoutHref(tag.source));
    if (tag.name === 'br' || tag.name === 'p' || tag.name === 'li' || tag.name === 'td') inline.text(' ');
  }
}

function runLength(source: string, at: number): number {
  let end = at + 1;
  while (source[end] === source[at]) end++;
  return end - at;
}

/** Answers where the code span ends that opens at `at` with `length` backticks; -1 when it never does. */
function codeSpanEnds(source: string): (at: number, length: number) => number {
  let runsByLength: Map<number, number[]> | undefined;
  return (at, length) => {
    if (runsByLength === undefined) {
      runsByLength = new Map();
      const runs = [...source.matchAll(/`+/g)].reverse();
      for (const run of runs) {
        const places = runsByLength.get(run[0].length);
        if (places === undefined) runsByLength.set(run[0].length, [run.index]);
        else places.push(run.index);
      }
    }
    const places = runsByLength.get(length) ?? [];
    while (places.length > 0 && places.at(-1)! <= at) places.pop();
    return places.at(-1) ?? -1;
  };
}

type Delimiters = { char: string; piece: number; left: number; order: number };

/** Pairs runs of `*`, `_` and `~~` that open and close emphasis; those left over stay text. */
function emphasisPairs(inline: ReturnType<typeof collectInline>) {
  const open: Readonly<Record<string, Delimiters[]>> = { '*': [], _: [], '~': [] };
  let order = 0;
  return (source: string, at: number, length: number): void => {
    const char = source[at]!;
    const before = source[at - 1] ?? ' ';
    const after = source[at + length] ?? ' ';
    const leftFlanking =
      !isSpace(after) && (!isPunctuation(after) || isSpace(before) || isPunctuation(before));
    const rightFlanking =
      !isSpace(before) && (!isPunctuation(before) || isSpace(after) || isPunctuation(after));
    const canOpen = leftFlanking && (char !== '_' || !rightFlanking || isPunctuation(before));
    const canClose = rightFlanking && (char !== '_' || !leftFlanking || isPunctuation(after));
    let left = length;
    const mine = open[char]!;
    while (canClose && left > 0 && mine.length > 0) {
      const opener = mine.at(-1)!;
      const used = Math.min(left, opener.left, 2);
      if (char === '~' && used < 2) break;
      if (char === '~') {
        inline.strike(opener.piece + 1);
      } else {
        inline.mark(char.repeat(used), opener.piece);
        inline.mark(`/${char.repeat(used)}`);
      }
      opener.left -= used;
      left -= used;
      inline.pieces[opener.piece] = char.repeat(opener.left);
      if (opener.left === 0) mine.pop();
      for (const others of Object.values(open)) {
        while (others.length > 0 && others.at(-1)!.order > opener.order) others.pop();
      }
    }
    inline.text(char.repeat(left));
    if (canOpen && left > 0) mine.push({ char, piece: inline.pieces.length - 1, left, order: order++ });
  };
}

function isSpace(char: string): boolean {
  return /\s/.test(char);
}

function isPunctuation(char: string): boolean {
  return /[\p{P}\p{S}]/u.test(char);
}
