import { html } from 'hono/html';
import type { Markup } from '../../layout.ts';
import { shellWords } from '../words/shell.ts';

/** A piece of a row: words, or more. */
export type Cell = Markup | string | number;

/** A table: what it is of, what its columns are, and its rows, of which the first cell says what each is of. */
export type Table = {
  readonly caption: string;
  readonly columns: readonly (string | { readonly head: string; readonly isNumber: true })[];
  readonly rows: readonly (readonly Cell[])[];
};

/** A table that scrolls by itself where it is wider than the page. */
export function table({ caption, columns, rows }: Table): Markup {
  const isNumber = (i: number) => typeof columns[i] === 'object';
  const number = (i: number) => isNumber(i) && html` class="number"`;
  return html`<section class="table" aria-label="${caption}" tabindex="0">
<table><caption>${caption}</caption>
<thead><tr>${columns.map((one, i) => html`<th scope="col"${number(i)}>${typeof one === 'string' ? one : one.head}</th>`)}</tr></thead>
<tbody>${rows.map(
    ([first, ...rest]) => html`
<tr><th scope="row">${first}</th>${rest.map((cell, i) => html`<td${number(i + 1)}>${cell}</td>`)}</tr>`,
  )}</tbody></table>
</section>`;
}

/** A list that is looked at a page at a time: a search, the table, and the way to what comes next. */
export type List = Table & {
  /** Where the list is, without its query. */
  readonly at: string;
  readonly search?: {
    readonly label: string;
    /** What was searched for; empty where nothing was. */
    readonly value: string;
    /** What stands there where nothing was found. */
    readonly notFound: Nothing;
  };
  /** What else the list is of, and which links keep: filters. */
  readonly kept?: Readonly<Record<string, string>>;
  /** The place after the last row; null where nothing follows. */
  readonly next: string | null;
  /** Whether this is a page after the first. */
  readonly isLater: boolean;
  /** What stands there where there is nothing. */
  readonly empty: Nothing;
};

/** A list by keyset: no page of it takes longer than another, however many rows there are. */
export function list({ at, search, kept = {}, next, isLater, empty, ...rest }: List): Markup {
  const query = (more: Readonly<Record<string, string>>) => {
    const said = { ...kept, ...(search?.value ? { q: search.value } : {}), ...more };
    const text = new URLSearchParams(said).toString();
    return text === '' ? at : `${at}?${text}`;
  };
  return html`${
    search &&
    html`<form class="search" method="get" action="${at}" role="search">
${Object.entries(kept).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<label for="q">${search.label}</label>
<div><input id="q" name="q" type="search" value="${search.value}" autocomplete="off"><button type="submit">${shellWords.search}</button></div>
</form>`
  }
${rest.rows.length === 0 ? emptyState(search?.value ? search.notFound : empty) : table(rest)}
${
  (isLater || next !== null) &&
  html`<nav class="pages" aria-label="${rest.caption}">${isLater && html`<a href="${query({})}">${shellWords.first}</a>`}${next !== null && html`<a rel="next" href="${query({ cursor: next })}">${shellWords.next}</a>`}</nav>`
}`;
}

/** That there is nothing, and what to do next. */
export type Nothing = {
  readonly title: string;
  readonly body?: string;
  readonly action?: { readonly label: string; readonly href: string };
};

/** What stands where there is nothing yet. */
export function emptyState({ title, body, action }: Nothing): Markup {
  return html`<div class="empty"><p class="empty-title">${title}</p>${body && html`<p>${body}</p>`}${action && html`<p><a class="button" href="${action.href}">${action.label}</a></p>`}</div>`;
}
