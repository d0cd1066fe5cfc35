import type { Instant } from '../../domain/instant.ts';
import type { Act } from '../../domain/record/act.ts';
import { Refusal } from '../../domain/refusal.ts';
import { findAcceptanceById } from '../../storage/answers/acceptances.ts';
import {
  type AnswerVoiding,
  findVoidedAt,
  insertAnswerVoiding,
} from '../../storage/answers/answer-voidings.ts';
import { findAnswer } from '../../storage/answers/answers.ts';
import { markSilencesAnew } from '../../storage/answers/silences.ts';
import { findTermination } from '../../storage/answers/user-facts.ts';
import { findUserByRef } from '../../storage/people/users.ts';
import type { Database } from '../../storage/store.ts';
import type { Context } from '../context.ts';
import { recordActs } from '../record/record-acts.ts';
import { type Remember, rememberStatements } from '../remember.ts';
import { untilWritten } from '../until-written.ts';
import { writeAboutUser } from '../write-marked.ts';
import { type UndoneOf, undoAnswer } from './undo-answer.ts';

/** What can be voided: an acceptance, a termination, or an answer besides those. */
type Voidable = UndoneOf & { readonly id: string; readonly kind: 'accepted' | 'leaving' | 'answered' };

/** An answer that was voided: whose it was, and when that was done. */
export type VoidedAnswer = {
  readonly id: string;
  readonly user: string;
  readonly policy: string;
  readonly version: number;
  readonly voidedAt: Instant;
};

/**
 * Voids what was recorded of the wrong person, by an appended record with the reason: all is as if it had never
 * been said. What it had ended counts again, unless what was said since ends that.
 *
 * Refuses with `unknown-answer`, also once its user is erased, or `answer-voided`.
 */
export async function voidAnswer(
  context: Pick<Context, 'store' | 'now' | 'newId' | 'wake'>,
  { id, reason }: { readonly id: string; readonly reason: string },
  actor: string,
  remember: Remember<VoidedAnswer> | null = null,
): Promise<VoidedAnswer> {
  const { db } = context.store;
  const result = await untilWritten<VoidedAnswer>(async () => {
    const voided = await findVoidable(db, id);
    const user = voided && (await findUserByRef(db, voided.ref));
    if (voided === undefined || user === undefined) {
      throw new Refusal('unknown-answer', 'There is no such answer, or its user was erased.');
    }
    const before = await findVoidedAt(db, id);
    if (before !== undefined) throw new Refusal('answer-voided', `It was voided at ${before}.`);
    const at = context.now();
    const { ref, policy, version } = voided;
    const act: Act = {
      ...{ kind: 'answer-voided', about: id, at, recordedAt: at, actor, ref, policy, version },
      facts: { act: `${voided.kind}:${id}`, because: null },
      personal: { reason },
    };
    const undo = await undoAnswer(db, voided, act);
    const row: AnswerVoiding = { id, ref, policy, version, act: id, because: null, at, actor };
    const made = { id, user: user.user, policy, version, voidedAt: at };
    const isWritten = await writeAboutUser(
      context,
      user,
      (isMarked) => [
        insertAnswerVoiding(db, row, isMarked),
        ...recordActs(db, [act], isMarked),
        ...undo(isMarked),
        markSilencesAnew(db, ref, isMarked),
        ...rememberStatements(db, remember, made, { ref, now: at }, isMarked),
      ],
      { touchedAt: at },
    );
    return isWritten ? made : undefined;
  });
  context.wake();
  return result;
}

async function findVoidable(db: Database, id: string): Promise<Voidable | undefined> {
  const acceptance = await findAcceptanceById(db, id);
  if (acceptance !== undefined) return { ...acceptance, kind: 'accepted' };
  const found = await findTermination(db, id);
  if (found !== undefined) return { ...found.termination, ref: found.ref, kind: 'leaving' };
  const answer = await findAnswer(db, id);
  return answer && { ...answer, kind: 'answered' };
}
