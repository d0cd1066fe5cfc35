import type { Matches } from './match/match-blocks.ts';
import type { Side } from './match/side.ts';
import type { Block } from './read/block.ts';
import { formChanges, linkChanges } from './read/form.ts';
import type { DiffBlock, FormChange, LinkChange, Run } from './types.ts';
import { cutSteps, joinWords, partEnds, partsByMain, trimRuns } from './words/block-parts.ts';
import { stepsToRuns } from './words/runs.ts';
import type { Step } from './words/step.ts';
import { wordsIn } from './words/tidy-steps.ts';
import { newBudget, wordSteps } from './words/word-steps.ts';
import type { Vocabulary, Words } from './words/words.ts';

/** A block of the result, with what it adds to the counts. */
export type Outcome = {
  readonly block: DiffBlock;
  readonly added: number;
  readonly removed: number;
  readonly moved: number;
};

const LEAST_KEPT = 0.2;
const LEAST_KEPT_OF_SHORTER = 0.5;
const LEAST_KEPT_ELSEWHERE = 0.4;
const NO_PARTS: readonly number[] = [];

/**
 * Says for every pair of blocks what changed in it, and takes pairs apart that have too little in common.
 *
 * A block that was split, or merged into another, gets an outcome a part. Matching looks at the texts in
 * an order of its own: `isSwapped` says that `x` is the new one.
 */
export function pairOutcomes(
  x: Side,
  y: Side,
  { ofX, ofY, isMoved }: Matches,
  vocabulary: Vocabulary,
  isSwapped: boolean,
): Outcome[] {
  const budget = newBudget();
  const outcomes: Outcome[] = [];
  const splitOff = partsByMain(ofY, ofX);
  const mergedIn = partsByMain(ofX, ofY);
  for (let i = 0; i < ofX.length; i++) {
    const j = ofX[i]!;
    if (j === -1 || ofY[j] !== i) continue;
    const moreX = mergedIn.get(j) ?? NO_PARTS;
    const moreY = splitOff.get(i) ?? NO_PARTS;
    if (moreX.length + moreY.length > 0) inParts(i, j, moreX, moreY);
    else inOne(i, j);
  }
  return outcomes;

  function inOne(i: number, j: number): void {
    const [wordsX, wordsY] = [x.words[i]!, y.words[j]!];
    const steps = stepsBetween(wordsX, wordsY);
    if (isTooUnlike(steps, wordsX, wordsY, i, j)) {
      ofX[i] = -1;
      ofY[j] = -1;
      return;
    }
    const runs: readonly Run[] =
      wordsX === wordsY ? [{ op: 'same', text: wordsX.text }] : stepsToRuns(steps, wordsX, wordsY, isSwapped);
    const [before, after] = isSwapped ? [y.blocks[j]!, x.blocks[i]!] : [x.blocks[i]!, y.blocks[j]!];
    const links = linkChanges(before.links, after.links);
    tell(i, j, { steps, wordsX, wordsY, runs, form: formChanges(before, after, runs), links });
  }

  function inParts(i: number, j: number, moreX: readonly number[], moreY: readonly number[]): void {
    const is = [...moreX, i].sort((a, b) => a - b);
    const js = [...moreY, j].sort((a, b) => a - b);
    const wordsX = joinWords(is.map((at) => x.words[at]!));
    const wordsY = joinWords(js.map((at) => y.words[at]!));
    const steps = stepsBetween(wordsX, wordsY);
    if (isTooUnlike(steps, wordsX, wordsY, i, j)) {
      for (const at of is) ofX[at] = -1;
      for (const at of js) ofY[at] = -1;
      return;
    }
    const inX = is.length > 1;
    const form = [inX === isSwapped ? ('split' as const) : ('merged' as const)];
    const linksOf = ({ blocks }: Side, places: readonly number[]) =>
      places.flatMap((at) => blocks[at]!.links);
    const [linksX, linksY] = [linksOf(x, is), linksOf(y, js)];
    const allLinks = isSwapped ? linkChanges(linksY, linksX) : linkChanges(linksX, linksY);
    const pieces = cutSteps(steps, inX ? 'x' : 'y', inX ? partEnds(is, x.words) : partEnds(js, y.words));
    pieces.forEach((piece, at) => {
      const runs = trimRuns(
        stepsToRuns(piece, wordsX, wordsY, isSwapped),
        form[0] === 'split' ? 'after' : 'before',
      );
      const links = at === 0 ? allLinks : [];
      tell(
        inX ? is[at]! : i,
        inX ? j : js[at]!,
        { steps: piece, wordsX, wordsY, runs, form, links },
        isMoved[i] === 1,
      );
    });
  }

  function stepsBetween(wordsX: Words, wordsY: Words): Step[] {
    return isEqual(wordsX.ids, wordsY.ids)
      ? [{ same: true, x0: 0, x1: wordsX.ids.length, y0: 0, y1: wordsY.ids.length }]
      : wordSteps(wordsX, wordsY, vocabulary, budget);
  }

  function isTooUnlike(steps: readonly Step[], wordsX: Words, wordsY: Words, i: number, j: number): boolean {
    if (steps.every(({ same }) => same)) return false;
    // What a heading became is known by what stands below it.
    const areHeadings = x.blocks[i]!.kind === 'heading' && y.blocks[j]!.kind === 'heading';
    if (areHeadings && wordsX.count > 0 && wordsY.count > 0) return false;
    let kept = 0;
    for (const step of steps) if (step.same) kept += wordsIn(wordsX.ids, step.x0, step.x1, vocabulary);
    const longer = Math.max(wordsX.count, wordsY.count);
    if (isMoved[i] === 1) return kept < LEAST_KEPT_ELSEWHERE * longer;
    const isShort = kept < LEAST_KEPT_OF_SHORTER * Math.min(wordsX.count, wordsY.count);
    return kept === 0 || (isShort && kept < LEAST_KEPT * longer);
  }

  function tell(
    i: number,
    j: number,
    found: {
      readonly steps: readonly Step[];
      readonly wordsX: Words;
      readonly wordsY: Words;
      readonly runs: readonly Run[];
      readonly form: readonly FormChange[];
      readonly links: readonly LinkChange[];
    },
    moved = isMoved[i] === 1,
  ): void {
    const { steps, wordsX, wordsY, runs, form, links } = found;
    let [kept, goneX, goneY] = [0, 0, 0];
    for (const { same, x0, x1, y0, y1 } of steps) {
      if (same) {
        // Only what moved is counted by what stayed the same in it.
        if (moved) kept += wordsIn(wordsX.ids, x0, x1, vocabulary);
      } else {
        goneX += wordsIn(wordsX.ids, x0, x1, vocabulary);
        goneY += wordsIn(wordsY.ids, y0, y1, vocabulary);
      }
    }
    const isChanged = steps.some(({ same }) => !same);
    const isReformatted = form.length + links.length > 0;
    const { kind, level } = isSwapped ? x.blocks[i]! : y.blocks[j]!;
    outcomes.push({
      block: {
        status: moved ? 'moved' : isChanged ? 'changed' : isReformatted ? 'reformatted' : 'same',
        kind,
        level,
        before: isSwapped ? j : i,
        after: isSwapped ? i : j,
        runs,
        ...(form.length > 0 && { form }),
        ...(links.length > 0 && { links }),
      },
      added: isSwapped ? goneX : goneY,
      removed: isSwapped ? goneY : goneX,
      moved: kept,
    });
  }
}

/** A block that stands on one side only. */
export function loneOutcome(block: Block, words: Words, place: number, status: 'added' | 'removed'): Outcome {
  const isAdded = status === 'added';
  const runs: Run[] = [{ op: status, text: block.text }];
  const { kind, level } = block;
  return {
    block: { status, kind, level, before: isAdded ? null : place, after: isAdded ? place : null, runs },
    added: isAdded ? words.count : 0,
    removed: isAdded ? 0 : words.count,
    moved: 0,
  };
}

function isEqual(a: readonly number[], b: readonly number[]): boolean {
  if (a === b) return true;
  return a.length === b.length && a.every((id, at) => id === b[at]);
}
