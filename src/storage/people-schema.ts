import type { Instant } from '../domain/instant.ts';
import type { ImportState } from '../domain/people/user-import.ts';

/** The tables of people who are brought in from a file. */
export type PeopleSchema = {
  user_imports: {
    id: string;
    member: string;
    filename: string;
    format: 'sheet' | 'json';
    encoding: string;
    /** A JSON list. */
    heading: string;
    lines: number;
    pieces: number;
    /** What columns are taken for, in JSON; null until somebody says. */
    columns: string | null;
    state: ImportState;
    /** The piece that comes next. */
    piece: number;
    counts: string;
    made_at: Instant;
    moved_at: Instant;
    lease_until: Instant | null;
    command: string;
  };
  user_import_pieces: { import: string; piece: number; lines: string };
  user_import_refusals: { import: string; line: number; user_id: string | null; detail: string };
};
