import type { RawBlock } from './block.ts';
import { MAX_NESTING } from './markdown-blocks.ts';

// A bullet and text that opens no block of its own: no heading, quote, list, rule, fence, HTML or definition.
const ITEM = / *[-*+] {1,4}(?=[^\s#*+\-_\d<>`~[]|[*_]{1,3}[a-z]|\d+[^\d.)]|\[(?![^\n]*\]:))/iy;
const BLANK = /[ \t]*(?:\n|$)/y;

// What is indented by so much more than the text above it is code.
const CODE_AT = 4;
// The parser counts a list and its item.
const MOST_OPEN = MAX_NESTING / 2 - 1;

/**
 * Reads a stretch of Markdown that holds nothing but bullets with a line of text each; null for any other.
 *
 * It gives what `markdownBlocks` gives, in a tenth of the time: long lists are where the parser is slowest.
 */
export function plainList(source: string): RawBlock[] | null {
  const blocks: RawBlock[] = [];
  /** For each open item the column where its text begins. */
  const open: number[] = [];
  for (let start = 0, end = 0; start < source.length; start = end + 1) {
    end = source.indexOf('\n', start);
    if (end === -1) end = source.length;
    ITEM.lastIndex = start;
    if (!ITEM.test(source)) {
      BLANK.lastIndex = start;
      if (!BLANK.test(source)) return null;
      continue;
    }
    const text = ITEM.lastIndex;
    let indent = 0;
    while (source[start + indent] === ' ') indent++;
    while (open.length > 0 && open.at(-1)! > indent) open.pop();
    if (indent - (open.at(-1) ?? 0) >= CODE_AT || open.length === MOST_OPEN) return null;
    open.push(text - start);
    const [level, sources] = [open.length, [withoutSpaceBehind(source.slice(text, end))]];
    blocks.push({ kind: 'item', level, lists: level, number: null, role: null, sources });
  }
  return blocks;
}

/** Without spaces and tabs at its end; unlike `trimEnd`, the parser keeps those of other scripts. */
function withoutSpaceBehind(text: string): string {
  let end = text.length;
  while (text[end - 1] === ' ' || text[end - 1] === '\t') end--;
  return text.slice(0, end);
}
