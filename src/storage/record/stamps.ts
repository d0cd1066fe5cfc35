import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { Database, Statement } from '../store.ts';

/** The place under which attempts to have a checkpoint stamped are noted, as others are where checkpoints go. */
export const STAMPED_BY = 'tsa';

/** What was stamped last, and since when a checkpoint waits that was not. */
export type StampState = {
  readonly size: number;
  /** Null before the first. */
  readonly stampedAt: Instant | null;
  /** When it was last tried. */
  readonly triedAt: Instant | null;
  readonly waitingSince: Instant | null;
};

/** How far stamping is. */
export async function findStampState(db: Database): Promise<StampState> {
  const { rows } = await sql<{
    size: number | null;
    stamped_at: Instant | null;
    tried_at: Instant | null;
    waiting_since: Instant | null;
  }>`SELECT
    (SELECT max(size) FROM checkpoint_stamps) AS size,
    (SELECT stamped_at FROM checkpoint_stamps ORDER BY size DESC LIMIT 1) AS stamped_at,
    (SELECT sent_at FROM checkpoint_places WHERE place = ${STAMPED_BY}) AS tried_at,
    (SELECT signed_at FROM log_checkpoints
      WHERE size > coalesce((SELECT max(size) FROM checkpoint_stamps), 0)
      ORDER BY size LIMIT 1) AS waiting_since`.execute(db);
  const [row] = rows;
  return {
    size: row?.size ?? 0,
    stampedAt: row?.stamped_at ?? null,
    triedAt: row?.tried_at ?? null,
    waitingSince: row?.waiting_since ?? null,
  };
}

/** Keeps the token of a checkpoint, unless there is one. */
export function insertStamp(
  db: Database,
  { size, token, stampedAt }: { readonly size: number; readonly token: string; readonly stampedAt: Instant },
): Statement {
  return db
    .insertInto('checkpoint_stamps')
    .values({ size, token, stamped_at: stampedAt })
    .onConflict((conflict) => conflict.column('size').doNothing());
}

/** The sizes of all stamped checkpoints up to one, in their order: one a day. */
export async function listStampedSizes(db: Database, upTo: number): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('checkpoint_stamps')
    .select('size')
    .where('size', '<=', upTo)
    .orderBy('size')
    .execute();
  return rows.map(({ size }) => size);
}

/** A stamped checkpoint: its note, when it was signed, and the token over it in base64. */
export type StampRow = { readonly note: string; readonly signedAt: Instant; readonly token: string };

/** The stamped checkpoint of a size. */
export async function findStamp(db: Database, size: number): Promise<StampRow | undefined> {
  return db
    .selectFrom('checkpoint_stamps')
    .innerJoin('log_checkpoints', 'log_checkpoints.size', 'checkpoint_stamps.size')
    .select(['log_checkpoints.note', 'log_checkpoints.signed_at as signedAt', 'checkpoint_stamps.token'])
    .where('checkpoint_stamps.size', '=', size)
    .executeTakeFirst();
}
