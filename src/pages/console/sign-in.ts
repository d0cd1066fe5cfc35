import { html } from 'hono/html';
import type { Company } from '../../domain/company.ts';
import { textField } from './parts/fields.ts';
import { form } from './parts/form.ts';
import type { FormState, Typed } from './parts/form-state.ts';
import { type Shown, statement } from './parts/shell.ts';
import { signInWords as words } from './words/sign-in.ts';

/** Where whoever signs in goes on to: a path of the console, which forms take along. */
type GoingOn = { readonly state: FormState; readonly next: string };

/** The page by which everybody comes in: it asks for an address. */
export function signInPage({
  company,
  state,
  next,
  email,
  provider,
}: GoingOn & {
  readonly company: Pick<Company, 'name'>;
  readonly email: string;
  /** The identity provider by which members can come as well. */
  readonly provider: string | null;
}): Shown {
  return {
    title: words.title,
    done: { out: words.signedOut, everywhere: words.signedOutEverywhere },
    body: html`<h1>${words.title}</h1>
<p>${words.lead(company.name)}</p>
${provider !== null && html`<p><a class="button" href="/console/sign-in/oidc?next=${encodeURIComponent(next)}">${words.with(provider)}</a></p>`}
${form({ to: '/console/sign-in', state, submit: words.ask, hidden: { next } }, (own) =>
  textField(own, {
    ...{ name: 'email', label: words.email, hint: words.emailHint, type: 'email' },
    ...{ autocomplete: 'username', value: email, hasFocus: true },
  }),
)}`,
  };
}

/** That somebody could not be signed in by an identity provider, and why. */
export function elsewherePage(name: string, body: string): Shown {
  const { title, back } = words.elsewhere;
  const link = { label: back, href: '/console/sign-in' };
  return statement({ title, body: [`${name}: ${body}`], link });
}

/** The page on which the code is typed in, in the browser that asked for it. */
export function codePage({ state, next, email }: GoingOn & { readonly email: string }): Shown {
  const { code } = words;
  return {
    title: code.title,
    body: html`<h1>${code.title}</h1>
<p>${code.lead(email)}</p>
${form({ to: '/console/sign-in/code', state, submit: code.submit, hidden: { email, next } }, (own) => codeField(own))}
<p class="hint">${code.nothing}</p>
<p><a href="/console/sign-in?next=${encodeURIComponent(next)}">${code.another}</a></p>`,
  };
}

function codeField(own: Parameters<typeof textField>[0]) {
  return textField(own, {
    ...{ name: 'code', label: words.code.label, hint: words.code.hint, width: 'short' },
    ...{ autocomplete: 'one-time-code', hasFocus: true },
  });
}

/** The page behind a link that makes an admin; `typed` is what a form that came back held, or the link said. */
export function firstAdminPage({
  state,
  to,
  email,
  name,
}: {
  readonly state: FormState;
  readonly to: string;
  readonly email: string;
  readonly name: string;
}): Shown {
  const { first } = words;
  return {
    title: first.title,
    body: html`<h1>${first.title}</h1>
<p>${first.lead}</p>
${form({ to, state, submit: first.submit }, (own) => [
  textField(own, {
    ...{ name: 'name', label: first.name, hint: first.nameHint, autocomplete: 'name', value: name },
  }),
  textField(own, {
    ...{ name: 'email', label: first.email, hint: first.emailHint, type: 'email' as const },
    ...{ autocomplete: 'username', value: email },
  }),
])}`,
  };
}

/** That a link to become an admin opens nothing. */
export function closedLinkPage(): Shown {
  const { unknown } = words.first;
  return statement({ title: unknown.title, body: [unknown.body] });
}

/**
 * Asks for a new code before something that cannot be undone, and takes along what was typed into the form, so that
 * with the code it is done.
 */
export function codeAgainPage({
  state,
  to,
  email,
  typed,
}: {
  readonly state: FormState;
  readonly to: string;
  readonly email: string;
  readonly typed: Typed;
}): Shown {
  const { again } = words;
  const kept = Object.entries(typed).filter(([name]) => name !== 'csrf' && name !== 'code');
  return {
    title: again.title,
    body: html`<h1>${again.title}</h1>
<p>${again.lead(email)}</p>
${form({ to, state, submit: again.submit }, (own) => [
  ...kept.flatMap(([name, values]) =>
    [values].flat().map((value) => html`<input type="hidden" name="${name}" value="${value}">`),
  ),
  codeField({ ...own, typed: {} }),
])}
<form class="form" method="post" action="${to}"><input type="hidden" name="csrf" value="${state.csrf}">
${kept.flatMap(([name, values]) => [values].flat().map((value) => html`<input type="hidden" name="${name}" value="${value}">`))}
<p class="submit"><button type="submit" name="code" value="">${again.resend}</button></p></form>`,
  };
}
