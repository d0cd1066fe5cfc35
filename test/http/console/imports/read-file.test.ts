import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FileLine } from '../../../../src/domain/people/user-import.ts';
import { readImportFile } from '../../../../src/http/console/imports/read-file.ts';

/** Reads a file that comes in parts of some size. */
async function read(filename: string, file: string | Uint8Array, size = 7) {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file;
  async function* parts() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const lines: FileLine[] = [];
  const reader = readImportFile(filename, parts());
  for (;;) {
    const { value, done } = await reader.next();
    if (done) return { ...value, lines };
    lines.push(...value);
  }
}

/** A text as UTF-16, in one order of bytes or the other. */
function utf16(text: string, isLittle: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), isLittle);
  return new Uint8Array(view.buffer);
}

const ZOE = [2, ['zoe', 'zoë@mail.example']] as const;

describe('a sheet is read', () => {
  test.each([
    ['commas', 'id,email\nzoe,zoë@mail.example\n'],
    ['semicolons, as Excel writes them in half of Europe', 'id;email\r\nzoe;zoë@mail.example\r\n'],
    ['tabs', 'id\temail\nzoe\tzoë@mail.example'],
    ['lines that end as they did on old Macs', 'id,email\rzoe,zoë@mail.example\r'],
    ['a mark that it is UTF-8', '\ufeffid,email\nzoe,zoë@mail.example\n'],
    ['quotes that are not needed', '"id","email"\n"zoe","zoë@mail.example"\n'],
  ])('with %s', async (_, file) => {
    const { lines, heading, encoding } = await read('people.csv', file);
    expect({ lines, heading, encoding }).toEqual({
      lines: [ZOE],
      heading: ['id', 'email'],
      encoding: 'utf-8',
    });
  });

  test.each([
    ['utf-16le', new Uint8Array([0xff, 0xfe, ...utf16('id\temail\r\nzoe\tzoë@mail.example\r\n', true)])],
    ['utf-16be', new Uint8Array([0xfe, 0xff, ...utf16('id\temail\r\nzoe\tzoë@mail.example\r\n', false)])],
    ['utf-16le', utf16('id\temail\nzoe\tzoë@mail.example\n', true)],
    ['windows-1252', Uint8Array.from('id;email\nzoe;zo\xeb@mail.example\n', (char) => char.charCodeAt(0))],
  ])('written in %s', async (encoding, file) => {
    const found = await read('people.csv', file, 5);
    expect([found.encoding, found.lines]).toEqual([encoding, [ZOE]]);
  });

  test('by what its first line says stands between cells, which is no line of people', async () => {
    const { heading, lines } = await read('people.csv', 'sep=|\nid|email\na;b|c,d\n');
    expect([heading, lines]).toEqual([['id', 'email'], [[3, ['a;b', 'c,d']]]]);
  });

  test('with lines numbered as a spreadsheet shows them: empty ones count, and what is quoted may have several', async () => {
    const { lines } = await read('p.csv', 'id,name\n\na,"one\ntwo, ""three"""\n,\n  ,\nb,four\n');
    expect(lines).toEqual([
      [3, ['a', 'one\ntwo, "three"']],
      [6, ['b', 'four']],
    ]);
  });

  test('with a quote that never ends losing its own line alone', async () => {
    const rest = Array.from({ length: 4000 }, (_, i) => `u${i},n${i}`).join('\n');
    const { lines } = await read('p.csv', `id,name\na,one\nb,"two\n${rest}\n`, 4096);
    expect(lines.slice(0, 3)).toEqual([
      [2, ['a', 'one']],
      [3, null],
      [4, ['u0', 'n0']],
    ]);
    expect(lines.at(-1)).toEqual([4003, ['u3999', 'n3999']]);
    expect((await read('p.csv', 'id,name\na,one\nb,"two\nc,three')).lines).toEqual([
      [2, ['a', 'one']],
      [3, null],
      [4, ['c', 'three']],
    ]);
  });

  test('to the same whatever parts it comes in, and whatever stands in its cells', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'ö', '😀', '"', ',', ';', '\n', ' '), maxLength: 6 });
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 40 }), async (said, size) => {
        const kept = said.filter((cells) => cells.some((one) => one.trim() !== ''));
        fc.pre(kept.length > 0);
        const file = ['id,name', ...said.map((cells) => cells.map(quoted).join(','))].join('\n');
        const { lines } = await read('p.csv', file, size);
        expect(lines.map(([, cells]) => cells)).toEqual(kept);
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    ['an Excel workbook', new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 6, 0]), 'This is an Excel workbook'],
    ['what is no text', new Uint8Array([105, 100, 44, 0, 1, 2, 3, 10]), 'This file is no text'],
    ['nothing', '', 'Nobody stands in this file'],
    ['a heading alone', 'id,email\n', 'Nobody stands in this file'],
    ['one column', 'email\na@mail.example\n', 'The first line has one column alone'],
  ])('but refused where it is %s', async (_, file, said) => {
    await expect(read('people.csv', file)).rejects.toThrow(said);
  });
});

test('lines of JSON are read one by one, and one that is too long is lost alone', async () => {
  const long = JSON.stringify({ user: 'x'.repeat(70_000) });
  const { format, lines } = await read('p.ndjson', `{"user":"a"}\n\n${long}\n{"user":"b"}`, 9000);
  expect(format).toBe('json');
  expect(lines).toEqual([
    [1, '{"user":"a"}'],
    [3, null],
    [4, '{"user":"b"}'],
  ]);
});
