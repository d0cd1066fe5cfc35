import { TOP, UNSEEN } from '../read/structure.ts';
import type { Words } from '../words/words.ts';

/** A document as a tree of what governs what. */
export type Tree = {
  /** What a block governs by itself, in order; also of TOP and UNSEEN. */
  readonly childrenOf: (at: number) => Int32Array;
  /** Whether a block governs any. */
  readonly isGovernor: (at: number) => boolean;
  /** All that a block governs, also by way of others. */
  readonly allBelow: (at: number) => readonly number[];
  /** By block the words in it and in all that it governs. */
  readonly weights: Float64Array;
};

/** Reads the tree of a document from the governors of its blocks, each of which stands before what it governs. */
export function treeOf(governors: Int32Array, words: readonly Words[]): Tree {
  const { length } = governors;
  const slotOf = (at: number) => (at === TOP ? length : at === UNSEEN ? length + 1 : at);
  const starts = new Int32Array(length + 3);
  for (let at = 0; at < length; at++) starts[slotOf(governors[at]!) + 1]!++;
  for (let slot = 0; slot < length + 2; slot++) starts[slot + 1]! += starts[slot]!;
  const next = starts.slice();
  const children = new Int32Array(length);
  for (let at = 0; at < length; at++) children[next[slotOf(governors[at]!)]!++] = at;
  const weights = new Float64Array(length);
  for (let at = length - 1; at >= 0; at--) {
    weights[at]! += words[at]!.count + 1;
    if (governors[at]! >= 0) weights[governors[at]!]! += weights[at]!;
  }
  return {
    childrenOf: (at) => children.subarray(starts[slotOf(at)]!, starts[slotOf(at) + 1]!),
    isGovernor: (at) => starts[at]! < starts[at + 1]!,
    allBelow: (at) => {
      const found: number[] = [];
      const open = [at];
      for (let next = open.pop(); next !== undefined; next = open.pop()) {
        if (next !== at) found.push(next);
        for (let slot = starts[next]!; slot < starts[next + 1]!; slot++) open.push(children[slot]!);
      }
      return found;
    },
    weights,
  };
}

/** By block a hash over its key and those of all that it governs, in order. */
export function treeKeys(governors: Int32Array, keys: ArrayLike<number>): Int32Array {
  const hashes = new Int32Array(governors.length);
  // From behind, so that all that a block governs is in its hash when its own turn comes.
  for (let at = governors.length - 1; at >= 0; at--) {
    const own = Math.imul(hashes[at]! ^ keys[at]!, 0x9e3779b1) ^ (keys[at]! / 0x100000000);
    hashes[at] = own ^ (own >>> 15);
    const governor = governors[at]!;
    if (governor >= 0) hashes[governor] = Math.imul(hashes[governor]!, 0x01000193) + hashes[at]!;
  }
  return hashes;
}
