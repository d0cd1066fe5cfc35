import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import { GIVEN } from '../../domain/notices/delivery-state.ts';
import type { Telling } from '../../domain/notices/telling.ts';
import { type Condition, insertWhen } from '../sql.ts';
import type { Database, Statement } from '../store.ts';

/** Whom a telling is about, and of what. */
export type ToldOf = { readonly ref: string; readonly policy: string; readonly version: number };

/** That the product showed a user a notice by itself. */
export type Showing = ToldOf & { readonly id: string; readonly at: Instant };

/** How a user came to be told of a version, if they are. */
export async function findTelling(db: Database, of: ToldOf): Promise<Telling | undefined> {
  const row = await db
    .selectFrom('user_versions')
    .select(['told_at', 'binds_at', 'told_by'])
    .where('user_ref', '=', of.ref)
    .where('policy', '=', of.policy)
    .where('version', '=', of.version)
    .executeTakeFirst();
  if (row === undefined || row.told_at === null || row.binds_at === null) return undefined;
  return { at: row.told_at, bindsAt: row.binds_at, by: row.told_by ?? '' };
}

/** Tells a user of a version, where `condition` holds and nothing has told them before. */
export function tellUser(db: Database, of: ToldOf, telling: Telling, condition: Condition): Statement {
  return insertWhen(
    db,
    'user_versions',
    {
      user_ref: of.ref,
      policy: of.policy,
      version: of.version,
      told_at: telling.at,
      binds_at: telling.bindsAt,
      told_by: telling.by,
    },
    condition,
    sql`(user_ref, policy, version) DO UPDATE SET
      told_at = excluded.told_at, binds_at = excluded.binds_at, told_by = excluded.told_by
      WHERE user_versions.told_at IS NULL`,
  );
}

/** Takes back what a delivery told, leaving what else told the user (null: nothing), where `condition` holds. */
export function takeTellingBack(
  db: Database,
  of: ToldOf,
  deliveryId: string,
  left: Telling | null,
  condition: Condition,
): Statement {
  return db
    .updateTable('user_versions')
    .set({ told_at: left?.at ?? null, binds_at: left?.bindsAt ?? null, told_by: left?.by ?? null })
    .where('user_ref', '=', of.ref)
    .where('policy', '=', of.policy)
    .where('version', '=', of.version)
    .where('told_by', '=', deliveryId)
    .where(condition);
}

/** The showing of a version's notice to a user, if the product showed it. */
export async function findShowing(db: Database, of: ToldOf): Promise<Showing | undefined> {
  const row = await db
    .selectFrom('showings')
    .select(['id', 'shown_at'])
    .where('user_ref', '=', of.ref)
    .where('policy', '=', of.policy)
    .where('version', '=', of.version)
    .executeTakeFirst();
  return row && { ...of, id: row.id, at: row.shown_at };
}

/**
 * The first of what else told a user of a version, or would have, had `deliveryId` not: a showing, or a
 * mail that arrived, be it the announcement or a reminder.
 */
export async function findOtherTelling(
  db: Database,
  of: ToldOf,
  deliveryId: string,
): Promise<{ readonly at: Instant; readonly by: string } | undefined> {
  const { ref, policy, version } = of;
  const given = (table: 'deliveries' | 'ended_deliveries') => sql`
    SELECT sent_at AS given_at, id AS given_by FROM ${sql.table(table)}
    WHERE user_ref = ${ref} AND release IN (SELECT release FROM versions
        WHERE versions.policy = ${policy} AND versions.version = ${version})
      AND kind IN ('announcement', 'reminder') AND state IN (${sql.join(GIVEN)}) AND id <> ${deliveryId}`;
  const { rows } = await sql<{ given_at: Instant; given_by: string }>`
    SELECT given_at, given_by FROM (
      SELECT shown_at AS given_at, id AS given_by FROM showings
        WHERE user_ref = ${ref} AND policy = ${policy} AND version = ${version}
      UNION ALL ${given('deliveries')} UNION ALL ${given('ended_deliveries')}) AS tellings
    ORDER BY given_at LIMIT 1`.execute(db);
  const [row] = rows;
  return row && { at: row.given_at, by: row.given_by };
}

/** Records a showing, where `condition` holds. */
export function insertShowing(
  db: Database,
  showing: Showing & { readonly keyId: string },
  condition: Condition,
): Statement {
  const row = {
    id: showing.id,
    user_ref: showing.ref,
    policy: showing.policy,
    version: showing.version,
    shown_at: showing.at,
    key_id: showing.keyId,
  };
  return insertWhen(db, 'showings', row, condition);
}
