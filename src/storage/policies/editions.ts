import type { TextEdition, Version } from '../../domain/policies/policy.ts';
import { type Condition, insertWhen } from '../sql.ts';
import type { Database, Statement } from '../store.ts';

/** The editions that were appended to texts, of one policy or of all, by policy and version and in their order. */
export async function listEditions(
  db: Database,
  policy: string | null,
): Promise<ReadonlyMap<string, readonly TextEdition[]>> {
  let query = db
    .selectFrom('text_editions')
    .select(['policy', 'version', 'locale', 'edition', 'content_hash', 'summary', 'why', 'added_at'])
    .orderBy('edition');
  if (policy !== null) query = query.where('policy', '=', policy);
  const byVersion = new Map<string, TextEdition[]>();
  for (const row of await query.execute()) {
    const { locale, edition, summary, why } = row;
    const found = { locale, edition, contentHash: row.content_hash, summary, addedAt: row.added_at, why };
    const name = `${row.policy}/${row.version}`;
    byVersion.set(name, [...(byVersion.get(name) ?? []), found]);
  }
  return byVersion;
}

/** Appends an edition where `condition` holds; `content` null: its words are as they were. */
export function insertEdition(
  db: Database,
  { policy, version }: Pick<Version, 'policy' | 'version'>,
  edition: TextEdition & { readonly content: string | null },
  { keyId }: { readonly keyId: string },
  condition: Condition,
): Statement {
  const { locale, content, contentHash, summary, why, addedAt } = edition;
  const row = {
    ...{ policy, version, locale, edition: edition.edition, content, content_hash: contentHash, summary },
    ...{ why: why ?? '', added_at: addedAt, key_id: keyId },
  };
  return insertWhen(db, 'text_editions', row, condition);
}
