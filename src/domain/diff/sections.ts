import type { Outcome } from './outcomes.ts';
import type { Block } from './read/block.ts';
import { sectionsOf } from './read/section-starts.ts';
import type { DiffBlock, DiffSection } from './types.ts';

/** A section as it is being filled. */
type Draft = { readonly heading: string | null; readonly isGone: boolean; readonly blocks: DiffBlock[] };

const START = -1;
const NO_BLOCKS: DiffBlock[] = [];

/**
 * Puts outcomes into sections, in the order of the new document.
 *
 * What was removed stands where it stood: behind what it stood behind, in its own section if that is still
 * there. A section that is gone keeps its place between its neighbours.
 */
export function toSections(
  before: readonly Block[],
  after: readonly Block[],
  outcomes: readonly Outcome[],
): DiffSection[] {
  const oldSections = sectionsOf(before);
  const newSections = sectionsOf(after);
  const byBefore = blocksBy('before', before.length, outcomes);
  const byAfter = blocksBy('after', after.length, outcomes);

  // Which new section an old one became: the one whose heading its heading became.
  const successors = new Map<number, number>([[START, START]]);
  byAfter.forEach((blocks, place) => {
    const old = blocks.find((block) => block.before !== null)?.before;
    if (
      old !== undefined &&
      old !== null &&
      after[place]!.kind === 'heading' &&
      before[old]!.kind === 'heading'
    ) {
      successors.set(old, place);
    }
  });

  const { removedBehind, goneBehind } = placeRemoved();
  const drafts: Draft[] = [];
  let draft: Draft = { heading: null, isGone: false, blocks: [...(removedBehind.get(START) ?? [])] };
  const closeSection = (heading: number) => {
    if (draft.blocks.length > 0) drafts.push(draft);
    drafts.push(...(goneBehind.get(heading) ?? []));
  };
  after.forEach(({ kind, text }, place) => {
    if (kind === 'heading') {
      closeSection(place === 0 ? START : newSections[place - 1]!);
      draft = { heading: text, isGone: false, blocks: [] };
    }
    for (const block of byAfter[place]!) draft.blocks.push(block);
    for (const block of removedBehind.get(place) ?? []) draft.blocks.push(block);
  });
  closeSection(after.length === 0 ? START : newSections.at(-1)!);
  return drafts.map(toSection);

  /** Finds for each removed block the place it goes behind, or the section of removed blocks it belongs to. */
  function placeRemoved() {
    const removedBehind = new Map<number, DiffBlock[]>();
    const goneBehind = new Map<number, Draft[]>();
    let home = START;
    let behind = START;
    let gone: Draft | null = null;
    before.forEach(({ kind, text }, place) => {
      const successor = successors.get(oldSections[place]!);
      if (kind === 'heading') {
        gone = null;
        if (successor !== undefined) [home, behind] = [successor, successor];
      }
      const [block] = byBefore[place]!;
      if (block === undefined) return;
      if (block.after !== null) {
        if (successor === newSections[block.after]) behind = block.after;
      } else if (successor !== undefined) {
        append(removedBehind, behind, block);
      } else {
        if (gone === null) {
          gone = { heading: before[oldSections[place]!]?.text ?? text, isGone: true, blocks: [] };
          append(goneBehind, home, gone);
        }
        gone.blocks.push(block);
      }
    });
    return { removedBehind, goneBehind };
  }
}

function toSection({ heading, isGone, blocks }: Draft): DiffSection {
  const first = heading === null ? undefined : blocks[0];
  const was =
    first !== undefined && first.before !== null && first.runs.some(({ op }) => op !== 'same')
      ? first.runs.map(({ op, text, was }) => (op === 'added' ? '' : (was ?? text))).join('')
      : null;
  return { status: statusOf(isGone, first, was, blocks), heading, was: isGone ? null : was, blocks };
}

function statusOf(
  isGone: boolean,
  heading: DiffBlock | undefined,
  was: string | null,
  blocks: readonly DiffBlock[],
): DiffSection['status'] {
  const areAll = (status: DiffBlock['status']) => blocks.every((block) => block.status === status);
  // What stood below a heading that went may go on below another.
  if (heading?.status === 'removed' && heading.hangs !== undefined) return 'changed';
  if (isGone || areAll('removed')) return 'removed';
  if (areAll('added')) return 'added';
  if (heading?.status === 'moved') return 'moved';
  if (was !== null) return 'renamed';
  return areAll('same') ? 'same' : 'changed';
}

function blocksBy(side: 'before' | 'after', length: number, outcomes: readonly Outcome[]): DiffBlock[][] {
  const places: DiffBlock[][] = new Array(length).fill(NO_BLOCKS);
  for (const { block } of outcomes) {
    const place = block[side];
    // Nearly always the only one.
    if (place !== null) places[place] = places[place] === NO_BLOCKS ? [block] : [...places[place]!, block];
  }
  return places;
}

function append<T>(lists: Map<number, T[]>, key: number, value: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
