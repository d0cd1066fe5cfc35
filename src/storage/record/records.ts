import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { ActKind, SealedRecord } from '../../domain/record/act.ts';
import { ALWAYS, type Condition, forShare, rowsOf, rowsOfJson } from '../sql.ts';
import type { Database, Statement } from '../store.ts';

/** Records as the statements take them that insert them: three lists in JSON. */
export type RecordRows = {
  readonly records: string;
  readonly secrets: string;
  readonly waiting: string;
};

/** The rows of some records. */
export function recordRows(records: readonly SealedRecord[]): RecordRows {
  const named = records.map(({ id, commitment }) => ({ id, commitment }));
  return {
    records: JSON.stringify(
      records.map(({ id, kind, ref, body, commitment }) => ({ id, kind, ref, body, commitment })),
    ),
    secrets: JSON.stringify(
      records.map(({ salt, personal, ref }, i) => ({ ...named[i], ref, salt, personal })),
    ),
    waiting: JSON.stringify(named.map((one, i) => ({ ...one, after: i + 1 }))),
  };
}

/**
 * Appends records together with the acts they are of, where `condition` holds, which may name members of
 * a record as `value ->> 'id'`. A record that is there stays as it is.
 */
export function insertRecords(
  db: Database,
  records: readonly SealedRecord[],
  condition: Condition,
): Statement[] {
  if (records.length === 0) return [];
  return [...insertRecordRows(db, recordRows(records), condition), ...insertSeatActs(db, records)];
}

/** Notes which of some records, written in the same list before, are of what a seat did for its party. */
export function insertSeatActs(db: Database, records: readonly SealedRecord[]): Statement[] {
  const rows = records.flatMap(({ id, commitment, seat, ref }) =>
    seat === undefined ? [] : [{ id, commitment, seat, party: ref }],
  );
  if (rows.length === 0) return [];
  return [
    sql`INSERT INTO seat_acts (record_id, user_ref, party)
      SELECT value ->> 'id', value ->> 'seat', value ->> 'party' FROM ${rowsOf(rows)} AS listed ${IS_NEW}
      WHERE true ON CONFLICT DO NOTHING`.compile(db),
  ];
}

/** Joins the records of a list, `value`, to those that it wrote: the commitment tells them from those that were there. */
const IS_NEW = sql`JOIN records ON records.id = value ->> 'id' AND records.commitment = value ->> 'commitment'`;

/** As `insertRecords`, without what is personal of users who were erased by then. */
export function insertRecordsOfSending(
  db: Database,
  records: readonly SealedRecord[],
  condition: Condition,
): Statement[] {
  const isKnown = sql<boolean>`EXISTS (SELECT 1 FROM users
    WHERE users.ref = value ->> 'ref' AND users.erased_at IS NULL ${forShare(db)})`;
  return inParts(records).flatMap((part) => insertRecordRows(db, recordRows(part), condition, isKnown));
}

/** To V8 a string of 128 KB is a piece of memory of its own, which takes several times longer to get than to fill. */
const MOST_LETTERS = 100_000;
/** More than is written of a record besides its body. */
const LETTERS_BESIDES = 400;

/** Records in lists of which each is quick to write. */
function inParts(records: readonly SealedRecord[]): SealedRecord[][] {
  const parts: SealedRecord[][] = [];
  let letters = MOST_LETTERS;
  for (const record of records) {
    letters += record.body.length + LETTERS_BESIDES;
    if (letters > MOST_LETTERS) {
      parts.push([]);
      letters = record.body.length + LETTERS_BESIDES;
    }
    parts.at(-1)?.push(record);
  }
  return parts;
}

/** As `insertRecords`, for rows that are JSON already. */
export function insertRecordRows(
  db: Database,
  rows: RecordRows,
  condition: Condition,
  keepsSecret: Condition = ALWAYS,
): Statement[] {
  return [
    sql`INSERT INTO records (id, kind, user_ref, body, commitment)
      SELECT value ->> 'id', value ->> 'kind', value ->> 'ref', value ->> 'body', value ->> 'commitment'
      FROM ${rowsOfJson(rows.records)} AS listed WHERE ${condition}
      ON CONFLICT DO NOTHING`.compile(db),
    sql`INSERT INTO record_secrets (record_id, user_ref, salt, personal)
      SELECT value ->> 'id', value ->> 'ref', value ->> 'salt', value ->> 'personal'
      FROM ${rowsOfJson(rows.secrets)} AS listed ${IS_NEW} WHERE ${keepsSecret}
      ON CONFLICT DO NOTHING`.compile(db),
    // Higher than all that could be read when this was decided, so causes come before effects.
    sql`INSERT INTO waiting_records (record_id, turn)
      SELECT value ->> 'id', CAST(value ->> 'after' AS INTEGER) + coalesce(
        (SELECT max(turn) FROM waiting_records AS others WHERE others.turn > log_head.turn), log_head.turn)
      FROM ${rowsOfJson(rows.waiting)} AS listed ${IS_NEW} CROSS JOIN log_head
      WHERE NOT EXISTS (SELECT 1 FROM log_entries WHERE log_entries.record_id = value ->> 'id')
      ON CONFLICT DO NOTHING`.compile(db),
  ];
}

/**
 * Forgets the salts and the personal parts of all records of a user, where `condition` holds; but for the
 * record of the erasure itself, which tells nothing of them and must be shown.
 */
export function forgetSecretsOf(db: Database, ref: string, condition: Condition): Statement {
  return db
    .deleteFrom('record_secrets')
    .where('user_ref', '=', ref)
    .where('record_id', '<>', `erased:${ref}`)
    .where(condition);
}

/** Whether a legal hold is on the party of a row of `seat_acts`. */
export const PARTY_IS_HELD = sql<boolean>`EXISTS (SELECT 1 FROM holds
  WHERE holds.user_ref = seat_acts.party AND holds.lifted_at IS NULL)`;

/**
 * Forgets what is personal in the records of what a seat did for its party, where `condition` holds; but for
 * parties that a legal hold is on.
 */
export function forgetWhatASeatSaid(db: Database, ref: string, condition: Condition): Statement {
  return sql`UPDATE record_secrets SET personal = NULL WHERE personal IS NOT NULL AND ${condition}
    AND record_id IN (SELECT record_id FROM seat_acts WHERE user_ref = ${ref} AND NOT ${PARTY_IS_HELD})`.compile(
    db,
  );
}

/** Keeps the words of a page, once. `id` is SHA-256 over them. */
export function insertPageTemplate(
  db: Database,
  template: { readonly id: string; readonly html: string },
  now: Instant,
): Statement {
  return db
    .insertInto('page_templates')
    .values({ ...template, created_at: now })
    .onConflict((conflict) => conflict.doNothing());
}

/** What a user's records of some kinds say, in the order of the log, and then of what waits for a place in it. */
export async function listBodiesOfUser(
  db: Database,
  ref: string,
  kinds: readonly ActKind[],
): Promise<readonly string[]> {
  const { rows } = await sql<{ body: string }>`
    SELECT records.body FROM records LEFT JOIN log_entries AS entries ON entries.record_id = records.id
      LEFT JOIN waiting_records AS waiting ON waiting.record_id = records.id
    WHERE records.user_ref = ${ref} AND records.kind IN (${sql.join(kinds)})
    ORDER BY coalesce(entries.position, 2147483647), waiting.turn, records.id`.execute(db);
  return rows.map(({ body }) => body);
}

/** A record as it is stored; `salt` and `personal` are null once forgotten, `position` until it has one. */
export type StoredRecord = {
  readonly id: string;
  readonly body: string;
  readonly commitment: string;
  readonly salt: string | null;
  readonly personal: string | null;
  readonly position: number | null;
};

/** All records of a user, in the order of the log; those without a position last. */
export async function listRecordsOfUser(db: Database, ref: string): Promise<StoredRecord[]> {
  const { rows } = await sql<StoredRecord>`
    SELECT records.id, records.body, records.commitment, secrets.salt, secrets.personal, entries.position
    FROM records LEFT JOIN record_secrets AS secrets ON secrets.record_id = records.id
      LEFT JOIN log_entries AS entries ON entries.record_id = records.id
    WHERE records.user_ref = ${ref} ORDER BY coalesce(entries.position, 2147483647), records.id`.execute(db);
  return rows;
}
