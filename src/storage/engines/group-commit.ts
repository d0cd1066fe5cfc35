import type { Database as Connection } from 'better-sqlite3';
import type { CompiledQuery } from 'kysely';
import type { Prepare } from './sqlite-statements.ts';

/** A group that has taken this long is committed as it is, so that reads need not wait for the rest. */
const MAX_GROUP_MS = 5;

type List = readonly CompiledQuery<unknown>[];

type Waiting = {
  readonly list: List;
  readonly resolve: (counts: readonly number[]) => void;
  readonly reject: (error: unknown) => void;
};

/** Atomic lists that share their commits. */
export type GroupCommit = {
  /** Runs a list, all or none, and answers how many rows each statement changed once that is on disk. */
  readonly write: (list: List) => Promise<readonly number[]>;
  /** Commits all that waits before it returns. */
  readonly finish: () => void;
};

/**
 * Commits together the lists that arrive while the event loop is busy: most of a commit is waiting for
 * the disk, and waiting once does for all of them.
 *
 * Lists happen in the order in which they came. One that fails leaves the others of its group as they
 * are; a commit that fails fails them all. `endReads` ends a transaction that is open for reading;
 * `explain` turns what SQLite throws into what callers catch.
 */
export function groupCommit(
  connection: Connection,
  prepare: Prepare,
  endReads: () => void,
  explain: (error: unknown) => unknown,
): GroupCommit {
  let queue: Waiting[] = [];
  let isScheduled = false;

  const runList = (list: List): number[] =>
    list.map(({ sql, parameters }) => {
      const statement = prepare(sql);
      return statement.reader ? statement.all(parameters).length : statement.run(parameters).changes;
    });

  /** Runs one list, and answers how to tell its caller once the group is on disk. */
  const runPlain = ({ list, resolve }: Waiting): (() => void) => {
    const counts = runList(list);
    return () => resolve(counts);
  };

  /** The same, so that a list that fails leaves the others of its group as they are. */
  const runApart = (waiting: Waiting): (() => void) => {
    prepare('SAVEPOINT list').run();
    try {
      const tell = runPlain(waiting);
      prepare('RELEASE list').run();
      return tell;
    } catch (error) {
      // Some errors, a full disk among them, may have undone the whole transaction.
      if (!connection.inTransaction) throw error;
      prepare('ROLLBACK TO list').run();
      prepare('RELEASE list').run();
      return () => waiting.reject(explain(error));
    }
  };

  const undo = () => {
    if (connection.inTransaction) prepare('ROLLBACK').run();
  };

  const commitGroup = () => {
    const group = queue;
    let tell: (() => void)[] = [];
    let begun = 0;
    const runGroup = (run: typeof runPlain) => {
      tell = [];
      begun = 0;
      prepare('BEGIN IMMEDIATE').run();
      const until = performance.now() + MAX_GROUP_MS;
      while (begun < group.length && performance.now() < until) tell.push(run(group[begun++] as Waiting));
    };
    try {
      endReads();
      try {
        runGroup(runPlain);
      } catch (error) {
        if (begun === 0 || group.length === 1) throw error;
        // Hardly any list fails, and keeping each apart makes SQLite copy every page that it changes.
        undo();
        runGroup(runApart);
      }
      prepare('COMMIT').run();
    } catch (error) {
      undo();
      const failed = begun === 0 ? group : group.slice(0, begun);
      begun = failed.length;
      tell = failed.map(
        ({ reject }) =>
          () =>
            reject(explain(error)),
      );
    }
    queue = group.slice(begun);
    schedule();
    for (const one of tell) one();
  };

  const schedule = () => {
    if (isScheduled || queue.length === 0) return;
    isScheduled = true;
    setImmediate(() => {
      isScheduled = false;
      if (queue.length > 0) commitGroup();
    });
  };

  return {
    write(list) {
      return new Promise((resolve, reject) => {
        queue.push({ list, resolve, reject });
        schedule();
      });
    },
    finish() {
      while (queue.length > 0) commitGroup();
    },
  };
}
