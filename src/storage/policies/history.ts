import { sql } from 'kysely';
import type { Version } from '../../domain/policies/policy.ts';
import { type Condition, insertWhen, rowsOf } from '../sql.ts';
import type { Database, Statement } from '../store.ts';
import { versionToRow } from './versions.ts';

/** No database takes a parameter above 1 MB (D1). */
const MAX_BYTES_OF_JSON = 900_000;

/** Versions from before this record was kept, all of one policy, with the text of each in its language. */
export type HistoryRows = {
  readonly versions: readonly Version[];
  readonly texts: readonly string[];
  readonly locale: string;
};

/**
 * Inserts a policy's history where `condition` holds, in few statements: what a request may ask a database is
 * counted, and a history can be long.
 */
export function insertHistory(
  db: Database,
  { versions, texts, locale }: HistoryRows,
  write: { readonly keyId: string; readonly command: string },
  condition: Condition,
): Statement[] {
  const rows = versions.map((version) => versionToRow(version, write));
  // A first version has none before it, and so not all columns.
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const values = columns.map((name) => {
    const member = sql`value ->> ${sql.lit(name)}`;
    return NUMBERS.has(name) ? sql`CAST(${member} AS INTEGER)` : member;
  });
  return [
    sql`INSERT INTO versions (${sql.join(columns.map((name) => sql.ref(name)))}) SELECT ${sql.join(values)}
      FROM ${rowsOf(rows)} AS listed WHERE ${condition} ON CONFLICT DO NOTHING`.compile(db),
    ...insertTexts(
      db,
      versions.map(({ policy, version }, at) => ({ policy, version, locale, content: texts[at] ?? '' })),
      condition,
    ),
  ];
}

const NUMBERS: ReadonlySet<string> = new Set(['version', 'recipients', 'previous', 'remind_at_effect']);

type TextRow = {
  readonly policy: string;
  readonly version: number;
  readonly locale: string;
  readonly content: string;
};

/** Short texts go many in a parameter; one that is too long in JSON goes as it is. */
function insertTexts(db: Database, texts: readonly TextRow[], condition: Condition): Statement[] {
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
