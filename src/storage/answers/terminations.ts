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
