import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { ActKind } from '../../domain/record/act.ts';
import type { Run } from '../../domain/record/merkle.ts';
import { preparedQuery } from '../engines/prepared.ts';
import type { Condition } from '../sql.ts';
import { overIsWithdrawn, terminationCounts } from '../standing.ts';
import type { Database } from '../store.ts';

/** The hashes of a run of nodes, in base64. Fewer than asked for where the log ends. */
export async function listHashes(db: Database, { height, from, to }: Run): Promise<readonly string[]> {
  const rows = height === 0 ? await leaves(db, [from, to]) : await nodes(db, [height, from, to]);
  return rows.map(({ hash }) => hash);
}

// Position is index + 1, so an index at or above `from` and below `to` is a position above `from`, up to `to`.
const leaves = preparedQuery<{ hash: string }>((db) =>
  sql<{ hash: string }>`
    SELECT leaf AS hash FROM log_entries WHERE position > ${0} AND position <= ${0} ORDER BY position`.compile(
    db,
  ),
);

const nodes = preparedQuery<{ hash: string }>((db) =>
  sql<{ hash: string }>`
    SELECT hash FROM log_nodes WHERE height = ${0} AND idx >= ${0} AND idx < ${0} ORDER BY idx`.compile(db),
);

/** The commitments at some indexes of the log, in base64. */
export async function listCommitments(
  db: Database,
  { from, to }: Pick<Run, 'from' | 'to'>,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('log_entries')
    .innerJoin('records', 'records.id', 'log_entries.record_id')
    .select('records.commitment')
    .where('position', '>', from)
    .where('position', '<=', to)
    .orderBy('position')
    .execute();
  return rows.map(({ commitment }) => commitment);
}

/** A record as products learn of it: `user` is their own id, null for an erased user. */
export type LoggedAct = {
  readonly position: number;
  readonly body: string;
  readonly user: string | null;
};

/** The records after a position, in order. */
export async function listLoggedActs(db: Database, after: number, limit: number): Promise<LoggedAct[]> {
  return loggedActs(db, [after, limit]);
}

const loggedActs = preparedQuery<LoggedAct>((db) =>
  sql<LoggedAct>`
    SELECT entries.position, records.body, users.user_id AS user
    FROM log_entries AS entries JOIN records ON records.id = entries.record_id
      LEFT JOIN users ON users.ref = records.user_ref
    WHERE entries.position > ${0} ORDER BY entries.position LIMIT ${0}`.compile(db),
);

/** A termination whose instant has come, and whether it happened. */
export type DueTermination = {
  readonly id: string;
  readonly ref: string;
  readonly policy: string;
  readonly version: number;
  readonly terminatesAt: Instant;
  /** Not withdrawn under its user. */
  readonly counts: boolean;
  /** Another had ended their use before. */
  readonly wasGone: boolean;
};

/** Terminations that nothing ended, of which the instant came after the place `after` and no later than `until`. */
export async function listDueTerminations(
  db: Database,
  after: { readonly terminatesAt: string; readonly id: string },
  until: Instant,
  limit: number,
): Promise<DueTermination[]> {
  // The next of each, by the index that is there for it.
  const next = (condition: Condition) => sql`SELECT * FROM (SELECT * FROM terminations AS own
    WHERE ${condition} AND own.terminates_at <= ${until} AND (own.terminates_at, own.id) > (${after.terminatesAt}, ${after.id})
    ORDER BY own.terminates_at, own.id LIMIT ${limit}) AS next`;
  const resumed = sql<boolean>`own.ended_over IS NOT NULL AND ${overIsWithdrawn('own')}`;
  const { rows } = await sql<
    Omit<DueTermination, 'counts' | 'wasGone'> & { counts: number; was_gone: number }
  >`
    SELECT due.id, due.user_ref AS ref, due.policy, due.version, due.terminates_at AS "terminatesAt",
      CASE WHEN ${terminationCounts('due')} THEN 1 ELSE 0 END AS counts,
      CASE WHEN EXISTS (SELECT 1 FROM terminations AS earlier
        WHERE earlier.user_ref = due.user_ref AND ${terminationCounts('earlier')}
          AND (earlier.terminates_at, earlier.id) < (due.terminates_at, due.id)) THEN 1 ELSE 0 END AS was_gone
    FROM (${next(sql<boolean>`own.ended_at IS NULL`)} UNION ALL ${next(resumed)}) AS due
    ORDER BY due.terminates_at, due.id LIMIT ${limit}`.execute(db);
  return rows.map(({ counts, was_gone, ...row }) => ({
    ...row,
    counts: counts === 1,
    wasGone: was_gone === 1,
  }));
}

/** A version that took effect, in the order of their dates. */
export type EffectiveVersion = {
  readonly policy: string;
  readonly version: number;
  readonly effectiveAt: Instant;
};

/**
 * The versions that stand and took effect after the place `after` and no later than `until`, by the date for
 * people in general; but for those that were told before this record was kept.
 */
export async function listEffectiveVersions(
  db: Database,
  after: EffectiveVersion,
  until: Instant,
  limit: number,
): Promise<readonly EffectiveVersion[]> {
  return effectiveVersions(db, [until, after.effectiveAt, after.policy, after.version, limit]);
}

const effectiveVersions = preparedQuery<EffectiveVersion>((db) =>
  sql<EffectiveVersion>`
    SELECT policy, version, effective_at AS "effectiveAt" FROM versions
    WHERE effective_at <= ${''} AND (effective_at, policy, version) > (${''}, ${''}, ${0})
      AND withdrawn_at IS NULL AND source IS NULL
    ORDER BY effective_at, policy, version LIMIT ${0}`.compile(db),
);

/** What is read of a record's body to answer it. */
export type RecordBody = {
  readonly id: string;
  readonly kind: ActKind;
  readonly at: Instant;
  readonly recordedAt: Instant;
  readonly actor: string;
  readonly policy: string | null;
  readonly version: number | null;
  readonly facts: Readonly<Record<string, unknown>>;
};
