import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { Sentences, Wording } from '../../domain/policies/wording.ts';
import { ALWAYS, type Condition, insertWhen } from '../sql.ts';
import type { Database, Statement } from '../store.ts';

/** A wording as it is stored, with who wrote it and when. */
export type StoredWording = Wording & {
  readonly writtenAt: Instant;
  readonly keyId: string;
  readonly command: string;
};

/** The latest edition in each language, in the order of their names. */
export async function listWordings(db: Database): Promise<readonly StoredWording[]> {
  const rows = await db.selectFrom('wordings').selectAll().orderBy('edition').execute();
  const latest = new Map(rows.map((row) => [row.locale, row]));
  return [...latest.values()]
    .toSorted((a, b) => (a.locale < b.locale ? -1 : 1))
    .map((row) => ({
      ...{ locale: row.locale, edition: row.edition, sentences: JSON.parse(row.sentences) as Sentences },
      ...{ writtenAt: row.written_at, keyId: row.key_id, command: row.command },
    }));
}

/** What an edition of the wording in a language says; nothing where there is none. */
export async function findSentences(
  db: Database,
  locale: string,
  edition: number | undefined,
): Promise<Sentences> {
  if (edition === undefined) return {};
  const row = await db
    .selectFrom('wordings')
    .select('sentences')
    .where('locale', '=', locale)
    .where('edition', '=', edition)
    .executeTakeFirst();
  return row === undefined ? {} : (JSON.parse(row.sentences) as Sentences);
}

/** Appends an edition, where nobody else did. */
export function insertWording(db: Database, wording: StoredWording): Statement {
  const { locale, edition, sentences, writtenAt, keyId, command } = wording;
  const row = {
    ...{ locale, edition, sentences: JSON.stringify(sentences) },
    ...{ written_at: writtenAt, key_id: keyId, command },
  };
  return insertWhen(db, 'wordings', row, ALWAYS);
}

/** Holds in a write once its first statement has appended this very edition. */
export function wordingIsWritten({ locale, edition, command }: StoredWording): Condition {
  return sql<boolean>`EXISTS (SELECT 1 FROM wordings
    WHERE locale = ${locale} AND edition = ${edition} AND command = ${command})`;
}
