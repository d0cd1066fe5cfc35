import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { LinkedMail } from '../../domain/notices/lost-link.ts';
import { NOTICE_KINDS } from '../../domain/notices/notice-kind.ts';
import { type Says, saysToText, textToSays } from '../../domain/notices/says.ts';
import { type Condition, insertWhen, rowsOf } from '../sql.ts';
import type { Database, Statement } from '../store.ts';

/** A mail with a link in it, whose it is, and about which release. */
export type OwnedMail = LinkedMail & {
  readonly ref: string;
  readonly release: string;
  readonly says: Says;
};

/** The mails of some users about some releases that went out or are to. */
export async function listLinkedMails(
  db: Database,
  refs: readonly string[],
  releases: readonly string[],
): Promise<readonly OwnedMail[]> {
  const { rows } = await sql<Omit<OwnedMail, 'says'> & { readonly says: string }>`
    SELECT own.user_ref AS ref, own.release, own.kind, own.round, own.contact, own.state, own.email, own.says, chunks.link_key AS "linkKey",
      chunks.frozen_at AS "frozenAt"
    FROM ${rowsOf(releases.map((release) => ({ release })))} AS open CROSS JOIN
      (SELECT value ->> 'ref' AS ref FROM ${rowsOf(refs.map((ref) => ({ ref })))} AS listed) AS wanted
      JOIN deliveries AS own ON own.release = open.value ->> 'release' AND own.kind IN (${sql.join(NOTICE_KINDS)})
        AND own.user_ref = wanted.ref
      LEFT JOIN chunks ON chunks.id = own.chunk_id
    WHERE own.state NOT IN ('dropped', 'cancelled')`.execute(db);
  return rows.map((row) => ({ ...row, says: textToSays(row.says) }));
}

/** Queues a notice once more for one address of someone, in a chunk of its own, where `condition` holds. */
export function insertRepeat(
  db: Database,
  repeat: { readonly ref: string; readonly contact: number; readonly release: string; readonly says: Says },
  { chunkId, now }: { readonly chunkId: string; readonly now: Instant },
  condition: Condition,
): Statement[] {
  const { ref, contact, release, says } = repeat;
  const key = { release, kind: says.kind, says: saysToText(says) };
  return [
    insertWhen(
      db,
      'chunks',
      { id: chunkId, ...key, state: 'open', due_at: now, lease_until: '', attempt: 0 },
      condition,
    ),
    insertWhen(
      db,
      'deliveries',
      { ...key, round: says.round, contact, user_ref: ref, chunk_id: chunkId, state: 'queued' },
      condition,
    ),
  ];
}

/** Chunks that went out, or may have, with links that none of some secrets signed, and that nobody saw to. */
export async function listChunksWithoutSecret(
  db: Database,
  linkKeys: readonly string[],
  limit: number,
): Promise<readonly string[]> {
  const known = linkKeys.toSorted();
  // The gaps between what is known, which an index leads to, and not all that is not known.
  const gaps = [null, ...known].map((after, i) => {
    const above = after === null ? sql`link_key IS NOT NULL` : sql`link_key > ${after}`;
    const before = known[i];
    return before === undefined ? above : sql`${above} AND link_key < ${before}`;
  });
  const inGap = gaps.map(
    (gap) => sql`SELECT id FROM (SELECT id FROM chunks WHERE ${gap} AND link_key IS NOT NULL
      AND links_lost_at IS NULL AND state IN ('sent', 'unknown') LIMIT ${limit}) AS lost`,
  );
  const { rows } = await sql<{ id: string }>`${sql.join(inGap, sql` UNION ALL `)} LIMIT ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Says of whoever is in some chunks that their link may be gone, and that those chunks were seen to. */
export function markLinksLost(db: Database, chunkIds: readonly string[], now: Instant): Statement[] {
  const ids = sql`SELECT value ->> 'id' FROM ${rowsOf(chunkIds.map((id) => ({ id })))} AS listed`;
  return [
    sql`UPDATE users SET link_lost_at = coalesce(link_lost_at, ${now}) WHERE addressed_at IS NOT NULL
      AND ref IN (SELECT user_ref FROM deliveries WHERE chunk_id IN (${ids}))`.compile(db),
    sql`UPDATE chunks SET links_lost_at = ${now} WHERE id IN (${ids})`.compile(db),
  ];
}
