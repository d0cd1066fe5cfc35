/*
 * The rows of who may do what: keys, of which only hashes are kept, and the answers that were given under
 * an Idempotency-Key.
 */

import type { Selectable } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import { type Soon, whenThere } from '../../domain/soon.ts';
import { preparedQuery } from '../engines/prepared.ts';
import type { Role, Schema } from '../schema.ts';
import type { Database, Statement } from '../store.ts';

/** A bearer key as it is kept: only the SHA-256 of its secret, in hex. */
export type ApiKey = {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly secretHash: string;
  readonly createdAt: Instant;
  readonly createdBy: string;
};

/** The key of that id, unless it was deleted. */
export function findKey(db: Database, id: string): Soon<ApiKey | undefined> {
  return whenThere(workingKeys(db, [id]), ([row]) => row && rowToKey(row));
}

const workingKeys = preparedQuery((db) =>
  db.selectFrom('api_keys').selectAll().where('id', '=', '').where('deleted_at', 'is', null).compile(),
);

/** Keys that work, in the order in which they were made, after the key `after`. */
export async function listKeys(
  db: Database,
  page: { readonly after?: string | undefined; readonly limit: number },
): Promise<ApiKey[]> {
  let query = db
    .selectFrom('api_keys')
    .selectAll()
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .limit(page.limit);
  if (page.after !== undefined) query = query.where('id', '>', page.after);
  return (await query.execute()).map(rowToKey);
}

/** Whether some admin key works. */
export async function hasAdminKey(db: Database): Promise<boolean> {
  const row = await db
    .selectFrom('api_keys')
    .select('id')
    .where('role', '=', 'admin')
    .where('deleted_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Inserts a key; nothing happens where its id exists. */
export function insertKey(db: Database, key: ApiKey): Statement {
  return db
    .insertInto('api_keys')
    .values({
      id: key.id,
      name: key.name,
      role: key.role,
      secret_hash: key.secretHash,
      created_at: key.createdAt,
      created_by: key.createdBy,
    })
    .onConflict((conflict) => conflict.doNothing());
}

/** Ends a key; the row stays, since records name it. */
export function deleteKey(db: Database, id: string, now: Instant): Statement {
  return db
    .updateTable('api_keys')
    .set({ deleted_at: now })
    .where('id', '=', id)
    .where('deleted_at', 'is', null);
}

function rowToKey(row: Selectable<Schema['api_keys']>): ApiKey {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    secretHash: row.secret_hash,
    createdAt: row.created_at,
    createdBy: row.created_by,
  };
}
