import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import { saysToText } from '../../domain/notices/says.ts';
import { rowsOf } from '../sql.ts';
import type { Database, Statement, Store } from '../store.ts';
import type { Chunk } from './chunks.ts';

/** A chunk that says the same as another one, and how many deliveries wait in it. */
export type Companion = { readonly id: string; readonly mails: number };

/** Chunks, up to `limit`, that say the same as one, are due, and that nobody has at hand or ever had frozen. */
export async function listCompanions(
  db: Database,
  chunk: Chunk,
  now: Instant,
  limit: number,
): Promise<readonly Companion[]> {
  // 'open' is written out: the index of open chunks serves no parameter.
  const { rows } = await sql<{ id: string; mails: number | string }>`
    SELECT id, (SELECT count(*) FROM deliveries WHERE chunk_id = chunks.id AND state = 'queued') AS mails
    FROM chunks WHERE state = 'open' AND frozen_at IS NULL
      AND release = ${chunk.release} AND says = ${saysToText(chunk.says)}
      AND due_at <= ${now} AND lease_until <= ${now} AND id <> ${chunk.id}
    LIMIT ${limit}`.execute(db);
  return rows.map(({ id, mails }) => ({ id, mails: Number(mails) }));
}

/**
 * Takes what waits in companions into a chunk that is claimed and not frozen, and ends them: each of
 * them whole or not at all, where somebody else has claimed it meanwhile.
 */
export function takeInCompanions(
  { db, locksRows }: Pick<Store, 'db' | 'locksRows'>,
  chunk: Pick<Chunk, 'id' | 'attempt'>,
  companions: readonly Companion[],
  now: Instant,
): Statement[] {
  const isOurs = sql<boolean>`id = ${chunk.id} AND attempt = ${chunk.attempt}
    AND state = 'open' AND frozen_at IS NULL`;
  const isFree = sql<boolean>`state = 'open' AND frozen_at IS NULL AND lease_until <= ${now}`;
  const ids = sql`SELECT value ->> 'id' FROM ${rowsOf(companions)} AS listed`;
  const problem = `what waits in it goes out in ${chunk.id}`;
  // Whoever waits for one that another waits for may wait for ever.
  const skipLocked = locksRows ? sql`FOR UPDATE SKIP LOCKED` : sql``;
  return [
    // Has the row until all is written: whoever claims the chunk next must see all that came into it.
    sql`UPDATE chunks SET lease_until = lease_until WHERE ${isOurs}`.compile(db),
    sql`
      WITH free AS MATERIALIZED (
        SELECT id FROM chunks WHERE id IN (${ids}) AND ${isFree} ${skipLocked})
      UPDATE chunks SET state = 'cancelled', problem = ${problem}
      WHERE id IN (SELECT id FROM free) AND ${isFree} AND EXISTS (SELECT 1 FROM chunks WHERE ${isOurs})`.compile(
      db,
    ),
    sql`
      UPDATE deliveries SET chunk_id = ${chunk.id}
      WHERE state = 'queued' AND chunk_id IN (
        SELECT id FROM chunks WHERE id IN (${ids}) AND state = 'cancelled' AND problem = ${problem})`.compile(
      db,
    ),
  ];
}
