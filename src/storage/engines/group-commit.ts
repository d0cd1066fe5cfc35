import type { Database as Connection } from 'better-sqlite3';
import type { CompiledQuery } from 'kysely';
import type { Prepare } from './sqlite-connection.ts';

/** A group that has taken this long is committed as it is, so that its callers need not wait for the rest. */
const MAX_GROUP_MS = 5;

/** Statements that happen all or none. */
export type List = readonly Pick<CompiledQuery, 'sql' | 'parameters'>[];

/** What a statement did: how many rows it changed, or the rows that it answers. */
export type Did = number | readonly unknown[];

/** What became of a list: what each statement did, or what the list failed of. */
export type Outcome = { readonly did: readonly Did[] } | { readonly error: unknown };

/**
 * Runs the first of some lists in one transaction, and answers what became of each once that is on disk:
 * at least of one, and of those that come after `MAX_GROUP_MS` not yet.
 */
export type CommitGroup = (lists: readonly List[]) => readonly Outcome[];

/**
 * Has lists share their commits: most of a commit is waiting for the disk, and waiting once does for all
 * of them.
 *
 * Lists happen in the order in which they came. One that fails leaves the others of its group as they
 * are; a commit that fails fails them all. `endReads` ends a transaction that is open for reading.
 */
export function groupCommit(
  connection: Connection,
  prepare: Prepare,
  endReads: () => void = () => {},
): CommitGroup {
  const run = (list: List): Outcome => ({
    did: list.map(({ sql, parameters }) => {
      const statement = prepare(sql);
      return statement.reader ? statement.all(parameters) : statement.run(parameters).changes;
    }),
  });

  /** The same, so that a list that fails leaves the others of its group as they are. */
  const runApart = (list: List): Outcome => {
    prepare('SAVEPOINT list').run();
    try {
      const outcome = run(list);
      prepare('RELEASE list').run();
      return outcome;
    } catch (error) {
      // Some errors, a full disk among them, may have undone the whole transaction.
      if (!connection.inTransaction) throw error;
      prepare('ROLLBACK TO list').run();
      prepare('RELEASE list').run();
      return { error };
    }
  };

  const undo = () => {
    if (connection.inTransaction) prepare('ROLLBACK').run();
  };

  return (lists) => {
    let begun = 0;
    const runAll = (runOne: typeof run): Outcome[] => {
      const outcomes: Outcome[] = [];
      begun = 0;
      prepare('BEGIN IMMEDIATE').run();
      const until = performance.now() + MAX_GROUP_MS;
      do outcomes.push(runOne(lists[begun++] as List));
      while (begun < lists.length && performance.now() < until);
      return outcomes;
    };
    try {
      endReads();
      let outcomes: Outcome[];
      try {
        outcomes = runAll(run);
      } catch (error) {
        if (begun === 0 || lists.length === 1) throw error;
        // Hardly any list fails, and keeping each apart makes SQLite copy every page that it changes.
        undo();
        outcomes = runAll(runApart);
      }
      prepare('COMMIT').run();
      return outcomes;
    } catch (error) {
      undo();
      return lists.slice(0, begun === 0 ? lists.length : begun).map(() => ({ error }));
    }
  };
}
