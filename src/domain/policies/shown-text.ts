import { Refusal } from '../refusal.ts';
import type { Version, VersionText } from './policy.ts';
import { textLocaleFor, textsOf } from './version-text.ts';

/**
 * The text of a version that was shown: that of the hash, where it is pinned, else the best for the locale that was
 * named, else the one that prevails. Refuses with `content-mismatch` a hash that is of none of its texts.
 */
export function shownText(
  version: Version,
  shown: { readonly contentHash: string | null; readonly locale?: string | null },
): VersionText {
  insistOnText(version, shown.contentHash);
  const texts = [...textsOf(version), ...earlierTexts(version)];
  const best = textLocaleFor(version, shown.locale);
  const isShown = (one: VersionText) => shown.contentHash === null || one.contentHash === shown.contentHash;
  const found = texts.find((one) => isShown(one) && one.locale === best) ?? texts.find(isShown);
  return found ?? (texts[0] as VersionText);
}

/** The texts of a version as they read before they were corrected. */
function earlierTexts({ editions = [] }: Version): readonly VersionText[] {
  return editions.map((one) => ({ ...one, reason: null }));
}

/** Refuses with `content-mismatch` where the text that was shown, as far as that is known, is none of the version's. */
export function insistOnText(version: Version, shown: string | null): void {
  const { contentHash } = version;
  if (shown === null) return;
  if ([...textsOf(version), ...earlierTexts(version)].some((one) => one.contentHash === shown)) return;
  throw new Refusal(
    'content-mismatch',
    `The text that was shown is not the text of version ${version.version}.`,
    {
      contentHash,
    },
  );
}
