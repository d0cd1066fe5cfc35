import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { structureDoubts } from '../../../src/domain/diff/compare-structure.ts';

const EN = `# Privacy

## 1. Logs

We keep:

1. addresses
2. pages

## 2. Partners

| Who | Where |
|---|---|
| Acme | Ireland |
`;
const DE = `# Datenschutz

## 1. Protokolle

Wir bewahren auf:

1. Adressen
2. Seiten

## 2. Partner

| Wer | Wo |
|---|---|
| Acme | Irland |
`;
const JA = EN.replace('## 1. Logs', '## 第1条 記録').replace('## 2. Partners', '## 第2条 提携先');

const doubtsOf = (content: string, locale = 'de') =>
  structureDoubts({ locale: 'en', content: EN }, { locale, content });

describe('a translation that is built as what prevails', () => {
  test.each([
    ['German', DE, 'de'],
    ['Japanese, with numbers of its own', JA, 'ja'],
  ])('raises no doubt: %s', (_, content, locale) => {
    expect(doubtsOf(content, locale)).toEqual([]);
  });

  test('raises none whatever its words are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-zäß]{1,12}$/), { minLength: 40, maxLength: 40 }),
        (words) => {
          let at = 0;
          const content = EN.replaceAll(/[A-Za-z]{3,}/g, () => words[at++ % words.length] ?? '');
          expect(doubtsOf(content)).toEqual([]);
        },
      ),
    );
  });
});

describe('a translation that may say something else is named with the place', () => {
  test.each([
    [
      'a numbered item that is missing',
      DE.replace('2. Seiten\n', ''),
      '“1. Protokolle” in de has 1 numbered item, and “1. Logs” in en has 2.',
    ],
    [
      'a row too many',
      `${DE}| Bolt | Polen |\n`,
      '“2. Partner” in de has 3 rows of tables, and “2. Partners” in en has 2.',
    ],
    [
      'a clause of another number',
      DE.replace('## 2. Partner', '## 3. Partner'),
      '“3. Partner” in de has another number than “2. Partners” in en.',
    ],
    [
      'a section that is missing',
      DE.slice(0, DE.indexOf('## 2.')),
      'de has 2 headings, and en has 3 headings: where en has “2. Partners”, de has nothing.',
    ],
    [
      'a section that stands deeper',
      DE.replace('## 2.', '### 2.'),
      'de has 3 headings, and en has 3 headings: where en has “2. Partners”, de has “2. Partner”.',
    ],
  ])('%s', (_, content, doubt) => {
    expect(doubtsOf(content)).toEqual([doubt]);
  });

  test('the first few places of many, and how many more there are', () => {
    const section = (name: string, items: number) => `## ${name}\n\n${'- x\n'.repeat(items)}\n`;
    const many = (items: number) => Array.from({ length: 9 }, (_, i) => section(`S${i}`, items)).join('');
    const doubts = structureDoubts({ locale: 'en', content: many(2) }, { locale: 'de', content: many(3) });
    expect(doubts).toHaveLength(6);
    expect(doubts.at(-1)).toBe('de is built otherwise than en in 4 more places.');
  });
});
