import { describe, expect, test } from 'vitest';
import { importDocument } from '../../src/imports/import-document.ts';
import { docxOf, outside, p, zipOf } from '../support/documents.ts';

const options = { acceptsTracked: false, longest: 1_000_000 };
const importing = (name: string, bytes: Uint8Array) => importDocument({ name, bytes }, options);
const text = (words: string) => new TextEncoder().encode(words);

describe('files that are made to harm end in a refusal that says why', () => {
  const part = '_rels/.rels';
  test.each<[string, Uint8Array, RegExp]>([
    ['macros', docxOf({ body: p('a'), others: { 'word/vbaProject.bin': 'x' } }), /macros/],
    [
      'an entity',
      docxOf({ body: p('&x;'), prolog: '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>' }),
      /declares types or entities/,
    ],
    ['an entity that nobody declared', docxOf({ body: p('&x;') }), /entity &x;/],
    [
      'a template from elsewhere',
      docxOf({ body: p('a'), relations: outside('attachedTemplate', 'https://evil.example/a.dotm') }),
      /fetches something/,
    ],
    [
      'a picture from elsewhere',
      docxOf({ body: p('a'), relations: outside('image', 'http://evil.example/a.png') }),
      /image: http:\/\/evil/,
    ],
    ['a password', zipOf({ [part]: 'x' }, { flags: 1 }), /password/],
    ['a document of an older Word', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0]), /before 2007/],
    ['an archive without a document', zipOf({ 'a.txt': 'a' }), /no text of a document/],
    ['an archive that is cut off', docxOf({ body: p('a') }).subarray(0, 200), /cut off/],
    ['what is called .docx and is none', text('words'), /is none/],
    ['XML that is cut off', docxOf({ body: '<w:p><w:r>' }), /well-formed/],
    ['elements without end', docxOf({ body: '<w:p>'.repeat(100_000) }), /nested deeper/],
  ])('%s', async (_, bytes, detail) => {
    await expect(importing('a.docx', bytes)).rejects.toMatchObject({
      code: 'unreadable-file',
      message: expect.stringMatching(detail),
    });
  });

  test('a file of another kind', async () => {
    await expect(importing('a.pdf', text('%PDF'))).rejects.toMatchObject({ code: 'unreadable-file' });
    await expect(importing('a.md', new Uint8Array([0x66, 0xff]))).rejects.toMatchObject({
      code: 'unreadable-file',
    });
    await expect(importing('a.md', text(' \n'))).rejects.toMatchObject({ code: 'unreadable-file' });
  });
});

describe('what unpacks to more than anybody needs', () => {
  test('is unpacked no further than there is room for', async () => {
    const bomb = docxOf({ body: p(' '.repeat(400 * 1024 * 1024)) });
    expect(bomb.length).toBeLessThan(1024 * 1024);
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    }, 1);
    await expect(importing('a.docx', bomb)).rejects.toMatchObject({ code: 'unreadable-file' });
    clearInterval(watch);
    expect(most).toBeLessThan(100 * 1024 * 1024);
  });

  test('is never unpacked where nobody looks, as pictures are not', async () => {
    const bytes = docxOf({
      body: p('Words.'),
      others: { 'word/media/a.png': new Uint8Array(200 * 1024 * 1024) },
    });
    expect((await importing('a.docx', bytes)).content).toBe('Words.\n');
  });

  test('is refused as too large where it has more words than a policy', async () => {
    const long = p('word '.repeat(300_000));
    await expect(importing('a.docx', docxOf({ body: long }))).rejects.toMatchObject({ code: 'too-large' });
    await expect(importing('a.html', text(`<p>${'word '.repeat(300_000)}</p>`))).rejects.toMatchObject({
      code: 'too-large',
    });
  });

  test.each([
    ['elements', '<b>'.repeat(1_500_000)],
    ['tables in tables', '<table><tr><td>'.repeat(100_000)],
    ['misplaced words', `<table>${'a<tr>'.repeat(500_000)}`],
    ['titles that never end', `<p>a</p>${'<title>'.repeat(700_000)}`],
  ])('a page of nothing but %s ends soon', async (_, source) => {
    const started = performance.now();
    await importing('a.html', text(source)).catch(({ code }) => expect(code).toBe('unreadable-file'));
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
