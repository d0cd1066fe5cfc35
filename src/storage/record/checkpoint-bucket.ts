import { readCheckpoints } from '../../domain/audit/read-note.ts';
import type { KnownCheckpoint } from '../../domain/record/restore.ts';
import { StorageError } from '../store.ts';

/**
 * What is used of R2's binding (developers.cloudflare.com/r2/api/workers). A bucket knows at once what was
 * put into it, wherever it is asked, and stays as it is when D1 is restored.
 */
export type CheckpointBucket = {
  readonly get: (
    key: string,
  ) => Promise<{ readonly etag: string; readonly text: () => Promise<string> } | null>;
  /** Answers null where the condition does not hold. */
  readonly put: (
    key: string,
    value: string,
    options: { readonly onlyIf: Condition },
  ) => Promise<object | null>;
};

type Condition = { readonly etagMatches: string } | { readonly etagDoesNotMatch: '*' };

/** The checkpoint in a bucket, and what R2 knows that state of it by. */
export type BucketCheckpoint = KnownCheckpoint & { readonly etag: string };

const KEY = 'checkpoint';

/** The checkpoint that a bucket keeps, if any. Throws a StorageError where it keeps something else. */
export async function findBucketCheckpoint(bucket: CheckpointBucket): Promise<BucketCheckpoint | null> {
  const object = await bucket.get(KEY);
  if (object === null) return null;
  const [checkpoint] = readCheckpoints(await object.text());
  if (checkpoint === undefined) {
    throw new StorageError(`The object "${KEY}" in the bucket CHECKPOINTS is no checkpoint: remove it.`);
  }
  const { size, root } = checkpoint;
  return { source: 'the bucket CHECKPOINTS', size, root, etag: object.etag };
}

/** Puts a checkpoint in the place of the one that was read; answers false where somebody else did so first. */
export async function putBucketCheckpoint(
  bucket: CheckpointBucket,
  note: string,
  seen: BucketCheckpoint | null,
): Promise<boolean> {
  const onlyIf: Condition = seen === null ? { etagDoesNotMatch: '*' } : { etagMatches: seen.etag };
  return (await bucket.put(KEY, note, { onlyIf })) !== null;
}
