import { sql } from 'kysely';
import { NOT_GIVEN } from '../../domain/notices/delivery-state.ts';
import { rowsOf } from '../sql.ts';
import type { Database } from '../store.ts';

/**
 * Of which of some versions the announcement is known not to have arrived where a user is written to, by
 * `ref`. One that made room for another, since their address is another by now, does not say so any more.
 */
export async function listNotReached(
  db: Database,
  refs: readonly string[],
  policy: string,
  versions: readonly number[],
): Promise<ReadonlyMap<string, readonly number[]>> {
  const found = new Map<string, number[]>();
  if (refs.length === 0 || versions.length === 0) return found;
  const { rows } = await sql<{ ref: string; version: number }>`
    SELECT deliveries.user_ref AS ref, deliveries.version
    FROM ${rowsOf(refs.map((ref) => ({ ref })))} AS wanted CROSS JOIN deliveries
    WHERE deliveries.policy = ${policy} AND deliveries.version IN (${sql.join(versions)})
      AND deliveries.kind = 'announcement' AND deliveries.user_ref = value ->> 'ref'
      AND deliveries.state IN (${sql.join(NOT_GIVEN)})`.execute(db);
  for (const { ref, version } of rows) found.set(ref, [...(found.get(ref) ?? []), version]);
  return found;
}
