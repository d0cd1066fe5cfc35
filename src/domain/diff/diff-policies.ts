import { matchBlocks } from './match/match-blocks.ts';
import { findRepeats } from './match/repeats.ts';
import type { Side } from './match/side.ts';
import { loneOutcome, pairOutcomes } from './outcomes.ts';
import { definitionChanges } from './read/form.ts';
import { type ParsedPolicy, parsePolicies } from './read/parse-policy.ts';
import { toSections } from './sections.ts';
import type { PolicyDiff } from './types.ts';
import { createVocabulary, type Vocabulary, type Words } from './words/words.ts';

/** Which edition of the diff this is: another one when the same texts would give another answer. */
export const DIFF_EDITION = 1;

/**
 * Compares two texts of a policy, and tells the words that changed from what only looks different.
 *
 * Both may be Markdown, HTML or plain text. It takes time that grows with their length, whatever stands in
 * them, and gives the same answer with added and removed exchanged when they are. `locale` (BCP 47) helps
 * to tell words in scripts that are written without spaces.
 */
export function diffPolicies(
  before: string,
  after: string,
  options: { readonly locale?: string } = {},
): PolicyDiff {
  const vocabulary = createVocabulary(options.locale);
  // Of several ways to tell a change one is taken; which one must not depend on who asks.
  const isSwapped = before > after;
  const [x, y] = isSwapped ? parsePolicies(after, before) : parsePolicies(before, after);
  const toSide = sideReader(vocabulary);
  const sideX = toSide(x);
  const sideY = toSide(y);
  const matches = matchBlocks(sideX, sideY, vocabulary);
  const outcomes = pairOutcomes(sideX, sideY, matches, vocabulary, isSwapped);
  const { ofX, ofY } = matches;
  sideX.blocks.forEach((block, i) => {
    if (ofX[i] === -1) outcomes.push(loneOutcome(block, sideX.words[i]!, i, isSwapped ? 'added' : 'removed'));
  });
  sideY.blocks.forEach((block, j) => {
    if (ofY[j] === -1) outcomes.push(loneOutcome(block, sideY.words[j]!, j, isSwapped ? 'removed' : 'added'));
  });

  const [old, current] = isSwapped ? [sideY, sideX] : [sideX, sideY];
  const [oldFile, newFile] = isSwapped ? [y, x] : [x, y];
  const total = (count: (outcome: (typeof outcomes)[number]) => number) =>
    outcomes.reduce((sum, outcome) => sum + count(outcome), 0);
  const wordsAdded = total(({ added }) => added);
  const wordsRemoved = total(({ removed }) => removed);
  const wordsMoved = total(({ moved }) => moved);
  const { sections, ...repeats } = findRepeats(toSections(old.blocks, current.blocks, outcomes));
  const form = [
    ...(oldFile.lineEndings === newFile.lineEndings ? [] : (['line-endings'] as const)),
    ...(oldFile.byteOrderMark === newFile.byteOrderMark ? [] : (['byte-order-mark'] as const)),
  ];
  const links = definitionChanges(oldFile.references, newFile.references);
  return {
    wordsBefore: countWords(old),
    wordsAfter: countWords(current),
    wordsAdded,
    wordsRemoved,
    wordsMoved,
    formattingOnly: wordsAdded + wordsRemoved + wordsMoved === 0,
    sections,
    ...repeats,
    ...(form.length > 0 ? { form } : {}),
    ...(links.length > 0 ? { links } : {}),
  };
}

/** Reads the words of documents, of what is written alike only once: most of a text is in both versions. */
function sideReader(vocabulary: Vocabulary): (policy: ParsedPolicy) => Side {
  const numbers = new Map<string, number>();
  const distinct: { readonly source: string; words: Words | null }[] = [];
  return ({ blocks }) => {
    const sources = new Int32Array(blocks.length);
    const words = blocks.map(({ source, text, kind }, at) => {
      const number = numbers.get(source) ?? distinct.length;
      if (number === distinct.length) {
        numbers.set(source, number);
        distinct.push({ source, words: null });
      }
      sources[at] = number;
      // In front matter, brackets and commas are notation.
      if (kind === 'matter') return vocabulary.read(text, { punctuation: false });
      const known = distinct[number]!;
      // A source may read otherwise where other links are defined.
      if (known.words?.text !== text) known.words = vocabulary.read(text);
      return known.words!;
    });
    return { blocks, words, sources };
  };
}

function countWords({ words }: Side): number {
  return words.reduce((sum, { count }) => sum + count, 0);
}
