import { quoted } from '../collect-remarks.ts';
import { sameWords } from '../same-words.ts';
import { joinLines, type TextBlock } from '../text-block.ts';
import { attributeOf, childrenOf, outermostOf, textOf } from '../xml.ts';
import type { Package } from './package.ts';
import { type RunReading, readRuns } from './read-runs.ts';

type Kind = 'footnote' | 'endnote';

/**
 * Numbers the notes of a document in the order in which its text refers to them, and reads them for its end.
 */
export function listNotes(parts: Package) {
  const referred: { readonly kind: Kind; readonly id: string }[] = [];
  const roots = { footnote: parts.footnotes, endnote: parts.endnotes };
  return {
    numberOf(kind: Kind, id: string): number {
      const at = referred.findIndex((one) => one.kind === kind && one.id === id);
      return at === -1 ? referred.push({ kind, id }) : at + 1;
    },
    /** The notes that were referred to, each a line of its own. */
    read(reading: RunReading): TextBlock[] {
      const blocks: TextBlock[] = [];
      // A note may refer to another.
      for (let at = 0; at < referred.length; at++) {
        const { kind, id } = referred[at]!;
        const note = childrenOf(roots[kind], `w:${kind}`).find((one) => attributeOf(one, 'w:id') === id);
        const links = parts.links(`${kind}s`);
        const { remarks } = reading;
        const since = remarks.count();
        const lines = (note === undefined ? [] : outermostOf(note, 'w:p')).map((paragraph) =>
          readRuns(paragraph, {}, { ...reading, links }),
        );
        const pieces = joinLines(lines, ' ');
        const missing = sameWords(note === undefined ? '' : textOf(note), remarks.wordsRead(since));
        if (missing !== null)
          remarks.note('words', `Words of a note were not carried over, near ${quoted(missing)}.`);
        remarks.space();
        blocks.push({ kind: 'note', depth: 0, quotes: 0, number: at + 1, pieces });
      }
      return blocks;
    },
  };
}
