import { base64ToBytes, bytesToBase64 } from '../../domain/record/bytes.ts';
import { inclusionSpans, type Run, runsOf, spanHash } from '../../domain/record/merkle.ts';
import { listHashesOfRuns } from '../../storage/record/evidence.ts';
import type { Context } from '../context.ts';
import type { ProofHashes } from './prove.ts';

/** Proofs that the leaves at some indexes, from 0, are in the tree of a size: two queries, however many they are. */
export async function proveInclusions(
  { store }: Pick<Context, 'store'>,
  indexes: readonly number[],
  size: number,
): Promise<ProofHashes[]> {
  const spans = indexes.map((index) => inclusionSpans(index, size));
  const runs = new Map(runsOf(spans.flat()).map((run) => [keyOf(run), run] as const));
  const hashes = await listHashesOfRuns(store.db, [...runs.values()]);
  const read = new Map(
    [...runs.keys()].map((key, i) => [key, (hashes[i] ?? []).map(base64ToBytes)] as const),
  );
  const hashesOf = (run: Run) => read.get(keyOf(run)) ?? [];
  return spans.map((path) => path.map((span) => bytesToBase64(spanHash(span, hashesOf))));
}

function keyOf({ height, from, to }: Run): string {
  return `${height}/${from}/${to}`;
}
