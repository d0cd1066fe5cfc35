import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import { type DeliveryState, GIVEN, NOT_GIVEN } from '../../domain/notices/delivery-state.ts';
import { allOf, type Condition } from '../sql.ts';
import type { Database, Statement } from '../store.ts';

/** Holds while a delivery, ended or not, is in one of some states. */
export function deliveryIs(id: string, states: readonly DeliveryState[]): Condition {
  return sql<boolean>`EXISTS (
    SELECT 1 FROM deliveries WHERE id = ${id} AND state IN (${sql.join(states)})
    UNION ALL SELECT 1 FROM ended_deliveries WHERE id = ${id} AND state IN (${sql.join(states)}))`;
}

const ENDED_COLUMNS = sql.raw(
  ['id', 'release', 'kind', 'user_ref', 'round', 'contact', 'chunk_id', 'says', 'state', 'email']
    .concat(['position', 'provider_id', 'sent_at', 'may_repeat', 'words'])
    .map((name) => `deliveries.${name}`)
    .join(', '),
);

const INTO_ENDED =
  sql.raw(`INSERT INTO ended_deliveries (id, release, kind, user_ref, round, contact, chunk_id,
  says, state, email, position, provider_id, sent_at, may_repeat, words, ended_at)`);

/** Moves a delivery of which nobody can tell aside, to make room for sending it again, where `condition` holds. */
export function endUnknownDelivery(
  db: Database,
  id: string,
  now: Instant,
  condition: Condition,
): Statement[] {
  return moveAside(db, id, now, allOf(sql<boolean>`deliveries.state = 'unknown'`, condition));
}

/** Moves a delivery of which it is known what became aside, for it to be sent once more, where `condition` holds. */
export function endSettledDelivery(
  db: Database,
  id: string,
  now: Instant,
  condition: Condition,
): Statement[] {
  const isSettled = sql<boolean>`deliveries.state IN (${sql.join([...GIVEN, ...NOT_GIVEN])})`;
  return moveAside(db, id, now, allOf(isSettled, condition));
}

/** `condition` may name `deliveries`. */
function moveAside(db: Database, id: string, now: Instant, condition: Condition): Statement[] {
  return [
    sql`${INTO_ENDED} SELECT ${ENDED_COLUMNS}, CAST(${now} AS TEXT) FROM deliveries
      WHERE deliveries.id = ${id} AND ${condition} ON CONFLICT DO NOTHING`.compile(db),
    sql`DELETE FROM deliveries WHERE deliveries.id = ${id}
      AND EXISTS (SELECT 1 FROM ended_deliveries WHERE id = ${id}) AND ${condition}`.compile(db),
  ];
}
