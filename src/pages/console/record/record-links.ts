import { html } from 'hono/html';
import type { Instant } from '../../../domain/instant.ts';
import type { Markup } from '../../layout.ts';
import { confirmation } from '../parts/confirm.ts';
import { areaField, selectField, textField } from '../parts/fields.ts';
import { form } from '../parts/form.ts';
import type { FormState } from '../parts/form-state.ts';
import { type Shown, statement } from '../parts/shell.ts';
import { list, table } from '../parts/table.ts';
import { when } from '../parts/timeline.ts';
import { auditorWords, recordWords } from '../words/record.ts';
import type { PolicyName } from './record.ts';

const words = recordWords.links;

/** A link for an auditor, without its secret. */
export type LinkLine = {
  readonly id: string;
  readonly title: string;
  readonly version: number | null;
  readonly people: number;
  readonly seed: string | null;
  readonly madeAt: Instant;
  readonly madeBy: string;
  readonly expiresAt: Instant;
  readonly endedAt: Instant | null;
  readonly isOpen: boolean;
};

/** The links that there are, and the form by which one is made. */
export function recordLinksPage({
  links,
  next,
  isLater,
  beginning,
  policies,
  timeZone,
  url,
  state,
}: {
  readonly links: readonly LinkLine[];
  readonly next: string | null;
  readonly isLater: boolean;
  /** What was searched for. */
  readonly beginning: string;
  readonly policies: readonly PolicyName[];
  /** In which the form is filled in. */
  readonly timeZone: string;
  /** Of a link that was made just now, shown this once. */
  readonly url: string | null;
  readonly state: FormState;
}): Shown {
  const { columns } = words;
  return {
    title: words.title,
    done: recordWords.done,
    body: html`<p class="back"><a href="/console/record">${words.back}</a></p>
<h1>${words.title}</h1>
<p>${words.body}</p>
${
  url !== null &&
  html`<section class="once" aria-labelledby="made-link"><h2 id="made-link">${words.made}</h2>
<p><code>${url}</code></p><p>${words.madeHint}</p></section>`
}
${list({
  ...{ caption: words.title, at: '/console/record/links', next, isLater },
  search: { label: words.search, value: beginning, notFound: words.notFound },
  columns: [columns.what, columns.people, columns.made, columns.until, columns.end],
  rows: links.map((one) => [
    html`<bdi>${one.title}</bdi>, ${one.version === null ? words.all : words.version1(one.version)}`,
    html`${one.people}${one.seed && html`<br><span class="hint">${words.drawn(one.seed)}</span>`}`,
    html`${when(one.madeAt, timeZone)}<br><span class="hint">${words.by} <bdi>${one.madeBy}</bdi></span>`,
    openUntil(one, timeZone),
    one.isOpen ? html`<a href="/console/record/links/${one.id}/end">${words.end}</a>` : '',
  ]),
  empty: words.empty,
})}
<h2 id="make">${words.make}</h2>
${form({ to: '/console/record/links', state, submit: words.submit }, (own) => [
  selectField(own, {
    ...{ name: 'policy', label: words.policy },
    choices: policies.map(({ policy, title }) => ({ value: policy, label: title })),
  }),
  textField(own, {
    ...{ name: 'version', label: words.version, hint: words.versionHint },
    ...{ inputMode: 'numeric', width: 'short', isOptional: true },
  }),
  areaField(own, { name: 'people', label: words.people, hint: words.peopleHint, value: '25', rows: 4 }),
  textField(own, {
    ...{ name: 'expiresAt', label: words.expiresAt, hint: words.expiresAtHint(timeZone) },
    ...{ type: 'datetime-local', width: 'short' },
  }),
])}`,
  };
}

function openUntil({ isOpen, endedAt, expiresAt }: LinkLine, timeZone: string): Markup {
  if (isOpen) return html`${words.until} ${when(expiresAt, timeZone)}`;
  return endedAt === null
    ? html`${words.over} ${when(expiresAt, timeZone)}`
    : html`${words.ended} ${when(endedAt, timeZone)}`;
}

/** Asks once more before a link is ended. */
export function linkEndPage({ id, state }: { readonly id: string; readonly state: FormState }): Shown {
  const { ending } = words;
  return {
    title: ending.title,
    body: confirmation({
      ...{ title: ending.title, says: [ending.body], submit: ending.submit, state },
      to: `/console/record/links/${id}/end`,
      cancel: { label: ending.cancel, href: '/console/record/links' },
    }),
  };
}

/** Somebody behind a link for an auditor: by their pseudonym until it is opened who they are. */
export type AuditedPerson = {
  readonly ref: string;
  readonly opened: { readonly user: string; readonly email: string | null } | null;
  readonly isErased: boolean;
};

/** What a link opens to an auditor: whose evidence, about what, until when. */
export function auditorPage({
  company,
  at,
  title,
  version,
  people,
  seed,
  expiresAt,
  timeZone,
  keyUrl,
  state,
}: {
  readonly company: string;
  /** The path of the page. */
  readonly at: string;
  readonly title: string;
  readonly version: number | null;
  readonly people: readonly AuditedPerson[];
  readonly seed: string | null;
  readonly expiresAt: Instant;
  readonly timeZone: string;
  readonly keyUrl: string;
  readonly state: FormState;
}): Shown {
  const own = auditorWords;
  const { columns } = own;
  return {
    title: own.title,
    done: own.done,
    body: html`<h1>${own.title}</h1>
<p>${own.lead(company)}</p>
<dl class="facts">
<div><dt>${own.policy}</dt><dd><bdi>${title}</bdi></dd></div>
<div><dt>${own.versions}</dt><dd>${version ?? own.all}</dd></div>
<div><dt>${own.people}</dt><dd>${people.length}, ${seed === null ? own.named : own.drawn(seed)}</dd></div>
<div><dt>${own.until}</dt><dd>${when(expiresAt, timeZone)}</dd></div>
</dl>
<p>${own.hint}</p>
${table({
  caption: own.people,
  columns: [columns.person, columns.evidence, columns.address],
  rows: people.map((one) => [
    html`<code id="p-${one.ref}">${one.ref}</code>`,
    html`<a href="${at}/people/${one.ref}/evidence?format=html">${own.page}</a>, <a href="${at}/people/${one.ref}/evidence" download>${own.file}</a>`,
    whoTheyAre(one, at, state),
  ]),
})}
<h2>${own.check}</h2>
<p>${own.checkBody} <a href="${keyUrl}">${keyUrl}</a></p>`,
  };
}

function whoTheyAre({ ref, opened, isErased }: AuditedPerson, at: string, state: FormState): Markup | string {
  if (isErased) return auditorWords.erased;
  if (opened !== null)
    return html`<bdi>${opened.user}</bdi><br><bdi>${opened.email ?? auditorWords.noAddress}</bdi>`;
  return html`<form method="post" action="${at}/people/${ref}/address"><input type="hidden" name="csrf" value="${state.csrf}"><button type="submit">${auditorWords.open}<span class="visually-hidden"> ${ref}</span></button></form>`;
}

/** That a link for an auditor opens nothing. */
export function closedAuditorPage(): Shown {
  const { title, body } = auditorWords.closed;
  return statement({ title, body: [body] });
}
