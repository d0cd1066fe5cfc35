import type { Database as Connection } from 'better-sqlite3';
import { type Did, groupCommit, type List, type Outcome } from './group-commit.ts';
import type { Prepare } from './sqlite-connection.ts';

/** What writes to an embedded database. */
export type Writes = {
  /** Runs a list, all or none, and answers what each of its statements did once that is on disk. */
  readonly write: (list: List) => Promise<readonly Did[]>;
  /** Writes all that waits, and then nothing more. */
  readonly finish: () => Promise<void>;
};

/** Turns what SQLite throws into what callers catch. */
export type Explain = (error: unknown) => unknown;

/** A list, and who waits for it. */
export type Waiting = {
  readonly list: List;
  readonly resolve: (did: readonly Did[]) => void;
  readonly reject: (error: unknown) => void;
};

/** Tells who waits for a list what became of it. */
export function tell({ resolve, reject }: Waiting, outcome: Outcome, explain: Explain): void {
  if ('error' in outcome) reject(explain(outcome.error));
  else resolve(outcome.did);
}

/**
 * Writes on the connection that is also read from, once the event loop has nothing else to do: lists that
 * arrive while it is busy share a commit. `endReads` ends a transaction that is open for reading.
 */
export function writesHere(
  connection: Connection,
  prepare: Prepare,
  endReads: () => void,
  explain: Explain,
): Writes {
  const commit = groupCommit(connection, prepare, endReads);
  let queue: Waiting[] = [];
  let isScheduled = false;

  const commitNext = () => {
    const outcomes = commit(queue.map(({ list }) => list));
    const written = queue.slice(0, outcomes.length);
    queue = queue.slice(outcomes.length);
    schedule();
    for (const [index, outcome] of outcomes.entries()) tell(written[index] as Waiting, outcome, explain);
  };
  const schedule = () => {
    if (isScheduled || queue.length === 0) return;
    isScheduled = true;
    setImmediate(() => {
      isScheduled = false;
      if (queue.length > 0) commitNext();
    });
  };

  return {
    write: (list) =>
      new Promise((resolve, reject) => {
        queue.push({ list, resolve, reject });
        schedule();
      }),
    async finish() {
      while (queue.length > 0) commitNext();
    },
  };
}
