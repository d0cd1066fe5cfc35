/*
 * Bringing in people from a file, as members do it in a browser: how far an import is and what can be done then, and
 * what the columns of a sheet are taken for.
 */

import { sha256Hex } from '../hash.ts';
import type { Instant } from '../instant.ts';

/**
 * How far an import is: its file is being `reading`, or was `read` and waits to hear what its columns are; `checking`
 * is the dry run, which changes nobody; `importing` may be `stopped` and goes on from there.
 */
export type ImportState = 'reading' | 'read' | 'checking' | 'checked' | 'importing' | 'stopped' | 'done';

/** What the lines met so far came to. */
export type ImportCounts = {
  /** Lines that were met. */
  readonly lines: number;
  /** Of people that were not known. */
  readonly fresh: number;
  /** Of people that were known; `same` are those of them of whom nothing would change, which a dry run alone tells. */
  readonly known: number;
  readonly same: number;
  readonly refused: number;
  /** Lines that say that somebody agreed to something. */
  readonly agreeing: number;
};

/** Before the first line. */
export const NOTHING_MET: ImportCounts = {
  ...{ lines: 0, fresh: 0, known: 0, same: 0, refused: 0, agreeing: 0 },
};

/** What two stretches of a file came to together. */
export function addImportCounts(one: ImportCounts, other: ImportCounts): ImportCounts {
  return {
    lines: one.lines + other.lines,
    fresh: one.fresh + other.fresh,
    known: one.known + other.known,
    same: one.same + other.same,
    refused: one.refused + other.refused,
    agreeing: one.agreeing + other.agreeing,
  };
}

/** Something that a member does with an import. */
export type ImportStep = 'check' | 'import' | 'stop' | 'discard';

const POSSIBLE: Readonly<Record<ImportStep, readonly ImportState[]>> = {
  check: ['read', 'checked'],
  import: ['checked', 'stopped'],
  stop: ['checking', 'importing'],
  discard: ['reading', 'read', 'checked', 'stopped', 'done'],
};

/** Whether an import is so far that this can be done with it. */
export function canStep(state: ImportState, step: ImportStep): boolean {
  return POSSIBLE[step].includes(state);
}

/** Where an import is once that was done. */
export function stateAfter(state: ImportState, step: Exclude<ImportStep, 'discard'>): ImportState {
  if (step === 'check') return 'checking';
  if (step === 'import') return 'importing';
  // A dry run that was stopped has told nothing that counts.
  return state === 'checking' ? 'read' : 'stopped';
}

/** A line of a file by its number: the cells of a sheet, a line of JSON, or null for what cannot be read as either. */
export type FileLine = readonly [line: number, said: readonly string[] | string | null];

/** What columns of a sheet are taken for, in their order, and whence agreements come. */
export type SheetColumns = {
  /** `''` is not taken; `agreed:terms` is when somebody agreed to that policy. */
  readonly uses: readonly string[];
  /** Where agreements happened, in a line for the record. */
  readonly source: string | null;
  /** The zone of each policy, in which a time without one is read. */
  readonly zones: Readonly<Record<string, string>>;
  /**
   * Of each policy the instant before which an agreement is to an earlier text that is not known here; none where
   * such agreements are to be refused.
   */
  readonly knownSince: Readonly<Record<string, Instant>>;
};

/** An import that a member makes: its file, its columns and how far it is. */
export type UserImport = {
  readonly id: string;
  /** The member who made it. */
  readonly member: string;
  readonly filename: string;
  readonly format: 'sheet' | 'json';
  /** How its letters were written, as `utf-8`. */
  readonly encoding: string;
  /** The first line of a sheet: what its columns are called. */
  readonly heading: readonly string[];
  /** Lines that say something, and pieces in which they are kept. */
  readonly lines: number;
  readonly pieces: number;
  readonly columns: SheetColumns | null;
  readonly state: ImportState;
  /** The piece that comes next. */
  readonly piece: number;
  readonly counts: ImportCounts;
  readonly madeAt: Instant;
  readonly movedAt: Instant;
  /** Until when a process is about it; null while none is. */
  readonly leasedUntil: Instant | null;
  readonly command: string;
};

/** How long an import is kept after it moved last, with what is left of its file and the list of refused lines. */
export const IMPORT_LIFETIME_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * The pseudonym that the line of an import gives to somebody new: the same each time, so that a line that is taken in
 * once more, after a process died, is known to have been the one that made them.
 */
export function refOfLine(id: string, line: number): string {
  const hash = sha256Hex(`${id}:${line}`);
  // The time of the import in front, as in every id of ours (UUIDv7), and the variant of RFC 9562.
  const variant = '89ab'.charAt(Number.parseInt(hash.charAt(3), 16) % 4);
  return `${id.slice(0, 13)}-7${hash.slice(0, 3)}-${variant}${hash.slice(4, 7)}-${hash.slice(7, 19)}`;
}
