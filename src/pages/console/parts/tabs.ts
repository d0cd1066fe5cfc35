import { html } from 'hono/html';
import type { Markup } from '../../layout.ts';

/** One side of a thing, on a page of its own. */
export type Tab = { readonly label: string; readonly href: string; readonly isCurrent: boolean };

/** Several sides of one thing: links, since each is a page. */
export function tabs(label: string, items: readonly Tab[]): Markup {
  return html`<nav class="tabs" aria-label="${label}"><ul>${items.map(
    (one) =>
      html`<li><a href="${one.href}"${one.isCurrent && html` aria-current="page"`}>${one.label}</a></li>`,
  )}</ul></nav>`;
}
