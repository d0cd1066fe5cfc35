import { sql } from 'kysely';
import type { ActKind } from '../../domain/record/act.ts';
import type { Run } from '../../domain/record/merkle.ts';
import type { Envelope } from '../sending/chunks.ts';
import { rowsOf } from '../sql.ts';
import type { Database } from '../store.ts';
import type { StoredRecord } from './records.ts';

/** Whom evidence is about: `user` is the product's id, null once they were erased. */
export type Person = { readonly ref: string; readonly user: string | null };

/** The user of that id; or the erased one whom records call so, since nothing else names them any more. */
export async function findPerson(db: Database, name: string): Promise<Person | undefined> {
  const { rows } = await sql<Person>`
    SELECT ref, user_id AS "user" FROM users
    WHERE user_id = ${name} OR (ref = ${name} AND erased_at IS NOT NULL)
    ORDER BY CASE WHEN user_id = ${name} THEN 0 ELSE 1 END LIMIT 1`.execute(db);
  return rows[0];
}

/** Where a page of records goes on: after this one. */
export type RecordPlace = { readonly place: number; readonly id: string };

/** A record with its place in a list that stays as it is while the log grows. */
export type PlacedRecord = StoredRecord & { readonly place: number };

/** Behind every position there can be. */
const UNPLACED = 2_147_483_647;

/**
 * The next records of a user in the order of the log, as far as that had `size` entries when the first
 * page was read; then those without a position by then.
 */
export async function listPlacedRecords(
  db: Database,
  ref: string,
  page: { readonly size: number; readonly after: RecordPlace | undefined; readonly limit: number },
): Promise<PlacedRecord[]> {
  const { place, id } = page.after ?? { place: 0, id: '' };
  const placed = sql`CASE WHEN entries.position <= ${page.size} THEN entries.position ELSE ${UNPLACED} END`;
  const { rows } = await sql<PlacedRecord>`
    SELECT * FROM (
      SELECT records.id, records.body, records.commitment, secrets.salt, secrets.personal, entries.position,
        ${placed} AS place
      FROM records LEFT JOIN record_secrets AS secrets ON secrets.record_id = records.id
        LEFT JOIN log_entries AS entries ON entries.record_id = records.id
      WHERE records.user_ref = ${ref}) AS own
    WHERE (own.place, own.id) > (CAST(${place} AS INTEGER), ${id})
    ORDER BY own.place, own.id LIMIT ${page.limit}`.execute(db);
  return rows;
}

/** The records of those ids that there are, in the order of the log. */
export async function listRecordsById(db: Database, ids: readonly string[]): Promise<StoredRecord[]> {
  const { rows } = await sql<StoredRecord>`
    SELECT records.id, records.body, records.commitment, secrets.salt, secrets.personal, entries.position
    FROM ${rowsOf(ids.map((id) => ({ id })))} AS wanted JOIN records ON records.id = value ->> 'id'
      LEFT JOIN record_secrets AS secrets ON secrets.record_id = records.id
      LEFT JOIN log_entries AS entries ON entries.record_id = records.id
    ORDER BY coalesce(entries.position, ${UNPLACED}), records.id`.execute(db);
  return rows;
}

/** The ids of the records of asking about some policies being paused and going on, oldest first for each policy. */
export async function listPauseIds(db: Database, policies: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const policy of policies) {
    const rangeOf = (kind: ActKind) =>
      sql`(records.id > ${`${kind}:${policy}/`} AND records.id < ${`${kind}:${policy}0`})`;
    const { rows } = await sql<{ id: string }>`
      SELECT id FROM records WHERE ${rangeOf('asking-paused')} OR ${rangeOf('asking-resumed')} ORDER BY id`.execute(
      db,
    );
    ids.push(...rows.map(({ id }) => id));
  }
  return ids;
}

/**
 * The hashes of many runs of nodes at once, in base64, each list in its order. Without `CROSS JOIN` SQLite goes through
 * the whole log in its order, and looks for each entry into which runs it falls.
 */
export async function listHashesOfRuns(db: Database, runs: readonly Run[]): Promise<string[][]> {
  const found = runs.map((): string[] => []);
  const numbered = runs.map((run, of) => ({ ...run, of }));
  const leaves = numbered.filter(({ height }) => height === 0);
  const nodes = numbered.filter(({ height }) => height > 0);
  const wanted = sql`CAST(value ->> 'of' AS INTEGER) AS "of"`;
  const from = sql`CAST(value ->> 'from' AS INTEGER)`;
  const to = sql`CAST(value ->> 'to' AS INTEGER)`;
  const read = async (query: ReturnType<typeof sql<{ of: number; hash: string }>>) => {
    for (const { of, hash } of (await query.execute(db)).rows) found[of]?.push(hash);
  };
  if (leaves.length > 0) {
    await read(sql<{ of: number; hash: string }>`
      SELECT ${wanted}, leaf AS hash FROM ${rowsOf(leaves)} AS listed CROSS JOIN log_entries
      WHERE position > ${from} AND position <= ${to} ORDER BY position`);
  }
  if (nodes.length > 0) {
    await read(sql<{ of: number; hash: string }>`
      SELECT ${wanted}, hash FROM ${rowsOf(nodes)} AS listed CROSS JOIN log_nodes
      WHERE height = CAST(value ->> 'height' AS INTEGER) AND idx >= ${from} AND idx < ${to} ORDER BY idx`);
  }
  return found;
}

/** With what a chunk of mails was frozen, if it was. */
export async function findEnvelope(db: Database, chunkId: string): Promise<Envelope | undefined> {
  const row = await db.selectFrom('chunks').select('envelope').where('id', '=', chunkId).executeTakeFirst();
  return row?.envelope ? (JSON.parse(row.envelope) as Envelope) : undefined;
}

/** The words of a page on which somebody acted, by their hash. */
export async function findPageTemplate(db: Database, id: string): Promise<string | undefined> {
  const row = await db.selectFrom('page_templates').select('html').where('id', '=', id).executeTakeFirst();
  return row?.html;
}
