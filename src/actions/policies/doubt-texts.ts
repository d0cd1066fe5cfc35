import { structureDoubts } from '../../domain/diff/compare-structure.ts';
import type { Publication } from '../../domain/policies/publication.ts';
import { bestLocale, localesOf, textIn, textLocaleFor } from '../../domain/policies/version-text.ts';
import { listReaderKinds } from '../../storage/people/reader-kinds.ts';
import type { Database } from '../../storage/store.ts';
import type { PreparedVersion } from './publish-version.ts';

/** More kinds of readers than anybody reads of. */
const MOST_KINDS = 20_000;

/**
 * What whoever publishes in several languages should know, one sentence each: where a translation is built otherwise
 * than what prevails, and who would get something in another language than theirs, and which. Nothing for one
 * language.
 */
export async function doubtTranslations(
  db: Database,
  prepared: PreparedVersion,
  { content, translations = [] }: Publication,
): Promise<readonly string[]> {
  if (translations.length === 0) return [];
  const { version } = prepared;
  const prevails = { locale: version.locale, content };
  return [
    ...translations.flatMap((text) => structureDoubts(prevails, text)),
    ...(prepared.isMailed ? await missingLanguages(db, prepared) : []),
  ];
}

/** Whose text has no summary or reason of its own, one sentence each. */
export function missingWords({ version }: PreparedVersion): string[] {
  return (['summary', 'reason'] as const).flatMap((words) => {
    const without = version.translations.filter((one) => one[words] === null).map(({ locale }) => locale);
    if (version[words] === null || without.length === 0) return [];
    return [`There is no ${words} in ${listed(without)}: its readers get the one in ${version.locale}.`];
  });
}

/** Whose language there is no text in, and whose there is none to compare with. */
async function missingLanguages(
  db: Database,
  { version, versions }: PreparedVersion,
): Promise<readonly string[]> {
  const { policy, previous, postedAt, locale: prevails } = version;
  const kinds = await listReaderKinds(db, { policy, attributes: [], now: postedAt }, MOST_KINDS);
  const unread = new Set<string>();
  const uncompared = new Map<string, Set<number>>();
  for (const { locale, held } of kinds) {
    if (locale === null) continue;
    if (bestLocale(localesOf(version), locale) === undefined) unread.add(locale);
    const read = textLocaleFor(version, locale);
    const base = versions.find((one) => one.version === (held || previous));
    if (read === prevails || base === undefined || textIn(base, read) !== undefined) continue;
    uncompared.set(read, (uncompared.get(read) ?? new Set()).add(base.version));
  }
  return [
    ...(unread.size === 0
      ? []
      : [`There is no text in ${listed([...unread])}: readers of that language get the one in ${prevails}.`]),
    ...[...uncompared].map(([locale, bases]) => {
      const numbers = [...bases].toSorted((a, b) => a - b).join(', ');
      return `Readers of the text in ${locale} are shown the changes in ${prevails}: there is no text of version ${numbers} in ${locale} to compare with.`;
    }),
  ];
}

/** More languages than these are counted alone. */
const MOST_LISTED = 12;

function listed(locales: readonly string[]): string {
  const sorted = locales.toSorted();
  const more = sorted.length - MOST_LISTED;
  return more <= 0 ? sorted.join(', ') : `${sorted.slice(0, MOST_LISTED).join(', ')} and ${more} more`;
}
