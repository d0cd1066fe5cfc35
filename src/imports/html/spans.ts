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
export function styleIn(element: HtmlElement, outer: SpanStyle): SpanStyle {
  const said: { -readonly [Name in keyof SpanStyle]: SpanStyle[Name] } = {
    ...outer,
    ...BY_TAG[element.tagName],
  };
  const style = attributeIn(element, 'style')?.toLowerCase();
  if (style === undefined) return said;
  const weight = /font-weight\s*:\s*(\w+)/.exec(style)?.[1];
  if (weight !== undefined) said.bold = weight === 'bold' || weight === 'bolder' || Number(weight) >= 600;
  const slant = /font-style\s*:\s*(\w+)/.exec(style)?.[1];
  if (slant !== undefined) said.italic = slant !== 'normal';
  if (/text-decoration[\w-]*\s*:[^;]*line-through/.test(style)) said.struck = true;
  return said;
}
