import { html } from 'hono/html';
import { ownLanguageName, prevailsWords } from '../changes/text-words.ts';
import type { Policy, Version } from '../domain/policies/policy.ts';
import { localesOf } from '../domain/policies/version-text.ts';
import { directionOf, type Language, messagesIn } from '../language/languages.ts';
import type { Markup } from './layout.ts';

/**
 * Which of a version's texts a page shows, where there are several: a menu of all, and which of them prevails, unless
 * what is shown is in that language, `shown`, after all.
 */
export function whichText(version: Version, language: Language, shown = version.locale): Markup | '' {
  const prevails = shown === version.locale ? prevailsWords(version, language) : null;
  return html`${languageMenu(localesOf(version), version.locale, language)}
${prevails !== null && html`<p class="translation">${prevails}</p>`}`;
}

/** Links to the same page in each of some languages, which call themselves by their own names; nothing for one alone. */
export function languageMenu(
  locales: readonly string[],
  shown: string | null,
  language: Language,
): Markup | '' {
  if (locales.length < 2) return '';
  const { languages } = messagesIn(language).public.texts;
  const link = (locale: string) =>
    html`<a href="?lang=${locale}" lang="${locale}" dir="${directionOf(locale)}" hreflang="${locale}"${locale === shown && html` aria-current="true"`}>${ownLanguageName(locale)}</a>`;
  return html`<nav class="languages" aria-label="${languages}"><ul>${locales.map(
    (locale) => html`
<li>${link(locale)}</li>`,
  )}
</ul></nav>`;
}

/**
 * Where a page of a policy has its home, in the language that was asked for where it is one of its `locales`, and for
 * search engines where it is in each of them.
 */
export function homeOf(
  { publicUrl, policy }: { readonly publicUrl: string; readonly policy: Pick<Policy, 'policy'> & Asked },
  pathOf: (policy: Pick<Policy, 'policy'> & Asked) => string,
  locales: readonly string[],
): { readonly url: string; readonly alternates: Markup | '' } {
  const urlIn = (asked: string | null) => publicUrl + pathOf({ policy: policy.policy, asked });
  const { asked } = policy;
  const url = urlIn(asked !== null && locales.includes(asked) && locales.length > 1 ? asked : null);
  if (locales.length < 2) return { url, alternates: '' };
  const link = (language: string, of: string | null) =>
    html`<link rel="alternate" hreflang="${language}" href="${urlIn(of)}">
`;
  return {
    url,
    alternates: html`${locales.map((locale) => link(locale, locale))}${link('x-default', null)}`,
  };
}

/** The language that a reader chose for the pages of a policy, which links keep; null where they chose none. */
export type Asked = { readonly asked: string | null };

/** The languages that a policy can be read in, where it can be in several: those of all of its versions. */
export function readableIn(versions: readonly Version[]): readonly string[] {
  const isInSeveral = versions.some(({ translations }) => translations.length > 0);
  return isInSeveral ? [...new Set(versions.flatMap(localesOf))] : [];
}
