import { cellRanges } from '../words/cells.ts';
import type { Words } from '../words/words.ts';
import type { Side } from './side.ts';

/** A column of two tables that are one; null on the side that has none of it. */
export type Column = { readonly x: number | null; readonly y: number | null };

/** The columns of a row in either text, in an order that keeps both. */
export type Columns = {
  readonly merged: readonly Column[];
  /** Columns with the same head that changed places: each stands twice in `merged`, once for either side. */
  readonly permuted: readonly { readonly x: number; readonly y: number }[];
};

/** What the columns of a row are called, by the heads of its table; empty where they have no name. */
export function columnNames({ blocks, governors }: Side, row: number): string[] {
  const names: string[] = [];
  for (let head = governors[row]!; head >= 0 && blocks[head]!.kind === 'row'; head = governors[head]!) {
    blocks[head]!.text.split('\t').forEach((name, column) => {
      const known = names[column] ?? '';
      names[column] = known === '' || name === '' ? name || known : `${name} · ${known}`;
    });
  }
  return names.map((name) => name ?? '');
}

/** Answers which columns of two rows that are one are the same: by their heads, else by their places. */
export function columnReader(x: Side, y: Side, ofX: Int32Array): (i: number, j: number) => Columns | null {
  const known = new Map<number, Columns | null>();
  return (i, j) => {
    if (x.blocks[i]!.kind !== 'row' || y.blocks[j]!.kind !== 'row') return null;
    const isHead = x.blocks[i]!.role === 'head' && y.blocks[j]!.role === 'head';
    const [headX, headY] = isHead ? [i, j] : [x.governors[i]!, y.governors[j]!];
    if (headX < 0 || headY < 0 || ofX[headX] !== headY || x.blocks[headX]!.kind !== 'row') return null;
    const found = known.get(headX) ?? mergeColumns(headKeys(x.words[headX]!), headKeys(y.words[headY]!));
    known.set(headX, found);
    return found;
  };
}

function headKeys(words: Words): string[] {
  return cellRanges(words).map(([from, to]) => words.ids.slice(from, to).join(' '));
}

/**
 * Pairs columns by their heads, in order; a head that is on the other side but not in order changed places,
 * and what is left between two pairs, as many on either side, was renamed.
 */
export function mergeColumns(headsX: readonly string[], headsY: readonly string[]): Columns {
  const pairs = commonInOrder(headsX, headsY);
  const [takenX, takenY] = [new Set(pairs.map(([a]) => a)), new Set(pairs.map(([, b]) => b))];
  const permuted: { x: number; y: number }[] = [];
  headsX.forEach((head, a) => {
    if (takenX.has(a)) return;
    const b = headsY.findIndex((other, at) => other === head && !takenY.has(at));
    if (b === -1) return;
    permuted.push({ x: a, y: b });
    takenX.add(a);
    takenY.add(b);
  });
  const merged: Column[] = [];
  let [x0, y0] = [0, 0];
  for (const [x1, y1] of [...pairs, [headsX.length, headsY.length] as const]) {
    const isLeft = (taken: ReadonlySet<number>) => (at: number) => !taken.has(at);
    const leftX = range(x0, x1).filter(isLeft(takenX));
    const leftY = range(y0, y1).filter(isLeft(takenY));
    const renamed = leftX.length === leftY.length ? leftX.map((a, at) => [a, leftY[at]!] as const) : [];
    let [a, b] = [x0, y0];
    for (const [toX, toY] of [...renamed, [x1, y1] as const]) {
      for (; a < toX; a++) merged.push({ x: a, y: null });
      for (; b < toY; b++) merged.push({ x: null, y: b });
      if (toX < x1 && toY < y1) {
        merged.push({ x: toX, y: toY });
        [a, b] = [toX + 1, toY + 1];
      }
    }
    if (x1 < headsX.length || y1 < headsY.length) merged.push({ x: x1, y: y1 });
    [x0, y0] = [x1 + 1, y1 + 1];
  }
  return { merged, permuted };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
}

const MOST_COMPARED = 250_000;

/** The most heads that both sides have in the same order. */
function commonInOrder(headsX: readonly string[], headsY: readonly string[]): (readonly [number, number])[] {
  const [width, height] = [headsX.length, headsY.length];
  if (width * height > MOST_COMPARED) return range(0, Math.min(width, height)).map((at) => [at, at] as const);
  const best = Array.from({ length: width + 1 }, () => new Int32Array(height + 1));
  for (let a = width - 1; a >= 0; a--) {
    for (let b = height - 1; b >= 0; b--) {
      best[a]![b] =
        headsX[a] === headsY[b] ? best[a + 1]![b + 1]! + 1 : Math.max(best[a + 1]![b]!, best[a]![b + 1]!);
    }
  }
  const pairs: (readonly [number, number])[] = [];
  for (let a = 0, b = 0; a < width && b < height; ) {
    if (headsX[a] === headsY[b]) pairs.push([a++, b++]);
    else if (best[a + 1]![b]! >= best[a]![b + 1]!) a++;
    else b++;
  }
  return pairs;
}
