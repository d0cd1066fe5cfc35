import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { ActKind } from '../../domain/record/act.ts';
import type { ToldAct } from '../../domain/webhooks/event.ts';
import { preparedQuery } from '../engines/prepared.ts';
import { rowsOf, rowsOfJson } from '../sql.ts';
import type { Database } from '../store.ts';

type Row = {
  readonly position: number;
  readonly ref: string | null;
  readonly user: string | null;
  readonly body: string;
};

/** How many entries the log has. */
export async function findLogSize(db: Database): Promise<number> {
  const [row] = await sizes(db, []);
  return row?.size ?? 0;
}

const sizes = preparedQuery<{ size: number }>((db) =>
  sql<{ size: number }>`SELECT size FROM log_head`.compile(db),
);

/** The acts of some kinds after a place of the log, up to and with another, in order. */
export async function listActsBetween(
  db: Database,
  { after, to }: { readonly after: number; readonly to: number },
  kinds: readonly ActKind[],
  limit: number,
): Promise<readonly ToldAct[]> {
  const rows = await actsBetween(db, [after, to, JSON.stringify(kinds.map((kind) => ({ kind }))), limit]);
  return rows.map(rowToAct);
}

const actsBetween = preparedQuery<Row>((db) =>
  sql<Row>`
    SELECT entries.position, records.user_ref AS ref, users.user_id AS "user", records.body
    FROM log_entries AS entries JOIN records ON records.id = entries.record_id
      LEFT JOIN users ON users.ref = records.user_ref
    WHERE entries.position > ${0} AND entries.position <= ${0}
      AND records.kind IN (SELECT value ->> 'kind' FROM ${rowsOfJson('')} AS listed)
    ORDER BY entries.position LIMIT ${0}`.compile(db),
);

/** The acts at some places of the log, in order. */
export async function listActsAt(db: Database, positions: readonly number[]): Promise<readonly ToldAct[]> {
  const { rows } = await sql<Row>`
    SELECT entries.position, records.user_ref AS ref, users.user_id AS "user", records.body
    FROM ${rowsOf(positions.map((position) => ({ position })))} AS listed CROSS JOIN log_entries AS entries
      JOIN records ON records.id = entries.record_id LEFT JOIN users ON users.ref = records.user_ref
    WHERE entries.position = CAST(value ->> 'position' AS INTEGER) ORDER BY entries.position`.execute(db);
  return rows.map(rowToAct);
}

/** When the act at a place of the log was written down; null where there is none. */
export async function findRecordedAt(db: Database, position: number): Promise<Instant | null> {
  const row = await db
    .selectFrom('log_entries')
    .innerJoin('records', 'records.id', 'log_entries.record_id')
    .select('records.body')
    .where('position', '=', position)
    .executeTakeFirst();
  return row === undefined ? null : (JSON.parse(row.body) as { readonly recordedAt: Instant }).recordedAt;
}

function rowToAct({ position, ref, user, body }: Row): ToldAct {
  const { id, kind, at, policy, version, facts } = JSON.parse(body) as Pick<
    ToldAct,
    'id' | 'kind' | 'at' | 'policy' | 'version' | 'facts'
  >;
  return { id, kind, at, position, ref, user, policy, version, facts };
}
