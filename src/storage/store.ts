/*
 * Storage remembers: rows in, domain values out, and the only place that speaks SQL. A query is a function
 * of the database and what it asks; a write is a statement for somebody's atomic list. Beside its rooms
 * stand the schema and what every room writes SQL with.
 */

import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** A statement of an atomic write. */
export type Statement = Compilable<unknown> | CompiledQuery<unknown>;

/** A database as the rest of the code knows it: queries, and writes that happen whole or not at all. */
export type Database = Kysely<Schema> & {
  /**
   * Answers the text of a query that only reads, on the spot and past Kysely, which takes as long as
   * running it: the embedded database alone can.
   */
  readonly askNow?: <R>(text: string, parameters: readonly unknown[]) => R[];
  /** Answers the same where it takes a while, together with what others ask at the same moment. */
  readonly askSoon?: <R>(text: string, parameters: readonly unknown[]) => Promise<R[]>;
};

/**
 * All that actions and reads know of storage.
 *
 * There are no interactive transactions, since not every database has them: read, decide, then write
 * one list. Statements later in a list test in SQL what earlier ones established, because a condition
 * that misses changes no row and stops nothing.
 */
export type Store = {
  readonly db: Database;
  /** Runs the statements in order, all or none, and answers how many rows each changed. */
  readonly atomic: (statements: readonly Statement[]) => Promise<readonly number[]>;
  /** Whether claims may skip rows that another process has locked (PostgreSQL). */
  readonly locksRows: boolean;
  /** How many more queries may be made, where that has a limit: in an invocation of a Worker. */
  readonly queriesLeft?: () => number;
  readonly close: () => Promise<void>;
};

/** A database that cannot be worked with; the message tells the operator why, and what to do. */
export class StorageError extends Error {}

/**
 * The database cannot be reached, or cannot write, for now. A write that ended so may have happened or
 * not; every write can be repeated.
 */
export class StorageUnavailable extends StorageError {}

/** The compiled form of a statement. */
export function compiled(statement: Statement): CompiledQuery<unknown> {
  return 'compile' in statement ? statement.compile() : statement;
}
