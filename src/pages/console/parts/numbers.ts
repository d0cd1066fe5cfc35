import { html } from 'hono/html';
import type { Markup } from '../../layout.ts';

/** A number that leads to the list behind it. */
export type Stat = { readonly label: string; readonly value: number; readonly href?: string };

/** Numbers side by side, each a link to its list where it has one. */
export function stats(items: readonly Stat[]): Markup {
  return html`<dl class="stats">${items.map(({ label, value, href }) => {
    const number = html`${value.toLocaleString('en')}`;
    return html`<div><dt>${label}</dt><dd>${href === undefined ? number : html`<a href="${href}">${number}</a>`}</dd></div>`;
  })}</dl>`;
}

/** A part of a bar: `kind` says its colour. */
export type BarPart = Stat & { readonly kind: 'good' | 'bad' | 'open' | 'rest' };

/** So wide is a bar, in units of its own. */
const WIDTH = 1000;

/**
 * How a whole is made up: a bar, and beneath it the same as numbers, each a link to its list. The bar is drawn by the
 * server, and a reader of the screen hears the numbers alone.
 */
export function bar({
  label,
  parts,
}: {
  readonly label: string;
  readonly parts: readonly BarPart[];
}): Markup {
  const total = parts.reduce((sum, { value }) => sum + value, 0);
  let from = 0;
  const rects = parts.map(({ value, kind }) => {
    const width = total === 0 ? 0 : (value / total) * WIDTH;
    const x = from;
    from += width;
    return (
      value > 0 &&
      html`<rect class="part-${kind}" x="${x.toFixed(1)}" y="0" width="${width.toFixed(1)}" height="10"/>`
    );
  });
  return html`<figure class="bar">
<svg viewBox="0 0 ${WIDTH} 10" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="part-rest" x="0" y="0" width="${WIDTH}" height="10"/>${rects}</svg>
<figcaption><span class="visually-hidden">${label}: </span>${parts
    .filter(({ value }) => value > 0)
    .map(({ label: of, value, href, kind }) => {
      const said = html`<b>${value.toLocaleString('en')}</b> ${of}`;
      return html`<span class="key key-${kind}">${href === undefined ? said : html`<a href="${href}">${said}</a>`}</span> `;
    })}</figcaption>
</figure>`;
}
