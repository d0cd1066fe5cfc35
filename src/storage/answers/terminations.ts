import type { Termination } from '../../domain/answers/standing.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Schema } from '../schema.ts';
import { type Condition, insertWhen } from '../sql.ts';
import type { Database, Statement } from '../store.ts';

/** Records an act of declining, where `condition` holds. */
export function insertTermination(
  db: Database,
  termination: Termination & { readonly ref: string; readonly actor: string },
  condition: Condition,
): Statement {
  return insertWhen(
    db,
    'terminations',
    {
      id: termination.id,
      user_ref: termination.ref,
      policy: termination.policy,
      version: termination.version,
      leaves_when: termination.when,
      declared_by: termination.by,
      reason: termination.reason,
      declined_at: termination.declinedAt,
      terminates_at: termination.terminatesAt,
      ...(termination.holds === null ? {} : { holds: termination.holds }),
      revokes: termination.revokes,
      actor: termination.actor,
    },
    condition,
  );
}

/** How a termination ends; `over` is the version whose acceptance ends it. */
export type TerminationEnded = {
  readonly id: string;
  readonly at: Instant;
  readonly by: NonNullable<Schema['terminations']['ended_by']>;
  readonly over: number | null;
};
/** A decision to leave that was taken back: when, and which acceptance it had taken back itself. */
export type TakenBack = { readonly at: Instant; readonly revoked: string | null };

/** That a user took their last decision to leave over a version back, if they did that. */
export async function findTakenBack(
  db: Database,
  of: { readonly ref: string; readonly policy: string; readonly version: number },
): Promise<TakenBack | null> {
  const last = await db
    .selectFrom('terminations')
    .select(['ended_at', 'ended_by', 'revokes'])
    .where('user_ref', '=', of.ref)
    .where('policy', '=', of.policy)
    .where('version', '=', of.version)
    .orderBy('declined_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (last === undefined || last.ended_by !== 'cancelled' || last.ended_at === null) return null;
  return { at: last.ended_at, revoked: last.revokes };
}

/** Lets terminations count no more, where `condition` holds. */
export function endTerminations(
  db: Database,
  ends: readonly TerminationEnded[],
  condition: Condition,
): Statement[] {
  return ends.map(({ id, at, by, over }) =>
    db
      .updateTable('terminations')
      .set({ ended_at: at, ended_by: by, ended_over: over })
      .where('id', '=', id)
      .where(condition),
  );
}
