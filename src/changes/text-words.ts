import type { Version } from '../domain/policies/policy.ts';
import { type Compared, prevailingLocale } from '../domain/policies/version-text.ts';
import { type Language, messagesIn } from '../language/languages.ts';

/** What a language is called in another; its tag where nobody knows. */
export function languageNameIn(locale: string, language: Language): string {
  try {
    return new Intl.DisplayNames([language], { type: 'language' }).of(locale) ?? locale;
  } catch {
    return locale;
  }
}

/** What a language calls itself, as menus of languages do, with a capital where it has them. */
export function ownLanguageName(locale: string): string {
  try {
    const name = new Intl.DisplayNames([locale], { type: 'language' }).of(locale) ?? locale;
    const [first = '', ...rest] = name;
    return first.toLocaleUpperCase(locale) + rest.join('');
  } catch {
    return locale;
  }
}

/** That a version is read in a translation, and which of its texts prevails; null where that one is read. */
export function prevailsWords(
  version: Pick<Version, 'locale' | 'prevailing'>,
  language: Language,
): string | null {
  const prevailing = prevailingLocale(version);
  if (prevailing === version.locale) return null;
  return messagesIn(language).public.texts.prevails({ language: languageNameIn(prevailing, language) });
}

/** Why changes are shown in another language than the version that they lead to is read in; null where they are not. */
export function changesInWords(
  { from, locale }: Pick<Compared, 'from' | 'locale'>,
  version: Pick<Version, 'locale'>,
  language: Language,
): string | null {
  if (locale === version.locale) return null;
  return messagesIn(language).public.texts.changesIn({
    language: languageNameIn(locale, language),
    version: from,
    missing: languageNameIn(version.locale, language),
  });
}
