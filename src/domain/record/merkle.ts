import { sha256 } from '../hash.ts';

/** A SHA-256. */
export type Hash = Uint8Array;

/**
 * Nodes are kept at every fourth height: a proof is made from few of them, and those at every eighth are
 * the hashes of tiles.
 */
const KEPT_HEIGHTS = 4;
const KEPT_WIDTH = 2 ** KEPT_HEIGHTS;

/** The hash of a leaf (RFC 6962, 2.1): so that no leaf can pass for a node. */
export function leafHash(entry: Uint8Array): Hash {
  const bytes = new Uint8Array(1 + entry.length);
  bytes.set(entry, 1);
  return sha256(bytes);
}

/** The hash of a node over its two children (RFC 6962, 2.1). */
export function nodeHash(left: Hash, right: Hash): Hash {
  const bytes = new Uint8Array(65);
  bytes[0] = 1;
  bytes.set(left, 1);
  bytes.set(right, 33);
  return sha256(bytes);
}

/** All that is needed to go on with a tree: its size, and the roots of its whole subtrees, largest first. */
export type Frontier = { readonly size: number; readonly hashes: readonly Hash[] };

/** A node that is kept: the `index`-th of its height (4, 8, 12 …), over 2^height leaves. */
export type KeptNode = { readonly height: number; readonly index: number; readonly hash: Hash };

/** A tree with nothing in it. */
export const EMPTY_FRONTIER: Frontier = { size: 0, hashes: [] };

/** Appends leaves to a tree, by their hashes, and answers the tree and the nodes that are to be kept. */
export function appendLeaves(
  { size, hashes }: Frontier,
  leaves: readonly Hash[],
): { readonly frontier: Frontier; readonly nodes: readonly KeptNode[] } {
  const stack = [...hashes];
  const nodes: KeptNode[] = [];
  let count = size;
  for (const leaf of leaves) {
    let node = leaf;
    let index = count;
    for (let height = 1; index % 2 === 1; height++) {
      node = nodeHash(stack.pop() as Hash, node);
      index = Math.floor(index / 2);
      if (height % KEPT_HEIGHTS === 0) nodes.push({ height, index, hash: node });
    }
    stack.push(node);
    count++;
  }
  return { frontier: { size: count, hashes: stack }, nodes };
}

/** The root of a tree; of an empty one, the SHA-256 of nothing. */
export function rootOf({ hashes }: Frontier): Hash {
  return hashes.length === 0 ? sha256(new Uint8Array()) : foldRight(hashes);
}

/** Leaves `from` up to, not including, `to`: what a hash of a proof is over. */
export type Span = { readonly from: number; readonly to: number };

/** Over which leaves the hashes of the inclusion proof of a leaf are (RFC 6962, 2.1.1), from its sibling up. */
export function inclusionSpans(index: number, size: number): readonly Span[] {
  const spans: Span[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + largestPowerBelow(to - from);
    if (index < middle) {
      spans.push({ from: middle, to });
      to = middle;
    } else {
      spans.push({ from, to: middle });
      from = middle;
    }
  }
  return spans.reverse();
}

/** Over which leaves the hashes of the proof are that a tree goes on from a smaller one (RFC 6962, 2.1.2). */
export function consistencySpans(oldSize: number, size: number): readonly Span[] {
  if (oldSize === 0 || oldSize === size) return [];
  const spans: Span[] = [];
  let [from, to] = [0, size];
  while (to !== oldSize) {
    const middle = from + largestPowerBelow(to - from);
    if (oldSize <= middle) {
      spans.push({ from: middle, to });
      to = middle;
    } else {
      spans.push({ from, to: middle });
      from = middle;
    }
  }
  // The old tree as a whole is known to whoever asks.
  if (from > 0) spans.push({ from, to });
  return spans.reverse();
}

/** The whole subtrees that a span is made of, largest first. */
function wholeSubtrees({ from, to }: Span): Span[] {
  const subtrees: Span[] = [];
  for (let at = from; at < to; ) {
    let width = 1;
    while (at % (width * 2) === 0 && at + width * 2 <= to) width *= 2;
    subtrees.push({ from: at, to: at + width });
    at += width;
  }
  return subtrees;
}

/** A run of the nodes of one height: of leaves (0), or of kept ones. */
export type Run = { readonly height: number; readonly from: number; readonly to: number };

/** The nodes from which the hash over a whole subtree is made. */
function runOf({ from, to }: Span): Run {
  let [height, first, width] = [0, from, to - from];
  while (width >= KEPT_WIDTH) {
    height += KEPT_HEIGHTS;
    first /= KEPT_WIDTH;
    width /= KEPT_WIDTH;
  }
  return { height, from: first, to: first + width };
}

/** The nodes that the hashes over some spans are made from. */
export function runsOf(spans: readonly Span[]): readonly Run[] {
  return spans.flatMap(wholeSubtrees).map(runOf);
}

/** The hash over a span, from the nodes that `hashesOf` answers for a run. */
export function spanHash(span: Span, hashesOf: (run: Run) => readonly Hash[]): Hash {
  return foldRight(wholeSubtrees(span).map((subtree) => foldWhole(hashesOf(runOf(subtree)))));
}

function foldWhole(hashes: readonly Hash[]): Hash {
  let level = hashes;
  while (level.length > 1) {
    const above: Hash[] = [];
    for (let i = 0; i < level.length; i += 2) above.push(nodeHash(level[i] as Hash, level[i + 1] as Hash));
    level = above;
  }
  return level[0] as Hash;
}

function foldRight(hashes: readonly Hash[]): Hash {
  return hashes.reduceRight((right, left) => nodeHash(left, right));
}

/** The largest power of two smaller than `n`, which is at least 2. */
function largestPowerBelow(n: number): number {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}
