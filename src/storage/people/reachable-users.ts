import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import { rowsOf } from '../sql.ts';
import { terminationCounts } from '../standing.ts';
import type { Database, Statement } from '../store.ts';

/**
 * Touches everyone who accepted or declined one of some versions, so that fan-outs meet them again:
 * when a version is withdrawn, whoever was leaving over it stays, whoever held it holds it no more, and
 * a no that it had taken back stands again. A no that was taken back is one of them: what had taken it back may be
 * withdrawn by now.
 */
export function touchResponders(
  db: Database,
  policy: string,
  versions: readonly number[],
  now: Instant,
): Statement {
  const withdrawn = sql`SELECT CAST(value ->> 'version' AS INTEGER)
    FROM ${rowsOf(versions.map((version) => ({ version })))} AS withdrawn`;
  return sql`UPDATE users SET touched_at = ${now} WHERE user_id IS NOT NULL AND ref IN (
    SELECT user_ref FROM terminations
      WHERE policy = ${policy} AND (version IN (${withdrawn}) OR ended_over IN (${withdrawn}))
    UNION SELECT user_ref FROM user_versions
      WHERE policy = ${policy} AND accepted_at IS NOT NULL AND version IN (${withdrawn}))`.compile(db);
}

/**
 * How many users could be mailed about a new version: with an address, and neither leaving nor gone,
 * once the versions it withdraws are.
 */
export async function countReachableUsers(
  db: Database,
  withdrawn: { readonly policy: string; readonly versions: readonly number[]; readonly at: Instant },
): Promise<number> {
  const numbers = sql`SELECT CAST(value ->> 'version' AS INTEGER)
    FROM ${rowsOf(withdrawn.versions.map((version) => ({ version })))} AS listed`;
  const { rows } = await sql<{ reachable: number; leaving: number }>`
    SELECT (SELECT count(*) FROM users) - (SELECT count(*) FROM users WHERE addressed_at IS NULL) AS reachable,
      (SELECT count(DISTINCT users.ref) FROM terminations JOIN users ON users.ref = terminations.user_ref
        WHERE users.addressed_at IS NOT NULL
          AND (${terminationCounts('terminations')} OR terminations.policy = ${withdrawn.policy}
            AND terminations.ended_over IN (${numbers}))
          AND NOT (terminations.policy = ${withdrawn.policy} AND terminations.terminates_at > ${withdrawn.at}
            AND terminations.version IN (${numbers}))) AS leaving`.execute(db);
  const [counts] = rows;
  return counts === undefined ? 0 : Number(counts.reachable) - Number(counts.leaving);
}
