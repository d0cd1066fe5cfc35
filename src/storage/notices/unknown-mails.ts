import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { NoticeKind } from '../../domain/notices/notice-kind.ts';
import { textToSays } from '../../domain/notices/says.ts';
import type { Database } from '../store.ts';

/** A mail of which nobody can tell whether it went out. */
export type UnknownMail = {
  readonly id: string;
  readonly policy: string;
  readonly version: number;
  readonly kind: NoticeKind;
  /** Null once they were erased. */
  readonly user: string | null;
  readonly email: string | null;
  /** When it was written, just before it was first tried. */
  readonly writtenAt: Instant | null;
  /** Its place in the list. */
  readonly place: UnknownPlace;
};

/** A place in the list of such mails. */
export type UnknownPlace = {
  readonly release: string;
  readonly kind: string;
  readonly ref: string;
  readonly id: string;
};

/** Mails of which nobody can tell whether they went out, after a place, or the one of that id; by the index of mails in trouble. */
export async function listUnknownMails(
  db: Database,
  page: { readonly after?: UnknownPlace | undefined; readonly id?: string; readonly limit: number },
): Promise<readonly UnknownMail[]> {
  const { after, id, limit } = page;
  const isOne = id === undefined ? sql`` : sql`AND mails.id = ${id}`;
  const isLater =
    after === undefined
      ? sql``
      : sql`AND (mails.release, mails.kind, mails.user_ref, mails.id)
          > (${after.release}, ${after.kind}, ${after.ref}, ${after.id})`;
  const { rows } = await sql<{
    id: string;
    release: string;
    kind: NoticeKind;
    ref: string;
    says: string;
    email: string | null;
    user: string | null;
    writtenAt: Instant | null;
  }>`
    SELECT mails.id, mails.release, mails.kind, mails.user_ref AS ref, mails.says, mails.email,
      users.user_id AS "user", chunks.frozen_at AS "writtenAt"
    FROM (SELECT DISTINCT release FROM versions) AS told
      JOIN deliveries AS mails ON mails.release = told.release
        AND mails.state IN ('bounced', 'suppressed', 'failed', 'unknown') AND mails.state = 'unknown'
      JOIN users ON users.ref = mails.user_ref
      LEFT JOIN chunks ON chunks.id = mails.chunk_id
    WHERE mails.id IS NOT NULL ${isOne} ${isLater}
    ORDER BY mails.release, mails.kind, mails.user_ref, mails.id LIMIT ${limit}`.execute(db);
  return rows.flatMap(({ release, ref, says, ...row }) => {
    const [tell] = textToSays(says).tells;
    if (tell === undefined) return [];
    const place = { release, kind: row.kind, ref, id: row.id };
    return [{ ...row, policy: tell.policy, version: tell.version, place }];
  });
}
