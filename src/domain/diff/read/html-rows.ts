import type { Role } from './block.ts';
import type { Tag } from './html-tag.ts';

/** Stands for a cell's border in text that is being collected: no text holds it, and white space is not it. */
export const CELL = '\u0000';

const MOST_SPANNED = 20;

/** Reads the rows of HTML's tables as a grid, so that each cell stands in the column that it is shown in. */
export type Rows = {
  readonly table: (tag: Tag) => void;
  readonly head: (isOpen: boolean) => void;
  readonly row: () => void;
  /** The borders before the text of a cell that begins. */
  readonly cell: (tag: Tag) => string;
  /** The borders behind the last cell of a row that ends, and what the row is to its table. */
  readonly end: () => { readonly borders: string; readonly role: Role | null };
};

/** A reader for one document: tables may follow each other, and need not be closed. */
export function htmlRows(): Rows {
  /** By column how many rows a cell above still reaches down into. */
  let spans: number[] = [];
  let columns: (readonly [first: number, wide: number, tall: number])[] = [];
  let isInHead = false;
  let isFirst = true;
  let heads = 0;
  const widthOf = () => columns.reduce((end, [first, wide]) => Math.max(end, first + wide), 0);
  const nextFree = (from: number) => {
    let column = from;
    while ((spans[column] ?? 0) > 0) column++;
    return column;
  };
  return {
    table() {
      spans = [];
      isInHead = false;
      isFirst = true;
    },
    head(isOpen) {
      isInHead = isOpen;
    },
    row() {
      columns = [];
      heads = 0;
    },
    cell(tag) {
      const end = widthOf();
      const column = nextFree(end);
      columns.push([column, spanIn(tag, 'colspan'), spanIn(tag, 'rowspan')]);
      if (tag.name === 'th') heads++;
      // One border for each column that it is away from the last cell's first.
      return CELL.repeat(column - (columns.at(-2)?.[0] ?? 0));
    },
    end() {
      const last = columns.at(-1);
      const width = Math.max(widthOf(), spans.findLastIndex((rows) => rows > 0) + 1);
      const borders = last === undefined ? '' : CELL.repeat(width - 1 - last[0]);
      spans = spans.map((rows) => Math.max(0, rows - 1));
      for (const [first, wide, tall] of columns) {
        for (let column = first; column < first + wide; column++) spans[column] = tall - 1;
      }
      for (let column = 0; column < spans.length; column++) spans[column] ??= 0;
      const isHead = isInHead || (heads === columns.length && (isFirst || heads > 1));
      const role = isHead && heads > 0 ? 'head' : isFirst ? 'first' : null;
      isFirst = false;
      return { borders, role };
    },
  };
}

function spanIn({ source }: Tag, name: 'colspan' | 'rowspan'): number {
  const found = new RegExp(`\\s${name}\\s*=\\s*["']?(\\d{1,4})\\b`, 'i').exec(source)?.[1];
  return Math.min(MOST_SPANNED, Math.max(1, Number(found ?? 1)));
}
