import { addMs, type Instant, instantToMs } from '../../domain/instant.ts';
import { type ApiKey, setKeyUse } from '../../storage/access/keys.ts';
import type { Context } from '../context.ts';

/** How exactly it is known when a key was last used: what comes within that is not written again. */
const EXACT_TO_MS = 10 * 60 * 1000;

/** Keys whose use is being written down right now, or could not be, until when that is not tried again. */
const busy = new Map<string, Instant>();
const MAX_BUSY = 1000;

/** Whether the use of a key at an instant is to be written down: it was not, so shortly before. */
export function isUseDue({ id, lastUsedAt }: Pick<ApiKey, 'id' | 'lastUsedAt'>, at: Instant): boolean {
  if (lastUsedAt !== null && instantToMs(at) - instantToMs(lastUsedAt) < EXACT_TO_MS) return false;
  return (busy.get(id) ?? '') <= at;
}

/**
 * Writes down that a key was used, to within ten minutes. Whoever used it is let in all the same where that
 * cannot be written.
 */
export async function noteKeyUse(
  { store, log }: Pick<Context, 'store' | 'log'>,
  id: string,
  at: Instant,
): Promise<void> {
  if (busy.size >= MAX_BUSY) busy.clear();
  busy.set(id, addMs(at, EXACT_TO_MS));
  try {
    await store.atomic([setKeyUse(store.db, id, at)]);
  } catch (error) {
    log('warn', 'the use of a key could not be written down', { key: id, error: String(error) });
  }
}
