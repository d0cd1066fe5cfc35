import { isHidden } from './read/block.ts';
import type { DiffBlock, FormChange, PolicyDiff } from './types.ts';

/** What changes how a text looks, and nothing of what it says or of what hangs on what. */
const FORM: ReadonlySet<FormChange> = new Set(['markup', 'typography', 'spacing', 'split', 'merged']);

/**
 * What of a comparison is more than form, in words for whoever posts: words that came, went (also by being
 * struck) or moved, numbers, what was nested anew, links that lead elsewhere. Nothing where it is form alone.
 */
export function beyondForm(diff: PolicyDiff): string[] {
  const blocks = diff.sections.flatMap((section) => section.blocks).filter((block) => !isHidden(block));
  const has = (test: (block: DiffBlock) => boolean) => blocks.some(test);
  const found: string[] = [];
  if (diff.wordsAdded > 0) found.push('words were added');
  if (diff.wordsRemoved > 0) found.push('words were removed');
  if (diff.wordsMoved > 0 || has(({ status, order }) => status === 'moved' || order !== undefined)) {
    found.push('something moved');
  }
  if (diff.renumbered !== undefined) found.push('something was renumbered');
  if (has(({ form = [] }) => form.some((one) => !FORM.has(one))) || has(hangsAnew)) {
    found.push('something was nested anew');
  }
  if (has(({ links }) => links !== undefined)) found.push('a link leads elsewhere');
  if (found.length === 0 && has(({ status }) => status !== 'same' && status !== 'reformatted')) {
    found.push('something came or went');
  }
  return found;
}

function hangsAnew({ from, hangs }: DiffBlock): boolean {
  return from !== undefined || hangs !== undefined;
}
