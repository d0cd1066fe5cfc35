import type { Block } from '../read/block.ts';
import type { Words } from '../words/words.ts';
import type { Tree } from './tree.ts';

/** A document as matching sees it. */
export type Side = {
  readonly blocks: readonly Block[];
  readonly words: readonly Words[];
  /** The same number for the same source, on both sides. */
  readonly sources: Int32Array;
  /** By block the place of what governs it, or TOP or UNSEEN. */
  readonly governors: Int32Array;
  readonly tree: Tree;
};

/** Whether a block is made of sentences. */
export function isProse({ blocks }: Pick<Side, 'blocks'>, at: number): boolean {
  return blocks[at]!.kind === 'paragraph' || blocks[at]!.kind === 'item';
}
