import { writeListNumber } from '../../domain/diff/read/list-number.ts';
import { attributeIn, type HtmlElement } from './parse-html.ts';

/** A list that is open: it says what its next item is numbered with. */
export type OpenList = { readonly labelOf: (item: HtmlElement) => string | null };

const STYLES: Readonly<Record<string, string>> = {
  'lower-alpha': 'a',
  'lower-latin': 'a',
  'upper-alpha': 'A',
  'upper-latin': 'A',
  'lower-roman': 'i',
  'upper-roman': 'I',
  decimal: '1',
};

/** Counts the items of a list as browsers do: by `type`, `start`, `reversed` and `value`; bullets have no numbers. */
export function openList(list: HtmlElement): OpenList {
  if (list.tagName !== 'ol') return { labelOf: () => null };
  const isReversed = attributeIn(list, 'reversed') !== undefined;
  const items = list.childNodes.filter((child) => child.nodeName === 'li').length;
  let next = numberIn(list, 'start') ?? (isReversed ? items : 1);
  return {
    labelOf(item) {
      const number = numberIn(item, 'value') ?? next;
      next = number + (isReversed ? -1 : 1);
      const type = typeIn(item) ?? typeIn(list) ?? '1';
      return type === 'none' ? null : `${writeListNumber(number, type)}.`;
    },
  };
}

function numberIn(element: HtmlElement, name: 'start' | 'value'): number | undefined {
  const value = attributeIn(element, name);
  return value !== undefined && /^\s*-?\d{1,9}\s*$/.test(value) ? Number(value) : undefined;
}

function typeIn(element: HtmlElement): string | undefined {
  const type = attributeIn(element, 'type');
  if (type !== undefined && /^[1aAiI]$/.test(type)) return type;
  const style = /list-style(?:-type)?\s*:\s*([\w-]+)/i
    .exec(attributeIn(element, 'style') ?? '')?.[1]
    ?.toLowerCase();
  if (style === 'none') return 'none';
  return style === undefined ? undefined : STYLES[style];
}
