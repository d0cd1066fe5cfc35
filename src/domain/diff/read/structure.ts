import { type Block, isHidden } from './block.ts';

/** No block governs it: it stands at the top of its text. */
export const TOP = -1;
/** No reader sees it, so nothing that readers see governs it. */
export const UNSEEN = -2;

/** A line by itself that ends so says something of what follows it. */
const INTRODUCES = /[:：︰]["”’»)\]*]?\s*$/;

/**
 * For every block the place of what governs it: its heading, the introduction of its list, the item it is
 * nested in, the term it defines, the head of its table. What that says is part of what the block says.
 *
 * Headings are governed by those above them, so that the way up from any block is its whole chain.
 */
export function governorsOf(blocks: readonly Block[]): Int32Array {
  const governors = new Int32Array(blocks.length);
  /** The headings that are open, by level. */
  const headings: number[] = [];
  /** The bold line that reads as a heading; TOP where there is none. */
  let bold = TOP;
  /** What ends with a colon right before this block, or before the list or table that it is in. */
  let introduction = TOP;
  /** The same within an item, for the list in it. */
  let inner = TOP;
  /** The items that are open, outermost first. */
  const items: number[] = [];
  let term = TOP;
  let head = TOP;
  let last: Block | null = null;

  const section = () => (bold === TOP ? (headings.at(-1) ?? TOP) : bold);
  const leaveLists = () => {
    items.length = 0;
    term = TOP;
  };
  blocks.forEach((block, at) => {
    if (isHidden(block)) {
      governors[at] = UNSEEN;
      return;
    }
    const { kind, level, lists, role } = block;
    if (kind !== 'row') head = TOP;
    if (kind === 'heading') {
      while (headings.length > 0 && blocks[headings.at(-1)!]!.level >= level) headings.pop();
      governors[at] = headings.at(-1) ?? TOP;
      headings.push(at);
      bold = TOP;
      introduction = TOP;
      leaveLists();
    } else if (kind === 'item') {
      while (items.length > 0 && blocks[items.at(-1)!]!.lists >= lists) items.pop();
      // A definition stands as deep as its term.
      const isDefinition = role !== 'term' && term !== TOP && blocks[term]!.lists === lists;
      const isIntroduced = inner !== TOP && blocks[inner]!.lists < lists && governors[inner] === items.at(-1);
      governors[at] = isDefinition ? term : isIntroduced ? inner : (items.at(-1) ?? governorOfList());
      if (!isIntroduced) inner = TOP;
      if (role === 'term') term = at;
      else if (!isDefinition && term !== TOP && blocks[term]!.lists > lists) term = TOP;
      items.push(at);
    } else if (kind === 'row') {
      if (role === 'head' && !(last?.kind === 'row' && last.role === 'head')) {
        leaveDeeper(lists);
        governors[at] = items.at(-1) ?? governorOfList();
        head = at;
      } else {
        if (role === 'first') head = TOP;
        governors[at] = head === TOP ? (items.at(-1) ?? governorOfList()) : head;
        // A second line of heads says more of the same columns.
        if (role === 'head') head = at;
      }
    } else {
      leaveDeeper(lists);
      if (items.length > 0) {
        governors[at] = items.at(-1)!;
        inner = INTRODUCES.test(block.text) ? at : TOP;
      } else {
        term = TOP;
        if (role === 'bold') bold = TOP;
        governors[at] = introduction === TOP || role === 'bold' ? section() : introduction;
        if (role === 'bold') bold = at;
        // It introduces what follows, be it a list, a table or the next paragraph.
        introduction = role !== 'bold' && INTRODUCES.test(block.text) ? at : TOP;
      }
    }
    last = block;
  });
  return governors;

  function governorOfList(): number {
    return introduction === TOP ? section() : introduction;
  }

  /** What is less deep than an item has left it. */
  function leaveDeeper(lists: number): void {
    while (items.length > 0 && blocks[items.at(-1)!]!.lists > lists) items.pop();
  }
}
