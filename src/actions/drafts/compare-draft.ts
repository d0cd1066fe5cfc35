import type { PolicyDiff } from '../../domain/diff/types.ts';
import { changedFields, type Revision } from '../../domain/drafts/draft.ts';
import type { Instant } from '../../domain/instant.ts';
import { predecessor } from '../../domain/policies/publication.ts';
import { languageName, textIn } from '../../domain/policies/version-text.ts';
import { findContent } from '../../storage/policies/texts.ts';
import type { Database } from '../../storage/store.ts';
import { readPolicy } from '../answers/read-facts.ts';
import type { Context } from '../context.ts';
import { diffOf } from './diff-of.ts';
import { type DraftFacts, readText } from './read-draft.ts';
import { readTranslations } from './read-translations.ts';

/** What a draft changes in one language. */
export type DraftChanges = {
  /** The version that it follows, from whose text it is compared; null: there is none. */
  readonly follows: number | null;
  readonly locale: string;
  readonly diff: PolicyDiff;
  /** Of whoever approved an earlier revision: which, and what was changed since. */
  readonly since: {
    readonly revision: number;
    readonly fields: readonly string[];
    readonly diff: PolicyDiff;
  } | null;
  /** What was changed in the text that prevails since this one was translated; null where nothing was. */
  readonly behind: { readonly locale: string; readonly diff: PolicyDiff } | null;
};

/**
 * What a draft changes against the version that it follows, in a language (its policy's where null); to an approver
 * who approved an earlier revision also what was changed since. Where it has no text in that language, against none.
 */
export async function compareDraft(
  { store, now }: Pick<Context, 'store' | 'now'>,
  facts: DraftFacts,
  { locale: asked, reader }: { readonly locale: string | null; readonly reader: string },
): Promise<DraftChanges> {
  const { db } = store;
  const { policy } = await readPolicy(db, facts.draft.policy);
  const locale = asked ?? policy.locale;
  const compared = await compareWithVersion(db, facts, locale, now());
  const approved = lastApproved(facts, reader);
  const translation = (await readTranslations(db, facts)).find(
    (one) => languageName(one.locale) === languageName(locale),
  );
  const behind = translation?.behind ? { locale: policy.locale, diff: translation.behind } : null;
  if (approved === null) return { ...compared, behind, since: null };
  const before = (await readText(db, approved, locale)) ?? '';
  const after = (await readText(db, facts.said, locale)) ?? '';
  const since = {
    revision: approved.revision,
    fields: changedFields(approved, facts.said),
    diff: diffOf(before, after, locale),
  };
  return { ...compared, behind, since };
}

/** What a draft changes against the version that it follows, in a language. */
export async function compareWithVersion(
  db: Database,
  { draft, said }: DraftFacts,
  locale: string,
  at: Instant,
): Promise<Pick<DraftChanges, 'follows' | 'locale' | 'diff'>> {
  const { versions } = await readPolicy(db, draft.policy);
  // Of one that was posted, what it followed then.
  const known = versions.filter(({ version }) => draft.version === null || version < draft.version);
  const follows = predecessor(known, said.pending === 'withdraw', at);
  const own = follows && textIn(follows, locale);
  const before = follows && own && (await findContent(db, follows, own.locale));
  const after = await readText(db, said, locale);
  return { follows: follows?.version ?? null, locale, diff: diffOf(before ?? '', after ?? '', locale) };
}

/** The latest revision before this one that somebody approved. */
function lastApproved({ draft, revisions, opinions }: DraftFacts, reader: string): Revision | null {
  const approved = opinions.findLast(
    ({ by, verdict, revision }) => by === reader && verdict === 'approved' && revision < draft.revision,
  );
  return revisions.find(({ revision }) => revision === approved?.revision) ?? null;
}
