import { html } from 'hono/html';
import type { Instant } from '../../domain/instant.ts';
import type { Markup } from '../layout.ts';
import { confirmation } from './parts/confirm.ts';
import { radioField, textField } from './parts/fields.ts';
import { form } from './parts/form.ts';
import type { FormState } from './parts/form-state.ts';
import type { Shown } from './parts/shell.ts';
import { list } from './parts/table.ts';
import { tabs } from './parts/tabs.ts';
import { when } from './parts/timeline.ts';
import { developersWords } from './words/developers.ts';
import { INSTALL, SNIPPETS, snippetFor } from './words/snippets.ts';

/** Where keys are. */
export const DEVELOPERS = '/console/developers';

/** The sides of what developers look at. */
export type Side = 'keys' | 'webhooks' | 'check' | 'snippets' | 'clock';

const PATHS: Readonly<Record<Side, string>> = {
  keys: DEVELOPERS,
  webhooks: `${DEVELOPERS}/webhooks`,
  check: `${DEVELOPERS}/check`,
  snippets: `${DEVELOPERS}/snippets`,
  clock: `${DEVELOPERS}/clock`,
};

/** What stands above each side. */
export function sideHead(side: Side): Markup {
  const { tabs: names } = developersWords;
  return html`<h1>${developersWords.title}</h1>
${tabs(
  developersWords.title,
  (Object.keys(PATHS) as Side[]).map((one) => ({
    ...{ label: names[one], href: PATHS[one], isCurrent: one === side },
  })),
)}`;
}

/** The title of a side. */
export function sideTitle(side: Side): string {
  return `${developersWords.tabs[side]} – ${developersWords.title}`;
}

/** A key, as it is listed. */
export type ListedKey = {
  readonly id: string;
  readonly name: string;
  readonly role: 'app' | 'legal' | 'approver' | 'admin';
  readonly createdAt: Instant;
  readonly lastUsedAt: Instant | null;
  readonly endsAt: Instant | null;
};

/** Something secret that is shown once: what it is, and itself. */
export function secretOnce(says: string, secret: string): Markup {
  return html`<section class="secret notice"><p>${says}</p><pre tabindex="0">${secret}</pre></section>`;
}

/** The keys that work, and for admins the form that makes one. */
export function keysPage({
  keys,
  next,
  isLater,
  beginning,
  made,
  mayWrite,
  state,
}: {
  readonly keys: readonly ListedKey[];
  readonly next: string | null;
  readonly isLater: boolean;
  /** What was searched for. */
  readonly beginning: string;
  /** The token of a key that was made just now. */
  readonly made: string | null;
  readonly mayWrite: boolean;
  readonly state: FormState;
}): Shown {
  const { keys: words } = developersWords;
  const { columns, make } = words;
  return {
    title: sideTitle('keys'),
    done: words.done,
    body: html`${sideHead('keys')}
${made !== null && secretOnce(words.once, made)}
<p>${words.lead}</p>
${list({
  ...{ caption: developersWords.tabs.keys, at: DEVELOPERS, next, isLater },
  search: { label: words.search, value: beginning, notFound: words.notFound },
  columns: [
    ...[columns.name, columns.role, columns.made, columns.used, columns.ends],
    ...(mayWrite ? [columns.end] : []),
  ],
  rows: keys.map((one) => [
    html`<bdi>${one.name}</bdi>`,
    make.roles[one.role][0],
    when(one.createdAt),
    one.lastUsedAt === null ? words.never : when(one.lastUsedAt),
    one.endsAt === null ? words.noEnd : when(one.endsAt),
    ...(mayWrite
      ? [
          html`<a href="${DEVELOPERS}/keys/${one.id}/end">${words.end}<span class="visually-hidden"> ${one.name}</span></a>`,
        ]
      : []),
  ]),
  empty: words.empty,
})}
${
  mayWrite &&
  html`<h2>${make.title}</h2>
${form({ to: `${DEVELOPERS}/keys`, state, submit: make.submit }, (own) => [
  textField(own, { name: 'name', label: make.name, hint: make.nameHint }),
  radioField(own, {
    ...{ name: 'role', label: make.role },
    choices: (['app', 'legal', 'approver', 'admin'] as const).map((value) => ({
      ...{ value, label: make.roles[value][0], hint: make.roles[value][1] },
    })),
  }),
  textField(own, { name: 'endsAt', label: make.endsAt, hint: make.endsAtHint, isOptional: true }),
])}`
}`,
  };
}

/** Asks once more before a key is ended. */
export function keyEndPage({ key, state }: { readonly key: ListedKey; readonly state: FormState }): Shown {
  const { confirm } = developersWords.keys;
  const title = confirm.title(key.name);
  return {
    title,
    body: confirmation({
      title,
      says: [
        ...(key.lastUsedAt === null
          ? [confirm.says(false)]
          : [html`${confirm.says(true)} ${developersWords.keys.columns.used}: ${when(key.lastUsedAt)}.`]),
        confirm.keeps,
      ],
      to: `${DEVELOPERS}/keys/${key.id}/end`,
      state,
      submit: confirm.submit,
      cancel: { label: confirm.cancel, href: DEVELOPERS },
    }),
  };
}

/** What an app writes to ask this service. */
export function snippetsPage({ address }: { readonly address: string }): Shown {
  const { snippets: words } = developersWords;
  const request = `curl ${address}/v1/users/u_42/policies/terms -H "Authorization: Bearer $PROVISO_KEY"`;
  return {
    title: sideTitle('snippets'),
    body: html`${sideHead('snippets')}
<p>${words.lead}</p>
<h2>${words.install}</h2>
${code(INSTALL)}
${SNIPPETS.map((one) => html`<h2 id="${one.id}">${one.title}</h2>${code(snippetFor(one, address))}`)}
<h2>${words.more}</h2>
${code(request)}`,
  };
}

function code(text: string): Markup {
  return html`<div class="secret"><pre tabindex="0"><code>${text}</code></pre></div>`;
}

/** The clock of a service under test, and moving it on. */
export function clockPage({
  clock,
  mayMove,
  state,
}: {
  readonly clock: { readonly now: Instant; readonly secondsAhead: number } | null;
  readonly mayMove: boolean;
  readonly state: FormState;
}): Shown {
  const { clock: words } = developersWords;
  return {
    title: sideTitle('clock'),
    done: words.done,
    body: html`${sideHead('clock')}
${
  clock === null
    ? html`<p>${words.none}</p>`
    : html`<p>${words.lead}</p>
<dl>
<dt>${words.now}</dt><dd>${when(clock.now)}</dd>
<dt>${words.ahead}</dt><dd>${words.seconds(clock.secondsAhead)}</dd>
</dl>
${
  mayMove &&
  form({ to: PATHS.clock, state, submit: words.submit }, (own) =>
    textField(own, { name: 'advance', label: words.advance, hint: words.advanceHint, width: 'short' }),
  )
}`
}`,
  };
}
