import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';

/** How long what was written stays in the log at most, where nobody reads what was before it. */
const EVERY_MS = 50;
/** How often the log is looked at while it grows: 5 µs. */
const LOOK_EVERY_MS = 10;
/**
 * So many pages (1 MB) are moved at once where that many come. A commit meanwhile waits until the disk has taken
 * them, and one of 50 ms of a walk's pages took three times as long as this.
 */
const ENOUGH_PAGES = 250;

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

/** How long a log is, and how much of it is in the file, in pages. */
type Log = { readonly log: number; readonly checkpointed: number };

/** Moves the log of a database into its file again and again; what it answers ends that. */
function keepMoving(sqlite: Sqlite.Database): () => void {
  const look = sqlite.prepare<[], Log>('PRAGMA wal_checkpoint(NOOP)');
  const move = sqlite.prepare('PRAGMA wal_checkpoint(PASSIVE)');
  let movedAt = 0;
  let next = setTimeout(moveOnce, EVERY_MS);

  function moveOnce(): void {
    let waits = 0;
    try {
      const { log, checkpointed } = look.get() as Log;
      waits = log - checkpointed;
      if (waits >= ENOUGH_PAGES || (waits > 0 && performance.now() - movedAt >= EVERY_MS)) {
        move.get();
        movedAt = performance.now();
      }
    } catch {
      // A full disk, for one: whoever writes meets it as well, and says so.
    }
    next = setTimeout(moveOnce, waits > 0 ? LOOK_EVERY_MS : EVERY_MS);
  }
  return () => clearTimeout(next);
}

if (!isMainThread && parentPort !== null && typeof workerData === 'string') {
  const sqlite = new Sqlite(workerData);
  sqlite.pragma('synchronous = FULL');
  const stop = keepMoving(sqlite);
  parentPort.once('message', () => {
    stop();
    sqlite.close();
    parentPort?.close();
  });
}
