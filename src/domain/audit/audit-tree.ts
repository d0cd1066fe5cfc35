import { base64ToBytes, bytesToBase64 } from '../record/bytes.ts';
import { appendLeaves, EMPTY_FRONTIER, type Frontier, type Hash, rootOf } from '../record/merkle.ts';
import type { Report } from './finding.ts';

/** What is stored of a stretch of the log, above one size and up to another. */
export type Stretch = {
  /** The leaves, in order. */
  readonly leaves: readonly string[];
  /** The nodes that are whole with the last of them, by `<height>/<index>`. */
  readonly nodes: ReadonlyMap<string, string>;
  /** Sizes in it of which the root is wanted. */
  readonly sizes: readonly number[];
};

/** A tree that is grown anew from the stored leaves. */
export type TreeWalk = {
  readonly size: () => number;
  /** Takes a stretch in, compares its nodes, and answers the roots at the sizes that were asked for. */
  readonly grow: (report: Report, stretch: Stretch) => ReadonlyMap<number, string>;
  readonly root: () => string;
  readonly frontier: () => readonly string[];
};

/** Begins to grow a tree. */
export function walkTree(): TreeWalk {
  let tree: Frontier = EMPTY_FRONTIER;
  const root = () => bytesToBase64(rootOf(tree));
  return {
    size: () => tree.size,
    root,
    frontier: () => tree.hashes.map(bytesToBase64),
    grow(report, { leaves, nodes, sizes }) {
      const roots = new Map<number, string>();
      const start = tree.size;
      for (const stop of [...sizes, start + leaves.length]) {
        const { frontier, nodes: made } = appendLeaves(
          tree,
          leaves.slice(tree.size - start, stop - start).map(readHash),
        );
        tree = frontier;
        for (const { height, index, hash } of made) {
          const stored = nodes.get(`${height}/${index}`);
          const should = bytesToBase64(hash);
          if (stored === should) continue;
          const row = `height ${height}, idx ${index}`;
          report({ table: 'log_nodes', row, column: 'hash', is: stored ?? 'missing', should });
        }
        roots.set(stop, root());
      }
      return roots;
    },
  };
}

/** A leaf that is no hash was reported with its record; here it only has to be something. */
function readHash(text: string): Hash {
  try {
    return base64ToBytes(text);
  } catch {
    return new Uint8Array(32);
  }
}
