import { TOP, UNSEEN } from '../read/structure.ts';
import { heaviestChain, type Pair } from '../words/align.ts';
import type { Side } from './side.ts';

/**
 * How a block stands elsewhere: `order`: what governs it is the same, and it stands before what it stood
 * behind; `governor`: something else governs it; `along`: only what governs it moved, and it with that.
 */
export type Move = 'order' | 'governor' | 'along' | null;

/** Says of every block of `x` that is paired whether and how it moved; of those that changed places the heavier stay. */
export function findMoves(x: Side, y: Side, { ofX, ofY }: Pairs, weightOf: (i: number) => number): Move[] {
  const moves: Move[] = new Array(ofX.length).fill(null);
  const siblings = new Map<number, Pair[]>();
  const [titleX, titleY] = [titleOf(x), titleOf(y)];
  for (let i = 0; i < ofX.length; i++) {
    const j = ofX[i]!;
    if (j === -1 || ofY[j] !== i) continue;
    const governorX = governorBeside(x, i, ofX, j);
    const governorY = governorBeside(y, j, ofY, i);
    // What the title of the whole text governs stands at its top.
    const isAtTop = (governorX < 0 || governorX === titleX) && (governorY < 0 || governorY === titleY);
    if (!isSame(governorX, governorY) && !isAtTop) {
      const isLed = isBehind(x, i, y, j, [ofX, ofY]) || isBehind(y, j, x, i, [ofY, ofX]);
      if (!isLed) moves[i] = 'governor';
      continue;
    }
    const parent = isAtTop ? TOP : governorX;
    const known = siblings.get(parent);
    if (known === undefined) siblings.set(parent, [[i, j]]);
    else known.push([i, j]);
  }
  for (const pairs of siblings.values()) {
    const stays = heaviestChain(pairs, weightOf);
    if (stays.length === pairs.length) continue;
    const kept = new Set(stays.map(([i]) => i));
    for (const [i] of pairs) if (!kept.has(i)) moves[i] = 'order';
  }
  // A governor stands before what it governs, so its own move is known by then.
  for (let i = 0; i < ofX.length; i++) {
    const governor = x.governors[i]!;
    if (moves[i] === null && governor >= 0 && ofX[i] !== -1 && moves[governor] !== null) moves[i] = 'along';
  }
  return moves;

  function isSame(i: number, j: number): boolean {
    if (i < 0 || j < 0) return i === j;
    // Also where one was split off the other, or merged into it.
    return ofX[i] === j || ofY[j] === i;
  }
}

type Pairs = { readonly ofX: Int32Array; readonly ofY: Int32Array };

/** What governs a block, besides what was split off it: a heading may have been its first words. */
function governorBeside({ governors }: Side, at: number, of: Int32Array, other: number): number {
  let governor = governors[at]!;
  while (governor >= 0 && of[governor] === other) governor = governors[governor]!;
  return governor;
}

/**
 * Whether a paragraph that an introduction led to stands behind it still, with nothing between them but what
 * is new, or was split off it.
 */
function isBehind(
  x: Side,
  i: number,
  y: Side,
  j: number,
  [ofX, ofY]: readonly [Int32Array, Int32Array],
): boolean {
  const introduction = x.governors[i]!;
  const isLed = introduction >= 0 && [introduction, i].every((at) => x.blocks[at]!.kind === 'paragraph');
  const there = isLed ? ofX[introduction]! : -1;
  if (there === -1 || there > j || j - there > MOST_BETWEEN) return false;
  for (let at = there + 1; at < j; at++) {
    if (y.governors[at] !== UNSEEN && ofY[at] !== -1 && ofY[at] !== i) return false;
  }
  return true;
}

const MOST_BETWEEN = 8;

/** The place of the heading that is the title of the whole text; TOP where there is none. */
export function titleOf({ blocks, tree }: Pick<Side, 'blocks' | 'tree'>): number {
  const top = tree.childrenOf(TOP);
  const first = top[0] ?? TOP;
  const isAlone = top.every((at) => at === first || blocks[at]!.kind !== 'heading');
  return first !== TOP && blocks[first]!.kind === 'heading' && isAlone ? first : TOP;
}
