/*
 * The rows of what people did: acceptances, terminations, and all that decides where a user stands, read
 * in one query, since products ask for it on every request.
 */

import { type Selectable, sql } from 'kysely';
import type { Position } from '../../domain/answers/position.ts';
import { endOfTermination, type Termination } from '../../domain/answers/standing.ts';
import type { Objection } from '../../domain/answers/standing-objection.ts';
import type { Instant } from '../../domain/instant.ts';
import { preparedQuery } from '../engines/prepared.ts';
import { rowToOwnOutcome } from '../own-outcomes.ts';
import type { Schema } from '../schema.ts';
import { rowsOf } from '../sql.ts';
import type { Database } from '../store.ts';

type PositionRow = Selectable<Schema['user_versions']>;
/** The columns of a position; those of rules are left out where no version has any. */
export type PositionColumns = Omit<PositionRow, 'user_ref' | 'policy' | 'version'>;

/**
 * Where some users stand on one policy, by `ref`, each in the order of versions: all positions
 * from version `from` on, and the highest below it that they accepted and that stands, if any. Two
 * look-ups a user by primary key, however many versions there are.
 *
 * `CROSS JOIN` keeps SQLite from starting at the versions instead of the users.
 */
export async function listPositions(
  db: Database,
  refs: readonly string[],
  policy: string,
  from: number,
): Promise<Map<string, Position[]>> {
  const wanted = rowsOf(refs.map((ref) => ({ ref })));
  const { rows } = await sql<PositionRow>`
    SELECT own.* FROM ${wanted} AS wanted CROSS JOIN user_versions AS own
      WHERE own.user_ref = value ->> 'ref' AND own.policy = ${policy} AND own.version = (
          SELECT held.version FROM user_versions AS held
          WHERE held.user_ref = value ->> 'ref' AND held.policy = ${policy} AND held.version < ${from}
            AND coalesce(held.accepted_at, held.partly_at, held.agrees_at) IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM versions WHERE versions.policy = held.policy
              AND versions.version = held.version AND versions.withdrawn_at IS NOT NULL)
          ORDER BY held.version DESC LIMIT 1)
    UNION ALL
    SELECT own.* FROM ${wanted} AS wanted CROSS JOIN user_versions AS own
      WHERE own.user_ref = value ->> 'ref' AND own.policy = ${policy} AND own.version >= ${from}`.execute(db);
  return groupByRef(rows, rowToPosition, (a, b) => a.version - b.version);
}

/** All positions of one user on one policy, in the order of versions. */
export async function listPositionsOf(db: Database, ref: string, policy: string): Promise<Position[]> {
  return (await positionsOf(db, [ref, policy])).map(rowToPosition);
}

const positionsOf = preparedQuery((db) =>
  db
    .selectFrom('user_versions')
    .selectAll()
    .where('user_ref', '=', '')
    .where('policy', '=', '')
    .orderBy('version')
    .compile(),
);

/** Every termination of one user. */
export async function listTerminationsOf(db: Database, ref: string): Promise<Termination[]> {
  return (await terminationsOf(db, [ref])).map(rowToTermination);
}

const terminationsOf = preparedQuery((db) =>
  sql<TerminationRow>`
    SELECT ${TERMINATION_COLUMNS} FROM terminations ${WITH_WITHDRAWALS}
      WHERE terminations.user_ref = ${''} ORDER BY terminations.declined_at, terminations.id`.compile(db),
);

/** All positions of one user, by policy, each in the order of versions. */
export async function listAllPositions(db: Database, ref: string): Promise<Map<string, Position[]>> {
  const rows = await db
    .selectFrom('user_versions')
    .selectAll()
    .where('user_ref', '=', ref)
    .orderBy('policy')
    .orderBy('version')
    .execute();
  const positions = new Map<string, Position[]>();
  for (const row of rows) {
    const of = positions.get(row.policy) ?? [];
    of.push(rowToPosition(row));
    positions.set(row.policy, of);
  }
  return positions;
}

/** Every termination of some users, by `ref`. */
export async function listTerminations(
  db: Database,
  refs: readonly string[],
): Promise<Map<string, Termination[]>> {
  const { rows } = await sql<TerminationRow>`
    SELECT ${TERMINATION_COLUMNS}
    FROM ${rowsOf(refs.map((ref) => ({ ref })))} AS wanted CROSS JOIN terminations ${WITH_WITHDRAWALS}
    WHERE terminations.user_ref = value ->> 'ref'`.execute(db);
  return groupByRef(rows, rowToTermination, (a, b) =>
    `${a.declinedAt} ${a.id}` < `${b.declinedAt} ${b.id}` ? -1 : 1,
  );
}

/** The termination of that id and whose it is, if there is one. */
export async function findTermination(
  db: Database,
  id: string,
): Promise<{ readonly ref: string; readonly termination: Termination } | undefined> {
  const { rows } = await sql<TerminationRow>`
    SELECT ${TERMINATION_COLUMNS} FROM terminations ${WITH_WITHDRAWALS} WHERE terminations.id = ${id}`.execute(
    db,
  );
  const [row] = rows;
  return row && { ref: row.user_ref, termination: rowToTermination(row) };
}

/** Of a termination: when the declined version was withdrawn, and the one whose acceptance ended it. */
const TERMINATION_COLUMNS = sql`terminations.*, versions.withdrawn_at, over.withdrawn_at AS over_withdrawn_at`;
const WITH_WITHDRAWALS = sql`
      JOIN versions ON versions.policy = terminations.policy AND versions.version = terminations.version
      LEFT JOIN versions AS over ON over.policy = terminations.policy AND over.version = terminations.ended_over`;

type TerminationRow = Selectable<Schema['terminations']> & {
  readonly withdrawn_at: Instant | null;
  readonly over_withdrawn_at: Instant | null;
};

function rowToTermination(row: TerminationRow): Termination {
  return {
    id: row.id,
    policy: row.policy,
    version: row.version,
    when: row.leaves_when,
    by: row.declared_by,
    reason: row.reason,
    declinedAt: row.declined_at,
    terminatesAt: row.terminates_at,
    ...endOfTermination(
      {
        terminatesAt: row.terminates_at,
        endedAt: row.ended_at,
        endedBy: row.ended_by,
        endedOver: row.ended_over,
      },
      { declinedAt: row.withdrawn_at, overAt: row.over_withdrawn_at },
    ),
    holds: row.holds,
    revokes: row.revokes,
  };
}

/** A user's position as its row has it. */
export function rowToPosition(row: PositionColumns & { readonly version: number }): Position {
  const own = rowToOwnOutcome(row);
  return {
    version: row.version,
    toldAt: row.told_at,
    bindsAt: row.binds_at,
    toldBy: row.told_by,
    accepted:
      row.acceptance_id !== null && row.accepted_at !== null && row.basis !== null
        ? {
            id: row.acceptance_id,
            basis: row.basis,
            at: row.accepted_at,
            since: row.accepted_since ?? row.accepted_at,
          }
        : null,
    ...(own === undefined ? {} : { own }),
    ...(row.objection == null ? {} : { objection: JSON.parse(row.objection) as Objection }),
    ...(row.consent_withdrawn_at == null ? {} : { consentWithdrawnAt: row.consent_withdrawn_at }),
  };
}

function groupByRef<R extends { readonly user_ref: string }, T>(
  rows: readonly R[],
  rowToItem: (row: R) => T,
  order: (a: T, b: T) => number,
): Map<string, T[]> {
  const items = new Map<string, T[]>();
  for (const row of rows) {
    const of = items.get(row.user_ref) ?? [];
    of.push(rowToItem(row));
    items.set(row.user_ref, of);
  }
  for (const of of items.values()) of.sort(order);
  return items;
}
