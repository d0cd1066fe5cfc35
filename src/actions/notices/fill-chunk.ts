import { isReceipt } from '../../domain/notices/notice-kind.ts';
import { listCompanions, takeInCompanions } from '../../storage/notices/chunk-companions.ts';
import type { Chunk } from '../../storage/notices/chunks.ts';
import { listQueuedDeliveries, type QueuedDelivery } from '../../storage/notices/deliveries.ts';
import type { Context } from '../context.ts';

/** Chunks that are looked at to fill one. */
const MOST_COMPANIONS = 100;

/**
 * Fills a chunk that is about to be frozen, up to `size`, with what waits in others and says the same, and
 * answers who waits in it now. A call to the provider is the same for one mail as for many, and where many languages
 * are read, or many versions held, each step of a walk leaves a small chunk of each.
 */
export async function fillChunk(
  { store, now }: Pick<Context, 'store' | 'now'>,
  chunk: Chunk,
  size: number,
): Promise<readonly QueuedDelivery[]> {
  const { db } = store;
  const queued = await listQueuedDeliveries(db, chunk.id);
  let room = size - queued.length;
  // Receipts were gathered over all users already.
  if (queued.length === 0 || room <= 0 || isReceipt(chunk.says.kind)) return queued;
  const at = now();
  const companions = (await listCompanions(db, chunk, at, MOST_COMPANIONS)).filter(({ mails }) => {
    if (mails > room) return false;
    room -= mails;
    return true;
  });
  if (companions.length === 0) return queued;
  await store.atomic(takeInCompanions(store, chunk, companions, at));
  return listQueuedDeliveries(db, chunk.id);
}
