import type { Instant } from '../../domain/instant.ts';
import { readTimeStampToken, type TimeStampTold } from '../../domain/record/time-stamp.ts';
import { findStamp, listStampedSizes } from '../../storage/record/stamps.ts';
import type { Context } from '../context.ts';
import type { EvidenceCase } from './gather-evidence.ts';
import { proveConsistency } from './prove.ts';

type Gathering = Pick<Context, 'store'>;

/** The sizes of the stamped checkpoints that say of some positions of the log, the soonest for each, by when they were there. */
export async function listLedStamps(
  { store }: Gathering,
  { checkpoint }: Pick<EvidenceCase, 'checkpoint'>,
  positions: ReadonlySet<number>,
): Promise<readonly number[]> {
  if (checkpoint === null) return [];
  const sizes = await listStampedSizes(store.db, checkpoint.size);
  const led = new Set<number>();
  let at = 0;
  for (const position of [...positions].toSorted((a, b) => a - b)) {
    while (at < sizes.length && (sizes[at] ?? 0) < position) at++;
    const size = sizes[at];
    if (size !== undefined) led.add(size);
  }
  return [...led];
}

/** A stamped checkpoint, its token in base64, and the proof that the log of the case goes on from it. */
export async function readStamp(
  context: Gathering,
  { checkpoint }: Pick<EvidenceCase, 'checkpoint'>,
  size: number,
): Promise<
  { readonly checkpoint: string; readonly token: string; readonly hashes: readonly string[] } | undefined
> {
  const stamp = await findStamp(context.store.db, size);
  if (stamp === undefined || checkpoint === null) return undefined;
  const hashes = size === checkpoint.size ? [] : await proveConsistency(context, size, checkpoint.size);
  return { checkpoint: stamp.note, token: stamp.token, hashes };
}

/** A stamped checkpoint in words: how much it is over, when it was signed here, and what its stamp says. */
export type ToldStamp = TimeStampTold & {
  readonly size: number;
  readonly note: string;
  readonly signedAt: Instant;
};

/** Reads what the stamp over the checkpoint of a size says; undefined where there is none that says a time. */
export async function tellStamp({ store }: Gathering, size: number): Promise<ToldStamp | undefined> {
  const stamp = await findStamp(store.db, size);
  const told = stamp && readTimeStampToken(stamp);
  return stamp && told ? { ...told, size, note: stamp.note, signedAt: stamp.signedAt } : undefined;
}
