import type { Version } from '../domain/policies/policy.ts';
import { textLocaleFor } from '../domain/policies/version-text.ts';
import { negotiateLanguage } from '../language/languages.ts';
import type { LanguageChoice } from '../storage/walks/queue-notices.ts';

/**
 * For each of some users' locales the language that they are written to in, under policies of which the first is in
 * `policyLocale`, and those of the texts of some versions which they are shown.
 */
export function chooseLanguages(
  locales: readonly string[],
  policyLocale: string,
  versions: readonly Pick<Version, 'locale' | 'translations'>[],
): LanguageChoice {
  return {
    otherwise: {
      language: negotiateLanguage(policyLocale),
      textLocales: versions.map((version) => version.locale),
    },
    byLocale: locales.map((locale) => ({
      locale,
      language: negotiateLanguage(locale, policyLocale),
      textLocales: versions.map((version) => textLocaleFor(version, locale)),
    })),
  };
}
