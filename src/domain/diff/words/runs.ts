import type { Run } from '../types.ts';
import type { Step } from './step.ts';
import type { Words } from './words.ts';

/** Two texts in the direction that a reader takes. */
export type Direction = { readonly before: Words; readonly after: Words; readonly isSwapped: boolean };

/**
 * Writes steps as runs of text. Joined in order, those that are not `added` are the old text, those that
 * are not `removed` the new.
 *
 * A space between a change and what stands around it is given to what stays, wherever both sides have one.
 */
export function stepsToRuns(steps: readonly Step[], x: Words, y: Words, isSwapped: boolean): Run[] {
  const runs: Run[] = [];
  // White space that one side has already read and nobody has written yet.
  let [oldSpace, newSpace] = ['', ''];
  const [before, after] = isSwapped ? [y, x] : [x, y];
  steps.forEach((step, at) => {
    const oldRaw = isSwapped ? slice(before, step.y0, step.y1) : slice(before, step.x0, step.x1);
    const newRaw = isSwapped ? slice(after, step.x0, step.x1) : slice(after, step.y0, step.y1);
    let oldText = oldSpace + oldRaw;
    let newText = newSpace + newRaw;
    [oldSpace, newSpace] = ['', ''];
    const isLast = at === steps.length - 1;
    if (step.same) {
      // Its last space goes on to the change that follows, to be shared out there.
      if (!isLast) {
        [oldText, oldSpace] = cutSpace(oldText);
        [newText, newSpace] = cutSpace(newText);
      }
      pushSame(runs, oldText, newText);
      return;
    }
    if (oldText.startsWith(' ') && newText.startsWith(' ') && runs.length > 0) {
      pushSame(runs, ' ', ' ');
      oldText = oldText.slice(1);
      newText = newText.slice(1);
    }
    if (oldText.endsWith(' ') && newText.endsWith(' ') && !isLast) {
      [oldText, oldSpace] = cutSpace(oldText);
      [newText, newSpace] = cutSpace(newText);
    }
    const moved = step.moved ? { moved: true as const } : {};
    if (oldText !== '') runs.push({ op: 'removed', text: oldText, ...moved });
    if (newText !== '') runs.push({ op: 'added', text: newText, ...moved });
  });
  return runs;
}

function pushSame(runs: Run[], was: string, text: string): void {
  if (text === '' && was === '') return;
  const last = runs.at(-1);
  if (last?.op !== 'same') {
    runs.push(was === text ? { op: 'same', text } : { op: 'same', text, was });
  } else {
    const wasAll = (last.was ?? last.text) + was;
    const all = last.text + text;
    runs[runs.length - 1] =
      wasAll === all ? { op: 'same', text: all } : { op: 'same', text: all, was: wasAll };
  }
}

function slice({ text, ends }: Words, from: number, to: number): string {
  return text.slice(from === 0 ? 0 : ends[from - 1]!, to === 0 ? 0 : ends[to - 1]!);
}

function cutSpace(text: string): [string, string] {
  return text.endsWith(' ') ? [text.slice(0, -1), ' '] : [text, ''];
}

/** Whether anything of a piece of text is not as it was. */
export function hasChanged(runs: readonly Run[]): boolean {
  return runs.some(({ op }) => op !== 'same');
}

/** What one of two texts says, without what only the other has. */
export function textOf(runs: readonly Run[], other: 'added' | 'removed'): string {
  return runs
    .filter(({ op }) => op !== other)
    .map(({ op, text, was }) => (op === 'same' && other === 'added' ? (was ?? text) : text))
    .join('')
    .trim();
}
