import type { Selectable } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { MailBody } from '../../domain/notices/mail-body.ts';
import type { NoticeKind } from '../../domain/notices/notice-kind.ts';
import type { Schema } from '../schema.ts';
import type { Database, Statement } from '../store.ts';

/** What decides the words of a mail. `baseVersion` 0: there was no version to compare with. */
export type RenditionOf = {
  readonly policy: string;
  readonly version: number;
  readonly kind: NoticeKind;
  readonly baseVersion: number;
  readonly locale: string;
  /** It goes out at or after the version's effect. */
  readonly late: boolean;
};

/** The words of a mail, shared by all its readers. `id` is SHA-256 over them. */
export type StoredRendition = RenditionOf & {
  readonly id: string;
  readonly subject: string;
  readonly html: MailBody;
  readonly text: MailBody;
};

/** The rendition for these facts, if one was stored. */
export async function findRendition(db: Database, of: RenditionOf): Promise<StoredRendition | undefined> {
  const row = await db
    .selectFrom('renditions')
    .selectAll()
    .where('policy', '=', of.policy)
    .where('version', '=', of.version)
    .where('kind', '=', of.kind)
    .where('base_version', '=', of.baseVersion)
    .where('locale', '=', of.locale)
    .where('late', '=', of.late ? 1 : 0)
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
      policy: rendition.policy,
      version: rendition.version,
      kind: rendition.kind,
      base_version: rendition.baseVersion,
      locale: rendition.locale,
      late: rendition.late ? 1 : 0,
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
    policy: row.policy,
    version: row.version,
    kind: row.kind,
    baseVersion: row.base_version,
    locale: row.locale,
    late: row.late === 1,
    subject: row.subject,
    html: JSON.parse(row.html) as MailBody,
    text: JSON.parse(row.text) as MailBody,
  };
}
