import { columnNames, columnReader } from './match/columns.ts';
import type { Matches } from './match/match-blocks.ts';
import type { Move } from './match/moves.ts';
import { settleSentences } from './match/settle-sentences.ts';
import type { Side } from './match/side.ts';
import type { Block } from './read/block.ts';
import { formChanges, linkChanges } from './read/form.ts';
import type { Cell, DiffBlock, FormChange, LinkChange, Run } from './types.ts';
import { cutSteps, joinWords, partEnds, partsByMain, sliceWords, trimRuns } from './words/block-parts.ts';
import { type CellSteps, rowSteps } from './words/cells.ts';
import { stepsToRuns } from './words/runs.ts';
import { type MovedSentence, stepsAlone } from './words/sentences.ts';
import type { Step } from './words/step.ts';
import { wordsIn } from './words/tidy-steps.ts';
import { newBudget, stepsWithin, wordSteps } from './words/word-steps.ts';
import type { Vocabulary, Words } from './words/words.ts';

/** A block of the result, with what it adds to the counts. */
export type Outcome = {
  readonly block: DiffBlock;
  readonly move: Move;
  readonly added: number;
  readonly removed: number;
  /** Words of the block itself, where that moved. */
  readonly moved: number;
  /** Words of sentences that moved here from another block. */
  readonly sentences: number;
};

const LEAST_KEPT = 0.2;
const LEAST_KEPT_OF_SHORTER = 0.5;
const LEAST_KEPT_ELSEWHERE = 0.4;
const NO_PARTS: readonly number[] = [];

/** Two blocks that are one, or the parts of one, with what changed between their words. */
type Group = {
  readonly i: number;
  readonly j: number;
  readonly is: readonly number[];
  readonly js: readonly number[];
  readonly wordsX: Words;
  readonly wordsY: Words;
  steps: readonly Step[];
  /** The same by cells, of rows. */
  readonly cells: readonly CellSteps[] | null;
};

/**
 * Says for every block what became of it, and takes pairs apart that have too little in common.
 *
 * A block that was split, or merged into another, gets an outcome a part. Matching looks at the texts in
 * an order of its own: `isSwapped` says that `x` is the new one.
 */
export function blockOutcomes(
  x: Side,
  y: Side,
  { ofX, ofY, moves }: Matches,
  vocabulary: Vocabulary,
  isSwapped: boolean,
): Outcome[] {
  const budget = newBudget();
  const outcomes: Outcome[] = [];
  const splitOff = partsByMain(ofY, ofX);
  const mergedIn = partsByMain(ofX, ofY);
  const columnsOf = columnReader(x, y, ofX);
  const groups: Group[] = [];
  for (let i = 0; i < ofX.length; i++) {
    const j = ofX[i]!;
    if (j === -1 || ofY[j] !== i) continue;
    const [moreX, moreY] = [mergedIn.get(j) ?? NO_PARTS, splitOff.get(i) ?? NO_PARTS];
    if (x.words[i] === y.words[j] && moreX.length + moreY.length === 0 && x.blocks[i]!.kind !== 'row') {
      tellSame(i, j);
      continue;
    }
    const group = groupOf(i, j, moreX, moreY);
    if (!isTooUnlike(group)) groups.push(group);
    else takeApart(group);
  }
  const { movedX, movedY } = settleSentences(x, y, { ofX, ofY }, groups, vocabulary, budget);
  for (const group of groups) {
    if (group.is.length + group.js.length > 2) tellParts(group);
    else tellOne(group);
  }
  const [gone, come] = isSwapped ? (['added', 'removed'] as const) : (['removed', 'added'] as const);
  for (let i = 0; i < ofX.length; i++) if (ofX[i] === -1) tellLone(x, i, gone, movedX.get(i) ?? []);
  for (let j = 0; j < ofY.length; j++) if (ofY[j] === -1) tellLone(y, j, come, movedY.get(j) ?? []);
  return outcomes;

  function groupOf(i: number, j: number, moreX: readonly number[], moreY: readonly number[]): Group {
    const is = moreX.length === 0 ? [i] : [...moreX, i].sort((a, b) => a - b);
    const js = moreY.length === 0 ? [j] : [...moreY, j].sort((a, b) => a - b);
    const wordsX = joinWords(is.map((at) => x.words[at]!));
    const wordsY = joinWords(js.map((at) => y.words[at]!));
    const group = { i, j, is, js, wordsX, wordsY, cells: null };
    if (is.length + js.length === 2 && x.blocks[i]!.kind === 'row' && y.blocks[j]!.kind === 'row') {
      return { ...group, ...rowsBetween(i, j, wordsX, wordsY) };
    }
    return {
      ...group,
      steps: isEqual(wordsX.ids, wordsY.ids)
        ? [{ same: true, x0: 0, x1: wordsX.ids.length, y0: 0, y1: wordsY.ids.length }]
        : wordSteps(wordsX, wordsY, vocabulary, budget),
    };
  }

  /** Rows are compared cell by cell, so that no word of one column is taken for one of another. */
  function rowsBetween(i: number, j: number, wordsX: Words, wordsY: Words) {
    const columns = columnsOf(i, j);
    return rowSteps(wordsX, wordsY, columns, (x0, x1, y0, y1) =>
      stepsWithin(wordsX, wordsY, { x0, x1, y0, y1 }, vocabulary, budget),
    );
  }

  /** Most blocks have the same words in both texts. */
  function tellSame(i: number, j: number): void {
    const words = x.words[i]!;
    const steps = [{ same: true, x0: 0, x1: words.ids.length, y0: 0, y1: words.ids.length }];
    tellOne({ i, j, is: [i], js: [j], wordsX: words, wordsY: words, steps, cells: null });
  }

  function takeApart({ is, js }: Group): void {
    for (const at of is) ofX[at] = -1;
    for (const at of js) ofY[at] = -1;
  }

  function tellOne({ i, j, wordsX, wordsY, steps, cells }: Group): void {
    const runs: readonly Run[] =
      wordsX === wordsY && steps.length === 1
        ? [{ op: 'same', text: wordsX.text }]
        : stepsToRuns(steps, wordsX, wordsY, isSwapped);
    const [before, after] = isSwapped ? [y.blocks[j]!, x.blocks[i]!] : [x.blocks[i]!, y.blocks[j]!];
    const links = linkChanges(before.links, after.links);
    const form = formChanges(before, after, runs);
    tell(i, j, { steps, wordsX, wordsY, runs, form, links, cells }, moves[i]!);
  }

  function tellParts({ i, j, is, js, wordsX, wordsY, steps }: Group): void {
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
      const [partX, partY] = inX ? [is[at]!, j] : [i, js[at]!];
      tell(partX, partY, { steps: piece, wordsX, wordsY, runs, form, links, cells: null }, moves[i]!);
    });
  }

  function isTooUnlike({ i, j, wordsX, wordsY, steps }: Group): boolean {
    if (steps.every(({ same }) => same)) return false;
    // What a heading became is known by what stands below it, as for an introduction that keeps its list.
    const areHeadings = x.blocks[i]!.kind === 'heading' && y.blocks[j]!.kind === 'heading';
    if ((areHeadings || governsAlike(i, j)) && wordsX.count > 0 && wordsY.count > 0) return false;
    let kept = 0;
    for (const step of steps) if (step.same) kept += wordsIn(wordsX.ids, step.x0, step.x1, vocabulary);
    const longer = Math.max(wordsX.count, wordsY.count);
    if (moves[i] !== null) return kept < LEAST_KEPT_ELSEWHERE * longer;
    const isShort = kept < LEAST_KEPT_OF_SHORTER * Math.min(wordsX.count, wordsY.count);
    return kept === 0 || (isShort && kept < LEAST_KEPT * longer);
  }

  /** The cells of rows that are one as they are told, each by the name of its column. */
  function toCells(cells: readonly CellSteps[], i: number, j: number, wordsX: Words, wordsY: Words): Cell[] {
    const [namesX, namesY] = [columnNames(x, i), columnNames(y, j)];
    const [oldNames, newNames] = isSwapped ? [namesY, namesX] : [namesX, namesY];
    return cells.map(({ steps, ...at }) => {
      const [before, after] = isSwapped ? [at.y, at.x] : [at.x, at.y];
      const column = after === null ? oldNames[before!] : newNames[after];
      return { column: column ?? '', runs: stepsToRuns(steps, wordsX, wordsY, isSwapped) };
    });
  }

  /** A block that stands on one side only; sentences of it may stand elsewhere on the other. */
  function tellLone(side: Side, at: number, op: 'added' | 'removed', moved: readonly MovedSentence[]): void {
    const { kind, level, text, links, role } = side.blocks[at]!;
    const words = side.words[at]!;
    const steps = stepsAlone(words, moved);
    const runs = steps.map(({ x0, x1, ...step }): Run => {
      const part = sliceWords(words, x0, x1);
      return { op, text: part.text, ...(step.moved && { moved: true }) };
    });
    const kept = moved.reduce((sum, { from, to }) => sum + wordsIn(words.ids, from, to, vocabulary), 0);
    const isAdded = op === 'added';
    const names = kind === 'row' ? columnNames(side, at) : [];
    const changes = isAdded ? linkChanges([], links) : linkChanges(links, []);
    outcomes.push({
      block: {
        ...{ status: op, kind, level, before: isAdded ? null : at, after: isAdded ? at : null },
        runs: moved.length === 0 ? [{ op, text }] : runs,
        ...(changes.length > 0 && { links: changes }),
        ...(kind === 'row' && rowRole(role)),
        ...(kind === 'row' && {
          cells: text.split('\t').map((cell, place) => ({
            column: names[place] ?? '',
            runs: cell === '' ? [] : [{ op, text: cell }],
          })),
        }),
      },
      move: null,
      added: isAdded ? words.count - kept : 0,
      removed: isAdded ? 0 : words.count - kept,
      moved: 0,
      // Each is counted once, where it stands now.
      sentences: isAdded ? kept : 0,
    });
  }

  /** Whether one of the blocks that the one governs right behind it is one that the other governs. */
  function governsAlike(i: number, j: number): boolean {
    const [nextX, nextY] = [i + 1, ofX[i + 1] ?? -1];
    return x.governors[nextX] === i && nextY !== -1 && y.governors[nextY] === j;
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
      readonly cells: readonly CellSteps[] | null;
    },
    move: Move,
  ): void {
    const { steps, wordsX, wordsY, runs, form, links, cells } = found;
    let [kept, sentences, goneX, goneY] = [0, 0, 0, 0];
    for (const { same, moved, x0, x1, y0, y1 } of steps) {
      if (moved) {
        // Each is counted once, where it stands now.
        const [ids, from, to] = isSwapped ? [wordsX.ids, x0, x1] : [wordsY.ids, y0, y1];
        sentences += wordsIn(ids, from, to, vocabulary);
      } else if (same) {
        // Only what moved is counted by what stayed the same in it.
        if (move !== null) kept += wordsIn(wordsX.ids, x0, x1, vocabulary);
      } else {
        goneX += wordsIn(wordsX.ids, x0, x1, vocabulary);
        goneY += wordsIn(wordsY.ids, y0, y1, vocabulary);
      }
    }
    const isChanged = steps.some(({ same }) => !same);
    const isReformatted = form.length + links.length > 0;
    const { kind, level, role } = isSwapped ? x.blocks[i]! : y.blocks[j]!;
    const told = cells === null || !isChanged ? null : toCells(cells, i, j, wordsX, wordsY);
    outcomes.push({
      block: {
        status: move !== null ? 'moved' : isChanged ? 'changed' : isReformatted ? 'reformatted' : 'same',
        kind,
        level,
        before: isSwapped ? j : i,
        after: isSwapped ? i : j,
        runs,
        ...(form.length > 0 && { form }),
        ...(links.length > 0 && { links }),
        ...(kind === 'row' && rowRole(role)),
        ...(told !== null && { cells: told }),
      },
      move,
      added: isSwapped ? goneX : goneY,
      removed: isSwapped ? goneY : goneX,
      moved: kept,
      sentences,
    });
  }
}

function rowRole(role: Block['role']): Pick<DiffBlock, 'role'> {
  return role === 'head' || role === 'first' ? { role } : {};
}

function isEqual(a: readonly number[], b: readonly number[]): boolean {
  if (a === b) return true;
  return a.length === b.length && a.every((id, at) => id === b[at]);
}
