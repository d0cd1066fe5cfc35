import { joinLines, type Piece, type TextBlock, wordsOf } from '../text-block.ts';
import { attributeOf, childOf, childrenOf, outermostOf, textOf, type XmlElement } from '../xml.ts';
import type { ListPlace, Numbering } from './numbering.ts';
import { type RunReading, readRuns } from './read-runs.ts';
import { valOf } from './styles.ts';
import { changeIn, isChange } from './tracked.ts';

type Open = Pick<ListPlace, 'list' | 'level' | 'indent'>;

/** A paragraph as it was read: what it says, and what it is. */
type Line = {
  readonly pieces: readonly Piece[];
  readonly level: number | null;
  readonly place: ListPlace | null;
  readonly indent: number;
};

/**
 * Takes the paragraphs and tables of a document one after the other, and makes blocks of them.
 *
 * Nothing in a file says what is in what: a paragraph belongs to the item above it if it is set in as far, and
 * a list to another by its level or, where they are two lists, by how far it is set in.
 */
export function placeBlocks(reading: RunReading & { readonly numbering: Numbering }) {
  const { remarks, styles, numbering } = reading;
  const blocks: TextBlock[] = [];
  let open: Open[] = [];
  /** Words whose paragraph's end was deleted: they go on in the next. */
  let held: readonly Piece[] = [];
  return {
    read(element: XmlElement): void {
      if (element.name === 'w:p') placeParagraph(element);
      else if (element.name === 'w:tbl') placeTable(element);
      else if (isChange(element)) {
        remarks.note('tracked', changeIn(element));
        remarks.leaveOut(textOf(element));
      } else if (element.name === 'w:altChunk') {
        remarks.note('embedded', 'Another document is embedded here, and was left out.');
      }
    },
    blocks: (): readonly TextBlock[] => blocks,
  };

  function placeParagraph(paragraph: XmlElement): void {
    const line = readLine(paragraph);
    if (line === null) return;
    const { pieces, level, place, indent } = line;
    if (level !== null) {
      open = [];
      const label = place?.label || null;
      if (label !== null || wordsOf(pieces).trim() !== '') {
        blocks.push({ kind: 'heading', depth: 0, quotes: 0, level, label, pieces: withoutBold(pieces) });
      }
    } else if (place !== null && place.label !== '') {
      const depth = depthOf({ ...place, indent });
      // A bullet without words is an empty line; a number without them is counted.
      if (place.label !== null || wordsOf(pieces).trim() !== '') {
        blocks.push({ kind: 'item', depth, quotes: 0, label: place.label, pieces });
      }
    } else if (wordsOf(pieces).trim() !== '') {
      const inside = indent > 0 ? open.findLastIndex((item) => item.indent <= indent) : -1;
      open.length = inside + 1;
      blocks.push({ kind: 'paragraph', depth: open.length, quotes: 0, pieces });
    }
    remarks.space();
  }

  /** Reads a paragraph and counts it in its list; null where tracked changes leave nothing of it, or join it to the next. */
  function readLine(paragraph: XmlElement): Line | null {
    const properties = childOf(paragraph, 'w:pPr');
    const style = styles.ofParagraph(properties);
    noteFormatting(properties);
    const end = childOf(properties, 'w:rPr');
    const inserted = childOf(end, 'w:ins');
    if (inserted !== undefined) remarks.note('tracked', changeIn(inserted, 'the end of a paragraph'));
    const deleted = childOf(end, 'w:del') ?? childOf(end, 'w:moveFrom');
    if (deleted !== undefined) remarks.note('tracked', changeIn(deleted, 'the end of a paragraph'));
    const pieces = [...held, ...readRuns(paragraph, style.run, reading)];
    held = [];
    if (deleted !== undefined) {
      held = pieces;
      return null;
    }
    const place =
      style.list === null ? null : numbering.place(style.list.id, style.list.level, style.styleId);
    const own = childOf(properties, 'w:ind');
    const isOwn =
      own !== undefined && (attributeOf(own, 'w:left') ?? attributeOf(own, 'w:start')) !== undefined;
    return {
      pieces,
      level: style.level,
      place,
      indent: (isOwn || place === null || place.indent === 0 ? style.indent : null) ?? place?.indent ?? 0,
    };
  }

  function noteFormatting(properties: XmlElement | undefined): void {
    if (childOf(properties, 'w:pPrChange') !== undefined) {
      remarks.note(
        'formatting',
        'A change of how a paragraph is set is still tracked; it is taken as accepted.',
      );
    }
    if (childOf(childOf(properties, 'w:numPr'), 'w:ins') !== undefined) {
      remarks.note(
        'formatting',
        'That a paragraph is numbered is a tracked change; it is taken as accepted.',
      );
    }
  }

  function depthOf(item: Open): number {
    const same = open.findIndex(({ list, level }) => list === item.list && level >= item.level);
    if (same !== -1) open.length = same;
    while (open.length > 0 && open.at(-1)!.list !== item.list && open.at(-1)!.indent >= item.indent)
      open.pop();
    open.push(item);
    return open.length - 1;
  }

  function placeTable(table: XmlElement): void {
    open = [];
    const rows: (readonly (readonly Piece[])[])[] = [];
    for (const row of rowsOf(table)) {
      const properties = childOf(row, 'w:trPr');
      const change = childOf(properties, 'w:ins') ?? childOf(properties, 'w:del');
      if (change !== undefined) remarks.note('tracked', changeIn(change, 'a row of a table'));
      if (change?.name === 'w:del') remarks.leaveOut(textOf(row));
      else rows.push(cellsOf(row));
    }
    blocks.push({ kind: 'table', depth: 0, quotes: 0, rows });
    remarks.space();
  }

  function cellsOf(row: XmlElement): (readonly Piece[])[] {
    const cells: (readonly Piece[])[] = [];
    for (const cell of rowsOf(row, 'w:tc')) {
      const properties = childOf(cell, 'w:tcPr');
      const change = childOf(properties, 'w:cellIns') ?? childOf(properties, 'w:cellDel');
      if (change !== undefined) remarks.note('tracked', changeIn(change, 'a cell of a table'));
      const wide = Number(valOf(childOf(properties, 'w:gridSpan')) ?? 1);
      cells.push(cellText(cell));
      // A cell over several columns stands in the first of them.
      for (let column = 1; column < Math.min(wide, 60); column++) cells.push([]);
    }
    return cells;
  }

  function cellText(cell: XmlElement): Piece[] {
    if (outermostOf(cell, 'w:tbl').length > 0) {
      remarks.note('table', 'A table in a table is written as the lines of its cell.');
    }
    const lines = outermostOf(cell, 'w:p').flatMap((paragraph): Piece[][] => {
      const line = readLine(paragraph);
      remarks.space();
      if (line === null) return [];
      // A line of its own says as much as a bullet, which is no word.
      const label = line.place?.label ?? '';
      return [label === '' ? [...line.pieces] : [{ text: `${label} ` }, ...line.pieces]];
    });
    return joinLines(lines, '\n');
  }
}

/** Rows of a table or cells of a row, those in content controls too. */
function rowsOf(parent: XmlElement, name = 'w:tr'): XmlElement[] {
  return childrenOf(parent).flatMap((child) =>
    child.name === name
      ? [child]
      : ['w:sdt', 'w:sdtContent', 'w:customXml'].includes(child.name)
        ? rowsOf(child, name)
        : [],
  );
}

/** A heading that is bold from its first word to its last is no bolder than others. */
function withoutBold(pieces: readonly Piece[]): readonly Piece[] {
  const isAllBold = pieces.every(({ bold, text }) => bold || text.trim() === '');
  return isAllBold ? pieces.map(({ bold: _, ...piece }) => piece) : pieces;
}
