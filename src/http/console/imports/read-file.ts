import Papa from 'papaparse';
import type { ReadFile, ReadFileLines } from '../../../actions/people/import-file.ts';
import type { ImportLine } from '../../../actions/people/read-import-line.ts';
import { agreedTo, cellsToUser } from '../../../domain/people/sheet.ts';
import type { FileLine, SheetColumns } from '../../../domain/people/user-import.ts';
import { Refusal } from '../../../domain/refusal.ts';
import { importsWords as words } from '../../../pages/console/words/imports.ts';
import { parseImportedUser, parseJsonLine } from '../../api/import.ts';
import { readLetters } from './read-letters.ts';

/** What one piece of a file has at most: lines, and what they take in JSON, in characters. */
const LINES_PER_PIECE = 500;
const CHARACTERS_PER_PIECE = 250_000;
/** A line that is longer is not read. */
const MOST_CHARACTERS = 64 * 1024;
const MOST_COLUMNS = 100;
/** How much of a file tells what stands between its cells. */
const CHARACTERS_TO_GUESS = 64 * 1024;
const DELIMITERS = [',', ';', '\t', '|'];

type Delimiter = string;

/**
 * Reads a file of people, piece by piece: lines of JSON where it says so or looks so, else a sheet whose cells stand
 * between commas, semicolons, tabs or bars, with its heading first. Lines are numbered as a spreadsheet shows them.
 * Refuses with `unreadable-file` what is neither.
 */
export async function* readImportFile(
  filename: string,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly FileLine[], ReadFile> {
  const { text, encoding } = readLetters(bytes);
  let begun = '';
  while (begun.length < CHARACTERS_TO_GUESS) {
    const { value, done } = await text.next();
    if (done) break;
    begun += value;
  }
  const isJson = /\.(ndjson|jsonl)$/i.test(filename) || begun.trimStart().startsWith('{');
  const parts = startingWith(begun, text);
  const lines = isJson ? readJson(parts) : readSheet(parts, begun);
  let heading: readonly string[] = [];
  let count = 0;
  let piece: FileLine[] = [];
  let size = 0;
  for await (const one of lines) {
    if (!isJson && heading.length === 0) {
      heading = headingOf(one);
      continue;
    }
    const length = JSON.stringify(one).length;
    if (piece.length >= LINES_PER_PIECE || (size + length > CHARACTERS_PER_PIECE && piece.length > 0)) {
      yield piece;
      [piece, size] = [[], 0];
    }
    piece.push(one);
    size += length;
    count++;
  }
  if (piece.length > 0) yield piece;
  if (count === 0) throw new Refusal('unreadable-file', words.wrong.empty);
  return { format: isJson ? 'json' : 'sheet', encoding: encoding(), heading, lines: count };
}

function headingOf([, said]: FileLine): readonly string[] {
  if (said === null || typeof said === 'string') throw new Refusal('unreadable-file', words.wrong.heading);
  if (said.length < 2) throw new Refusal('unreadable-file', words.wrong.oneColumn);
  if (said.length > MOST_COLUMNS) throw new Refusal('unreadable-file', words.wrong.columns(MOST_COLUMNS));
  return said.map((cell) => cell.trim().slice(0, 64));
}

async function* startingWith(begun: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield begun;
  yield* rest;
}

async function* readJson(parts: AsyncIterable<string>): AsyncGenerator<FileLine> {
  let kept = '';
  let line = 0;
  let isTooLong = false;
  const take = (said: string): FileLine | null => {
    line++;
    const isLost = isTooLong || said.length > MOST_CHARACTERS;
    isTooLong = false;
    return isLost ? [line, null] : said.trim() === '' ? null : [line, said];
  };
  for await (const part of parts) {
    const [first = '', ...more] = part.split('\n');
    kept += first;
    for (const next of more) {
      const one = take(kept);
      if (one !== null) yield one;
      kept = next;
    }
    if (kept.length > MOST_CHARACTERS) [kept, isTooLong] = [' ', true];
  }
  const last = take(kept);
  if (last !== null) yield last;
}

async function* readSheet(parts: AsyncIterable<string>, begun: string): AsyncGenerator<FileLine> {
  const { delimiter, skips } = guessDelimiter(begun);
  const state = { kept: '', line: skips ? 1 : 0 };
  let toSkip = skips;
  for await (const part of parts) {
    state.kept += part;
    if (toSkip) {
      state.kept = state.kept.slice(state.kept.indexOf('\n') + 1);
      toSkip = false;
    }
    yield* wholeRows(state, delimiter, false);
  }
  yield* wholeRows(state, delimiter, true);
}

/** What stands between cells: as the first line says in the manner of Excel, which is no row then, or as it looks. */
function guessDelimiter(begun: string): { readonly delimiter: Delimiter; readonly skips: boolean } {
  const said = /^sep=(.)\n/.exec(begun)?.[1];
  if (said !== undefined) return { delimiter: said, skips: true };
  const { meta } = Papa.parse<string[]>(begun, {
    preview: 20,
    newline: '\n',
    skipEmptyLines: 'greedy',
    delimitersToGuess: DELIMITERS,
  });
  return { delimiter: meta.delimiter, skips: false };
}

/** The rows that are whole in what was kept, which keeps the rest. A quote that never ends loses its line alone. */
function* wholeRows(
  state: { kept: string; line: number },
  delimiter: Delimiter,
  isLast: boolean,
): Generator<FileLine> {
  for (;;) {
    const parser = new Papa.Parser({ delimiter, newline: '\n' });
    const { data, errors, meta } = parser.parse(state.kept, 0, !isLast) as Papa.ParseResult<string[]>;
    const isOpen = errors.some(({ code }) => code === 'MissingQuotes');
    const broken = new Set(errors.flatMap(({ row }) => (row === undefined ? [] : [row])));
    const rows = isOpen ? data.slice(0, -1) : data;
    for (const [at, cells] of rows.entries()) {
      state.line++;
      if (cells.every((cell) => cell.trim() === '')) continue;
      const isLost = broken.has(at) || cells.reduce((sum, cell) => sum + cell.length, 0) > MOST_CHARACTERS;
      yield [state.line, isLost ? null : cells];
    }
    const isEndless = !isLast && state.kept.length - meta.cursor > MOST_CHARACTERS;
    if (!isOpen && !isEndless) {
      state.kept = isLast ? '' : state.kept.slice(meta.cursor);
      return;
    }
    state.kept = state.kept.slice(isOpen ? startOfLast(state.kept, rows, delimiter) : meta.cursor);
    state.line++;
    yield [state.line, null];
    const end = state.kept.indexOf('\n');
    state.kept = end < 0 ? '' : state.kept.slice(end + 1);
    if (state.kept === '') return;
  }
}

/** Where the row begins that comes after some, all of which are whole. */
function startOfLast(text: string, rows: readonly (readonly string[])[], delimiter: Delimiter): number {
  if (rows.length === 0) return 0;
  const parser = new Papa.Parser({ delimiter, newline: '\n', preview: rows.length });
  return (parser.parse(text, 0, false) as Papa.ParseResult<string[]>).meta.cursor;
}

/** Reads lines of a file that was kept as an import by API has them. */
export const readFileLines: ReadFileLines = ({ heading, columns, format }, lines) =>
  lines.map(([line, said]): ImportLine => {
    if (said === null) return { line, detail: words.refused.unreadable };
    if (format === 'json') {
      const user = typeof said === 'string' ? parseJsonLine(said) : words.refused.unreadable;
      return typeof user === 'string' ? { line, detail: user } : { line, ...user };
    }
    if (columns === null || typeof said === 'string') return { line, detail: words.refused.unreadable };
    const value = cellsToUser(said, heading, columns);
    const named = { named: said[columns.uses.indexOf('user')]?.trim().slice(0, 200) ?? '' };
    const user = typeof value === 'string' ? value : parseImportedUser(value);
    if (typeof user !== 'string') return { line, ...user };
    return { line, detail: byColumns(user, heading, columns), ...named };
  });

/** What is wrong with a line, by the names of its columns where it is said by those of the API. */
function byColumns(wrong: string, heading: readonly string[], { uses }: SheetColumns): string {
  return wrong.replace(
    /(^|; )\/([^/\s]+)(?:\/([^/\s]+))?\S*/g,
    (_, before: string, name: string, part = '') => {
      const column = heading[uses.indexOf(name === 'accepted' ? agreedTo(part) : name)];
      return `${before}${column === undefined ? part || name : `“${column}”`}`;
    },
  );
}
