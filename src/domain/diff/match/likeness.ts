import type { Pair } from '../words/align.ts';
import type { Vocabulary, Words } from '../words/words.ts';

/** Two places and how alike what stands there is, from 0 to 1. */
export type LikePair = { readonly pair: Pair; readonly likeness: number };

/** How alike texts are, for two lists of them; built once a diff. */
export type Likeness = {
  of(x: number, y: number): number;
  /** The pairs of these places worth a look, at least `least` alike, by `x`. */
  candidates(xs: readonly number[], ys: readonly number[], least: number): LikePair[];
};

const SMALL = 64;
const RARE = 8;
const BEST_OF_ONE = 4;
const CONTAINED_FROM = 6;
/** From how many times as long as another on the words of a text are counted once, for all that it is compared with. */
const FAR_LONGER = 20;

/**
 * Measures likeness by the words that texts share, rare ones weighing more.
 *
 * Only pairs that share a rare word, or stand at the same place, are compared when there are many: what
 * all texts share says nothing, and comparing all with all would take for ever.
 */
export function createLikeness(
  textsX: readonly Words[],
  textsY: readonly Words[],
  vocabulary: Vocabulary,
): Likeness {
  // Made when first asked for: where all blocks are found by what they say, nobody asks.
  let weights = new Float64Array(0);
  let counts = new Int32Array(0);
  const totals = new Map<Words, number>();
  const countsOfLong = new Map<Words, ReadonlyMap<number, number>>();

  return { of, candidates };

  function prepare(): void {
    if (weights.length > 0) return;
    weights = wordWeights([textsX, textsY], vocabulary);
    counts = new Int32Array(vocabulary.size());
  }

  function totalOf(words: Words): number {
    const known = totals.get(words);
    if (known !== undefined) return known;
    let sum = 0;
    for (let at = 0; at < words.ids.length; at++) sum += weights[words.ids[at]!]!;
    totals.set(words, sum);
    return sum;
  }

  function of(x: number, y: number): number {
    prepare();
    const before = textsX[x]!;
    const after = textsY[y]!;
    const [totalX, totalY] = [totalOf(before), totalOf(after)];
    const least = Math.min(totalX, totalY);
    if (least === 0) return 0;
    const shared = sharedBy(before, after);
    const alike = (2 * shared) / (totalX + totalY);
    // A paragraph that grew threefold still holds the old one.
    const held = Math.min(before.count, after.count) >= CONTAINED_FROM ? (0.7 * shared) / least : 0;
    return Math.max(alike, held);
  }

  /** The weight of the words that two texts share, each as often as both have it. */
  function sharedBy(before: Words, after: Words): number {
    if (before.ids.length > FAR_LONGER * after.ids.length) return sharedWithLong(after, before);
    if (after.ids.length > FAR_LONGER * before.ids.length) return sharedWithLong(before, after);
    for (let at = 0; at < before.ids.length; at++) counts[before.ids[at]!]!++;
    let shared = 0;
    for (let at = 0; at < after.ids.length; at++) {
      const id = after.ids[at]!;
      if (counts[id]! > 0) {
        counts[id]!--;
        shared += weights[id]!;
      }
    }
    for (let at = 0; at < before.ids.length; at++) counts[before.ids[at]!] = 0;
    return shared;
  }

  function sharedWithLong({ ids }: Words, long: Words): number {
    const known = countsOfLong.get(long) ?? countsOf(long);
    countsOfLong.set(long, known);
    let shared = 0;
    for (let at = 0; at < ids.length; at++) {
      const id = ids[at]!;
      if (counts[id]! < (known.get(id) ?? 0)) {
        counts[id]!++;
        shared += weights[id]!;
      }
    }
    for (let at = 0; at < ids.length; at++) counts[ids[at]!] = 0;
    return shared;
  }

  function candidates(xs: readonly number[], ys: readonly number[], least: number): LikePair[] {
    const found: LikePair[] = [];
    const consider = (x: number, y: number) => {
      const likeness = of(x, y);
      if (likeness >= least) found.push({ pair: [x, y], likeness });
    };
    if (xs.length * ys.length <= SMALL) {
      for (const x of xs) for (const y of ys) consider(x, y);
      return found;
    }
    prepare();
    const byWord = rareWords(ys);
    const votes = new Map<number, number>();
    xs.forEach((x, place) => {
      votes.clear();
      // The same place from the start and from the end: rows of a table share no rare word.
      for (const at of [place, place + ys.length - xs.length]) {
        if (at >= 0 && at < ys.length) votes.set(ys[at]!, (votes.get(ys[at]!) ?? 0) + 1);
      }
      for (const id of new Set(textsX[x]!.ids)) {
        for (const y of byWord.get(id) ?? []) votes.set(y, (votes.get(y) ?? 0) + weights[id]!);
      }
      const best = [...votes].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, BEST_OF_ONE);
      for (const [y] of best.sort((a, b) => a[0] - b[0])) consider(x, y);
    });
    return found;
  }

  function rareWords(ys: readonly number[]): Map<number, number[]> {
    const byWord = new Map<number, number[]>();
    for (const y of ys) {
      const { ids } = textsY[y]!;
      for (let at = 0; at < ids.length; at++) {
        const places = byWord.get(ids[at]!);
        if (places === undefined) byWord.set(ids[at]!, [y]);
        // One more than rare tells that it is not.
        else if (places.length <= RARE && places.at(-1) !== y) places.push(y);
      }
    }
    for (const [id, places] of byWord) if (places.length > RARE || !vocabulary.isWord(id)) byWord.delete(id);
    return byWord;
  }
}

function countsOf({ ids }: Words): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (let at = 0; at < ids.length; at++) counts.set(ids[at]!, (counts.get(ids[at]!) ?? 0) + 1);
  return counts;
}

function wordWeights(
  sides: readonly (readonly Words[])[],
  vocabulary: Vocabulary,
): Float64Array<ArrayBuffer> {
  const textsWith = new Int32Array(vocabulary.size());
  const lastText = new Int32Array(vocabulary.size()).fill(-1);
  let text = 0;
  for (const texts of sides) {
    for (const { ids } of texts) {
      for (let at = 0; at < ids.length; at++) {
        const id = ids[at]!;
        if (lastText[id] === text) continue;
        lastText[id] = text;
        textsWith[id]!++;
      }
      text++;
    }
  }
  const weights = new Float64Array(vocabulary.size());
  for (let id = 0; id < weights.length; id++) {
    weights[id] = vocabulary.isWord(id) ? 1 / (1 + Math.log2(Math.max(1, textsWith[id]! / 2))) : 0;
  }
  return weights;
}
