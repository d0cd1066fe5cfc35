import { utf8ToBytes } from '@noble/hashes/utils.js';
import { sha256 } from '../../domain/hash.ts';
import { addMs, type Instant } from '../../domain/instant.ts';
import type { TimeStampToken } from '../../domain/record/time-stamp.ts';
import { claimCheckpointPlace, findCheckpointPlace } from '../../storage/record/checkpoint-places.ts';
import { findCheckpoint } from '../../storage/record/log.ts';
import { findStampState, insertStamp, STAMPED_BY, type StampState } from '../../storage/record/stamps.ts';
import type { Context } from '../context.ts';

/** Has a SHA-256 stamped by somebody whom others believe; throws where they do not. */
export type TimeStamper = (digest: Uint8Array) => Promise<TimeStampToken>;

const DAY_MS = 24 * 60 * 60 * 1000;
const AGAIN_MS = 10 * 60 * 1000;

/**
 * Has the newest checkpoint stamped once a day, from one process. Where that fails nothing else waits for it: it is
 * tried again every ten minutes, with the checkpoint that is newest then.
 */
export async function stampCheckpoint(
  { store, now, log }: Pick<Context, 'store' | 'now' | 'log'>,
  stamp: TimeStamper,
): Promise<void> {
  const { db } = store;
  const state = await findStampState(db);
  const at = now();
  if (!isDue(state, at)) return;
  const checkpoint = await findCheckpoint(db);
  if (checkpoint === undefined) return;
  const { size, note } = checkpoint;
  const tried = await findCheckpointPlace(db, STAMPED_BY);
  const claim = claimCheckpointPlace(db, { place: STAMPED_BY, size, at }, tried);
  const [claimed] = await store.atomic([claim]);
  if (claimed !== 1) return;
  try {
    const { token } = await stamp(sha256(utf8ToBytes(note)));
    await store.atomic([insertStamp(db, { size, token, stampedAt: at })]);
  } catch (error) {
    log('error', 'a checkpoint was not stamped', { size, error: String(error) });
  }
}

function isDue({ waitingSince, stampedAt, triedAt }: StampState, at: Instant): boolean {
  if (waitingSince === null) return false;
  if (stampedAt !== null && addMs(stampedAt, DAY_MS) > at) return false;
  return triedAt === null || addMs(triedAt, AGAIN_MS) <= at;
}

/** Whether a checkpoint has been due to be stamped for a day, and it is still tried. */
export function isStampOverdue({ waitingSince, triedAt }: StampState, at: Instant): boolean {
  const isTried = triedAt !== null && addMs(triedAt, DAY_MS) > at;
  return isTried && waitingSince !== null && addMs(waitingSince, 2 * DAY_MS) <= at;
}
