import { sql } from 'kysely';
import type { Row } from '../../domain/audit/finding.ts';
import type { ActKind } from '../../domain/record/act.ts';
import type { Database } from '../store.ts';

/** The kinds of records about drafts. */
export const OF_DRAFTS: readonly ActKind[] = [
  ...(['drafted', 'edited', 'approved', 'objected'] as const),
  ...(['discarded', 'scheduled', 'taken-back', 'stopped'] as const),
];

/** All rows about drafts but their texts. */
export async function listDraftRows(db: Database) {
  const of = async (table: string) => {
    const { rows } = await sql<Row>`SELECT * FROM ${sql.table(table)} ORDER BY 1`.execute(db);
    return rows;
  };
  return {
    drafts: await of('drafts'),
    revisions: await of('draft_revisions'),
    verdicts: await of('draft_verdicts'),
    releases: await of('releases'),
  };
}

/** What names a text of a draft. */
export type DraftTextKey = { readonly draft: string; readonly locale: string; readonly hash: string };

/** The names of all texts of drafts. */
export async function listDraftTextKeys(db: Database): Promise<readonly DraftTextKey[]> {
  return db
    .selectFrom('draft_texts')
    .select(['draft', 'locale', 'hash'])
    .orderBy('draft')
    .orderBy('locale')
    .orderBy('hash')
    .execute();
}

/** A text of a draft, as its row has it. */
export async function findDraftTextRow(db: Database, key: DraftTextKey): Promise<Row> {
  const { rows } = await sql<Row>`SELECT * FROM draft_texts
    WHERE draft = ${key.draft} AND locale = ${key.locale} AND hash = ${key.hash}`.execute(db);
  return rows[0] ?? key;
}
