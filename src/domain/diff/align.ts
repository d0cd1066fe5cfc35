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
    if (!haveKeyInCommon(keysX, keysY, { x0, x1, y0, y1 })) continue;
    const anchors =
      depth < DEEPEST ? heaviestChain(uniquePairs(keysX, keysY, { x0, x1, y0, y1 }), (x) => weightOf(x)) : [];
    if (anchors.length === 0) {
      walkTogether(keysX, keysY, { x0, x1, y0, y1 }, pair);
      continue;
    }
    depth++;
    for (const [x, y] of anchors) {
      pair(x, y);
      open.push({ x0, x1: x, y0, y1: y, depth });
      x0 = x + 1;
      y0 = y + 1;
    }
    open.push({ x0, x1, y0, y1, depth });
  }
}

function haveKeyInCommon(keysX: ArrayLike<number>, keysY: ArrayLike<number>, gap: Gap): boolean {
  const inX = new Set<number>();
  for (let x = gap.x0; x < gap.x1; x++) inX.add(keysX[x]!);
  for (let y = gap.y0; y < gap.y1; y++) if (inX.has(keysY[y]!)) return true;
  return false;
}

/** The pairs of keys that occur exactly once on either side of a gap, by their place in `x`. */
function uniquePairs(keysX: ArrayLike<number>, keysY: ArrayLike<number>, gap: Gap): Pair[] {
  const TWICE = -2;
  const inY = new Map<number, number>();
  for (let y = gap.y0; y < gap.y1; y++) inY.set(keysY[y]!, inY.has(keysY[y]!) ? TWICE : y);
  const inX = new Map<number, number>();
  for (let x = gap.x0; x < gap.x1; x++) {
    const key = keysX[x]!;
    if (inY.has(key)) inX.set(key, inX.has(key) ? TWICE : x);
  }
  const pairs: Pair[] = [];
  for (const [key, x] of inX) {
    const y = inY.get(key)!;
    if (x !== TWICE && y !== TWICE) pairs.push([x, y]);
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
): Pair[] {
  if (pairs.every(([x, y], at) => at === 0 || (x > pairs[at - 1]![0] && y > pairs[at - 1]![1])))
    return [...pairs];
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

/** The stretches between pairs that keep their order, where both sides have something. */
export function gapsBetween(pairs: readonly Pair[], whole: Gap): Gap[] {
  const gaps: Gap[] = [];
  let { x0, y0 } = whole;
  for (const [x, y] of [...pairs, [whole.x1, whole.y1] as const]) {
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
