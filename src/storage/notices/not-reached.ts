import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { NEVER_LEFT, NOT_GIVEN } from '../../domain/notices/delivery-state.ts';
import { type Soon, whenThere } from '../../domain/soon.ts';
import { preparedQuery } from '../engines/prepared.ts';
import { type Condition, rowsOf } from '../sql.ts';
import type { Database } from '../store.ts';
import { tellsOfRow } from './says.ts';

/**
 * Whether the announcement that a query calls `name` is known not to have arrived with its user, of `users`, and
 * no other went out, or is to, in its place or to another address of theirs.
 */
export function didNotArrive(name: string): Condition {
  const its = (column: string) => sql.ref(`${name}.${column}`);
  return sql<SqlBool>`(${its('state')} IN (${isOneOf(NOT_GIVEN)}) AND users.link_lost_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM deliveries AS newer
    WHERE newer.release = ${its('release')} AND newer.kind = ${its('kind')}
      AND newer.user_ref = ${its('user_ref')} AND (newer.round > ${its('round')}
        OR newer.contact <> ${its('contact')} AND newer.state NOT IN (${isOneOf([...NOT_GIVEN, ...NEVER_LEFT])}))))`;
}

/**
 * Of which of some versions the announcement is known not to have arrived where a user is written to, by
 * `ref`.
 */
export function listNotReached(
  db: Database,
  refs: readonly string[],
  policy: string,
  versions: readonly number[],
): Soon<ReadonlyMap<string, readonly number[]>> {
  const found = new Map<string, number[]>();
  if (refs.length === 0 || versions.length === 0) return found;
  const wanted = JSON.stringify(refs.map((ref) => ({ ref })));
  return whenThere(
    findingNotReached(db, [wanted, policy, JSON.stringify(versions.map((version) => ({ version })))]),
    (rows) => {
      for (const { ref, version } of rows) found.set(ref, [...(found.get(ref) ?? []), version]);
      return found;
    },
  );
}

const findingNotReached = preparedQuery((db) =>
  sql<{ ref: string; version: number }>`
    SELECT deliveries.user_ref AS ref, versions.version
    FROM ${rowsOf([])} AS wanted CROSS JOIN versions CROSS JOIN deliveries CROSS JOIN users
    WHERE versions.policy = ${''}
      AND versions.version IN (SELECT CAST(value ->> 'version' AS INTEGER) FROM ${rowsOf([])} AS asked)
      AND deliveries.release = versions.release AND deliveries.kind = 'announcement'
      AND deliveries.user_ref = wanted.value ->> 'ref' AND ${tellsOfRow('deliveries')}
      AND users.ref = deliveries.user_ref AND ${didNotArrive('deliveries')}`.compile(db),
);

function isOneOf(states: readonly string[]): RawBuilder<unknown> {
  return sql.join(states.map((state) => sql.lit(state)));
}
