import { type Selectable, sql } from 'kysely';
import type { MadeDecline } from '../../domain/answers/counting.ts';
import { isInPart, type Objection } from '../../domain/answers/standing-objection.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Schema } from '../schema.ts';
import { type Condition, insertWhen, rowsOf } from '../sql.ts';
import type { Database, Statement } from '../store.ts';
import type { CountingOf } from './acceptances.ts';

/** An answer besides yes and leaving, of a user about a version. What they noted is in its record alone. */
export type StoredAnswer = {
  readonly id: string;
  readonly ref: string;
  readonly policy: string;
  readonly version: number;
  readonly answer: Schema['answers']['answer'];
  readonly part: string | null;
  readonly contentHash: string;
  readonly at: Instant;
  readonly recordedAt: Instant;
  readonly actor: string;
  readonly endedAt: Instant | null;
  readonly endedBy: Schema['answers']['ended_by'];
};

/** Answers of a user about a policy, in the order in which they were given. */
export async function listAnswers(
  db: Database,
  { ref, policy }: Pick<CountingOf, 'ref' | 'policy'>,
): Promise<readonly StoredAnswer[]> {
  const rows = await db
    .selectFrom('answers')
    .selectAll()
    .where('user_ref', '=', ref)
    .where('policy', '=', policy)
    .orderBy('answered_at')
    .orderBy('id')
    .execute();
  return rows.map(rowToAnswer);
}

/** The same of some users about all policies, by `ref`. */
export async function listAnswersOf(
  db: Database,
  refs: readonly string[],
): Promise<ReadonlyMap<string, readonly StoredAnswer[]>> {
  const { rows } = await sql<Selectable<Schema['answers']>>`
    SELECT answers.* FROM ${rowsOf(refs.map((ref) => ({ ref })))} AS wanted CROSS JOIN answers
    WHERE answers.user_ref = value ->> 'ref' ORDER BY answers.answered_at, answers.id`.execute(db);
  return Map.groupBy(rows.map(rowToAnswer), ({ ref }) => ref);
}

/** Objections as acts of declining their version. */
export function answersToDeclines(answers: readonly StoredAnswer[], version: number): readonly MadeDecline[] {
  return answers
    .filter((one) => one.version === version && one.answer !== 'withdraw')
    .map(({ id, at, endedBy }) => ({
      ...{ id, declinedAt: at },
      endedBy: endedBy === 'cancelled' || endedBy === 'voided' ? endedBy : null,
    }));
}

/** The answer of that id, if there is one. */
export async function findAnswer(db: Database, id: string): Promise<StoredAnswer | undefined> {
  const row = await db.selectFrom('answers').selectAll().where('id', '=', id).executeTakeFirst();
  return row && rowToAnswer(row);
}

/** Keeps an answer, where `condition` holds. What stands of it for its user is written by itself. */
export function insertAnswer(
  db: Database,
  answer: Omit<StoredAnswer, 'endedAt' | 'endedBy'> & Partial<AnswerEnd>,
  condition: Condition,
): Statement {
  const { id, policy, version, part, actor, endedAt = null, endedBy = null } = answer;
  const row = {
    ...{ id, user_ref: answer.ref, policy, version, answer: answer.answer, part, actor },
    ...{ content_hash: answer.contentHash, answered_at: answer.at, recorded_at: answer.recordedAt },
    ...{ ended_at: endedAt, ended_by: endedBy },
  };
  return insertWhen(db, 'answers', row, condition);
}

/** From when on an answer counts no more, and what ended it; null where nothing has. */
export type AnswerEnd = Pick<StoredAnswer, 'endedAt' | 'endedBy'>;

/** Lets an answer end, or count anew, where `condition` holds. */
export function endAnswer(
  db: Database,
  id: string,
  { endedAt, endedBy }: AnswerEnd,
  condition: Condition,
): Statement {
  return db
    .updateTable('answers')
    .set({ ended_at: endedAt, ended_by: endedBy })
    .where('id', '=', id)
    .where(condition);
}

/**
 * Lets an objection stand for a user and a version (null: none does), where `condition` holds. A consent may be
 * refused by whoever was told of nothing yet.
 */
export function letObjectionStand(
  db: Database,
  { ref, policy, version }: CountingOf,
  objection: Objection | null,
  condition: Condition,
): Statement {
  if (objection !== null) {
    const stands = {
      objection: objectionToText(objection),
      partly_at: isInPart(objection) ? objection.at : null,
    };
    return insertWhen(db, 'user_versions', { user_ref: ref, policy, version, ...stands }, condition, STANDS);
  }
  return db
    .updateTable('user_versions')
    .set({ objection: null, partly_at: null })
    .where('user_ref', '=', ref)
    .where('policy', '=', policy)
    .where('version', '=', version)
    .where(condition);
}

const STANDS = sql`(user_ref, policy, version) DO UPDATE SET objection = excluded.objection,
  partly_at = excluded.partly_at`;

/** An objection as a row has it. */
export function objectionToText({ id, answer, part, at }: Objection): string {
  return JSON.stringify({ id, answer, part, at });
}

/** Notes when a user took back their consent to a version last (null: never), where `condition` holds. */
export function noteConsentWithdrawn(
  db: Database,
  { ref, policy, version }: CountingOf,
  at: Instant | null,
  condition: Condition,
): Statement {
  return db
    .updateTable('user_versions')
    .set({ consent_withdrawn_at: at })
    .where('user_ref', '=', ref)
    .where('policy', '=', policy)
    .where('version', '=', version)
    .where(condition);
}

function rowToAnswer(row: Selectable<Schema['answers']>): StoredAnswer {
  return {
    ...{ id: row.id, ref: row.user_ref, policy: row.policy, version: row.version },
    ...{ answer: row.answer, part: row.part, contentHash: row.content_hash, actor: row.actor },
    ...{ at: row.answered_at, recordedAt: row.recorded_at, endedAt: row.ended_at, endedBy: row.ended_by },
  };
}
