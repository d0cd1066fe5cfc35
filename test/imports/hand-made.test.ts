import { describe, expect, test } from 'vitest';
import { importDocument } from '../../src/imports/import-document.ts';
import { docxOf, type HandMade, outside, p, r } from '../support/documents.ts';

async function imported(parts: HandMade, acceptsTracked = true) {
  const file = { name: 'terms.docx', bytes: docxOf(parts) };
  return importDocument(file, { acceptsTracked, longest: 1_000_000 });
}

const contentOf = async (parts: HandMade) => (await imported(parts)).content;
const kindsOf = async (parts: HandMade) => (await imported(parts)).warnings.map(({ kind }) => kind);

const list = (levels: readonly string[], num = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') =>
  `<w:abstractNum w:abstractNumId="0">${levels.map((one, at) => `<w:lvl w:ilvl="${at}">${one}</w:lvl>`).join('')}</w:abstractNum>${num}`;
const level = (format: string, text: string, more = '') =>
  `<w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/>${more}`;
const inList = (at: number, num = 1) => `<w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="${num}"/></w:numPr>`;

describe('lists are counted as a word processor counts them', () => {
  test.each([
    ['lowerLetter', 'aa)', 27, '%1)'],
    ['upperRoman', 'IV.', 4, '%1.'],
    ['decimalZero', '07', 7, '%1'],
    ['japaneseCounting', '第十二条', 12, '第%1条'],
    ['chineseCounting', '第一百零五条', 105, '第%1条'],
    ['chineseCounting', '第二十条', 20, '第%1条'],
    ['decimalEnclosedCircle', '③', 3, '%1'],
    ['ordinal', '22nd', 22, '%1'],
    ['russianLower', 'б)', 2, '%1)'],
  ])('in the format %s it writes %s', async (format, label, number, text) => {
    const start = `<w:start w:val="${number}"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/>`;
    const content = await contentOf({ body: p('words', inList(0)), numbering: list([start]) });
    expect(content).toBe(`- ${label} words\n`);
  });

  test('a format that is not known is written in figures, and that is told', async () => {
    const { content, warnings } = await imported({
      body: p('words', inList(0)),
      numbering: list([level('hebrew1', '%1)')]),
    });
    expect(content).toBe('1) words\n');
    expect(warnings).toMatchObject([{ kind: 'numbering' }]);
  });

  test('by a style, with legal figures below Roman ones, and one level that never begins anew', async () => {
    const numbering = list([
      level('upperRoman', 'Article %1', '<w:pStyle w:val="Art"/>'),
      level('decimal', 'Section %1.%2', '<w:isLgl/>'),
      level('lowerLetter', '(%3)', '<w:lvlRestart w:val="0"/>'),
    ]);
    const styles =
      '<w:style w:type="paragraph" w:styleId="Base"><w:name w:val="heading 2"/></w:style>' +
      '<w:style w:type="paragraph" w:styleId="Art"><w:basedOn w:val="Base"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>';
    const content = await contentOf({
      numbering,
      styles,
      body: [
        p('Scope', '<w:pStyle w:val="Art"/>'),
        p('first', inList(1)),
        p('of all', inList(2)),
        p('Price', '<w:pStyle w:val="Art"/>'),
        p('second', inList(1)),
        p('of none', inList(2)),
      ].join(''),
    });
    expect(content).toBe(
      '## Article I Scope\n\n- Section 1.1 first\n  - (a) of all\n\n## Article II Price\n\n- Section 2.1 second\n  - (b) of none\n',
    );
  });

  test('another list of the same kind counts on, unless it says where it begins', async () => {
    const num = (id: number, more = '') =>
      `<w:num w:numId="${id}"><w:abstractNumId w:val="0"/>${more}</w:num>`;
    const anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>';
    const numbering = list([level('decimal', '§ %1')], num(1) + num(2) + num(3, anew));
    const body = p('a', inList(0)) + p('b', inList(0, 2)) + p('c', inList(0, 3)) + p('d', inList(0, 3));
    expect(await contentOf({ body, numbering })).toBe('- § 1 a\n- § 2 b\n- § 1 c\n- § 2 d\n');
  });
});

describe('tracked changes, taken as accepted', () => {
  const who = 'w:id="1" w:author="Ben" w:date="2026-05-04T00:00:00Z"';

  test('moves, deleted ends of paragraphs, rows and what they number', async () => {
    const gone = `<w:rPr><w:del ${who}/></w:rPr>`;
    const { content, warnings } = await imported({
      numbering: list([level('decimal', '%1.')]),
      body: [
        p('one', inList(0)),
        `<w:p><w:pPr>${inList(0)}${gone}</w:pPr><w:del ${who}><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>`,
        p('two', inList(0)),
        `<w:p><w:moveFrom ${who}>${r('moved')}</w:moveFrom>${r('Stays. ')}<w:moveTo ${who}>${r('moved')}</w:moveTo></w:p>`,
        `<w:tbl><w:tr><w:tc>${p('kept')}</w:tc></w:tr><w:tr><w:trPr><w:del ${who}/></w:trPr><w:tc>${p('lost')}</w:tc></w:tr></w:tbl>`,
      ].join(''),
    });
    expect(content).toBe('1. one\n2. two\n\nStays. moved\n\n| kept |\n| --- |\n');
    expect(warnings.map(({ detail }) => detail)).toEqual([
      'Deleted by Ben on 2026-05-04: the end of a paragraph.',
      'Deleted by Ben on 2026-05-04: "gone".',
      'Moved away from here by Ben on 2026-05-04: "moved".',
      'Moved to here by Ben on 2026-05-04: "moved".',
      'Deleted by Ben on 2026-05-04: a row of a table.',
    ]);
  });

  test('a change of how words are set does not hold up anybody, and is told', async () => {
    const body = `<w:p><w:r><w:rPr><w:b/><w:rPrChange ${who}/></w:rPr><w:t>bold</w:t></w:r></w:p>`;
    const { content, warnings } = await imported({ body }, false);
    expect(content).toBe('**bold**\n');
    expect(warnings.map(({ kind }) => kind)).toEqual(['formatting']);
  });
});

describe('what is not words', () => {
  const field = (instruction: string, result: string) =>
    `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>${instruction}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${result}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;

  test('a field is what it last came to, a link in a field is a link, and a table of contents is left out', async () => {
    const { content, warnings } = await imported({
      body: [
        `<w:p>${field('TOC \\o "1-3"', r('Scope 1'))}</w:p>`,
        `<w:p>${r('See section ')}${field(' REF _Ref1 ', r('4.2'))}${r(' and ')}${field('HYPERLINK "https://a.example/"', r('there'))}</w:p>`,
        `<w:p><w:fldSimple w:instr="DATE">${r('4 May')}</w:fldSimple></w:p>`,
      ].join(''),
    });
    expect(content).toBe('See section 4.2 and [there](https://a.example/)\n\n4 May\n');
    expect(warnings.map(({ kind }) => kind)).toEqual(['contents', 'field', 'field']);
    expect(warnings[1]).toEqual({
      kind: 'field',
      detail: 'A field (REF) is text from here on, as it was last worked out.',
      near: 'See section 4.2 and there 4 May',
    });
  });

  test('text boxes, hidden words, signs of fonts, formulas, objects and links within the file are told', async () => {
    const box = `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>${p('Boxed words')}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>${p('Boxed words')}</w:pict></mc:Fallback></mc:AlternateContent></w:r>`;
    const { content, warnings } = await imported({
      body: `<w:p>${r('Before. ')}${box}${r('secret ', '<w:vanish/>')}${r('After. ')}<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r><w:r><w:object/></w:r><w:hyperlink w:anchor="x">${r('above')}</w:hyperlink> <m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></w:p>`,
    });
    expect(content).toBe('Before. After. abovex=1\n');
    expect(warnings.map(({ kind }) => kind)).toEqual([
      ...['text-box', 'hidden', 'symbol', 'embedded', 'link', 'equation'],
    ]);
    expect(warnings[0]?.detail).toContain('"Boxed words"');
  });

  test('words set in capitals are in capitals, and those crossed out by hand stay so and are told', async () => {
    const body = `<w:p>${r('no liability', '<w:caps/>')}${r(' whatsoever', '<w:strike/>')}</w:p>`;
    expect(await imported({ body })).toMatchObject({
      content: 'NO LIABILITY ~~whatsoever~~\n',
      warnings: [{ kind: 'struck' }],
    });
  });

  test('a template on the disk of whoever wrote the file is no reason to refuse it', async () => {
    const relations = outside('attachedTemplate', 'file:///C:\\Users\\ann\\Letter.dotx');
    expect(await kindsOf({ body: p('Words.'), relations })).toEqual(['template']);
  });
});

test('words in places that nobody thought of are missed by the second count, and told', async () => {
  const { warnings } = await imported({
    body: `${p('Words.')}<w:unheardOf>${p('More words.')}</w:unheardOf>`,
  });
  expect(warnings).toMatchObject([{ kind: 'words' }]);
});
