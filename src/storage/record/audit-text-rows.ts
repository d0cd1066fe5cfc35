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

/** All editions of the company's own wording. */
export async function listWordingRows(db: Database): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`SELECT * FROM wordings ORDER BY locale, edition`.execute(db);
  return rows;
}
