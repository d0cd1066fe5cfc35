import type { Database as Connection } from 'better-sqlite3';
import type { CompiledQuery, QueryResult } from 'kysely';
import type { Prepare } from './sqlite-connection.ts';

/** What other processes wrote longer ago than this is always seen. */
const MAX_AGE_MS = 1;

/** A connection's queries. */
export type Reads = {
  readonly run: <R>(query: CompiledQuery) => QueryResult<R>;
  /** Answers what many ask at the same moment, and only reads: who asks the same gets the same rows. */
  readonly ask: <R>(text: string, parameters: readonly unknown[]) => R[];
  /** Lets go of what was seen. Comes before anything that writes, and after what another thread wrote. */
  readonly end: () => void;
};

/**
 * Runs queries so that those of one turn of the event loop, and of one millisecond, see the database as
 * of one moment: locking and unlocking the file for each takes longer than answering it.
 *
 * What this process wrote is seen at once, what another wrote within a millisecond. No decision rests on
 * it alone, since every write tests what was read.
 */
export function sharedReads(connection: Connection, prepare: Prepare): Reads {
  let since = 0;
  let isOpen = false;
  /** What SQLite calls the state that was seen last; it has another once anybody else has written. */
  let state: unknown;
  /** The last answer of that state to each statement. */
  const answers = new Map<string, { readonly parameters: readonly unknown[]; readonly rows: unknown[] }>();

  const close = () => {
    if (!isOpen) return;
    isOpen = false;
    // A database that is closed has let go of it.
    if (connection.open) prepare('COMMIT').run();
  };
  const end = () => {
    answers.clear();
    close();
  };
  const begin = () => {
    const now = performance.now();
    if (isOpen) {
      if (now - since < MAX_AGE_MS) return;
      close();
    } else {
      setImmediate(close);
    }
    prepare('BEGIN').run();
    since = now;
    isOpen = true;
    const before = state;
    state = prepare('PRAGMA data_version').pluck().get();
    if (state !== before) answers.clear();
  };
  const run = <R>({ sql, parameters }: CompiledQuery): QueryResult<R> => {
    const statement = prepare(sql);
    if (statement.readonly) begin();
    else end();
    if (statement.reader) return { rows: statement.all(parameters) as R[] };
    return { rows: [], numAffectedRows: BigInt(statement.run(parameters).changes) };
  };

  return {
    run,
    ask<R>(text: string, parameters: readonly unknown[]): R[] {
      begin();
      const known = answers.get(text);
      if (known?.parameters.every((one, index) => one === parameters[index])) return known.rows as R[];
      const rows = prepare(text).all(parameters) as R[];
      answers.set(text, { parameters, rows });
      return rows;
    },
    end,
  };
}
