import { sql } from 'kysely';
import type { Version } from '../../domain/policies/policy.ts';
import { type Condition, rowsOf } from '../sql.ts';
import type { Database, Statement } from '../store.ts';
import { insertTexts } from './texts.ts';
import { versionToRow } from './versions.ts';

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
