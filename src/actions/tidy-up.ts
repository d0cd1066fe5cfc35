import { addMs } from '../domain/instant.ts';
import { deleteRepliesBefore } from '../storage/replies.ts';
import type { Context } from './context.ts';

/** How long an answer is kept under its Idempotency-Key, in milliseconds: 30 days. */
export const REPLY_LIFETIME_MS = 30 * 24 * 60 * 60 * 1000;

/** Deletes what is kept for a time only. */
export async function tidyUp({ store, now }: Pick<Context, 'store' | 'now'>): Promise<void> {
  await store.atomic([deleteRepliesBefore(store.db, addMs(now(), -REPLY_LIFETIME_MS))]);
}
