import type { Root, RootContent } from 'hast';
import { fromParse5 } from 'hast-util-from-parse5';
import { type Schema, sanitize } from 'hast-util-sanitize';
import { type DefaultTreeAdapterMap, defaultTreeAdapter, parseFragment, type TreeAdapter } from 'parse5';
import { TEXT_ELEMENTS } from './html.ts';

const MOST_NESTED = 150;
const MOST_ELEMENTS = 100_000;
// What stands in a table outside its cells goes before it, and each time the parser looks for the place.
const MOST_MISPLACED = 1_000;
const BODY = parseFragment('<div></div>').childNodes[0] as DefaultTreeAdapterMap['element'];

const LANGUAGE = /^[a-z]{2,3}(?:-[a-z\d]{2,8})*$/i;
const INSIDE = { lists: ['ul', 'ol'], terms: ['dl'], tables: ['table'] };

/** What a policy may hold. Ids and names are read for links and written anew; no class gets through. */
const SCHEMA: Schema = {
  tagNames: [...TEXT_ELEMENTS],
  attributes: {
    '*': ['id', ['dir', 'ltr', 'rtl', 'auto'], ['lang', LANGUAGE]],
    a: ['href', 'name'],
    img: ['alt'],
    ol: ['start', 'reversed', ['type', '1', 'a', 'A', 'i', 'I']],
    li: ['value'],
    td: ['colSpan', 'rowSpan'],
    th: ['colSpan', 'rowSpan'],
  },
  ancestors: {
    li: INSIDE.lists,
    dt: INSIDE.terms,
    dd: INSIDE.terms,
    caption: INSIDE.tables,
    tbody: INSIDE.tables,
    td: INSIDE.tables,
    tfoot: INSIDE.tables,
    th: INSIDE.tables,
    thead: INSIDE.tables,
    tr: INSIDE.tables,
  },
  protocols: { href: ['http', 'https', 'mailto', 'tel'] },
  strip: ['script', 'style', 'template', 'noscript'],
  required: {},
  clobber: [],
  allowComments: false,
  allowDoctypes: false,
};

class TooMuch extends Error {}

/**
 * Reads HTML as browsers do, into a tree of nothing but what a policy may hold.
 *
 * Null when it holds too much, or is nested too deep, to be handled at once: misnested tags can make
 * thousands of elements each.
 */
export function safeTree(html: string): Root | null {
  let depth = 0;
  let elements = 0;
  let misplaced = 0;
  const bounded: TreeAdapter<DefaultTreeAdapterMap> = {
    ...defaultTreeAdapter,
    createElement(...of) {
      if (++elements > MOST_ELEMENTS) throw new TooMuch();
      return defaultTreeAdapter.createElement(...of);
    },
    insertBefore(...to) {
      if (++misplaced > MOST_MISPLACED) throw new TooMuch();
      defaultTreeAdapter.insertBefore(...to);
    },
    insertTextBefore(...to) {
      if (++misplaced > MOST_MISPLACED) throw new TooMuch();
      defaultTreeAdapter.insertTextBefore(...to);
    },
    onItemPush() {
      if (++depth > MOST_NESTED) throw new TooMuch();
    },
    onItemPop() {
      depth--;
    },
  };
  try {
    const parsed = parseFragment(BODY, html, { treeAdapter: bounded });
    const safe = sanitize(fromParse5(parsed), SCHEMA);
    return { type: 'root', children: safe.type === 'root' ? safe.children : [safe as RootContent] };
  } catch (error) {
    if (error instanceof TooMuch) return null;
    throw error;
  }
}

/** All text in a tree but for that in some elements, with spaces where elements other than spans of text end. */
export function textOf(node: Root | RootContent, without: readonly string[] = []): string {
  const parts: string[] = [];
  const collect = (one: Root | RootContent): void => {
    if (one.type === 'element' && without.includes(one.tagName)) return;
    if (one.type === 'text') parts.push(one.value);
    else if ('children' in one) for (const child of one.children) collect(child);
    if (one.type === 'element' && !SPANS.has(one.tagName)) parts.push(' ');
  };
  collect(node);
  return parts.join('');
}

/** Elements that hold text inside a line. */
export const SPANS: ReadonlySet<string> = new Set(
  'a abbr b bdi cite code del dfn em i ins kbd q s samp small span strong sub sup u var wbr'.split(' '),
);
