import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { DeliveryState } from '../../domain/notices/delivery-state.ts';
import type { OwnWords } from '../../domain/notices/mail-body.ts';
import type { ReceiptKind } from '../../domain/notices/notice-kind.ts';
import { type NamedVersion, type Says, saysToText, textToSays } from '../../domain/notices/says.ts';
import { type Condition, insertWhen, rowsOf } from '../sql.ts';
import type { Database, Statement, Store } from '../store.ts';
import { readWords } from './deliveries.ts';
import { tellsOf } from './says.ts';

/** Whose receipt it is, of an act in which release; `round` tells several of one kind apart. */
export type ReceiptKey = {
  readonly release: string;
  readonly kind: ReceiptKind;
  readonly ref: string;
  readonly round: number;
};

/** A receipt that waits to be gathered into a chunk; its address and its reader's own words are fixed. */
export type WaitingReceipt = ReceiptKey & {
  readonly says: Says;
  readonly email: string;
  readonly words: OwnWords;
};

/** Which receipt of its kind a user's next one is. It stays so until the user's row changes. */
export async function findNextRound(db: Database, of: Omit<ReceiptKey, 'round'>): Promise<number> {
  const row = await db
    .selectFrom('deliveries')
    .select((eb) => eb.fn.max('round').as('last'))
    .where('release', '=', of.release)
    .where('kind', '=', of.kind)
    .where('user_ref', '=', of.ref)
    .executeTakeFirst();
  return Number(row?.last ?? 0) + 1;
}

/** A receipt that was ordered, and what became of it. */
export type OrderedReceipt = {
  readonly says: Says;
  readonly words: OwnWords | null;
  readonly state: DeliveryState;
  readonly sentAt: Instant | null;
};

/** Which receipts of one kind a user was or will be mailed about a version, the newest first. */
export async function listReceipts(
  db: Database,
  of: Omit<ReceiptKey, 'round'> & NamedVersion,
): Promise<readonly OrderedReceipt[]> {
  const rows = await db
    .selectFrom('deliveries')
    .select(['says', 'words', 'state', 'sent_at'])
    .where('release', '=', of.release)
    .where('kind', '=', of.kind)
    .where('user_ref', '=', of.ref)
    .where(tellsOf('deliveries', of))
    .orderBy('round', 'desc')
    .execute();
  return rows.map((row) => ({
    says: textToSays(row.says),
    words: readWords(row.words),
    state: row.state,
    sentAt: row.sent_at,
  }));
}

/** Lets a receipt wait, in the write of the act that it is of, where `condition` holds. */
export function insertReceipt(db: Database, receipt: WaitingReceipt, condition: Condition): Statement {
  return insertWhen(
    db,
    'deliveries',
    {
      release: receipt.release,
      kind: receipt.kind,
      round: receipt.round,
      user_ref: receipt.ref,
      chunk_id: '',
      says: saysToText(receipt.says),
      state: 'queued',
      email: receipt.email,
      words: JSON.stringify(receipt.words),
    },
    condition,
  );
}

/** A receipt that waits for the same reader, at the same address and with the same words of their own, if there is one. */
export async function findWaitingReceipt(
  db: Database,
  { release, kind, ref, says, email, words }: WaitingReceipt,
): Promise<WaitingReceipt | undefined> {
  const rows = await db
    .selectFrom('deliveries')
    .select(['round', 'says'])
    .where('release', '=', release)
    .where('kind', '=', kind)
    .where('user_ref', '=', ref)
    .where('chunk_id', '=', '')
    .where('state', '=', 'queued')
    .where('email', '=', email)
    .where('words', '=', JSON.stringify(words))
    .orderBy('round', 'desc')
    .execute();
  const waiting = rows.map((row) => ({ round: row.round, says: textToSays(row.says) }));
  const alike = waiting.find((one) => one.says.language === says.language);
  return alike && { release, kind, ref, email, words, ...alike };
}

/** Lets a receipt that waits tell of more, where `condition` holds and it is not gathered to be sent. */
export function extendReceipt(db: Database, receipt: WaitingReceipt, condition: Condition): Statement {
  return db
    .updateTable('deliveries')
    .set({ says: saysToText(receipt.says) })
    .where('release', '=', receipt.release)
    .where('kind', '=', receipt.kind)
    .where('user_ref', '=', receipt.ref)
    .where('round', '=', receipt.round)
    .where('chunk_id', '=', '')
    .where('state', '=', 'queued')
    .where(condition);
}

/** Holds where a receipt does not say what it would once it is extended. */
export function receiptIsNot({ release, kind, ref, round, says }: WaitingReceipt): Condition {
  return sql<boolean>`NOT EXISTS (SELECT 1 FROM deliveries WHERE release = ${release} AND kind = ${kind}
    AND user_ref = ${ref} AND round = CAST(${round} AS INTEGER) AND says = ${saysToText(says)})`;
}

/**
 * Gathers up to `limit` receipts that wait into chunks of those that say the same, due at `dueAt`.
 *
 * While such a chunk waits to be sent, what comes after it waits for the next one, since a call to the
 * provider is the same for one mail as for many. Repeated, it gathers nothing more; two processes
 * gather each receipt once.
 */
export function gatherReceipts(
  { db, locksRows }: Pick<Store, 'db' | 'locksRows'>,
  gathering: {
    readonly command: string;
    readonly chunkSize: number;
    readonly limit: number;
    readonly dueAt: Instant;
  },
): Statement[] {
  const { command, chunkSize, limit, dueAt } = gathering;
  const [first, last] = [`${command}-100000-100000`, `${command}-199999-199999`];
  const skipLocked = locksRows ? sql`FOR UPDATE OF own SKIP LOCKED` : sql``;
  return [
    sql`
      WITH waiting AS MATERIALIZED (
        SELECT own.release, own.kind, own.says, own.user_ref, own.round FROM deliveries AS own
        WHERE own.chunk_id = '' AND own.state = 'queued'
          AND NOT EXISTS (SELECT 1 FROM chunks WHERE chunks.state = 'open' AND chunks.frozen_at IS NULL
            AND chunks.release = own.release AND chunks.says = own.says)
        ORDER BY own.release, own.says, own.user_ref, own.round
        LIMIT ${limit} ${skipLocked}),
      placed AS MATERIALIZED (
        SELECT release, kind, user_ref, round,
          dense_rank() OVER (ORDER BY release, says) AS part,
          row_number() OVER (PARTITION BY release, says ORDER BY user_ref, round) AS place
        FROM waiting)
      UPDATE deliveries SET chunk_id = CAST(${command} AS TEXT) || '-' || (100000 + placed.part) || '-'
        || (100000 + (placed.place - 1) / CAST(${chunkSize} AS INTEGER))
      FROM placed
      WHERE deliveries.release = placed.release AND deliveries.kind = placed.kind AND deliveries.user_ref = placed.user_ref
        AND deliveries.round = placed.round AND deliveries.chunk_id = ''
        AND NOT EXISTS (SELECT 1 FROM chunks WHERE id BETWEEN ${first} AND ${last})`.compile(db),
    sql`
      INSERT INTO chunks (id, release, kind, says, state, due_at, lease_until, attempt)
      SELECT chunk_id, min(release), min(kind), min(says), 'open', ${dueAt}, '', 0
      FROM deliveries WHERE chunk_id BETWEEN ${first} AND ${last}
      GROUP BY chunk_id
      ON CONFLICT DO NOTHING`.compile(db),
  ];
}

/** The link of a receipt, known by a hash, and whose receipt it is. */
export type ReceiptLink = {
  /** SHA-256 in hex, over the token. */
  readonly linkHash: string;
  readonly ref: string;
  readonly deliveryId: string;
};

/** Keeps the links of receipts for as long as the record, where `condition` holds. */
export function insertReceiptLinks(
  db: Database,
  links: readonly ReceiptLink[],
  condition: Condition,
): Statement[] {
  if (links.length === 0) return [];
  return [
    sql`INSERT INTO receipt_links (link_hash, user_ref, delivery_id)
      SELECT value ->> 'linkHash', value ->> 'ref', value ->> 'deliveryId'
      FROM ${rowsOf(links)} AS listed WHERE ${condition} ON CONFLICT DO NOTHING`.compile(db),
  ];
}

/** The delivery of the receipt whose link has that hash, if it is one. */
export async function findReceiptOfLink(db: Database, linkHash: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('receipt_links')
    .select('delivery_id')
    .where('link_hash', '=', linkHash)
    .executeTakeFirst();
  return row?.delivery_id;
}

/** Forgets the links of a user's receipts, where `condition` holds. */
export function forgetReceiptLinks(db: Database, ref: string, condition: Condition): Statement {
  return db.deleteFrom('receipt_links').where('user_ref', '=', ref).where(condition);
}
