import { html } from 'hono/html';
import type { Instant } from '../../domain/instant.ts';
import type { Markup } from '../layout.ts';
import { UNKNOWN_PATH } from './operations.ts';
import { checkField, radioField, textField } from './parts/fields.ts';
import { form } from './parts/form.ts';
import type { FormState, OwnState } from './parts/form-state.ts';
import type { Shown } from './parts/shell.ts';
import { list } from './parts/table.ts';
import { when } from './parts/timeline.ts';
import { versionPath } from './version.ts';
import { operationsWords } from './words/operations.ts';

/** A mail of which nobody can tell whether it went out, as its screens tell of it. */
export type ShownUnknown = {
  readonly id: string;
  readonly policy: string;
  readonly version: number;
  readonly kind: string;
  readonly user: string | null;
  readonly email: string | null;
  readonly writtenAt: Instant | null;
};

/** All mails of which nobody can tell, and the form that says the same of all of them. */
export function unknownMailsPage({
  mails,
  count,
  next,
  isLater,
  beginning,
  outcome,
  mayResolve,
  state,
}: {
  readonly mails: readonly ShownUnknown[];
  readonly count: number;
  readonly next: string | null;
  readonly isLater: boolean;
  /** What was searched for. */
  readonly beginning: string;
  /** What came of saying the same of all, just now. */
  readonly outcome: { readonly resolved: number; readonly refused: readonly string[] } | null;
  readonly mayResolve: boolean;
  readonly state: FormState;
}): Shown {
  const { unknown: words, done } = operationsWords;
  const { columns } = words;
  return {
    title: words.title,
    done: outcome === null ? done : { ...done, alike: words.outcome(outcome.resolved, outcome.refused) },
    body: html`<p class="back"><a href="/console/operations">${words.back}</a></p>
<h1>${words.title}</h1>
<p>${words.lead}</p>
${list({
  ...{ caption: words.title, at: UNKNOWN_PATH, next, isLater },
  search: { label: words.search, value: beginning, notFound: words.notFound },
  columns: [columns.user, columns.address, columns.version, columns.kind, columns.written],
  rows: mails.map((one) => [
    mayResolve ? html`<a href="${UNKNOWN_PATH}/${one.id}">${nameOf(one)}</a>` : nameOf(one),
    addressOf(one),
    html`<a href="${versionPath(one)}">${one.policy} ${one.version}</a>`,
    words.kinds[one.kind] ?? words.receipt,
    one.writtenAt === null ? '' : when(one.writtenAt),
  ]),
  empty: words.empty,
})}
${
  mayResolve &&
  count > 0 &&
  html`<h2>${words.alike}</h2>
<p>${words.alikeHint(count)}</p>
${form({ to: UNKNOWN_PATH, state, submit: words.submitAll(count), isDanger: true }, (own) => [
  verdict(own, words.asAll),
  textField(own, { name: 'reason', label: words.reason, hint: words.reasonHint, isOptional: true }),
  checkField(own, {
    ...{ name: 'confirm', label: words.confirm },
    choices: [{ value: 'yes', label: words.confirmAll(count) }],
  }),
])}`
}`,
  };
}

/** One of them, and the form that says what became of it. */
export function unknownMailPage({
  mail,
  state,
}: {
  readonly mail: ShownUnknown;
  readonly state: FormState;
}): Shown {
  const { unknown: words } = operationsWords;
  const { columns } = words;
  const title = words.one(mail.user ?? words.erased);
  return {
    title,
    body: html`<p class="back"><a href="${UNKNOWN_PATH}">${words.backToList}</a></p>
<h1>${title}</h1>
<dl>
<dt>${columns.address}</dt><dd>${addressOf(mail)}</dd>
<dt>${columns.version}</dt><dd><a href="${versionPath(mail)}">${mail.policy} ${mail.version}</a></dd>
<dt>${columns.kind}</dt><dd>${words.kinds[mail.kind] ?? words.receipt}</dd>
${mail.writtenAt !== null && html`<dt>${columns.written}</dt><dd>${when(mail.writtenAt)}</dd>`}
</dl>
${form({ to: `${UNKNOWN_PATH}/${mail.id}`, state, submit: words.submit }, (own) => [
  verdict(own, words.as),
  textField(own, { name: 'at', label: words.at, hint: words.atHint, isOptional: true }),
  textField(own, { name: 'reason', label: words.reason, hint: words.reasonHint, isOptional: true }),
])}
<p><a href="${UNKNOWN_PATH}">${words.backToList}</a></p>`,
  };
}

function verdict(own: OwnState, label: string): Markup {
  const { unknown: words } = operationsWords;
  return radioField(own, {
    ...{ name: 'as', label },
    choices: [
      { value: 'sent', label: words.sent, hint: words.sentHint },
      { value: 'resend', label: words.resend, hint: words.resendHint },
    ],
  });
}

function nameOf({ user }: ShownUnknown): Markup {
  return html`<bdi>${user ?? operationsWords.unknown.erased}</bdi>`;
}

function addressOf({ email }: ShownUnknown): Markup {
  return html`<bdi>${email ?? operationsWords.unknown.gone}</bdi>`;
}
