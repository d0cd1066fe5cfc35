import { type Selectable, sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { AttemptOutcome } from '../../domain/webhooks/attempt.ts';
import type { Schema } from '../schema.ts';
import { type Condition, rowsOf } from '../sql.ts';
import type { Database, Statement } from '../store.ts';

/** One call to an endpoint, and what became of it. */
export type Attempt = {
  readonly id: string;
  /** The id of the event, which receivers know it by. */
  readonly event: string;
  readonly type: string;
  /** Where the event stands in the log; null for a test. */
  readonly position: number | null;
  readonly at: Instant;
  /** Which try it was, from 1. */
  readonly tries: number;
  readonly outcome: AttemptOutcome;
  /** The status of the answer; null where there was none, and then `error` says why. */
  readonly status: number | null;
  /** How the answer begins. */
  readonly answer: string | null;
  readonly error: string | null;
  readonly tookMs: number;
};

/** Keeps what became of some attempts. */
export function insertAttempts(
  db: Database,
  endpoint: string,
  attempts: readonly Attempt[],
  condition: Condition,
): Statement {
  return sql`INSERT INTO webhook_attempts (id, endpoint, event, type, position, attempted_at, tries, outcome,
      status, answer, error, took_ms)
    SELECT value ->> 'id', CAST(${endpoint} AS TEXT), value ->> 'event', value ->> 'type',
      CAST(value ->> 'position' AS INTEGER), value ->> 'at', CAST(value ->> 'tries' AS INTEGER),
      value ->> 'outcome', CAST(value ->> 'status' AS INTEGER), value ->> 'answer', value ->> 'error',
      CAST(value ->> 'tookMs' AS INTEGER)
    FROM ${rowsOf(attempts)} AS listed WHERE ${condition} ON CONFLICT DO NOTHING`.compile(db);
}

/** Attempts at an endpoint, the newest first, before one. */
export async function listAttempts(
  db: Database,
  endpoint: string,
  page: {
    readonly before: string | undefined;
    readonly limit: number;
    /** Those alone that did not deliver. */
    readonly failed?: boolean;
    /** The id of an event: those alone that were of it. */
    readonly event?: string | undefined;
  },
): Promise<Attempt[]> {
  let query = db
    .selectFrom('webhook_attempts')
    .selectAll()
    .where('endpoint', '=', endpoint)
    .orderBy('id', 'desc')
    .limit(page.limit);
  if (page.before !== undefined) query = query.where('id', '<', page.before);
  if (page.event !== undefined) query = query.where('event', '=', page.event);
  if (page.failed === true) query = query.where('outcome', '<>', 'delivered');
  return (await query.execute()).map(rowToAttempt);
}

/** Where an event stands in the log that an endpoint was told, or was tried to be. */
export async function findAttemptedPosition(
  db: Database,
  endpoint: string,
  event: string,
): Promise<number | null> {
  const row = await db
    .selectFrom('webhook_attempts')
    .select('position')
    .where('endpoint', '=', endpoint)
    .where('event', '=', event)
    .where('position', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return row?.position ?? null;
}

/** Deletes attempts that are older than some instant, so many at most: of those that delivered, and of all others. */
export function deleteAttempts(
  db: Database,
  { deliveredBefore, before }: { readonly deliveredBefore: Instant; readonly before: Instant },
  limit: number,
): Statement {
  const old = db
    .selectFrom('webhook_attempts')
    .select('id')
    .where('attempted_at', '<', deliveredBefore)
    .where((eb) => eb.or([eb('outcome', '=', 'delivered'), eb('attempted_at', '<', before)]))
    .orderBy('attempted_at')
    .limit(limit);
  return db.deleteFrom('webhook_attempts').where('id', 'in', old);
}

function rowToAttempt(row: Selectable<Schema['webhook_attempts']>): Attempt {
  const { id, event, type, position, tries, outcome, status, answer, error } = row;
  const of = { at: row.attempted_at, tookMs: row.took_ms };
  return { id, event, type, position, tries, outcome, status, answer, error, ...of };
}
