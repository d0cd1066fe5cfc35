import { html } from 'hono/html';
import { type MemberRole, may, type Right } from '../../../domain/access/roles.ts';
import type { Company } from '../../../domain/company.ts';
import type { Markup } from '../../layout.ts';
import { shellWords } from '../words/shell.ts';
import { errorSummary } from './form.ts';
import type { FormState } from './form-state.ts';

/** A place that the navigation leads to, for whoever may see it. */
export type Place = {
  readonly href: string;
  readonly label: string;
  readonly may: Right;
  /** What else is of this place, by the beginning of its path. */
  readonly also?: string;
};

/** What a screen answers: its title, what stands on it, and what `?done=` says after a form on it was done. */
export type Shown = {
  readonly title: string;
  /** With its own `h1`. */
  readonly body: Markup;
  readonly done?: Readonly<Record<string, string>>;
  /** What it shows besides: comparisons, texts of policies. */
  readonly styles?: readonly ('diff' | 'policy-text')[];
};

/** A page of the console: a screen, and what stands around it. */
export type ConsolePage = Shown & {
  readonly company: Company;
  /** Null for whoever is not signed in. */
  readonly member: { readonly name: string; readonly roles: readonly MemberRole[] } | null;
  readonly places: readonly Place[];
  /** The path of the page. */
  readonly path: string;
  readonly state: FormState;
  /** What was done just now: a name among those of `done`. */
  readonly did: string | null;
};

/** A whole page of the console; it needs no script. */
export function consolePage(page: ConsolePage): Markup {
  const { company, member, body, state, did, path } = page;
  const said = did === null ? undefined : page.done?.[did];
  const isBack = state.errors.length > 0;
  const title = isBack
    ? shellWords.errorTitle(page.title)
    : said === undefined
      ? page.title
      : `${said} ${page.title}`;
  return html`<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${shellWords.title(title, company.name)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/page.css">
<link rel="stylesheet" href="/assets/console.css">
${(page.styles ?? []).map((name) => html`<link rel="stylesheet" href="/assets/${name}.css">`)}
<link rel="stylesheet" href="/company.css">
</head>
<body class="console">
<a class="skip" href="#main">${shellWords.skip}</a>
<header class="site wide">
<p class="company"><a href="/console"><bdi>${company.name}</bdi> ${shellWords.console}</a></p>
${member !== null && whoAmI(member, state)}
</header>
${member !== null && navigation(page.places, member, path)}
<main id="main" class="wide" tabindex="-1">
${errorSummary(state)}
${said !== undefined && html`<p class="receipt good" id="done" role="status" tabindex="-1">${said}</p>`}
${body}
</main>
</body>
</html>`;
}

function navigation(
  places: readonly Place[],
  member: NonNullable<ConsolePage['member']>,
  path: string,
): Markup {
  const isIn = (place: string | undefined) =>
    place !== undefined && place !== '/console' && path.startsWith(`${place}/`);
  return html`<nav class="places wide" aria-label="${shellWords.nav}"><ul>${places
    .filter((one) => may(member, one.may))
    .map(({ href, label, also }) => {
      const isHere = path === href || isIn(href) || isIn(also);
      return html`<li><a href="${href}"${isHere && html` aria-current="${path === href ? 'page' : 'true'}"`}>${label}</a></li>`;
    })}</ul></nav>`;
}

function whoAmI({ name }: { readonly name: string }, { csrf }: FormState): Markup {
  return html`<details class="account"><summary><span class="visually-hidden">${shellWords.signedInAs} </span><bdi>${name}</bdi></summary>
<form method="post" action="/console/sign-out"><input type="hidden" name="csrf" value="${csrf}">
<button type="submit">${shellWords.signOut}</button>
<button type="submit" name="everywhere" value="yes">${shellWords.signOutEverywhere}</button></form></details>`;
}

/** A page that says one thing: that somebody may not, that there is nothing, that something went wrong. */
export function statement({
  title,
  body,
  link,
}: {
  readonly title: string;
  readonly body: readonly (Markup | string)[];
  readonly link?: { readonly label: string; readonly href: string };
}): Shown {
  return {
    title,
    body: html`<h1>${title}</h1>
${body.map((one) => html`<p>${one}</p>`)}
${link && html`<p><a href="${link.href}">${link.label}</a></p>`}`,
  };
}
