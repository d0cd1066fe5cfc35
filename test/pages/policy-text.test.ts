import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Block } from '../../src/domain/diff/read/block.ts';
import { parsePolicies } from '../../src/domain/diff/read/parse-policy.ts';
import { renderPolicyText } from '../../src/pages/policy-text/policy-text.ts';
import { corpusSteps } from '../domain/diff/corpus.ts';
import { anyBlocks, anyScrawl, toText } from '../domain/diff/documents.ts';
import { EVASIONS } from './evasions.ts';
import { harmIn, wordsOf } from './harmless.ts';

const render = (content: string, title?: string) =>
  renderPolicyText(content, { locale: 'en', ...(title !== undefined && { title }) });

/** What stands inside the element that holds the text. */
const inside = (content: string, title?: string) =>
  render(content, title)
    .html.replace(/^<div class="policy-text" lang="en" dir="ltr">|<\/div>$/g, '')
    .trim();

describe('a hostile text renders harmless', () => {
  test.each(EVASIONS)('%s', (_, text) => {
    expect(harmIn(render(text).html)).toEqual([]);
    for (const around of [`Before.\n\n${text}\n\nAfter it.`, `<p>Before.</p>${text}<p>After it.</p>`]) {
      const { html } = render(around);
      expect(harmIn(html)).toEqual([]);
      expect(lostWords(around, html)).toEqual([]);
    }
  });

  test('all of it at once', () => {
    expect(harmIn(render(EVASIONS.map(([, text]) => text).join('\n\n')).html)).toEqual([]);
  });

  test('any mixture of what is in it', () => {
    const pieces = EVASIONS.flatMap(([, text]) => text.split(/(?=[<>"'=\s[\]()])/));
    const mixture = fc
      .array(fc.constantFrom(...pieces, ...EVASIONS.map(([, text]) => text), '\n\n', '- ', '> ', '| '), {
        maxLength: 40,
      })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(mixture, (text) => {
        const { html } = render(text);
        expect(harmIn(html)).toEqual([]);
        expect(lostWords(text, html)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('what harms is found by what looks for it', () => {
    expect(harmIn('<div><p onclick="x()" id="a">x</p><script>x</script><svg></svg></div></main>')).toEqual([
      'onclick="x()"',
      'id="a"',
      '<script>',
      '<svg>',
    ]);
    expect(harmIn('<div><a href="javascript:x">x</a></div></main><p>y</p>')).toEqual([
      'it ends the element it is in',
      'href="javascript:x"',
    ]);
  });
});

describe('what the diff reads is on the page', () => {
  test('of any text', () => {
    fc.assert(
      fc.property(fc.oneof(anyBlocks.map(toText), anyScrawl), (text) => {
        const { html } = render(text);
        expect(harmIn(html)).toEqual([]);
        expect(lostWords(text, html)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['below a hundred lists', `${'- '.repeat(100)}hidden`, `<p>${'- '.repeat(100)}hidden</p>`],
    [
      'after a comment that never ends',
      '<p>a</p><!-- hidden <b>c</b></p>',
      '<p>a</p>&#x3C;!-- hidden <b>c</b>',
    ],
    ['after a script that never ends', '<div>a</div>\n\n<script> hidden', '<div>a</div>\n hidden'],
    [
      'in a template, a frame and a select',
      '<p>a <template>b</template><iframe>c</iframe><select><option>d</select></p>',
      '<p>a bc</p><p>d</p>',
    ],
    ['in a fold', '<details><summary>More</summary>hidden</details>', '<div><p>More</p>hidden</div>'],
    ['that is said to be hidden', '<p hidden style="display:none">words</p>', '<p>words</p>'],
    ['instead of a picture', 'See ![our address](a.png) here', '<p>See our address here</p>'],
  ])('%s', (_, text, html) => {
    expect(inside(text)).toBe(html);
  });

  test('in cells beyond the last column', () => {
    expect(wordsOf(render('| a | b |\n|---|---|\n| c | d | beyond |').html)).toEqual([
      'a',
      'b',
      'c',
      'd',
      'beyond',
    ]);
  });

  test('and comments, scripts, styles and front matter are not for readers', () => {
    const hidden =
      '---\ntitle: t\n---\n\ntext <!-- c --> goes\n\n<!-- d -->\n\n<style>p{}</style>\n\n<script>x</script>';
    expect(inside(hidden)).toBe('<p>text  goes</p>');
  });
});

describe('headings', () => {
  test('begin at the second level and skip none', () => {
    const { headings } = render('### a\n\n# b\n\n#### c\n\n## d\n\n##### e\n\n# f\n\ntext');
    expect(headings.map(({ text, level }) => `${level} ${text}`)).toEqual([
      '2 a',
      '2 b',
      '3 c',
      '3 d',
      '4 e',
      '2 f',
    ]);
  });

  test('that only repeat the title are left out', () => {
    expect(inside('# Privacy *Policy*\n\n## Data\n\ntext', 'Privacy policy')).toBe(
      '<h2 id="s-data">Data</h2>\n<p>text</p>',
    );
    expect(render('# Data\n\ntext\n\n# Privacy Policy', 'Privacy policy').headings).toHaveLength(2);
  });

  test('are linked by their words, in every script, each once', () => {
    const { html, headings } = render(
      '# Your data & you!\n\n# 私たちが集める情報\n\n# ข้อมูล\n\n# Your data, you\n\n# §\n\n# s\n',
    );
    expect(headings.map(({ id }) => id)).toEqual([
      's-your-data-you',
      's-私たちが集める情報',
      's-ข้อมูล',
      's-your-data-you-2',
      's-section',
      's-s',
    ]);
    for (const { id } of headings) expect(html).toContain(` id="${id}"`);
  });

  test('cannot turn what is written beside them around', () => {
    expect(render('# a \u202eb\u202b c\n\ntext').headings).toEqual([
      { id: 's-a-b-c', text: 'a b c', level: 2 },
    ]);
  });
});

describe('links', () => {
  test.each([
    ['to a heading as GitHub names it', '# A & B\n\n[x](#a--b)', 's-a-b'],
    ['to the second of two', '# A\n\n# A\n\n[x](#a-1)', 's-a-2'],
    ['to attributes after a heading', '# A\n{: #place }\n\n[x](#place)', 's-a'],
    ['to attributes in a heading', '# A {#place}\n\n[x](#place)', 's-a'],
    ['to an anchor before a heading', '<a name="place"></a>\n\n# A\n\n[x](#place)', 's-a'],
    ['to an anchor in a paragraph', 'text <a id="Place"></a>\n\n[x](#Place)', 's-place'],
    ['to a section of HTML', '<section id="place"><h3>A</h3>[</section><p><a href="#place">x</a></p>', 's-a'],
    ['to another script', '# ข้อมูล\n\n[x](#ข้อมูล)', 's-ข้อมูล'],
  ])('%s lead there', (_, text, id) => {
    const { html } = render(text);
    expect(html).toContain(`<a href="#${id}">x</a>`);
    expect(html).toContain(` id="${id}"`);
  });

  test.each([
    '#nowhere',
    '#',
    'other.md',
    '/articles/terms',
    '//example.com',
    'ftp://example.com',
    'http://[',
  ])('to %s are text, since they lead nowhere from here', (target) => {
    expect(inside(`a [x](${target}) b`)).toBe('<p>a x b</p>');
  });

  test('to elsewhere do not tell where they are', () => {
    expect(inside('[x](https://bücher.example/a?b=c&d) <mail@example.com>')).toBe(
      '<p><a rel="noreferrer" href="https://xn--bcher-kva.example/a?b=c&#x26;d">x</a> <a href="mailto:mail@example.com">mail@example.com</a></p>',
    );
  });
});

describe('shape', () => {
  test.each([
    [
      'numbers of items that go up stay',
      '1. a\n3. b\n4. c',
      '<ol>\n<li>a</li>\n<li value="3">b</li>\n<li>c</li>\n</ol>',
    ],
    ['items that are all the first are counted', '1. a\n1. b', '<ol>\n<li>a</li>\n<li>b</li>\n</ol>'],
    [
      'lettered clauses stay lettered',
      '<ol type="a" start="3"><li>x</li></ol>',
      '<ol type="a" start="3"> <li>x</li> </ol>',
    ],
    [
      'what stands in a list is in an item',
      '<ul><p>b</p><li>c</li><ul><li>d</li></ul></ul>',
      '<ul><li><p>b</p></li><li>c<ul><li>d</li></ul></li></ul>',
    ],
    ['bold around paragraphs is none', '<div><b><p>a</p></b></div>', '<div><p>a</p></div>'],
    ['a heading around a list is none', '<h1>a<ul><li>b</li></ul></h1>', '<div>a<ul><li>b</li></ul></div>'],
    ['terms without meanings are no list of terms', '<dl><dd>a</dd></dl>', '<div> <div>a</div> </div>'],
  ])('%s', (_, text, html) => {
    expect(inside(text).replace(/\s+(?=<\/?[uo]l>|<\/?li)|(?<=<\/li>|<[uo]l>)\s+/g, '')).toBe(
      html.replace(/\s+(?=<\/?[uo]l>|<\/?li)|(?<=<\/li>|<[uo]l>)\s+/g, ''),
    );
  });

  test('a table can be scrolled by keyboard, and its headers say what they head', () => {
    expect(inside('|  | a |\n|---|---|\n| b | c |').replace(/\n/g, '')).toBe(
      '<div class="policy-table" role="group" tabindex="0"><table><thead><tr><td></td><th scope="col">a</th></tr></thead>' +
        '<tbody><tr><td>b</td><td>c</td></tr></tbody></table></div>',
    );
  });

  test('plain text has its headings and paragraphs', () => {
    expect(inside('Data retention\n\nWe keep * your data,\n- for long.\n\nWho we are\n\nWe are.')).toBe(
      '<h2 id="s-data-retention">Data retention</h2><p>We keep * your data, - for long.</p>' +
        '<h2 id="s-who-we-are">Who we are</h2><p>We are.</p>',
    );
  });

  test('what runs the other way says so, and no override gets through', () => {
    const { html } = renderPolicyText(
      '**بيانات**\n\nWe \u202edata&#x202d; &#8238;here\n\nنحن Mozilla نحفظ بياناتك',
      {
        locale: 'en',
      },
    );
    expect(html).toBe(
      '<div class="policy-text" lang="en" dir="ltr"><p dir="rtl"><strong>بيانات</strong></p>\n<p>We data here</p>\n<p dir="rtl">نحن Mozilla نحفظ بياناتك</p>\n</div>',
    );
    expect(renderPolicyText('# بيانات\n\nعلى **mozilla.org** وعلى firefox.com', { locale: 'ar' }).html).toBe(
      '<div class="policy-text" lang="ar" dir="rtl"><h2 id="s-بيانات">بيانات</h2>\n' +
        '<p>على <strong>mozilla.org</strong> وعلى firefox.com</p>\n</div>',
    );
  });
});

describe('rendering is bounded', () => {
  test.each([
    '> ',
    '- ',
    '<b>',
    '<div>',
    '<ul><li>',
    '<p>a ',
    '<table>a',
    '<table><tr><td>',
    '<b><p>',
    '<b id=a><p>',
    '[a](',
    '![',
    '<!--',
    '<script>',
    '*a **b ',
    '# a\n\n',
    '<a name=x>',
    '<dl><dd>',
    '1. ',
    '[a]: b\n',
    '<svg>',
    '|a',
  ])('30,000 times %j is rendered, without a word lost', (piece) => {
    const text = `${piece.repeat(30_000)}last`;
    for (const content of [text, `<p>${text}</p>`]) {
      // What grew with the square of it would not end within a test's time.
      const { html } = render(content);
      expect(html).toContain('last');
    }
  });
});

const steps = corpusSteps();
if (steps.length === 0) console.warn('Skipped real policies: their folder is not there.');

describe.skipIf(steps.length === 0)('real policies', () => {
  test.each(steps)('$name: all words and no others, harmless', ({ after: source, locale }) => {
    // What HTML says about a picture is markup to the diff.
    const after = source.replace(/ alt="[^"]*"/g, '');
    const { html, headings } = renderPolicyText(after, { locale });
    expect(harmIn(html)).toEqual([]);
    const [{ blocks }] = parsePolicies(after, after);
    const read = blocks.filter(({ kind }) => kind !== 'comment' && kind !== 'matter').map(wordsIn);
    expect(wordsOf(html).join('')).toBe((read.join('\n').match(/[\p{L}\p{N}]+/gu) ?? []).join(''));
    let level = 1;
    for (const heading of headings) {
      expect(heading.level).toBeLessThanOrEqual(level + 1);
      level = heading.level;
    }
  });
});

/** The words of blocks that people read, as the diff reads them, that are not on the page as often. */
function lostWords(content: string, html: string): string[] {
  const letters = wordsOf(html).join('');
  return parsePolicies(content, content)[0]
    .blocks.filter(({ kind }) => kind !== 'comment' && kind !== 'matter' && kind !== 'code')
    .flatMap((block) => wordsIn(block).match(/[\p{L}\p{N}]+/gu) ?? [])
    .filter((word) => !letters.includes(word));
}

/** The words of a block that are written in a page: the number of an item is drawn by the browser. */
function wordsIn({ text, number }: Block): string {
  return number === null ? text : text.slice(number.length);
}

test('items that say their own number have no dot before it, and others have one', () => {
  const lists = renderPolicyText('# A\n\n- 1.1 One\n  - (a) Two\n    - a dot\n\n1. Counted\n', {
    locale: 'en',
  }).html;
  expect(lists.match(/<[uo]l[^>]*>/g)).toEqual([
    '<ul class="numbered">',
    '<ul class="numbered">',
    '<ul>',
    '<ol>',
  ]);
  expect(renderPolicyText('# A\n\n- (a) One\n- two\n', { locale: 'en' }).html).toContain('<ul>');
});
