import { joinAlike, type Step } from './step.ts';
import { CELL_ID, type Words } from './words.ts';

/** Where the cells of a row begin and end, by its words. */
export function cellRanges({ ids }: Pick<Words, 'ids'>): [from: number, to: number][] {
  const cells: [number, number][] = [];
  let from = 0;
  for (let at = 0; at <= ids.length; at++) {
    if (at === ids.length || ids[at] === CELL_ID) {
      cells.push([from, at]);
      from = at + 1;
    }
  }
  return cells;
}

/** The columns of a row in two texts, as `match/columns` has them. */
type Columns = {
  readonly merged: readonly { readonly x: number | null; readonly y: number | null }[];
  readonly permuted: readonly { readonly x: number; readonly y: number }[];
};

/** A cell of two rows that are one, by the columns it stands in, with the steps between its words. */
export type CellSteps = {
  readonly x: number | null;
  readonly y: number | null;
  readonly steps: readonly Step[];
};

/**
 * The steps between two rows, each cell compared with that of the same column; and the same by cells, those of
 * columns that changed places in one. `compare` finds the steps between two ranges of words.
 */
export function rowSteps(
  x: Words,
  y: Words,
  columns: Columns | null,
  compare: (x0: number, x1: number, y0: number, y1: number) => readonly Step[],
): { readonly steps: Step[]; readonly cells: CellSteps[] } {
  if (x.ids === y.ids && isInPlace(columns)) {
    return { steps: [{ same: true, x0: 0, x1: x.ids.length, y0: 0, y1: y.ids.length }], cells: [] };
  }
  const [cellsX, cellsY] = [cellRanges(x), cellRanges(y)];
  const merged = withEveryCell(columns?.merged ?? [], cellsX.length, cellsY.length);
  const steps: Step[] = [];
  const cells: CellSteps[] = [];
  const movedX = new Set<number>();
  const movedY = new Set<number>();
  const permuted = (columns?.permuted ?? []).filter((one) => cellsX[one.x] && cellsY[one.y]);
  for (const one of permuted) {
    const [x0, x1] = cellsX[one.x]!;
    const [y0, y1] = cellsY[one.y]!;
    const between = compare(x0, x1, y0, y1);
    cells.push({ x: one.x, y: one.y, steps: between });
    if (!between.every(({ same }) => same)) continue;
    movedX.add(one.x);
    movedY.add(one.y);
  }
  const isPermuted = (at: number | null, side: 'x' | 'y') => permuted.some((one) => one[side] === at);
  let [endX, endY] = [0, 0];
  for (const column of merged) {
    const cellX = column.x === null ? undefined : cellsX[column.x];
    const cellY = column.y === null ? undefined : cellsY[column.y];
    const border = { x: cellX !== undefined && column.x! > 0, y: cellY !== undefined && column.y! > 0 };
    const start = { x0: endX, x1: endX + Number(border.x), y0: endY, y1: endY + Number(border.y) };
    if (border.x || border.y) steps.push({ same: border.x && border.y, ...start, ...movedAt(column) });
    const [x0, x1] = cellX ?? [start.x1, start.x1];
    const [y0, y1] = cellY ?? [start.y1, start.y1];
    const between =
      cellX !== undefined && cellY !== undefined
        ? compare(x0, x1, y0, y1)
        : [{ same: false, x0, x1, y0, y1, ...movedAt(column) }];
    steps.push(...between);
    [endX, endY] = [x1, y1];
    if (cellX !== undefined && cellY !== undefined) cells.push({ ...column, steps: between });
    else if (cellX !== undefined && !isPermuted(column.x, 'x'))
      cells.push({ x: column.x, y: null, steps: between });
    else if (cellY !== undefined && !isPermuted(column.y, 'y'))
      cells.push({ x: null, y: column.y, steps: between });
  }
  cells.sort((a, b) => placeOf(a) - placeOf(b));
  return { steps: joinAlike(steps), cells };

  function movedAt({ x: a, y: b }: { readonly x: number | null; readonly y: number | null }) {
    const isMoved =
      (b === null && a !== null && movedX.has(a)) || (a === null && b !== null && movedY.has(b));
    return isMoved ? { moved: true as const } : {};
  }

  /** In the order of the new columns, those that went where they stood. */
  function placeOf(cell: CellSteps): number {
    const at = merged.findIndex((one) =>
      cell.y === null ? one.x === cell.x && one.y === null : one.y === cell.y,
    );
    return at;
  }
}

function isInPlace(columns: Columns | null): boolean {
  return columns === null || columns.merged.every(({ x, y }) => x === y);
}

/** Columns with what rows have beyond them, pair by pair. */
function withEveryCell(merged: Columns['merged'], countX: number, countY: number): Columns['merged'] {
  const [firstX, firstY] = (['x', 'y'] as const).map((side) =>
    merged.reduce((end, column) => Math.max(end, (column[side] ?? -1) + 1), 0),
  ) as [number, number];
  const more = Math.max(countX - firstX, countY - firstY, 0);
  return [
    ...merged,
    ...Array.from({ length: more }, (_, at) => ({
      x: firstX + at < countX ? firstX + at : null,
      y: firstY + at < countY ? firstY + at : null,
    })),
  ];
}
