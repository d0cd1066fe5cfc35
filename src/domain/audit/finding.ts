/*
 * Checks every other table against the records that it comes from, one user or version at a time, and
 * names what differs. Reads the other rooms and is read by none of them.
 */

import { contentHashOf } from '../hash.ts';
import { canonicalJson, type Json } from '../record/canonical-json.ts';

/** A value as a database answers it. */
export type Value = string | number | null;

/** A row by the names of its columns. */
export type Row = Readonly<Record<string, Value>>;

/** One thing that is not as it must be: where it stands, what is there, and what should be. */
export type Finding = {
  readonly table: string;
  /** The row's key, for reading. */
  readonly row: string;
  /** Null when it is about the row as a whole. */
  readonly column: string | null;
  readonly is: Value | undefined;
  /** In words, or the value. */
  readonly should: Value;
};

/** Takes findings as they come. */
export type Report = (finding: Finding) => void;

const LONGEST_SHOWN = 120;

/** A finding as a sentence. */
export function findingText({ table, row, column, is, should }: Finding): string {
  const place = column === null ? `${table}, row ${row}` : `${table}.${column}, row ${row}`;
  return `${place}: is ${shown(is)}, and should be ${shown(should)}`;
}

/** What a column must hold: that very value, or whatever a test of it lets pass, said in words. */
export type Expected = Value | { readonly words: string; readonly holds: (value: Value) => boolean };

/** What may have been forgotten meanwhile, and is otherwise just so. */
export function orForgotten(value: Value): Expected {
  return { words: `${shown(value)}, or forgotten`, holds: (is) => is === null || is === value };
}

/** What holds a value as JSON, in whatever form that is written. */
export function sameJson(value: Json): Expected {
  return {
    words: canonicalJson(value),
    holds: (is) => {
      try {
        return canonicalJson(JSON.parse(String(is)) as Json) === canonicalJson(value);
      } catch {
        return false;
      }
    },
  };
}

/** What holds JSON, in whatever form that is written, that is recorded by the hash over its canonical form alone. */
export function jsonHashedTo(hash: Value): Expected {
  return {
    words: `JSON that hashes to ${hash}`,
    holds: (is) => {
      try {
        return contentHashOf(canonicalJson(JSON.parse(String(is)) as Json)) === hash;
      } catch {
        return false;
      }
    },
  };
}

/**
 * Audits what rests on records, as far as they can be read: where one says what none can say, which is found when it is
 * read, that `at` cannot be audited is what differs there.
 */
export function auditReadable(
  report: Report,
  at: { readonly table: string; readonly row: string },
  audit: () => void,
): void {
  try {
    audit();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    report({ ...at, column: null, is: `not to be read: ${reason}`, should: 'what records can say' });
  }
}

/** Compares a row with what it must be by its record; a row that is missing is one finding. */
export function compareRow(
  report: Report,
  at: { readonly table: string; readonly row: string },
  row: Row | undefined,
  expected: Readonly<Record<string, Expected | undefined>>,
): void {
  if (row === undefined) {
    report({ ...at, column: null, is: 'missing', should: 'there, since its act is recorded' });
    return;
  }
  for (const column in expected) {
    const should = expected[column];
    if (should === undefined) continue;
    const is = row[column] ?? null;
    if (should !== null && typeof should === 'object') {
      if (!should.holds(is)) report({ ...at, column, is, should: should.words });
    } else if (is !== should) report({ ...at, column, is, should });
  }
}

function shown(value: Value | undefined): string {
  if (value === undefined || value === null) return 'nothing';
  const text = String(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
