import type { Instant } from '../../domain/instant.ts';
import { isNotHeld } from '../people/holds.ts';
import { type Condition, insertWhen } from '../sql.ts';
import type { Database, Statement } from '../store.ts';

/** What an Idempotency-Key is good for: one key, one method, one path. */
export type ReplyScope = {
  readonly keyId: string;
  readonly method: string;
  readonly path: string;
  readonly idempotencyKey: string;
};

/** A first answer, kept to be given again. `bodyHash` is of the request, the rest of the answer. */
export type Reply = {
  readonly bodyHash: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** The answer first given under a key since `notBefore`, if any. */
export async function findReply(
  db: Database,
  scope: ReplyScope,
  notBefore: Instant,
): Promise<Reply | undefined> {
  const row = await db
    .selectFrom('replies')
    .select(['body_hash', 'status', 'headers', 'body'])
    .where('key_id', '=', scope.keyId)
    .where('method', '=', scope.method)
    .where('path', '=', scope.path)
    .where('idempotency_key', '=', scope.idempotencyKey)
    .where('created_at', '>=', notBefore)
    .executeTakeFirst();
  return (
    row && { bodyHash: row.body_hash, status: row.status, headers: JSON.parse(row.headers), body: row.body }
  );
}

/** Keeps an answer together with the act it answers, where `condition` holds; an expired one gives way. */
export function insertReply(
  db: Database,
  scope: ReplyScope,
  reply: Reply & { readonly ref: string | null; readonly createdAt: Instant },
  condition: Condition,
): Statement[] {
  return [
    db
      .deleteFrom('replies')
      .where('key_id', '=', scope.keyId)
      .where('method', '=', scope.method)
      .where('path', '=', scope.path)
      .where('idempotency_key', '=', scope.idempotencyKey)
      .where(condition),
    insertWhen(
      db,
      'replies',
      {
        key_id: scope.keyId,
        method: scope.method,
        path: scope.path,
        idempotency_key: scope.idempotencyKey,
        body_hash: reply.bodyHash,
        status: reply.status,
        headers: JSON.stringify(reply.headers),
        body: reply.body,
        user_ref: reply.ref,
        created_at: reply.createdAt,
      },
      condition,
    ),
  ];
}

/** Deletes answers kept since before `notBefore`, but for users on hold. */
export function deleteRepliesBefore(db: Database, notBefore: Instant): Statement {
  return db.deleteFrom('replies').where('created_at', '<', notBefore).where(isNotHeld('replies'));
}
