import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { it } from './it.ts';
import { ja } from './ja.ts';
import type { Direction, Messages } from './messages.ts';
import { nl } from './nl.ts';
import { pl } from './pl.ts';
import { pt } from './pt.ts';
import { zhHans } from './zh-hans.ts';

/** The languages that notices and pages come in, as BCP 47 tags. */
export const LANGUAGES = ['en', 'ar', 'de', 'es', 'fr', 'it', 'ja', 'nl', 'pl', 'pt', 'zh-Hans'] as const;
/** One of the languages we ship. */
export type Language = (typeof LANGUAGES)[number];

const FALLBACK: Language = 'en';

const MESSAGES: Readonly<Record<Language, Messages>> = {
  en,
  ar,
  de,
  es,
  fr,
  it,
  ja,
  nl,
  pl,
  pt,
  'zh-Hans': zhHans,
};

/**
 * The language to write in: that of the first of some locales that we ship, else English. A locale is
 * null where nobody said one.
 *
 * The lookup of RFC 4647, section 3.4: `de-Latn-AT` tries `de-Latn-AT`, `de-Latn`, `de`; then the script
 * that goes with it, so that `zh-CN` and `zh` are written in `zh-Hans`, and `zh-TW` is not. Whatever is
 * not a language tag counts as none.
 */
export function negotiateLanguage(...locales: readonly (string | null | undefined)[]): Language {
  for (const locale of locales) {
    const found = lookUp(locale ?? '');
    if (found !== undefined) return found;
  }
  return FALLBACK;
}

/** Whether we write in the language of a locale; else who reads it is written to in another. */
export function isWrittenIn(locale: string): boolean {
  return lookUp(locale) !== undefined;
}

function lookUp(locale: string): Language | undefined {
  // No tag in use is near this long; a hostile one must not cost us time.
  const subtags = locale.trim().slice(0, 100).toLowerCase().split(/[-_]/);
  while (subtags.length > 0) {
    const found = named(subtags.join('-'));
    if (found !== undefined) return found;
    subtags.pop();
    // A lone letter or digit introduces what follows it, and means nothing without that.
    if (subtags.at(-1)?.length === 1) subtags.pop();
  }
  const likely = readLocale(locale.trim().slice(0, 100).replaceAll('_', '-'))?.maximize();
  return likely && named(`${likely.language}-${likely.script}`.toLowerCase());
}

function named(tag: string): Language | undefined {
  return LANGUAGES.find((language) => language.toLowerCase() === tag);
}

function readLocale(locale: string): Intl.Locale | null {
  try {
    return new Intl.Locale(locale);
  } catch {
    return null;
  }
}

/** Everything we say to users, in `language`. */
export function messagesIn(language: Language): Messages {
  return MESSAGES[language];
}

const RIGHT_TO_LEFT = new Set(['Adlm', 'Arab', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa']);

/** Which way text in a BCP 47 locale is written, by its script; left to right when it is no locale. */
export function directionOf(locale: string): Direction {
  return RIGHT_TO_LEFT.has(readLocale(locale)?.maximize().script ?? '') ? 'rtl' : 'ltr';
}

/** The titles of several documents as sentences name them, in quotes and joined. */
export function joinTitles(titles: readonly string[], language: Language): { readonly titles: string } {
  const { diff } = messagesIn(language);
  const list = new Intl.ListFormat(language, { type: 'conjunction' });
  return { titles: list.format(titles.map((text) => diff.quoted({ text }))) };
}
