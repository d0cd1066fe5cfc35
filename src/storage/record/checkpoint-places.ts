import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { Database, Statement } from '../store.ts';

/** What a place got last, and when. */
export type SentCheckpoint = { readonly size: number; readonly sentAt: Instant };

/** What a place got last, if anything. */
export async function findCheckpointPlace(db: Database, place: string): Promise<SentCheckpoint | undefined> {
  const row = await db
    .selectFrom('checkpoint_places')
    .select(['size', 'sent_at'])
    .where('place', '=', place)
    .executeTakeFirst();
  return row && { size: row.size, sentAt: row.sent_at };
}

/** Notes that a place is about to get a checkpoint, unless somebody else has since it was read. */
export function claimCheckpointPlace(
  db: Database,
  claim: { readonly place: string; readonly size: number; readonly at: Instant },
  seen: SentCheckpoint | undefined,
): Statement {
  return db
    .insertInto('checkpoint_places')
    .values({ place: claim.place, size: claim.size, sent_at: claim.at })
    .onConflict((conflict) =>
      conflict
        .column('place')
        .doUpdateSet({ size: claim.size, sent_at: claim.at })
        .where(sql<boolean>`checkpoint_places.sent_at = ${seen?.sentAt ?? ''}`),
    );
}
