import type { Piece } from './text-block.ts';

/** Where a line of Markdown stands, which says what could be markup in it. */
export type LinePlace = 'block' | 'heading' | 'cell';

type Mark = 'link' | 'bold' | 'italic' | 'struck' | 'raised' | 'code';
type Token =
  | { readonly type: 'text'; readonly text: string; readonly piece: Piece }
  | { readonly type: 'open' | 'close'; readonly mark: Mark; readonly value: string };

/**
 * Writes the pieces of a line as Markdown that says their words and nothing else.
 *
 * Emphasis is written with signs where they are read as such, and with tags where they would not be: a
 * sign between a bracket and a letter, as after `「規約」`, is text to CommonMark.
 */
export function writeLine(pieces: readonly Piece[], place: LinePlace): string {
  const tokens = tokensOf(tidyPieces(pieces));
  const written: string[] = [];
  /** How the marks that are open are written. */
  const closers: string[] = [];
  tokens.forEach((token, at) => {
    if (token.type === 'text') {
      const { piece, text } = token;
      const isCode = closers.at(-1) === '`';
      const isInLink = closers.some((one) => one.startsWith(']'));
      written.push(piece.isMark || isCode ? text : escapeText(text, { place, isInLink }));
      return;
    }
    if (token.type === 'close') {
      written.push(closers.pop()!);
      return;
    }
    const isInBold = closers.includes('**') || closers.includes('</strong>');
    const [open, close] = signsOf(token.mark, token.value, isInBold, (sign) =>
      isReadAsSign(sign, tokens, at, written.at(-1)),
    );
    // What would make a link a picture.
    if (open === '[' && written.at(-1)?.endsWith('!')) written.push(`${written.pop()!.slice(0, -1)}\\!`);
    written.push(open);
    closers.push(close);
  });
  const line = written.join('');
  if (place === 'cell') return line.replaceAll('\n', '<br>');
  if (place === 'heading') return line.replaceAll('\n', ' ').replace(/(?<![^ ])(#+)$/, '\\$1');
  const lines = line.split('\n');
  return lines
    .map((one) => escapeStart(lines.length === 1 ? one : one.replace(/(?<!\\)\|/g, '\\|')))
    .join('<br>\n');
}

/** Pieces set alike joined, runs of space one space, none at a line's ends, and none where emphasis begins or ends. */
function tidyPieces(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (last !== undefined && isSetAlike(last, piece)) {
      joined[joined.length - 1] = { ...last, text: last.text + piece.text };
    } else if (piece.text !== '') {
      joined.push(piece);
    }
  }
  const tidy: Piece[] = [];
  let before = '\n';
  const add = (piece: Piece, text: string) => {
    const one = /^[ \n]/.test(text) && /[ \n]$/.test(before) ? text.replace(/^ /, '') : text;
    if (one === '') return;
    if (one.startsWith('\n') && tidy.length > 0) trimLast(tidy);
    tidy.push({ ...piece, text: one });
    before = one;
  };
  for (const piece of joined) {
    const text = piece.text
      .replace(/[\u2028\u2029]/g, '\n')
      .replace(/[ \t\r\f\v]+/g, ' ')
      .replace(/ ?\n ?/g, '\n');
    const middle = text.trim();
    const start = text.length - text.trimStart().length;
    add({ text: '' }, text.slice(0, start));
    // Emphasis does not go over the end of a line.
    middle.split(/(\n)/).forEach((part) => {
      if (part !== '') add(part === '\n' ? { text: '' } : piece, part);
    });
    if (middle !== '') add({ text: '' }, text.slice(start + middle.length));
  }
  while (tidy.length > 0 && tidy.at(-1)!.text.trim() === '') tidy.pop();
  while (tidy.length > 0 && tidy[0]!.text.trim() === '') tidy.shift();
  return tidy;
}

function trimLast(pieces: Piece[]): void {
  const last = pieces.at(-1)!;
  pieces[pieces.length - 1] = { ...last, text: last.text.replace(/ $/, '') };
}

function isSetAlike(a: Piece, b: Piece): boolean {
  return (
    !a.bold === !b.bold &&
    !a.italic === !b.italic &&
    !a.struck === !b.struck &&
    !a.code === !b.code &&
    !a.isMark === !b.isMark &&
    a.raised === b.raised &&
    a.link === b.link
  );
}

function marksOf(piece: Piece): (readonly [Mark, string])[] {
  const marks: (readonly [Mark, string])[] = [];
  if (piece.link !== undefined) marks.push(['link', piece.link]);
  if (piece.bold) marks.push(['bold', '']);
  if (piece.italic) marks.push(['italic', '']);
  if (piece.struck) marks.push(['struck', '']);
  if (piece.raised !== undefined && /^\d+$/.test(piece.text)) marks.push(['raised', piece.raised]);
  // Names of cookies and the like; in others, signs would be read before the code is.
  if (piece.code && /^[\w./-]([\w ./-]*[\w./-])?$/.test(piece.text)) marks.push(['code', '']);
  return marks;
}

/** Text and the marks around it, each closed before what it was opened in. */
function tokensOf(pieces: readonly Piece[]): Token[] {
  const tokens: Token[] = [];
  let open: (readonly [Mark, string])[] = [];
  const closeTo = (count: number) => {
    for (const [mark, value] of open.slice(count).reverse()) tokens.push({ type: 'close', mark, value });
    open = open.slice(0, count);
  };
  for (const piece of pieces) {
    const marks = marksOf(piece);
    let shared = 0;
    while (
      shared < Math.min(open.length, marks.length) &&
      open[shared]![0] === marks[shared]![0] &&
      open[shared]![1] === marks[shared]![1] &&
      open[shared]![0] !== 'raised'
    ) {
      shared++;
    }
    closeTo(shared);
    for (const [mark, value] of marks.slice(shared)) tokens.push({ type: 'open', mark, value });
    open = marks;
    tokens.push({ type: 'text', text: piece.text, piece });
  }
  closeTo(0);
  return tokens;
}

function signsOf(
  mark: Mark,
  value: string,
  isInBold: boolean,
  isRead: (sign: string) => boolean,
): readonly [open: string, close: string] {
  const signs = (sign: string, tag: string) =>
    isRead(sign) ? ([sign, sign] as const) : ([`<${tag}>`, `</${tag}>`] as const);
  if (mark === 'bold') return signs('**', 'strong');
  if (mark === 'italic') return signs(isInBold ? '_' : '*', 'em');
  if (mark === 'struck') return signs('~~', 's');
  if (mark === 'raised') return [`<${value}>`, `</${value}>`];
  if (mark === 'code') return ['`', '`'];
  return ['[', `](${destinationOf(value)})`];
}

function destinationOf(target: string): string {
  const url = target
    .trim()
    .replace(/[\s<>\\|]/g, (char) => encodeURIComponent(char))
    .replace(/&(?=#|\w+;)/g, '&amp;');
  return /[()]/.test(url) ? `<${url}>` : url;
}

/** Whether a sign opens here and closes where its mark ends, as CommonMark reads signs by what stands around them. */
function isReadAsSign(
  sign: string,
  tokens: readonly Token[],
  at: number,
  written: string | undefined,
): boolean {
  const end = closeOf(tokens, at);
  const before = [...(written ?? ' ')].at(-1) ?? ' ';
  const [first, last, after] = [firstOf(tokens[at + 1]), lastOf(tokens[end - 1]), firstOf(tokens[end + 1])];
  // Signs beside each other are one, and of characters beyond the first plane readers see a half.
  if (before === sign[0] || [before, first, last, after].some((char) => char.length > 1)) return false;
  if (!flanks(before, first) || !flanks(after, last)) return false;
  return sign !== '_' || [before, after].every((char) => isSpace(char) || isPunctuation(char));
}

function closeOf(tokens: readonly Token[], at: number): number {
  let depth = 0;
  for (let end = at; end < tokens.length; end++) {
    if (tokens[end]!.type === 'open') depth++;
    else if (tokens[end]!.type === 'close' && --depth === 0) return end;
  }
  return tokens.length;
}

/** Whether a sign between `outer` and `inner` belongs to `inner`. */
function flanks(outer: string, inner: string): boolean {
  return !isSpace(inner) && (!isPunctuation(inner) || isSpace(outer) || isPunctuation(outer));
}

/** What a neighbour looks like to a sign beside it: another sign or tag is punctuation. */
function firstOf(token: Token | undefined): string {
  if (token === undefined) return ' ';
  return token.type === 'text' ? ([...token.text][0] ?? ' ') : '*';
}

function lastOf(token: Token | undefined): string {
  if (token === undefined) return ' ';
  return token.type === 'text' ? ([...token.text].at(-1) ?? ' ') : '*';
}

function isSpace(char: string): boolean {
  return /\s/.test(char);
}

function isPunctuation(char: string): boolean {
  return /[\p{P}\p{S}]/u.test(char);
}

type Around = { readonly place: LinePlace; readonly isInLink: boolean };

/** Text in which nothing is read as markup inside a line. */
function escapeText(text: string, { place, isInLink }: Around): string {
  return text.replace(/[\\`*_~[\]<&!{|]/g, (char, at: number) =>
    isMarkup(char, text, at, place, isInLink) ? `\\${char}` : char,
  );
}

function isMarkup(char: string, text: string, at: number, place: LinePlace, isInLink: boolean): boolean {
  const next = text[at + 1] ?? '';
  const rest = () => text.slice(at, at + 40);
  if (char === '\\') return next === '' || next === '\n' || /[!-/:-@[-`{-~]/.test(next);
  if (char === '`' || char === '*') return true;
  // Between letters it is one of them, as in a name.
  if (char === '_') return !(/[\p{L}\p{N}]/u.test(text[at - 1] ?? '') && /[\p{L}\p{N}]/u.test(next));
  if (char === '~') return next === '~' || text[at - 1] === '~';
  // A footnote's mark is no bracket but where we write one.
  if (char === '[') return isInLink || next === '^';
  if (char === ']')
    return isInLink || /^\][\u200b-\u200f\u061c\u202a-\u202e\u2066-\u2069]*[([:]/.test(rest());
  if (char === '<') return next === '' || /[a-zA-Z/!?]/.test(next);
  if (char === '&')
    return /^&(?:#|[a-zA-Z][\da-zA-Z]{0,31};|[a-zA-Z][\da-zA-Z]{32})/.test(rest()) || next === '';
  if (char === '!') return next === '[';
  if (char === '{') return next === ':' || next === '#';
  return place === 'cell';
}

/** A line whose beginning opens no heading, quote, list, rule or underline. */
function escapeStart(line: string): string {
  return line
    .replace(/^(#{1,6}(?=\s|$)|>|[-+](?=\s|$)|-{2,}\s*$|=+\s*$)/, '\\$1')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}
