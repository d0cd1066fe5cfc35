import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Company } from '../domain/company.ts';
import { type Language, messagesIn } from '../language/languages.ts';

/** A piece of HTML whose text is escaped. */
export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

/** A whole page: whose it is, and what stands on it. */
export type Page = {
  readonly title: string;
  readonly language: Language;
  readonly company: Company;
  /** Where a page for everybody has its home, and what search engines are told of it; null for a page of one person's own. */
  readonly published: { readonly url: string; readonly head?: Markup } | null;
  /** What else stands in the head of a page of one person's own. */
  readonly head?: Markup;
  /** For a page that is kept as a file, away from here: its styles, and the content security policy it brings along. */
  readonly kept?: { readonly css: string; readonly policy: string };
  /** Whether there is more to read in two columns, and so more room for it. */
  readonly isWide?: boolean;
  /** A sentence at the very end; empty for none. */
  readonly footer: string;
  readonly body: Markup;
};

/** A whole page in the house's look and the company's; it needs no script. */
export function layout({
  title,
  language,
  company,
  published,
  head,
  kept,
  isWide,
  footer,
  body,
}: Page): Markup {
  const messages = messagesIn(language);
  return html`<!doctype html>
<html lang="${language}" dir="${messages.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${published === null ? html`<meta name="robots" content="noindex">` : html`<link rel="canonical" href="${published.url}">`}
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
${
  kept === undefined
    ? html`<link rel="stylesheet" href="/assets/page.css">
<link rel="stylesheet" href="/assets/diff.css">
<link rel="stylesheet" href="/company.css">`
    : html`<meta http-equiv="Content-Security-Policy" content="${kept.policy}">
<style>${raw(kept.css)}</style>`
}
${published?.head ?? head ?? ''}
</head>
<body>
<a class="skip" href="#main">${messages.public.skip}</a>
<header class="site${isWide ? ' wide' : ''}">
<p class="company">${nameOf(company)}</p>
${published && html`<nav aria-label="${messages.public.policies}"><a href="/policies">${messages.public.policies}</a></nav>`}
</header>
<main id="main"${isWide && html` class="wide"`} tabindex="-1">
${body}
</main>
<footer class="site${isWide ? ' wide' : ''}">
${footer && html`<p>${footer}</p>`}
${company.contact && html`<p>${messages.mail.contact}${messages.diff.colon}${contactOf(company.contact)}</p>`}
${company.footer && html`<p dir="auto">${company.footer}</p>`}
</footer>
</body>
</html>`;
}

/** What a printed page is known by, on paper alone: which text it is of, its fingerprint, and the address that it has. */
export function printHead(facts: readonly string[]): Markup {
  return html`<p class="print-head">${facts.map((one) => html`<span>${one}</span> `)}</p>`;
}

function nameOf({ name, logo }: Company): Markup {
  return logo === null
    ? html`<bdi>${name}</bdi>`
    : html`<img class="logo" src="/assets/${logo}" alt="${name}" height="32">`;
}

function contactOf(contact: string): Markup {
  return contact.includes('://')
    ? html`<a href="${contact}"><bdi>${contact}</bdi></a>`
    : html`<a href="mailto:${contact}"><bdi>${contact}</bdi></a>`;
}
