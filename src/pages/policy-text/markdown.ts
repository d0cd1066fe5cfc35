import MarkdownIt from 'markdown-it';
import { footnoteRule } from '../../domain/diff/read/footnotes.ts';
import { ATTRIBUTES } from '../../domain/diff/read/inline-text.ts';
import { cellsBeyond, MAX_NESTING } from '../../domain/diff/read/markdown-blocks.ts';
import { escapeText, rewriteHtml } from './html.ts';

type Token = InstanceType<typeof MarkdownIt.Token>;

// Nested as deep as the diff reads it: what is deeper is missing here, and the caller finds out.
const options = { html: true, maxNesting: MAX_NESTING };
const parser = new MarkdownIt(options);
footnoteRule(parser);
const inlineParser = new MarkdownIt(options);
// As in the diff, a link of any scheme is read inside a line: left out later, it leaves its words and not
// its source. A definition of a link that leads to a script is text, there and here.
inlineParser.validateLink = () => true;

inlineParser.inline.ruler.before('link', 'attributes', (state, silent) => {
  ATTRIBUTES.lastIndex = state.pos;
  const found = state.src[state.pos] === '{' ? ATTRIBUTES.exec(state.src) : null;
  if (found === null || ATTRIBUTES.lastIndex > state.posMax) return false;
  if (!silent) {
    const id = /#([\w:.-]+)/.exec(found[0])?.[1];
    state.push('attributes', '', 0).content = id === undefined ? '' : `<a id="${id}"></a>`;
  }
  state.pos += found[0].length;
  return true;
});
parser.core.ruler.at('inline', (state) => {
  const tokens = withAllCells(state.tokens, state.src);
  for (const { type, content, children } of tokens) {
    if (type === 'inline') inlineParser.inline.parse(content, inlineParser, state.env, children ?? []);
  }
  state.tokens = withAttributesInPlace(tokens);
  numberItems(state.tokens);
});

const { rules } = parser.renderer;
rules.html_block = (tokens, at) => rewriteHtml(tokens[at]!.content);
rules.html_inline = (tokens, at) => rewriteHtml(tokens[at]!.content);
rules.attributes = (tokens, at) => tokens[at]!.content;
// No page asks another host for anything, so a picture is what it says about itself.
rules.image = (tokens, at, options, env, renderer) =>
  escapeText(renderer.renderInlineAsText(tokens[at]!.children ?? [], options, env));

// What some writers leave between `]` and `(` without seeing it: marks of direction and width.
const BETWEEN = /\][\u200b-\u200f\u061c\u202a-\u202e\u2066-\u2069]+\(/g;

/** Renders Markdown as the diff reads it to HTML, which is not safe yet. */
export function renderMarkdown(body: string): string {
  return parser.render(body.replace(BETWEEN, ']('));
}

/** Gives a table's row the cells beyond the last column, which the parser leaves out. */
function withAllCells(tokens: readonly Token[], source: string): Token[] {
  const complete: Token[] = [];
  let lines: readonly string[] | undefined;
  let line = 0;
  let cells = 0;
  for (const token of tokens) {
    if (token.type === 'tr_open') [line, cells] = [token.map?.[0] ?? 0, 0];
    if (token.type === 'td_open' || token.type === 'th_open') cells++;
    if (token.type === 'tr_close') {
      lines ??= source.split('\n');
      for (const content of cellsBeyond(lines[line] ?? '', cells)) {
        const inline = new MarkdownIt.Token('inline', '', 0);
        Object.assign(inline, { content, children: [] });
        complete.push(
          new MarkdownIt.Token('td_open', 'td', 1),
          inline,
          new MarkdownIt.Token('td_close', 'td', -1),
        );
      }
    }
    complete.push(token);
  }
  return complete;
}

/** Hands attributes that stand by themselves to the heading or paragraph that they follow. */
function withAttributesInPlace(tokens: readonly Token[]): Token[] {
  const placed: Token[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const children = tokens[at + 1]?.children ?? [];
    const last = placed.at(-1)?.type;
    if (
      tokens[at]!.type === 'paragraph_open' &&
      (last === 'heading_close' || last === 'paragraph_close') &&
      children.length > 0 &&
      children.every(({ type }) => type === 'attributes' || type === 'softbreak')
    ) {
      placed.at(-2)!.children?.push(...children);
      at += 2;
    } else {
      placed.push(tokens[at]!);
    }
  }
  return placed;
}

/**
 * Keeps the numbers that items are written with, where they go up: clauses are cited by them, and
 * browsers would count on from the first. `1.` again and again means to be counted.
 */
function numberItems(tokens: readonly Token[]): void {
  const lists: number[] = [];
  for (const token of tokens) {
    if (token.type === 'ordered_list_open') lists.push(Number(token.attrGet('start') ?? 1) - 1);
    else if (token.type === 'bullet_list_open') lists.push(0);
    else if (token.type.endsWith('_list_close')) lists.pop();
    else if (token.type === 'list_item_open' && token.info !== '') {
      const expected = lists.at(-1)! + 1;
      const written = Number(token.info);
      if (written > expected) token.attrSet('value', String(written));
      lists[lists.length - 1] = Math.max(written, expected);
    }
  }
}
