import { sql } from 'kysely';
import { countsFrom, type EarlierAgreement } from '../../domain/answers/earlier-agreement.ts';
import { EARLIER_AGREEMENT } from '../../domain/answers/position.ts';
import type { Version } from '../../domain/policies/policy.ts';
import { type Condition, rowsOf } from '../sql.ts';
import type { Database, Statement } from '../store.ts';

/** An agreement from before this record was kept, as it is stored. `actor` is the key it came through. */
export type StoredEarlierAgreement = EarlierAgreement & {
  readonly ref: string;
  readonly source: string | null;
  readonly actor: string;
};

/** What some users had agreed to before this record was kept, by `ref`, each in the order of their ids. */
export async function listEarlierAgreements(
  db: Database,
  refs: readonly string[],
): Promise<Map<string, StoredEarlierAgreement[]>> {
  const { rows } = await sql<StoredEarlierAgreement>`
    SELECT made.id, made.user_ref AS ref, made.policy, made.agreed_at AS "at", made.recorded_at AS "recordedAt",
      made.source, made.actor
    FROM ${rowsOf(refs.map((ref) => ({ ref })))} AS wanted CROSS JOIN earlier_agreements AS made
    WHERE made.user_ref = value ->> 'ref' ORDER BY made.id`.execute(db);
  return Map.groupBy(rows, ({ ref }) => ref);
}

/** How many users agreed when a version was in force; `version` null: when none was, or nobody knows when. */
export type AgreementsOfVersion = { readonly version: number | null; readonly users: number };

/** Counts who had agreed to a policy before this record was kept, by which of some versions was in force then. */
export async function countAgreementsByVersion(
  db: Database,
  policy: string,
  versions: readonly Pick<Version, 'version' | 'effectiveAt'>[],
): Promise<AgreementsOfVersion[]> {
  const bounds = rowsOf(versions.map(({ version, effectiveAt }) => ({ version, effectiveAt })));
  const { rows } = await sql<{ version: number | null; users: number | string }>`
    SELECT version, count(DISTINCT user_ref) AS users FROM (
      SELECT made.user_ref, (SELECT max(CAST(value ->> 'version' AS INTEGER)) FROM ${bounds} AS listed
          WHERE value ->> 'effectiveAt' <= made.agreed_at) AS version
        FROM earlier_agreements AS made WHERE made.policy = ${policy}) AS placed
    GROUP BY version ORDER BY coalesce(version, 0)`.execute(db);
  return rows.map(({ version, users }) => ({ version, users: Number(users) }));
}

/**
 * Keeps agreements from before this record was kept, where `condition` holds, which may name their users as
 * `value ->> 'ref'`. Of several of one user the earliest counts.
 */
export function insertEarlierAgreements(
  db: Database,
  agreements: readonly StoredEarlierAgreement[],
  condition: Condition,
): Statement[] {
  if (agreements.length === 0) return [];
  const listed = rowsOf(agreements.map((one) => ({ ...one, from: countsFrom(one) })));
  return [
    sql`INSERT INTO earlier_agreements (id, user_ref, policy, agreed_at, recorded_at, source, actor)
      SELECT value ->> 'id', value ->> 'ref', value ->> 'policy', value ->> 'at', value ->> 'recordedAt',
        value ->> 'source', value ->> 'actor'
      FROM ${listed} AS listed WHERE ${condition} ON CONFLICT DO NOTHING`.compile(db),
    sql`INSERT INTO user_versions (user_ref, policy, version, acceptance_id, basis, accepted_at, accepted_since)
      SELECT value ->> 'ref', value ->> 'policy', ${sql.lit(EARLIER_AGREEMENT)}, value ->> 'id', 'imported',
        value ->> 'from', value ->> 'from'
      FROM ${listed} AS listed WHERE ${condition}
      ON CONFLICT (user_ref, policy, version) DO UPDATE SET acceptance_id = excluded.acceptance_id,
        accepted_at = excluded.accepted_at, accepted_since = excluded.accepted_since
        WHERE excluded.accepted_at < user_versions.accepted_at`.compile(db),
  ];
}
