import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { markdownBlocks } from '../../../../src/domain/diff/read/markdown-blocks.ts';
import { plainList } from '../../../../src/domain/diff/read/plain-list.ts';
import { CORPUS, corpusSteps } from '../corpus.ts';

const indent = fc.nat({ max: 14 });
const bullet = fc.constantFrom('- ', '- ', '- ', '* ', '+ ', '-  ', '*   ', '-    ');
const strangeBullet = fc.constantFrom('-', '-\t', '- \t', '-     ', '1. ', '2) ', '- - ', '> - ', '- > ', '');
const words = fc
  .array(
    fc.constantFrom(
      ...[
        'we',
        'keep',
        '30',
        'days.',
        '**it**',
        '_so_',
        '[link](x)',
        '[a]',
        '(b)',
        '`code`',
        '<b>',
        '|',
        'ä文',
      ],
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((list) => list.join(' '));
const strangeText = fc.constantFrom(
  ...[
    '# heading',
    '> quote',
    '[a]: b',
    '[a',
    'b]: c',
    '[]: d',
    '1. one',
    '30.',
    '7',
    '---',
    '- - -',
    '***',
    '* * *',
    '_ _ _',
  ],
  ...[
    '===',
    '```',
    '~~~',
    '<p>',
    '<!-- x -->',
    '| a | b |',
    '|---|---|',
    'a | b',
    '--|--',
    '*',
    '*a',
    '__',
    '',
    '    code',
  ],
  ...[
    'end ',
    'end \t',
    'end\u00a0',
    'end\f',
    '\u00a0start',
    '\\- no',
    '&amp;',
    '\ud83d',
    'Setext',
    '-',
    '=',
    ':--',
  ],
);

const strangeLine = fc
  .tuple(fc.oneof(bullet, strangeBullet), fc.oneof(words, strangeText))
  .map(([mark, text]) => mark + text);
const item = fc.tuple(bullet, words).map(([mark, text]) => mark + text);
const anyIndent = fc.oneof(
  indent.map((spaces) => ' '.repeat(spaces)),
  fc.constantFrom('\t', ' \t', '  \t'),
);
const blank = fc.constantFrom('', '', '  ', '\t', '      ');

/** Lines that are indented a little more or less than those above them, some of them strange. */
const lists = (strange: number) =>
  fc
    .array(
      fc.tuple(
        fc.oneof(
          { weight: 8, arbitrary: fc.constantFrom(0, 0, 2, 2, 2, 3, 4, -2, -4) },
          { weight: 1, arbitrary: fc.integer({ min: -9, max: 6 }) },
        ),
        fc.oneof(
          { weight: 24, arbitrary: item },
          { weight: 1, arbitrary: blank },
          { weight: strange, arbitrary: strangeLine },
          {
            weight: strange,
            arbitrary: fc.tuple(anyIndent, strangeLine).map(([space, line]) => space + line),
          },
        ),
      ),
      { maxLength: 14 },
    )
    .map((lines) => {
      let depth = 0;
      const indented = lines.map(([more, line], at) => {
        depth = at === 0 ? 0 : Math.max(0, depth + more);
        return ' '.repeat(depth) + line;
      });
      return indented.join('\n');
    });

describe('a list read without the parser', () => {
  test('is what the parser reads, wherever it is read at all', () => {
    let read = 0;
    const readsAlike = (source: string) => {
      const blocks = plainList(source);
      if (blocks === null) return;
      if (blocks.length > 1) read++;
      expect({ blocks, references: new Map() }).toEqual(markdownBlocks(source));
    };
    for (const strange of [0, 1, 8]) fc.assert(fc.property(lists(strange), readsAlike), { numRuns: 2000 });
    const lineAmongItems = fc.tuple(anyIndent, item, anyIndent, strangeLine, anyIndent, item);
    fc.assert(
      fc.property(item, lineAmongItems, (first, [a, b, c, d, e, f]) =>
        readsAlike([first, a + b, c + d, e + f].join('\n')),
      ),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(bullet, strangeText, (mark, text) => readsAlike(mark + text)),
      { numRuns: 500 },
    );
    expect(read).toBeGreaterThan(1000);
  });

  test('is read so far as the parser follows its nesting', () => {
    const nested = (depth: number) =>
      Array.from({ length: depth }, (_, at) => `${'  '.repeat(at)}- text`).join('\n');
    expect(plainList(nested(9))).toEqual(markdownBlocks(nested(9)).blocks);
    expect(plainList(nested(9))).toHaveLength(9);
    expect(plainList(nested(10))).toBeNull();
  });
});

describe.skipIf(corpusSteps().length === 0)('lists of real policies', () => {
  test('are what the parser reads', () => {
    let read = 0;
    const files = readdirSync(CORPUS, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(md|txt|html)$/.test(name),
    );
    for (const file of files) {
      const text = readFileSync(join(CORPUS, file), 'utf8').replace(/\r\n?/g, '\n');
      for (const part of text.split(/\n[ \t]*\n/)) {
        const blocks = plainList(part);
        if (blocks === null || blocks.length === 0) continue;
        read++;
        expect({ blocks, references: new Map() }).toEqual(markdownBlocks(part));
      }
    }
    expect(read).toBeGreaterThan(20);
  });
});
