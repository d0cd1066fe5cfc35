import type { Call, Reply } from '../service.ts';
import type { ExitCode } from './exit.ts';

/** What a command is given to work with. */
export type Tools = {
  /** Data, for the next program. */
  readonly out: (text: string) => void;
  /** Words, for whoever watches. */
  readonly say: (text: string) => void;
  /** Asks the service once; throws a ProvisoError where it refuses or is away. */
  readonly ask: (call: Omit<Call, 'timeoutMs'>) => Promise<Reply>;
  /** All items of a list, page after page. */
  readonly list: (path: string) => AsyncGenerator<Item>;
  /** Lets a person decide; a misuse where there is none to ask and nothing was said beforehand. */
  readonly confirm: (question: string) => Promise<boolean>;
  readonly isJson: boolean;
};

/** Something that the service answered, of a shape that it alone knows. */
// biome-ignore lint/suspicious/noExplicitAny: answers are printed, and hardly looked into
export type Item = any;

/** What was asked of a command. */
export type Asked = {
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
};

/** One command of the command line. */
export type Command = {
  /** What follows its name. */
  readonly usage: string;
  readonly summary: string;
  /** Options that it has besides those of all. */
  readonly options: Readonly<Record<string, 'string' | 'boolean'>>;
  /** The fewest and the most words that follow its name. */
  readonly words: readonly [fewest: number, most: number];
  readonly run: (tools: Tools, asked: Asked) => Promise<ExitCode>;
};

/** An option's text; undefined where it was not given. */
export function textOf({ options }: Asked, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

/** Part of a path, %-escaped. */
export function escaped(part: string): string {
  return encodeURIComponent(part);
}

/** Rows as columns of a terminal; characters that would run there are shown. */
export function table(rows: readonly (readonly (string | number | null | undefined)[])[]): string {
  const cells = rows.map((row) => row.map((cell) => printable(String(cell ?? '–'))));
  const widths = (cells[0] ?? []).map((_, at) => Math.max(...cells.map((row) => (row[at] ?? '').length)));
  return cells
    .map(
      (row) =>
        `${row
          .map((cell, at) => cell.padEnd(widths[at] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

/** Text in which nothing moves a terminal's cursor or turns its letters around. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is shown instead
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, (char) =>
    char === '\t' ? ' ' : `\\u{${char.charCodeAt(0).toString(16)}}`,
  );
}
