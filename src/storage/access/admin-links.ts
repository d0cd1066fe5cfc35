import { type Selectable, type SqlBool, sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { Schema } from '../schema.ts';
import { type Condition, insertWhen } from '../sql.ts';
import type { Database, Statement } from '../store.ts';

/** A link that makes whoever follows it an admin, once; only the SHA-256 of its secret is kept, in hex. */
export type AdminLink = {
  readonly id: string;
  readonly secretHash: string;
  readonly madeAt: Instant;
  readonly expiresAt: Instant;
  readonly usedAt: Instant | null;
  /** The member whom it made an admin. */
  readonly usedBy: string | null;
};

/** The link of that secret, if there is one. */
export async function findAdminLink(db: Database, secretHash: string): Promise<AdminLink | undefined> {
  const row = await db
    .selectFrom('admin_links')
    .selectAll()
    .where('secret_hash', '=', secretHash)
    .executeTakeFirst();
  return row && rowToLink(row);
}

/** Keeps a link that was just made. */
export function insertAdminLink(db: Database, link: AdminLink, condition: Condition): Statement {
  return insertWhen(
    db,
    'admin_links',
    { id: link.id, secret_hash: link.secretHash, made_at: link.madeAt, expires_at: link.expiresAt },
    condition,
  );
}

/** Uses a link, where it is still open at an instant and `condition` holds. */
export function spendAdminLink(
  db: Database,
  id: string,
  use: { readonly at: Instant; readonly by: string; readonly command: string; readonly condition: Condition },
): Statement {
  return db
    .updateTable('admin_links')
    .set({ used_at: use.at, used_by: use.by, used_with: use.command })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('expires_at', '>', use.at)
    .where(use.condition);
}

/** Holds in a write that has used this link. */
export function adminLinkIsSpent(id: string, command: string): Condition {
  return sql<SqlBool>`EXISTS (SELECT 1 FROM admin_links WHERE id = ${id} AND used_with = ${command})`;
}

function rowToLink(row: Selectable<Schema['admin_links']>): AdminLink {
  return {
    id: row.id,
    secretHash: row.secret_hash,
    madeAt: row.made_at,
    expiresAt: row.expires_at,
    usedAt: row.used_at,
    usedBy: row.used_by,
  };
}
