import { type Selectable, sql } from 'kysely';
import type { Position } from '../domain/position.ts';
import { endOfTermination, type Termination } from '../domain/standing.ts';
import type { Schema } from './schema.ts';
import { rowsOf } from './sql.ts';
import type { Database } from './store.ts';

type PositionRow = Selectable<Schema['user_versions']>;

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
            AND held.accepted_at IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM versions WHERE versions.policy = held.policy
              AND versions.version = held.version AND versions.withdrawn_at IS NOT NULL)
          ORDER BY held.version DESC LIMIT 1)
    UNION ALL
    SELECT own.* FROM ${wanted} AS wanted CROSS JOIN user_versions AS own
      WHERE own.user_ref = value ->> 'ref' AND own.policy = ${policy} AND own.version >= ${from}`.execute(db);
  return groupByRef(rows, rowToPosition, (a, b) => a.version - b.version);
}

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
    SELECT terminations.*, versions.withdrawn_at
    FROM ${rowsOf(refs.map((ref) => ({ ref })))} AS wanted CROSS JOIN terminations
      JOIN versions ON versions.policy = terminations.policy AND versions.version = terminations.version
    WHERE terminations.user_ref = value ->> 'ref'`.execute(db);
  return groupByRef(rows, rowToTermination, (a, b) => (a.declinedAt < b.declinedAt ? -1 : 1));
}

/** The termination of that id and whose it is, if there is one. */
export async function findTermination(
  db: Database,
  id: string,
): Promise<{ readonly ref: string; readonly termination: Termination } | undefined> {
  const { rows } = await sql<TerminationRow>`
    SELECT terminations.*, versions.withdrawn_at FROM terminations
      JOIN versions ON versions.policy = terminations.policy AND versions.version = terminations.version
      WHERE terminations.id = ${id}`.execute(db);
  const [row] = rows;
  return row && { ref: row.user_ref, termination: rowToTermination(row) };
}

type TerminationRow = Selectable<Schema['terminations']> & Pick<Schema['versions'], 'withdrawn_at'>;

function rowToTermination(row: TerminationRow): Termination {
  return {
    id: row.id,
    policy: row.policy,
    version: row.version,
    when: row.leaves_when,
    reason: row.reason,
    declinedAt: row.declined_at,
    terminatesAt: row.terminates_at,
    endedAt: endOfTermination(row.ended_at, row.terminates_at, row.withdrawn_at),
    holds: row.holds,
    revokes: row.revokes,
  };
}

function rowToPosition(row: PositionRow): Position {
  return {
    version: row.version,
    toldAt: row.told_at,
    bindsAt: row.binds_at,
    accepted:
      row.acceptance_id !== null && row.accepted_at !== null && row.basis !== null
        ? { id: row.acceptance_id, basis: row.basis, at: row.accepted_at }
        : null,
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
