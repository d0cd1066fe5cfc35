import { sql } from 'kysely';
import { byLocale } from '../../domain/policies/asked-texts.ts';
import type { Layer, TextLayers } from '../../domain/policies/layers.ts';
import type { Version, VersionText } from '../../domain/policies/policy.ts';
import { type Condition, insertWhen, rowsOf } from '../sql.ts';
import type { Database, Statement } from '../store.ts';

/** No database takes a parameter above 1 MB (D1). */
const MAX_BYTES_OF_JSON = 900_000;

/** What a version's text says in one of its languages, if there is such a text: in its latest edition, or in that one. */
export async function findContent(
  db: Database,
  { policy, version }: Pick<Version, 'policy' | 'version'>,
  locale: string,
  edition = LATEST,
): Promise<string | undefined> {
  const { rows } = await sql<{ content: string }>`SELECT content FROM (
      SELECT 1 AS edition, content FROM version_texts
        WHERE policy = ${policy} AND version = ${version} AND locale = ${locale}
      UNION ALL SELECT edition, content FROM text_editions
        WHERE policy = ${policy} AND version = ${version} AND locale = ${locale}
          AND edition <= ${edition} AND content IS NOT NULL
    ) AS editions ORDER BY edition DESC LIMIT 1`.execute(db);
  return rows[0]?.content;
}

/** Above the number of any edition. */
const LATEST = 1_000_000;

/** What a version's texts say in some of its languages in their latest editions, by their locales, in one query. */
export async function findContents(
  db: Database,
  { policy, version }: Pick<Version, 'policy' | 'version'>,
  locales: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const isWanted = sql`policy = ${policy} AND version = ${version}
      AND locale IN (SELECT value ->> 'locale' FROM ${rowsOf(locales.map((locale) => ({ locale })))} AS listed)`;
  // Of one locale the last row stays.
  const { rows } = await sql<{ locale: string; content: string }>`
    SELECT locale, content, 1 AS edition FROM version_texts WHERE ${isWanted}
    UNION ALL SELECT locale, content, edition FROM text_editions WHERE ${isWanted} AND content IS NOT NULL
    ORDER BY edition`.execute(db);
  return new Map(rows.map(({ locale, content }) => [locale, content]));
}

/** A text that does not prevail, with its content. */
export type TranslatedText = VersionText & { readonly content: string };

/** Inserts texts that do not prevail where `condition` holds, with what is known of them. */
export function insertTranslations(
  db: Database,
  { policy, version }: Pick<Version, 'policy' | 'version'>,
  texts: readonly TranslatedText[],
  { keyId }: { readonly keyId: string },
  condition: Condition,
): Statement[] {
  if (texts.length === 0) return [];
  const rows = texts.map(({ content: _, ...text }) => text);
  return [
    ...insertTexts(
      db,
      texts.map(({ locale, content }) => ({ policy, version, locale, content })),
      condition,
    ),
    sql`INSERT INTO translations (policy, version, locale, content_hash, summary, reason, added_at, key_id)
      SELECT CAST(${policy} AS TEXT), CAST(${version} AS INTEGER), value ->> 'locale', value ->> 'contentHash',
        value ->> 'summary', value ->> 'reason', value ->> 'addedAt', CAST(${keyId} AS TEXT)
      FROM ${rowsOf(rows)} AS listed WHERE ${condition} ON CONFLICT DO NOTHING`.compile(db),
  ];
}

/** The texts that do not prevail, of one policy or of all, by policy and version and in the order of their locales. */
export async function listTranslations(
  db: Database,
  policy: string | null,
): Promise<ReadonlyMap<string, readonly VersionText[]>> {
  let query = db.selectFrom('translations').selectAll();
  if (policy !== null) query = query.where('policy', '=', policy);
  const byVersion = new Map<string, VersionText[]>();
  const rows = await query.execute();
  // In the order that code has, since databases differ in theirs.
  for (const row of rows.toSorted(byLocale)) {
    const { locale, summary, reason } = row;
    const text = { locale, contentHash: row.content_hash, summary, reason, addedAt: row.added_at };
    const name = `${row.policy}/${row.version}`;
    byVersion.set(name, [...(byVersion.get(name) ?? []), text]);
  }
  return byVersion;
}

/** The sections in short of a version's text in a language; none where it has none. */
export async function findLayers(
  db: Database,
  { policy, version }: Pick<Version, 'policy' | 'version'>,
  locale: string,
): Promise<readonly Layer[]> {
  const row = await db
    .selectFrom('text_layers')
    .select('layers')
    .where('policy', '=', policy)
    .where('version', '=', version)
    .where('locale', '=', locale)
    .executeTakeFirst();
  return row === undefined ? [] : (JSON.parse(row.layers) as Layer[]);
}

/** Inserts the sections in short of a version's texts where `condition` holds. */
export function insertLayers(
  db: Database,
  { policy, version }: Pick<Version, 'policy' | 'version'>,
  layers: readonly TextLayers[],
  condition: Condition,
): Statement[] {
  if (layers.length === 0) return [];
  const rows = layers.map(({ locale, layers }) => ({ locale, layers: JSON.stringify(layers) }));
  return [
    sql`INSERT INTO text_layers (policy, version, locale, layers)
      SELECT CAST(${policy} AS TEXT), CAST(${version} AS INTEGER), value ->> 'locale', value ->> 'layers'
      FROM ${rowsOf(rows)} AS listed WHERE ${condition} ON CONFLICT DO NOTHING`.compile(db),
  ];
}

type TextRow = {
  readonly policy: string;
  readonly version: number;
  readonly locale: string;
  readonly content: string;
};

/**
 * Inserts texts where `condition` holds, in few statements: what a request may ask a database is counted. Short ones
 * go many in a parameter; one that is too long in JSON goes as it is.
 */
export function insertTexts(db: Database, texts: readonly TextRow[], condition: Condition): Statement[] {
  const parts: TextRow[][] = [];
  const alone: TextRow[] = [];
  let room = 0;
  for (const text of texts) {
    const size = new TextEncoder().encode(JSON.stringify(text)).length + 1;
    if (size > MAX_BYTES_OF_JSON) {
      alone.push(text);
      continue;
    }
    if (size > room) {
      parts.push([]);
      room = MAX_BYTES_OF_JSON;
    }
    parts.at(-1)?.push(text);
    room -= size;
  }
  return [
    ...parts.map((part) =>
      sql`INSERT INTO version_texts (policy, version, locale, content)
        SELECT value ->> 'policy', CAST(value ->> 'version' AS INTEGER), value ->> 'locale', value ->> 'content'
        FROM ${rowsOf(part)} AS listed WHERE ${condition} ON CONFLICT DO NOTHING`.compile(db),
    ),
    ...alone.map((text) => insertWhen(db, 'version_texts', text, condition)),
  ];
}
