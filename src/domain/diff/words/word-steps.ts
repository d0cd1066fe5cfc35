import { diffArrays } from 'diff';
import { alignEqual } from './align.ts';
import { joinAlike, type Step } from './step.ts';
import { tidySteps } from './tidy-steps.ts';
import type { Vocabulary, Words } from './words.ts';

/** How much more searching a diff may do; what is beyond it is told more coarsely. */
export type Budget = { left: number };

/** Enough for every real policy we know, and small enough for any pair of texts there can be. */
export function newBudget(): Budget {
  return { left: 3_000_000 };
}

const MOST_EDITS = 600;

/**
 * Which words of `x` are still there in `y`, and what was replaced between them; covers both exactly.
 *
 * The search for the fewest edits is bounded by `budget`; beyond it, words that occur once hold the rest in place.
 */
export function wordSteps(x: Words, y: Words, vocabulary: Vocabulary, budget: Budget): Step[] {
  return stepsWithin(x, y, { x0: 0, x1: x.ids.length, y0: 0, y1: y.ids.length }, vocabulary, budget);
}

/** The same for a range of either text. */
export function stepsWithin(
  x: Words,
  y: Words,
  range: Range,
  vocabulary: Vocabulary,
  budget: Budget,
): Step[] {
  return joinAlike(tidySteps(x, y, matchWords(x.ids, y.ids, range, budget), vocabulary));
}

/** A stretch of two texts, by their words. */
export type Range = { readonly x0: number; readonly x1: number; readonly y0: number; readonly y1: number };

function matchWords(idsX: readonly number[], idsY: readonly number[], range: Range, budget: Budget): Step[] {
  let { x0, x1, y0, y1 } = range;
  while (x0 < x1 && y0 < y1 && idsX[x0] === idsY[y0]) {
    x0++;
    y0++;
  }
  while (x0 < x1 && y0 < y1 && idsX[x1 - 1] === idsY[y1 - 1]) {
    x1--;
    y1--;
  }
  return joinAlike([
    { same: true, x0: range.x0, x1: x0, y0: range.y0, y1: y0 },
    ...(x0 === x1 || y0 === y1
      ? [{ same: false, x0, x1, y0, y1 }]
      : searchSteps(idsX, idsY, { x0, x1, y0, y1 }, budget)),
    { same: true, x0: x1, x1: range.x1, y0: y1, y1: range.y1 },
  ]);
}

function searchSteps(idsX: readonly number[], idsY: readonly number[], range: Range, budget: Budget): Step[] {
  // Myers' search takes about the square of its edits.
  const maxEditLength = Math.min(MOST_EDITS, Math.floor(Math.sqrt(budget.left)));
  const changes = diffArrays(idsX.slice(range.x0, range.x1), idsY.slice(range.y0, range.y1), {
    maxEditLength,
  });
  if (changes === undefined) {
    budget.left -= maxEditLength ** 2;
    return anchoredSteps(idsX, idsY, range);
  }
  let { x0, y0 } = range;
  let edits = 0;
  const steps = changes.map(({ added, removed, value }) => {
    const x1 = x0 + (added ? 0 : value.length);
    const y1 = y0 + (removed ? 0 : value.length);
    if (added || removed) edits += value.length;
    const step = { same: !added && !removed, x0, x1, y0, y1 };
    [x0, y0] = [x1, y1];
    return step;
  });
  budget.left -= edits ** 2;
  return steps;
}

/** For what is too different to search: neighbouring words that occur once in either text stay in place. */
function anchoredSteps(idsX: readonly number[], idsY: readonly number[], range: Range): Step[] {
  const steps: Step[] = [];
  let { x0, y0 } = range;
  const pairs: [number, number][] = [];
  const keys = new Map<number, number>();
  const pairKeys = (ids: readonly number[]) =>
    ids.map((id, at) => {
      // Exact, since two ids fit into the 53 bits of a number.
      const couple = id * 0x200000 + (ids[at + 1] ?? 0);
      const key = keys.get(couple) ?? keys.size;
      keys.set(couple, key);
      return key;
    });
  const taken = new Set<number>();
  alignEqual(
    pairKeys(idsX),
    pairKeys(idsY),
    range,
    () => 1,
    (x, y) => {
      pairs.push([x, y]);
      taken.add(x);
    },
  );
  // The second word of a couple is the same too.
  for (const [x, y] of [...pairs]) {
    if (x + 1 < range.x1 && y + 1 < range.y1 && idsX[x + 1] === idsY[y + 1] && !taken.has(x + 1))
      pairs.push([x + 1, y + 1]);
  }
  for (const [x, y] of pairs.sort((a, b) => a[0] - b[0])) {
    if (x < x0 || y < y0 || idsX[x] !== idsY[y]) continue;
    steps.push({ same: false, x0, x1: x, y0, y1: y }, { same: true, x0: x, x1: x + 1, y0: y, y1: y + 1 });
    [x0, y0] = [x + 1, y + 1];
  }
  steps.push({ same: false, x0, x1: range.x1, y0, y1: range.y1 });
  return steps;
}
