import { html } from 'hono/html';
import { ownLanguageName, prevailsWords } from '../changes/text-words.ts';
import type { Version } from '../domain/policies/policy.ts';
import { localesOf } from '../domain/policies/version-text.ts';
import { directionOf, type Language, messagesIn } from '../language/languages.ts';
import type { Markup } from './layout.ts';

/** Which of a version's texts a page shows, where there are several: a menu of all, and which of them prevails. */
export function whichText(version: Version, language: Language): Markup | '' {
  const prevails = prevailsWords(version, language);
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
