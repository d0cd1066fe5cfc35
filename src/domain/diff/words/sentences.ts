import { joinWords, sliceWords } from './block-parts.ts';
import { joinAlike, type Step } from './step.ts';
import { type Budget, wordSteps } from './word-steps.ts';
import type { Vocabulary, Words } from './words.ts';

/** A sentence of a text, by its words. */
export type Sentence = {
  readonly from: number;
  readonly to: number;
  /** The same for the same words. */
  readonly key: number;
};

/** `4.` and `No.` are not sentences by themselves. */
const LEAST_WORDS = 2;
const ENDS = new Set(['.', '..', '...', '!', '?', '。', '！', '？']);
const CLOSES = new Set(['"', "'", ')', ']', '»', '」', '』']);

/** The sentences of a text, from its first word to its last; what is too short to be one goes on into the next. */
export function sentencesOf({ text, ids, ends }: Words, vocabulary: Vocabulary): Sentence[] {
  const sentences: Sentence[] = [];
  let from = 0;
  let words = 0;
  const end = (to: number) => {
    if (words >= LEAST_WORDS) sentences.push({ from, to, key: hashOf(ids, from, to) });
    from = to;
    words = 0;
  };
  for (let at = 0; at < ids.length; at++) {
    if (vocabulary.isWord(ids[at]!)) words++;
    if (words < LEAST_WORDS || !ENDS.has(vocabulary.spelling(ids[at]!))) continue;
    while (at + 1 < ids.length && CLOSES.has(vocabulary.spelling(ids[at + 1]!)) && !isApart(at)) at++;
    if (isApart(at)) end(at + 1);
  }
  end(ids.length);
  return sentences;

  /** Whether what follows stands apart, as it does in scripts with spaces where a sentence ends. */
  function isApart(at: number): boolean {
    const last = text[ends[at]! - 1] ?? ' ';
    return at === ids.length - 1 || last === ' ' || /[。！？」』]/.test(last);
  }
}

/** A hash of words in the 53 bits of a number. */
function hashOf(ids: readonly number[], from: number, to: number): number {
  let [low, high] = [to - from, 0x9e3779b1];
  for (let at = from; at < to; at++) {
    low = Math.imul(low ^ ids[at]!, 0x01000193);
    high = Math.imul(high, 0x85ebca6b) ^ ids[at]! ^ (high >>> 13);
  }
  return (high >>> 11) * 0x100000000 + (low >>> 0);
}

/** Where a sentence stands that is in both texts, but not in its place. */
export type MovedSentence = { readonly from: number; readonly to: number };

/**
 * The steps between two texts of which some sentences are settled: `kept` stand in both, in order; those
 * that moved away, or here, are told as that and as nothing else. The words between are compared.
 */
export function stepsAround(
  x: Words,
  y: Words,
  kept: readonly (readonly [Sentence, Sentence])[],
  moved: { readonly x: readonly MovedSentence[]; readonly y: readonly MovedSentence[] },
  vocabulary: Vocabulary,
  budget: Budget,
): Step[] {
  const steps: Step[] = [];
  let [x0, y0] = [0, 0];
  for (const [sx, sy] of kept) {
    steps.push(...between({ x0, x1: sx.from, y0, y1: sy.from }));
    steps.push({ same: true, x0: sx.from, x1: sx.to, y0: sy.from, y1: sy.to });
    [x0, y0] = [sx.to, sy.to];
  }
  steps.push(...between({ x0, x1: x.ids.length, y0, y1: y.ids.length }));
  return joinAlike(steps);

  function between(gap: { x0: number; x1: number; y0: number; y1: number }): Step[] {
    const partsX = without(gap.x0, gap.x1, moved.x);
    const partsY = without(gap.y0, gap.y1, moved.y);
    const restX = joinWords(partsX.map(([from, to]) => sliceWords(x, from, to)));
    const restY = joinWords(partsY.map(([from, to]) => sliceWords(y, from, to)));
    const found =
      restX.ids.length === 0 || restY.ids.length === 0
        ? [{ same: false, x0: 0, x1: restX.ids.length, y0: 0, y1: restY.ids.length }]
        : wordSteps(restX, restY, vocabulary, budget);
    return placed(found, gap, partsX, partsY);
  }
}

/** The steps of a text that stands on one side alone, where some of its sentences moved. */
export function stepsAlone(words: Words, moved: readonly MovedSentence[]): Step[] {
  const steps: Step[] = [];
  const tell = (from: number, to: number, isMoved: boolean) => {
    if (to > from) {
      steps.push({ same: false, x0: from, x1: to, y0: 0, y1: 0, ...(isMoved && { moved: true as const }) });
    }
  };
  let at = 0;
  for (const { from, to } of moved) {
    tell(at, from, false);
    tell(from, to, true);
    at = to;
  }
  tell(at, words.ids.length, false);
  return steps;
}

type Range = readonly [from: number, to: number];

/** What is left of a range without the sentences that moved. */
function without(from: number, to: number, moved: readonly MovedSentence[]): Range[] {
  const parts: Range[] = [];
  let start = from;
  for (const one of moved) {
    if (one.from < from || one.to > to) continue;
    if (one.from > start) parts.push([start, one.from]);
    start = one.to;
  }
  if (to > start) parts.push([start, to]);
  return parts;
}

/** Puts steps between what was left of two ranges back to where that stood, with what moved in its place. */
function placed(
  found: readonly Step[],
  gap: { x0: number; x1: number; y0: number; y1: number },
  partsX: readonly Range[],
  partsY: readonly Range[],
): Step[] {
  const steps: Step[] = [];
  const sideX = walker(gap.x0, gap.x1, partsX, (from, to) =>
    steps.push({ same: false, x0: from, x1: to, y0: sideY.at(), y1: sideY.at(), moved: true }),
  );
  const sideY = walker(gap.y0, gap.y1, partsY, (from, to) =>
    steps.push({ same: false, x0: sideX.at(), x1: sideX.at(), y0: from, y1: to, moved: true }),
  );
  for (const { same, x0, x1, y0, y1 } of found) {
    let [leftX, leftY] = [x1 - x0, y1 - y0];
    while (leftX + leftY > 0) {
      if (leftX > 0) sideX.skipMoved();
      if (leftY > 0) sideY.skipMoved();
      const both = same ? Math.min(leftX, sideX.room(), sideY.room()) : 0;
      const takeX = same ? both : Math.min(leftX, sideX.room());
      const takeY = same ? both : Math.min(leftY, sideY.room());
      const [fromX, fromY] = [sideX.at(), sideY.at()];
      sideX.take(takeX);
      sideY.take(takeY);
      steps.push({ same, x0: fromX, x1: sideX.at(), y0: fromY, y1: sideY.at() });
      leftX -= takeX;
      leftY -= takeY;
    }
  }
  sideX.skipMoved();
  sideY.skipMoved();
  return steps;
}

/** Goes along a range of which some parts are left, and tells of the parts between them that moved. */
function walker(
  from: number,
  to: number,
  parts: readonly Range[],
  tellMoved: (from: number, to: number) => void,
) {
  let place = from;
  let part = 0;
  const skipMoved = () => {
    const [start, end] = [place, parts[part]?.[0] ?? to];
    if (start >= end) return;
    place = end;
    tellMoved(start, end);
  };
  return {
    at: () => place,
    room: () => (parts[part] === undefined ? 0 : parts[part]![1] - place),
    skipMoved,
    take(count: number) {
      place += count;
      if (place === parts[part]?.[1]) part++;
    },
  };
}
