import { base64ToBytes, bytesToBase64 } from '../domain/record/bytes.ts';
import {
  consistencySpans,
  type Hash,
  inclusionSpans,
  type Run,
  runsOf,
  type Span,
  spanHash,
} from '../domain/record/merkle.ts';
import { listHashes } from '../storage/log-reads.ts';
import type { Context } from './context.ts';

/** Hashes of a proof in base64, in the order of RFC 6962. */
export type ProofHashes = readonly string[];

/** The proof that the leaf at an index, from 0, is in the tree of a size; and the root of that tree. */
export async function proveInclusion(
  context: Pick<Context, 'store'>,
  index: number,
  size: number,
): Promise<{ readonly leaf: string; readonly root: string; readonly hashes: ProofHashes }> {
  const spans = [{ from: index, to: index + 1 }, { from: 0, to: size }, ...inclusionSpans(index, size)];
  const [leaf = '', root = '', ...hashes] = await hashSpans(context, spans);
  return { leaf, root, hashes };
}

/** The proof that the tree of a size goes on from an older one, of which there is at least one leaf; and its root. */
export async function proveConsistency(
  context: Pick<Context, 'store'>,
  oldSize: number,
  size: number,
): Promise<{ readonly root: string; readonly hashes: ProofHashes }> {
  const spans = [{ from: 0, to: size }, ...consistencySpans(oldSize, size)];
  const [root = '', ...hashes] = await hashSpans(context, spans);
  return { root, hashes };
}

/** Reads every run of the tiles once, however many hashes are made from it. */
async function hashSpans({ store }: Pick<Context, 'store'>, spans: readonly Span[]): Promise<string[]> {
  const read = new Map<string, readonly Hash[]>();
  for (const run of runsOf(spans)) {
    const key = keyOf(run);
    if (!read.has(key)) read.set(key, (await listHashes(store.db, run)).map(base64ToBytes));
  }
  return spans.map((span) => bytesToBase64(spanHash(span, (run) => read.get(keyOf(run)) ?? [])));
}

function keyOf({ level, from, to }: Run): string {
  return `${level}/${from}/${to}`;
}
