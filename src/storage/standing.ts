import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Instant } from '../domain/instant.ts';
import type { HeldBasis } from '../domain/policies/policy.ts';

// What people hold and whether they are leaving, in SQL, as the domain has it (`answers/position`,
// `answers/standing`): for what is asked of many users at once.

/**
 * Whether the termination that a query calls `name` counts: nothing ended it, or the version whose
 * acceptance did was withdrawn, and its own was not withdrawn while its user was still leaving.
 */
export function terminationCounts(name: string): RawBuilder<SqlBool> {
  const its = (column: string) => sql.ref(`${name}.${column}`);
  return sql<SqlBool>`(
    (${its('ended_at')} IS NULL OR ${overIsWithdrawn(name)})
    AND NOT EXISTS (SELECT 1 FROM versions AS declined WHERE declined.policy = ${its('policy')}
      AND declined.version = ${its('version')} AND declined.withdrawn_at < ${its('terminates_at')}))`;
}

/** Whether the version whose acceptance ended the termination that a query calls `name` was withdrawn. */
export function overIsWithdrawn(name: string): RawBuilder<SqlBool> {
  const its = (column: string) => sql.ref(`${name}.${column}`);
  return sql<SqlBool>`EXISTS (SELECT 1 FROM versions AS over WHERE over.policy = ${its('policy')}
    AND over.version = ${its('ended_over')} AND over.withdrawn_at IS NOT NULL)`;
}

/** Whether `users.ref` is leaving or gone: a termination of theirs counts. */
export const IS_LEAVING = sql<SqlBool>`EXISTS (
  SELECT 1 FROM terminations WHERE terminations.user_ref = users.ref AND ${terminationCounts('terminations')})`;

/**
 * The version that `users.ref` holds by `now` (0: they agreed to a text that is not known), for those without a termination that counts. Who declined
 * while a use of theirs lay ahead of the clock is taken to hold what that use agreed to; whoever is
 * written to is looked at once more, by the domain.
 */
export function heldVersionSql(policy: string, now: Instant): RawBuilder<number | null> {
  return sql`(SELECT max(held.version) FROM user_versions AS held
    LEFT JOIN versions ON versions.policy = held.policy AND versions.version = held.version
    WHERE held.user_ref = users.ref AND held.policy = ${policy}
      AND (held.accepted_at <= ${now} OR held.partly_at <= ${now} OR held.agrees_at <= ${now}) AND versions.withdrawn_at IS NULL)`;
}

/**
 * Whether the acceptance that counts in the row of `user_versions` that a query calls `name` does so by
 * `now`: it does not lie ahead, and is no use and no silence that found its user leaving when its instant came.
 */
export function acceptanceHasCome(name: string, now: Instant): RawBuilder<SqlBool> {
  const agreedAt = agreedAtSql(name);
  const isUnspoken = sql<SqlBool>`${agreedBySql(name)} IN ('deemed', 'silence')`;
  return sql<SqlBool>`(${agreedAt} <= ${now} AND NOT (${isUnspoken} AND ${wasLeavingSql(name, agreedAt)}))`;
}

/** Whether the user of a row of `user_versions` was leaving, or gone, when an instant of that row came. */
export function wasLeavingSql(name: string, at: RawBuilder<Instant | null>): RawBuilder<SqlBool> {
  const ref = sql.ref(`${name}.user_ref`);
  return sql<SqlBool>`(${ref} IN (SELECT user_ref FROM terminations) AND EXISTS (
    SELECT 1 FROM terminations AS before
      JOIN versions AS declined ON declined.policy = before.policy AND declined.version = before.version
      LEFT JOIN versions AS over ON over.policy = before.policy AND over.version = before.ended_over
    WHERE before.user_ref = ${ref} AND before.declined_at < ${at}
      AND (before.ended_at IS NULL OR before.ended_at > ${at}
        OR over.withdrawn_at <= ${at})
      AND (declined.withdrawn_at IS NULL OR declined.withdrawn_at > ${at}
        OR declined.withdrawn_at >= before.terminates_at)))`;
}

/** When the user of a row of `user_versions` came to agree, be it in part, or will by silence; null where neither. */
export function agreedAtSql(name: string): RawBuilder<Instant | null> {
  const its = (column: string) => sql.ref(`${name}.${column}`);
  return sql`coalesce(${its('accepted_at')}, ${its('partly_at')}, ${its('agrees_at')})`;
}

/** How the user of a row of `user_versions` came to agree, or will. */
export function agreedBySql(name: string): RawBuilder<HeldBasis | null> {
  const its = (column: string) => sql.ref(`${name}.${column}`);
  return sql`coalesce(${its('basis')}, CASE WHEN ${its('objection')} LIKE '%"leave-part"%' THEN 'explicit'
    WHEN ${its('partly_at')} IS NOT NULL THEN 'kept-old'
    WHEN ${its('agrees_at')} IS NOT NULL THEN 'silence' END)`;
}
