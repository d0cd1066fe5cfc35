import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import { type Did, groupCommit, type List, type Outcome } from './group-commit.ts';
import { LONGEST_LOG_PAGES, openConnection, preparing } from './sqlite-connection.ts';

/** What the thread is told: lists to run, or to end once it has run those before. */
export type Told = GivenLists | 'end';

/** Lists to run. Each text comes once, and is meant by its number from then on. */
export type GivenLists = {
  /** Texts that were not meant before; they take the numbers after those that are known. */
  readonly texts: readonly string[];
  /** Whether all texts before those are forgotten. */
  readonly forget: boolean;
  /** Of each list one statement after the other: the number of its text, how many parameters it has, and those. */
  readonly lists: readonly (readonly unknown[])[];
};

/** What became of lists, in the order in which they were given. */
export type Answered = readonly (readonly Did[] | Failed)[];

/** What a list failed of; `code` is null where it was not SQLite that failed. */
export type Failed = { readonly message: string; readonly code: string | null };

// This thread writes to an embedded database while another decides what: it runs the lists that it is given,
// in groups, and says of each what became of it. It loads next to nothing, so that it is there soon and small.

if (parentPort === null) throw new Error('this is a thread of its own');
const port = parentPort;
const sqlite = openConnection(workerData as string);
sqlite.pragma(`wal_autocheckpoint = ${LONGEST_LOG_PAGES}`);
const commit = groupCommit(sqlite, preparing(sqlite));
let texts: string[] = [];
let waiting: List[] = [];
let isEnding = false;

port.on('message', (told: Told) => {
  take(told);
  takeRest();
  while (waiting.length > 0) {
    const outcomes = commit(waiting);
    waiting = waiting.slice(outcomes.length);
    port.postMessage(outcomes.map(toAnswer) satisfies Answered);
    takeRest();
  }
  if (!isEnding) return;
  sqlite.close();
  port.close();
});
// Whoever waits for what was in it would wait for ever.
port.on('messageerror', (error) => {
  throw error;
});

/** Takes what has come while a group was written: it is the next one. */
function takeRest(): void {
  for (let more = receiveMessageOnPort(port); more !== undefined; more = receiveMessageOnPort(port)) {
    take(more.message);
  }
}

function take(told: Told): void {
  if (told === 'end') {
    isEnding = true;
    return;
  }
  if (told.forget) texts = [];
  texts.push(...told.texts);
  for (const given of told.lists) waiting.push(readList(given));
}

function readList(given: readonly unknown[]): List {
  const list: List[number][] = [];
  for (let at = 0; at < given.length; ) {
    const sql = texts[given[at++] as number] as string;
    const count = given[at++] as number;
    list.push({ sql, parameters: given.slice(at, at + count) });
    at += count;
  }
  return list;
}

/** Errors lose what they are on their way to another thread. */
function toAnswer(outcome: Outcome): Answered[number] {
  if ('did' in outcome) return outcome.did;
  const { error } = outcome;
  const message = error instanceof Error ? error.message : String(error);
  return { message, code: error instanceof Sqlite.SqliteError ? error.code : null };
}
