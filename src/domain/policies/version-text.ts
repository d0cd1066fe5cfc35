import type { Policy, Version, VersionText } from './policy.ts';

/** The texts of a version as it is stored: the one that prevails first, then its translations in the order of their locales. */
export function textsOf(version: Version): readonly VersionText[] {
  const { locale, contentHash, summary, reason, postedAt, translations } = version;
  return [{ locale, contentHash, summary, reason, addedAt: postedAt }, ...translations];
}

/** The languages that a version has texts in, the one that prevails first. */
export function localesOf(version: Pick<Version, 'locale' | 'prevailing' | 'translations'>): string[] {
  return [prevailingLocale(version), ...version.translations.map((one) => one.locale)];
}

/** The language of the text of a version that prevails, in whichever it is read. */
export function prevailingLocale({ locale, prevailing }: Pick<Version, 'locale' | 'prevailing'>): string {
  return prevailing ?? locale;
}

/** A version's text in a language, however that is written; undefined where there is none. */
export function textIn(version: Version, locale: string): VersionText | undefined {
  const found = localeLike(localesOf(version), locale);
  return textsOf(version).find((one) => one.locale === found);
}

/** What two locales have in common that mean the same language: `de` and `de-DE`, `zh-CN` and `zh-Hans`. */
export function languageName(locale: string): string {
  return readLocale(locale)?.maximize().baseName ?? locale;
}

function localeLike(among: readonly string[], wanted: string): string | undefined {
  if (among.includes(wanted)) return wanted;
  const name = languageName(wanted);
  return among.find((one) => languageName(one) === name);
}

/**
 * Of some locales the best for a reader, who is named by one of theirs or by several, most wanted first: the same
 * language, else the same language and script as it is written elsewhere. Undefined where none of them is theirs.
 */
export function bestLocale(
  among: readonly string[],
  ...readers: readonly (string | null | undefined)[]
): string | undefined {
  if (among.length === 0) return undefined;
  for (const reader of readers) {
    const wanted = readLocale(reader ?? '')?.maximize();
    if (wanted === undefined) continue;
    const name = wanted.baseName;
    const same = among.find((one) => languageName(one) === name);
    if (same !== undefined) return same;
    // The language as such comes before how it is written in some other place.
    const alike = among.filter((one) => isWrittenAlike(readLocale(one)?.maximize(), wanted));
    const found = alike.find((one) => one === wanted.language) ?? alike[0];
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The language of a version's text that a reader gets: the best for them, else the one that prevails. */
export function textLocaleFor(
  version: Pick<Version, 'locale' | 'prevailing' | 'translations'>,
  ...readers: readonly (string | null | undefined)[]
): string {
  const prevails = prevailingLocale(version);
  if (version.translations.length === 0) return prevails;
  return bestLocale(localesOf(version), ...readers) ?? prevails;
}

/** A version as its text in `locale` says it, with the words of the one that prevails where that has none of its own. */
export function versionIn(version: Version, locale: string): Version {
  const text = version.translations.find((one) => one.locale === locale);
  if (text === undefined) return version;
  return {
    ...version,
    ...{ locale, contentHash: text.contentHash, prevailing: version.locale },
    summary: text.summary ?? version.summary,
    reason: text.reason ?? version.reason,
  };
}

/** The language that the summary or the reason of a version is in, as it is read. */
export function localeOfWords(
  { locale, prevailing = locale, translations }: Pick<Version, 'locale' | 'prevailing' | 'translations'>,
  words: 'summary' | 'reason',
): { readonly locale: string } {
  const own = translations.find((one) => one.locale === locale);
  return { locale: own?.[words] === null ? prevailing : locale };
}

/** A policy with its title in `locale`, where it has one in that language. */
export function policyIn(policy: Policy, locale: string): Policy {
  const found = bestLocale([policy.locale, ...Object.keys(policy.titles)], locale);
  const title = found === undefined ? undefined : policy.titles[found];
  return found === undefined || title === undefined ? policy : { ...policy, title, locale: found };
}

/** Which two texts of a policy are compared to show what changed. */
export type Compared = {
  readonly policy: string;
  /** 0: from an empty text. */
  readonly from: number;
  readonly to: number;
  /** The language of the text that is compared with, where it is another. */
  readonly fromLocale: string;
  /** The language that the changes are shown in. */
  readonly locale: string;
  /** Which editions of the two, where either was corrected. */
  readonly editions?: { readonly from: number; readonly to: number };
};

/**
 * The texts that show what changed from a version to another, for whoever reads that in `locale`: in that
 * language where both have it; else in the one that prevails in either where both have that; else in the one that
 * prevails in each.
 */
export function comparedTexts(
  versions: readonly Version[],
  from: number,
  version: Version,
  locale: string,
): Compared {
  const between = { policy: version.policy, from, to: version.version };
  const base = versions.find((one) => one.version === from);
  const prevails = prevailingLocale(version);
  if (base === undefined) {
    const shown = localeLike(localesOf(version), locale) ?? prevails;
    return inEditions({ ...between, fromLocale: shown, locale: shown }, base, version);
  }
  for (const wanted of [locale, prevails, prevailingLocale(base)]) {
    const fromLocale = localeLike(localesOf(base), wanted);
    const shown = localeLike(localesOf(version), wanted);
    if (fromLocale !== undefined && shown !== undefined)
      return inEditions({ ...between, fromLocale, locale: shown }, base, version);
  }
  return inEditions({ ...between, fromLocale: prevailingLocale(base), locale: prevails }, base, version);
}

function inEditions(compared: Compared, base: Version | undefined, version: Version): Compared {
  const latest = (of: Version | undefined, locale: string) =>
    of?.editions?.findLast((one) => one.locale === locale)?.edition ?? 1;
  const editions = { from: latest(base, compared.fromLocale), to: latest(version, compared.locale) };
  return editions.from === 1 && editions.to === 1 ? compared : { ...compared, editions };
}

function isWrittenAlike(one: Intl.Locale | undefined, wanted: Intl.Locale): boolean {
  return one !== undefined && one.language === wanted.language && one.script === wanted.script;
}

function readLocale(locale: string): Intl.Locale | undefined {
  try {
    // No tag in use is near this long; a hostile one must not cost us time.
    return new Intl.Locale(locale.slice(0, 100).replaceAll('_', '-'));
  } catch {
    return undefined;
  }
}
