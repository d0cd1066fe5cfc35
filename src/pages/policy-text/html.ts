import { decodeEntities } from '../../domain/diff/read/html-blocks.ts';
import { readTag, type Tag } from '../../domain/diff/read/html-tag.ts';

/** The elements that a policy may hold; all of them are there for text. */
export const TEXT_ELEMENTS: readonly string[] = (
  'a abbr b bdi blockquote br caption cite code dd del dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins kbd li ' +
  'ol p pre q s samp small span strong sub sup table tbody td tfoot th thead tr u ul var wbr'
).split(' ');

/** Landmarks, forms and what folds text away are the page's own business: of these only the text stays. */
const READ_AS: Readonly<Record<string, string>> = {
  div:
    'address article aside body center details dialog fieldset figure footer form head header hgroup html main ' +
    'nav search section textarea',
  p: 'figcaption legend option summary title',
  ul: 'dir menu',
  code: 'tt',
  s: 'strike',
};

const NAMES = new Map([
  ...TEXT_ELEMENTS.map((name) => [name, name] as const),
  ...Object.entries(READ_AS).flatMap(([name, olds]) => olds.split(' ').map((old) => [old, name] as const)),
]);

const KEPT_ATTRIBUTES = new Set(
  'alt colspan dir href id lang name reversed rowspan start type value'.split(' '),
);
const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;

/**
 * Writes a policy's HTML anew, so that any parser sees the tags and the text in it that the diff sees.
 *
 * Parsers do not agree on comments, scripts and tags that never end, and would hide the rest of the text
 * in them. Here what ends is left out, as browsers do not show it, and what never ends is text. This is
 * not what makes it safe: the result goes through a parser and a sanitiser still.
 */
export function rewriteHtml(source: string): string {
  let written = '';
  let noCommentAhead = false;
  for (let at = 0; at < source.length; ) {
    const next = source.indexOf('<', at);
    written += escapeText(decodeEntities(source.slice(at, next === -1 ? source.length : next)));
    if (next === -1) break;
    at = next;
    if (source.startsWith('<!--', at)) {
      const end: number = noCommentAhead ? -1 : source.indexOf('-->', at + 4);
      noCommentAhead = end === -1;
      if (noCommentAhead) written += '&lt;!--';
      at = noCommentAhead ? at + 4 : end + 3;
      continue;
    }
    const tag = readTag(source, at);
    if (tag === null) {
      written += '&lt;';
      at += 1;
      continue;
    }
    written += rewriteTag(tag);
    at = tag.end;
    if (!tag.closing && VERBATIM.has(tag.name)) {
      const close: number = source.slice(at).search(new RegExp(`</${tag.name}`, 'i'));
      const isHidden = close !== -1 && tag.name !== 'textarea';
      const end = close === -1 ? source.length : at + close;
      if (!isHidden) written += escapeText(source.slice(at, end));
      at = end;
    }
  }
  return written;
}

const VERBATIM = new Set(['script', 'style', 'textarea']);
const CELLS = new Set(['td', 'th', 'tr', 'dt', 'dd', 'li']);

function rewriteTag({ name: old, closing, source }: Tag): string {
  const name = NAMES.get(old);
  // Cells without a table come to be text, and must not run into each other.
  const space = CELLS.has(old) ? ' ' : '';
  if (name === undefined) return space;
  if (closing) return `</${name}>${space}`;
  let attributes = '';
  for (const [, key = '', ...values] of source.slice(old.length + 1, -1).matchAll(ATTRIBUTE)) {
    if (!KEPT_ATTRIBUTES.has(key.toLowerCase())) continue;
    const value = values.find((one) => one !== undefined) ?? '';
    attributes += ` ${key}="${escapeText(decodeEntities(value))}"`;
  }
  return `${space}<${name}${attributes}>`;
}

/** Text as HTML writes it, in elements and in quoted attributes. */
export function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
