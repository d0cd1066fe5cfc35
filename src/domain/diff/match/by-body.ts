import type { Pair } from '../words/align.ts';
import type { BlockKeys } from './block-keys.ts';
import type { Side } from './side.ts';
import type { Tree } from './tree.ts';

const COMMON = 8;

/**
 * Pairs headings, introductions and the like by what they govern: each the other's best, by at least half
 * the words of one of them.
 *
 * What still says the same somewhere is left to be found by that. Answers pairs of open blocks among those
 * it is asked about.
 */
export function bodyMatcher(
  [x, y]: readonly [Side, Side],
  [treeX, treeY]: readonly [Tree, Tree],
  keys: BlockKeys,
  [ofX, ofY]: readonly [Int32Array, Int32Array],
): (xs: readonly number[], ys: readonly number[]) => Pair[] {
  const [, words, loose] = keys.own;
  const saidInX = governorTexts(treeX, words[0]);
  const saidInY = governorTexts(treeY, words[1]);

  return (xs, ys) => {
    const fromX = xs.filter((i) => isAsked(treeX, i, keys.isBare[0][i] === 1 || !saidInY.has(words[0][i]!)));
    const fromY = ys.filter((j) => isAsked(treeY, j, keys.isBare[1][j] === 1 || !saidInX.has(words[1][j]!)));
    if (fromX.length === 0 || fromY.length === 0) return [];
    const asked = new Set(fromY);
    const byKey = new Map<number, number[]>();
    const sizesY = new Map<number, number>();
    for (const j of fromY) {
      let size = 0;
      for (const below of treeY.allBelow(j)) {
        size += y.words[below]!.count;
        if (ofY[below] !== -1) continue;
        const known = byKey.get(loose[1][below]!);
        if (known === undefined) byKey.set(loose[1][below]!, [j]);
        else if (known.length < COMMON) known.push(j);
      }
      sizesY.set(j, size);
    }
    const best = new Map<number, { readonly i: number; readonly shared: number }>();
    const found: { readonly pair: Pair; readonly shared: number }[] = [];
    for (const i of fromX) {
      const shared = new Map<number, number>();
      let size = 0;
      for (const below of treeX.allBelow(i)) {
        const count = x.words[below]!.count;
        size += count;
        const other = ofX[below]!;
        if (other === -1) {
          const holders = byKey.get(loose[0][below]!) ?? [];
          // Those of one governor stand together.
          for (let at = 0; at < holders.length; at++) {
            if (holders[at] !== holders[at - 1]) add(shared, holders[at]!, count);
          }
        } else {
          for (let up = y.governors[other]!; up >= 0; up = y.governors[up]!) {
            if (asked.has(up)) add(shared, up, count);
          }
        }
      }
      for (const [j, words] of shared) {
        if (words * 2 < Math.min(size, sizesY.get(j)!)) continue;
        found.push({ pair: [i, j], shared: words });
        if (words > (best.get(j)?.shared ?? 0)) best.set(j, { i, shared: words });
      }
    }
    const pairs = new Map<number, { readonly pair: Pair; readonly shared: number }>();
    for (const one of found) {
      const [i, j] = one.pair;
      if (best.get(j)?.i === i && one.shared > (pairs.get(i)?.shared ?? 0)) pairs.set(i, one);
    }
    return [...pairs.values()].map(({ pair }) => pair);
  };

  function isAsked(tree: Tree, at: number, isNew: boolean): boolean {
    return isNew && tree.isGovernor(at);
  }
}

function governorTexts(tree: Tree, words: ArrayLike<number>): ReadonlySet<number> {
  const said = new Set<number>();
  for (let at = 0; at < words.length; at++) if (tree.isGovernor(at)) said.add(words[at]!);
  return said;
}

function add(sums: Map<number, number>, to: number, count: number): void {
  sums.set(to, (sums.get(to) ?? 0) + count);
}
