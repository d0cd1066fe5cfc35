import {
  AlignmentType,
  CommentRangeEnd,
  CommentRangeStart,
  CommentReference,
  DeletedTextRun,
  Document,
  ExternalHyperlink,
  FootnoteReferenceRun,
  Header,
  type ILevelsOptions,
  ImageRun,
  InsertedTextRun,
  type IPropertiesOptions,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from 'docx';
import { describe, expect, test } from 'vitest';
import { importDocument } from '../../src/imports/import-document.ts';
import { PNG } from '../support/arrange.ts';

const level = (at: number, format: ILevelsOptions['format'], text: string): ILevelsOptions => ({
  level: at,
  format: format!,
  text,
  alignment: AlignmentType.START,
  style: { paragraph: { indent: { left: 360 * (at + 1), hanging: 360 } } },
});

const NUMBERING: NonNullable<IPropertiesOptions['numbering']> = {
  config: [
    {
      reference: 'legal',
      levels: [
        level(0, LevelFormat.DECIMAL, '§ %1'),
        level(1, LevelFormat.DECIMAL, '%1.%2'),
        level(2, LevelFormat.LOWER_LETTER, '%1.%2(%3)'),
        level(3, LevelFormat.LOWER_ROMAN, '(%4)'),
      ],
    },
    {
      reference: 'plain',
      levels: [level(0, LevelFormat.DECIMAL, '%1.'), level(1, LevelFormat.LOWER_LETTER, '%2)')],
    },
    {
      reference: 'bullets',
      levels: [level(0, LevelFormat.BULLET, '•'), level(1, LevelFormat.BULLET, 'o')],
    },
  ],
};

const numbered = (text: string, reference: string, at = 0, instance = 0) =>
  new Paragraph({ text, numbering: { reference, level: at, instance } });

async function imported(
  children: readonly (Paragraph | Table)[],
  options: Partial<IPropertiesOptions> = {},
  { acceptsTracked = false } = {},
) {
  const made = new Document({ numbering: NUMBERING, sections: [{ children: [...children] }], ...options });
  const bytes = new Uint8Array(await Packer.toBuffer(made));
  return importDocument({ name: 'terms.docx', bytes }, { acceptsTracked, longest: 1_000_000 });
}

const contentOf = async (...children: (Paragraph | Table)[]) => (await imported(children)).content;

describe('the numbers of a document are part of its words', () => {
  test('sections and clauses keep the numbers that they are cited by', async () => {
    const content = await contentOf(
      new Paragraph({ text: 'Scope', heading: 'Heading1', numbering: { reference: 'legal', level: 0 } }),
      numbered('These terms apply to all orders.', 'legal', 1),
      numbered('of consumers', 'legal', 2),
      numbered('of businesses', 'legal', 2),
      numbered('in the EU', 'legal', 3),
      numbered('Other terms do not apply.', 'legal', 1),
      new Paragraph({ text: 'Payment', heading: 'Heading1', numbering: { reference: 'legal', level: 0 } }),
      numbered('You pay in advance.', 'legal', 1),
    );
    expect(content).toBe(
      `# § 1 Scope

- 1.1 These terms apply to all orders.
  - 1.1(a) of consumers
  - 1.1(b) of businesses
    - (i) in the EU
- 1.2 Other terms do not apply.

# § 2 Payment

- 2.1 You pay in advance.
`,
    );
  });

  test('a list that counts up is a list, what is set in as far belongs to its item, and bullets are bullets', async () => {
    const content = await contentOf(
      numbered('one', 'plain'),
      numbered('its first', 'plain', 1),
      numbered('a dot', 'bullets', 1),
      numbered('two', 'plain'),
      new Paragraph({ text: 'More of two.', indent: { left: 360 } }),
      numbered('three', 'plain'),
      new Paragraph('Between.'),
      numbered('four', 'plain'),
    );
    expect(content).toBe(
      '1. one\n   - a) its first\n   - a dot\n2. two\n\n   More of two.\n\n3. three\n\nBetween.\n\n4. four\n',
    );
  });

  test('a list that begins anew says so, where Markdown would count on', async () => {
    expect(await contentOf(numbered('one', 'plain'), numbered('again', 'plain', 0, 1))).toBe(
      '1. one\n\n- 1\\. again\n',
    );
  });

  test('what looks like a number or a list and is typed by hand stays the words that it is', async () => {
    const content = await contentOf(
      new Paragraph('1. By hand'),
      new Paragraph('- A dash'),
      new Paragraph('# 5'),
    );
    expect(content).toBe('1\\. By hand\n\n\\- A dash\n\n\\# 5\n'.replace('1\\.', '1&period;'));
  });
});

describe('what a document says beside its words', () => {
  test('headings, emphasis, raised figures, links and ends of lines', async () => {
    const { content, warnings } = await imported([
      new Paragraph({ text: 'Terms', heading: 'Title' }),
      new Paragraph({
        children: [
          new TextRun('You '),
          new TextRun({ text: 'must', bold: true }),
          new TextRun(' pay for '),
          new TextRun({ text: 'each m', italics: true }),
          new TextRun({ text: '2', superScript: true }),
          new TextRun({ text: '「規約」', bold: true }),
          new TextRun('とは, see '),
          new ExternalHyperlink({ link: 'https://shop.example/a_(b)', children: [new TextRun('our site')] }),
          new TextRun({ text: 'a * b', break: 1 }),
        ],
      }),
    ]);
    expect(content).toBe(
      '# Terms\n\nYou **must** pay for *each m*<sup>2</sup><strong>「規約」</strong>とは, see [our site](<https://shop.example/a_(b)>)<br>\na \\* b\n',
    );
    expect(warnings).toEqual([]);
  });

  test('tables, with cells over several columns and lists in cells', async () => {
    const cell = (...texts: (string | Paragraph)[]) => ({
      children: texts.map((text) => (typeof text === 'string' ? new Paragraph(text) : text)),
    });
    const content = await contentOf(
      new Table({
        rows: [
          new TableRow({ children: [new TableCell(cell('Purpose')), new TableCell(cell('Data | basis'))] }),
          new TableRow({
            children: [
              new TableCell(cell('Mails', numbered('news', 'bullets'))),
              new TableCell(cell('Address')),
            ],
          }),
          new TableRow({ children: [new TableCell({ columnSpan: 2, ...cell('Nothing else') })] }),
        ],
      }),
    );
    expect(content).toBe(
      '| Purpose | Data \\| basis |\n| --- | --- |\n| Mails<br>news | Address |\n| Nothing else |  |\n',
    );
  });

  test('footnotes stand at the end, numbered as the text refers to them', async () => {
    const { content } = await imported(
      [
        new Paragraph({
          children: [new TextRun('We keep it'), new FootnoteReferenceRun(2), new TextRun(' safe.')],
        }),
        new Paragraph({ children: [new TextRun('And daily'), new FootnoteReferenceRun(1)] }),
      ],
      {
        footnotes: {
          1: { children: [new Paragraph('On working days.')] },
          2: { children: [new Paragraph('For a year.'), new Paragraph('Or longer.')] },
        },
      },
    );
    expect(content).toBe(
      'We keep it[^1] safe.\n\nAnd daily[^2]\n\n[^1]: For a year. Or longer.\n\n[^2]: On working days.\n',
    );
  });
});

describe('what cannot be carried over is told with the words near it', () => {
  test('comments, headers and pictures', async () => {
    const { content, warnings } = await imported([], {
      sections: [
        {
          headers: { default: new Header({ children: [new Paragraph('Draft of May')] }) },
          children: [
            new Paragraph({
              children: [
                new TextRun('We may '),
                new CommentRangeStart(0),
                new TextRun('never'),
                new CommentRangeEnd(0),
                new TextRun({ children: [new CommentReference(0)] }),
                new TextRun(' sell your data.'),
                new ImageRun({
                  type: 'png',
                  data: Buffer.from(PNG, 'base64'),
                  transformation: { width: 10, height: 10 },
                  altText: { name: 'seal', title: 'Seal', description: 'Our seal' },
                }),
              ],
            }),
          ],
        },
      ],
      comments: {
        children: [{ id: 0, author: 'Ann', date: new Date(0), children: [new Paragraph('Really?')] }],
      },
    });
    expect(content).toBe('We may never sell your data.\n');
    expect(warnings).toEqual([
      {
        kind: 'comment',
        detail: 'A comment by Ann was left out: "Really?".',
        near: 'We may never sell your data.',
      },
      { kind: 'image', detail: 'A picture was left out: "Our seal".', near: 'We may never sell your data.' },
      { kind: 'header', detail: 'The header of its pages was left out: "Draft of May".', near: '' },
    ]);
  });
});

describe('changes that nobody has accepted', () => {
  const change = { id: 1, author: 'Ben', date: '2026-05-04T00:00:00Z' };
  const changed = new Paragraph({
    children: [
      new TextRun('We keep your data for '),
      new DeletedTextRun({ text: 'one year', ...change }),
      new InsertedTextRun({ text: 'ten years', ...change, id: 2 }),
      new TextRun('.'),
    ],
  });
  const CHANGES = [
    {
      kind: 'tracked',
      detail: 'Deleted by Ben on 2026-05-04: "one year".',
      near: 'We keep your data for ten years.',
    },
    {
      kind: 'tracked',
      detail: 'Inserted by Ben on 2026-05-04: "ten years".',
      near: 'We keep your data for ten years.',
    },
  ];

  test('are never passed over: the file is refused, and they are listed', async () => {
    await expect(imported([changed])).rejects.toMatchObject({
      code: 'tracked-changes',
      facts: { changes: CHANGES },
    });
  });

  test('are taken as accepted by whoever says so, and told', async () => {
    const { content, warnings } = await imported([changed], {}, { acceptsTracked: true });
    expect(content).toBe('We keep your data for ten years.\n');
    expect(warnings).toEqual(CHANGES);
  });
});
