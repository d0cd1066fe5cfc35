/** A value of a cell; null leaves it empty. */
export type Cell = string | number | null;

/** What spreadsheets take for the start of a formula, also in the widths of East Asian type. */
const TRIGGER = '=+\\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b';
/** What may stand before it unseen: blanks, controls, what has no width, and quotes. */
const UNSEEN = '[\\s\\p{Z}\\p{C}"\'`\u2018\u2019\u201c\u201d\uff02\uff07]*';

/**
 * Where a formula may begin: at the start of a cell, or after what a spreadsheet may take for the end
 * of one, depending on the locale that it was set up for.
 */
const FORMULA = new RegExp(`(?<=^|[;,|\\t\\r\\n])(?=${UNSEEN}[${TRIGGER}])|^(?=[\\t\\r])`, 'gu');

/** Programs that open a file by a double click know by this that it is UTF-8. */
const BYTE_ORDER_MARK = '\ufeff';

/** The first line of a file: the names of its columns. */
export function csvHead(names: readonly string[]): string {
  return BYTE_ORDER_MARK + csvLine(names);
}

/**
 * A line of CSV (RFC 4180). What a spreadsheet might run as a formula gets an apostrophe before it,
 * which makes it text there.
 */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(cellToText).join(',')}\r\n`;
}

function cellToText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = cell.replace(FORMULA, "'");
  return /[",;\r\n\t|']|^\s|\s$/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
