import { sql } from 'kysely';
import { type Condition, rowsOf } from '../sql.ts';
import type { Database, Statement } from '../store.ts';

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
