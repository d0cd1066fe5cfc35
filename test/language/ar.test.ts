import { describe, expect, test } from 'vitest';
import { ar } from '../../src/language/ar.ts';

/** What is written by others, and may run from left to right. */
const FOREIGN = ['title', 'company', 'host', 'heading', 'was', 'text', 'before', 'after', 'audience', 'zone'];

/** What is written in Arabic before it is put into a sentence. */
const WRITTEN: Readonly<Record<string, string>> = {
  period: 'شهران',
  when: 'فورًا',
  first: 'فورًا',
  second: 'فورًا',
  ways: 'في حسابك',
  way: 'في حسابك',
  offers: 'الرفض',
};

const facts = new Proxy(
  {},
  {
    get: (_, name) => {
      if (name === 'basis') return 'deemed';
      return FOREIGN.includes(String(name)) ? `Latin ${String(name)}` : (WRITTEN[String(name)] ?? 12);
    },
  },
);

function sentencesOf(value: unknown, path: string): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return sentencesOf(value(facts), path);
  return Object.entries(value as object).flatMap(([key, child]) =>
    sentencesOf(child, path === '' ? key : `${path}.${key}`),
  );
}

describe('what we say in Arabic', () => {
  const { direction: _, diff, ...ours } = ar;
  const { language: __, colon: ___, comma: ____, quoted: _____, ...diffWords } = diff;
  const sentences = sentencesOf({ ...ours, diff: diffWords }, '');

  test('keeps names, titles and addresses from reordering the words around them', () => {
    for (const [path, sentence] of sentences) {
      expect(sentence.replaceAll(/\u2068[^\u2068\u2069]*\u2069/g, ''), path).not.toMatch(
        /\p{Script=Latin}|[\u2066-\u2069]/u,
      );
    }
  });

  test('begins with a word of its own, by which programs tell its direction', () => {
    for (const [path, sentence] of sentences) {
      expect(sentence, path).toMatch(/^[^\p{L}]*\p{Script=Arabic}/u);
    }
  });

  test.each([
    [1, 'فقرة واحدة دون تغيير'],
    [2, 'فقرتان دون تغيير'],
    [3, '3 فقرات دون تغيير'],
    [10, '10 فقرات دون تغيير'],
    [11, '11 فقرة دون تغيير'],
    [100, '100 فقرة دون تغيير'],
    [1204, '1,204 فقرات دون تغيير'],
  ])('counts %i the Arabic way, in the digits of its dates', (count, words) => {
    expect(ar.diff.unchanged({ count })).toBe(words);
  });

  test.each([
    ['يومان', 'بعد يومين من نشره'],
    ['سنتان وشهران', 'بعد سنتين وشهرين من نشره'],
    ['11 يومًا', 'بعد 11 يومًا من نشره'],
    ['3 ثوانٍ', 'بعد 3 ثوانٍ من نشره'],
  ])('puts %s into the genitive after a preposition', (period, words) => {
    expect(ar.rules.when.moments.posting.after({ period })).toBe(words);
  });
});
