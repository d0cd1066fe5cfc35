import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { ChunkState } from '../schema.ts';
import { type Condition, rowsOf } from '../sql.ts';
import type { Database, Statement } from '../store.ts';
import type { Chunk } from './chunks.ts';

/**
 * Writes down that the mails of a chunk are about to leave one by one, before the first of them does, and
 * that nobody else has it until `leaseUntil`: changes a row where the chunk is still its claimer's, none of
 * it is in flight, and `mayGoOut` holds.
 */
export function markInFlight(
  db: Database,
  chunk: Pick<Chunk, 'id' | 'attempt'>,
  leaseUntil: Instant,
  mayGoOut: Condition,
): Statement {
  return db
    .updateTable('chunks')
    .set({ in_flight: chunk.attempt, lease_until: leaseUntil, due_at: leaseUntil })
    .where('id', '=', chunk.id)
    .where('attempt', '=', chunk.attempt)
    .where('state', '=', 'open')
    .where(sql<boolean>`coalesce(in_flight, 0) = 0`)
    .where(mayGoOut);
}

/** Writes down that a chunk of which nothing went out goes out under its key from now on. */
export function letUseKey(db: Database, chunk: Pick<Chunk, 'id' | 'attempt'>): Statement {
  return db
    .updateTable('chunks')
    .set({ in_flight: null })
    .where('id', '=', chunk.id)
    .where('attempt', '=', chunk.attempt)
    .where('state', '=', 'open')
    .where('in_flight', '=', 0);
}

/** Gives a chunk of which nothing went out back for another attempt, its `tries`-th that failed. */
export function giveBackInFlight(
  db: Database,
  chunk: Pick<Chunk, 'id' | 'attempt'>,
  until: { readonly dueAt: Instant; readonly problem: string; readonly tries: number },
): Statement {
  return db
    .updateTable('chunks')
    .set({
      in_flight: 0,
      due_at: until.dueAt,
      lease_until: '',
      problem: until.problem,
      tries: until.tries,
    })
    .where('id', '=', chunk.id)
    .where('attempt', '=', chunk.attempt)
    .where('state', '=', 'open');
}

/**
 * Settles a chunk that an attempt had in flight, where `onlyWhere` holds: the first statement of a write. Also
 * where somebody else took its process for dead meanwhile and left it as unknown, since only this attempt
 * can tell.
 */
export function settleInFlight(
  db: Database,
  chunk: Pick<Chunk, 'id' | 'attempt'>,
  as: { readonly state: Exclude<ChunkState, 'open'>; readonly problem: string | null },
  onlyWhere: Condition,
): Statement {
  return db
    .updateTable('chunks')
    .set({ state: as.state, problem: as.problem, lease_until: '', in_flight: -chunk.attempt })
    .where('id', '=', chunk.id)
    .where('in_flight', 'in', [chunk.attempt, -chunk.attempt])
    .where('state', 'in', ['open', 'unknown', as.state])
    .where(onlyWhere);
}

/** Holds in a write once its first statement has settled what an attempt had in flight. */
export function isSettledInFlight(chunk: Pick<Chunk, 'id' | 'attempt'>): Condition {
  return sql<boolean>`EXISTS (SELECT 1 FROM chunks WHERE id = ${chunk.id} AND in_flight = ${-chunk.attempt})`;
}

/**
 * Puts mails that did not go out into a chunk of their own, frozen as the one that they were in, so that
 * another attempt is the same bytes, where `condition` holds.
 */
export function insertChunkOfRest(
  db: Database,
  chunk: Pick<Chunk, 'id'>,
  rest: {
    readonly chunkId: string;
    readonly deliveryIds: readonly string[];
    readonly dueAt: Instant;
    readonly tries: number;
    readonly problem: string;
  },
  condition: Condition,
): Statement[] {
  const { chunkId, deliveryIds, dueAt, tries, problem } = rest;
  return [
    sql`
      INSERT INTO chunks (id, release, kind, says, state, due_at, lease_until, attempt, tries, frozen_at,
        rendition_id, envelope, link_key, in_flight, problem)
      SELECT CAST(${chunkId} AS TEXT), release, kind, says, 'open', CAST(${dueAt} AS TEXT), '', 0,
        CAST(${tries} AS INTEGER), frozen_at, rendition_id, envelope, link_key, 0, CAST(${problem} AS TEXT)
      FROM chunks WHERE id = ${chunk.id} AND ${condition}
      ON CONFLICT DO NOTHING`.compile(db),
    sql`
      UPDATE deliveries SET chunk_id = ${chunkId}, state = 'sending'
      WHERE chunk_id = ${chunk.id} AND state IN ('sending', 'unknown') AND ${condition}
        AND id IN (SELECT value ->> 'id' FROM ${rowsOf(deliveryIds.map((id) => ({ id })))} AS rest)`.compile(
      db,
    ),
  ];
}
