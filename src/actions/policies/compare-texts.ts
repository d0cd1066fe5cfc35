import { beyondForm } from '../../domain/diff/beyond-form.ts';
import { changedSections } from '../../domain/diff/changed-sections.ts';
import { diffPolicies } from '../../domain/diff/diff-policies.ts';
import { frozenClass } from '../../domain/policies/frozen-rules.ts';
import type { Policy, Version } from '../../domain/policies/policy.ts';
import { isSameText, type Publication } from '../../domain/policies/publication.ts';
import { textIn } from '../../domain/policies/version-text.ts';
import { invalid } from '../../domain/refusal.ts';
import { isLimited, refuseBeyondClass } from '../../domain/rules/class-limits.ts';
import { findContents } from '../../storage/policies/texts.ts';
import type { Database } from '../../storage/store.ts';

/** A text to be posted, beside the one in its language that it follows; null where there was none. */
type FollowingText = { readonly locale: string; readonly before: string | null; readonly after: string };

/** What a publication changes of the texts of the version before. */
export type TextChange = {
  /** The text that prevails, and the one that it follows: that of before in its language, or else what prevailed. */
  readonly prevailing: FollowingText;
  readonly translations: readonly FollowingText[];
};

/** Reads the texts that a publication follows; `before` is null for a first version. */
export async function readTextChange(
  db: Database,
  { locale }: Pick<Policy, 'locale'>,
  before: Version | null,
  { content, translations = [] }: Publication,
): Promise<TextChange> {
  const own = before && (textIn(before, locale)?.locale ?? before.locale);
  const followed = (one: string) => (before === null ? undefined : textIn(before, one)?.locale);
  const wanted = [own, ...translations.map((one) => followed(one.locale))].filter(
    (one) => typeof one === 'string',
  );
  const contents = before === null ? new Map<string, string>() : await findContents(db, before, wanted);
  const contentIn = (one: string | null | undefined) => (one ? (contents.get(one) ?? null) : null);
  return {
    prevailing: { locale, before: contentIn(own), after: content },
    translations: translations.map((one) => ({
      ...{ locale: one.locale, before: contentIn(followed(one.locale)), after: one.content },
    })),
  };
}

/** Those of the translations that say something else than before, where the text that prevails does not. */
export function changedTranslations({ prevailing, translations }: TextChange): readonly string[] {
  if (prevailing.before === null || !isSameText(prevailing.before, prevailing.after)) return [];
  return translations
    .filter(({ before, after }) => before === null || !isSameText(before, after))
    .map(({ locale }) => locale);
}

/**
 * Refuses texts that change more than the class they are posted as may, which is held against what prevails, and
 * in changes of form against every text. What changes translations alone binds nobody to anything else, and is
 * posted as a change of form.
 */
export function holdToClass({ rules }: Pick<Version, 'rules'>, change: TextChange): void {
  const changeClass = rules && frozenClass(rules);
  const changed = changedTranslations(change);
  if (changed.length > 0) {
    if (changeClass?.only === 'form') return;
    const detail = `must be editorial, or another change of form: only texts that do not prevail differ (${changed.join(', ')})`;
    throw invalid('/change', detail);
  }
  // A comparison takes its time, and most classes ask for none.
  if (changeClass === null || !isLimited(changeClass)) return;
  const diff = diffOf(change.prevailing);
  refuseBeyondClass(changeClass, { beyondForm: beyondForm(diff), sections: changedSections(diff) });
  if (changeClass.only !== 'form') return;
  for (const one of change.translations) {
    if (one.before === null) continue;
    const remarks = beyondForm(diffOf(one)).map((remark) => `${remark} (${one.locale})`);
    refuseBeyondClass(changeClass, { beyondForm: remarks, sections: [] });
  }
}

function diffOf({ locale, before, after }: FollowingText) {
  return diffPolicies(before ?? '', after, { locale });
}
