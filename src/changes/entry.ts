import { contextReader, type Digest, type DigestSection, hasChanges } from '../domain/diff/digest.ts';
import { countChanges } from '../domain/diff/excerpt.ts';
import type { DiffBlock } from '../domain/diff/types.ts';
import type { Pen } from './pen.ts';
import type { Remark } from './remarks.ts';

/** One thing to tell: a block, a remark, or a section of which only the heading says something. */
export type Entry = {
  readonly section: DigestSection | null;
  readonly block: DiffBlock | null;
  readonly remark: Remark | null;
  /** What goes first when there is no room for all, from 0. */
  readonly rank: number;
  /** How many changes it tells. */
  readonly count: number;
};

/** All there is to tell, in the order of the text. */
export function entriesOf({ sections }: Digest, remarks: readonly Remark[]): Entry[] {
  return [
    ...sections.flatMap(entriesIn),
    ...remarks.map((one): Entry => {
      const remark = one.isMinor ? { ...one, details: [] } : one;
      return { section: null, block: null, remark, rank: 3, count: 1 };
    }),
  ];
}

function entriesIn(section: DigestSection): Entry[] {
  if (section.told.length === 0) {
    const rank = rankOf(section.section.blocks[0]!);
    return [{ section, block: null, remark: null, rank, count: 1 }];
  }
  return section.told.map((block) => {
    const count = Math.max(1, countChanges(block.runs));
    return { section, block, remark: null, rank: rankOf(block), count };
  });
}

/** What went is what a reader misses most. */
function rankOf(block: DiffBlock): number {
  if (block.status === 'removed') return 0;
  return block.status === 'moved' && !hasChanges(block) ? 2 : 1;
}

/** An entry by itself, without what it needs above it. */
export function writeBody({ section, block, remark }: Entry, pen: Pen): string {
  if (remark !== null) return pen.remark(remark);
  return block === null ? '' : pen.block(block, section!, contextReader()(block).depth);
}

const encoder = new TextEncoder();

/** Length in bytes of UTF-8. */
export function byteLength(text: string): number {
  return encoder.encode(text).byteLength;
}
