import fc from 'fast-check';

const WORDS = [
  ...[
    'we',
    'keep',
    'your',
    'notes',
    'for',
    'days',
    'data',
    'the',
    'partner',
    'delete',
    'Terms',
    'Service',
    'may',
  ],
  ...[
    '30',
    '90',
    '10.2',
    'don’t',
    "don't",
    'e-mail',
    'naïve',
    'GmbH',
    'account,',
    'law.',
    '“quoted”',
    '(or',
    'not)',
  ],
  ...['私は', '保存します。', '数据', 'ข้อมูล', 'بيانات', 'الخدمة', '💡', '§', '—', 'a\u00a0b', 'so\u00adft'],
];

const phrase = (least: number, most: number) =>
  fc.array(fc.constantFrom(...WORDS), { minLength: least, maxLength: most }).map((words) => words.join(' '));

const paragraph = phrase(3, 25);
const heading = fc
  .tuple(fc.integer({ min: 1, max: 4 }), phrase(1, 4))
  .map(([level, text]) => `${'#'.repeat(level)} ${text}`);
const list = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 2 }), phrase(1, 8)), { minLength: 1, maxLength: 5 })
  .map((items) =>
    items.map(([depth, text], at) => `${'  '.repeat(at === 0 ? 0 : depth)}- ${text}`).join('\n'),
  );
const table = fc
  .array(fc.tuple(phrase(1, 3), phrase(1, 4)), { minLength: 2, maxLength: 4 })
  .map((rows) => rows.map(([a, b], at) => `| ${a} | ${b} |${at === 0 ? '\n|---|---|' : ''}`).join('\n'));
const quote = phrase(2, 8).map((text) => `> ${text}`);
const emphatic = fc
  .tuple(phrase(1, 4), phrase(1, 3))
  .map(([a, b]) => `${a} **${b}** and [${a}](https://example.com/x)`);

/** A block of Markdown as policies have it. */
export const anyBlock = fc.oneof(
  { weight: 6, arbitrary: paragraph },
  { weight: 2, arbitrary: heading },
  { weight: 2, arbitrary: list },
  { weight: 1, arbitrary: table },
  { weight: 1, arbitrary: quote },
  { weight: 1, arbitrary: emphatic },
);

/** Blocks of a document, which `toText` joins. */
export const anyBlocks = fc.array(anyBlock, { maxLength: 14 });

/** A document and what somebody made of it: blocks dropped, doubled, moved, added and reworded. */
export const anyRevision = fc
  .tuple(
    anyBlocks,
    fc.array(
      fc.tuple(fc.constantFrom('drop', 'double', 'move', 'add', 'reword'), fc.nat(), fc.nat(), anyBlock),
      { maxLength: 6 },
    ),
  )
  .map(([before, edits]) => {
    const after = [...before];
    for (const [edit, from, to, block] of edits) {
      const at = after.length === 0 ? 0 : from % after.length;
      const place = to % (after.length + 1);
      if (edit === 'add') after.splice(place, 0, block);
      else if (after.length === 0) continue;
      else if (edit === 'drop') after.splice(at, 1);
      else if (edit === 'double') after.splice(place, 0, after[at]!);
      else if (edit === 'move') after.splice(Math.min(place, after.length - 1), 0, ...after.splice(at, 1));
      else after[at] = reword(after[at]!, to);
    }
    return { before: toText(before), after: toText(after) };
  });

/** Anything at all that looks a little like Markdown or HTML. */
export const anyScrawl = fc
  .array(
    fc.constantFrom(
      ...[
        'word',
        'other',
        '7',
        ' ',
        ' ',
        '\n',
        '\n\n',
        '# ',
        '- ',
        '1. ',
        '> ',
        '|',
        '|---|',
        '*',
        '**',
        '_',
        '`',
        '```\n',
      ],
      ...[
        '[',
        ']',
        '(',
        ')',
        '](',
        '[a]: b\n',
        '<',
        '>',
        '<b>',
        '</b>',
        '<p>',
        '<!--',
        '-->',
        '<td>',
        '---\n',
        '\t',
        '\\',
        '\r\n',
      ],
      ...[
        '\ufeff',
        '\u200f',
        '文字',
        'ไทย',
        '~~',
        '{: x}',
        '{',
        '}',
        '!',
        '"',
        "'",
        '\ud83d',
        '\u0000',
        'title: x\n',
        '    ',
      ],
    ),
    { maxLength: 60 },
  )
  .map((pieces) => pieces.join(''));

export function toText(blocks: readonly string[]): string {
  return blocks.length === 0 ? '' : `${blocks.join('\n\n')}\n`;
}

function reword(block: string, seed: number): string {
  const words = block.split(' ');
  const at = seed % words.length;
  return words.map((word, place) => (place === at && /^\p{L}+$/u.test(word) ? 'reworded' : word)).join(' ');
}
