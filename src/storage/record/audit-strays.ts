import { type RawBuilder, sql } from 'kysely';
import { type Condition, IS_OF_ANY_NOTICE } from '../sql.ts';
import type { Database } from '../store.ts';
import { OF_DRAFTS } from './audit-draft-rows.ts';
import { isOfKinds, LAST_KEY, OF_MEMBERS, OF_PAUSES, OF_VERSIONS } from './audit-rows.ts';

/** A row that nothing leads to: whoever reads by users, versions or the log does not meet it. */
export type Stray = {
  readonly table: string;
  readonly row: string;
  /** What it would have to belong to. */
  readonly should: string;
};

type StrayKind = {
  readonly table: string;
  /** The table whose rows tell of it, where those are others than its own. */
  readonly from?: string;
  /** Its key, for reading. */
  readonly row: RawBuilder<string>;
  readonly isStray: Condition;
  readonly should: string;
};

/** The first stray row of each kind there is. */
export async function listStrays(db: Database): Promise<readonly Stray[]> {
  const strays: Stray[] = [];
  for (const { table, from = table, row, isStray, should } of STRAY_KINDS) {
    const { rows } = await sql<{ row: string }>`
      SELECT ${row} AS "row" FROM ${sql.table(from)} WHERE ${isStray} ORDER BY 1 LIMIT 1`.execute(db);
    strays.push(...rows.map((one) => ({ table, row: one.row, should })));
  }
  return strays;
}

/** The first entry of the log whose record is missing. */
export async function findEntryWithoutRecord(db: Database) {
  const { rows } = await sql<{ position: number; record_id: string }>`
    SELECT position, record_id FROM log_entries WHERE ${lacksRecord('log_entries')}
    ORDER BY position LIMIT 1`.execute(db);
  return rows[0];
}

const isOfNobody = sql<boolean>`(user_ref = '' OR user_ref > ${LAST_KEY})`;
const lacksRecord = (table: string) => sql<boolean>`NOT EXISTS (
  SELECT 1 FROM records WHERE records.id = ${sql.ref(`${table}.record_id`)})`;

const ofUser = (table: string, row: RawBuilder<string>, isStray: Condition = isOfNobody): StrayKind => ({
  ...{ table, row, isStray, should: 'of a user and of a version' },
});
const ofRecord = (table: string): StrayKind => ({
  table,
  row: sql`record_id`,
  isStray: lacksRecord(table),
  should: 'of a record that is there',
});
const DELIVERY_KEY = sql<string>`COALESCE(id, user_ref || ' ' || release || ' ' || kind)`;
const isOfNoNotice = sql<boolean>`(${isOfNobody} OR NOT (${IS_OF_ANY_NOTICE}))`;
const OF_OTHERS = ['calendar', 'worded'] as const;
const isAboutNoOne = isOfKinds([...OF_VERSIONS, ...OF_PAUSES, ...OF_DRAFTS, ...OF_MEMBERS, ...OF_OTHERS]);

const OF_SOMETHING =
  'of a user, of a version, of a policy, of a draft, of a calendar, of a member or of wording';

/** What each table must belong to. A node is of the log once all leaves below it are. */
const STRAY_KINDS: readonly StrayKind[] = [
  ...[
    sql<boolean>`${isAboutNoOne} AND user_ref IS NOT NULL`,
    sql<boolean>`${isOfNobody} AND NOT ${isAboutNoOne}`,
    // Counted by indexes first: a walk through all records takes long, and most databases have none.
    sql<boolean>`(SELECT count(*) FROM records) > (SELECT count(*) FROM records WHERE user_ref IS NOT NULL)
      + (SELECT count(*) FROM records WHERE ${isAboutNoOne} AND user_ref IS NULL)
      AND user_ref IS NULL AND NOT ${isAboutNoOne}`,
  ].map((isStray): StrayKind => ({ table: 'records', row: sql`id`, isStray, should: OF_SOMETHING })),
  ...['record_secrets', 'waiting_records'].map(ofRecord),
  {
    table: 'seat_acts',
    row: sql`record_id`,
    // In canonical JSON no text within says this, since its quotes are escaped.
    isStray: sql`NOT EXISTS (SELECT 1 FROM records WHERE records.id = seat_acts.record_id
      AND records.user_ref = seat_acts.party AND records.body LIKE '%"seat":"' || seat_acts.user_ref || '"%')`,
    should: 'of the record of what that seat did for that party',
  },
  {
    ...{ table: 'users', from: 'seat_acts', row: sql`user_ref` },
    isStray: sql`NOT EXISTS (SELECT 1 FROM users WHERE users.ref = seat_acts.user_ref)`,
    should: 'there, since it was a seat that acted',
  },
  {
    table: 'log_nodes',
    row: sql`'height ' || height || ', idx ' || idx`,
    isStray: sql`height NOT BETWEEN 4 AND 52 OR height % 4 <> 0 OR idx < 0
      OR idx >= (SELECT size >> CAST(height AS INTEGER) FROM log_head WHERE id = 'log')`,
    should: 'a node over entries that the log has',
  },
  {
    table: 'log_checkpoints',
    row: sql`CAST(size AS TEXT)`,
    isStray: sql`size < 1 OR size > (SELECT size FROM log_head WHERE id = 'log')`,
    should: 'of a size that the log has',
  },
  {
    table: 'checkpoint_places',
    row: sql`place`,
    isStray: sql`size > (SELECT size FROM log_head WHERE id = 'log')`,
    should: 'of a size that the log has',
  },
  ...['version_texts', 'translations', 'text_layers', 'text_editions'].map(
    (table): StrayKind => ({
      table,
      row: sql`policy || '/' || version || ' ' || locale`,
      isStray: sql`NOT EXISTS (SELECT 1 FROM versions
        WHERE versions.policy = ${sql.table(table)}.policy AND versions.version = ${sql.table(table)}.version)`,
      should: 'of a version that is there',
    }),
  ),
  ...['acceptances', 'earlier_agreements', 'terminations', 'answers', 'answer_voidings', 'showings'].map(
    (table) => ofUser(table, sql`id`),
  ),
  ...['provider_events', 'reader_events'].map((table) => ofUser(table, sql`id`)),
  ofUser('resolutions', sql`delivery_id`),
  ofUser('links', sql`id`),
  ofUser('user_versions', sql`user_ref || ' ' || policy || '/' || version`),
  ofUser('deliveries', DELIVERY_KEY, isOfNoNotice),
  ofUser('ended_deliveries', DELIVERY_KEY, isOfNoNotice),
  {
    table: 'voidings',
    row: sql`acceptance_id`,
    isStray: sql`NOT EXISTS (SELECT 1 FROM acceptances WHERE acceptances.id = voidings.acceptance_id)`,
    should: 'of an acceptance that is there',
  },
];
