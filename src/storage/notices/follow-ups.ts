import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { Version } from '../../domain/policies/policy.ts';
import { heldVersionSql, IS_LEAVING } from '../standing.ts';
import type { Database, Statement } from '../store.ts';
import { type FanOut, queueNotices, type Step } from './fan-outs.ts';

/**
 * Reminders and withdrawal notices go to people who were announced to, by mail or by the product, and the
 * latter also to those who answered without that. So their walks go along the announcement's deliveries,
 * the showings and the answers in the order of `user_ref`.
 */
type Announced = Pick<FanOut, 'policy' | 'version' | 'kind'>;

/** A part of such a walk: after `from`, up to and including `to`. */
export type FollowUpStep = Omit<Step, 'from' | 'to'> & { readonly from: string; readonly to: string };

/** The last of the next `limit` people after `ref` whom a walk looks at, or undefined when there is none. */
export async function findFollowUpEnd(
  db: Database,
  { policy, version, kind }: Announced,
  ref: string,
  limit: number,
): Promise<string | undefined> {
  const answered = sql`
      UNION SELECT user_ref FROM (SELECT user_ref FROM user_versions
        WHERE policy = ${policy} AND version = ${version} AND user_ref > ${ref}
        ORDER BY user_ref LIMIT ${limit}) AS accepted
      UNION SELECT user_ref FROM (SELECT user_ref FROM terminations
        WHERE policy = ${policy} AND version = ${version} AND user_ref > ${ref}
        ORDER BY user_ref LIMIT ${limit}) AS declined`;
  const { rows } = await sql<{ user_ref: string }>`
    SELECT user_ref FROM (
      SELECT user_ref FROM (SELECT user_ref FROM deliveries
        WHERE policy = ${policy} AND version = ${version} AND kind = 'announcement' AND user_ref > ${ref}
        ORDER BY user_ref LIMIT ${limit}) AS mailed
      UNION SELECT user_ref FROM (SELECT user_ref FROM showings
        WHERE policy = ${policy} AND version = ${version} AND user_ref > ${ref}
        ORDER BY user_ref LIMIT ${limit}) AS shown
      ${kind === 'withdrawal' ? answered : sql``}
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
      UNION ${mailedTo(of, step, 'ended_deliveries')} UNION ${shownTo(of, step)}
      UNION ${answeredBy(of, step)}) AS announced CROSS JOIN users
    WHERE users.ref = announced.user_ref AND users.locale IS NOT NULL`.execute(db);
  return rows.map((row) => row.locale);
}

/** A chunk of announcements of a version that are still on their way, if there is one: what becomes of them is not known yet. */
export async function findOpenAnnouncement(
  db: Database,
  { policy, version }: Announced,
): Promise<string | undefined> {
  // 'open' is written out: the index of open chunks serves no parameter.
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM chunks WHERE state = 'open' AND policy = ${policy} AND version = ${version}
      AND kind = 'announcement' LIMIT 1`.execute(db);
  return rows[0]?.id;
}

/**
 * Queues the notice of withdrawal for everyone in a part of the walk who was told, or whom a mail may
 * have told, or who answered all the same, and who has an address; leaving, gone or not.
 */
export function queueWithdrawals(db: Database, fanOut: FanOut, step: FollowUpStep): Statement[] {
  return queueNotices(
    db,
    fanOut,
    step,
    sql`SELECT users.ref, users.locale, 0 AS base
      FROM (${mailedTo(fanOut, step, 'deliveries')} AND state IN ('sent', 'delivered', 'unknown')
        UNION ${mailedTo(fanOut, step, 'ended_deliveries')} AND state IN ('sent', 'delivered', 'unknown')
        UNION ${shownTo(fanOut, step)} UNION ${answeredBy(fanOut, step)}) AS announced CROSS JOIN users
      WHERE users.ref = announced.user_ref AND users.email IS NOT NULL`,
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
  const { policy } = fanOut;
  return queueNotices(
    db,
    fanOut,
    step,
    sql`SELECT told.ref, told.locale, told.base FROM (
      SELECT users.ref, users.locale,
        coalesce(${heldVersionSql(policy, step.now)}, CAST(${version.previous ?? 0} AS INTEGER)) AS base
      FROM (${mailedTo(fanOut, step, 'deliveries')} UNION ${shownTo(fanOut, step)}) AS announced CROSS JOIN users
      WHERE users.ref = announced.user_ref AND users.email IS NOT NULL
        AND EXISTS (SELECT 1 FROM user_versions AS own WHERE own.user_ref = users.ref
          AND own.policy = ${policy} AND own.version = ${fanOut.version} AND own.told_at <= ${step.toldBy})
        AND NOT ${IS_LEAVING}) AS told
    WHERE told.base < ${fanOut.version}`,
  );
}

function mailedTo(
  { policy, version }: Announced,
  { from, to }: Pick<FollowUpStep, 'from' | 'to'>,
  table: 'deliveries' | 'ended_deliveries',
) {
  return sql`SELECT DISTINCT user_ref FROM ${sql.table(table)}
    WHERE policy = ${policy} AND version = ${version} AND kind = 'announcement'
      AND user_ref > ${from} AND user_ref <= ${to}`;
}

function shownTo({ policy, version }: Announced, { from, to }: Pick<FollowUpStep, 'from' | 'to'>) {
  return sql`SELECT user_ref FROM showings
    WHERE policy = ${policy} AND version = ${version} AND user_ref > ${from} AND user_ref <= ${to}`;
}

/** Whoever accepted or declined the version, be it that they took it back; but for a use that bound nobody after all. */
function answeredBy({ policy, version }: Announced, { from, to }: Pick<FollowUpStep, 'from' | 'to'>) {
  return sql`SELECT own.user_ref FROM user_versions AS own
    WHERE own.policy = ${policy} AND own.version = ${version} AND own.user_ref > ${from} AND own.user_ref <= ${to}
      AND EXISTS (SELECT 1 FROM acceptances AS made WHERE made.user_ref = own.user_ref
        AND made.policy = own.policy AND made.version = own.version
        AND NOT EXISTS (SELECT 1 FROM voidings WHERE voidings.acceptance_id = made.id))
    UNION SELECT user_ref FROM terminations
    WHERE policy = ${policy} AND version = ${version} AND user_ref > ${from} AND user_ref <= ${to}`;
}
