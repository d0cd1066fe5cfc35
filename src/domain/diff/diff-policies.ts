import { withGovernors } from './governance.ts';
import { matchBlocks } from './match/match-blocks.ts';
import type { Side } from './match/side.ts';
import { treeOf } from './match/tree.ts';
import { blockOutcomes, type Outcome } from './outcomes.ts';
import { isHidden } from './read/block.ts';
import { type ParsedPolicy, parsePolicies } from './read/parse-policy.ts';
import { governorsOf } from './read/structure.ts';
import { findRenumberings } from './renumberings.ts';
import { findReplacements } from './replacements.ts';
import { toSections } from './sections.ts';
import type { PolicyDiff } from './types.ts';
import { createVocabulary, type Vocabulary, type Words } from './words/words.ts';

/** Which edition of the diff this is: another one when the same texts would give another answer. */
export const DIFF_EDITION = 3;

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
  const outcomes = blockOutcomes(sideX, sideY, matches, vocabulary, isSwapped);

  const [old, current] = isSwapped ? [sideY, sideX] : [sideX, sideY];
  const [oldFile, newFile] = isSwapped ? [y, x] : [x, y];
  const { ofX, ofY } = matches;
  const pairing = isSwapped ? { newOf: ofY, oldOf: ofX } : { newOf: ofX, oldOf: ofY };
  const renumberings = findRenumberings(outcomes, old, current, pairing);
  const numbered = outcomes.map((outcome) =>
    renumberings.has(outcome.block)
      ? { ...outcome, block: { ...outcome.block, only: 'renumbering' as const } }
      : outcome,
  );
  const governed = withGovernors(numbered, old, current, pairing, vocabulary);
  const sections = toSections(old.blocks, current.blocks, governed);
  const wordings = { old: old.words, current: current.words };
  const { replacements, only } = findReplacements(sections, wordings, vocabulary, options.locale);
  const seen = governed.filter(({ block }) => !isHidden(block));
  const total = (count: (outcome: Outcome) => number) => seen.reduce((sum, one) => sum + count(one), 0);
  const wordsAdded = total(({ added }) => added);
  const wordsRemoved = total(({ removed }) => removed);
  const wordsMoved = total(({ moved, sentences }) => moved + sentences);
  const form = [
    ...(oldFile.lineEndings === newFile.lineEndings ? [] : (['line-endings'] as const)),
    ...(oldFile.byteOrderMark === newFile.byteOrderMark ? [] : (['byte-order-mark'] as const)),
  ];
  return {
    wordsBefore: countWords(old),
    wordsAfter: countWords(current),
    wordsAdded,
    wordsRemoved,
    wordsMoved,
    formattingOnly: wordsAdded + wordsRemoved + wordsMoved === 0,
    sections: sections.map((section) => ({
      ...section,
      blocks: section.blocks.map((block) =>
        only.has(block) ? { ...block, only: 'replacement' as const } : block,
      ),
    })),
    ...(renumberings.size > 0 ? { renumbered: [...renumberings.values()] } : {}),
    ...(replacements.length > 0 ? { replacements } : {}),
    ...(form.length > 0 ? { form } : {}),
  };
}

/** Reads the words of documents, of what is written alike only once: most of a text is in both versions. */
function sideReader(vocabulary: Vocabulary): (policy: ParsedPolicy) => Side {
  // Where both texts have a whole section, they share its sources, so that each is hashed once.
  const numbers = new Map<string, number>();
  const distinct: { words: Words | null }[] = [];
  return ({ blocks }) => {
    const sources = new Int32Array(blocks.length);
    const words = blocks.map(({ source, text, kind }, at) => {
      const number = numbers.get(source) ?? distinct.length;
      if (number === distinct.length) {
        numbers.set(source, number);
        distinct.push({ words: null });
      }
      sources[at] = number;
      // In front matter, brackets and commas are notation.
      if (kind === 'matter') return vocabulary.read(text, { punctuation: false });
      const known = distinct[number]!;
      // A source may read otherwise where other links are defined.
      if (known.words?.text !== text) known.words = vocabulary.read(text);
      return known.words!;
    });
    const governors = governorsOf(blocks);
    return { blocks, words, sources, governors, tree: treeOf(governors, words) };
  };
}

/** The words that readers see. */
function countWords({ blocks, words }: Side): number {
  return words.reduce((sum, { count }, at) => (isHidden(blocks[at]!) ? sum : sum + count), 0);
}
