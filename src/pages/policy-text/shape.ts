import type { Element, ElementContent, Root, RootContent } from 'hast';
import { readClauseNumber } from '../../domain/diff/read/clause-number.ts';
import { SPANS, textOf } from './tree.ts';

const HEADING = /^h[1-6]$/;
const MOST_SPANNED = 100;

// Overrides show letters in another order than they are in; embeddings, isolates and marks, which honest
// Arabic and Hebrew are written with, end with their block. The rest are characters that HTML forbids.
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is about these.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f\u202d\u202e\ufdd0-\ufdef\ufffe\uffff]/g;

/**
 * Brings a safe tree into the shape that HTML asks for and assistive technology counts on.
 *
 * The parser sees to nesting, but lets a list hold what is no item, a bold a table and a heading a list.
 */
export function shapeTree(tree: Root): Root {
  return { type: 'root', children: tree.children.flatMap((child) => shaped(child, 'div')) };
}

function shaped(node: RootContent, parent: string): ElementContent[] {
  if (node.type === 'text') return [{ type: 'text', value: node.value.replace(FORBIDDEN, '') }];
  if (node.type !== 'element') return [];
  const children = node.children.flatMap((child) => shaped(child, node.tagName));
  return reshaped({ ...node, children }, parent);
}

function reshaped(element: Element, parent: string): ElementContent[] {
  const { tagName, children, properties } = element;
  if (tagName === 'img') {
    const alt = String(properties.alt ?? '').replace(FORBIDDEN, '');
    return alt.trim() === '' ? [anchorOf(element)] : [anchorOf(element), { type: 'text', value: alt }];
  }
  if (tagName === 'ul' || tagName === 'ol') return list(element);
  if (tagName === 'li' && parent !== 'ol') {
    return [withProperties({ ...element, tagName: parent === 'ul' ? 'li' : 'div' }, { value: undefined })];
  }
  if ((tagName === 'dt' || tagName === 'dd') && parent !== 'dl') return [{ ...element, tagName: 'div' }];
  if (tagName === 'dl') return [isTermList(children) ? element : asBlocks(element)];
  if (tagName === 'td' || tagName === 'th') return [cell(element)];
  if (tagName === 'table') return table(element);
  if (!children.some(isBlock)) {
    return HEADING.test(tagName) && ['dt', 'th', 'caption'].includes(parent)
      ? [{ ...element, tagName: 'p' }]
      : [element];
  }
  if (tagName === 'p' || tagName === 'pre') return [{ ...element, tagName: 'div' }];
  if (HEADING.test(tagName)) return [heading(element)];
  // Text inside a line cannot hold blocks; a link can.
  return SPANS.has(tagName) && tagName !== 'a' ? [anchorOf(element), ...children] : [element];
}

/** What is left of an element that goes: the place it marks. */
function anchorOf({ properties }: Element): Element {
  const { id } = properties;
  return { type: 'element', tagName: 'span', properties: id === undefined ? {} : { id }, children: [] };
}

/** A heading that holds blocks: of paragraphs the text, and with anything else in it, it is none. */
function heading(element: Element): Element {
  const isText = element.children.every(
    (child) => !isBlock(child) || ('tagName' in child && ['p', 'div'].includes(child.tagName)),
  );
  const children = element.children.flatMap((child) =>
    isBlock(child) && 'children' in child
      ? [...child.children, { type: 'text', value: ' ' } as const]
      : [child],
  );
  return isText && !children.some(isBlock) ? { ...element, children } : { ...element, tagName: 'div' };
}

/** Whether it breaks the line, or holds what does. */
function isBlock(node: ElementContent): boolean {
  if (node.type !== 'element') return false;
  if (node.tagName === 'a') return node.children.some(isBlock);
  return !SPANS.has(node.tagName) && node.tagName !== 'br';
}

function isBlank(node: ElementContent): boolean {
  return node.type === 'text' && node.value.trim() === '';
}

function isElement(node: ElementContent, ...names: string[]): node is Element {
  return node.type === 'element' && names.includes(node.tagName);
}

/** A list whose items are all items. */
function list(element: Element): ElementContent[] {
  const children: ElementContent[] = [];
  for (const child of element.children) {
    const last = children.at(-1);
    if (isBlank(child)) continue;
    if (isElement(child, 'li')) children.push(child);
    // What stands between two items belongs to the first, such as a list that its writer left outside.
    else if (last !== undefined && isElement(last, 'li'))
      children[children.length - 1] = { ...last, children: [...last.children, child] };
    else children.push({ type: 'element', tagName: 'li', properties: {}, children: [child] });
  }
  if (children.length === 0) return [];
  const isNumbered = element.tagName === 'ul' && children.every(beginsWithNumber);
  return [isNumbered ? withProperties({ ...element, children }, NUMBERED) : { ...element, children }];
}

const NUMBERED = { className: ['numbered'] };
/** Longer than any number of a clause. */
const LONGEST_NUMBER = 40;

/** Whether an item says its own number, such as `1.1` or `(a)`: a dot before it would be one sign too many. */
function beginsWithNumber(item: ElementContent): boolean {
  if (item.type !== 'element') return false;
  const words = textOf(item).trimStart().slice(0, LONGEST_NUMBER);
  return readClauseNumber(words)?.isMarked ?? false;
}

function isTermList(children: readonly ElementContent[]): boolean {
  const parts = children.filter((child) => !isBlank(child));
  return (
    parts.length > 0 &&
    parts.every((part) => isElement(part, 'dt', 'dd')) &&
    isElement(parts[0]!, 'dt') &&
    isElement(parts.at(-1)!, 'dd')
  );
}

function asBlocks(element: Element): Element {
  const children = element.children.map((child) =>
    isElement(child, 'dt', 'dd') ? { ...child, tagName: 'div' } : child,
  );
  return { ...element, tagName: 'div', children };
}

function cell(element: Element): Element {
  const isHeader = element.tagName === 'th' && textOf(element).trim() !== '';
  const spans = Object.fromEntries(
    ['colSpan', 'rowSpan'].map((name) => {
      const span = Number(element.properties[name] ?? 1);
      return [name, span > 1 ? Math.min(Math.trunc(span), MOST_SPANNED) : undefined];
    }),
  );
  return withProperties({ ...element, tagName: isHeader ? 'th' : 'td' }, spans);
}

/** A table in a frame that scrolls, since it may be wider than the page, and that a keyboard reaches. */
function table(element: Element): ElementContent[] {
  const captions = element.children.filter((child) => isElement(child, 'caption'));
  const parts = element.children.filter((child) => !isElement(child, 'caption') && !isBlank(child));
  let isFirstRow = true;
  const children = parts.map((part) => {
    if (!isElement(part, 'thead', 'tbody', 'tfoot')) return part;
    const rows = part.children
      .filter((row) => isElement(row, 'tr'))
      .map((row) => {
        const isAcross = isFirstRow || part.tagName === 'thead';
        isFirstRow = false;
        const cells = row.children.map((child) =>
          isElement(child, 'th') ? withProperties(child, { scope: isAcross ? 'col' : 'row' }) : child,
        );
        return { ...row, children: cells };
      });
    return { ...part, children: rows };
  });
  const [caption, ...others] = captions;
  const told = others.map((other) => ({ ...other, tagName: 'div' }));
  if (isFirstRow) return [anchorOf(element), ...captions.map((one) => ({ ...one, tagName: 'div' }))];
  const whole = { ...element, children: caption === undefined ? children : [caption, ...children] };
  const properties = { className: ['policy-table'], role: 'group', tabIndex: 0 };
  return [...told, { type: 'element', tagName: 'div', properties, children: [whole] }];
}

function withProperties(element: Element, properties: Readonly<Record<string, unknown>>): Element {
  const all = Object.entries({ ...element.properties, ...properties }).filter(
    ([, value]) => value !== undefined,
  );
  return { ...element, properties: Object.fromEntries(all) as Element['properties'] };
}
