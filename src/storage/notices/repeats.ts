import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { Condition } from '../sql.ts';
import type { Database, Statement } from '../store.ts';
import { endSettledDelivery } from './ended-deliveries.ts';
import { queueInPlaceOf, type ResolvableDelivery } from './resolutions.ts';

/**
 * When a delivery made room for another, and whether that repeats it since its reader asked; undefined while
 * it stands.
 */
export async function findEnding(
  db: Database,
  deliveryId: string,
): Promise<{ readonly at: Instant; readonly isRepeated: boolean } | undefined> {
  const { rows } = await sql<{ at: Instant; record: string | null }>`
    SELECT own.ended_at AS at, records.id AS record FROM ended_deliveries AS own
      LEFT JOIN records ON records.id = 'repeated:' || own.id
    WHERE own.id = ${deliveryId}`.execute(db);
  const [row] = rows;
  return row && { at: row.at, isRepeated: row.record !== null };
}

/**
 * Queues a delivery of which it is known what became once more, where `condition` holds: in a chunk of its
 * own, and naming the first, which stays as it is among those that ended.
 */
export function queueRepeat(
  db: Database,
  delivery: ResolvableDelivery,
  again: { readonly chunkId: string; readonly now: Instant },
  condition: Condition,
): Statement[] {
  return [
    ...endSettledDelivery(db, delivery.id, again.now, condition),
    ...queueInPlaceOf(db, delivery, again, condition),
  ];
}
