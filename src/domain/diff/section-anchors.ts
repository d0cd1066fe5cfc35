import { uniqueIds } from '../anchor.ts';
import { isHidden } from './read/block.ts';
import { parsePolicy } from './read/parse-policy.ts';

/** The anchors of a text's headings in their order, as pages have them without their prefix. */
export function sectionAnchors(content: string): readonly string[] {
  const { blocks } = parsePolicy(content);
  const ids = uniqueIds('');
  return blocks.flatMap((block) =>
    block.kind !== 'heading' || isHidden(block) || block.text.trim() === ''
      ? []
      : [ids(block.text.replace(/\s+/g, ' ').trim())],
  );
}
