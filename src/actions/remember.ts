import type { Instant } from '../domain/instant.ts';
import { insertReply, type Reply, type ReplyScope } from '../storage/access/replies.ts';
import { ALWAYS, type Condition, userIsKept } from '../storage/sql.ts';
import type { Database, Statement, Store } from '../storage/store.ts';

/** How long an answer is kept under its Idempotency-Key, in milliseconds: 30 days. */
export const REPLY_LIFETIME_MS = 30 * 24 * 60 * 60 * 1000;

/** How to keep the answer to an act, so that a repetition under the same Idempotency-Key gets it again. */
export type Remember<T> = {
  readonly scope: ReplyScope;
  readonly toReply: (result: T) => Reply;
};

/** The statements that keep an act's answer, to be written together with the act. */
export function rememberStatements<T>(
  db: Database,
  remember: Remember<T> | null,
  result: T,
  about: { readonly ref: string | null; readonly now: Instant },
  condition: Condition,
): Statement[] {
  if (remember === null) return [];
  const reply = { ...remember.toReply(result), ref: about.ref, createdAt: about.now };
  return insertReply(db, remember.scope, reply, condition);
}

/**
 * Keeps the answer to an act that changed nothing, so that its key cannot be used for another; unless
 * its user was erased in between.
 */
export async function rememberNow<T>(
  { db, atomic }: Pick<Store, 'db' | 'atomic'>,
  remember: Remember<T> | null,
  result: T,
  about: { readonly ref: string | null; readonly now: Instant },
): Promise<void> {
  const condition = about.ref === null ? ALWAYS : userIsKept(db, about.ref);
  const statements = rememberStatements(db, remember, result, about, condition);
  if (statements.length > 0) await atomic(statements);
}
