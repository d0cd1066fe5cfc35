import { type Selectable, sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { Schema } from '../schema.ts';
import type { Database, Statement } from '../store.ts';

/** A test mail as the local mailbox shows it. */
export type TestMail = {
  readonly id: string;
  readonly draft: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly sentAt: Instant;
};

/** The test mail of that id, if there is one. */
export async function findTestMail(db: Database, id: string): Promise<TestMail | undefined> {
  const row = await db.selectFrom('test_mails').selectAll().where('id', '=', id).executeTakeFirst();
  return row && rowToMail(row);
}

/** Test mails, newest first, before the place `before`. */
export async function listTestMails(
  db: Database,
  page: {
    readonly before?: { readonly sentAt: string; readonly id: string } | undefined;
    readonly limit: number;
  },
): Promise<readonly TestMail[]> {
  let query = db
    .selectFrom('test_mails')
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

/** Keeps a test mail for the local mailbox. */
export function insertTestMail(db: Database, mail: TestMail): Statement {
  const { id, draft, from, to, subject, html, text, sentAt } = mail;
  return db
    .insertInto('test_mails')
    .values({ id, draft, mail_from: from, mail_to: to, subject, html, text, sent_at: sentAt })
    .onConflict((conflict) => conflict.doNothing());
}

function rowToMail(row: Selectable<Schema['test_mails']>): TestMail {
  const { id, draft, mail_from: from, mail_to: to, subject, html, text, sent_at: sentAt } = row;
  return { id, draft, from, to, subject, html, text, sentAt };
}
