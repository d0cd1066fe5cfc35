import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { Version } from '../../domain/policies/policy.ts';
import type { Database, Statement } from '../store.ts';
import { type FanOut, heldVersionSql, IS_LEAVING, queueNotices, type Writing } from './fan-outs.ts';

/**
 * Reminders and withdrawal notices go to people who were announced to, by mail or by the product, so
 * their walks go along the announcement's deliveries and the showings in the order of `user_ref`.
 */
type Announced = Pick<Version, 'release' | 'policy' | 'version'>;

/** A part of such a walk: after `from`, up to and including `to`. */
export type FollowUpStep = Writing & { readonly from: string; readonly to: string };

/** The last of the next `limit` people after `ref` who were announced to, or undefined when there is none. */
export async function findFollowUpEnd(
  db: Database,
  { release, policy, version }: Announced,
  ref: string,
  limit: number,
): Promise<string | undefined> {
  const { rows } = await sql<{ user_ref: string }>`
    SELECT user_ref FROM (
      SELECT user_ref FROM (SELECT user_ref FROM deliveries
        WHERE release = ${release} AND kind = 'announcement' AND user_ref > ${ref}
        ORDER BY user_ref LIMIT ${limit}) AS mailed
      UNION SELECT user_ref FROM (SELECT user_ref FROM showings
        WHERE policy = ${policy} AND version = ${version} AND user_ref > ${ref}
        ORDER BY user_ref LIMIT ${limit}) AS shown
      ORDER BY user_ref LIMIT ${limit}) AS step
    ORDER BY user_ref DESC LIMIT 1`.execute(db);
  return rows[0]?.user_ref;
}

/** The locales of the people in a part of such a walk, each once. */
export async function listFollowUpLocales(
  db: Database,
  of: Announced,
  step: Pick<FollowUpStep, 'from' | 'to'>,
): Promise<string[]> {
  const { rows } = await sql<{ locale: string }>`
    SELECT DISTINCT users.locale FROM (${mailedTo(of, step, 'deliveries')}
      UNION ${mailedTo(of, step, 'ended_deliveries')} UNION ${shownTo(of, step)}) AS announced CROSS JOIN users
    WHERE users.ref = announced.user_ref AND users.locale IS NOT NULL`.execute(db);
  return rows.map((row) => row.locale);
}

/** A chunk of announcements of a release that are still on their way, if there is one: what becomes of them is not known yet. */
export async function findOpenAnnouncement(
  db: Database,
  { release }: Pick<Announced, 'release'>,
): Promise<string | undefined> {
  // 'open' is written out: the index of open chunks serves no parameter.
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM chunks WHERE state = 'open' AND release = ${release} AND kind = 'announcement' LIMIT 1`.execute(
    db,
  );
  return rows[0]?.id;
}

/**
 * Queues the notice of withdrawal for everyone in a part of the walk who was told, or whom a mail may
 * have told, and who has an address; leaving, gone or not.
 */
export function queueWithdrawals(
  db: Database,
  fanOut: FanOut,
  version: Version,
  step: FollowUpStep,
): Statement[] {
  return queueNotices(
    db,
    { fanOut, version, step },
    // Whoever holds a newer version by now is told all the same.
    sql`SELECT announced.ref, announced.locale,
        CASE WHEN announced.held > ${version.version} THEN 0 ELSE announced.held END AS held FROM (
      SELECT users.ref, users.locale, ${heldVersionSql(version.policy)} AS held
      FROM (${mailedTo(version, step, 'deliveries')} AND state IN ('sent', 'delivered', 'unknown')
        UNION ${mailedTo(version, step, 'ended_deliveries')} AND state IN ('sent', 'delivered', 'unknown')
        UNION ${shownTo(version, step)}) AS told CROSS JOIN users
      WHERE users.ref = told.user_ref AND users.email IS NOT NULL) AS announced`,
  );
}

/**
 * Queues a reminder for everyone in a part of the walk who was told by the time it came, is active, has
 * an address, and has answered neither this version nor a newer one.
 */
export function queueReminders(
  db: Database,
  fanOut: FanOut,
  version: Version,
  step: FollowUpStep & { readonly toldBy: Instant },
): Statement[] {
  const { policy } = version;
  return queueNotices(
    db,
    { fanOut, version, step },
    sql`SELECT users.ref, users.locale, ${heldVersionSql(policy)} AS held
      FROM (${mailedTo(version, step, 'deliveries')} UNION ${shownTo(version, step)}) AS announced CROSS JOIN users
      WHERE users.ref = announced.user_ref AND users.email IS NOT NULL
        AND EXISTS (SELECT 1 FROM user_versions AS own WHERE own.user_ref = users.ref
          AND own.policy = ${policy} AND own.version = ${version.version} AND own.told_at <= ${step.toldBy})
        AND NOT ${IS_LEAVING}`,
  );
}

function mailedTo(
  { release }: Announced,
  { from, to }: Pick<FollowUpStep, 'from' | 'to'>,
  table: 'deliveries' | 'ended_deliveries',
) {
  return sql`SELECT DISTINCT user_ref FROM ${sql.table(table)}
    WHERE release = ${release} AND kind = 'announcement' AND user_ref > ${from} AND user_ref <= ${to}`;
}

function shownTo({ policy, version }: Announced, { from, to }: Pick<FollowUpStep, 'from' | 'to'>) {
  return sql`SELECT user_ref FROM showings
    WHERE policy = ${policy} AND version = ${version} AND user_ref > ${from} AND user_ref <= ${to}`;
}
