import type { Instant } from '../../domain/instant.ts';
import { type Condition, insertWhen } from '../sql.ts';
import type { Database, Statement } from '../store.ts';

/** That an act counts no more: by hand, or since an answer had come `because` of which a use binds nobody. */
export type AnswerVoiding = {
  readonly id: string;
  readonly ref: string;
  readonly policy: string;
  readonly version: number;
  /** The acceptance, termination or answer. */
  readonly act: string;
  readonly because: string | null;
  readonly at: Instant;
  readonly actor: string;
};

/** Voids an act by an appended row, where `condition` holds. */
export function insertAnswerVoiding(db: Database, voiding: AnswerVoiding, condition: Condition): Statement {
  const { id, ref, policy, version, act, because, at, actor } = voiding;
  const row = { id, user_ref: ref, policy, version, act_id: act, because, voided_at: at, actor };
  return insertWhen(db, 'answer_voidings', row, condition);
}

/** When an act was voided, by hand or since the notice that it rested on was not given; undefined where it was not. */
export async function findVoidedAt(db: Database, act: string): Promise<Instant | undefined> {
  const byHand = await db
    .selectFrom('answer_voidings')
    .select('voided_at')
    .where('act_id', '=', act)
    .where('because', 'is', null)
    .executeTakeFirst();
  if (byHand !== undefined) return byHand.voided_at;
  const fallen = await db
    .selectFrom('voidings')
    .select('voided_at')
    .where('acceptance_id', '=', act)
    .executeTakeFirst();
  return fallen?.voided_at;
}
