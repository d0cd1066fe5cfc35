import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TEXT_WIDTH, wrapText } from '../../src/delivery/wrap-text.ts';

describe('wrapping the text of a mail', () => {
  test('keeps lines within the width and indents each', () => {
    const lines = wrapText('word '.repeat(60), '  ').split('\n');
    expect(lines.length).toBeGreaterThan(3);
    for (const line of lines) {
      expect(line.length).toBeLessThanOrEqual(TEXT_WIDTH);
      expect(line).toMatch(/^ {2}\S/);
    }
  });

  test('never breaks a URL', () => {
    const url = `https://policies.example/review/${'a'.repeat(200)}#leave`;
    expect(wrapText(`Please see ${url} for more`).split('\n')).toContain(url);
  });

  test('breaks text without spaces between its characters, but never before a full stop', () => {
    const lines = wrapText('私たちはあなたのメモを保存します。'.repeat(8)).split('\n');
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines) {
      expect(line.length).toBeLessThanOrEqual(TEXT_WIDTH / 2);
      expect(line).not.toMatch(/^。/);
    }
  });

  test('keeps the lines and the blank lines that were there', () => {
    expect(wrapText('one\n\ntwo')).toBe('one\n\ntwo');
  });

  test('loses and adds nothing but white space', () => {
    const words = (text: string) => text.replaceAll(/\s+/g, '');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        expect(words(wrapText(text))).toBe(words(text));
      }),
    );
  });
});
