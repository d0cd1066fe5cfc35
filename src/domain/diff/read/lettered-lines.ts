import type { RawBlock } from './block.ts';

/** `(a)`, `(iv)`, `(3)`, `b)`, `•` at the front of a line: clauses as lawyers set them, without Markdown's lists. */
export const LETTERED = /^[ \t]*(?:\((?:[a-z]{1,2}|[ivxlc]{1,6}|\d{1,3})\)|[a-z]\)|[•◦▪●‣])[ \t]/i;
const STARTS_LINE = /\n(?=[ \t]*(?:\((?:[a-z]{1,2}|[ivxlc]{1,6}|\d{1,3})\)|[a-z]\)|[•◦▪●‣])[ \t])/i;

/** Takes a paragraph whose lines begin with letters or numbers of clauses apart into an item a line. */
export function splitLettered(block: RawBlock): RawBlock[] {
  const [source = ''] = block.sources;
  if (!STARTS_LINE.test(source)) return [asItem(block)];
  const [first = '', ...rest] = source.split(new RegExp(STARTS_LINE, 'gi'));
  const start = asItem({ ...block, sources: [first.trim()] });
  const isList = start.kind === 'item' && block.kind !== 'item';
  const { level, lists } = isList ? start : { level: block.level + 1, lists: block.lists + 1 };
  return [
    start,
    ...rest.map(
      (line): RawBlock => ({ ...block, kind: 'item', level, lists, number: null, sources: [line.trim()] }),
    ),
  ];
}

function asItem(block: RawBlock): RawBlock {
  if (block.kind !== 'paragraph' || !LETTERED.test(block.sources[0] ?? '')) return block;
  return { ...block, kind: 'item', level: block.level + 1, lists: block.lists + 1 };
}
