import { sha256 } from '@noble/hashes/sha2.js';

/** A SHA-256. */
export type Hash = Uint8Array;

/** Hashes in a tile, and how many levels of the tree one spans (C2SP tlog-tiles). */
export const TILE_WIDTH = 256;
const TILE_HEIGHT = 8;

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

/** A node that is the root of a full tile: the `index`-th hash of `level` (1 and above) of the tiles. */
export type TileRoot = { readonly level: number; readonly index: number; readonly hash: Hash };

/** A tree with nothing in it. */
export const EMPTY_FRONTIER: Frontier = { size: 0, hashes: [] };

/** Appends leaves to a tree, by their hashes, and answers the tree and the tiles that became full. */
export function appendLeaves(
  { size, hashes }: Frontier,
  leaves: readonly Hash[],
): { readonly frontier: Frontier; readonly tileRoots: readonly TileRoot[] } {
  const stack = [...hashes];
  const tileRoots: TileRoot[] = [];
  let count = size;
  for (const leaf of leaves) {
    let node = leaf;
    let index = count;
    for (let height = 1; index % 2 === 1; height++) {
      node = nodeHash(stack.pop() as Hash, node);
      index = Math.floor(index / 2);
      if (height % TILE_HEIGHT === 0) tileRoots.push({ level: height / TILE_HEIGHT, index, hash: node });
    }
    stack.push(node);
    count++;
  }
  return { frontier: { size: count, hashes: stack }, tileRoots };
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

/** A run of hashes of one level of the tiles. */
export type Run = { readonly level: number; readonly from: number; readonly to: number };

/** The hashes of tiles from which the hash over a whole subtree is made. */
function runOf({ from, to }: Span): Run {
  let [level, first, width] = [0, from, to - from];
  while (width >= TILE_WIDTH) {
    level++;
    first /= TILE_WIDTH;
    width /= TILE_WIDTH;
  }
  return { level, from: first, to: first + width };
}

/** The hashes of tiles that the hashes over some spans are made from. */
export function runsOf(spans: readonly Span[]): readonly Run[] {
  return spans.flatMap(wholeSubtrees).map(runOf);
}

/** The hash over a span, from the hashes of tiles that `hashesOf` answers for a run. */
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
