import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';

/** How often what was written moves from the log into the database file. */
const EVERY_MS = 50;

/** Moves what is written from the log into the database file, where nobody waits for it. */
export type Checkpoints = { readonly stop: () => Promise<void> };

/**
 * Starts moving what is written to the database at `path` from its log into its file, in a thread of its
 * own. Otherwise every thousandth page makes a write wait until the disk has taken them all.
 */
export function startCheckpoints(path: string): Checkpoints {
  const thread = new Worker(new URL(import.meta.url), { workerData: path });
  // It is a help, not a need: without it the log is moved by whoever writes once it is long.
  thread.on('error', () => {});
  thread.unref();
  const ended = new Promise<void>((resolve) => thread.once('exit', () => resolve()));
  return {
    stop: async () => {
      thread.ref();
      thread.postMessage('stop');
      await ended;
    },
  };
}

if (!isMainThread && parentPort !== null && typeof workerData === 'string') {
  const sqlite = new Sqlite(workerData);
  sqlite.pragma('synchronous = FULL');
  const moving = setInterval(() => {
    try {
      sqlite.pragma('wal_checkpoint(PASSIVE)');
    } catch {
      // A full disk, for one: whoever writes meets it as well, and says so.
    }
  }, EVERY_MS);
  parentPort.once('message', () => {
    clearInterval(moving);
    sqlite.close();
    parentPort?.close();
  });
}
