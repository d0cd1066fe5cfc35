import type { Version } from '../domain/policies/policy.ts';
import { negotiateLanguage } from '../language/languages.ts';
import type { LanguageChoice } from '../storage/notices/fan-outs.ts';
import { listTextLocales } from '../storage/policies/versions.ts';
import type { Store } from '../storage/store.ts';

/** The language for each of some users' locales, under a policy in `policyLocale`. */
export function chooseLanguages(locales: readonly string[], policyLocale: string): LanguageChoice {
  return {
    otherwise: negotiateLanguage(policyLocale),
    byLocale: locales.map((locale) => ({ locale, language: negotiateLanguage(locale, policyLocale) })),
  };
}

/** The language of the text of a version that readers are shown: the one there is, which prevails. */
export async function readTextLocale(
  { db }: Pick<Store, 'db'>,
  version: Pick<Version, 'policy' | 'version'>,
  policyLocale: string,
): Promise<string> {
  const [locale = policyLocale] = await listTextLocales(db, version);
  return locale;
}
