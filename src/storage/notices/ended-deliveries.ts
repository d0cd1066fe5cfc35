import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import { type DeliveryState, GIVEN, NOT_GIVEN } from '../../domain/notices/delivery-state.ts';
import { allOf, type Condition, rowsOf } from '../sql.ts';
import type { Database, Statement } from '../store.ts';

/** Holds while a delivery, ended or not, is in one of some states. */
export function deliveryIs(id: string, states: readonly DeliveryState[]): Condition {
  return sql<boolean>`EXISTS (
    SELECT 1 FROM deliveries WHERE id = ${id} AND state IN (${sql.join(states)})
    UNION ALL SELECT 1 FROM ended_deliveries WHERE id = ${id} AND state IN (${sql.join(states)}))`;
}

const ENDED_COLUMNS = sql.raw(
  ['id', 'policy', 'version', 'kind', 'user_ref', 'chunk_id', 'base_version', 'locale', 'state', 'email']
    .concat(['round', 'position', 'provider_id', 'sent_at', 'may_repeat', 'words'])
    .map((name) => `deliveries.${name}`)
    .join(', '),
);

const INTO_ENDED = sql.raw(`INSERT INTO ended_deliveries (id, policy, version, kind, user_ref, chunk_id,
  base_version, locale, state, email, round, position, provider_id, sent_at, may_repeat, words, ended_at)`);

const CAN_END = sql<boolean>`deliveries.kind = 'announcement' AND deliveries.id IS NOT NULL
  AND deliveries.state IN (${sql.join(NOT_GIVEN.map((state) => sql.lit(state)))})`;

/** Moves an announcement that did not arrive aside, so that fan-out queues another, where `condition` holds. */
export function endDelivery(db: Database, id: string, now: Instant, condition: Condition): Statement[] {
  return moveAside(db, id, now, allOf(CAN_END, condition));
}

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

/**
 * Moves aside what did not arrive of the announcements of versions yet to take effect, for those of
 * some users whose address is another by now. `address` is theirs as mails are sent to it.
 */
export function endReplacedDeliveries(
  db: Database,
  users: readonly { readonly user: string; readonly address: string }[],
  now: Instant,
): Statement[] {
  const corrected = rowsOf(users);
  return [
    // `CROSS JOIN` has SQLite go from the few announced versions to each user's one delivery by its key.
    sql`${INTO_ENDED} SELECT ${ENDED_COLUMNS}, CAST(${now} AS TEXT)
      FROM versions CROSS JOIN ${corrected} AS corrected CROSS JOIN users CROSS JOIN deliveries
      WHERE versions.effective_at > ${now} AND versions.withdrawn_at IS NULL
        AND users.user_id = value ->> 'user'
        AND deliveries.policy = versions.policy AND deliveries.version = versions.version
        AND deliveries.user_ref = users.ref AND deliveries.email <> value ->> 'address'
        AND ${CAN_END} ON CONFLICT DO NOTHING`.compile(db),
    sql`DELETE FROM deliveries WHERE id IN (
      SELECT ended_deliveries.id FROM ${corrected} AS corrected CROSS JOIN users CROSS JOIN ended_deliveries
      WHERE users.user_id = value ->> 'user' AND ended_deliveries.user_ref = users.ref)`.compile(db),
  ];
}
