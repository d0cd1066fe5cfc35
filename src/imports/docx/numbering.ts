import type { Remarks } from '../collect-remarks.ts';
import { attributeOf, childOf, childrenOf, type XmlElement } from '../xml.ts';
import { isKnownFormat, writeNumber } from './number-formats.ts';
import { type Styles, valOf } from './styles.ts';

/** Counts the paragraphs of a document. */
export type Numbering = ReturnType<typeof readNumbering>;

/** What a list gives a paragraph. */
export type ListPlace = {
  /** The list that it is counted in, which several ids may share. */
  readonly list: string;
  readonly level: number;
  /** The number as readers see it; null for a bullet, empty where the list shows none. */
  readonly label: string | null;
  /** How far its words are set in, in twentieths of a point. */
  readonly indent: number;
};

type Level = {
  readonly start: number;
  readonly format: string;
  readonly text: string;
  readonly isFigures: boolean;
  readonly restart: number | null;
  readonly indent: number;
  readonly styleId: string | undefined;
};

type List = {
  readonly id: string;
  readonly levels: ReadonlyMap<number, Level>;
  readonly starts: ReadonlyMap<number, number>;
};

const LEVELS = 9;

/**
 * Counts the paragraphs of a document as a word processor does, in the order in which they are asked about:
 * nothing in a file says `§ 3` or `1.1(a)`, only how it is to be counted and written.
 */
export function readNumbering(root: XmlElement | undefined, styles: Styles, remarks: Remarks) {
  const abstracts = new Map(
    childrenOf(root, 'w:abstractNum').map((one) => [attributeOf(one, 'w:abstractNumId') ?? '', one]),
  );
  const numbers = new Map(childrenOf(root, 'w:num').map((one) => [attributeOf(one, 'w:numId') ?? '', one]));
  const lists = new Map<string, List | null>();
  const counts = new Map<string, (number | null)[]>();
  const begun = new Set<string>();

  const listOf = (id: string): List | null => {
    const known = lists.get(id);
    if (known !== undefined) return known;
    const number = numbers.get(id);
    const list = number === undefined ? null : readList(number, abstractOf(number));
    lists.set(id, list);
    return list;
  };

  function abstractOf(number: XmlElement, depth = 0): XmlElement | undefined {
    const found = abstracts.get(valOf(childOf(number, 'w:abstractNumId')) ?? '');
    const style = valOf(childOf(found, 'w:numStyleLink'));
    const other = style === undefined ? undefined : numbers.get(styles.listOf(style) ?? '');
    return other === undefined || depth > 3 ? found : abstractOf(other, depth + 1);
  }

  return {
    /** Counts one paragraph on, by the list it names and its style; null where there is no such list. */
    place(id: string, level: number | null, styleId: string): ListPlace | null {
      const list = listOf(id);
      if (list === null) return null;
      const own = level ?? [...list.levels].find(([, one]) => one.styleId === styleId)?.[0] ?? 0;
      const at = list.levels.get(own);
      if (at === undefined) return null;
      const numbers = counts.get(list.id) ?? Array.from({ length: LEVELS }, () => null);
      counts.set(list.id, numbers);
      const start = list.starts.get(own);
      // A list that counts anew does so when it is first used.
      if (start !== undefined && !begun.has(`${id} ${own}`)) numbers[own] = start - 1;
      begun.add(`${id} ${own}`);
      numbers[own] = (numbers[own] ?? (start ?? at.start) - 1) + 1;
      for (let deeper = own + 1; deeper < LEVELS; deeper++) {
        const restart = list.levels.get(deeper)?.restart ?? null;
        if (restart === null || (restart > 0 && own < restart)) numbers[deeper] = null;
      }
      return { list: list.id, level: own, label: labelOf(list, own, numbers), indent: at.indent };
    },
  };

  function labelOf(list: List, own: number, numbers: readonly (number | null)[]): string | null {
    const { format, text, isFigures } = list.levels.get(own)!;
    if (format === 'bullet') return null;
    const label = text.replace(/%([1-9])/g, (_, digit: string) => {
      const level = list.levels.get(Number(digit) - 1);
      if (level === undefined || level.format === 'none' || level.format === 'bullet') return '';
      const number = numbers[Number(digit) - 1] ?? level.start;
      if (!isKnownFormat(level.format)) {
        remarks.note(
          'numbering',
          `A list is numbered as ${level.format}, which was written in figures: ${number}.`,
        );
      }
      return writeNumber(number, isFigures ? 'decimal' : level.format);
    });
    return label.replace(/\s+/g, ' ').trim();
  }
}

function readList(number: XmlElement, abstract: XmlElement | undefined): List | null {
  if (abstract === undefined) return null;
  const levels = new Map(childrenOf(abstract, 'w:lvl').map(readLevel));
  const starts = new Map<number, number>();
  for (const override of childrenOf(number, 'w:lvlOverride')) {
    const at = Number(attributeOf(override, 'w:ilvl') ?? 0);
    const level = childOf(override, 'w:lvl');
    if (level !== undefined) levels.set(at, readLevel(level)[1]);
    const start = valOf(childOf(override, 'w:startOverride'));
    if (start !== undefined) starts.set(at, Number(start) || 0);
  }
  // Another look of the same list counts on; it is one list by what it is counted in.
  return { id: attributeOf(abstract, 'w:abstractNumId') ?? '', levels, starts };
}

function readLevel(level: XmlElement): readonly [number, Level] {
  const restart = valOf(childOf(level, 'w:lvlRestart'));
  const format =
    childOf(level, 'w:numFmt') ??
    childOf(childOf(childOf(level, 'mc:AlternateContent'), 'mc:Fallback'), 'w:numFmt');
  const indent = childOf(childOf(level, 'w:pPr'), 'w:ind');
  return [
    Number(attributeOf(level, 'w:ilvl') ?? 0),
    {
      start: Number(valOf(childOf(level, 'w:start')) ?? 0),
      format: valOf(format) ?? 'decimal',
      text: valOf(childOf(level, 'w:lvlText')) ?? '',
      isFigures: childOf(level, 'w:isLgl') !== undefined,
      restart: restart === undefined ? null : Number(restart),
      indent: Number((indent && (attributeOf(indent, 'w:start') ?? attributeOf(indent, 'w:left'))) ?? 0),
      styleId: valOf(childOf(level, 'w:pStyle')),
    },
  ];
}
