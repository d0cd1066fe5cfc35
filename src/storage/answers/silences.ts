import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { Silence } from '../../domain/record/act.ts';
import type { Membership } from '../../domain/rules/audiences.ts';
import { type Condition, forShare, rowsOf } from '../sql.ts';
import { wasLeavingSql } from '../standing.ts';
import type { Database, Statement } from '../store.ts';

/** Somebody's silence about a version, whose date has come. */
export type DueSilence = Silence & {
  readonly contentHash: string;
  readonly toldAt: Instant;
  readonly closesAt: Instant | null;
  readonly agreesAt: Instant;
  readonly membership: Membership;
  /** That it agreed: they had not said yes before, were not leaving, and the version stood. */
  readonly hasAgreed: boolean;
};

/** Silences whose date came by `until` and of which nothing is written down yet, the first ones first. */
export async function listDueSilences(db: Database, until: Instant, limit: number): Promise<DueSilence[]> {
  const { rows } = await sql<
    Omit<DueSilence, 'hasAgreed' | 'membership'> & { readonly hasAgreed: number; readonly outcome: string }
  >`SELECT own.user_ref AS ref, own.policy, own.version, versions.content_hash AS "contentHash",
      own.told_at AS "toldAt", own.told_by AS "toldBy", own.closes_at AS "closesAt",
      own.agrees_at AS "agreesAt", own.outcome,
      CASE WHEN ${hasAgreedSql('own')} THEN 1 ELSE 0 END AS "hasAgreed"
    FROM user_versions AS own
      JOIN versions ON versions.policy = own.policy AND versions.version = own.version
    WHERE own.agrees_at IS NOT NULL AND own.silence IS NULL AND own.agrees_at <= ${until}
    ORDER BY own.agrees_at, own.user_ref LIMIT ${limit}`.execute(db);
  return rows.map(({ hasAgreed, outcome, ...row }) => ({
    ...row,
    membership: (JSON.parse(outcome) as { readonly membership: Membership }).membership,
    hasAgreed: Number(hasAgreed) === 1,
  }));
}

/** Whether the silence in the row of `user_versions` that a query calls `name` agreed when its date came. */
function hasAgreedSql(name: string): RawBuilder<SqlBool> {
  const its = (column: string) => sql.ref(`${name}.${column}`);
  return sql<SqlBool>`((${its('accepted_since')} IS NULL OR ${its('accepted_since')} > ${its('agrees_at')})
    AND NOT EXISTS (SELECT 1 FROM versions AS posted WHERE posted.policy = ${its('policy')}
      AND posted.version = ${its('version')} AND posted.withdrawn_at <= ${its('agrees_at')})
    AND NOT ${wasLeavingSql(name, sql.ref(`${name}.agrees_at`))})`;
}

/**
 * Marks the silences of a user anew, where `condition` holds: what they said before them was only written down
 * now, or counts no more. One that is recorded and agrees still is marked so; the others are left to the sweep.
 */
export function markSilencesAnew(db: Database, ref: string, condition: Condition): Statement {
  return sql`UPDATE user_versions SET silence = CASE WHEN agrees_at IS NOT NULL
        AND EXISTS (SELECT 1 FROM records WHERE records.id = 'agreed-by-silence:' || user_versions.user_ref
          || '/' || user_versions.policy || '/' || user_versions.version || '/' || user_versions.told_by)
        AND ${hasAgreedSql('user_versions')} THEN 'agreed' END
    WHERE user_ref = ${ref} AND told_by IS NOT NULL AND ${condition}`.compile(db);
}

/** Marks silences as written down, each where it is as it was read. */
export function markSilences(db: Database, silences: readonly DueSilence[]): Statement {
  const rows = silences.map(({ ref, policy, version, toldBy, agreesAt, hasAgreed }) => ({
    ...{ ref, policy, version, toldBy, agreesAt },
    silence: hasAgreed ? 'agreed' : 'none',
  }));
  return sql`UPDATE user_versions SET silence = value ->> 'silence'
    FROM ${rowsOf(rows)} AS listed
    WHERE user_versions.user_ref = value ->> 'ref' AND user_versions.policy = value ->> 'policy'
      AND user_versions.version = CAST(value ->> 'version' AS INTEGER)
      AND user_versions.told_by = value ->> 'toldBy' AND user_versions.agrees_at = value ->> 'agreesAt'
      AND user_versions.silence IS NULL`.compile(db);
}

/** Holds for records of silences that are marked as having agreed, and name what told their users. */
export const SILENCE_IS_MARKED: Condition = sql<boolean>`EXISTS (SELECT 1 FROM user_versions AS own
  WHERE own.user_ref = value ->> 'ref' AND own.silence = 'agreed'
    AND value ->> 'id' = 'agreed-by-silence:' || own.user_ref || '/' || own.policy || '/' || own.version
      || '/' || own.told_by)`;

/** Holds while it is written down that somebody's silence about a version agreed, as it had told them. */
export function silenceHasAgreed(db: Database, { ref, policy, version, toldBy }: Silence): Condition {
  return sql<boolean>`EXISTS (SELECT 1 FROM user_versions AS own WHERE own.user_ref = ${ref}
    AND own.policy = ${policy} AND own.version = ${version} AND own.told_by = ${toldBy}
    AND own.silence = 'agreed' ${forShare(db)})`;
}

/** Lets no silence agree any more to what somebody was told of a policy, where `condition` holds: they are asked. */
export function stopSilences(
  db: Database,
  { ref, policy }: Pick<Silence, 'ref' | 'policy'>,
  at: Instant,
  condition: Condition,
): Statement {
  return db
    .updateTable('user_versions')
    .set({ agrees_at: null })
    .where('user_ref', '=', ref)
    .where('policy', '=', policy)
    .where('agrees_at', '>', at)
    .where(condition);
}
