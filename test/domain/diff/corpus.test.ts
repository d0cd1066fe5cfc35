import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { diffPolicies } from '../../../src/domain/diff/diff-policies.ts';
import { parsePolicies } from '../../../src/domain/diff/read/parse-policy.ts';
import { CORPUS, corpusSteps } from './corpus.ts';
import { blocksOf, changesOf, diffLawfully } from './laws.ts';

const steps = corpusSteps();
if (steps.length === 0) console.warn(`Skipped the real histories: there is no folder ${CORPUS}.`);

describe.skipIf(steps.length === 0)('real histories', () => {
  test.each(steps)('$name keeps the laws', ({ before, after, locale, sameWords }) => {
    const diff = diffLawfully(before, after, locale);
    if (sameWords) expect(changesOf(diff).filter((change) => !change.startsWith('='))).toEqual([]);
    expect(diffPolicies(after, after, { locale }).formattingOnly).toBe(true);
  });

  test('no word of a source is lost', () => {
    for (const { name, after } of steps) {
      const [{ blocks, references }] = parsePolicies(after, after);
      const kept = blocks.flatMap(({ text, marks, links, number }) => [
        ...[text, number ?? ''],
        ...marks.map(({ mark }) => mark),
        ...links.map(({ target }) => target),
      ]);
      const all = [...kept, ...[...references].flat()].join('\n');
      const known = new Set(all.match(/[\p{L}\p{N}]+/gu));
      const written =
        after.replace(/<\/?[a-z][a-z0-9]*|href=|&[a-z]+;/gi, ' ').match(/[\p{L}\p{N}]+/gu) ?? [];
      expect([name, written.filter((word) => !known.has(word) && !all.includes(word))]).toEqual([name, []]);
    }
  });

  const step = (name: string) => steps.find((one) => one.name === name)!;
  const diffOf = (name: string) => diffPolicies(step(name).before, step(name).after, step(name));

  test('a section that moved is told as moved, and the numbers that shift in one remark', () => {
    const diff = diffOf('github-aup-2021-section-moved 2 to 3');
    const moved = diff.sections.filter(({ status }) => status === 'moved');
    expect(moved.map(({ heading }) => heading)).toEqual(['9. Spam and Inauthentic Activity on GitHub']);
    expect(diff.renumbered).toHaveLength(6);
    expect(
      blocksOf(diff).filter(({ status, only }) => status !== 'same' && status !== 'moved' && !only),
    ).toEqual([]);
  });

  test('rows that came into a table are told, and the others are not', () => {
    const diff = diffOf('github-subprocessors-2024 3 to 4');
    expect(
      blocksOf(diff)
        .filter(({ status }) => status !== 'same')
        .map(({ status, kind }) => [status, kind]),
    ).toEqual(Array.from({ length: 7 }, () => ['added', 'row']));
  });

  test('new line endings are not new words', () => {
    expect(diffOf('mozilla-firefox-privacy-de-2023 2 to 3')).toMatchObject({
      formattingOnly: true,
      form: ['line-endings', 'byte-order-mark'],
    });
  });

  test('plain text falls into sections by its lines', () => {
    const text = readFileSync(join(CORPUS, 'seeds/cloudinary-privacy-2017.txt'), 'utf8');
    const headings = diffPolicies('', text).sections.map(({ heading }) => heading);
    expect(headings).toContain('The Cloudinary Privacy Policy');
    expect(headings).toContain('Data retention');
    expect(headings.length).toBeGreaterThan(30);
  });
});
