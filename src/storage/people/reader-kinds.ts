import { expressionBuilder, sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import { ROWS_OF_JSON } from '../sql.ts';
import { heldVersionSql, IS_LEAVING } from '../standing.ts';
import type { Database } from '../store.ts';

/** What may make the mail to one reader another than that to the next, besides who they are. */
export type ReaderKind = {
  readonly locale: string | null;
  /** The version of the policy that they hold; null: none. */
  readonly held: number | null;
  /** The values of the attributes that were asked for, in their order; null where one is not known. */
  readonly attributes: readonly (string | null)[];
};

/** The kinds of readers that there are among those who could be mailed about a policy, each once, in no order. */
export async function listReaderKinds(
  db: Database,
  of: { readonly policy: string; readonly attributes: readonly string[]; readonly now: Instant },
  limit: number,
): Promise<ReaderKind[]> {
  const values = of.attributes.map((name, at) => sql`, ${attributeSql(name)} AS ${sql.ref(`a${at}`)}`);
  const { rows } = await sql<Record<string, string | number | null>>`
    SELECT DISTINCT users.locale AS locale, ${heldVersionSql(of.policy, of.now)} AS held${sql.join(values, sql``)}
    FROM users WHERE users.addressed_at IS NOT NULL AND NOT ${IS_LEAVING} LIMIT ${limit}`.execute(db);
  return rows.map(({ locale, held, ...row }) => ({
    locale: locale === null ? null : String(locale),
    held: held === null ? null : Number(held),
    attributes: of.attributes.map((_, at) => (row[`a${at}`] ?? null) as string | null),
  }));
}

/** An attribute of `users`, as text. */
function attributeSql(name: string) {
  const rows = expressionBuilder().fn(ROWS_OF_JSON, [sql`'[' || users.attributes || ']'`]);
  return sql`(SELECT value ->> ${name} FROM ${rows} AS said)`;
}
