import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { DeliveryState } from '../../domain/notices/delivery-state.ts';
import type { NoticeKind } from '../../domain/notices/notice-kind.ts';
import { type Says, textToSays } from '../../domain/notices/says.ts';
import { IS_OF_ANY_NOTICE } from '../sql.ts';
import type { Database } from '../store.ts';

/** A notice to one person, and what became of it. */
export type OwnNotice = {
  /** Null until it is on its way. */
  readonly id: string | null;
  readonly kind: NoticeKind;
  /** Which of their contacts it is for; 0: none, their own address. */
  readonly contact: number;
  readonly says: Says;
  readonly state: DeliveryState;
  /** Null before it was written, and once it was forgotten. */
  readonly email: string | null;
  readonly subject: string | null;
  readonly writtenAt: Instant | null;
  readonly sentAt: Instant | null;
  /** When another was sent in its place. */
  readonly endedAt: Instant | null;
};

/** Every notice to one person, also those in whose place another was sent, in the order of time. */
export async function listOwnNotices(db: Database, ref: string): Promise<readonly OwnNotice[]> {
  const columns = sql`own.id, own.kind, own.contact, own.says, own.state, own.email, renditions.subject,
    chunks.frozen_at AS "writtenAt", own.sent_at AS "sentAt"`;
  const words = sql`LEFT JOIN chunks ON chunks.id = own.chunk_id
    LEFT JOIN renditions ON renditions.id = chunks.rendition_id`;
  const { rows } = await sql<Omit<OwnNotice, 'says'> & { readonly says: string }>`
    SELECT ${columns}, NULL AS "endedAt"
      FROM (SELECT * FROM deliveries WHERE ${IS_OF_ANY_NOTICE} AND user_ref = ${ref}) AS own ${words}
    UNION ALL SELECT ${columns}, own.ended_at AS "endedAt" FROM ended_deliveries AS own ${words}
      WHERE own.user_ref = ${ref}`.execute(db);
  const place = ({ writtenAt, id }: (typeof rows)[number]) => `${writtenAt ?? '~'} ${id ?? ''}`;
  return rows
    .toSorted((a, b) => (place(a) < place(b) ? -1 : 1))
    .map((row) => ({ ...row, says: textToSays(row.says) }));
}
