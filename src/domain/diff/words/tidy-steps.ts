import { joinAlike, type Step } from './step.ts';
import { CELL_ID, type Vocabulary, type Words } from './words.ts';

/**
 * Makes steps fit for reading; what they cover stays exactly the same.
 *
 * The fewest edits are not the most readable: a shared `the` between two rewritten clauses is chance, an
 * added sentence should begin where a sentence begins, and nobody sees a lone comma that was struck.
 */
export function tidySteps(x: Words, y: Words, steps: readonly Step[], vocabulary: Vocabulary): Step[] {
  if (steps.length < 2) return [...steps];
  const whole = swallowIslands(x, y, steps, vocabulary);
  const slid = whole.map((step) => ({ ...step }));
  for (let at = 1; at < slid.length - 1; at++) slide(x, y, slid, at, vocabulary);
  return widen(x, y, joinAlike(slid), vocabulary);
}

/** Takes a few shared words between long replaced stretches into the replacement. */
function swallowIslands(x: Words, y: Words, steps: readonly Step[], vocabulary: Vocabulary): Step[] {
  const kept: Step[] = [];
  for (const step of steps) {
    kept.push(step);
    while (kept.length >= 3 && isIsland(kept.at(-3)!, kept.at(-2)!, kept.at(-1)!)) {
      const last = kept.pop()!;
      kept.pop();
      const first = kept.pop()!;
      kept.push({ ...first, x1: last.x1, y1: last.y1 });
    }
  }
  return kept;

  function isIsland(before: Step, island: Step, after: Step): boolean {
    if (!island.same || before.same || after.same) return false;
    const words = wordsIn(x.ids, island.x0, island.x1, vocabulary);
    if (words > 3 || x.ids.slice(island.x0, island.x1).includes(CELL_ID)) return false;
    const [removedBefore, addedBefore] = sizes(before);
    const [removedAfter, addedAfter] = sizes(after);
    const shorter = Math.min(Math.max(removedBefore, addedBefore), Math.max(removedAfter, addedAfter));
    const removed = removedBefore + removedAfter;
    const added = addedBefore + addedAfter;
    return removed >= 2 && added >= 2 && shorter >= 2 * words && removed + added >= 4 + 4 * words;
  }

  function sizes(step: Step): [number, number] {
    return [wordsIn(x.ids, step.x0, step.x1, vocabulary), wordsIn(y.ids, step.y0, step.y1, vocabulary)];
  }
}

const FARTHEST_SLIDE = 60;

/** Shifts what was only added or only removed to where a sentence or clause begins and ends, if it can. */
function slide(x: Words, y: Words, steps: Step[], at: number, vocabulary: Vocabulary): void {
  const [before, step, after] = [steps[at - 1]!, steps[at]!, steps[at + 1]!];
  if (step.same || !before.same || !after.same) return;
  const inX = step.y0 === step.y1;
  if (!inX && step.x0 !== step.x1) return;
  const { ids } = inX ? x : y;
  const [from, to] = inX ? [step.x0, step.x1] : [step.y0, step.y1];
  let least = 0;
  const mostLeft = Math.min(FARTHEST_SLIDE, before.x1 - before.x0 - 1);
  while (-least < mostLeft && ids[from + least - 1] === ids[to + least - 1]) least--;
  let most = 0;
  const mostRight = Math.min(FARTHEST_SLIDE, after.x1 - after.x0 - 1);
  while (most < mostRight && ids[from + most] === ids[to + most]) most++;
  let best = 0;
  for (let by = least; by <= most; by++) if (score(by) > score(best)) best = by;
  if (best === 0) return;
  steps[at - 1] = { ...before, x1: before.x1 + best, y1: before.y1 + best };
  steps[at] = { same: false, x0: step.x0 + best, x1: step.x1 + best, y0: step.y0 + best, y1: step.y1 + best };
  steps[at + 1] = { ...after, x0: after.x0 + best, y0: after.y0 + best };

  function score(by: number): number {
    const opens = from + by === 0 ? 4 : pause(ids[from + by - 1]!);
    return opens + pause(ids[to + by - 1]!);
  }

  function pause(id: number): number {
    const mark = vocabulary.spelling(id);
    if (/^[.!?。！？]$/.test(mark)) return 4;
    return /^[;:；：]$/.test(mark) ? 3 : /^[,、，)]$/.test(mark) ? 2 : id === CELL_ID ? 4 : 0;
  }
}

/** Gives a change of nothing but marks the word they belong to, so that every change has a word in it. */
function widen(x: Words, y: Words, steps: readonly Step[], vocabulary: Vocabulary): Step[] {
  const wide = steps.map((step) => ({ ...step }));
  for (let at = 0; at < wide.length; at++) {
    const step = wide[at]!;
    if (step.same || hasWord(step)) continue;
    const opens = step.x1 > step.x0 ? isOpening(x, step.x1) : isOpening(y, step.y1);
    if (!(opens ? takeAfter(step, wide[at + 1]) || takeBefore(step, wide[at - 1]) : false)) {
      if (!takeBefore(step, wide[at - 1])) takeAfter(step, wide[at + 1]);
    }
  }
  return joinAlike(wide);

  function hasWord({ x0, x1, y0, y1 }: Step): boolean {
    return wordsIn(x.ids, x0, x1, vocabulary) > 0 || wordsIn(y.ids, y0, y1, vocabulary) > 0;
  }

  function takeBefore(step: Mutable<Step>, before: Mutable<Step> | undefined): boolean {
    if (before === undefined) return false;
    let length = 1;
    while (length <= before.x1 - before.x0 && !vocabulary.isWord(x.ids[before.x1 - length]!)) length++;
    if (length > before.x1 - before.x0 || hasCell(before.x1 - length, before.x1)) return false;
    before.x1 -= length;
    before.y1 -= length;
    step.x0 -= length;
    step.y0 -= length;
    return true;
  }

  function takeAfter(step: Mutable<Step>, after: Mutable<Step> | undefined): boolean {
    if (after === undefined) return false;
    let length = 1;
    while (length <= after.x1 - after.x0 && !vocabulary.isWord(x.ids[after.x0 + length - 1]!)) length++;
    if (length > after.x1 - after.x0 || hasCell(after.x0, after.x0 + length)) return false;
    after.x0 += length;
    after.y0 += length;
    step.x1 += length;
    step.y1 += length;
    return true;
  }

  function hasCell(from: number, to: number): boolean {
    return x.ids.slice(from, to).includes(CELL_ID);
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Whether nothing stands between a mark and what follows it, as after an opening quote. */
function isOpening({ text, ends }: Words, end: number): boolean {
  return text[ends[end - 1]! - 1] !== ' ' && end < ends.length;
}

/** How many words stand in a range, marks aside. */
export function wordsIn(ids: readonly number[], from: number, to: number, vocabulary: Vocabulary): number {
  let words = 0;
  for (let at = from; at < to; at++) if (vocabulary.isWord(ids[at]!)) words++;
  return words;
}
