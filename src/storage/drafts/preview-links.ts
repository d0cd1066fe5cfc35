import type { Selectable } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { Schema } from '../schema.ts';
import type { Database, Statement } from '../store.ts';

/** A link to the preview of a draft, for whoever has no account. */
export type PreviewLink = {
  readonly id: string;
  readonly draft: string;
  /** SHA-256 in hex. */
  readonly secretHash: string;
  readonly madeAt: Instant;
  readonly madeBy: string;
  readonly expiresAt: Instant;
  readonly endedAt: Instant | null;
};

/** The link of that id, whether it still opens or not. */
export async function findPreviewLink(db: Database, id: string): Promise<PreviewLink | undefined> {
  const row = await db.selectFrom('preview_links').selectAll().where('id', '=', id).executeTakeFirst();
  return row && rowToLink(row);
}

/** The links to a draft, in the order in which they were made. */
export async function listPreviewLinks(db: Database, draft: string): Promise<readonly PreviewLink[]> {
  const rows = await db
    .selectFrom('preview_links')
    .selectAll()
    .where('draft', '=', draft)
    .orderBy('id')
    .execute();
  return rows.map(rowToLink);
}

/** Adds a link. */
export function insertPreviewLink(db: Database, link: Omit<PreviewLink, 'endedAt'>): Statement {
  return db
    .insertInto('preview_links')
    .values({
      id: link.id,
      draft: link.draft,
      secret_hash: link.secretHash,
      made_at: link.madeAt,
      made_by: link.madeBy,
      expires_at: link.expiresAt,
    })
    .onConflict((conflict) => conflict.doNothing());
}

/** Ends a link, where it was not ended before. */
export function endPreviewLink(
  db: Database,
  id: string,
  end: { readonly at: Instant; readonly by: string },
): Statement {
  return db
    .updateTable('preview_links')
    .set({ ended_at: end.at, ended_by: end.by })
    .where('id', '=', id)
    .where('ended_at', 'is', null);
}

function rowToLink(row: Selectable<Schema['preview_links']>): PreviewLink {
  return {
    id: row.id,
    draft: row.draft,
    secretHash: row.secret_hash,
    madeAt: row.made_at,
    madeBy: row.made_by,
    expiresAt: row.expires_at,
    endedAt: row.ended_at,
  };
}
