import { type Selectable, sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { DeliveryState } from '../../domain/notices/delivery-state.ts';
import type { OwnWords } from '../../domain/notices/mail-body.ts';
import { type Says, textToSays } from '../../domain/notices/says.ts';
import type { Schema } from '../schema.ts';
import type { Envelope } from '../sending/chunks.ts';
import type { Database } from '../store.ts';
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

/** The delivery of that id once it is frozen, also one that made room for another; if there is one. */
export async function findSentMail(db: Database, id: string): Promise<SentMail | undefined> {
  for (const table of ['deliveries', 'ended_deliveries'] as const) {
    const row = await sentMails(db, table).where('own.id', '=', id).executeTakeFirst();
    if (row !== undefined) return rowToSentMail(row);
  }
  return undefined;
}

/** Mails that went out, newest first, before the place `before`. */
export async function listSentMails(
  db: Database,
  page: {
    readonly before?: { readonly sentAt: string; readonly id: string } | undefined;
    readonly limit: number;
  },
): Promise<SentMail[]> {
  let query = sentMails(db, 'deliveries')
    .where('own.sent_at', 'is not', null)
    .orderBy('own.sent_at', 'desc')
    .orderBy('own.id', 'desc')
    .limit(page.limit);
  if (page.before !== undefined) {
    const { sentAt, id } = page.before;
    query = query.where(sql<boolean>`(own.sent_at, own.id) < (${sentAt}, ${id})`);
  }
  return (await query.execute()).map(rowToSentMail);
}

function sentMails(db: Database, table: 'deliveries' | 'ended_deliveries') {
  return db
    .selectFrom(sql<Selectable<Schema['deliveries']>>`${sql.table(table)}`.as('own'))
    .innerJoin('chunks', 'chunks.id', 'own.chunk_id')
    .select([
      'own.id',
      'own.user_ref',
      'own.email',
      'own.says',
      'own.state',
      'own.sent_at',
      'own.words',
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
