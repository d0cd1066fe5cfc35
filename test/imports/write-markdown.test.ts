import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wordsOfPolicy } from '../../src/imports/read-markdown.ts';
import { sameWords } from '../../src/imports/same-words.ts';
import type { Piece, TextBlock } from '../../src/imports/text-block.ts';
import { wordsOf } from '../../src/imports/text-block.ts';
import { writeMarkdown } from '../../src/imports/write-markdown.ts';
import { renderPolicyText } from '../../src/pages/policy-text/policy-text.ts';

const place = { depth: 0, quotes: 0 };
const paragraph = (...pieces: Piece[]): TextBlock => ({ kind: 'paragraph', ...place, pieces });
const item = (label: string | null, text: string, depth = 0): TextBlock => ({
  ...{ kind: 'item', depth, quotes: 0, label },
  pieces: [{ text }],
});

/** Words with all that could be markup, and what stands beside it in policies. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          '*',
          '**',
          '_',
          '`',
          '```',
          '~~',
          '~',
          '[',
          ']',
          '(',
          ')',
          '](',
          ']:',
          '![',
          '<b>',
          '</p>',
          '<',
          '>',
        ],
        ...[
          '&amp;',
          '&',
          '#',
          '# ',
          '## ',
          '- ',
          '+ ',
          '1. ',
          '2) ',
          '---',
          '===',
          '|',
          '| --- |',
          '\\',
          '\n',
        ],
        ...['{#a}', '{:.b}', '!', '[^1]', '[^1]: ', '(a) ', 'https://a.example/', '  ', '\t', ' ', '\u00a0'],
        ...[
          '§ 1',
          '「規約」',
          'ß',
          'العربية',
          '\u202e',
          'e\u0301',
          '²',
          '<!--',
          '-->',
          '<script>',
          '&#42;',
          ':',
        ],
      ),
      fc.string({ unit: 'grapheme', maxLength: 6 }),
      fc.constantFrom('word', 'Words', 'a', '7', ' and ', '.', ', '),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => parts.join('').toWellFormed());

const piece: fc.Arbitrary<Piece> = fc.record(
  {
    text,
    bold: fc.boolean(),
    italic: fc.boolean(),
    raised: fc.constantFrom('sup' as const, 'sub' as const),
    code: fc.boolean(),
    link: fc.constantFrom('https://a.example/x_(y)?a=1&copy=2', 'mailto:a@b.example'),
  },
  { requiredKeys: ['text'] },
);
const pieces = fc.array(piece, { minLength: 1, maxLength: 5 });
const depth = fc.integer({ min: 0, max: 10 });
const quotes = fc.integer({ min: 0, max: 2 });
const label = fc.option(fc.constantFrom('1.', '2.', '3)', '§ 4', '1.1', '(a)', 'IV.', 'a.', '第五条'));

const block: fc.Arbitrary<TextBlock> = fc.oneof(
  fc.record({ kind: fc.constant('paragraph' as const), depth, quotes, pieces }),
  fc.record({ kind: fc.constant('item' as const), depth, quotes, label, pieces }),
  fc.record({
    ...{ kind: fc.constant('heading' as const), depth, quotes, label, pieces },
    level: fc.integer({ min: 1, max: 6 }),
  }),
  fc.record({
    ...{ kind: fc.constant('table' as const), depth, quotes },
    rows: fc.array(fc.array(pieces, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant('note' as const),
    ...{ depth, quotes, pieces },
    number: fc.constantFrom(1, 2),
  }),
  fc.record({ kind: fc.constant('code' as const), depth, quotes, text }),
);

/** The words that blocks are to have, but for the numbers of those that are left out because they have none. */
function said(block: TextBlock): string {
  if (block.kind === 'code') return block.text;
  if (block.kind === 'table') return block.rows.flat().map(wordsOf).join(' ');
  const words = wordsOf(block.pieces);
  if (block.kind === 'note') return `[^${block.number}] ${words}`;
  if (block.kind === 'paragraph') return words;
  return `${block.label ?? ''} ${words}`;
}

describe('the law of the writer', () => {
  test('whatever is written reads with the same words, by the reader of policies', () => {
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 6 }), (blocks) => {
        const content = writeMarkdown(blocks);
        const expected = blocks.map(said).join('\n').replaceAll('\u202e', '⇄');
        expect(sameWords(expected, wordsOfPolicy(content)), content).toBeNull();
      }),
      { numRuns: Number(process.env.IMPORT_RUNS ?? 1500) },
    );
  });

  test('takes time that grows with the text, whatever signs it is made of', () => {
    for (const sign of ['*', '_', '[', ']', '`', '~', '#', '<', '&', '!', '\\', '\u00a0', '> ', '1. ', '|']) {
      const started = performance.now();
      writeMarkdown([paragraph({ text: sign.repeat(100_000) }), paragraph({ text: 'x', bold: true })]);
      expect(performance.now() - started, sign).toBeLessThan(2_000);
    }
  });
});

describe('what is written', () => {
  test('is one list where numbers go up, and has the number among its words where they do not', () => {
    expect(
      writeMarkdown([item('3.', 'c'), item('4.', 'd'), item('4.', 'd again'), item('(a)', 'e', 1)]),
    ).toBe('3. c\n4. d\n\n- 4\\. d again\n  - (a) e\n');
  });

  test('shows no sign of markup on the page, and none of its words is missing there', () => {
    const content = writeMarkdown([
      { kind: 'heading', ...place, level: 2, label: '§ 1', pieces: [{ text: 'Scope' }] },
      paragraph({ text: '*Stars* and 「' }, { text: '規約」', bold: true }, { text: 'とは' }),
      item('(a)', 'first'),
      { kind: 'table', ...place, rows: [[[{ text: 'Data | basis' }]], [[{ text: 'a\nb' }]]] },
      { kind: 'note', ...place, number: 1, pieces: [{ text: 'A note.' }] },
    ]);
    const { html } = renderPolicyText(content, { locale: 'en' });
    const shown = html.replace(/<[^>]*>/g, '');
    expect(html).toContain('<strong>規約」</strong>とは');
    expect(html).toContain('<td>a<br>b</td>');
    for (const words of ['§ 1 Scope', '*Stars* and 「', '(a) first', 'Data | basis', '[^1] A note.']) {
      expect(shown).toContain(words);
    }
    expect(shown).not.toContain('\\');
  });

  test('is Markdown to its readers even where nothing but an escaped sign shows it', () => {
    for (const text of ['1. By hand', '# Not a heading', '- A dash', 'a * b * c']) {
      expect(wordsOfPolicy(writeMarkdown([paragraph({ text })]))).toBe(text);
    }
  });
});
