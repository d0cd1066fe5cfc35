import type { Block } from './block.ts';

/** For every block the place of the heading it stands under, its own for a heading; -1 before the first. */
export function sectionsOf(blocks: readonly Block[]): Int32Array {
  const sections = new Int32Array(blocks.length);
  let heading = -1;
  for (let at = 0; at < blocks.length; at++) {
    if (blocks[at]!.kind === 'heading') heading = at;
    sections[at] = heading;
  }
  return sections;
}
