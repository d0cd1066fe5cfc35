import type { Block } from '../read/block.ts';
import type { Words } from '../words/words.ts';

/** A document as matching sees it. */
export type Side = {
  readonly blocks: readonly Block[];
  readonly words: readonly Words[];
  /** The same number for the same source, on both sides. */
  readonly sources: Int32Array;
};
