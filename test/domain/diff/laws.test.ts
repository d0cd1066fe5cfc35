import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffPolicies } from '../../../src/domain/diff/diff-policies.ts';
import { parsePolicies } from '../../../src/domain/diff/read/parse-policy.ts';
import { anyBlocks, anyRevision, anyScrawl, toText } from './documents.ts';
import { blocksOf, diffLawfully } from './laws.ts';

describe('for any two texts', () => {
  test('both sides can be rebuilt, words add up, and swapping the sides swaps what was added and removed', () => {
    fc.assert(
      fc.property(anyRevision, ({ before, after }) => void diffLawfully(before, after)),
      { numRuns: 400 },
    );
  });

  test('that holds where in the one text a heading governs what in the other stands at its top', () => {
    diffLawfully('## we\n\n> we we\n', '> we we\n\n# §\n\n## we\n');
  });

  test('that holds for texts that have nothing to do with each other', () => {
    fc.assert(
      fc.property(anyBlocks, anyBlocks, (a, b) => void diffLawfully(toText(a), toText(b))),
      { numRuns: 200 },
    );
  });

  test('that holds for scrawl', () => {
    fc.assert(
      fc.property(anyScrawl, anyScrawl, (a, b) => void diffLawfully(a, b)),
      { numRuns: 600 },
    );
    fc.assert(
      fc.property(anyScrawl, anyScrawl, anyScrawl, (a, b, c) => void diffLawfully(a + b + c, a + c)),
      { numRuns: 400 },
    );
  });

  test('nothing changed between a text and itself', () => {
    fc.assert(
      fc.property(fc.oneof(anyBlocks.map(toText), anyScrawl), (text) => {
        const diff = diffPolicies(text, text);
        expect(diff).toMatchObject({ wordsAdded: 0, wordsRemoved: 0, wordsMoved: 0, formattingOnly: true });
        expect(blocksOf(diff).every(({ status }) => status === 'same')).toBe(true);
      }),
    );
  });

  test('every word of the source is in what is compared', () => {
    fc.assert(
      fc.property(anyScrawl, (source) => {
        expect(missingWords(source)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});

test('an item that holds nothing but tags keeps its number', () => {
  expect(missingWords('1. <p>')).toEqual([]);
});

describe('one edit', () => {
  const fresh =
    'Entirely unrelated quince jelly recipes arrive on alternating Thursdays, weather permitting.';

  test('adding a paragraph changes no other block', () => {
    fc.assert(
      fc.property(anyBlocks, fc.nat(), (blocks, seed) => {
        const at = seed % (blocks.length + 1);
        const diff = diffPolicies(toText(blocks), toText(blocks.toSpliced(at, 0, fresh)));
        const statuses = blocksOf(diff).map(({ status }) => status);
        expect(statuses.filter((status) => status !== 'same')).toEqual(['added']);
        expect(diff.wordsRemoved + diff.wordsMoved).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  test('moving a paragraph adds and removes no word, and is told as moved', () => {
    fc.assert(
      fc.property(anyBlocks, fc.nat(), fc.nat(), (blocks, from, to) => {
        const before = blocks.toSpliced(from % (blocks.length + 1), 0, fresh);
        const after = blocks.toSpliced(to % (blocks.length + 1), 0, fresh);
        const diff = diffLawfully(toText(before), toText(after));
        expect(diff.wordsAdded + diff.wordsRemoved).toBe(0);
        expect(blocksOf(diff).every(({ status }) => status === 'same' || status === 'moved')).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

/** Words of a source that are neither in its text nor in what is known of its markup. */
function missingWords(source: string): string[] {
  const [{ blocks, references }] = parsePolicies(source, source);
  const kept = blocks.flatMap(({ text, marks, links, number }) => [
    text,
    ...marks.map(({ mark }) => mark),
    ...links.map(({ target }) => target),
    number ?? '',
  ]);
  const all = [...kept, ...[...references].flat()].join(' ').toLowerCase();
  const known = new Set(all.match(/[\p{L}\p{N}]+/gu));
  const written =
    source
      .replace(/<\/?[a-z]+/g, ' ')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return written.filter((word) => !known.has(word) && !all.includes(word));
}
