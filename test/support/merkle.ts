import { createHash } from 'node:crypto';

/** A SHA-256, here with Node's own, so that nothing is shared with what is tested. */
export type TestHash = Buffer;

const sha256 = (...parts: readonly Uint8Array[]): TestHash => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** The hash of a leaf, as RFC 9162 2.1.1 defines it. */
export const testLeaf = (entry: Uint8Array): TestHash => sha256(Uint8Array.of(0), entry);

const node = (left: Uint8Array, right: Uint8Array): TestHash => sha256(Uint8Array.of(1), left, right);

/** The largest power of two smaller than `n`. */
function split(n: number): number {
  return 2 ** (Math.ceil(Math.log2(n)) - 1);
}

/** A tree by the recursive definitions of RFC 9162; each of its subtrees is hashed once. */
export function treeByDefinition(leaves: readonly TestHash[]) {
  const known = new Map<number, TestHash>();

  /** The root over the leaves from `from` up to `to` (2.1.1). */
  const rootOf = (from: number, to: number): TestHash => {
    if (to === from) return sha256();
    if (to === from + 1) return leaves[from] as TestHash;
    const key = from * 2 ** 26 + to;
    let root = known.get(key);
    if (root === undefined) {
      const k = from + split(to - from);
      root = node(rootOf(from, k), rootOf(k, to));
      known.set(key, root);
    }
    return root;
  };
  /** The inclusion proof of the leaf `m` (2.1.3.1). */
  const inclusion = (m: number, from: number, to: number): TestHash[] => {
    if (to - from <= 1) return [];
    const k = from + split(to - from);
    return m < k ? [...inclusion(m, from, k), rootOf(k, to)] : [...inclusion(m, k, to), rootOf(from, k)];
  };
  /** The consistency proof from the tree of `m` (2.1.4.1). */
  const consistency = (m: number, from: number, to: number, isWhole: boolean): TestHash[] => {
    if (m === to) return isWhole ? [] : [rootOf(from, to)];
    const k = from + split(to - from);
    return m <= k
      ? [...consistency(m, from, k, isWhole), rootOf(k, to)]
      : [...consistency(m, k, to, false), rootOf(from, k)];
  };
  return {
    root: (size: number) => rootOf(0, size),
    inclusion: (index: number, size: number) => inclusion(index, 0, size),
    consistency: (oldSize: number, size: number) => consistency(oldSize, 0, size, true),
  };
}

/** The root that an inclusion proof leads to (RFC 9162, 2.1.3.2); null where it has too many or few hashes. */
export function rootOfInclusion(
  leaf: Uint8Array,
  index: number,
  size: number,
  hashes: readonly Uint8Array[],
): TestHash | null {
  if (index >= size) return null;
  let [fn, sn, root] = [index, size - 1, Buffer.from(leaf)];
  for (const hash of hashes) {
    if (sn === 0) return null;
    if (fn % 2 === 1 || fn === sn) {
      root = node(hash, root) as Buffer<ArrayBuffer>;
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
    } else root = node(root, hash) as Buffer<ArrayBuffer>;
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  return sn === 0 ? root : null;
}

/** The two roots that a consistency proof leads to (RFC 9162, 2.1.4.2); null where it cannot be one. */
export function rootsOfConsistency(
  oldSize: number,
  size: number,
  oldRoot: Uint8Array,
  hashes: readonly Uint8Array[],
): { readonly old: Uint8Array; readonly now: Uint8Array } | null {
  if (oldSize === size) return hashes.length === 0 ? { old: oldRoot, now: oldRoot } : null;
  const path = Number.isInteger(Math.log2(oldSize)) ? [oldRoot, ...hashes] : [...hashes];
  const first = path.shift();
  if (first === undefined) return null;
  let [fn, sn, fr, sr] = [oldSize - 1, size - 1, first, first];
  const up = () => {
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  };
  while (fn % 2 === 1) up();
  for (const hash of path) {
    if (sn === 0) return null;
    if (fn % 2 === 1 || fn === sn) {
      [fr, sr] = [node(hash, fr), node(hash, sr)];
      while (fn % 2 === 0 && fn !== 0) up();
    } else sr = node(sr, hash);
    up();
  }
  return sn === 0 ? { old: fr, now: sr } : null;
}
