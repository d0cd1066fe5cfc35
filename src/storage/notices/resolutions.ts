import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { DeliveryState } from '../../domain/notices/delivery-state.ts';
import { isReceipt } from '../../domain/notices/notice-kind.ts';
import { type Says, saysToText, textToSays } from '../../domain/notices/says.ts';
import { allOf, type Condition, insertWhen } from '../sql.ts';
import type { Database, Statement } from '../store.ts';
import { endUnknownDelivery } from './ended-deliveries.ts';
import { tellsOf } from './says.ts';

/** What an operator says became of a delivery, or wants to become of it. */
export type ResolvedAs = 'sent' | 'resend';

/** An operator's decision about a delivery of which nobody could tell whether it went out. */
export type Resolution = {
  readonly deliveryId: string;
  readonly as: ResolvedAs;
  /** When the provider took the mail, for `sent`. */
  readonly takenAt: Instant | null;
  readonly reason: string | null;
  readonly resolvedAt: Instant;
};

/** A delivery that may have to be resolved, with whose it is. */
export type ResolvableDelivery = {
  readonly id: string;
  readonly release: string;
  readonly says: Says;
  readonly round: number;
  readonly contact: number;
  readonly state: DeliveryState;
  readonly email: string | null;
  /** What a receipt says to its reader alone, as it is stored. */
  readonly words: string | null;
  readonly frozenAt: Instant | null;
  readonly user: { readonly ref: string; readonly command: string; readonly isErased: boolean };
};

/** The delivery of that id, also one that was sent again; if there is one in this version. */
export async function findResolvableDelivery(
  db: Database,
  of: { readonly policy: string; readonly version: number; readonly id: string },
): Promise<ResolvableDelivery | undefined> {
  for (const table of ['deliveries', 'ended_deliveries'] as const) {
    const { rows } = await sql<
      Omit<ResolvableDelivery, 'user' | 'says'> & {
        says: string;
        ref: string;
        command: string;
        erasedAt: Instant | null;
      }
    >`
      SELECT own.id, own.release, own.says, own.round, own.contact, own.state, own.email,
        own.words, chunks.frozen_at AS "frozenAt", users.ref, users.command, users.erased_at AS "erasedAt"
      FROM ${sql.table(table)} AS own JOIN users ON users.ref = own.user_ref
        JOIN chunks ON chunks.id = own.chunk_id
      WHERE own.id = ${of.id} AND own.release IN (SELECT release FROM versions
        WHERE versions.policy = ${of.policy} AND versions.version = ${of.version}) AND ${tellsOf('own', of)}`.execute(
      db,
    );
    const [row] = rows;
    if (row === undefined) continue;
    const { ref, command, erasedAt, says, ...delivery } = row;
    return { ...delivery, says: textToSays(says), user: { ref, command, isErased: erasedAt !== null } };
  }
  return undefined;
}

/** What an operator decided about a delivery, if anything. */
export async function findResolution(db: Database, deliveryId: string): Promise<Resolution | undefined> {
  const row = await db
    .selectFrom('resolutions')
    .selectAll()
    .where('delivery_id', '=', deliveryId)
    .executeTakeFirst();
  return (
    row && {
      deliveryId: row.delivery_id,
      as: row.resolved_as,
      takenAt: row.taken_at,
      reason: row.reason,
      resolvedAt: row.resolved_at,
    }
  );
}

/** Records a decision, where `condition` holds. */
export function insertResolution(
  db: Database,
  resolution: Resolution & { readonly ref: string; readonly keyId: string },
  condition: Condition,
): Statement {
  const row = {
    delivery_id: resolution.deliveryId,
    user_ref: resolution.ref,
    resolved_as: resolution.as,
    taken_at: resolution.takenAt,
    reason: resolution.reason,
    resolved_at: resolution.resolvedAt,
    key_id: resolution.keyId,
  };
  return insertWhen(db, 'resolutions', row, condition);
}

/**
 * Queues a delivery of which nobody can tell once more, in a chunk of its own, where `condition` holds.
 * The first stays as it is among those that ended; the new one names it as what it may repeat. A receipt
 * says the same once more, to the same address.
 */
export function queueAgain(
  db: Database,
  delivery: ResolvableDelivery,
  again: { readonly chunkId: string; readonly now: Instant },
  condition: Condition,
): Statement[] {
  return [
    ...endUnknownDelivery(db, delivery.id, again.now, condition),
    ...queueInPlaceOf(db, delivery, again, condition),
  ];
}

/** Queues a delivery in place of one that was moved aside in the same write, where `condition` holds. */
export function queueInPlaceOf(
  db: Database,
  delivery: ResolvableDelivery,
  again: { readonly chunkId: string; readonly now: Instant },
  condition: Condition,
): Statement[] {
  const { id, release, says, round, contact, email, words } = delivery;
  const { kind } = says;
  const fixed = isReceipt(kind) ? { email, words } : {};
  const key = { release, kind, says: saysToText(says) };
  const madeRoom = sql<boolean>`EXISTS (SELECT 1 FROM ended_deliveries WHERE id = ${id} AND ended_at = ${again.now})`;
  const canGo = allOf(madeRoom, condition);
  return [
    insertWhen(
      db,
      'chunks',
      { id: again.chunkId, ...key, state: 'open', due_at: again.now, lease_until: '', attempt: 0 },
      canGo,
    ),
    insertWhen(
      db,
      'deliveries',
      {
        ...key,
        ...fixed,
        ...{ round, contact, user_ref: delivery.user.ref },
        chunk_id: again.chunkId,
        state: 'queued',
        may_repeat: id,
      },
      canGo,
    ),
  ];
}
