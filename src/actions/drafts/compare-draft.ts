import { diffPolicies } from '../../domain/diff/diff-policies.ts';
import type { PolicyDiff } from '../../domain/diff/types.ts';
import { changedFields, type Revision } from '../../domain/drafts/draft.ts';
import { sha256Hex } from '../../domain/hash.ts';
import type { Instant } from '../../domain/instant.ts';
import { predecessor } from '../../domain/policies/publication.ts';
import { textIn } from '../../domain/policies/version-text.ts';
import { findContent } from '../../storage/policies/texts.ts';
import type { Database } from '../../storage/store.ts';
import { readPolicy } from '../answers/read-facts.ts';
import type { Context } from '../context.ts';
import { type DraftFacts, readText } from './read-draft.ts';

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
};

/** A diff of long texts takes a while, and who edits a draft looks at it again and again. */
const DIFFS_KEPT = 8;
const recent = new Map<string, PolicyDiff>();

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
  if (approved === null) return { ...compared, since: null };
  const before = (await readText(db, approved, locale)) ?? '';
  const after = (await readText(db, facts.said, locale)) ?? '';
  const since = {
    revision: approved.revision,
    fields: changedFields(approved, facts.said),
    diff: diffOf(before, after, locale),
  };
  return { ...compared, since };
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

function diffOf(before: string, after: string, locale: string): PolicyDiff {
  const name = sha256Hex(JSON.stringify([locale, before, after]));
  const diff = recent.get(name) ?? diffPolicies(before, after, { locale });
  recent.delete(name);
  recent.set(name, diff);
  for (const oldest of recent.keys()) {
    if (recent.size <= DIFFS_KEPT) break;
    recent.delete(oldest);
  }
  return diff;
}
