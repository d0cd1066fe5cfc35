import type { Version } from '../../domain/policies/policy.ts';
import { listReaderKinds } from '../../storage/people/reader-kinds.ts';
import type { StoredPolicy } from '../../storage/policies/policies.ts';
import type { Database } from '../../storage/store.ts';
import { chooseLanguages } from '../choose-languages.ts';

/** More kinds of readers than anybody counts mails of. */
const MOST_KINDS = 20_000;

/**
 * How many mails that differ in more than who they are to a version would come to: one for each language, text, base of
 * the comparison and set of values of the attributes that its rules tell people apart by.
 */
export async function countMails(
  db: Database,
  { locale: policyLocale }: Pick<StoredPolicy, 'locale'>,
  version: Version,
): Promise<number> {
  const { policy, previous, postedAt, rules } = version;
  const audiences = rules?.rules.audiences ?? [];
  const attributes = [...new Set(audiences.flatMap(({ match }) => Object.keys(match)))];
  const kinds = await listReaderKinds(db, { policy, attributes, now: postedAt }, MOST_KINDS);
  const locales = kinds.flatMap(({ locale }) => locale ?? []);
  const { byLocale, otherwise } = chooseLanguages([...new Set(locales)], policyLocale, [version]);
  const readings = new Map(byLocale.map(({ locale, ...reading }) => [locale, reading]));
  const mails = kinds.map(({ locale, held, attributes: values }) => {
    const { language, textLocales } = (locale === null ? undefined : readings.get(locale)) ?? otherwise;
    // Whoever holds nothing is told so, beside the same changes.
    return JSON.stringify([language, textLocales, held === null, held || previous, values]);
  });
  return new Set(mails).size;
}
