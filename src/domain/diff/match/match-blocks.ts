/*
 * Which block of one text is which of the other: first what is equal in order, then what is alike, then
 * what moved, was split or merged. Decides on words and places alone, and says so by places.
 */

import { isHidden } from '../read/block.ts';
import { TOP, UNSEEN } from '../read/structure.ts';
import { alignEqual, gapsBetween, heaviestChain, type Pair } from '../words/align.ts';
import { sentencesOf } from '../words/sentences.ts';
import type { Vocabulary } from '../words/words.ts';
import { blockKeys, type Keys } from './block-keys.ts';
import { bodyMatcher } from './by-body.ts';
import { createLikeness } from './likeness.ts';
import { findMoves, type Move } from './moves.ts';
import { isProse, type Side } from './side.ts';
import { findSplits } from './split-blocks.ts';

/** Which block of one document is which of the other, by their places; -1 where there is none. */
export type Matches = {
  /** Where two blocks point at each other they are one; what only points was split off or merged in. */
  readonly ofX: Int32Array;
  readonly ofY: Int32Array;
  /** By the place in `x` whether the block stands elsewhere, and how. */
  readonly moves: readonly Move[];
};

const ALIKE_IN_PLACE = 0.35;
const ALIKE_ALONE = 0.2;
const ALIKE_ELSEWHERE = 0.6;
const ALIKE_HEADING = 0.5;
const WORDS_TO_MOVE = 5;
/** A sentence that more blocks have says nothing of which is which. */
const MOST_HOLDERS = 8;

/**
 * Finds for every block what became of it, in time that grows with the documents and not their product.
 *
 * From the top down, what two blocks that are one govern is looked for in each other: the same sentence
 * under another heading is another promise. There, what is equal in order comes first, under looser and
 * looser keys, then what is equal elsewhere, then what is alike between settled neighbours. Only what is
 * left then is looked for under other headings.
 */
export function matchBlocks(x: Side, y: Side, vocabulary: Vocabulary): Matches {
  const ofX = new Int32Array(x.blocks.length).fill(-1);
  const ofY = new Int32Array(y.blocks.length).fill(-1);
  const trees = [x.tree, y.tree] as const;
  const weightOf = (i: number) => trees[0].weights[i]!;
  const keys = blockKeys(x, y, vocabulary);
  const likeness = createLikeness(x.words, y.words, vocabulary);
  const byBody = bodyMatcher([x, y], trees, keys, [ofX, ofY]);
  const surpluses = new Map<Keys, Map<number, number>>();
  /** Pairs that have not been looked into. */
  const waiting: Pair[] = [];

  const isOpenX = (i: number) => ofX[i] === -1 && x.governors[i] !== UNSEEN;
  const isOpenY = (j: number) => ofY[j] === -1 && y.governors[j] !== UNSEEN;
  const isHeadingX = (i: number) => x.blocks[i]!.kind === 'heading';
  const isHeadingY = (j: number) => y.blocks[j]!.kind === 'heading';
  const pair = (i: number, j: number) => {
    ofX[i] = j;
    ofY[j] = i;
    waiting.push([i, j]);
  };
  const pairAll = (pairs: readonly Pair[]) => {
    for (const [i, j] of pairs) if (ofX[i] === -1 && ofY[j] === -1) pair(i, j);
  };

  matchChildren(UNSEEN, UNSEEN);
  matchChildren(TOP, TOP);
  lookInto();
  const everyX = x.blocks.map((_, i) => i);
  const everyY = y.blocks.map((_, j) => j);
  for (const same of [keys.whole, ...keys.own]) {
    pairEqual(everyX.filter(isOpenX), everyY.filter(isOpenY), same);
    lookInto();
    pairBeside((i, j) => same[0][i] === same[1][j]);
    lookInto();
  }
  pairByBody();
  inGapsOfAll((xs, ys) => pairBodies(xs, ys));
  pairAlikeElsewhere();
  pairByBody();
  keepHiddenApart();
  findSplits(x, y, { ofX, ofY }, vocabulary);
  inGapsOfAll((xs, ys) => pairAlike(xs.filter(isHeadingX), ys.filter(isHeadingY), ALIKE_HEADING));
  return { ofX, ofY, moves: findMoves(x, y, { ofX, ofY }, weightOf) };

  /** What nobody sees is never what somebody sees: it went there, or came from there. */
  function keepHiddenApart(): void {
    for (const i of everyX) {
      const j = ofX[i]!;
      if (j === -1 || isHidden(x.blocks[i]!) === isHidden(y.blocks[j]!)) continue;
      ofX[i] = -1;
      ofY[j] = -1;
    }
  }

  function pairByBody(): void {
    pairAll(byBody(everyX.filter(isOpenX), everyY.filter(isOpenY)));
    lookInto();
  }

  function lookInto(): void {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) matchChildren(...next);
  }

  /** Finds in each other what two blocks that are one govern by themselves. */
  function matchChildren(px: number, py: number): void {
    const isUnseen = px === UNSEEN;
    const xs = openAmong(trees[0].childrenOf(px), ofX);
    const ys = openAmong(trees[1].childrenOf(py), ofY);
    if (xs.length === 0 || ys.length === 0) return;
    const inOrder: number[] = new Array(xs.length).fill(-1);
    let gaps = [{ x0: 0, x1: xs.length, y0: 0, y1: ys.length }];
    const align = ([keysX, keysY]: Keys) => {
      const [localX, localY] = [xs.map((i) => keysX[i]!), ys.map((j) => keysY[j]!)];
      for (const gap of gaps) {
        alignEqual(
          localX,
          localY,
          gap,
          (a) => weightOf(xs[a]!),
          (a, b) => {
            if (ofX[xs[a]!] !== -1 || ofY[ys[b]!] !== -1) return;
            inOrder[a] = b;
            pair(xs[a]!, ys[b]!);
          },
        );
      }
      gaps = gapsBetween(inOrder, ys.length);
    };
    align(keys.whole);
    if (gaps.length === 0) return;
    for (const same of keys.saying) align(same);
    const open = () => [openAmong(xs, ofX), openAmong(ys, ofY)] as const;
    for (const same of [keys.whole, ...keys.saying]) pairEqual(...open(), same);
    if (!isUnseen) pairAll(byBody(...open()));
    for (const same of keys.own) align(same);
    if (isUnseen) return;
    pairAll(bySentence(...open()));
    for (const { x0, x1, y0, y1 } of gaps) {
      pairBodies(openAmong(xs.slice(x0, x1), ofX), openAmong(ys.slice(y0, y1), ofY));
    }
  }

  /** Pairs what has a sentence in common, those with the most of it first. */
  function bySentence(xs: readonly number[], ys: readonly number[]): Pair[] {
    if (xs.length === 0 || ys.length === 0) return [];
    const holders = new Map<number, number[]>();
    for (const j of ys) {
      if (!isProse(y, j)) continue;
      for (const { key } of sentencesOf(y.words[j]!, vocabulary)) {
        const known = holders.get(key);
        if (known === undefined) holders.set(key, [j]);
        else if (known.length < MOST_HOLDERS && known.at(-1) !== j) known.push(j);
      }
    }
    if (holders.size === 0) return [];
    const found: { readonly pair: Pair; words: number }[] = [];
    for (const i of xs) {
      if (!isProse(x, i)) continue;
      const words = new Map<number, number>();
      for (const { key, from, to } of sentencesOf(x.words[i]!, vocabulary)) {
        for (const j of holders.get(key) ?? []) words.set(j, (words.get(j) ?? 0) + to - from);
      }
      for (const [j, count] of words) found.push({ pair: [i, j], words: count });
    }
    return found.sort((a, b) => b.words - a.words).map(({ pair }) => pair);
  }

  /** Pairs what is no heading, is alike and in order; one for one between neighbours that stayed takes less. */
  function pairBodies(xs: readonly number[], ys: readonly number[]): void {
    const [bodyX, bodyY] = [xs.filter((i) => !isHeadingX(i)), ys.filter((j) => !isHeadingY(j))];
    const isAlone = bodyX.length === 1 && bodyY.length === 1;
    pairAlike(bodyX, bodyY, isAlone ? ALIKE_ALONE : ALIKE_IN_PLACE);
  }

  function pairAlike(xs: readonly number[], ys: readonly number[], least: number): void {
    if (xs.length === 0 || ys.length === 0) return;
    const found = likeness.candidates(xs, ys, least);
    pairAll(
      heaviestChain(
        found.map((like) => like.pair),
        (i, j, at) => found[at]!.likeness * (Math.min(x.words[i]!.count, y.words[j]!.count) + 1),
      ),
    );
  }

  /**
   * Pairs what is equal wherever it stands among these, in order, if it is big enough to say that it moved.
   *
   * Single words and page numbers turn up everywhere; but where both texts have as many of one, none came or went.
   */
  function pairEqual(xs: readonly number[], ys: readonly number[], same: Keys): void {
    if (xs.length === 0 || ys.length === 0) return;
    const [keysX, keysY] = same;
    const places = new Map<number, number[]>();
    for (const j of ys.toReversed()) {
      const known = places.get(keysY[j]!);
      if (known === undefined) places.set(keysY[j]!, [j]);
      else known.push(j);
    }
    for (const i of xs) {
      const key = keysX[i]!;
      if (ofX[i] !== -1 || !places.has(key)) continue;
      if (weightOf(i) <= WORDS_TO_MOVE && surplusOf(same).get(key) !== 0) continue;
      const found = places.get(key);
      while (found !== undefined && found.length > 0) {
        const j = found.pop()!;
        if (ofY[j] !== -1) continue;
        pair(i, j);
        break;
      }
    }
  }

  /** By key how many more of it the one text has than the other. */
  function surplusOf(same: Keys): ReadonlyMap<number, number> {
    let surplus = surpluses.get(same);
    if (surplus === undefined) {
      surplus = new Map();
      const [keysX, keysY] = same;
      for (let i = 0; i < ofX.length; i++) surplus.set(keysX[i]!, (surplus.get(keysX[i]!) ?? 0) + 1);
      for (let j = 0; j < ofY.length; j++) surplus.set(keysY[j]!, (surplus.get(keysY[j]!) ?? 0) - 1);
      surpluses.set(same, surplus);
    }
    return surplus;
  }

  function pairAlikeElsewhere(): void {
    const long = (words: Side['words']) => (at: number) => words[at]!.count >= WORDS_TO_MOVE;
    const xs = everyX.filter((i) => isOpenX(i) && !isHeadingX(i) && long(x.words)(i));
    const ys = everyY.filter((j) => isOpenY(j) && !isHeadingY(j) && long(y.words)(j));
    const found = likeness.candidates(xs, ys, ALIKE_ELSEWHERE);
    pairAll(found.sort((a, b) => b.likeness - a.likeness).map((like) => like.pair));
    lookInto();
    pairBeside((i, j) => !isHeadingX(i) && !isHeadingY(j) && likeness.of(i, j) >= ALIKE_ELSEWHERE);
    lookInto();
  }

  /** Lets pairs spread to their neighbours, so that what is small moves with what it stands beside. */
  function pairBeside(isPair: (i: number, j: number) => boolean): void {
    const spread = (i: number, step: 1 | -1) => {
      const [nextI, nextJ] = [i + step, ofX[i]! + step];
      if (ofX[i] === -1 || nextJ < 0 || nextJ >= ofY.length || !isOpenX(nextI) || !isOpenY(nextJ)) return;
      if (isPair(nextI, nextJ)) pair(nextI, nextJ);
    };
    for (let i = 0; i < ofX.length - 1; i++) spread(i, 1);
    for (let i = ofX.length - 1; i > 0; i--) spread(i, -1);
  }

  /** Looks between the neighbours that stand in order in the texts as a whole, whatever governs them. */
  function inGapsOfAll(look: (xs: readonly number[], ys: readonly number[]) => void): void {
    const pairs: Pair[] = [];
    for (let i = 0; i < ofX.length; i++) if (ofX[i] !== -1 && ofY[ofX[i]!] === i) pairs.push([i, ofX[i]!]);
    const kept = new Int32Array(ofX.length).fill(-1);
    for (const [i, j] of heaviestChain(pairs, (at) => x.words[at]!.count + 1)) kept[i] = j;
    for (const { x0, x1, y0, y1 } of gapsBetween(kept, ofY.length)) {
      look(everyX.slice(x0, x1).filter(isOpenX), everyY.slice(y0, y1).filter(isOpenY));
    }
    lookInto();
  }
}

/** Those of these places that point nowhere yet. */
function openAmong(places: ArrayLike<number>, of: Int32Array): number[] {
  const open: number[] = [];
  for (let at = 0; at < places.length; at++) if (of[places[at]!] === -1) open.push(places[at]!);
  return open;
}
