import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import { RECEIPT_KINDS } from '../../domain/notices/notice-kind.ts';
import type { Restore } from '../../domain/record/restore.ts';
import { HELD } from '../sending/held-chunks.ts';
import type { Condition } from '../sql.ts';
import type { Database, Statement } from '../store.ts';

type Place = { readonly size: number; readonly root: string };

/** What an operator accepted: that the log of a checkpoint is lost, or that it stands where it does. */
export async function findAcceptedRestore(
  db: Database,
  by: { readonly lost: Place } | { readonly at: Place },
): Promise<{ readonly acceptedAt: Instant } | undefined> {
  const [size, root, place] =
    'lost' in by ? (['lost_size', 'lost_root', by.lost] as const) : (['size', 'root', by.at] as const);
  return db
    .selectFrom('restores')
    .select('accepted_at as acceptedAt')
    .where(size, '=', place.size)
    .where(root, '=', place.root)
    .executeTakeFirst();
}

/**
 * Accepts a restore and holds back whatever may have gone out after the backup: chunks that were about
 * to be sent become unknown, for an operator to resolve; receipts that wait are dropped; and versions
 * that still tell people are paused. The first statement counts where the log still is as it was read.
 */
export function acceptRestore(db: Database, { lost, size, root }: Restore, now: Instant): Statement[] {
  const isAccepted = sql<boolean>`EXISTS (SELECT 1 FROM restores
    WHERE lost_size = ${lost.size} AND lost_root = ${lost.root} AND accepted_at = ${now})`;
  const problem = `the database was restored: it may have gone out before ${now}`;
  return [
    sql`INSERT INTO restores (lost_size, lost_root, size, root, accepted_at)
      SELECT CAST(${lost.size} AS INTEGER), CAST(${lost.root} AS TEXT), size, root, CAST(${now} AS TEXT)
      FROM log_head WHERE size = ${size} AND root = ${root} ON CONFLICT DO NOTHING`.compile(db),
    sql`UPDATE chunks SET state = 'unknown', problem = ${problem}, lease_until = ''
      WHERE state = 'open' AND frozen_at IS NOT NULL AND ${isAccepted}`.compile(db),
    sql`UPDATE deliveries SET state = 'unknown' WHERE state IN ('queued', 'sending') AND chunk_id IN (
      SELECT id FROM chunks WHERE state = 'unknown' AND problem = ${problem})`.compile(db),
    ...dropReceipts(db, problem, isAccepted),
    sql`UPDATE versions SET paused_at = ${now}, paused_by = 'restore' WHERE paused_at IS NULL AND ${isAccepted}
      AND ((withdrawn_at IS NULL AND effective_at > ${now})
        OR EXISTS (SELECT 1 FROM chunks WHERE chunks.state = 'open' AND chunks.release = versions.release)
        OR EXISTS (SELECT 1 FROM fan_outs WHERE fan_outs.finished_at IS NULL
          AND fan_outs.release = versions.release))`.compile(db),
    // What is kept of a policy and its versions goes by this.
    sql`UPDATE policies SET command = CAST(${`restore-${now}`} AS TEXT) WHERE ${isAccepted}`.compile(db),
    sql`UPDATE chunks SET due_at = ${HELD} WHERE state = 'open' AND ${isAccepted}`.compile(db),
  ];
}

/** Whoever waits for a receipt has seen it on the page. */
function dropReceipts(db: Database, problem: string, isAccepted: Condition): Statement[] {
  const ofReceipts = sql`kind IN (${sql.join(RECEIPT_KINDS)}) AND ${isAccepted}`;
  return [
    sql`UPDATE deliveries SET state = 'dropped' WHERE state = 'queued' AND ${ofReceipts}`.compile(db),
    sql`UPDATE chunks SET state = 'cancelled', problem = ${problem}
      WHERE state = 'open' AND ${ofReceipts}`.compile(db),
  ];
}
