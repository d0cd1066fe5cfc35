import { sql } from 'kysely';
import type { DeliveryState } from '../../domain/notices/delivery-state.ts';
import type { NamedVersion } from '../../domain/notices/says.ts';
import type { Version } from '../../domain/policies/policy.ts';
import { type Condition, rowsOf } from '../sql.ts';
import { isVoidedSql } from '../standing.ts';
import type { Database } from '../store.ts';
import { tellsOf } from './says.ts';

/** Of a mail that told its reader of something, or of which nobody knows whether it did. */
const MAY_HAVE_TOLD: readonly DeliveryState[] = ['sent', 'delivered', 'unknown'];

/** Of a mail besides that may be on its way. */
const UNDER_WAY: readonly DeliveryState[] = ['sending'];

/** Of a mail that is to tell its reader of something, or did. */
const TOLD_OR_TO_BE: readonly DeliveryState[] = ['queued', 'sending', ...MAY_HAVE_TOLD];

type Told = Pick<Version, 'policy' | 'version' | 'release'>;

/** Whether `users` were told of a version, or a mail may have told them, or they answered it all the same. */
export function mayKnowOf(version: Told, states = MAY_HAVE_TOLD): Condition {
  const mailed = (table: 'deliveries' | 'ended_deliveries') =>
    wasMailed(table, 'announcement', version, states);
  return sql<boolean>`(${mailed('deliveries')} OR ${mailed('ended_deliveries')} OR ${wasShown(version)}
      OR ${hasAnswered(version)})`;
}

function wasMailed(
  table: 'deliveries' | 'ended_deliveries',
  kind: 'announcement' | 'withdrawal',
  version: Told,
  states: readonly DeliveryState[],
): Condition {
  return sql<boolean>`EXISTS (SELECT 1 FROM ${sql.table(table)} AS mail
      WHERE mail.release = ${version.release} AND mail.kind = ${sql.lit(kind)} AND mail.user_ref = users.ref
        AND mail.state IN (${sql.join(states.map((state) => sql.lit(state)))}) AND ${tellsOf('mail', version)})`;
}

function wasShown({ policy, version }: NamedVersion) {
  return sql`EXISTS (SELECT 1 FROM showings WHERE showings.user_ref = users.ref
    AND showings.policy = ${sql.lit(policy)} AND showings.version = ${sql.lit(version)})`;
}

/** Whoever accepted or declined the version, or refused a consent to it, be it that they took it back; but for a use that bound nobody after all. */
function hasAnswered({ policy, version }: NamedVersion) {
  return sql`(EXISTS (SELECT 1 FROM acceptances AS made WHERE made.user_ref = users.ref
      AND made.policy = ${sql.lit(policy)} AND made.version = ${sql.lit(version)} AND NOT ${isVoidedSql(sql.ref('made.id'))})
    OR EXISTS (SELECT 1 FROM terminations AS declined WHERE declined.user_ref = users.ref
      AND declined.policy = ${sql.lit(policy)} AND declined.version = ${sql.lit(version)})
    OR EXISTS (SELECT 1 FROM answers AS given WHERE given.user_ref = users.ref
      AND given.policy = ${sql.lit(policy)} AND given.version = ${sql.lit(version)}
      AND coalesce(given.ended_by, '') <> 'voided'))`;
}

/**
 * Which of some withdrawn versions each of some users may know of, by `ref`, though no mail says to them yet that they
 * are withdrawn.
 */
export async function listKnownWithdrawn(
  db: Database,
  versions: readonly Told[],
  refs: readonly string[],
): Promise<ReadonlyMap<string, readonly number[]>> {
  const known = new Map<string, number[]>();
  for (const version of versions) {
    const { rows } = await sql<{ ref: string }>`
      SELECT users.ref FROM ${rowsOf(refs.map((ref) => ({ ref })))} AS wanted CROSS JOIN users
      WHERE users.ref = value ->> 'ref' AND ${mayKnowOf(version, [...MAY_HAVE_TOLD, ...UNDER_WAY])}
        AND NOT ${wasMailed('deliveries', 'withdrawal', version, TOLD_OR_TO_BE)}`.execute(db);
    for (const { ref } of rows) known.set(ref, [...(known.get(ref) ?? []), version.version]);
  }
  return known;
}
