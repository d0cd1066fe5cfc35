import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import { RECEIPT_KINDS } from '../../domain/notices/notice-kind.ts';
import type { Version } from '../../domain/policies/policy.ts';
import type { Condition } from '../sql.ts';
import type { Database, Statement } from '../store.ts';

/** When chunks that are held back are due: never. */
export const HELD = '9999-12-31T23:59:59.999Z' as Instant;

/** Holds back a release's chunks, but for receipts and what is being sent right now, where `condition` holds. */
export function holdChunks(
  db: Database,
  { release }: Pick<Version, 'release'>,
  now: Instant,
  condition: Condition,
): Statement {
  return db
    .updateTable('chunks')
    .set({ due_at: HELD })
    .where('release', '=', release)
    .where('kind', 'not in', RECEIPT_KINDS)
    .where('state', '=', 'open')
    .where('lease_until', '<=', now)
    .where(condition);
}

/** Whether a call with a release's notices is under way. */
export async function isBeingSent(
  db: Database,
  { release }: Pick<Version, 'release'>,
  now: Instant,
): Promise<boolean> {
  const row = await db
    .selectFrom('chunks')
    .select('id')
    .where('release', '=', release)
    .where('kind', 'not in', RECEIPT_KINDS)
    .where('state', '=', 'open')
    .where('lease_until', '>', now)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Puts off what of a release's announcement is due and has not begun to leave. */
export function postponeRelease(
  db: Database,
  { release }: Pick<Version, 'release'>,
  now: Instant,
  dueAt: Instant,
): Statement {
  return db
    .updateTable('chunks')
    .set({ due_at: dueAt })
    .where('release', '=', release)
    .where('kind', '=', 'announcement')
    .where(sql<boolean>`state = 'open'`)
    .where('due_at', '<=', now)
    .where('lease_until', '<=', now)
    .where('ambiguous_since', 'is', null);
}

/**
 * Lets the chunks of some versions that are held back go out, where `condition` holds; but not while something else of
 * their release is paused.
 */
export function releaseChunks(
  db: Database,
  versions: readonly Pick<Version, 'release'>[],
  now: Instant,
  condition: Condition,
): Statement {
  return db
    .updateTable('chunks')
    .set({ due_at: now })
    .where(
      'release',
      'in',
      versions.map((one) => one.release),
    )
    .where('state', '=', 'open')
    .where('due_at', '=', HELD)
    .where(
      sql<boolean>`NOT EXISTS (SELECT 1 FROM versions WHERE versions.release = chunks.release
        AND versions.paused_at IS NOT NULL)`,
    )
    .where(condition);
}
