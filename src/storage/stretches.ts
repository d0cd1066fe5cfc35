import { type SqlBool, sql } from 'kysely';
import { ALWAYS, type Condition } from './sql.ts';
import type { Database } from './store.ts';

/** The users between two of them in the order of `ref`, the first one left out: what is looked through at once. */
export type Stretch = { readonly after: string; readonly to: string };

/** The stretch of at most so many users that begins after one of them; undefined behind the last. */
export async function findStretch(db: Database, after: string, users: number): Promise<Stretch | undefined> {
  const { rows } = await sql<{ to: string | null }>`
    SELECT max(ref) AS "to" FROM (SELECT ref FROM users WHERE ref > ${after} ORDER BY ref LIMIT ${users}) AS next`.execute(
    db,
  );
  const to = rows[0]?.to ?? null;
  return to === null ? undefined : { after, to };
}

/** Whether the user that a column names is in a stretch; without one everybody is. */
export function isInStretch(column: string, stretch: Stretch | undefined): Condition {
  if (stretch === undefined) return ALWAYS;
  const ref = sql.ref(column);
  return sql<SqlBool>`(${ref} > ${stretch.after} AND ${ref} <= ${stretch.to})`;
}
