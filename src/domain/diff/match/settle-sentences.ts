import { alignEqual } from '../words/align.ts';
import { type MovedSentence, type Sentence, sentencesOf, stepsAround } from '../words/sentences.ts';
import type { Step } from '../words/step.ts';
import type { Budget } from '../words/word-steps.ts';
import type { Vocabulary, Words } from '../words/words.ts';
import { isProse, type Side } from './side.ts';

/** Blocks that are one, with the steps between their words; `is` and `js` are their places. */
type Settled = {
  readonly is: readonly number[];
  readonly js: readonly number[];
  readonly wordsX: Words;
  readonly wordsY: Words;
  steps: readonly Step[];
};

/** Sentences of a text under one heading, and whose they are. */
type Stock<T> = Map<number, Map<number, { readonly of: T; readonly sentence: Sentence }[]>>;

/**
 * Sees to it that a sentence which stands under the same heading in both texts is told neither as added nor
 * as removed: where it is in both of two blocks that are one it stays, and what the one block lost and
 * another has moved. Gives the steps of `groups` anew, and answers what moved of blocks that stand alone.
 */
export function settleSentences(
  x: Side,
  y: Side,
  { ofX, ofY }: { readonly ofX: Int32Array; readonly ofY: Int32Array },
  groups: readonly Settled[],
  vocabulary: Vocabulary,
  budget: Budget,
): {
  readonly movedX: ReadonlyMap<number, readonly MovedSentence[]>;
  readonly movedY: ReadonlyMap<number, readonly MovedSentence[]>;
} {
  const sectionX = headingsAbove(x);
  const sectionY = headingsAbove(y);
  /** The section of the old text that a block of the new one stands in; one of its own where that is new. */
  const homeOfY = (j: number) => {
    const heading = sectionY[j]!;
    if (heading === -1) return -1;
    const old = ofY[heading]!;
    return old !== -1 && ofX[old] === heading ? old : -2 - heading;
  };

  const stockX: Stock<Settled | number> = new Map();
  const stockY: Stock<Settled | number> = new Map();
  const keep = <T>(stock: Stock<T>, section: number, of: T, sentences: readonly Sentence[]) => {
    const here = stock.get(section) ?? new Map();
    stock.set(section, here);
    for (const sentence of sentences) append(here, sentence.key, { of, sentence });
  };
  const kept = new Map<Settled, (readonly [Sentence, Sentence])[]>();
  for (const group of groups) {
    if (group.steps.every(({ same }) => same)) continue;
    if (!group.is.every((i) => isProse(x, i)) || !group.js.every((j) => isProse(y, j))) continue;
    const sentencesX = sentencesOf(group.wordsX, vocabulary);
    const sentencesY = sentencesOf(group.wordsY, vocabulary);
    // One that changed is not the other.
    const isOne = sentencesX.length === 1 && sentencesY.length === 1;
    const pairs = isOne ? [] : inOrder(sentencesX, sentencesY);
    kept.set(group, pairs);
    keep(stockX, sectionX[group.is[0]!]!, group, without(sentencesX, pairs, 0));
    keep(stockY, homeOfY(group.js[0]!), group, without(sentencesY, pairs, 1));
  }
  for (let i = 0; i < ofX.length; i++) {
    if (ofX[i] === -1 && isProse(x, i)) keep(stockX, sectionX[i]!, i, sentencesOf(x.words[i]!, vocabulary));
  }
  for (let j = 0; j < ofY.length; j++) {
    if (ofY[j] === -1 && isProse(y, j)) keep(stockY, homeOfY(j), j, sentencesOf(y.words[j]!, vocabulary));
  }

  const movedX = new Map<Settled | number, MovedSentence[]>();
  const movedY = new Map<Settled | number, MovedSentence[]>();
  for (const [section, allGone] of stockX) {
    const allCome = stockY.get(section);
    if (allCome === undefined) continue;
    for (const [key, gone] of allGone) {
      const come = allCome.get(key) ?? [];
      for (let at = 0; at < Math.min(gone.length, come.length); at++) {
        append(movedX, gone[at]!.of, gone[at]!.sentence);
        append(movedY, come[at]!.of, come[at]!.sentence);
      }
    }
  }
  for (const moved of [movedX, movedY])
    for (const list of moved.values()) list.sort((a, b) => a.from - b.from);
  for (const [group, pairs] of kept) {
    const moved = { x: movedX.get(group) ?? [], y: movedY.get(group) ?? [] };
    if (moved.x.length + moved.y.length === 0 && pairs.every((pair) => isKept(group.steps, pair))) continue;
    group.steps = stepsAround(group.wordsX, group.wordsY, pairs, moved, vocabulary, budget);
  }
  return { movedX: ofBlocks(movedX), movedY: ofBlocks(movedY) };
}

/** The sentences that are in none of these pairs, on one side of them. */
function without(
  sentences: readonly Sentence[],
  pairs: readonly (readonly [Sentence, Sentence])[],
  side: 0 | 1,
): readonly Sentence[] {
  if (pairs.length === 0) return sentences;
  const paired = new Set(pairs.map((pair) => pair[side]));
  return sentences.filter((one) => !paired.has(one));
}

/** Whether steps leave a sentence as it is already. */
function isKept(steps: readonly Step[], [x, y]: readonly [Sentence, Sentence]): boolean {
  return steps.some(
    ({ same, x0, x1, y0 }) => same && x0 <= x.from && x1 >= x.to && y.from - y0 === x.from - x0,
  );
}

/** The sentences that two blocks have in common, in order. */
function inOrder(x: readonly Sentence[], y: readonly Sentence[]): (readonly [Sentence, Sentence])[] {
  const numbers = new Map<number, number>();
  const numbered = (list: readonly Sentence[]) =>
    list.map(({ key }) => {
      const number = numbers.get(key) ?? numbers.size;
      numbers.set(key, number);
      return number;
    });
  const pairs: (readonly [Sentence, Sentence])[] = [];
  alignEqual(
    numbered(x),
    numbered(y),
    { x0: 0, x1: x.length, y0: 0, y1: y.length },
    (at) => x[at]!.to - x[at]!.from,
    (a, b) => pairs.push([x[a]!, y[b]!]),
  );
  return pairs.sort(([a], [b]) => a.from - b.from);
}

/** By block the place of the heading right above it, its own for a heading; -1 where there is none. */
function headingsAbove({ blocks }: Side): Int32Array {
  const above = new Int32Array(blocks.length);
  let heading = -1;
  blocks.forEach(({ kind }, at) => {
    if (kind === 'heading') heading = at;
    above[at] = heading;
  });
  return above;
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

function ofBlocks(moved: ReadonlyMap<Settled | number, MovedSentence[]>): Map<number, MovedSentence[]> {
  const blocks = new Map<number, MovedSentence[]>();
  for (const [of, list] of moved) if (typeof of === 'number') blocks.set(of, list);
  return blocks;
}
