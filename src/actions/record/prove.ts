import { base64ToBytes, bytesToBase64 } from '../../domain/record/bytes.ts';
import {
  consistencySpans,
  type Hash,
  inclusionSpans,
  type Run,
  runsOf,
  type Span,
  spanHash,
} from '../../domain/record/merkle.ts';
import { listHashes } from '../../storage/record/log-reads.ts';
import type { Context } from '../context.ts';

/** Hashes of a proof in base64, in the order of RFC 6962. */
export type ProofHashes = readonly string[];

/** The proof that the leaf at an index, from 0, is in the tree of a size. */
export async function proveInclusion(
  context: Pick<Context, 'store'>,
  index: number,
  size: number,
): Promise<ProofHashes> {
  return hashSpans(context, inclusionSpans(index, size));
}

/** The proof that the tree of a size goes on from an older one, of which there is at least one leaf. */
export async function proveConsistency(
  context: Pick<Context, 'store'>,
  oldSize: number,
  size: number,
): Promise<ProofHashes> {
  return hashSpans(context, consistencySpans(oldSize, size));
}

/** The root of the tree of a size, above naught, in base64. */
export async function readRoot(context: Pick<Context, 'store'>, size: number): Promise<string> {
  const [root = ''] = await hashSpans(context, [{ from: 0, to: size }]);
  return root;
}

/** The hash of the leaf at an index, from 0, in base64. */
export async function readLeaf(context: Pick<Context, 'store'>, index: number): Promise<string> {
  const [leaf = ''] = await hashSpans(context, [{ from: index, to: index + 1 }]);
  return leaf;
}

/** Reads every run of nodes once, however many hashes are made from it. */
async function hashSpans({ store }: Pick<Context, 'store'>, spans: readonly Span[]): Promise<string[]> {
  const read = new Map<string, readonly Hash[]>();
  for (const run of runsOf(spans)) {
    const key = keyOf(run);
    if (!read.has(key)) read.set(key, (await listHashes(store.db, run)).map(base64ToBytes));
  }
  return spans.map((span) => bytesToBase64(spanHash(span, (run) => read.get(keyOf(run)) ?? [])));
}

function keyOf({ height, from, to }: Run): string {
  return `${height}/${from}/${to}`;
}
