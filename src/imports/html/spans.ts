import type { Piece } from '../text-block.ts';
import { attributeIn, type HtmlElement } from './parse-html.ts';

/** How text in an element is set. */
export type SpanStyle = Omit<Piece, 'text' | 'isMark'>;

const BY_TAG: Readonly<Record<string, SpanStyle>> = {
  b: { bold: true },
  strong: { bold: true },
  i: { italic: true },
  em: { italic: true },
  cite: { italic: true },
  dfn: { italic: true },
  s: { struck: true },
  strike: { struck: true },
  sup: { raised: 'sup' },
  sub: { raised: 'sub' },
  code: { code: true },
  kbd: { code: true },
  samp: { code: true },
  tt: { code: true },
};

/** How the text in an element is set: by its tag, and by the style that word processors write at it. */
export function styleIn(tagName: string, said: SaidStyle | null, outer: SpanStyle): SpanStyle {
  const byTag = BY_TAG[tagName];
  if (byTag === undefined && !said?.set) return outer;
  return { ...outer, ...byTag, ...said?.set };
}

/** What the style at an element says: how its words are set, if it says so, and whether browsers show them. */
export type SaidStyle = { readonly set: SpanStyle | null; readonly isUnseen: boolean };

/** Reads the styles of a page's elements, each once: word processors write the same ones at thousands of them. */
export function styleReader(): (element: HtmlElement) => SaidStyle | null {
  const known = new Map<string, SaidStyle>();
  return (element) => {
    const style = attributeIn(element, 'style');
    if (style === undefined) return null;
    const said = known.get(style) ?? readStyle(style.toLowerCase());
    known.set(style, said);
    return said;
  };
}

function readStyle(style: string): SaidStyle {
  const weight = /font-weight\s*:\s*(\w+)/.exec(style)?.[1];
  const slant = /font-style\s*:\s*(\w+)/.exec(style)?.[1];
  const set: SpanStyle = {
    ...(weight !== undefined && { bold: weight === 'bold' || weight === 'bolder' || Number(weight) >= 600 }),
    ...(slant !== undefined && { italic: slant !== 'normal' }),
    ...(/text-decoration[\w-]*\s*:[^;]*line-through/.test(style) && { struck: true }),
  };
  return {
    set: Object.keys(set).length === 0 ? null : set,
    isUnseen: /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/.test(style),
  };
}
