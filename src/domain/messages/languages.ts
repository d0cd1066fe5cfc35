import { en } from './en.ts';
import type { Direction, Messages } from './messages.ts';

/** The languages that notices and pages come in, as BCP 47 tags. */
export const LANGUAGES = ['en'] as const;
/** One of the languages we ship. */
export type Language = (typeof LANGUAGES)[number];

const FALLBACK: Language = 'en';

const MESSAGES: Readonly<Record<Language, Messages>> = { en };

/**
 * The language to write in for a reader's locale: the longest part of its tag that we ship, else English.
 *
 * The lookup of RFC 4647, section 3.4: `de-Latn-AT` tries `de-Latn-AT`, `de-Latn`, `de`. Whatever is
 * not a language tag counts as none.
 */
export function negotiateLanguage(locale: string | null | undefined): Language {
  // No tag in use is near this long; a hostile one must not cost us time.
  const subtags = (locale ?? '').trim().slice(0, 100).toLowerCase().split(/[-_]/);
  while (subtags.length > 0) {
    const range = subtags.join('-');
    const found = LANGUAGES.find((language) => language.toLowerCase() === range);
    if (found !== undefined) return found;
    subtags.pop();
    // A lone letter or digit introduces what follows it, and means nothing without that.
    if (subtags.at(-1)?.length === 1) subtags.pop();
  }
  return FALLBACK;
}

/** Everything we say to users, in `language`. */
export function messagesIn(language: Language): Messages {
  return MESSAGES[language];
}

const RIGHT_TO_LEFT = new Set(['Adlm', 'Arab', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa']);

/** Which way text in a BCP 47 locale is written, by its script; left to right when it is no locale. */
export function directionOf(locale: string): Direction {
  try {
    return RIGHT_TO_LEFT.has(new Intl.Locale(locale).maximize().script ?? '') ? 'rtl' : 'ltr';
  } catch {
    return 'ltr';
  }
}
