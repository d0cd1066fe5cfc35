import { sql } from 'kysely';
import type { OwnTelling } from '../../domain/answers/own-outcome.ts';
import type { Instant } from '../../domain/instant.ts';
import { GIVEN } from '../../domain/notices/delivery-state.ts';
import type { Telling } from '../../domain/notices/telling.ts';
import { NOT_TOLD, TELLING_COLUMNS, tellingToColumns } from '../own-outcomes.ts';
import { type Condition, insertWhen, rowsOf } from '../sql.ts';
import type { Database, Statement } from '../store.ts';
import { tellsOf } from './says.ts';

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
  if (row === undefined || row.told_at === null) return undefined;
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

/** What a version with rules of its own comes to for one reader who was told of it. */
export type RuledTelling = { readonly ref: string; readonly telling: OwnTelling };

/**
 * Tells readers of a version with rules of its own, each whom nothing has told before, where `condition` holds;
 * whom not enough has reached yet is left as they are. In `condition`, `value ->> 'told_by'` is what tells one.
 */
export function tellReaders(
  db: Database,
  { policy, version }: Pick<ToldOf, 'policy' | 'version'>,
  tellings: readonly RuledTelling[],
  condition: Condition,
): Statement {
  const rows = tellings
    .filter(({ telling }) => telling.toldAt !== null)
    .map(({ ref, telling }) => ({ ref, ...tellingToColumns(telling) }));
  const columns = TELLING_COLUMNS.map((name) => sql.ref(name));
  const values = TELLING_COLUMNS.map((name) => sql`value ->> ${sql.lit(name)}`);
  const excluded = TELLING_COLUMNS.map((name) => sql`${sql.ref(name)} = ${sql.ref(`excluded.${name}`)}`);
  return sql`INSERT INTO user_versions (user_ref, policy, version, ${sql.join(columns)})
    SELECT value ->> 'ref', CAST(${policy} AS TEXT), CAST(${version} AS INTEGER), ${sql.join(values)}
    FROM ${rowsOf(rows)} AS listed WHERE ${condition}
    ON CONFLICT (user_ref, policy, version) DO UPDATE SET ${sql.join(excluded)}
      WHERE user_versions.told_at IS NULL`.compile(db);
}

/** Holds in `tellReaders` for whom what tells them is a mail of a chunk that was given. */
export function wasGiven(chunkId: string): Condition {
  return sql<boolean>`value ->> 'told_by' IN (SELECT id FROM deliveries
    WHERE chunk_id = ${chunkId} AND state IN (${sql.join(GIVEN)}))`;
}

/** Holds in `tellReaderAnew` where one of some deliveries and events, and nothing else, told the reader. */
export function wasToldBy(ids: readonly string[]): Condition {
  return sql<boolean>`told_by IN (${sql.join(ids)})`;
}

/** Writes what a version comes to for a reader anew, where `condition` holds: what told them, or their renewals, changed. */
export function tellReaderAnew(
  db: Database,
  of: ToldOf,
  telling: OwnTelling,
  condition: Condition,
): Statement {
  const columns = telling.toldAt === null ? NOT_TOLD : tellingToColumns(telling);
  return db
    .updateTable('user_versions')
    .set(columns)
    .where('user_ref', '=', of.ref)
    .where('policy', '=', of.policy)
    .where('version', '=', of.version)
    .where(condition);
}

/** What waited for a renewal as it was read, and what it comes to now. */
export type Redated = ToldOf & {
  /** The write that the reader was marked with when they were read. */
  readonly command: string;
  readonly toldBy: string;
  readonly telling: OwnTelling;
};

/** Dates what waited for renewals, each where its reader, and what told them, is as it was read. */
export function redateReaders(db: Database, dated: readonly Redated[]): Statement {
  const rows = dated.map(({ telling, ...one }) => ({ ...one, ...tellingToColumns(telling) }));
  const columns = TELLING_COLUMNS.map((name) => sql`${sql.ref(name)} = value ->> ${sql.lit(name)}`);
  return sql`UPDATE user_versions SET ${sql.join(columns)}
    FROM ${rowsOf(rows)} AS listed JOIN users ON users.ref = value ->> 'ref'
    WHERE user_versions.user_ref = value ->> 'ref' AND user_versions.policy = value ->> 'policy'
      AND user_versions.version = CAST(value ->> 'version' AS INTEGER)
      AND user_versions.told_by = value ->> 'toldBy' AND user_versions.effective_at IS NULL
      AND users.command = value ->> 'command'`.compile(db);
}

/**
 * What some users were told of that takes effect for them when their contract renews, and has no date yet; of a
 * policy the earlier versions first, since the later ones take effect no earlier.
 */
export async function listWaitingForRenewal(db: Database, refs: readonly string[]): Promise<ToldOf[]> {
  if (refs.length === 0) return [];
  const { rows } = await sql<ToldOf>`
    SELECT own.user_ref AS ref, own.policy, own.version
    FROM ${rowsOf(refs.map((ref) => ({ ref })))} AS wanted CROSS JOIN user_versions AS own
    WHERE own.user_ref = value ->> 'ref' AND own.told_at IS NOT NULL AND own.effective_at IS NULL
      AND own.outcome LIKE ${'%"waitsFor":[%"renewal"%'}
    ORDER BY own.user_ref, own.policy, own.version`.execute(db);
  return rows;
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
      AND kind IN ('announcement', 'reminder') AND state IN (${sql.join(GIVEN)}) AND id <> ${deliveryId}
      AND ${tellsOf(table, of)}`;
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
