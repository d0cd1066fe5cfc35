import type { Element, ElementContent, Root } from 'hast';
import { uniqueIds } from '../../domain/anchor.ts';
import { textDirection } from '../../domain/diff/direction.ts';
import { SPANS, textOf } from './tree.ts';

/** A heading of a policy's text, for a table of contents. */
export type PolicyHeading = {
  /** Where it stands on the page. */
  readonly id: string;
  readonly text: string;
  /** From 2: above it stands the page's own. */
  readonly level: number;
};

/** Where a text stands on a page. */
export type TextPlace = {
  /** What its ids begin with. */
  readonly idPrefix: string;
  /** The level of its highest headings. */
  readonly topLevel: number;
};

const HEADING = /^h[1-6]$/;
// Embeddings and isolates that a heading opens would reach into whatever is written beside it.
const EMBEDDING = /[\u202a-\u202c\u2066-\u2069]/g;

/**
 * Gives a shaped tree its headings' levels, the ids and links that lead to them, and its directions.
 *
 * Changes the tree. No id, name or link of the source is left in it but as written anew.
 */
export function outlineTree(
  tree: Root,
  direction: 'ltr' | 'rtl',
  { idPrefix, topLevel }: TextPlace,
): PolicyHeading[] {
  const headings: PolicyHeading[] = [];
  const ids = uniqueIds(idPrefix);
  const levels = outlineLevels(topLevel);
  /** Where what a link names stands: in the source's own names, and as GitHub names headings. */
  const named = new Map<string, string>();
  const slugged = new Map<string, string>();
  const githubs = uniqueIds('-', 0);
  let waiting: string[] = [];

  visit(tree, null);
  resolveLinks(tree);
  return headings;

  function visit(node: Root | Element, block: Element | null): void {
    for (const child of node.children) {
      if (child.type === 'text' && child.value.trim() !== '') {
        if (block !== null && waiting.length > 0) nameBlock(block);
      } else if (child.type === 'element') {
        const { id, name } = child.properties;
        for (const anchor of [id, name]) if (anchor) waiting.push(String(anchor));
        delete child.properties.id;
        delete child.properties.name;
        if (HEADING.test(child.tagName)) readHeading(child);
        if (!SPANS.has(child.tagName)) direct(child);
        visit(child, SPANS.has(child.tagName) ? block : child);
        // A place at a block's end is in it still.
        if (!SPANS.has(child.tagName) && waiting.length > 0 && hasOwnText(child)) nameBlock(child);
      }
    }
  }

  function nameBlock(block: Element): void {
    block.properties.id ??= ids(waiting[0]!);
    for (const anchor of waiting) if (!named.has(anchor)) named.set(anchor, String(block.properties.id));
    waiting = [];
  }

  function readHeading(element: Element): void {
    const text = textOf(element).replace(/\s+/g, ' ').trim().replace(EMBEDDING, '');
    if (text === '') {
      element.tagName = 'div';
      return;
    }
    const level = levels(Number(element.tagName[1]));
    const id = ids(text);
    element.tagName = `h${level}`;
    element.properties.id = id;
    const github = githubs(text).toLowerCase();
    if (!slugged.has(github)) slugged.set(github, id);
    headings.push({ id, text, level });
  }

  /** Text from right to left says so; in a text of that direction a line of foreign names is part of it. */
  function direct(element: Element): void {
    if (direction === 'rtl' || element.properties.dir !== undefined || !hasOwnText(element)) return;
    if (textDirection(textOf(element)) === 'rtl') element.properties.dir = 'rtl';
  }

  function resolveLinks(node: Root | Element): void {
    node.children = (node.children as ElementContent[]).flatMap((child): ElementContent[] => {
      if (child.type !== 'element') return [child];
      resolveLinks(child);
      const { tagName, properties } = child;
      if (tagName === 'a') {
        const href = resolve(String(properties.href ?? ''));
        delete properties.href;
        // A review page has a secret in its address, which no other host may learn.
        if (href?.startsWith('http')) properties.rel = ['noreferrer'];
        if (href !== null && hasText(child)) properties.href = href;
        else return unwrapped(child);
      }
      if (tagName === 'span') return unwrapped(child);
      return MEANINGLESS_WHEN_EMPTY.has(tagName) && !hasText(child) ? [] : [child];
    });
  }

  /** Where a link leads on this page or elsewhere; null where it leads nowhere from here. */
  function resolve(href: string): string | null {
    if (href.startsWith('#')) {
      const place = decoded(href.slice(1)).replace(/^user-content-/, '');
      const id = named.get(place) ?? slugged.get(place.toLowerCase());
      return id === undefined ? null : `#${id}`;
    }
    // What is relative is so to a site that this is not.
    if (!/^(?:https?:\/\/|mailto:|tel:)/i.test(href) || !URL.canParse(href)) return null;
    return new URL(href).href;
  }
}

const MEANINGLESS_WHEN_EMPTY = new Set(
  'p div h2 h3 h4 h5 h6 blockquote pre li ul ol b strong em i u code'.split(' '),
);

function unwrapped({ properties: { lang, dir }, children }: Element): ElementContent[] {
  if (lang === undefined && dir === undefined) return children;
  const properties = { ...(lang !== undefined && { lang }), ...(dir !== undefined && { dir }) };
  return [{ type: 'element', tagName: 'span', properties, children }];
}

function hasText({ children }: Element): boolean {
  return children.some((child) =>
    child.type === 'text' ? child.value.trim() !== '' : child.type === 'element' && hasText(child),
  );
}

function hasOwnText(element: Element): boolean {
  return element.children.some(
    (child) =>
      (child.type === 'text' && child.value.trim() !== '') ||
      (child.type === 'element' && SPANS.has(child.tagName) && hasOwnText(child)),
  );
}

/** Answers levels that begin at `top` and skip none, whichever the source skips. */
function outlineLevels(top: number): (level: number) => number {
  const above: number[] = [];
  return (level) => {
    while (above.length > 0 && above.at(-1)! >= level) above.pop();
    above.push(level);
    return Math.min(above.length - 1 + top, 6);
  };
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
