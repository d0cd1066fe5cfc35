/*
 * Which block of one text is which of the other: first what is equal in order, then what is alike, then
 * what moved, was split or merged. Decides on words and places alone, and says so by places.
 */

import { sectionsOf } from '../read/section-starts.ts';
import type { BlockKind } from '../types.ts';
import { alignEqual, gapsBetween, heaviestChain, type Pair } from '../words/align.ts';
import type { Vocabulary, Words } from '../words/words.ts';
import { createLikeness, openPlaces } from './likeness.ts';
import type { Side } from './side.ts';
import { findSplits } from './split-blocks.ts';

/** Which block of one document is which of the other, by their places; -1 where there is none. */
export type Matches = {
  /** Where two blocks point at each other they are one; what only points was split off or merged in. */
  readonly ofX: Int32Array;
  readonly ofY: Int32Array;
  /** By the place in `x`: whether the block stands elsewhere, seen from the most that stayed in order. */
  readonly isMoved: Uint8Array;
};

const ALIKE_IN_PLACE = 0.35;
const ALIKE_ALONE = 0.2;
const ALIKE_ELSEWHERE = 0.6;
const ALIKE_HEADING = 0.5;
const WORDS_TO_MOVE = 5;

/**
 * Finds for every block what became of it, in time that grows with the documents and not their product.
 *
 * First what is equal in order, under looser and looser keys; then what is alike between two blocks that
 * are settled; then the same for what stands elsewhere. Headings follow what stands below them.
 */
export function matchBlocks(x: Side, y: Side, vocabulary: Vocabulary): Matches {
  const ofX = new Int32Array(x.blocks.length).fill(-1);
  const ofY = new Int32Array(y.blocks.length).fill(-1);
  const whole = { x0: 0, x1: ofX.length, y0: 0, y1: ofY.length };
  const weightOf = (at: number) => x.words[at]!.count + 1;
  const pair = (i: number, j: number) => {
    ofX[i] = j;
    ofY[j] = i;
  };
  const keys = blockKeys(x, y, vocabulary);

  let gaps = [whole];
  for (const [keysX, keysY] of keys) {
    for (const gap of gaps) alignEqual(keysX, keysY, gap, weightOf, pair);
    gaps = gapsBetween(ofX, ofY.length);
  }

  const likeness = createLikeness(x.words, y.words, vocabulary);
  const isOpenX = (at: number) => ofX[at] === -1;
  const isOpenY = (at: number) => ofY[at] === -1;
  const isBodyX = (at: number) => isOpenX(at) && x.blocks[at]!.kind !== 'heading';
  const isBodyY = (at: number) => isOpenY(at) && y.blocks[at]!.kind !== 'heading';

  for (const gap of gaps) {
    const { xs, ys } = openPlaces(gap, isBodyX, isBodyY);
    // One for one, between neighbours that stayed, takes less to be believed.
    pairAlike(xs, ys, xs.length === 1 && ys.length === 1 ? ALIKE_ALONE : ALIKE_IN_PLACE);
  }
  pairMoved();
  findSplits(x, y, { ofX, ofY }, vocabulary);
  pairHeadings();
  return { ofX, ofY, isMoved: findMoved() };

  /** Pairs what is alike and in order. */
  function pairAlike(xs: readonly number[], ys: readonly number[], least: number): void {
    if (xs.length === 0 || ys.length === 0) return;
    const found = likeness.candidates(xs, ys, least);
    const chain = heaviestChain(
      found.map((like) => like.pair),
      (i, j, at) => found[at]!.likeness * (Math.min(x.words[i]!.count, y.words[j]!.count) + 1),
    );
    for (const [i, j] of chain) pair(i, j);
  }

  /** Pairs what stands elsewhere: equal first, then alike, then whatever stands right beside such a pair. */
  function pairMoved(): void {
    for (const [keysX, keysY] of keys.slice(1)) {
      pairElsewhere(keysX, keysY);
      pairBeside(([i, j]) => keysX[i] === keysY[j]);
    }
    const { xs, ys } = openPlaces(whole, isBodyX, isBodyY);
    const long = (words: readonly Words[]) => (at: number) => words[at]!.count >= WORDS_TO_MOVE;
    const found = likeness.candidates(xs.filter(long(x.words)), ys.filter(long(y.words)), ALIKE_ELSEWHERE);
    for (const like of found.sort((a, b) => b.likeness - a.likeness)) {
      const [i, j] = like.pair;
      if (isOpenX(i) && isOpenY(j)) pair(i, j);
    }
    pairBeside(([i, j]) => isBodyX(i) && isBodyY(j) && likeness.of(i, j) >= ALIKE_ELSEWHERE);
  }

  /**
   * Pairs equal blocks wherever they stand, in order, if they are big enough to say that they moved.
   *
   * Single words and page numbers turn up everywhere; but where both texts have as many of one, none came or went.
   */
  function pairElsewhere(keysX: ArrayLike<number>, keysY: ArrayLike<number>): void {
    const places = new Map<number, number[]>();
    for (let j = ofY.length - 1; j >= 0; j--) {
      if (!isOpenY(j)) continue;
      const known = places.get(keysY[j]!);
      if (known === undefined) places.set(keysY[j]!, [j]);
      else known.push(j);
    }
    if (places.size === 0) return;
    const surplus = new Map<number, number>();
    const tally = (keys: ArrayLike<number>, by: 1 | -1) => {
      for (let at = 0; at < keys.length; at++) {
        const key = keys[at]!;
        if (places.has(key)) surplus.set(key, (surplus.get(key) ?? 0) + by);
      }
    };
    tally(keysX, 1);
    tally(keysY, -1);
    for (let i = 0; i < ofX.length; i++) {
      const key = keysX[i]!;
      if (!isOpenX(i) || (x.words[i]!.count < WORDS_TO_MOVE && surplus.get(key) !== 0)) continue;
      const j = places.get(key)?.pop();
      if (j !== undefined) pair(i, j);
    }
  }

  /** Lets pairs spread to their neighbours, so that what is small moves with what it belongs to. */
  function pairBeside(isPair: (pair: Pair) => boolean): void {
    for (let i = 0; i < ofX.length - 1; i++) spread(i, 1);
    for (let i = ofX.length - 1; i > 0; i--) spread(i, -1);

    function spread(i: number, step: 1 | -1): void {
      const j = ofX[i]! + step;
      if (ofX[i] === -1 || j < 0 || j >= ofY.length || !isOpenX(i + step) || !isOpenY(j)) return;
      if (isPair([i + step, j])) pair(i + step, j);
    }
  }

  function pairHeadings(): void {
    const sectionX = sectionsOf(x.blocks);
    const sectionY = sectionsOf(y.blocks);
    for (const [i, j] of sectionsByBody(x, ofX, sectionX, sectionY)) {
      if (isOpenX(i) && isOpenY(j)) pair(i, j);
    }
    const isAnyLeft = x.blocks.some(({ kind }, i) => kind === 'heading' && isOpenX(i));
    if (!isAnyLeft) return;
    const kept = new Int32Array(ofX.length).fill(-1);
    for (const [i, j] of inOrder(pairsOf(ofX, ofY))) kept[i] = j;
    for (const gap of gapsBetween(kept, ofY.length)) {
      const headings = openPlaces(gap, isOpenX, isOpenY);
      const xs = headings.xs.filter((i) => x.blocks[i]!.kind === 'heading');
      const ys = headings.ys.filter((j) => y.blocks[j]!.kind === 'heading');
      pairAlike(xs, ys, ALIKE_HEADING);
    }
  }

  function inOrder(pairs: readonly Pair[]): readonly Pair[] {
    return heaviestChain(pairs, weightOf);
  }

  function findMoved(): Uint8Array {
    const isMoved = new Uint8Array(ofX.length);
    const pairs = pairsOf(ofX, ofY);
    for (const [i] of pairs) isMoved[i] = 1;
    for (const [i] of inOrder(pairs)) isMoved[i] = 0;
    return isMoved;
  }
}

function pairsOf(ofX: Int32Array, ofY: Int32Array): Pair[] {
  const pairs: Pair[] = [];
  for (let i = 0; i < ofX.length; i++) if (ofX[i] !== -1 && ofY[ofX[i]!] === i) pairs.push([i, ofX[i]!]);
  return pairs;
}

const KINDS: readonly BlockKind[] = ['heading', 'paragraph', 'item', 'row', 'code', 'comment', 'matter'];

/** Three keys a block, from exact to loose: as written; the same words; the same but for case and numbers. */
function blockKeys(x: Side, y: Side, vocabulary: Vocabulary): [ArrayLike<number>, ArrayLike<number>][] {
  // Integers of 32 bits, for which there are quick maps.
  const written = ({ blocks, sources }: Side) =>
    sources.map((source, at) => {
      const { kind, level } = blocks[at]!;
      return source * 0x200 + KINDS.indexOf(kind) * 0x40 + Math.min(level, 0x3f);
    });
  const hashed = ({ words }: Side, wordOf: (id: number) => number) => {
    const hashes = new Int32Array(words.length);
    words.forEach(({ ids }, at) => {
      // Only a hint: what a pair has in common is compared word by word later.
      let hash = ids.length;
      for (let word = 0; word < ids.length; word++) hash = Math.imul(hash, 0x01000193) ^ wordOf(ids[word]!);
      hashes[at] = hash;
    });
    return hashes;
  };
  const loose = (id: number) => vocabulary.looseOf(id);
  return [
    [written(x), written(y)],
    [hashed(x, (id) => id), hashed(y, (id) => id)],
    [hashed(x, loose), hashed(y, loose)],
  ];
}

/** Headings whose sections hold the same: each the other's best, by at least half the words of one of them. */
function sectionsByBody(x: Side, ofX: Int32Array, sectionX: Int32Array, sectionY: Int32Array): Pair[] {
  const sizes = new Map<number, number>();
  const shared = new Map<number, Map<number, number>>();
  for (let i = 0; i < ofX.length; i++) {
    const from = sectionX[i]!;
    if (from === -1 || from === i) continue;
    const words = x.words[i]!.count;
    sizes.set(from, (sizes.get(from) ?? 0) + words);
    if (ofX[i] === -1) continue;
    const to = sectionY[ofX[i]!]!;
    if (to === -1 || to === ofX[i]) continue;
    const targets = shared.get(from) ?? new Map<number, number>();
    targets.set(to, (targets.get(to) ?? 0) + words);
    shared.set(from, targets);
  }
  const bestOfY = new Map<number, { from: number; words: number }>();
  for (const [from, targets] of shared) {
    for (const [to, words] of targets) {
      if (words > (bestOfY.get(to)?.words ?? 0)) bestOfY.set(to, { from, words });
    }
  }
  const pairs: Pair[] = [];
  for (const [to, { from, words }] of bestOfY) {
    const best = Math.max(...shared.get(from)!.values());
    if (best === words && words * 2 >= (sizes.get(from) ?? 0)) pairs.push([from, to]);
  }
  return pairs.sort((a, b) => a[0] - b[0]);
}
