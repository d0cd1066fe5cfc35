import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import { type Condition, insertWhen } from '../sql.ts';
import type { Database, Statement } from '../store.ts';

/** A legal hold that is in force: nothing of its user is erased. */
export type Hold = { readonly id: string; readonly reason: string | null; readonly since: Instant };

/** The legal hold on a user, if one is in force. */
export async function findHold(db: Database, ref: string): Promise<Hold | undefined> {
  const row = await db
    .selectFrom('holds')
    .select(['id', 'reason', 'held_at'])
    .where('user_ref', '=', ref)
    .where('lifted_at', 'is', null)
    .executeTakeFirst();
  return row && { id: row.id, reason: row.reason, since: row.held_at };
}

/** Holds for a table's row whose `user_ref` no legal hold is on. */
export function isNotHeld(table: string): Condition {
  return sql<boolean>`NOT EXISTS (SELECT 1 FROM holds
    WHERE holds.user_ref = ${sql.ref(`${table}.user_ref`)} AND holds.lifted_at IS NULL)`;
}

/** Puts a hold on a user, where `condition` holds and none is on them. */
export function insertHold(
  db: Database,
  hold: Hold & { readonly ref: string; readonly keyId: string },
  condition: Condition,
): Statement {
  const row = {
    id: hold.id,
    user_ref: hold.ref,
    reason: hold.reason,
    held_at: hold.since,
    held_by: hold.keyId,
  };
  return insertWhen(db, 'holds', row, condition);
}

/** Gives a hold in force another reason, where `condition` holds. */
export function changeHoldReason(db: Database, id: string, reason: string, condition: Condition): Statement {
  return db
    .updateTable('holds')
    .set({ reason })
    .where('id', '=', id)
    .where('lifted_at', 'is', null)
    .where(condition);
}

/** Lifts a hold, where `condition` holds. */
export function liftHold(
  db: Database,
  id: string,
  lift: { readonly at: Instant; readonly reason: string | null; readonly keyId: string },
  condition: Condition,
): Statement {
  return db
    .updateTable('holds')
    .set({ lifted_at: lift.at, lift_reason: lift.reason, lifted_by: lift.keyId })
    .where('id', '=', id)
    .where('lifted_at', 'is', null)
    .where(condition);
}
