/*
 * The rows of who may do what: keys, of which only hashes are kept, and the answers that were given under
 * an Idempotency-Key.
 */

import { type Selectable, sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import { type Soon, whenThere } from '../../domain/soon.ts';
import type { Role } from '../access-schema.ts';
import { preparedQuery } from '../engines/prepared.ts';
import type { Schema } from '../schema.ts';
import { beginsWith, type Condition, forShare } from '../sql.ts';
import type { Database, Statement } from '../store.ts';

/** A bearer key as it is kept: only the SHA-256 of its secret, in hex. */
export type ApiKey = {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly secretHash: string;
  readonly createdAt: Instant;
  readonly createdBy: string;
  /** To within ten minutes. */
  readonly lastUsedAt: Instant | null;
  /** From when on it does not work; null: until it is deleted. */
  readonly endsAt: Instant | null;
};

/** The key of that id, unless it was deleted; it may have ended. */
export function findKey(db: Database, id: string): Soon<ApiKey | undefined> {
  return whenThere(workingKeys(db, [id]), ([row]) => row && rowToKey(row));
}

const workingKeys = preparedQuery((db) =>
  db.selectFrom('api_keys').selectAll().where('id', '=', '').where('deleted_at', 'is', null).compile(),
);

/** Whether a key was deleted, and with which write. */
export async function findKeyDeletion(
  db: Database,
  id: string,
): Promise<{ readonly isDeleted: boolean; readonly command: string | null } | undefined> {
  const row = await db
    .selectFrom('api_keys')
    .select(['deleted_at', 'deleted_with'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { isDeleted: row.deleted_at !== null, command: row.deleted_with };
}

/** Keys that work at an instant, in the order in which they were made, after the key `after`. */
export async function listKeys(
  db: Database,
  now: Instant,
  page: {
    readonly after?: string | undefined;
    readonly limit: number;
    /** How the name begins. */
    readonly beginning?: string | undefined;
  },
): Promise<ApiKey[]> {
  let query = db.selectFrom('api_keys').selectAll().where(worksAt(now)).orderBy('id').limit(page.limit);
  if (page.after !== undefined) query = query.where('id', '>', page.after);
  if (page.beginning !== undefined) query = query.where(beginsWith(db, sql`lower(name)`, page.beginning));
  return (await query.execute()).map(rowToKey);
}

/** Those of some keys that work at an instant. */
export async function listKeysById(
  db: Database,
  ids: readonly string[],
  now: Instant,
): Promise<readonly ApiKey[]> {
  const rows = await db
    .selectFrom('api_keys')
    .selectAll()
    .where('id', 'in', ids)
    .where(worksAt(now))
    .execute();
  return rows.map(rowToKey);
}

/** Whether some admin key works at an instant. */
export async function hasAdminKey(db: Database, now: Instant): Promise<boolean> {
  const row = await db
    .selectFrom('api_keys')
    .select('id')
    .where('role', '=', 'admin')
    .where(worksAt(now))
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
      ends_at: key.endsAt,
    })
    .onConflict((conflict) => conflict.doNothing());
}

/** Ends a key; the row stays, since records name it. With `keepsAdmin` not the last by which an admin gets in. */
export function deleteKey(
  db: Database,
  id: string,
  {
    now,
    command,
    keepsAdmin,
  }: { readonly now: Instant; readonly command: string; readonly keepsAdmin: boolean },
): Statement {
  const another = sql<boolean>`EXISTS (SELECT 1 FROM api_keys AS other WHERE other.id <> ${id}
    AND other.role = 'admin' AND other.deleted_at IS NULL AND other.ends_at IS NULL ${forShare(db)})`;
  return db
    .updateTable('api_keys')
    .set({ deleted_at: now, deleted_with: command })
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .$if(keepsAdmin, (query) =>
      query.where((eb) => eb.or([eb('role', '<>', 'admin'), eb('ends_at', '<=', now), another])),
    );
}

/** Says when a key was used, unless it was used since. */
export function setKeyUse(db: Database, id: string, at: Instant): Statement {
  return db
    .updateTable('api_keys')
    .set({ last_used_at: at })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('last_used_at', 'is', null), eb('last_used_at', '<', at)]));
}

function worksAt(now: Instant): Condition {
  return sql<boolean>`deleted_at IS NULL AND (ends_at IS NULL OR ends_at > ${now})`;
}

function rowToKey(row: Selectable<Schema['api_keys']>): ApiKey {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    secretHash: row.secret_hash,
    createdAt: row.created_at,
    createdBy: row.created_by,
    lastUsedAt: row.last_used_at,
    endsAt: row.ends_at,
  };
}
