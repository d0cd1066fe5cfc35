import { lineOf } from './excerpt.ts';
import { titleOf } from './match/moves.ts';
import type { Side } from './match/side.ts';
import type { Outcome } from './outcomes.ts';
import type { DiffBlock, Governor, Hanging } from './types.ts';
import { hasChanged, textOf } from './words/runs.ts';
import type { Vocabulary, Words } from './words/words.ts';

/** Which block of the one text is which of the other, from old to new and back; -1 where there is none. */
export type Pairing = { readonly newOf: Int32Array; readonly oldOf: Int32Array };

const MOST_HANGING = 3;
/** How far neighbours, or the name of a row, are looked for. */
const NEARBY = 50;
/** More than anybody can follow; the innermost and the outermost of them stay. */
const MOST_GOVERNORS = 24;
const OUTERMOST = 8;

/**
 * Says of every block that is not simply the same what governs it, and where it stood: the same words below
 * another heading, introduction, item or term are another promise. What governs others and is not what it
 * was says what hangs on it.
 */
export function withGovernors(
  outcomes: readonly Outcome[],
  old: Side,
  current: Side,
  { newOf, oldOf }: Pairing,
  vocabulary: Vocabulary,
): Outcome[] {
  const byAfter: Outcome[] = new Array(current.blocks.length);
  for (const outcome of outcomes) if (outcome.block.after !== null) byAfter[outcome.block.after] = outcome;
  const childrenNow = (at: number) => Array.from(current.tree.childrenOf(at));
  const childrenThen = (at: number) => Array.from(old.tree.childrenOf(at));
  const reworded = rewordedGovernors();
  const leftInPlace = new Map<Outcome, boolean>();
  const chainsNow = new Map<number, readonly Governor[]>();
  const chainsThen = new Map<number, readonly Governor[]>();

  return outcomes.map((outcome) => {
    const { block } = outcome;
    if (block.status === 'same' && !isBelowReworded(block.after!)) return outcome;
    const under = underOf(block);
    const hangs = block.status === 'same' ? [] : hangingOn(block);
    return {
      ...outcome,
      // Where only what governs it came, went or has another level, no word stands elsewhere.
      moved: isLeftInPlace(outcome) ? 0 : outcome.moved,
      block: {
        ...block,
        ...(under.length > 0 && { under }),
        ...placeOf(outcome),
        ...(hangs.length > 0 && { hangs }),
      },
    };
  });

  function placeOf({ block: { before, after }, move }: Outcome): Partial<DiffBlock> {
    if (before === null || after === null || move === null) return {};
    if (move === 'along') return { along: true };
    if (move === 'order') return orderOf(before, after);
    const from = saidBy(old, old.governors[before]!);
    return { from, ...(isWithGovernor(before, after) && { along: true as const }) };
  }

  /** Whether a block that something else governs is told of with that, or with what governed it. */
  function isWithGovernor(before: number, after: number): boolean {
    const [then, now] = [old.governors[before]!, current.governors[after]!];
    return (
      isUnpaired(newOf, then) ||
      isUnpaired(oldOf, now) ||
      (then >= 0 && isRelevelled(then, newOf[then]!)) ||
      (now >= 0 && isRelevelled(oldOf[now]!, now))
    );
  }

  /** Whether a heading stands at another level, so that others are below it or no longer are. */
  function isRelevelled(then: number, now: number): boolean {
    const [was, is] = [old.blocks[then]!, current.blocks[now]!];
    return was.kind === 'heading' && is.kind === 'heading' && was.level !== is.level;
  }

  /** Whether a block is moved only in that what governs it, or governs that, came, went or has another level. */
  function isLeftInPlace(outcome: Outcome): boolean {
    const passed = new Set<Outcome>();
    let one = outcome;
    for (let next: Outcome | undefined = one; next !== undefined; next = moverOf(one)) {
      one = next;
      if (one.move !== 'along' || leftInPlace.has(one) || passed.has(one)) break;
      passed.add(one);
    }
    const { before, after } = one.block;
    const isLeft =
      leftInPlace.get(one) ??
      (one.move === 'governor' && before !== null && after !== null && isWithGovernor(before, after));
    for (const each of passed) leftInPlace.set(each, isLeft);
    return isLeft;
  }

  /** With what a block moved: what governs it now, or did, where in the new text it stands at the top. */
  function moverOf({ block: { before, after } }: Outcome): Outcome | undefined {
    const [now, then] = [current.governors[after!]!, newOf[old.governors[before!]!] ?? -1];
    return [byAfter[now], byAfter[then]].find((one) => one !== undefined && one.move !== null);
  }

  /**
   * What governs others and says something else now, by its place in the new text: but for the title of the
   * whole, and what only has another number.
   */
  function rewordedGovernors(): ReadonlySet<number> {
    const title = titleOf(current);
    const found = new Set<number>();
    for (const { block } of outcomes) {
      const { status, before, after, only } = block;
      if (status !== 'changed' && status !== 'moved') continue;
      if (after === null || before === null || after === title || newOf[before] !== after) continue;
      const isGovernor = current.tree.isGovernor(after);
      if (only === undefined && isGovernor && saysOther(before, after)) found.add(after);
    }
    return found;
  }

  function isBelowReworded(place: number): boolean {
    if (reworded.size === 0) return false;
    for (let at = current.governors[place]!; at >= 0; at = current.governors[at]!) {
      if (reworded.has(at)) return true;
    }
    return false;
  }

  function isUnpaired(of: Int32Array, governor: number): boolean {
    return governor >= 0 && of[governor] === -1;
  }

  /** The governors of a block, outermost first. */
  function underOf(block: DiffBlock): readonly Governor[] {
    const side = block.after === null ? old : current;
    const place = block.after ?? block.before!;
    const under = chainOf(side, side.governors[place]!);
    if (block.kind !== 'row' || side.blocks[place]!.role === 'head') return under;
    const renamed = block.after === null ? [] : renamedColumns(current.governors[place]!);
    const changed = (block.cells ?? [])
      .filter(({ runs }) => hasChanged(runs))
      .map(({ column }) => column)
      .filter((column) => !renamed.some(({ text }) => text === column));
    return [
      ...under,
      { kind: 'row', text: rowName(side, place) },
      ...renamed,
      ...changed.map((text): Governor => ({ kind: 'column', text })),
    ];
  }

  /** A governor with those above it, outermost first: one list for all that it governs. */
  function chainOf(side: Side, governor: number): readonly Governor[] {
    const known = side === old ? chainsThen : chainsNow;
    const open: number[] = [];
    let at = governor;
    for (; at >= 0 && !known.has(at); at = side.governors[at]!) open.push(at);
    let chain = known.get(at) ?? [];
    for (const place of open.reverse()) {
      if (side.blocks[place]!.kind !== 'row') chain = [...withRoom(chain), governorAt(side, place)];
      known.set(place, chain);
    }
    return chain;
  }

  /** The columns of a table that are called something else now, by the head of it. */
  function renamedColumns(head: number): Governor[] {
    if (!reworded.has(head)) return [];
    const { cells = [] } = byAfter[head]?.block ?? {};
    return cells.flatMap(({ runs }): Governor[] => {
      const [before, after] = [textOf(runs, 'added'), textOf(runs, 'removed')];
      const isRenamed = hasChanged(runs) && before !== '' && after !== '';
      return isRenamed ? [{ kind: 'column', text: after, before, after }] : [];
    });
  }

  function governorAt(side: Side, at: number): Governor {
    const { kind, role, text } = side.blocks[at]!;
    const governor: Governor = {
      kind: kind === 'heading' || kind === 'item' ? (role === 'term' ? 'term' : kind) : 'introduction',
      text,
    };
    const [then, now] = side === old ? [at, newOf[at]!] : [oldOf[at]!, at];
    if (then === -1 || !reworded.has(now)) return governor;
    return { ...governor, before: old.blocks[then]!.text, after: current.blocks[now]!.text };
  }

  /** Whether other words, and not only other marks between them or another case. */
  function saysOther(then: number, now: number): boolean {
    const said = ({ ids }: Words) =>
      ids.flatMap((id) => (vocabulary.isWord(id) ? [vocabulary.spelling(id).toLowerCase()] : []));
    const [a, b] = [said(old.words[then]!), said(current.words[now]!)];
    return a.length !== b.length || a.some((word, at) => word !== b[at]);
  }

  /** What governs a block in words: of a table's head what stands above that. */
  function saidBy({ blocks, governors }: Side, governor: number): string {
    let at = governor;
    while (at >= 0 && blocks[at]!.kind === 'row') at = governors[at]!;
    return at < 0 ? '' : blocks[at]!.text;
  }

  /** The nearest of those beside it that it has passed. */
  function orderOf(before: number, after: number): Partial<DiffBlock> {
    // A view of them, since a list of thousands of points may have all of them moved.
    const siblings = current.tree.childrenOf(current.governors[after]!);
    const at = indexIn(siblings, after);
    const isAnchor = (now: number) => oldOf[now]! !== -1 && byAfter[now]?.move === null;
    const next = siblings.slice(at + 1, at + 1 + NEARBY).find((now) => isAnchor(now) && oldOf[now]! < before);
    if (next !== undefined) return { order: { now: 'before', text: lineOf(current.blocks[next]!.text) } };
    const last = siblings
      .slice(Math.max(0, at - NEARBY), at)
      .findLast((now) => isAnchor(now) && oldOf[now]! > before);
    if (last !== undefined) return { order: { now: 'behind', text: lineOf(current.blocks[last]!.text) } };
    return { order: { now: 'behind', text: '' } };
  }

  function hangingOn({ before, after, status }: DiffBlock): Hanging[] {
    if (after === null) return before === null ? [] : leftBy(before);
    if (status === 'added' || before === null) return status === 'added' ? cameTo(after) : [];
    const still = reworded.has(after) ? hanging('still', '', stillBelow(before, after)) : [];
    return isRelevelled(before, after) ? [...still, ...cameTo(after), ...leftBy(before)] : still;
  }

  function stillBelow(before: number, after: number): number[] {
    return childrenNow(after).filter(
      (now) => oldOf[now]! !== -1 && old.governors[oldOf[now]!] === before && isQuiet(now),
    );
  }

  /** What something else governed before. */
  function cameTo(after: number): Hanging[] {
    const came = childrenNow(after).filter((now) => byAfter[now]?.move === 'governor');
    return groupBy(came, (now) => saidBy(old, old.governors[oldOf[now]!]!)).flatMap(([other, places]) =>
      hanging('came', other, places),
    );
  }

  /** What something else governs now. */
  function leftBy(before: number): Hanging[] {
    const left = childrenThen(before).flatMap((then) => (newOf[then]! === -1 ? [] : [newOf[then]!]));
    const moved = left.filter((now) => byAfter[now]?.move === 'governor');
    return groupBy(moved, (now) => saidBy(current, current.governors[now]!)).flatMap(([other, places]) =>
      hanging('left', other, places),
    );
  }

  /** Whether a block is not told by itself. */
  function isQuiet(now: number): boolean {
    const outcome = byAfter[now];
    return outcome !== undefined && ['same', 'reformatted'].includes(outcome.block.status);
  }

  function hanging(how: Hanging['how'], other: string, places: readonly number[]): Hanging[] {
    if (places.length === 0) return [];
    const texts = places.slice(0, MOST_HANGING).map((now) => lineOf(current.blocks[now]!.text));
    return [{ how, other: lineOf(other), texts, count: places.length }];
  }
}

function withRoom(chain: readonly Governor[]): readonly Governor[] {
  return chain.length < MOST_GOVERNORS ? chain : chain.toSpliced(OUTERMOST, 1);
}

/** The first cell of a row, or of the row above that it goes on with. */
function rowName({ blocks, governors }: Side, row: number): string {
  for (let at = row; at > row - NEARBY && at >= 0 && governors[at] === governors[row]; at--) {
    if (blocks[at]!.kind !== 'row') break;
    const [name = ''] = blocks[at]!.text.split('\t');
    if (name !== '') return name;
  }
  return '';
}

/** Where a number stands among sorted ones. */
function indexIn(sorted: Int32Array, number: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

function groupBy<T>(list: readonly T[], key: (one: T) => string): [string, T[]][] {
  return [...Map.groupBy(list, key)];
}
