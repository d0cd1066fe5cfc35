import { sha256 } from './hashes.ts';

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** The hash of an entry as a leaf of the tree (RFC 9162, 2.1.1). */
export function leafOf(entry: Uint8Array): Buffer {
  return sha256(LEAF, entry);
}

function above(left: Uint8Array, right: Uint8Array): Buffer {
  return sha256(NODE, left, right);
}

/**
 * The root of the tree of a size that has a leaf at an index, from 0, if these are the hashes beside its
 * way up; null where they are too many or too few (RFC 9162, 2.1.3.2).
 */
export function rootAbove(
  leaf: Uint8Array,
  index: number,
  size: number,
  hashes: readonly Uint8Array[],
): Uint8Array | null {
  if (index >= size) return null;
  let [at, last, root] = [index, size - 1, leaf];
  for (const hash of hashes) {
    if (last === 0) return null;
    if (at % 2 === 1 || at === last) {
      root = above(hash, root);
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      root = above(root, hash);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 ? root : null;
}

/**
 * The roots of the trees of an old size and a size, if these hashes prove that one goes on from the
 * other; null where they cannot (RFC 9162, 2.1.4.2).
 */
export function rootsOfGrowth(
  old: { readonly size: number; readonly root: Uint8Array },
  size: number,
  hashes: readonly Uint8Array[],
): { readonly before: Uint8Array; readonly after: Uint8Array } | null {
  if (old.size < 1 || old.size > size) return null;
  if (old.size === size) return hashes.length === 0 ? { before: old.root, after: old.root } : null;
  let [at, last] = [old.size - 1, size - 1];
  while (at % 2 === 1) [at, last] = [half(at), half(last)];
  // An old tree that is whole is itself the first of them, and known.
  const [first, ...rest] = at === 0 ? [old.root, ...hashes] : hashes;
  if (first === undefined) return null;
  let [before, after] = [first, first];
  for (const hash of rest) {
    if (last === 0) return null;
    if (at % 2 === 1 || at === last) {
      [before, after] = [above(hash, before), above(hash, after)];
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      after = above(after, hash);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 ? { before, after } : null;
}

function half(n: number): number {
  return Math.floor(n / 2);
}
