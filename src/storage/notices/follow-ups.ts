import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { Version } from '../../domain/policies/policy.ts';
import { heldVersionSql, IS_LEAVING, isVoidedSql } from '../standing.ts';
import type { Database, Statement } from '../store.ts';
import { type FanOut, HAS_OWN_ADDRESS, queueNotices, type Writing } from './fan-outs.ts';

/**
 * Reminders and withdrawal notices go to people who were announced to, by mail or by the product, and the
 * latter also to those who answered without that. So their walks go along the announcement's deliveries,
 * the showings and the answers in the order of `user_ref`.
 */
type Announced = Pick<Version, 'release' | 'policy' | 'version'>;

/** A part of such a walk: after `from`, up to and including `to`. */
export type FollowUpStep = Writing & { readonly from: string; readonly to: string };

/** The last of the next `limit` people after `ref` whom a walk looks at, or undefined when there is none. */
export async function findFollowUpEnd(
  db: Database,
  { release, policy, version, kind }: Announced & Pick<FanOut, 'kind'>,
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
        WHERE release = ${release} AND kind = 'announcement' AND user_ref > ${ref}
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
    WITH announced AS MATERIALIZED (${mailedTo(of, step, 'deliveries')}
      UNION ${mailedTo(of, step, 'ended_deliveries')} UNION ${shownTo(of, step)}
      UNION ${answeredBy(of, step)})
    SELECT users.locale FROM announced CROSS JOIN users
      WHERE users.ref = announced.user_ref AND users.locale IS NOT NULL
    UNION SELECT contacts.locale FROM announced CROSS JOIN contacts
      WHERE contacts.user_ref = announced.user_ref AND contacts.locale IS NOT NULL`.execute(db);
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
 * have told, or who answered all the same, and who has an address, there and to their contacts; leaving, gone or not.
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
    sql`SELECT announced.ref, announced.locale, announced.has_own,
        CASE WHEN announced.held > ${version.version} THEN 0 ELSE announced.held END AS held FROM (
      SELECT users.ref, users.locale, ${HAS_OWN_ADDRESS}, ${heldVersionSql(version.policy, step.now)} AS held
      FROM (${mailedTo(version, step, 'deliveries')} AND state IN ('sent', 'delivered', 'unknown')
        UNION ${mailedTo(version, step, 'ended_deliveries')} AND state IN ('sent', 'delivered', 'unknown')
        UNION ${shownTo(version, step)} UNION ${answeredBy(version, step)}) AS told CROSS JOIN users
      WHERE users.ref = told.user_ref AND users.addressed_at IS NOT NULL) AS announced`,
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
    sql`SELECT users.ref, users.locale, ${HAS_OWN_ADDRESS}, ${heldVersionSql(policy, step.now)} AS held
      FROM (${mailedTo(version, step, 'deliveries')} UNION ${shownTo(version, step)}) AS announced CROSS JOIN users
      WHERE users.ref = announced.user_ref AND users.addressed_at IS NOT NULL
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

/** Whoever accepted or declined the version, be it that they took it back; but for a use that bound nobody after all. */
function answeredBy({ policy, version }: Announced, { from, to }: Pick<FollowUpStep, 'from' | 'to'>) {
  return sql`SELECT own.user_ref FROM user_versions AS own
    WHERE own.policy = ${policy} AND own.version = ${version} AND own.user_ref > ${from} AND own.user_ref <= ${to}
      AND EXISTS (SELECT 1 FROM acceptances AS made WHERE made.user_ref = own.user_ref
        AND made.policy = own.policy AND made.version = own.version
        AND NOT ${isVoidedSql(sql.ref('made.id'))})
    UNION SELECT user_ref FROM terminations
    WHERE policy = ${policy} AND version = ${version} AND user_ref > ${from} AND user_ref <= ${to}`;
}
