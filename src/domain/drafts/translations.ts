import type { PolicyDiff } from '../diff/types.ts';
import type { Version } from '../policies/policy.ts';
import { languageName, textIn } from '../policies/version-text.ts';
import { Refusal } from '../refusal.ts';
import type { Revision } from './draft.ts';

/** A text that prevails, as a translation goes by it: that of a revision, or of the version that was followed. */
export type Original = {
  readonly hash: string;
  readonly revision: number | null;
  readonly version: number | null;
};

/** A text of a draft that does not prevail. */
export type DraftTranslation = {
  readonly locale: string;
  readonly hash: string;
  /** Since which revision it says what it says. */
  readonly revision: number;
  /** The text that it translates; null while there is none. */
  readonly translates: Original | null;
  /** Whether the text that prevails says something else by now. */
  readonly isStale: boolean;
};

/**
 * The texts of the latest revision that do not prevail, each with what it translates: the text beside which it was
 * written, or which somebody said it still translates; of one that was taken over from the version that the draft
 * follows, the text that prevailed there. `revisions` are in their order, `prevails` is the policy's language.
 */
export function translationsOf(
  revisions: readonly Revision[],
  prevails: string,
  followed: (revision: Revision) => Version | undefined,
): readonly DraftTranslation[] {
  const said = revisions.at(-1);
  if (said === undefined) return [];
  const own = languageName(prevails);
  const now = hashIn(said, own);
  return Object.entries(said.texts).flatMap(([locale, hash]) => {
    const language = languageName(locale);
    if (language === own) return [];
    const since = revisions.slice(revisions.findLastIndex((one) => hashIn(one, language) !== hash) + 1);
    const first = since[0] ?? said;
    const translates =
      originalOf(since, language, own) ??
      takenOver(followed(first), { locale, hash, own }) ??
      besideWhich(since, own);
    const isStale = translates !== null && now !== undefined && translates.hash !== now;
    return [{ locale, hash, revision: first.revision, translates, isStale }];
  });
}

/** Refuses with `translation-stale` to post what nobody has said yes to: `accepted` are the locales of those somebody has. */
export function insistOnFresh(
  translations: readonly (DraftTranslation & { readonly words: string })[],
  accepted: readonly string[],
): void {
  const known = new Set(accepted.map(languageName));
  const stale = translations.filter((one) => one.isStale && !known.has(languageName(one.locale)));
  if (stale.length === 0) return;
  const locales = stale.map(({ locale }) => locale);
  throw new Refusal(
    'translation-stale',
    `${stale.map(({ words }) => words).join(' ')} Write them anew, say that they still hold ("upToDate": ${JSON.stringify(locales)} in the draft), or post them as they are ("stale": ${JSON.stringify(locales)}).`,
    { stale: locales },
  );
}

/** More than these places say nothing more. */
const MOST_QUOTED = 3;
const LONGEST_QUOTE = 60;

/** How far a translation lies behind, in one sentence: by how many paragraphs of the text that prevails, and which. */
export function staleWords(
  { locale }: Pick<DraftTranslation, 'locale'>,
  prevails: string,
  diff: PolicyDiff,
): string {
  const changed = diff.sections
    .flatMap(({ blocks }) => blocks)
    .filter(({ status, kind }) => status !== 'same' && kind !== 'comment' && kind !== 'matter');
  const quoted = changed.slice(0, MOST_QUOTED).map(({ status, runs }) => {
    const gone = status === 'removed' ? 'added' : 'removed';
    const text = runs.flatMap((run) => (run.op === gone ? [] : [run.text]));
    return `“${shortened(text.join('').replace(/\s+/g, ' ').trim())}”${status === 'removed' ? ' (removed)' : ''}`;
  });
  const more = changed.length > quoted.length ? ', …' : '';
  const count = changed.length === 1 ? '1 paragraph' : `${changed.length} paragraphs`;
  const which = quoted.length === 0 ? '' : `: ${quoted.join(', ')}${more}`;
  return `${called(locale)} is ${count} older than ${called(prevails)}${which}.`;
}

function shortened(text: string): string {
  if (text.length <= LONGEST_QUOTE) return text;
  return `${text.slice(0, LONGEST_QUOTE - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

function called(locale: string): string {
  return `${new Intl.DisplayNames('en', { type: 'language' }).of(locale) ?? locale} (${locale})`;
}

function hashIn({ texts }: Pick<Revision, 'texts'>, language: string): string | undefined {
  return Object.entries(texts).find(([locale]) => languageName(locale) === language)?.[1];
}

/** The text that prevailed when somebody said last that a translation still holds. */
function originalOf(since: readonly Revision[], language: string, own: string): Original | null {
  const said = since.findLast(({ upToDate }) => upToDate.some((one) => languageName(one) === language));
  const hash = said && hashIn(said, own);
  return said === undefined || hash === undefined ? null : { hash, revision: said.revision, version: null };
}

/** The text that prevailed in the version whose translation this is word for word. */
function takenOver(
  version: Version | undefined,
  { locale, hash, own }: { readonly locale: string; readonly hash: string; readonly own: string },
): Original | null {
  if (version === undefined || languageName(version.locale) !== own) return null;
  if (textIn(version, locale)?.contentHash !== hash) return null;
  return { hash: version.contentHash, revision: null, version: version.version };
}

/** The text that prevails beside which a translation was written, or the first after it. */
function besideWhich(since: readonly Revision[], own: string): Original | null {
  for (const revision of since) {
    const hash = hashIn(revision, own);
    if (hash !== undefined) return { hash, revision: revision.revision, version: null };
  }
  return null;
}
