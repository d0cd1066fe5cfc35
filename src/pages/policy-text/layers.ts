import type { Element, ElementContent, Root } from 'hast';
import { anchorNames, type Layer } from '../../domain/policies/layers.ts';
import { textOf } from './tree.ts';

/** Sections of a text in short, and what leads to all that a section says, in the language of the page. */
export type ShownLayers = {
  readonly layers: readonly Layer[];
  readonly readMore: string;
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
};

const HEADING = /^h[1-6]$/;

/**
 * Puts before what stands below a heading what it says in short, and folds the rest, which is unfolded without
 * script; each heading stays in sight with its id. `idPrefix` is what ids begin with. Changes the tree.
 */
export function foldLayers(tree: Root, shown: ShownLayers, idPrefix: string): void {
  const summaries = new Map(
    shown.layers.flatMap(({ anchor, summary }) =>
      anchorNames(anchor).map((name) => [idPrefix + name, summary] as const),
    ),
  );
  foldIn(tree);

  function foldIn(parent: Root | Element): void {
    const folded: ElementContent[] = [];
    const children = parent.children as ElementContent[];
    for (let at = 0; at < children.length; at++) {
      const child = children[at] as ElementContent;
      folded.push(child);
      if (child.type !== 'element') continue;
      const summary = HEADING.test(child.tagName) ? summaries.get(String(child.properties.id)) : undefined;
      if (summary === undefined) {
        foldIn(child);
        continue;
      }
      const level = Number(child.tagName[1]);
      const next = children.findIndex((one, i) => i > at && isHeading(one, level));
      const end = next === -1 ? children.length : next;
      folded.push(elementOf('p', { className: ['layer-summary'] }, [{ type: 'text', value: summary }]));
      const rest = elementOf('div', {}, children.slice(at + 1, end));
      foldIn(rest);
      const heading = textOf(child).replace(/\s+/g, ' ').trim();
      if (rest.children.length > 0) folded.push(foldOf(heading, rest.children));
      at = end - 1;
    }
    parent.children = folded;
  }

  function foldOf(heading: string, rest: readonly ElementContent[]): Element {
    const { readMore, lang, dir } = shown;
    const summary = elementOf('summary', { lang, dir, ariaLabel: `${readMore}: ${heading}` }, [
      { type: 'text', value: readMore },
    ]);
    return elementOf('details', { className: ['layer'] }, [summary, ...rest]);
  }
}

function isHeading(node: ElementContent, deepest: number): boolean {
  return node.type === 'element' && HEADING.test(node.tagName) && Number(node.tagName[1]) <= deepest;
}

function elementOf(tagName: string, properties: Element['properties'], children: ElementContent[]): Element {
  return { type: 'element', tagName, properties, children };
}
