import { uniqueIds } from '../anchor.ts';
import type { DiffBlock, DiffSection, PolicyDiff } from './types.ts';

/** What the text before the first heading is called, which has no anchor. */
export const BEFORE_HEADINGS = '(before the first heading)';

/** A heading in one of the two texts: its anchor, and those of the headings it stands under, its own first. */
type Heading = { readonly path: readonly string[]; readonly level: number };

/**
 * The sections in which something changed, form included: each by the anchor of its heading, as pages have them
 * without their prefix, and those of the headings above it. What stood before is named as it was, since a
 * section that is given another name is still that section.
 */
export function changedSections({ sections }: PolicyDiff): string[][] {
  const [old, current] = [headingsOf(sections, 'before'), headingsOf(sections, 'after')];
  const changed = sections.filter(({ status, blocks }) => status !== 'same' || blocks.some(isChanged));
  return changed.map(({ blocks }) => {
    const place = blocks.find(({ kind }) => kind === 'heading');
    const before = place?.before;
    const after = place?.after;
    const found =
      before !== null && before !== undefined ? old.get(before) : after != null ? current.get(after) : null;
    return [...(found?.path ?? [BEFORE_HEADINGS])];
  });
}

function isChanged({ status }: DiffBlock): boolean {
  return status !== 'same';
}

/** The headings of one of the two texts, by their places. */
function headingsOf(sections: readonly DiffSection[], side: 'before' | 'after'): Map<number, Heading> {
  const headings = sections
    .flatMap(({ blocks }) => blocks)
    .filter((block) => block.kind === 'heading' && block[side] !== null)
    .toSorted((a, b) => a[side]! - b[side]!);
  const ids = uniqueIds('');
  const above: Heading[] = [];
  const found = new Map<number, Heading>();
  for (const { level, runs, ...block } of headings) {
    const gone = side === 'before' ? 'added' : 'removed';
    const text = runs
      .filter(({ op }) => op !== gone)
      .map((run) => (side === 'before' ? (run.was ?? run.text) : run.text))
      .join('')
      .replace(/\s+/g, ' ')
      .trim();
    while (above.length > 0 && above.at(-1)!.level >= level) above.pop();
    const heading = { level, path: [ids(text), ...(above.at(-1)?.path ?? [])] };
    above.push(heading);
    found.set(block[side]!, heading);
  }
  return found;
}
