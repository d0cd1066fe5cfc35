import type { PolicyDiff } from '../../domain/diff/types.ts';
import {
  type DraftTranslation,
  type Original,
  staleWords,
  translationsOf,
} from '../../domain/drafts/translations.ts';
import { findDraftText } from '../../storage/drafts/drafts.ts';
import { findContent } from '../../storage/policies/texts.ts';
import type { Database } from '../../storage/store.ts';
import { readPolicy } from '../answers/read-facts.ts';
import { diffOf } from './diff-of.ts';
import { type DraftFacts, readText } from './read-draft.ts';

/** A text of a draft that does not prevail, and how far it lies behind the one that does. */
export type ReadTranslation = DraftTranslation & {
  /** In a sentence; empty where it does not. */
  readonly words: string;
  /** What changed in the text that prevails since it was translated; null where nothing did. */
  readonly behind: PolicyDiff | null;
};

/** The texts of a draft that do not prevail, with what was changed in the one that does since each was translated. */
export async function readTranslations(db: Database, facts: DraftFacts): Promise<readonly ReadTranslation[]> {
  const { draft, revisions, said } = facts;
  const { policy, versions } = await readPolicy(db, draft.policy);
  const known = revisions.filter(({ revision }) => revision <= said.revision);
  const translations = translationsOf(known, policy.locale, ({ follows }) =>
    versions.find(({ version }) => version === follows),
  );
  const current = translations.some(({ isStale }) => isStale)
    ? ((await readText(db, said, policy.locale)) ?? '')
    : '';
  return Promise.all(
    translations.map(async (one) => {
      if (!one.isStale || one.translates === null) return { ...one, words: '', behind: null };
      const behind = diffOf(await readOriginal(db, facts, one.translates), current, policy.locale);
      return { ...one, behind, words: staleWords(one, policy.locale, behind) };
    }),
  );
}

async function readOriginal(
  db: Database,
  { draft, revisions }: DraftFacts,
  { hash, revision, version }: Original,
): Promise<string> {
  const { policy, versions } = await readPolicy(db, draft.policy);
  if (version !== null) {
    const of = { policy: policy.policy, version };
    const locale = versions.find((one) => one.version === version)?.locale ?? policy.locale;
    return (await findContent(db, of, locale)) ?? '';
  }
  const written = revisions.find((one) => one.revision === revision)?.texts ?? {};
  const locale = Object.entries(written).find(([, own]) => own === hash)?.[0] ?? policy.locale;
  return (await findDraftText(db, { draft: draft.id, locale, hash })) ?? '';
}
