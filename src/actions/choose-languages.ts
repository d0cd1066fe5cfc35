import { negotiateLanguage } from '../language/languages.ts';
import type { LanguageChoice } from '../storage/notices/fan-outs.ts';

/** The language for each of some users' locales, under a policy in `policyLocale`. */
export function chooseLanguages(locales: readonly string[], policyLocale: string): LanguageChoice {
  return {
    otherwise: negotiateLanguage(policyLocale),
    byLocale: locales.map((locale) => ({ locale, language: negotiateLanguage(locale, policyLocale) })),
  };
}
