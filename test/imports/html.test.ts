import { describe, expect, test } from 'vitest';
import { isHidden } from '../../src/domain/diff/read/block.ts';
import { parsePolicies } from '../../src/domain/diff/read/parse-policy.ts';
import { isHtml } from '../../src/domain/diff/read/read-source.ts';
import { importDocument } from '../../src/imports/import-document.ts';
import { renderPolicyText } from '../../src/pages/policy-text/policy-text.ts';
import { corpusSteps } from '../domain/diff/corpus.ts';

const imported = (source: string | Uint8Array, acceptsTracked = true, name = 'terms.html') =>
  importDocument(
    { name, bytes: typeof source === 'string' ? new TextEncoder().encode(source) : source },
    { acceptsTracked, longest: 1_000_000 },
  );

const contentOf = async (source: string) => (await imported(source)).content;
const warningsOf = async (source: string) => (await imported(source)).warnings;

describe('a page becomes Markdown as browsers show it', () => {
  test('headings, emphasis, links, breaks and quotes', async () => {
    expect(
      await contentOf(
        '<html><head><title>Shop</title><style>p{}</style></head><body><h1 id="a">Terms &amp; more</h1><p>You <b>must</b> pay\n  <a href="https://a.example/x?a=1&amp;b=2">here</a>.<br>m<sup>2</sup>, 1<sup>st</sup></p><blockquote><p>Quoted</p><p>twice</p></blockquote><div>Loose <span style="font-weight:700">words</span></div></body></html>',
      ),
    ).toBe(
      '# Terms & more\n\nYou **must** pay [here](https://a.example/x?a=1&b=2).<br>\nm<sup>2</sup>, 1st\n\n> Quoted\n>\n> twice\n\nLoose **words**\n',
    );
  });

  test('lists keep the numbers that browsers show', async () => {
    expect(
      await contentOf(
        '<ol start="3"><li>three<ol type="a"><li>first<li value="4"><p>fourth</p><p>more of it</p></ol></li><li>four</li></ol><ul><li>dot<ul><li>inner</li></ul></li></ul><ol reversed><li>two</li><li>one</li></ol><dl><dt>Term</dt><dd>What it means</dd></dl>',
      ),
    ).toBe(
      '3. three\n   - a. first\n   - d. fourth\n\n     more of it\n\n4. four\n\n- dot\n  - inner\n\n2. two\n\n- 1\\. one\n- Term\n  - What it means\n',
    );
  });

  test('tables keep each cell in its column', async () => {
    expect(
      await contentOf(
        '<table><caption>Who gets what</caption><tr><th></th><th></th></tr><tr><th>Who</th><th>What</th><th>Why</th></tr><tr><td rowspan="2">Ann</td><td colspan="2">all | of<br>it</td></tr><tr><td>more</td><td><ul><li>a</li><li>b</li></ul></td></tr></table>',
      ),
    ).toBe(
      'Who gets what\n\n| Who | What | Why |\n| --- | --- | --- |\n| Ann | all \\| of<br>it |  |\n|  | more | a<br>b |\n',
    );
  });

  test('code and what is set out by hand', async () => {
    expect(await contentOf('<p>The cookie <code>_id</code> or <code>`</code></p><pre>a\n  b</pre>')).toBe(
      'The cookie `_id` or \\`\n\n```\na\n  b\n```\n',
    );
  });

  test('in the encoding that it names', async () => {
    const latin = Buffer.from('<meta charset="windows-1252"><p>Gr\xfc\xdfe</p>', 'latin1');
    expect((await imported(new Uint8Array(latin))).content).toBe('Grüße\n');
  });
});

describe('what is on a page and no text of it', () => {
  test.each([
    ['<p>Text <img src="a.png" alt="Our seal">', 'image', 'A picture was left out: "Our seal".'],
    [
      '<p>Text <script>document.write(1)</script>',
      'script',
      'A script was left out, with what it may write.',
    ],
    ['<p>Text <span hidden>not</span>', 'hidden', 'Hidden text was left out: "not".'],
    [
      '<p>Text <span style="color:red; display:none">not</span>',
      'hidden',
      'Hidden text was left out: "not".',
    ],
    ['<p>Text <button>Accept</button>', 'embedded', 'What is no text (button) was left out: "Accept".'],
    [
      '<p>Text <iframe src="https://a.example"></iframe>',
      'embedded',
      'What is no text (iframe) was left out.',
    ],
    [
      '<p>Text<a href="#b">.</a>',
      'link',
      'A link leads to a place on its own site (#b); its words are kept without it.',
    ],
    ['<p>Text <s>not</s>', 'struck', 'Words are crossed out, and kept crossed out: "not".'],
  ])('%s is told', async (source, kind, detail) => {
    expect(await warningsOf(source)).toMatchObject([{ kind, detail, near: expect.stringContaining('Text') }]);
  });

  test('insertions and deletions are tracked changes', async () => {
    const source = '<p>For <del>one</del><ins>ten</ins> years</p>';
    await expect(imported(source, false)).rejects.toMatchObject({
      code: 'tracked-changes',
      facts: { changes: [{ detail: 'Deleted: "one".' }, { detail: 'Inserted: "ten".' }] },
    });
    expect(await contentOf(source)).toBe('For ten years\n');
  });
});

describe('a text that is Markdown already', () => {
  const asText = (source: string, accepts = true) => imported(source, accepts, 'terms.md');

  test('stays as it is, but for what editors leave in it', async () => {
    expect(await asText('\uFEFF# Terms\r\n\r\n1) *All* of it | here\r\n')).toEqual({
      content: '# Terms\n\n1) *All* of it | here\n',
      warnings: [],
    });
  });

  test('has changes and comments of CriticMarkup accepted by whoever says so', async () => {
    const source = 'For {--one--}{++ten++} {~~weeks~>years~~}{>>Really?<<}, {++ open.';
    await expect(asText(source, false)).rejects.toMatchObject({ code: 'tracked-changes' });
    const { content, warnings } = await asText(source);
    expect(content).toBe('For ten years, {++ open.');
    expect(warnings.map(({ detail }) => detail)).toEqual([
      'Deleted: "one".',
      'Inserted: "ten".',
      'Replaced: "weeks" with "years".',
      'A comment was left out: "Really?".',
    ]);
  });
});

describe.skipIf(corpusSteps().length === 0)('real policies', () => {
  const seen = (text: string) =>
    parsePolicies(text, text)[0].blocks.filter((block) => !isHidden(block) && block.text.trim() !== '');
  const told = (text: string) => seen(text).map(({ kind, text }) => `${kind} ${text.replace(/\s+/g, '')}`);

  test.each(corpusSteps())(
    '$name: what it comes to reads the same before and after it was a page',
    async ({ after }) => {
      const page = isHtml(after) ? after : renderPolicyText(after, { locale: 'en' }).html;
      const { content, warnings } = await imported(page);
      expect(told(content)).toEqual(told(page));
      expect(warnings.filter(({ kind }) => kind !== 'link')).toEqual([]);
    },
  );
});
