/*
 * A policy's own text as a page: Markdown and HTML from companies, made safe and given an outline. Nothing
 * in a text can run, load, or look like a part of the page around it.
 */

import type { Element, Root } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { type Block, isHidden } from '../../domain/diff/read/block.ts';
import { parsePolicy } from '../../domain/diff/read/parse-policy.ts';
import { isPlain } from '../../domain/diff/read/plain-blocks.ts';
import { isHtml, readSource } from '../../domain/diff/read/read-source.ts';
import { directionOf } from '../../language/languages.ts';
import { rewriteHtml } from './html.ts';
import { foldLayers, type ShownLayers } from './layers.ts';
import { renderMarkdown } from './markdown.ts';
import { outlineTree, type PolicyHeading, type TextPlace } from './outline.ts';
import { shapeTree } from './shape.ts';
import { safeTree, textOf } from './tree.ts';

/** A policy's text as part of a page. */
export type PolicyText = {
  /** Safe and well-formed, in one element of class `policy-text`; it needs `public/policy-text.css`. */
  readonly html: string;
  readonly headings: readonly PolicyHeading[];
  /** Whether sections are told in short first. */
  readonly isLayered: boolean;
};

/**
 * Renders a policy's text, be it Markdown, HTML or plain, for a page whose own heading is its title.
 *
 * Nothing in the result runs, styles, loads or names anything: it is written from a short list of
 * elements for text, and of their attributes only links, numbers of items, spans of cells, languages and
 * directions are the source's. What the diff reads as text is on the page: should markup be such that
 * it would not be, or too much to take in, all of it comes as plain paragraphs. Front matter, comments
 * and scripts are not for readers. Takes time linear in the text's length.
 */
export function renderPolicyText(
  content: string,
  {
    locale,
    title,
    place = { idPrefix: 's-', topLevel: 2 },
    layers,
  }: {
    readonly locale: string;
    readonly title?: string;
    readonly place?: TextPlace;
    readonly layers?: ShownLayers | undefined;
  },
): PolicyText {
  const { body } = readSource(content);
  const { blocks } = parsePolicy(content);
  const rich = isPlain(body) ? null : safeTree(isHtml(body) ? rewriteHtml(body) : renderMarkdown(body));
  const tree = shapeTree(rich !== null && holdsAll(rich, blocks) ? rich : plainTree(blocks));
  if (title !== undefined) dropTitle(tree, title);
  const direction = directionOf(locale);
  const headings = outlineTree(tree, direction, place);
  const isLayered = layers !== undefined && layers.layers.length > 0;
  if (isLayered) foldLayers(tree, layers, place.idPrefix);
  const properties = { className: ['policy-text'], lang: locale, dir: direction };
  const whole = { type: 'element', tagName: 'div', properties, children: tree.children } as Element;
  return { html: toHtml(whole), headings, isLayered };
}

/** Struck words are on the page, and said no more. */
const STRUCK = ['s', 'del'];
const BETWEEN_WORDS = /[^\p{L}\p{N}]+/gu;
// Each is a search through the whole text.
const MOST_OUT_OF_PLACE = 1_000;

/** Whether a tree has the words of every block. Parsers differ in the order of some, and in white space. */
function holdsAll(tree: Root, blocks: readonly Block[]): boolean {
  const letters = lettersOf(textOf(tree, STRUCK));
  let outOfPlace = 0;
  let from = 0;
  for (const { kind, text, number } of blocks) {
    if (isHidden({ kind }) || kind === 'code') continue;
    const words = number === null ? text : text.slice(number.length);
    const sought = lettersOf(words);
    const at = letters.indexOf(sought, from);
    if (at >= 0) from = at + sought.length;
    else if (++outOfPlace > MOST_OUT_OF_PLACE || !letters.includes(sought)) return false;
  }
  return true;
}

/** Raised figures are on a page as figures in an element of their own. */
function lettersOf(text: string): string {
  return text.normalize('NFKC').replace(BETWEEN_WORDS, '');
}

/** Blocks as the diff reads them, one after the other. */
function plainTree(blocks: readonly Block[]): Root {
  const children = blocks
    .filter((block) => !isHidden(block))
    .map(({ kind, level, number, text, source }): Element => {
      const tagName = kind === 'heading' ? `h${level}` : kind === 'code' ? 'pre' : 'p';
      const mark = kind === 'item' && number === null ? '• ' : '';
      const value = mark + (kind === 'code' ? source : text.replaceAll('\t', ' | '));
      return { type: 'element', tagName, properties: {}, children: [{ type: 'text', value }] };
    });
  return { type: 'root', children };
}

/** Leaves out what begins the text and only says again what the page's heading says. */
function dropTitle(tree: Root, title: string): void {
  const first = tree.children.findIndex((child) => textOf(child).trim() !== '');
  const found = tree.children[first];
  if (found?.type !== 'element' || !/^(?:h[1-6]|p)$/.test(found.tagName)) return;
  if (lettersOf(textOf(found)).toLowerCase() === lettersOf(title).toLowerCase())
    tree.children.splice(first, 1);
}
