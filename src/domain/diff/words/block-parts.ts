import type { Run } from '../types.ts';
import { joinAlike, type Step } from './step.ts';
import type { Words } from './words.ts';

/** What points at a block that points elsewhere, by that block. */
export function partsByMain(of: Int32Array, back: Int32Array): Map<number, number[]> {
  const byMain = new Map<number, number[]>();
  for (let at = 0; at < of.length; at++) {
    const main = of[at]!;
    if (main === -1 || back[main] === at) continue;
    const known = byMain.get(main);
    if (known === undefined) byMain.set(main, [at]);
    else known.push(at);
  }
  return byMain;
}

/** The words of several blocks as those of one, with spaces between them. */
export function joinWords(list: readonly Words[]): Words {
  if (list.length === 1) return list[0]!;
  const ids: number[] = [];
  const ends: number[] = [];
  let text = '';
  for (const words of list) {
    if (text !== '') {
      text += ' ';
      ends[ends.length - 1]!++;
    }
    for (const id of words.ids) ids.push(id);
    for (const end of words.ends) ends.push(text.length + end);
    text += words.text;
  }
  const count = list.reduce((sum, words) => sum + words.count, 0);
  return { text, ids, ends, count };
}

/** A stretch of words by itself. */
export function sliceWords({ text, ids, ends }: Words, from: number, to: number): Words {
  const start = from === 0 ? 0 : ends[from - 1]!;
  const end = to === 0 ? 0 : ends[to - 1]!;
  return {
    text: text.slice(start, end),
    ids: ids.slice(from, to),
    ends: ends.slice(from, to).map((place) => place - start),
    count: to - from,
  };
}

/** Where each of these blocks ends among their words joined. */
export function partEnds(places: readonly number[], words: readonly Words[]): number[] {
  let end = 0;
  return places.map((at) => (end += words[at]!.ids.length));
}

/** Cuts steps where the parts of one side end. */
export function cutSteps(steps: readonly Step[], side: 'x' | 'y', bounds: readonly number[]): Step[][] {
  if (bounds.length === 1) return [[...steps]];
  const rest = [...steps];
  return bounds.map((bound) => {
    const piece: Step[] = [];
    while (rest.length > 0) {
      const step = rest[0]!;
      const [from, to] = side === 'x' ? [step.x0, step.x1] : [step.y0, step.y1];
      if (from >= bound && from < to) break;
      rest.shift();
      if (to <= bound) {
        piece.push(step);
        continue;
      }
      const x = side === 'x' ? bound : step.same ? step.x0 + bound - from : step.x1;
      const y = side === 'y' ? bound : step.same ? step.y0 + bound - from : step.y1;
      piece.push({ ...step, x1: x, y1: y });
      rest.unshift({ ...step, x0: x, y0: y });
    }
    return joinAlike(piece);
  });
}

/** Without the space that was put between the parts, on the side that is in parts. */
export function trimRuns(runs: readonly Run[], side: 'before' | 'after'): Run[] {
  const other = side === 'before' ? 'added' : 'removed';
  const first = runs.findIndex(({ op }) => op !== other);
  const last = runs.findLastIndex(({ op }) => op !== other);
  return runs
    .map((run, at) => {
      const trim = (text: string) => {
        const ended = at === last ? text.replace(/ $/, '') : text;
        return at === first ? ended.replace(/^ /, '') : ended;
      };
      if (run.op !== 'same') return run.op === other ? run : { ...run, text: trim(run.text) };
      const was = run.was ?? run.text;
      const text = side === 'after' ? trim(run.text) : run.text;
      const old = side === 'before' ? trim(was) : was;
      return text === old ? { op: run.op, text } : { op: run.op, text, was: old };
    })
    .filter(({ text, was }) => text !== '' || (was ?? '') !== '');
}
