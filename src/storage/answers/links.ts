import type { Selectable } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { Schema } from '../schema.ts';
import { type Condition, insertWhen } from '../sql.ts';
import type { Database, Statement } from '../store.ts';

/** A link to somebody's review page that was made for them by hand. */
export type MadeLink = {
  readonly id: string;
  readonly ref: string;
  readonly policy: string;
  readonly version: number;
  /** SHA-256 in hex. */
  readonly secretHash: string;
  readonly madeAt: Instant;
  /** The key that made it. */
  readonly madeBy: string;
  readonly endedAt: Instant | null;
};

/** The link of that id, whether it was ended or not. */
export async function findLink(db: Database, id: string): Promise<MadeLink | undefined> {
  const row = await db.selectFrom('links').selectAll().where('id', '=', id).executeTakeFirst();
  return row && rowToLink(row);
}

/** Adds a link, where `condition` holds. */
export function insertLink(db: Database, link: Omit<MadeLink, 'endedAt'>, condition: Condition): Statement {
  const row = {
    id: link.id,
    user_ref: link.ref,
    policy: link.policy,
    version: link.version,
    secret_hash: link.secretHash,
    made_at: link.madeAt,
    made_by: link.madeBy,
  };
  return insertWhen(db, 'links', row, condition);
}

/** Ends a link, where it was not ended before and `condition` holds. */
export function endLink(
  db: Database,
  id: string,
  end: { readonly at: Instant; readonly keyId: string },
  condition: Condition,
): Statement {
  return db
    .updateTable('links')
    .set({ ended_at: end.at, ended_by: end.keyId })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .where(condition);
}

function rowToLink(row: Selectable<Schema['links']>): MadeLink {
  return {
    id: row.id,
    ref: row.user_ref,
    policy: row.policy,
    version: row.version,
    secretHash: row.secret_hash,
    madeAt: row.made_at,
    madeBy: row.made_by,
    endedAt: row.ended_at,
  };
}
