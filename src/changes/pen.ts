import type { DigestSection } from '../domain/diff/digest.ts';
import type { DiffBlock, Governor } from '../domain/diff/types.ts';
import type { Remark } from './remarks.ts';

/** How changes are written down in one form: as text, as HTML for a mail, for a feed. */
export type Pen = {
  /** What stands first: how much there is, and how it is marked. */
  readonly opening: (summary: string) => string;
  /** That not all is here: how much is missing, and from which sections. */
  readonly cut: (sentence: string, sections: string) => string;
  readonly heading: (section: DigestSection) => string;
  /** A line that governs what follows it. */
  readonly context: (governor: Governor, depth: number) => string;
  readonly block: (block: DiffBlock, section: DigestSection, depth: number) => string;
  readonly remark: (remark: Remark) => string;
};
