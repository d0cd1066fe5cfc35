import { type Selectable, sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { DeliveryState } from '../../domain/notices/delivery-state.ts';
import type { OwnWords } from '../../domain/notices/mail-body.ts';
import { type Says, textToSays } from '../../domain/notices/says.ts';
import type { Schema } from '../schema.ts';
import type { Database } from '../store.ts';
import type { Envelope } from './chunks.ts';
import { readWords } from './deliveries.ts';

/** A mail as it went out: enough to show it again to the byte. */
export type SentMail = {
  readonly id: string;
  readonly ref: string;
  readonly email: string | null;
  readonly says: Says;
  readonly state: DeliveryState;
  readonly sentAt: Instant | null;
  readonly renditionId: string;
  readonly envelope: Envelope;
  /** Which secret signed its link; null where that was not written down. */
  readonly linkKey: string | null;
  /** Null but for receipts. */
  readonly words: OwnWords | null;
};

/** The delivery of that id once it is frozen, if there is one. */
export async function findSentMail(db: Database, id: string): Promise<SentMail | undefined> {
  const row = await sentMails(db).where('deliveries.id', '=', id).executeTakeFirst();
  return row && rowToSentMail(row);
}

/** Mails that went out, newest first, before the place `before`. */
export async function listSentMails(
  db: Database,
  page: {
    readonly before?: { readonly sentAt: string; readonly id: string } | undefined;
    readonly limit: number;
  },
): Promise<SentMail[]> {
  let query = sentMails(db)
    .where('deliveries.sent_at', 'is not', null)
    .orderBy('deliveries.sent_at', 'desc')
    .orderBy('deliveries.id', 'desc')
    .limit(page.limit);
  if (page.before !== undefined) {
    const { sentAt, id } = page.before;
    query = query.where(sql<boolean>`(deliveries.sent_at, deliveries.id) < (${sentAt}, ${id})`);
  }
  return (await query.execute()).map(rowToSentMail);
}

function sentMails(db: Database) {
  return db
    .selectFrom('deliveries')
    .innerJoin('chunks', 'chunks.id', 'deliveries.chunk_id')
    .select([
      'deliveries.id',
      'deliveries.user_ref',
      'deliveries.email',
      'deliveries.says',
      'deliveries.state',
      'deliveries.sent_at',
      'deliveries.words',
      'chunks.rendition_id',
      'chunks.envelope',
      'chunks.link_key',
    ]);
}

type SentMailRow = Pick<
  Selectable<Schema['deliveries']>,
  'id' | 'user_ref' | 'email' | 'says' | 'state' | 'sent_at' | 'words'
> &
  Pick<Selectable<Schema['chunks']>, 'rendition_id' | 'envelope' | 'link_key'>;

function rowToSentMail(row: SentMailRow): SentMail {
  return {
    id: row.id ?? '',
    ref: row.user_ref,
    email: row.email,
    says: textToSays(row.says),
    state: row.state,
    sentAt: row.sent_at,
    renditionId: row.rendition_id ?? '',
    envelope: JSON.parse(row.envelope ?? '{}') as Envelope,
    linkKey: row.link_key,
    words: readWords(row.words),
  };
}
