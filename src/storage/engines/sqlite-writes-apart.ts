import { Worker } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import { StorageUnavailable } from '../store.ts';
import type { List } from './group-commit.ts';
import { type Explain, tell, type Waiting, type Writes } from './sqlite-writes.ts';
import type { Answered, Failed, GivenLists, Told } from './sqlite-writing-thread.ts';

const THREAD = new URL('sqlite-writing-thread.ts', import.meta.url);
/** So many texts are known to both sides; then they begin anew. */
const MAX_TEXTS = 1_000;

/**
 * Writes to the database file at `path` in a thread of its own, so that the event loop goes on while the disk
 * is waited for: lists that arrive meanwhile share the next commit.
 *
 * `endReads` ends a transaction that is open for reading, before anybody hears that something was written:
 * what is read from then on holds it. A thread that ends by itself fails what it was given, which may be
 * written or not; `onLost` hears of it, and the next list has another thread.
 */
export function writesApart(
  path: string,
  endReads: () => void,
  explain: Explain,
  onLost: (error: Error) => void,
): Writes {
  let queue: Waiting[] = [];
  let thread: Thread | null = startThread();
  let isFinishing = false;

  function startThread(): Thread {
    const started = writingThread(path, {
      onAnswers(answers, waiting) {
        endReads();
        for (const [index, answer] of answers.entries()) {
          const outcome = isFailed(answer) ? { error: toError(answer) } : { did: answer };
          tell(waiting[index] as Waiting, outcome, explain);
        }
      },
      onEnd(waiting, reason) {
        if (thread === started) thread = null;
        if (isFinishing && waiting.length === 0) return;
        const error = new StorageUnavailable(
          `the thread that writes to the database file ${path} ended (${reason}): what it was writing may be kept or not`,
        );
        endReads();
        for (const { reject } of waiting) reject(error);
        onLost(error);
      },
    });
    return started;
  }

  const give = () => {
    const given = queue;
    queue = [];
    if (given.length === 0) return;
    thread ??= startThread();
    try {
      thread.give(given);
    } catch (error) {
      // A parameter that no database takes, nor another thread.
      for (const { reject } of given) reject(error);
    }
  };

  return {
    write: (list) =>
      new Promise((resolve, reject) => {
        if (isFinishing) return reject(new StorageUnavailable(`the database file ${path} is closed`));
        if (queue.length === 0) setImmediate(give);
        queue.push({ list, resolve, reject });
      }),
    async finish() {
      isFinishing = true;
      give();
      await thread?.end();
    },
  };
}

type Thread = {
  readonly give: (waiting: readonly Waiting[]) => void;
  /** Waits until all that was given is written. */
  readonly end: () => Promise<void>;
};

/** A thread, and who waits for it in the order in which they were given to it. */
function writingThread(
  path: string,
  on: {
    readonly onAnswers: (answers: Answered, waiting: readonly Waiting[]) => void;
    /** Hears who still waits, and why the thread ended. */
    readonly onEnd: (waiting: readonly Waiting[], reason: string) => void;
  },
): Thread {
  const worker = new Worker(THREAD, { workerData: path });
  const numbers = new Map<string, number>();
  let waiting: Waiting[] = [];
  let reason = 'it was ended';
  const tellIt = (told: Told) => worker.postMessage(told);
  // Who waits keeps the process alive, and the thread alone does not.
  worker.unref();
  worker.on('message', (answers: Answered) => {
    const answered = waiting.slice(0, answers.length);
    waiting = waiting.slice(answers.length);
    if (waiting.length === 0) worker.unref();
    on.onAnswers(answers, answered);
  });
  worker.on('error', (error) => {
    reason = error instanceof Error ? error.message : String(error);
  });
  worker.on('messageerror', () => worker.terminate());
  const ended = new Promise<void>((resolve) => {
    worker.on('exit', () => {
      const left = waiting;
      waiting = [];
      on.onEnd(left, reason);
      resolve();
    });
  });

  return {
    give(more) {
      if (numbers.size > MAX_TEXTS) numbers.clear();
      const forget = numbers.size === 0;
      const texts: string[] = [];
      const numberOf = (text: string): number => {
        const known = numbers.get(text);
        if (known !== undefined) return known;
        texts.push(text);
        numbers.set(text, numbers.size);
        return numbers.size - 1;
      };
      const lists = more.map(({ list }) => writeList(list, numberOf));
      try {
        tellIt({ texts, forget, lists } satisfies GivenLists);
      } catch (error) {
        numbers.clear();
        throw error;
      }
      if (waiting.length === 0) worker.ref();
      waiting = waiting.concat(more);
    },
    async end() {
      worker.ref();
      tellIt('end');
      await ended;
    },
  };
}

function writeList(list: List, numberOf: (text: string) => number): unknown[] {
  const given: unknown[] = [];
  for (const { sql, parameters } of list) {
    given.push(numberOf(sql), parameters.length);
    for (const one of parameters) given.push(one);
  }
  return given;
}

function isFailed(answer: Answered[number]): answer is Failed {
  return !Array.isArray(answer);
}

function toError({ message, code }: Failed): Error {
  return code === null ? new Error(message) : new Sqlite.SqliteError(message, code);
}
