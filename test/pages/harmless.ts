import { type DefaultTreeAdapterMap, parse } from 'parse5';

type Node = DefaultTreeAdapterMap['node'];

const ELEMENTS = new Set(
  (
    'a abbr b bdi blockquote br caption cite code dd del dfn div dl dt em h2 h3 h4 h5 h6 hr i ins kbd li ol p pre ' +
    'q s samp small span strong sub sup table tbody td tfoot th thead tr u ul var wbr'
  ).split(' '),
);
const ATTRIBUTES: Readonly<Record<string, RegExp>> = {
  lang: /^[a-zA-Z\d-]+$/,
  dir: /^(?:ltr|rtl|auto)$/,
  id: /^s-[^\s"'<>&]+$/,
  href: /^(?:https?:\/\/[^\s"'<>]+|mailto:[^\s"<>]*|tel:[^\s"<>]*|#s-[^\s"'<>]+)$/,
  rel: /^noreferrer$/,
  start: /^-?\d+$/,
  value: /^-?\d+$/,
  reversed: /^$/,
  type: /^[1aAiI]$/,
  colspan: /^\d{1,3}$/,
  rowspan: /^\d{1,3}$/,
  scope: /^(?:col|row)$/,
};

/** Everything in a rendered text that no policy may hold, as a parser of HTML's standard reads it. */
export function harmIn(html: string): string[] {
  const page = parse(`<!doctype html><html><head></head><body><main>${html}</main></body></html>`);
  const found: string[] = [];
  const ids = new Set<string>();
  const main = childrenOf(childrenOf(childrenOf(page).at(-1)!).at(-1)!);
  if (main.length !== 1 || main[0]!.nodeName !== 'main') found.push('it ends the element it is in');
  const [whole, ...others] = childrenOf(main[0]!);
  if (whole?.nodeName !== 'div' || others.length > 0) found.push('it is not one element');
  if (whole !== undefined) for (const child of childrenOf(whole)) look(child);
  return found;

  function look(node: Node): void {
    if (node.nodeName === '#text') return;
    if (!('tagName' in node)) {
      found.push(node.nodeName);
      return;
    }
    if (!ELEMENTS.has(node.tagName) || !node.namespaceURI.endsWith('/xhtml')) found.push(`<${node.tagName}>`);
    const isFrame = node.attrs.some(({ name, value }) => name === 'class' && value === 'policy-table');
    for (const { name, value } of node.attrs) {
      const isOfFrame =
        isFrame && ['class=policy-table', 'role=group', 'tabindex=0'].includes(`${name}=${value}`);
      // A list whose items say their own numbers, which the page finds and no source can claim.
      const isOfList = node.tagName === 'ul' && name === 'class' && value === 'numbered';
      if (!isOfFrame && !isOfList && !ATTRIBUTES[name]?.test(value)) found.push(`${name}="${value}"`);
      if (name === 'id' && ids.has(value)) found.push(`a second ${value}`);
      if (name === 'id') ids.add(value);
    }
    for (const child of childrenOf(node)) look(child);
  }
}

/** The words of a rendered text, as they stand. */
export function wordsOf(html: string): string[] {
  const parts: string[] = [];
  const collect = (node: Node): void => {
    if ('value' in node) parts.push(node.value);
    for (const child of childrenOf(node)) collect(child);
  };
  collect(parse(html));
  return parts.join('\n').match(/[\p{L}\p{N}]+/gu) ?? [];
}

function childrenOf(node: Node): readonly Node[] {
  return 'childNodes' in node ? node.childNodes : [];
}
