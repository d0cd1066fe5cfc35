import type { Selectable } from 'kysely';
import type { AskedVersion } from '../../domain/answers/check.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Schema } from '../schema.ts';
import { type Condition, insertWhen, userIsKept } from '../sql.ts';
import type { Database, Statement } from '../store.ts';
import { isNotHeld } from './holds.ts';

/** A link by which a product sent somebody to one page of all that is asked of them. */
export type Sitting = {
  readonly id: string;
  /** Whose it is. */
  readonly ref: string;
  /** The `ref` of the seat that answers for them; null where they answer by themselves. */
  readonly seat: string | null;
  /** What it is about; at least one. */
  readonly tells: readonly AskedVersion[];
  /** Where they came from and go back to. */
  readonly returnTo: string | null;
  /** SHA-256 in hex. */
  readonly secretHash: string;
  readonly madeAt: Instant;
  /** The key that made it. */
  readonly madeBy: string;
  readonly openedAt: Instant | null;
  /** When it was ended by hand. */
  readonly endedAt: Instant | null;
};

/** The sitting of that id, whether it is over or not. */
export async function findSitting(db: Database, id: string): Promise<Sitting | undefined> {
  const row = await db.selectFrom('sittings').selectAll().where('id', '=', id).executeTakeFirst();
  return row && rowToSitting(row);
}

/** Adds a sitting, where its user is not erased. */
export function insertSitting(db: Database, sitting: Omit<Sitting, 'openedAt' | 'endedAt'>): Statement {
  const row = {
    id: sitting.id,
    user_ref: sitting.ref,
    seat_ref: sitting.seat,
    tells: JSON.stringify(sitting.tells),
    return_to: sitting.returnTo,
    secret_hash: sitting.secretHash,
    made_at: sitting.madeAt,
    made_by: sitting.madeBy,
  };
  return insertWhen(db, 'sittings', row, userIsKept(db, sitting.ref));
}

/** Notes that a sitting was opened, the first time. */
export function openSitting(db: Database, id: string, at: Instant): Statement {
  return db
    .updateTable('sittings')
    .set({ opened_at: at })
    .where('id', '=', id)
    .where('opened_at', 'is', null);
}

/** Ends a sitting by hand, where it was not before. */
export function endSitting(db: Database, id: string, at: Instant): Statement {
  return db.updateTable('sittings').set({ ended_at: at }).where('id', '=', id).where('ended_at', 'is', null);
}

/** Takes away all sittings of somebody, and those in which they answered for others, where `condition` holds. */
export function forgetSittings(db: Database, ref: string, condition: Condition): Statement {
  return db
    .deleteFrom('sittings')
    .where((eb) => eb.or([eb('user_ref', '=', ref), eb('seat_ref', '=', ref)]))
    .where(condition);
}

/** Takes away sittings that were made before an instant, at most `limit`, and none of anybody a hold is on. */
export function deleteSittings(db: Database, before: Instant, limit: number): Statement {
  const old = db
    .selectFrom('sittings')
    .select('id')
    .where('made_at', '<', before)
    .where(isNotHeld('sittings'))
    .orderBy('made_at')
    .limit(limit);
  return db.deleteFrom('sittings').where('id', 'in', old);
}

function rowToSitting(row: Selectable<Schema['sittings']>): Sitting {
  return {
    id: row.id,
    ref: row.user_ref,
    seat: row.seat_ref,
    tells: JSON.parse(row.tells) as readonly AskedVersion[],
    returnTo: row.return_to,
    secretHash: row.secret_hash,
    madeAt: row.made_at,
    madeBy: row.made_by,
    openedAt: row.opened_at,
    endedAt: row.ended_at,
  };
}
