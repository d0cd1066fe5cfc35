import { type DefaultTreeAdapterMap, defaultTreeAdapter, parse, type TreeAdapter } from 'parse5';
import { Refusal } from '../../domain/refusal.ts';

/** A node of a page. */
export type HtmlNode = DefaultTreeAdapterMap['node'];

/** An element of a page. */
export type HtmlElement = DefaultTreeAdapterMap['element'];

const MOST_NESTED = 200;
const MOST_ELEMENTS = 60_000;
// What stands in a table outside its cells goes before it, and each time the parser looks for the place.
const MOST_MISPLACED = 1_000;

/** Reads a page as browsers do; refuses as `unreadable-file` what holds more than a page of text does. */
export function parseHtml(source: string): HtmlNode {
  let depth = 0;
  let elements = 0;
  let misplaced = 0;
  const bounded: TreeAdapter<DefaultTreeAdapterMap> = {
    ...defaultTreeAdapter,
    createElement(...of) {
      if (++elements > MOST_ELEMENTS) throw tooMuch('it holds too many elements');
      return defaultTreeAdapter.createElement(...of);
    },
    insertBefore(...to) {
      if (++misplaced > MOST_MISPLACED) throw tooMuch('its tables are not well-formed');
      defaultTreeAdapter.insertBefore(...to);
    },
    insertTextBefore(...to) {
      if (++misplaced > MOST_MISPLACED) throw tooMuch('its tables are not well-formed');
      defaultTreeAdapter.insertTextBefore(...to);
    },
    onItemPush() {
      if (++depth > MOST_NESTED) throw tooMuch('its elements are nested too deep');
    },
    onItemPop() {
      depth--;
    },
  };
  return parse(source, { treeAdapter: bounded, scriptingEnabled: false });
}

function tooMuch(how: string): Refusal {
  return new Refusal('unreadable-file', `The page cannot be imported: ${how}.`);
}

/** Whether a node is an element. */
export function isElement(node: HtmlNode): node is HtmlElement {
  return 'tagName' in node;
}

/** The value of an attribute; undefined where there is none. */
export function attributeIn(element: HtmlElement, name: string): string | undefined {
  return element.attrs.find((one) => one.name === name)?.value;
}

/** All text in an element, as it is written. */
export function textIn(node: HtmlNode): string {
  if (node.nodeName === '#text') return (node as DefaultTreeAdapterMap['textNode']).value;
  return 'childNodes' in node ? node.childNodes.map(textIn).join('') : '';
}
