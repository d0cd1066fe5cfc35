import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import { type Condition, rowsOf } from '../sql.ts';
import type { Database, Statement } from '../store.ts';

/** An event that is to be delivered yet, although its endpoint is further along the log. */
export type EventAside = {
  readonly position: number;
  readonly lane: string;
  /** Of all but the first of a lane far away: they wait for it. */
  readonly dueAt: Instant;
  readonly tries: number;
};

/** How many events of an endpoint are set aside, as far as `most`. */
export async function countEventsAside(db: Database, endpoint: string, most: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT CAST(count(*) AS INTEGER) AS "count" FROM (
      SELECT 1 FROM webhook_events_aside WHERE endpoint = ${endpoint} LIMIT ${most}) AS found`.execute(db);
  return rows[0]?.count ?? 0;
}

/** When the next event of an endpoint that was set aside is due; null where none is. */
export async function findNextDue(db: Database, endpoint: string): Promise<Instant | null> {
  const row = await db
    .selectFrom('webhook_events_aside')
    .select('due_at')
    .where('endpoint', '=', endpoint)
    .orderBy('due_at')
    .limit(1)
    .executeTakeFirst();
  return row?.due_at ?? null;
}

/** The lanes of which something is due, those first that have waited longest. */
export async function listDueLanes(
  db: Database,
  endpoint: string,
  now: Instant,
  limit: number,
): Promise<readonly string[]> {
  const { rows } = await sql<{ lane: string }>`
    SELECT lane FROM (SELECT lane, due_at FROM webhook_events_aside
      WHERE endpoint = ${endpoint} AND due_at <= ${now} ORDER BY due_at LIMIT ${limit}) AS due
    GROUP BY lane ORDER BY min(due_at)`.execute(db);
  return rows.map(({ lane }) => lane);
}

/** Which of some lanes have something set aside. */
export async function listBlockedLanes(
  db: Database,
  endpoint: string,
  lanes: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ lane: string }>`
    SELECT value ->> 'lane' AS lane FROM ${rowsOf(lanes.map((lane) => ({ lane })))} AS listed
    WHERE EXISTS (SELECT 1 FROM webhook_events_aside
      WHERE endpoint = ${endpoint} AND lane = value ->> 'lane')`.execute(db);
  return new Set(rows.map(({ lane }) => lane));
}

/** The first events of some lanes that were set aside, in their order, so many of each at most. */
export async function listEventsOfLanes(
  db: Database,
  endpoint: string,
  lanes: readonly string[],
  ofEach: number,
): Promise<readonly EventAside[]> {
  const { rows } = await sql<EventAside>`
    SELECT position, lane, "dueAt", tries FROM (
      SELECT position, lane, due_at AS "dueAt", tries,
        row_number() OVER (PARTITION BY lane ORDER BY position) AS place
      FROM webhook_events_aside WHERE endpoint = ${endpoint}
        AND lane IN (SELECT value ->> 'lane' FROM ${rowsOf(lanes.map((lane) => ({ lane })))} AS listed)) AS all_of_them
    WHERE place <= ${ofEach} ORDER BY position`.execute(db);
  return rows;
}

/** Sets events aside, or says of those that are when they are due and how often they were tried. */
export function setEventsAside(
  db: Database,
  endpoint: string,
  events: readonly EventAside[],
  condition: Condition,
): Statement {
  return sql`INSERT INTO webhook_events_aside (endpoint, position, lane, due_at, tries)
    SELECT CAST(${endpoint} AS TEXT), CAST(value ->> 'position' AS INTEGER), value ->> 'lane', value ->> 'dueAt',
      CAST(value ->> 'tries' AS INTEGER)
    FROM ${rowsOf(events)} AS listed WHERE ${condition}
    ON CONFLICT (endpoint, position) DO UPDATE SET due_at = excluded.due_at, tries = excluded.tries`.compile(
    db,
  );
}

/** Takes events out that were delivered, or given up. */
export function deleteEventsAside(
  db: Database,
  endpoint: string,
  positions: readonly number[],
  condition: Condition,
): Statement {
  const listed = rowsOf(positions.map((position) => ({ position })));
  return db
    .deleteFrom('webhook_events_aside')
    .where('endpoint', '=', endpoint)
    .where(sql<boolean>`position IN (SELECT CAST(value ->> 'position' AS INTEGER) FROM ${listed} AS listed)`)
    .where(condition);
}

/** Takes out what lies beyond a place of the log, since the endpoint comes by there again. */
export function deleteEventsAsideAfter(db: Database, endpoint: string, position: number): Statement {
  return db
    .deleteFrom('webhook_events_aside')
    .where('endpoint', '=', endpoint)
    .where('position', '>', position);
}

/** Has everything that waits for another try be tried at once. */
export function hurryEventsAside(
  db: Database,
  endpoint: string,
  { now, never }: { readonly now: Instant; readonly never: Instant },
): Statement {
  return db
    .updateTable('webhook_events_aside')
    .set({ due_at: now })
    .where('endpoint', '=', endpoint)
    .where('due_at', '>', now)
    .where('due_at', '<', never);
}

/** Has the first event of some lanes be due, where all before it are done with. */
export function wakeLanes(
  db: Database,
  endpoint: string,
  lanes: readonly string[],
  { now, never }: { readonly now: Instant; readonly never: Instant },
  condition: Condition,
): Statement {
  const listed = rowsOf(lanes.map((lane) => ({ lane })));
  return sql`UPDATE webhook_events_aside SET due_at = ${now}
    WHERE endpoint = ${endpoint} AND due_at = ${never} AND ${condition}
      AND lane IN (SELECT value ->> 'lane' FROM ${listed} AS listed)
      AND NOT EXISTS (SELECT 1 FROM webhook_events_aside AS earlier WHERE earlier.endpoint = webhook_events_aside.endpoint
        AND earlier.lane = webhook_events_aside.lane AND earlier.position < webhook_events_aside.position)`.compile(
    db,
  );
}
