/*
 * People, drawn: the list by which they are found, the page of one, which is read from top to bottom like a story, a
 * mail as it was sent, and the forms by which something is done for them.
 */

import { html } from 'hono/html';
import type { Shown } from '../parts/shell.ts';
import { list } from '../parts/table.ts';
import { languageSaid } from '../words/languages.ts';
import { peopleWords as words } from '../words/people.ts';

/** Somebody in the list of people. */
export type PersonLine = {
  readonly user: string;
  readonly name: string | null;
  /** The address by which they were found, which may be a contact’s. */
  readonly email: string | null;
  readonly locale: string | null;
};

/** Where somebody's page is; `more` goes on from it. */
export function personPath(user: string, more = ''): string {
  return `/console/people/${encodeURIComponent(user)}${more}`;
}

/** People, by how their id or address begins. */
export function peoplePage({
  people,
  next,
  isLater,
  beginning,
  mayImport,
}: {
  readonly people: readonly PersonLine[];
  readonly next: string | null;
  readonly isLater: boolean;
  /** What was searched for. */
  readonly beginning: string;
  readonly mayImport: boolean;
}): Shown {
  const { columns } = words;
  return {
    title: words.title,
    done: { erased: words.erased },
    body: html`<h1>${words.title}</h1>
<p>${words.lead}</p>
${mayImport && html`<p><a class="button" href="/console/imports">${words.bringIn}</a></p>`}
${list({
  ...{ caption: words.title, at: '/console/people', next, isLater },
  search: { label: words.search, value: beginning, notFound: words.notFound },
  columns: [columns.id, columns.name, columns.email, columns.language],
  rows: people.map(({ user, name, email, locale }) => [
    html`<a href="${personPath(user)}"><bdi>${user}</bdi></a>`,
    html`<bdi>${name ?? words.none}</bdi>`,
    html`<bdi>${email ?? words.none}</bdi>`,
    locale === null ? words.none : languageSaid(locale),
  ]),
  empty: words.empty,
})}`,
  };
}
