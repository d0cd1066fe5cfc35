import type { collectInline } from './block.ts';
import { hrefOf, type Tag } from './html-tag.ts';

/** Words in these are struck: whoever reads them reads that they hold no more. */
const STRUCK = new Set(['s', 'strike', 'del']);

/** A number set higher or lower than its line is another number: `10<sup>2</sup>` is not 102. */
const RAISED: Readonly<Record<string, string>> = { sup: '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾', sub: '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎' };
const PLAIN = '0123456789+-=()';

/** Reads tags inside a line one after the other: links, struck words and raised ones; each is told of every tag. */
export function spanReader(
  inline: ReturnType<typeof collectInline>,
  decode: (text: string) => string,
): (tag: Tag) => void {
  const open = new Map<string, { readonly piece: number; readonly target: string | null }[]>();
  return (tag) => {
    const { name, closing } = tag;
    if (name !== 'a' && !STRUCK.has(name) && RAISED[name] === undefined) return;
    const known = open.get(name) ?? [];
    open.set(name, known);
    if (!closing) {
      const target = name === 'a' ? hrefOf(tag) : null;
      if (name !== 'a' || target !== null) {
        known.push({ piece: inline.pieces.length, target: target && decode(target) });
      }
      return;
    }
    const opener = known.pop();
    if (opener === undefined) return;
    if (opener.target !== null) inline.link(opener.piece, opener.target);
    else if (STRUCK.has(name)) inline.strike(opener.piece);
    else raise(inline.pieces, opener.piece, name);
  };
}

/** Writes pieces from `from` on as raised, where there are signs for that; else with a sign before them. */
function raise(pieces: string[], from: number, name: string): void {
  const text = pieces.slice(from).join('');
  if (text.trim() === '') return;
  const signs = RAISED[name]!;
  const raised = [...text].map((char) => signs[PLAIN.indexOf(char)] ?? '').join('');
  const isRaised = raised.length === text.length;
  if (!isRaised) pieces[from] = `${name === 'sup' ? '^' : '_'}${pieces[from]}`;
  else pieces.fill('', from).splice(from, 1, raised);
}

/** A tag without where it leads, which is compared apart. */
export function withoutHref(source: string): string {
  return source.replace(/\s*href=("[^"]*"|'[^']*')/i, '');
}
