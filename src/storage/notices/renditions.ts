import type { Selectable } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { MailBody } from '../../domain/notices/mail-body.ts';
import { type Says, saysToText, textToSays } from '../../domain/notices/says.ts';
import type { Schema } from '../schema.ts';
import type { Database, Statement } from '../store.ts';

/** What decides the words of a mail. */
export type RenditionOf = {
  readonly release: string;
  readonly says: Says;
  /** Which editions of the texts it shows, as `nameEditions` names them. */
  readonly editions: string;
};

/** The words of a mail, shared by all its readers. `id` is SHA-256 over them. */
export type StoredRendition = RenditionOf & {
  readonly id: string;
  readonly subject: string;
  readonly html: MailBody;
  readonly text: MailBody;
};

/** The rendition for these facts, if one was stored. */
export async function findRendition(
  db: Database,
  { release, says, editions }: RenditionOf,
): Promise<StoredRendition | undefined> {
  const row = await db
    .selectFrom('renditions')
    .selectAll()
    .where('release', '=', release)
    .where('says', '=', saysToText(says))
    .where('editions', '=', editions)
    .executeTakeFirst();
  return row && rowToRendition(row);
}

/** The rendition of that id, if there is one. */
export async function findRenditionById(db: Database, id: string): Promise<StoredRendition | undefined> {
  const row = await db.selectFrom('renditions').selectAll().where('id', '=', id).executeTakeFirst();
  return row && rowToRendition(row);
}

/** Keeps a rendition; the first one stored for its facts stays. */
export function insertRendition(db: Database, rendition: StoredRendition, now: Instant): Statement {
  return db
    .insertInto('renditions')
    .values({
      id: rendition.id,
      release: rendition.release,
      says: saysToText(rendition.says),
      editions: rendition.editions,
      subject: rendition.subject,
      html: JSON.stringify(rendition.html),
      text: JSON.stringify(rendition.text),
      created_at: now,
    })
    .onConflict((conflict) => conflict.doNothing());
}

function rowToRendition(row: Selectable<Schema['renditions']>): StoredRendition {
  return {
    id: row.id,
    release: row.release,
    says: textToSays(row.says),
    editions: row.editions,
    subject: row.subject,
    html: JSON.parse(row.html) as MailBody,
    text: JSON.parse(row.text) as MailBody,
  };
}
