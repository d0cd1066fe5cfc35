import type { Mailer } from '../../delivery/mailer.ts';
import { addMs } from '../../domain/instant.ts';
import {
  type CheckpointBucket,
  findBucketCheckpoint,
  putBucketCheckpoint,
} from '../../storage/record/checkpoint-bucket.ts';
import { claimCheckpointPlace, findCheckpointPlace } from '../../storage/record/checkpoint-places.ts';
import { type Checkpoint, findCheckpoint } from '../../storage/record/log.ts';
import { findAcceptedRestore } from '../../storage/record/restores.ts';
import type { Context } from '../context.ts';

/** How often a place outside of this machine gets a checkpoint, at most, in milliseconds. */
export const HOURLY_MS = 60 * 60 * 1000;

/** Somewhere else that checkpoints are kept, so that the operator cannot rewrite history alone. */
export type CheckpointPlace = {
  readonly name: string;
  /** How often it gets one, at most. */
  readonly everyMs: number;
  readonly send: (checkpoint: Checkpoint) => Promise<void>;
};

/** An address to which checkpoints are mailed. */
export function mailedCheckpoints(
  { mailFrom, now }: Pick<Context, 'mailFrom' | 'now'>,
  mailer: Mailer,
  to: string,
): CheckpointPlace {
  return {
    name: 'mail',
    everyMs: HOURLY_MS,
    async send({ size, note }) {
      const [origin = ''] = note.split('\n');
      const mail = {
        ...{ deliveryId: `checkpoint-${size}`, from: mailFrom, to, text: note },
        subject: `Checkpoint of ${origin}: ${size} records`,
        html: `<pre>${note.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</pre>`,
        ...{ replyTo: null, bounceTo: null, token: `checkpoint-${size}`, writtenAt: now() },
      };
      const receipt = await mailer.send({ key: `proviso/checkpoint/${origin}/${size}`, mails: [mail] });
      const outcome = receipt.kind === 'each' ? receipt.outcomes[0] : receipt;
      if (outcome?.kind !== 'taken') throw new Error(`the mail was not taken: ${outcome?.problem}`);
    },
  };
}

/** Sends the newest checkpoint wherever it is due: from one process, and again as often if that fails. */
export async function publishCheckpoint(
  { store, now, log }: Pick<Context, 'store' | 'now' | 'log'>,
  places: readonly CheckpointPlace[],
): Promise<void> {
  if (places.length === 0) return;
  const checkpoint = await findCheckpoint(store.db);
  if (checkpoint === undefined) return;
  for (const { name, everyMs, send } of places) {
    const known = await findCheckpointPlace(store.db, name);
    const at = now();
    const isDue = known === undefined || (known.size < checkpoint.size && addMs(known.sentAt, everyMs) <= at);
    if (!isDue) continue;
    const claim = { place: name, size: checkpoint.size, at };
    const [claimed] = await store.atomic([claimCheckpointPlace(store.db, claim, known)]);
    if (claimed !== 1) continue;
    await send(checkpoint).catch((error: unknown) =>
      log('error', 'a checkpoint was not sent', { place: name, size: checkpoint.size, error: String(error) }),
    );
  }
}

/**
 * Has a bucket keep the newest checkpoint, as soon as it is there: whoever finds a newer one in it leaves
 * that, unless it is of a log that was given up after a restore.
 */
export async function publishToBucket(
  { store }: Pick<Context, 'store'>,
  bucket: CheckpointBucket,
): Promise<void> {
  const newest = await findCheckpoint(store.db);
  if (newest === undefined) return;
  for (let isKept = false; !isKept; ) {
    const kept = await findBucketCheckpoint(bucket);
    const isOlder = kept === null || kept.size < newest.size;
    if (!isOlder && (await findAcceptedRestore(store.db, { lost: kept })) === undefined) return;
    isKept = await putBucketCheckpoint(bucket, newest.note, kept);
  }
}
