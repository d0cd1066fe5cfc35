import { describe, expect, test } from 'vitest';
import { diffPolicies } from '../../../src/domain/diff/diff-policies.ts';
import { digest } from '../../../src/domain/diff/digest.ts';
import { blocksOf, changesOf, diffLawfully } from './laws.ts';

const LONG =
  'We keep what you write until you delete it, and for thirty days after that in case you change your mind.';
const OTHER =
  'Our partner in Sweden prints the postcards that you order, and learns nothing but the address on them.';

describe('words', () => {
  test('that were replaced stand between those that stayed', () => {
    const diff = diffLawfully(
      '## Data\n\nWe keep logs for 30 days.\n',
      '## Data\n\nWe keep logs for 90 days.\n',
    );
    expect(diff.sections).toEqual([
      {
        status: 'changed',
        heading: 'Data',
        was: null,
        blocks: [
          {
            status: 'same',
            kind: 'heading',
            level: 2,
            before: 0,
            after: 0,
            runs: [{ op: 'same', text: 'Data' }],
          },
          {
            status: 'changed',
            kind: 'paragraph',
            level: 0,
            before: 1,
            after: 1,
            runs: [
              { op: 'same', text: 'We keep logs for ' },
              { op: 'removed', text: '30' },
              { op: 'added', text: '90' },
              { op: 'same', text: ' days.' },
            ],
            under: [{ kind: 'heading', text: 'Data' }],
          },
        ],
      },
    ]);
  });

  test('that were added begin where a sentence begins', () => {
    const diff = diffLawfully(
      'We may share it. We may sell it.',
      'We may share it. We may lend it. We may sell it.',
    );
    expect(changesOf(diff)).toEqual(['~We may share it. {+We may lend it. +}We may sell it.']);
  });

  test('take a lone comma with them, so that it can be seen', () => {
    const diff = diffLawfully('We eat, grandma and grandpa.', 'We eat grandma and grandpa.');
    expect(changesOf(diff)).toEqual(['~We [-eat,-]{+eat+} grandma and grandpa.']);
    expect(diff).toMatchObject({ wordsAdded: 1, wordsRemoved: 1, formattingOnly: false });
  });

  test('that two rewritten sentences happen to share are not shown as kept', () => {
    const before = 'Nobody but our own staff reads the letters that you send to us by post.';
    const after = 'Any partner may copy the numbers which they collect in our shops, and we keep them.';
    const runs = blocksOf(diffLawfully(before, after)).flatMap((block) =>
      block.runs.filter(({ op }) => op === 'same'),
    );
    expect(runs).toEqual([]);
  });

  test('of scripts without spaces are told apart', () => {
    const diff = diffLawfully(
      '私たちはデータを30日間保存します。',
      '私たちはデータを90日間保存します。',
      'ja',
    );
    expect(changesOf(diff)).toEqual(['~私たちはデータを[-30-]{+90+}日間保存します。']);
  });

  test('that moved within a sentence are a change of it', () => {
    const diff = diffLawfully(
      'Quietly we keep the data you send us.',
      'We keep the data you send us quietly.',
    );
    expect(diff.wordsMoved).toBe(0);
  });
});

describe('form', () => {
  test.each([
    [
      'curly quotes and dashes',
      `We don't keep "notes" - ever.`,
      'We don’t keep “notes” – ever.',
      ['typography'],
    ],
    ['no-break spaces', 'We keep it 30 days.', 'We keep it 30\u00a0days.', ['typography']],
    ['emphasis', 'We never sell it.', 'We **never** sell it.', ['markup']],
    ['double spaces', 'We keep it. We do.', 'We keep it.  We do.', ['spacing']],
    ['anchors', '## Data\n', '## Data {: #data}\n', ['markup']],
    ['the level of a heading', '## Data\n', '### Data\n', ['level']],
    ['a paragraph that became an item', 'We keep it.\n\n**b**', '- We keep it.\n\n**b**', ['kind']],
    ['entities', 'Smith & Sons <b>b</b>', 'Smith &amp; Sons <b>b</b>', ['spacing']],
    ['a hidden date', '<p datetime="2022">Today</p>', '<p datetime="2023">Today</p>', ['markup']],
  ])('%s: no word changed, and it is told', (_, before, after, form) => {
    const diff = diffLawfully(before, after);
    expect(diff.formattingOnly).toBe(true);
    expect(blocksOf(diff).filter(({ status }) => status !== 'same')).toMatchObject([
      { status: 'reformatted', form },
    ]);
  });

  test('line endings and byte order marks concern the file', () => {
    const diff = diffLawfully('One.\r\n\r\nTwo.\r\n', '\uFEFFOne.\n\nTwo.\n');
    expect(diff).toMatchObject({ formattingOnly: true, form: ['line-endings', 'byte-order-mark'] });
    expect(changesOf(diff)).toEqual([]);
  });

  test('a link that leads elsewhere is listed, however it is written', () => {
    const links = [{ text: 'rights', before: 'https://a.example', after: 'https://b.example' }];
    for (const [before, after] of [
      ['Your [rights](https://a.example).', 'Your [rights](https://b.example).'],
      ['Your [rights].\n\n[rights]: https://a.example', 'Your [rights].\n\n[rights]: https://b.example'],
      [
        '<p>Your <a href="https://a.example">rights</a>.</p>',
        '<p>Your <a href="https://b.example">rights</a>.</p>',
      ],
      // A mark of direction that nobody sees would break the link.
      ['Your [rights]\u200f(https://a.example).', 'Your [rights]\u200f(https://b.example).'],
    ]) {
      const diff = diffLawfully(before!, after!);
      expect(diff.formattingOnly).toBe(true);
      expect(blocksOf(diff).flatMap((block) => block.links ?? [])).toEqual(links);
    }
  });
});

describe('places', () => {
  test('the heavier of two that changed places stays, whatever their number', () => {
    const small = ['One short remark stands here.', 'A second short remark here.'];
    const before = [`${LONG} ${OTHER}`, ...small].join('\n\n');
    const after = [...small, `${LONG} ${OTHER}`].join('\n\n');
    const moved = blocksOf(diffLawfully(before, after)).filter(({ status }) => status === 'moved');
    expect(moved.map(({ runs }) => runs[0]!.text)).toEqual(small);
  });

  test('a paragraph cut in two is still all there', () => {
    const diff = diffLawfully(`${LONG} ${OTHER}`, `${LONG}\n\n${OTHER}`);
    expect(diff.formattingOnly).toBe(true);
    expect(blocksOf(diff).map(({ before, after, form }) => [before, after, form])).toEqual([
      [0, 0, ['split']],
      [0, 1, ['split']],
    ]);
  });

  test('a paragraph whose beginning became its heading is still all there', () => {
    const diff = diffLawfully(
      `Retention periods. ${LONG}\n\n## End\n`,
      `## Retention periods.\n\n${LONG}\n\n## End\n`,
    );
    expect(diff).toMatchObject({ wordsAdded: 0, wordsRemoved: 0 });
  });

  test('what was removed stands where it stood', () => {
    const diff = diffLawfully(
      `# A\n\n${LONG}\n\nGone with the wind.\n\n# B\n\n${OTHER}`,
      `# A\n\n${LONG}\n\n# B\n\n${OTHER}`,
    );
    expect(diff.sections.map(({ heading, blocks }) => [heading, blocks.map(({ status }) => status)])).toEqual(
      [
        ['A', ['same', 'same', 'removed']],
        ['B', ['same', 'same']],
      ],
    );
  });

  test('a heading goes with what stands below it', () => {
    const diff = diffLawfully(
      `# Storage\n\n${LONG}\n\n# Printing\n\n${OTHER}`,
      `# Postcards\n\n${OTHER}\n\n# Keeping\n\n${LONG}`,
    );
    expect(diff.sections.map(({ heading, was }) => [was, heading]).sort()).toEqual([
      ['Printing', 'Postcards'],
      ['Storage', 'Keeping'],
    ]);
  });

  test('page numbers do not move', () => {
    const page = (at: number) =>
      `${'Some words of page '.repeat(3)} ${at} ${'xyz'[at % 3]}${at}.\n\n${at}\n\n`;
    const before = Array.from({ length: 20 }, (_, at) => page(at)).join('');
    const after = Array.from({ length: 20 }, (_, at) => page(at + 1)).join('');
    expect(
      blocksOf(diffLawfully(before, after)).filter(({ status }) => status === 'moved').length,
    ).toBeLessThan(2);
  });
});

describe('what is said once', () => {
  test('numbers that shift because a clause came', () => {
    const clauses = ['Scope of it all', 'Data we keep', 'Your own rights', 'How to reach us'];
    const text = (titles: string[]) =>
      titles.map((title, at) => `## ${at + 1}. ${title}\n\n${LONG} (${title})`).join('\n\n');
    const diff = diffLawfully(text(clauses), text(clauses.toSpliced(1, 0, 'Cookies and such')));
    expect(diff.renumbered).toEqual([
      { before: '2', after: '3', text: 'Data we keep' },
      { before: '3', after: '4', text: 'Your own rights' },
      { before: '4', after: '5', text: 'How to reach us' },
    ]);
  });

  test('but not the number of a clause that a sentence refers to', () => {
    const diff = diffLawfully('As Section 10.2 says, we keep it.', 'As Section 10.5 says, we keep it.');
    expect(diff.renumbered).toBeUndefined();
    expect(changesOf(diff)).toEqual(['~As Section [-10.2-]{+10.5+} says, we keep it.']);
  });

  test('a name that is another one throughout', () => {
    const text = (name: string) =>
      Array.from({ length: 6 }, (_, at) => `${name} keeps your data for ${at + 2} days.`).join('\n\n');
    const diff = diffLawfully(text('Acme'), text('Globex'));
    expect(diff.replacements).toEqual([
      { before: 'Acme', after: 'Globex', count: 6, places: [{ heading: null, count: 6 }] },
    ]);
    expect(blocksOf(diff).every(({ only }) => only === 'replacement')).toBe(true);
  });

  test('but not a word that means something else each time', () => {
    const text = (word: string) =>
      Array.from({ length: 6 }, (_, at) => `We ${word} sell item ${at} of yours.`).join('\n\n');
    expect(diffLawfully(text('never'), text('always')).replacements).toBeUndefined();
  });
});

describe('what parsers lose', () => {
  test.each([
    ['quotes nested too deep', `${'> '.repeat(200)}We keep it for 30 days.`, '90'],
    ['lists nested too deep', `${'- '.repeat(150)}We keep it for 30 days.`, '90'],
    ['cells beyond the last column', '| a | b |\n|---|---|\n| c | d | we keep it 30 days |', '90'],
    ['code', '```\nWe keep it for 30 days.\n```\n', '90'],
  ])('%s', (_, before, number) => {
    const diff = diffLawfully(before, before.replace('30', number));
    expect(diff).toMatchObject({ wordsAdded: 1, wordsRemoved: 1 });
  });

  test.each([
    ['front matter', '---\ntitle: Privacy\nkeep: 30 days\n---\n\nText.'],
    ['comments', 'Text.\n\n<!-- We keep it for 30 days. -->\n'],
    ['scripts', '<p>Text</p><script>keep(30)</script>'],
  ])('%s changed, and no word that readers see', (_, before) => {
    const diff = diffLawfully(before, before.replace('30', '90'));
    expect(diff).toMatchObject({ wordsAdded: 0, wordsRemoved: 0, formattingOnly: true });
    expect(digest(diff)).toMatchObject({ sections: [], isHiddenChanged: true });
  });

  test('a dash at the start of a line of plain text is no list', () => {
    const text = 'What we do\n– We keep it for 30 days.\nRead more.\n\nWhat else\n- We sell none of it.\n';
    const diff = diffPolicies(text, text);
    expect(diff.sections.map(({ heading }) => heading)).toEqual(['What we do', 'What else']);
  });

  test('HTML falls into headings, items and rows of cells', () => {
    const html = (days: number) =>
      `<h2>Data</h2><ul><li>Notes</ul><table><tr><td>Logs<td>${days} days</tr></table>`;
    const diff = diffLawfully(html(30), html(90));
    expect(blocksOf(diff).map(({ kind, status }) => [kind, status])).toEqual([
      ['heading', 'same'],
      ['item', 'same'],
      ['row', 'changed'],
    ]);
    expect(changesOf(diff)).toEqual(['~Logs\t[-30-]{+90+} days']);
  });
});
