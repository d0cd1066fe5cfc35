import { definitionChanges } from './form.ts';
import { matchBlocks, type Side } from './match-blocks.ts';
import { loneOutcome, pairOutcomes } from './outcomes.ts';
import { type ParsedPolicy, parsePolicies } from './parse-policy.ts';
import { findRepeats } from './repeats.ts';
import { toSections } from './sections.ts';
import type { PolicyDiff } from './types.ts';
import { createVocabulary, type Vocabulary } from './words.ts';

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
  const sideX = toSide(x, vocabulary);
  const sideY = toSide(y, vocabulary);
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

function toSide({ blocks }: ParsedPolicy, vocabulary: Vocabulary): Side {
  return {
    blocks,
    // In front matter, brackets and commas are notation.
    words: blocks.map(({ text, kind }) => vocabulary.read(text, { punctuation: kind !== 'matter' })),
  };
}

function countWords({ words }: Side): number {
  return words.reduce((sum, { count }) => sum + count, 0);
}
