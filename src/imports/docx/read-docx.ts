/*
 * A Word document as its reader sees it: parts are unpacked within bounds, lists counted as a word processor
 * counts them, changes accepted and told. Nothing outside the file is looked at, and no word of it gets lost.
 */

import { collectRemarks, quoted, type Remarks } from '../collect-remarks.ts';
import { sameWords } from '../same-words.ts';
import type { TextBlock } from '../text-block.ts';
import { attributeOf, childrenOf, readElements, textOf } from '../xml.ts';
import { readFields } from './fields.ts';
import { listNotes } from './notes.ts';
import { readNumbering } from './numbering.ts';
import { openPackage, type Package } from './package.ts';
import { placeBlocks } from './place-blocks.ts';
import { rawWords } from './raw-words.ts';
import type { RunReading } from './read-runs.ts';

import { readStyles } from './styles.ts';

const CONTAINERS: ReadonlySet<string> = new Set(
  'w:document w:body w:sdt w:sdtContent w:customXml mc:AlternateContent mc:Choice'.split(' '),
);

/** A file as it was read, before it is written as Markdown. */
export type ReadFile = { readonly blocks: readonly TextBlock[]; readonly remarks: Remarks };

/**
 * Reads a .docx as its reader sees it, with all its tracked changes accepted: the numbers of its lists, its
 * headings, tables, notes and links; and a remark for all that cannot be carried over.
 *
 * At the end it counts the file's words a second time, without regard to how they are set: none may be
 * missing that no remark tells of.
 */
export async function readDocx(bytes: Uint8Array, longest: number): Promise<ReadFile> {
  const remarks = collectRemarks();
  const parts = await openPackage(bytes, remarks);
  const styles = readStyles(parts.styles);
  const numbering = readNumbering(parts.numbering, styles, remarks);
  const notes = listNotes(parts);
  const reading: RunReading = {
    ...{ styles, remarks, fields: readFields(remarks), links: parts.links('document') },
    ...{ comments: commentsOf(parts), noteNumber: notes.numberOf },
  };
  const placing = placeBlocks({ ...reading, numbering });
  for (const element of readElements(parts.document, CONTAINERS)) {
    placing.read(element);
    if (remarks.length() > longest) return { blocks: placing.blocks(), remarks };
  }
  const missing = sameWords(rawWords(parts.document), remarks.wordsRead());
  if (missing !== null)
    remarks.note('words', `Words of the file were not carried over as they are, near ${quoted(missing)}.`);
  const blocks = [...placing.blocks(), ...notes.read(reading)];
  noteMargins(parts, remarks);
  return { blocks, remarks };
}

function commentsOf({ comments }: Package): ReadonlyMap<string, string> {
  return new Map(
    childrenOf(comments, 'w:comment').map((comment) => {
      const words = childrenOf(comment, 'w:p')
        .map((one) => textOf(one))
        .join(' ');
      const author = attributeOf(comment, 'w:author') ?? '';
      const by = author === '' ? '' : ` by ${author.slice(0, 100)}`;
      return [attributeOf(comment, 'w:id') ?? '', `A comment${by} was left out: ${quoted(words)}.`];
    }),
  );
}

function noteMargins({ margins }: Package, remarks: Remarks): void {
  const told = new Set<string>();
  for (const margin of margins) {
    const words = childrenOf(margin)
      .map((one) => textOf(one))
      .join(' ')
      .trim();
    if (words === '' || told.has(words)) continue;
    told.add(words);
    const kind = margin.name === 'w:hdr' ? 'header' : 'footer';
    remarks.note('header', `The ${kind} of its pages was left out: ${quoted(words)}.`, false);
  }
}
