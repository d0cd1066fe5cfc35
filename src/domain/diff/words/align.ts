/** Two places that hold the same thing: one in either list. */
export type Pair = readonly [x: number, y: number];

/** A stretch of either list that stands between the same pairs; the ends are not in it. */
export type Gap = { readonly x0: number; readonly x1: number; readonly y0: number; readonly y1: number };

const LOOK_AHEAD = 16;
const DEEPEST = 24;

/**
 * Pairs equal keys in a gap, in order, so that what is heavy stays where it is; time grows with the gap.
 *
 * Keys that occur once on both sides are anchors; between them it looks again. What is left repeats
 * itself, and is paired by walking both sides together.
 */
export function alignEqual(
  keysX: ArrayLike<number>,
  keysY: ArrayLike<number>,
  gap: Gap,
  weightOf: (x: number) => number,
  pair: (x: number, y: number) => void,
): void {
  const open: (Gap & { depth: number })[] = [{ ...gap, depth: 0 }];
  while (open.length > 0) {
    let { x0, x1, y0, y1, depth } = open.pop()!;
    while (x0 < x1 && y0 < y1 && keysX[x0] === keysY[y0]) pair(x0++, y0++);
    while (x0 < x1 && y0 < y1 && keysX[x1 - 1] === keysY[y1 - 1]) pair(--x1, --y1);
    if (x0 === x1 || y0 === y1) continue;
    const unique = uniquePairs(keysX, keysY, { x0, x1, y0, y1 });
    if (unique === null) continue;
    const anchors = depth < DEEPEST ? heaviestChain(unique, (x) => weightOf(x)) : [];
    if (anchors.length === 0) {
      walkTogether(keysX, keysY, { x0, x1, y0, y1 }, pair);
      continue;
    }
    depth++;
    for (const [x, y] of anchors) {
      pair(x, y);
      if (x0 < x && y0 < y) open.push({ x0, x1: x, y0, y1: y, depth });
      x0 = x + 1;
      y0 = y + 1;
    }
    open.push({ x0, x1, y0, y1, depth });
  }
}

/** The pairs of keys that occur exactly once on either side of a gap, by `x`; null where the sides share no key. */
function uniquePairs(
  keysX: ArrayLike<number>,
  keysY: ArrayLike<number>,
  { x0, x1, y0, y1 }: Gap,
): Pair[] | null {
  const NONE = -1;
  const TWICE = -2;
  const placeInY = new Map<number, number>();
  for (let y = y0; y < y1; y++) placeInY.set(keysY[y]!, placeInY.has(keysY[y]!) ? TWICE : y);
  const ofX = new Int32Array(x1 - x0).fill(NONE);
  const ofY = new Int32Array(y1 - y0).fill(NONE);
  let isShared = false;
  for (let x = x0; x < x1; x++) {
    const y = placeInY.get(keysX[x]!);
    if (y === undefined) continue;
    isShared = true;
    if (y === TWICE) continue;
    ofX[x - x0] = y;
    ofY[y - y0] = ofY[y - y0] === NONE ? x : TWICE;
  }
  if (!isShared) return null;
  const pairs: Pair[] = [];
  for (let x = x0; x < x1; x++) {
    const y = ofX[x - x0]!;
    if (y !== NONE && ofY[y - y0] === x) pairs.push([x, y]);
  }
  return pairs;
}

/**
 * Of pairs sorted by `x`, those that keep the order on both sides and weigh the most together.
 *
 * A tree of best sums finds them in n log n steps.
 */
export function heaviestChain(
  pairs: readonly Pair[],
  weightOf: (x: number, y: number, at: number) => number,
): readonly Pair[] {
  if (pairs.every(([x, y], at) => at === 0 || (x > pairs[at - 1]![0] && y > pairs[at - 1]![1]))) return pairs;
  const ys = [...new Set(pairs.map(([, y]) => y))].sort((a, b) => a - b);
  const rankOf = new Map(ys.map((y, rank) => [y, rank + 1]));
  const best = new Int32Array(ys.length + 1).fill(-1);
  const sums = new Float64Array(pairs.length);
  const before = new Int32Array(pairs.length).fill(-1);
  for (let from = 0; from < pairs.length; ) {
    // Pairs of one `x` must not build on each other.
    let to = from;
    for (; to < pairs.length && pairs[to]![0] === pairs[from]![0]; to++) {
      const [x, y] = pairs[to]!;
      let top = -1;
      for (let rank = rankOf.get(y)! - 1; rank > 0; rank -= rank & -rank) {
        if (best[rank]! >= 0 && (top < 0 || sums[best[rank]!]! > sums[top]!)) top = best[rank]!;
      }
      before[to] = top;
      sums[to] = weightOf(x, y, to) + (top < 0 ? 0 : sums[top]!);
    }
    for (; from < to; from++) {
      for (let rank = rankOf.get(pairs[from]![1])!; rank <= ys.length; rank += rank & -rank) {
        if (best[rank]! < 0 || sums[from]! > sums[best[rank]!]!) best[rank] = from;
      }
    }
  }
  let last = -1;
  for (let at = 0; at < pairs.length; at++) if (last < 0 || sums[at]! > sums[last]!) last = at;
  const chain: Pair[] = [];
  for (; last >= 0; last = before[last]!) chain.push(pairs[last]!);
  return chain.reverse();
}

/** The stretches between pairs that keep their order, where both sides have something; -1 in `ofX` is no pair. */
export function gapsBetween(ofX: ArrayLike<number>, lengthY: number): Gap[] {
  const gaps: Gap[] = [];
  let x0 = 0;
  let y0 = 0;
  for (let x = 0; x <= ofX.length; x++) {
    const y = x === ofX.length ? lengthY : ofX[x]!;
    if (y === -1) continue;
    if (x > x0 && y > y0) gaps.push({ x0, x1: x, y0, y1: y });
    x0 = x + 1;
    y0 = y + 1;
  }
  return gaps;
}

/**
 * Pairs what repeats itself: first what the other side lacks is passed over in place, one for one, then
 * the nearest place is looked for where both go on alike.
 */
function walkTogether(
  keysX: ArrayLike<number>,
  keysY: ArrayLike<number>,
  { x0, x1, y0, y1 }: Gap,
  pair: (x: number, y: number) => void,
): void {
  let x = x0;
  let y = y0;
  const same = (i: number, j: number) => i < x1 && j < y1 && keysX[i] === keysY[j];
  while (x < x1 && y < y1) {
    if (same(x, y)) {
      pair(x++, y++);
      continue;
    }
    let [skipX, skipY] = [1, 1];
    search: for (let far = 1; far <= LOOK_AHEAD; far++) {
      if (same(x + far, y + far)) {
        [skipX, skipY] = [far, far];
        break;
      }
      for (let less = 0; less < far; less++) {
        if (same(x + far, y + less) && same(x + far + 1, y + less + 1)) {
          [skipX, skipY] = [far, less];
          break search;
        }
        if (same(x + less, y + far) && same(x + less + 1, y + far + 1)) {
          [skipX, skipY] = [less, far];
          break search;
        }
      }
    }
    x += skipX;
    y += skipY;
  }
}
