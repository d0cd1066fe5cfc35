import type { Version } from '../domain/policies/policy.ts';
import { textLocaleFor } from '../domain/policies/version-text.ts';
import { negotiateLanguage } from '../language/languages.ts';
import type { LanguageChoice } from '../storage/notices/fan-outs.ts';

/**
 * For each of some users' locales the language that they are written to in, under a policy in `policyLocale`, and
 * that of the text of a version which they are shown.
 */
export function chooseLanguages(
  locales: readonly string[],
  policyLocale: string,
  version: Pick<Version, 'locale' | 'translations'>,
): LanguageChoice {
  return {
    otherwise: { language: negotiateLanguage(policyLocale), textLocale: version.locale },
    byLocale: locales.map((locale) => ({
      locale,
      language: negotiateLanguage(locale, policyLocale),
      textLocale: textLocaleFor(version, locale),
    })),
  };
}
