import { addMs } from '../../domain/instant.ts';
import { gatherReceipts as gatherStatements } from '../../storage/notices/receipts.ts';
import type { Context } from '../context.ts';

/** For so long a chunk of receipts waits for more to come after it, in milliseconds. */
const GATHERING_MS = 1_000;

/** Receipts that one step gathers. */
const RECEIPTS_PER_STEP = 1_000;

/**
 * Gathers the receipts that wait into chunks, which line up behind whatever waits to be sent. A crowd
 * that answers makes few calls to the provider that way, and holds up no announcement.
 */
export async function gatherReceipts(
  { store, now, newId }: Pick<Context, 'store' | 'now' | 'newId'>,
  chunkSize: number,
): Promise<void> {
  const dueAt = addMs(now(), GATHERING_MS);
  await store.atomic(
    gatherStatements(store, { command: newId(), chunkSize, limit: RECEIPTS_PER_STEP, dueAt }),
  );
}
