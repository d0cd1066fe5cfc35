import { sql } from 'kysely';
import type { VersionRows } from '../../domain/audit/audit-version.ts';
import type { Row } from '../../domain/audit/finding.ts';
import type { Database } from '../store.ts';

/** What is known of every text that does not prevail, beside its words. */
export async function listTranslationRows(db: Database): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`SELECT * FROM translations ORDER BY policy, version, locale`.execute(db);
  return rows;
}

/** What sections of texts say in short. */
export async function listLayerRows(db: Database): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`SELECT * FROM text_layers ORDER BY policy, version, locale`.execute(db);
  return rows;
}

/** What was corrected of texts. */
export async function listEditionRows(db: Database): Promise<readonly Row[]> {
  const { rows } =
    await sql<Row>`SELECT * FROM text_editions ORDER BY policy, version, locale, edition`.execute(db);
  return rows;
}

/** A version's texts. */
export async function listTexts(
  db: Database,
  policy: string,
  version: number,
): Promise<VersionRows['texts']> {
  const { rows } = await sql<Row>`
    SELECT * FROM version_texts WHERE policy = ${policy} AND version = ${version}`.execute(db);
  return rows;
}

/** Tables of words, by a hash of which they are known. */
export type TableOfWords = 'renditions' | 'page_templates' | 'presentations';

/** The ids of all rows of a table of words. */
export async function listIdsOfWords(db: Database, table: TableOfWords): Promise<readonly string[]> {
  const rows = await db.selectFrom(table).select('id').orderBy('id').execute();
  return rows.map(({ id }) => id);
}

/** Rows of a table of words. */
export async function listWords(
  db: Database,
  table: TableOfWords,
  ids: readonly string[],
): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    SELECT * FROM ${sql.table(table)} WHERE id IN (${sql.join(ids)}) ORDER BY id`.execute(db);
  return rows;
}

/** All editions of the company's own wording. */
export async function listWordingRows(db: Database): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`SELECT * FROM wordings ORDER BY locale, edition`.execute(db);
  return rows;
}
