import { isSameMailbox } from '../../domain/email-address.ts';
import { noticeFor } from '../../domain/notices/notice-for.ts';
import { isReceipt } from '../../domain/notices/notice-kind.ts';
import { isStillTrue } from '../../domain/notices/outcome.ts';
import { type Says, tellOf } from '../../domain/notices/says.ts';
import type { Told } from '../../domain/notices/told.ts';
import { listSendingDeliveries, queueDeliveriesAnew } from '../../storage/notices/deliveries.ts';
import { findRenditionById } from '../../storage/notices/renditions.ts';
import { type Chunk, chunkWasSettled, insertChunks, settleChunk } from '../../storage/sending/chunks.ts';
import type { Database } from '../../storage/store.ts';
import type { Context } from '../context.ts';
import { readToldReaders } from '../notices/read-told.ts';
import { editionsTold } from '../notices/render-notice.ts';
import type { Frozen } from './freeze-chunk.ts';

/**
 * Whether a frozen chunk that was refused so far says something that is not true any more of somebody in
 * it: its day is over, they did something meanwhile, their address is another, its links open nothing, or what it
 * shows was corrected.
 *
 * What may have gone out is never asked: it stays as it is, to the byte.
 */
export async function isOutdated(
  { store, now, linkSecrets }: Pick<Context, 'store' | 'now' | 'linkSecrets'>,
  told: readonly Told[],
  { id, says, ambiguousSince }: Chunk,
  { envelope, renditionId }: Frozen,
): Promise<boolean> {
  if (ambiguousSince !== null || isReceipt(says.kind)) return false;
  if (!linkSecrets.some((one) => one.id === envelope.linkKey)) return true;
  if (await isCorrected(store.db, told, says, renditionId)) return true;
  const readers = await listSendingDeliveries(store.db, id);
  const refs = readers.map(({ ref }) => ref);
  const toldTo = await readToldReaders(store.db, told, refs);
  const at = now();
  return readers.some(({ ref, email, frozenEmail }) => {
    if (email === null || frozenEmail === null || !isSameMailbox(email, frozenEmail)) return true;
    const due = noticeFor(says, toldTo(ref), at);
    return due === null || !saysTheSame(says, due);
  });
}

/** Whether what was said is what would be said now, of the same versions. */
function saysTheSame(stated: Says, due: Says): boolean {
  return stated.tells.every((one) => {
    const now = tellOf(due, one);
    return now !== undefined && now.base === one.base && isStillTrue(one.outcome, now.outcome);
  });
}

/** Whether a notice shows a text of which there is another edition by now. */
async function isCorrected(
  db: Database,
  told: readonly Told[],
  says: Says,
  renditionId: string,
): Promise<boolean> {
  const isFirst = told.every(({ versions }) => versions.every(({ editions = [] }) => editions.length === 0));
  if (isFirst) return false;
  const rendition = await findRenditionById(db, renditionId);
  return rendition !== undefined && rendition.editions !== editionsTold(says, told);
}

/**
 * Dissolves a frozen chunk of which nothing can have gone out: its readers wait in a fresh one, with a key
 * of its own, that is frozen anew. One write, so that nobody is ever in both or in neither.
 */
export async function renewChunk(
  { store, now, newId }: Pick<Context, 'store' | 'now' | 'newId'>,
  chunk: Chunk,
): Promise<void> {
  const { db } = store;
  const fresh = { ...chunk, id: newId() };
  const isSettled = chunkWasSettled(chunk, 'cancelled');
  const problem = `what it says was not true any more; its readers are in ${fresh.id}`;
  await store.atomic([
    settleChunk(db, chunk, { state: 'cancelled', problem }),
    insertChunks(db, [fresh], now(), isSettled),
    queueDeliveriesAnew(db, chunk.id, fresh.id, isSettled),
  ]);
}
