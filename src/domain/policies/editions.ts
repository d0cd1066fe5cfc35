import { invalid, Refusal } from '../refusal.ts';
import type { TextEdition, Version, VersionText } from './policy.ts';
import { languageName, localesOf, prevailingLocale, versionIn } from './version-text.ts';

/** What is corrected: the words of a text, or its summary, or both; and why. */
export type Correction = {
  readonly locale: string;
  /** The hash of the words; null: they stay. */
  readonly contentHash: string | null;
  /** Null: it stays. */
  readonly summary: string | null;
  readonly why: string;
};

/** The number of the edition of a version's text in a locale that is read now; 1 is what was posted or added. */
export function editionIn({ editions = [] }: Pick<Version, 'editions'>, locale: string): number {
  return editions.findLast((one) => one.locale === locale)?.edition ?? 1;
}

/** A version with its texts as the latest of the editions that were appended, in their order, says them. */
export function withEditions(posted: Version, appended: readonly TextEdition[]): Version {
  if (appended.length === 0) return posted;
  const first = ({ locale, contentHash, summary, addedAt }: Omit<VersionText, 'reason'>): TextEdition => ({
    ...{ locale, edition: 1, contentHash, summary, addedAt, why: null },
  });
  const isCorrected = ({ locale }: Pick<VersionText, 'locale'>) =>
    appended.some((one) => one.locale === locale);
  const own = { ...posted, addedAt: posted.postedAt };
  const firsts = [own, ...posted.translations].filter(isCorrected).map(first);
  const latest = (locale: string) => appended.findLast((one) => one.locale === locale);
  return {
    ...posted,
    summary: latest(posted.locale)?.summary ?? posted.summary,
    translations: posted.translations.map((text) => {
      const { contentHash, summary, addedAt } = latest(text.locale) ?? text;
      return { ...text, contentHash, summary, addedAt };
    }),
    editions: [...firsts, ...appended],
  };
}

/** The editions that were appended to a version's texts, without the first of each. */
export function appendedTo({ editions = [] }: Pick<Version, 'editions'>): readonly TextEdition[] {
  return editions.filter(({ edition }) => edition > 1);
}

/** A version with its texts as they were posted or added. */
export function asPosted(version: Version): Version {
  const { editions = [], ...rest } = version;
  const first = (locale: string) => editions.find((one) => one.locale === locale && one.edition === 1);
  return {
    ...rest,
    summary: first(version.locale)?.summary ?? version.summary,
    translations: version.translations.map((text) => {
      const { contentHash, summary, addedAt } = first(text.locale) ?? text;
      return { ...text, contentHash, summary, addedAt };
    }),
  };
}

/** A version as one of its texts says, or said, it: by the hash of that; undefined where none has it. */
export function editionOf(version: Version, hash: string): Version | undefined {
  const { prevailing, ...read } = version;
  const all = [...(version.editions ?? []), ...version.translations];
  const text = all.find(({ contentHash }) => contentHash === hash);
  if (version.contentHash === hash || text === undefined) {
    return version.contentHash === hash ? version : undefined;
  }
  const own = versionIn({ ...read, locale: prevailing ?? version.locale }, text.locale);
  return { ...own, contentHash: hash, summary: text.summary ?? own.summary };
}

/** Of the text that a version is read in: when it was corrected last, and how it read before, latest first. */
export function correctionsOf({ locale, contentHash, editions = [] }: Version): {
  /** When this very edition was corrected; null where it is the latest. */
  readonly replacedAt: TextEdition['addedAt'] | null;
  readonly correctedAt: TextEdition['addedAt'] | null;
  readonly earlier: readonly string[];
} {
  const own = editions.filter((one) => one.locale === locale);
  const last = own.findLastIndex((one) => one.contentHash === contentHash);
  const hashes = own.map((one) => one.contentHash).filter((hash) => hash !== contentHash);
  const isLatest = last === own.length - 1;
  return {
    replacedAt: own.length === 0 || isLatest ? null : (own[last + 1]?.addedAt ?? null),
    correctedAt: own.length === 0 || !isLatest ? null : (own.at(-1)?.addedAt ?? null),
    earlier: isLatest ? [...new Set(hashes)].toReversed() : [],
  };
}

/**
 * The corrected edition that comes next, at `now`. Refuses with `not-paused` while notices go out, with
 * `version-not-open` what was withdrawn, with `unknown-text` a language that there is no text in, and a correction
 * of the words that prevail, or of nothing.
 */
export function decideCorrection(
  version: Version,
  { locale: asked, contentHash, summary, why }: Correction,
  now: TextEdition['addedAt'],
): TextEdition {
  const { version: number, withdrawal, pausedAt } = version;
  if (withdrawal !== null) {
    throw new Refusal('version-not-open', `Version ${number} is withdrawn: nobody is shown its text.`);
  }
  if (pausedAt === null) {
    throw new Refusal(
      'not-paused',
      `Version ${number} is corrected while its sending is paused, so that nobody gets half of each: pause it first.`,
    );
  }
  const locale = localesOf(version).find((one) => languageName(one) === languageName(asked));
  if (locale === undefined) {
    throw new Refusal('unknown-text', `Version ${number} has no text in ${asked}; add one (…/texts).`);
  }
  const prevails = prevailingLocale(version);
  if (locale === prevails && contentHash !== null) {
    throw invalid('/content', `is the text in ${prevails}, which prevails and never changes: post a version`);
  }
  const before = locale === prevails ? version : version.translations.find((one) => one.locale === locale);
  const next = {
    contentHash: contentHash ?? before?.contentHash ?? version.contentHash,
    summary: summary ?? before?.summary ?? null,
  };
  if (next.contentHash === before?.contentHash && next.summary === before.summary) {
    throw new Refusal('nothing-changed', `This is what version ${number} says in ${locale} already.`);
  }
  return { ...next, locale, edition: editionIn(version, locale) + 1, addedAt: now, why };
}

/**
 * Names the editions of what a mail shows of versions in a language, `2:1.3` for each that was corrected: the edition
 * of the one that prevails, and of the text it shows; behind their policy (`terms/2:1.3`) in a mail that tells of several.
 * Empty where nothing was.
 */
export function nameEditions(
  versions: readonly Version[],
  locale: string,
  policy: string | null = null,
): string {
  const prefix = policy === null ? '' : `${policy}/`;
  return versions
    .filter(({ editions = [] }) => editions.length > 0)
    .map(
      (one) => `${prefix}${one.version}:${editionIn(one, prevailingLocale(one))}.${editionIn(one, locale)}`,
    )
    .join(' ');
}

/** The hash of a version's text in a locale as of the editions that were named by `nameEditions`. */
export function hashAsNamed(version: Version, locale: string, named: string): string | undefined {
  const names = [`${version.version}:`, `${version.policy}/${version.version}:`];
  const own = named.split(' ').find((one) => names.some((name) => one.startsWith(name)));
  const edition = own === undefined ? 1 : Number(own.split('.')[1]);
  return version.editions?.find((one) => one.locale === locale && one.edition === edition)?.contentHash;
}
