import { sql } from 'kysely';
import type { Row } from '../../domain/audit/finding.ts';
import type { ActKind } from '../../domain/record/act.ts';
import { rowsOf } from '../sql.ts';
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
  // At once, since each takes a journey of its own where the database is far away.
  const tables = ['drafts', 'draft_revisions', 'draft_verdicts', 'releases'].map(of);
  const [drafts = [], revisions = [], verdicts = [], releases = []] = await Promise.all(tables);
  return { drafts, revisions, verdicts, releases };
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

/** Texts of drafts, as their rows have them. */
export async function listDraftTexts(db: Database, keys: readonly DraftTextKey[]): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`SELECT draft_texts.* FROM ${rowsOf(keys)} AS listed JOIN draft_texts
    ON draft = value ->> 'draft' AND locale = value ->> 'locale' AND hash = value ->> 'hash'`.execute(db);
  return rows;
}
