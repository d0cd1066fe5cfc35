import type { Pairing } from './governance.ts';
import type { Side } from './match/side.ts';
import type { Outcome } from './outcomes.ts';
import { type ClauseNumber, readClauseNumber } from './read/clause-number.ts';
import type { DiffBlock, Renumbering } from './types.ts';

/** A number of a clause, and how many of its kind stand before it, at each of its levels. */
type Placed = { readonly number: ClauseNumber; readonly ranks: readonly number[] };

/** How many headings without a mark must be numbered in a row for that to be their numbers: `3 Rights`. */
const LEAST_UNMARKED = 3;

/**
 * Finds numbers that shifted only because other clauses came, went or moved, by the blocks whose number it is.
 *
 * A number that shifts with its place among its kind is such a one. Any other is a word like others: `18 and
 * over` that became `16 and over`, a date at the front of a line.
 */
export function findRenumberings(
  outcomes: readonly Outcome[],
  old: Side,
  current: Side,
  { oldOf }: Pairing,
): ReadonlyMap<DiffBlock, Renumbering> {
  const candidates = outcomes.flatMap(({ block }) => {
    const change = changedFront(block);
    return change === null ? [] : [{ block, ...change }];
  });
  const found = new Map<DiffBlock, Renumbering>();
  if (candidates.length === 0) return found;
  const [before, after] = [placeNumbers(old), placeNumbers(current)];
  const isSettled = new Set<number>();
  const counted = new Map<number, boolean>();
  // In the order of the text, so that a clause is settled before those that are numbered below it.
  for (const { block, text } of candidates.sort((a, b) => a.block.before! - b.block.before!)) {
    const [then, now] = [before.get(block.before!), after.get(block.after!)];
    if (now === undefined || !isShift(then, now, block)) continue;
    isSettled.add(block.before!);
    found.set(block, { before: shown(then), after: shown(now), text });
  }
  return found;

  function isShift(then: Placed | undefined, now: Placed, block: DiffBlock): boolean {
    if (then === undefined) return isCounted(block.after!);
    const [a, b] = [then.number.parts, now.number.parts];
    if (a.length !== b.length) return false;
    return a.every((values, level) => {
      const others = b[level]!;
      if (values.some((value) => others.includes(value))) return true;
      if (level < a.length - 1 && isBelowRenumbered(block, level)) return true;
      const shift = now.ranks[level]! - then.ranks[level]!;
      return shift !== 0 && values.some((value) => others.includes(value + shift));
    });
  }

  /** Whether what a block stands under was renumbered, so that all numbers below it begin with another. */
  function isBelowRenumbered({ before: place }: DiffBlock, level: number): boolean {
    for (let at = old.governors[place!]!; at >= 0; at = old.governors[at]!) {
      const number = before.get(at)?.number;
      if (isSettled.has(at) && (number?.parts.length ?? 0) > level) return true;
    }
    return false;
  }

  /** Whether bullets became numbers: all that a block stands among are numbered in a row, as none was. */
  function isCounted(place: number): boolean {
    const governor = current.governors[place]!;
    const known = counted.get(governor);
    if (known !== undefined) return known;
    const siblings = current.blocks.flatMap(({ kind }, at) =>
      current.governors[at] === governor && kind === 'item' ? [at] : [],
    );
    const isSo = siblings.every((at, rank) => {
      const parts = after.get(at)?.number.parts;
      return parts?.length === 1 && parts[0]!.includes(rank + 1) && !before.has(oldOf[at]!);
    });
    counted.set(governor, isSo);
    return isSo;
  }
}

/** A number as one speaks of it: without the full stop behind it. */
function shown(placed: Placed | undefined): string {
  return placed?.number.written.replace(/\.$/, '') ?? '';
}

/** Reads all numbers of a text, and where each stands among those of its kind under the same governor. */
function placeNumbers({ blocks, governors }: Side): Map<number, Placed> {
  const placed = new Map<number, Placed>();
  const groups = new Map<string, { readonly places: number[]; readonly numbers: ClauseNumber[] }>();
  blocks.forEach(({ text, kind }, at) => {
    if (kind !== 'heading' && kind !== 'item' && kind !== 'paragraph') return;
    const number = readClauseNumber(text);
    if (number === null || (!number.isMarked && kind !== 'heading')) return;
    const key = `${governors[at]} ${kind} ${number.style}`;
    const group = groups.get(key) ?? { places: [], numbers: [] };
    groups.set(key, group);
    group.places.push(at);
    group.numbers.push(number);
  });
  for (const { places, numbers } of groups.values()) {
    if (!numbers[0]!.isMarked && !isRow(numbers)) continue;
    /** By the levels above, how many different numbers were met so far, and the last of them. */
    const met = new Map<string, { count: number; last: string }>();
    numbers.forEach((number, index) => {
      const ranks: number[] = [];
      let above = '';
      for (const values of number.parts) {
        const own = values.join('/');
        const known = met.get(above) ?? { count: -1, last: '' };
        if (known.last !== own) met.set(above, { count: known.count + 1, last: own });
        ranks.push(met.get(above)!.count);
        above += `.${own}`;
      }
      placed.set(places[index]!, { number, ranks });
    });
  }
  return placed;
}

/** Whether numbers without a mark follow each other as those of clauses do. */
function isRow(numbers: readonly ClauseNumber[]): boolean {
  return (
    numbers.length >= LEAST_UNMARKED &&
    numbers.every(({ parts }, at) => at === 0 || parts[0]![0] === numbers[at - 1]!.parts[0]![0]! + 1)
  );
}

/** The words behind the number of a block that changed in nothing but that; null for any other. */
function changedFront(block: DiffBlock): { readonly text: string } | null {
  const { runs, before, after, kind, status } = block;
  if (status === 'same' || status === 'reformatted') return null;
  if (before === null || after === null || kind === 'row') return null;
  const changed = runs.filter(({ op }) => op !== 'same');
  if (changed.length === 0 || changed.some(({ moved }) => moved)) return null;
  const last = runs.findLastIndex(({ op }) => op !== 'same');
  const rest = runs
    .slice(last + 1)
    .map(({ text }) => text)
    .join('');
  const [oldFront, newFront] = (['added', 'removed'] as const).map((other) =>
    runs
      .slice(0, last + 1)
      .map((run) =>
        run.op === other ? '' : run.op === 'same' && other === 'added' ? (run.was ?? run.text) : run.text,
      )
      .join(''),
  ) as [string, string];
  const [then, now] = [readClauseNumber(oldFront + rest), readClauseNumber(newFront + rest)];
  if (now === null || rest.trim() === '') return null;
  // All that changed is in the number.
  const isInNumber = (front: string, number: ClauseNumber | null) =>
    front.trim().length <= (number?.written.length ?? 0);
  if (!isInNumber(newFront, now) || !isInNumber(oldFront, then)) return null;
  return { text: (newFront + rest).trim().slice(now.written.length).trim() };
}
