import { on } from 'node:events';
import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Kept, UsersBeside } from '../actions/record/audit-users.ts';
import type { Instant } from '../domain/instant.ts';
import { holdWrites, openSqliteSnapshot, type Snapshot } from '../storage/engines/sqlite-snapshot.ts';
import type { Given } from './audit-thread.ts';

const THREAD = new URL('audit-thread.ts', import.meta.url);
/** A smaller file has been read before a second thread is there, and one processor reads no more with two. */
const FROM_BYTES = availableParallelism() > 1 ? 64 * 1024 * 1024 : Number.POSITIVE_INFINITY;

/**
 * Opens a database file to be audited as of this moment, from `from` bytes on by two threads, of which one audits users
 * alone: that is most of it. Where writing cannot be held up while both open it, one audits all. Throws a StorageError.
 */
export async function openSqliteToAudit(
  path: string,
  { now, from = FROM_BYTES }: { readonly now: Instant; readonly from?: number },
): Promise<Snapshot & { readonly beside?: UsersBeside }> {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size < from) return openSqliteSnapshot(path);
  const next = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const thread = new Worker(THREAD, { workerData: { path, now, next } satisfies Given });
  const said = on(thread, 'message', { close: ['exit'] });
  const hear = async () => {
    const { value, done } = await said.next();
    if (done) throw new Error('the thread that audits users ended');
    return value[0] as unknown;
  };
  const take = () => Atomics.add(next, 0, 1);
  const rest = async () => (await hear()) as Kept;
  let letWrite: (() => void) | null = null;
  try {
    await hear();
    letWrite = holdWrites(path);
    const { db, close } = openSqliteSnapshot(path);
    if (letWrite === null) {
      await thread.terminate();
      return { db, close };
    }
    thread.postMessage('open');
    await hear();
    const closeBoth = async () => {
      await thread.terminate();
      await close();
    };
    return { db, beside: { take, rest }, close: closeBoth };
  } catch (error) {
    await thread.terminate();
    throw error;
  } finally {
    letWrite?.();
  }
}
