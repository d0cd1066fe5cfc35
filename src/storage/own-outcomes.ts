import type { OwnOutcome, OwnTelling } from '../domain/answers/own-outcome.ts';
import type { Instant } from '../domain/instant.ts';
import type { Schema } from './schema.ts';

type Columns = Pick<
  Schema['user_versions'],
  'told_at' | 'told_by' | 'binds_at' | 'effective_at' | 'closes_at' | 'agrees_at' | 'outcome' | 'silence'
>;

/** What stands in `outcome`: what no query asks for. */
type InJson = Omit<OwnOutcome, 'effectiveAt' | 'closesAt' | 'agreesAt'>;

/** A telling and what follows from it, as columns of `user_versions`. */
export function tellingToColumns({ toldAt, toldBy, bindsAt, own }: OwnTelling): Columns {
  const { effectiveAt, closesAt, agreesAt, ...rest } = own;
  return {
    ...{ told_at: toldAt, told_by: toldBy, binds_at: bindsAt },
    ...{ effective_at: effectiveAt, closes_at: closesAt, agrees_at: agreesAt },
    outcome: JSON.stringify(rest satisfies InJson),
    // Of another telling nothing is written down yet.
    silence: null,
  };
}

/** The columns of a telling and what follows from it. */
export const TELLING_COLUMNS = [
  ...(['told_at', 'told_by', 'binds_at', 'effective_at', 'closes_at', 'agrees_at'] as const),
  ...(['outcome', 'silence'] as const),
] satisfies readonly (keyof Columns)[];

/** Of somebody whom nothing tells any more. */
export const NOT_TOLD: Columns = {
  ...{ told_at: null, told_by: null, binds_at: null },
  ...{ effective_at: null, closes_at: null, agrees_at: null, outcome: null, silence: null },
};

/** What the rules come to for a reader as their row has it; undefined where the version has none of its own. */
export function rowToOwnOutcome(row: {
  readonly outcome: string | null;
  readonly effective_at: Instant | null;
  readonly closes_at: Instant | null;
  readonly agrees_at: Instant | null;
}): OwnOutcome | undefined {
  if (row.outcome == null) return undefined;
  return {
    ...readInJson(row.outcome),
    effectiveAt: row.effective_at,
    closesAt: row.closes_at,
    agreesAt: row.agrees_at,
  };
}

/** What texts of outcomes say: a version has few of them, however many its readers are, and every check reads one. */
const read = new Map<string, InJson>();
const MOST_READ = 1_000;

function readInJson(text: string): InJson {
  const known = read.get(text);
  if (known !== undefined) return known;
  if (read.size >= MOST_READ) read.clear();
  const made = JSON.parse(text) as InJson;
  read.set(text, made);
  return made;
}
