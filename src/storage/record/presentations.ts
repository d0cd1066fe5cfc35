import { type Selectable, sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { Presentation } from '../../domain/record/presentation.ts';
import type { Schema } from '../schema.ts';
import type { Database, Statement } from '../store.ts';

/** A presentation under its id; `edition` counts the contents that its name has had, from 1. */
export type StoredPresentation = Presentation & {
  readonly id: string;
  readonly edition: number;
  readonly createdAt: Instant;
};

/** The presentation of that id, if there is one. */
export async function findPresentation(db: Database, id: string): Promise<StoredPresentation | undefined> {
  const row = await db.selectFrom('presentations').selectAll().where('id', '=', id).executeTakeFirst();
  return row && rowToPresentation(row);
}

/** How many editions a name has had. */
export async function countEditions(db: Database, name: string): Promise<number> {
  const { edition } = await db
    .selectFrom('presentations')
    .select((eb) => eb.fn.max('edition').as('edition'))
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return Number(edition ?? 0);
}

/** A place in a list of presentations. */
export type PresentationPlace = { readonly name: string; readonly edition: number };

/** Presentations without their pictures, in the order of their names and editions, after one. */
export async function listPresentations(
  db: Database,
  { after, limit }: { readonly after: PresentationPlace | null; readonly limit: number },
): Promise<StoredPresentation[]> {
  const { name, edition } = after ?? { name: '', edition: 0 };
  const rows = await db
    .selectFrom('presentations')
    .select(['id', 'name', 'edition', 'label', 'words', 'locale', 'image_hash', 'created_at', 'key_id'])
    .where(sql<boolean>`(name > ${name} OR (name = ${name} AND edition > CAST(${edition} AS INTEGER)))`)
    .orderBy('name')
    .orderBy('edition')
    .limit(limit)
    .execute();
  return rows.map((row) => rowToPresentation({ ...row, image: null }));
}

/** Keeps a presentation, unless its content is kept already, or its edition was taken meanwhile. */
export function insertPresentation(
  db: Database,
  presentation: StoredPresentation & { readonly keyId: string },
): Statement {
  const { id, name, edition, label, words, locale, image } = presentation;
  return db
    .insertInto('presentations')
    .values({
      ...{ id, name, edition, label, words, locale, image, image_hash: presentation.imageHash },
      ...{ created_at: presentation.createdAt, key_id: presentation.keyId },
    })
    .onConflict((conflict) => conflict.doNothing());
}

/**
 * Counts who said yes to a version on a screen that nobody has recorded, since screens are recorded at all: 0
 * while no product does that.
 */
export async function countUnpresented(db: Database, policy: string, version: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*) AS count FROM acceptances
    WHERE policy = ${policy} AND version = ${version} AND basis = 'explicit' AND presentation IS NULL
      AND actor NOT LIKE '%link:%' AND accepted_at = recorded_at
      AND recorded_at > (SELECT min(created_at) FROM presentations)`.execute(db);
  return Number(rows[0]?.count ?? 0);
}

function rowToPresentation(row: Selectable<Schema['presentations']>): StoredPresentation {
  const { id, name, edition, label, words, locale, image } = row;
  return {
    id,
    name,
    edition,
    label,
    words,
    locale,
    image,
    imageHash: row.image_hash,
    createdAt: row.created_at,
  };
}
