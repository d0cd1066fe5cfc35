import type { RemarkKind } from '../collect-remarks.ts';
import { attributeIn, type HtmlElement } from './parse-html.ts';
import type { SaidStyle } from './spans.ts';

/** Why an element's words are not carried over. */
export type LeftOut = {
  /** What it is told as; null where nobody misses anything. */
  readonly kind: RemarkKind | null;
  readonly detail: string;
  /** Whether it is told of where it holds no words. */
  readonly isToldWithoutWords: boolean;
};

const EMBEDDED = new Set('iframe object embed video audio canvas svg math applet frameset'.split(' '));
const CONTROLS = new Set('input select button textarea meter progress output'.split(' '));

/** Why an element is left out of a text; null where its words are part of it. `said` is its style, if it has one. */
export function whyLeftOut(element: HtmlElement, said: SaidStyle | null): LeftOut | null {
  const { tagName } = element;
  if (tagName === 'script') {
    const isData = /json/i.test(attributeIn(element, 'type') ?? '');
    return because(isData ? null : 'script', 'A script was left out, with what it may write', true);
  }
  if (said?.isUnseen || attributeIn(element, 'hidden') !== undefined)
    return because('hidden', 'Hidden text was left out');
  if (tagName === 'del') return because('tracked', 'Deleted', true);
  if (tagName === 'img') return because('image', 'A picture was left out', true);
  if (tagName === 'rt') return because('ruby', 'A reading above the words was left out');
  if (tagName === 'rp') return because(null, '');
  if (EMBEDDED.has(tagName)) return because('embedded', `What is no text (${tagName}) was left out`, true);
  return CONTROLS.has(tagName) ? because('embedded', `What is no text (${tagName}) was left out`) : null;
}

function because(kind: RemarkKind | null, detail: string, isToldWithoutWords = false): LeftOut {
  return { kind, detail, isToldWithoutWords };
}
