import { type Selectable, sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { Schema } from '../schema.ts';
import type { Database, Statement } from '../store.ts';

/** A mail that is no notice, as the local mailbox shows it. */
export type LocalMail = {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly sentAt: Instant;
};

/** The mail of that id, if there is one. */
export async function findLocalMail(db: Database, id: string): Promise<LocalMail | undefined> {
  const row = await db.selectFrom('local_mails').selectAll().where('id', '=', id).executeTakeFirst();
  return row && rowToMail(row);
}

/** Such mails, newest first, before the place `before`. */
export async function listLocalMails(
  db: Database,
  page: {
    readonly before?: { readonly sentAt: string; readonly id: string } | undefined;
    readonly limit: number;
  },
): Promise<readonly LocalMail[]> {
  let query = db
    .selectFrom('local_mails')
    .selectAll()
    .orderBy('sent_at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit);
  if (page.before !== undefined) {
    const { sentAt, id } = page.before;
    query = query.where(sql<boolean>`(sent_at, id) < (${sentAt}, ${id})`);
  }
  return (await query.execute()).map(rowToMail);
}

/** Keeps a mail for the local mailbox. */
export function insertLocalMail(db: Database, mail: LocalMail): Statement {
  const { id, from, to, subject, html, text, sentAt } = mail;
  return db
    .insertInto('local_mails')
    .values({ id, mail_from: from, mail_to: to, subject, html, text, sent_at: sentAt })
    .onConflict((conflict) => conflict.doNothing());
}

function rowToMail(row: Selectable<Schema['local_mails']>): LocalMail {
  const { id, mail_from: from, mail_to: to, subject, html, text, sent_at: sentAt } = row;
  return { id, from, to, subject, html, text, sentAt };
}
