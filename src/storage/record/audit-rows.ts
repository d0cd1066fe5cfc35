import { type SqlBool, sql } from 'kysely';
import type { Row } from '../../domain/audit/finding.ts';
import type { RecordRow } from '../../domain/audit/read-record.ts';
import type { UserRows } from '../../domain/audit/user-rows.ts';
import type { ActKind } from '../../domain/record/act.ts';
import { type Condition, IS_OF_ANY_NOTICE } from '../sql.ts';
import type { Database } from '../store.ts';

/** The head of the log to the letter, and the newest checkpoint there is up to it. */
export type AuditedHead = {
  readonly size: number;
  readonly frontier: string;
  readonly root: string;
  readonly sealedSize: number;
  readonly newestCheckpoint: number | null;
};

/** The head of the log, if there is one. */
export async function findAuditedHead(db: Database): Promise<AuditedHead | undefined> {
  const { rows } = await sql<AuditedHead>`
    SELECT size, frontier, root, sealed_size AS "sealedSize",
      (SELECT max(size) FROM log_checkpoints WHERE log_checkpoints.size <= log_head.size) AS "newestCheckpoint"
    FROM log_head WHERE id = 'log'`.execute(db);
  return rows[0];
}

/** How many entries the log has, how many it says it has, and between which positions. */
export async function findLogBounds(db: Database) {
  const { rows } = await sql<{ count: number; first: number | null; last: number | null; size: number }>`
    SELECT count(*) AS count, min(position) AS first, max(position) AS last,
      (SELECT size FROM log_head WHERE id = 'log') AS size FROM log_entries`.execute(db);
  const [row] = rows;
  const [count, size] = [Number(row?.count ?? 0), Number(row?.size ?? 0)];
  return { count, size, first: row?.first ?? 0, last: row?.last ?? 0 };
}

/** Sorts after every key. */
export const LAST_KEY = '\u{10FFFF}';

/** Keys above one, up to and with another. */
export type KeyRange = { readonly after: string; readonly to: string };

/** Where the next range of so many rows ends: pseudonyms of users, or ids of chunks. */
export async function findEndOfRange(
  db: Database,
  table: 'users' | 'chunks',
  after: string,
  count: number,
): Promise<string> {
  const key = sql.ref(table === 'users' ? 'ref' : 'id');
  const { rows } = await sql<{ key: string }>`
    SELECT ${key} AS "key" FROM ${sql.table(table)} WHERE ${key} > ${after} ORDER BY 1 LIMIT 1 OFFSET ${count - 1}`.execute(
    db,
  );
  return rows[0]?.key ?? LAST_KEY;
}

/** The kinds of records about who uses the console, and which links there are into it. */
export const OF_MEMBERS: readonly ActKind[] = ['member', 'admin-link', 'auditor-link', 'auditor-link-ended'];

/** The kinds of records about asking being paused, of which no version and no user is told. */
export const OF_PAUSES: readonly ActKind[] = ['asking-paused', 'asking-resumed'];

/** The kinds of records about versions, of which all are read at once. */
export const OF_VERSIONS: readonly ActKind[] = [
  'posted',
  'translated',
  'corrected',
  'withdrawn',
  'took-effect',
];

/** Holds for records of some kinds, by their ids, so that an index finds them. */
export function isOfKinds(kinds: readonly ActKind[]): Condition {
  const ranges = kinds.map(
    (kind) => sql`(records.id > ${sql.lit(`${kind}:`)} AND records.id < ${sql.lit(`${kind};`)})`,
  );
  return sql<SqlBool>`(${sql.join(ranges, sql` OR `)})`;
}

/** All records of some kinds, by their ids. */
export async function listRecordsOfKinds(
  db: Database,
  kinds: readonly ActKind[],
): Promise<readonly RecordRow[]> {
  // Each by itself: for many at once SQLite walks through the records of all kinds.
  const ofKind = (kind: ActKind) =>
    sql<RecordRow>`SELECT ${RECORD_COLUMNS} FROM records ${RECORD_PLACES}
      WHERE ${isOfKinds([kind])} ORDER BY records.id`.execute(db);
  const found = await Promise.all(kinds.toSorted().map(ofKind));
  return found.flatMap(({ rows }) => rows);
}

const RECORD_COLUMNS = sql`records.id, records.kind, records.user_ref, records.body, records.commitment,
  secrets.salt, secrets.personal, secrets.user_ref AS secret_ref, entries.position, entries.leaf, waiting.turn,
  seats.user_ref AS seat`;
const RECORD_PLACES = sql`LEFT JOIN record_secrets AS secrets ON secrets.record_id = records.id
  LEFT JOIN log_entries AS entries ON entries.record_id = records.id
  LEFT JOIN waiting_records AS waiting ON waiting.record_id = records.id
  LEFT JOIN seat_acts AS seats ON seats.record_id = records.id`;

/** All rows about the users of a range, by user; also about users who are not there. */
export async function listUserRows(db: Database, { after, to }: KeyRange): Promise<readonly UserRows[]> {
  const inRange = sql`user_ref > ${after} AND user_ref <= ${to}`;
  const all = async <T = Row>(query: ReturnType<typeof sql<T>>) => (await query.execute(db)).rows;
  const of = (table: string) => all(sql<Row>`SELECT * FROM ${sql.table(table)} WHERE ${inRange}`);
  const mails = (table: 'deliveries' | 'ended_deliveries') =>
    all(sql<Row>`
    SELECT own.*, ${sql.lit(table)} AS "table", chunks.state AS chunk_state,
      chunks.in_flight AS chunk_in_flight, chunks.frozen_at
    FROM (SELECT * FROM ${sql.table(table)} WHERE ${IS_OF_ANY_NOTICE} AND ${inRange}) AS own
      LEFT JOIN chunks ON chunks.id = own.chunk_id`);
  const { users, records, live, ended, ...tables } = await allOf({
    users: all(sql<Row>`SELECT * FROM users WHERE ref > ${after} AND ref <= ${to}`),
    records: all(sql<RecordRow>`
      SELECT ${RECORD_COLUMNS} FROM records ${RECORD_PLACES}
      WHERE records.user_ref > ${after} AND records.user_ref <= ${to}`),
    live: mails('deliveries'),
    ended: mails('ended_deliveries'),
    acceptances: of('acceptances'),
    earlier_agreements: of('earlier_agreements'),
    terminations: of('terminations'),
    showings: of('showings'),
    reader_events: of('reader_events'),
    provider_events: of('provider_events'),
    resolutions: of('resolutions'),
    links: of('links'),
    answers: of('answers'),
    answer_voidings: of('answer_voidings'),
    user_versions: of('user_versions'),
    voidings: all(sql<Row>`
      SELECT voidings.*, made.user_ref FROM acceptances AS made
        JOIN voidings ON voidings.acceptance_id = made.id
      WHERE made.user_ref > ${after} AND made.user_ref <= ${to}`),
  });
  return gather(users, records, { ...tables, deliveries: [...live, ...ended] });
}

/** All at once, since each takes a journey of its own where the database is far away. */
async function allOf<T extends Readonly<Record<string, Promise<unknown>>>>(
  promises: T,
): Promise<{ readonly [K in keyof T]: Awaited<T[K]> }> {
  const values = await Promise.all(Object.values(promises));
  const entries = Object.keys(promises).map((name, i) => [name, values[i]]);
  return Object.fromEntries(entries) as { readonly [K in keyof T]: Awaited<T[K]> };
}

type Tables = Omit<UserRows, 'ref' | 'user' | 'records'>;

function gather(users: readonly Row[], records: readonly RecordRow[], tables: Tables): UserRows[] {
  const byRef = new Map<string, { -readonly [K in keyof UserRows]: UserRows[K] }>();
  const ofUser = (ref: string) => {
    const known = byRef.get(ref);
    if (known !== undefined) return known;
    const fresh = { ref, user: undefined, records: [], ...EMPTY_TABLES };
    byRef.set(ref, fresh);
    return fresh as { -readonly [K in keyof UserRows]: UserRows[K] };
  };
  for (const user of users) ofUser(String(user.ref)).user = user;
  for (const [ref, own] of Map.groupBy(records, (row) => row.user_ref)) ofUser(String(ref)).records = own;
  for (const name of Object.keys(EMPTY_TABLES) as (keyof Tables)[]) {
    for (const [ref, own] of Map.groupBy(tables[name], (row) => row.user_ref))
      ofUser(String(ref))[name] = own;
  }
  return [...byRef.values()];
}

const EMPTY_TABLES: Tables = {
  ...{ acceptances: [], terminations: [], showings: [], provider_events: [], voidings: [], resolutions: [] },
  ...{
    answer_voidings: [],
    answers: [],
    user_versions: [],
    deliveries: [],
    links: [],
    earlier_agreements: [],
    reader_events: [],
  },
};

/** The records about no one of calendars being made and changed, and all calendars. */
export async function listCalendarsWithRecords(
  db: Database,
): Promise<{ readonly records: readonly RecordRow[]; readonly rows: readonly Row[] }> {
  const records = await listRecordsOfKinds(db, ['calendar']);
  const { rows } = await sql<Row>`SELECT * FROM calendars ORDER BY name`.execute(db);
  return { records, rows };
}

/** The records about no one of members and of links that make admins, and all of both. */
export async function listMembersWithRecords(db: Database): Promise<{
  readonly records: readonly RecordRow[];
  readonly members: readonly Row[];
  readonly links: readonly Row[];
  readonly auditorLinks: readonly Row[];
}> {
  const records = await listRecordsOfKinds(db, OF_MEMBERS);
  const { rows: members } = await sql<Row>`SELECT * FROM members ORDER BY id`.execute(db);
  const { rows: links } = await sql<Row>`SELECT * FROM admin_links ORDER BY id`.execute(db);
  const { rows: auditorLinks } = await sql<Row>`SELECT * FROM auditor_links ORDER BY id`.execute(db);
  return { records, members, links, auditorLinks };
}

/** The rows of every version. */
export async function listVersionRows(db: Database): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`SELECT * FROM versions ORDER BY policy, version`.execute(db);
  return rows;
}

/** The last number that each policy says it gave. */
export async function listLastVersions(db: Database): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`SELECT policy, last_version FROM policies ORDER BY policy`.execute(db);
  return rows;
}

/** The pause that each policy says it is in, or was in last; null of one that is in none. */
export async function listAskingPauses(db: Database): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`SELECT policy, asking_pause FROM policies ORDER BY policy`.execute(db);
  return rows;
}

/** The chunks of a range that were frozen. */
export async function listFrozenChunks(db: Database, { after, to }: KeyRange): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    SELECT * FROM chunks WHERE id > ${after} AND id <= ${to} AND frozen_at IS NOT NULL ORDER BY id`.execute(
    db,
  );
  return rows;
}

/** Who is in the frozen chunks of a range, in the order sent, with the record of each. */
export async function listFrozenMails(db: Database, { after, to }: KeyRange): Promise<readonly Row[]> {
  const ofTable = (table: string) => sql`
    SELECT ${sql.lit(table)} AS "table", own.id, own.chunk_id, own.position, records.body FROM ${sql.table(table)} AS own
      LEFT JOIN records ON records.id = 'sent:' || own.id
    WHERE own.chunk_id > ${after} AND own.chunk_id <= ${to} AND own.position IS NOT NULL`;
  const { rows } = await sql<Row>`
    SELECT * FROM (${ofTable('deliveries')} UNION ALL ${ofTable('ended_deliveries')}) AS mails
    ORDER BY chunk_id, position, id`.execute(db);
  return rows;
}

/** Counts the rows of a table. */
export async function countRows(db: Database, table: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`SELECT count(*) AS count FROM ${sql.table(table)}`.execute(
    db,
  );
  return Number(rows[0]?.count ?? 0);
}

/** What is stored of the log above one size and up to another. */
export async function listStretch(db: Database, from: number, to: number) {
  const { rows: leaves } = await sql<{ position: number; record_id: string; leaf: string }>`
    SELECT position, record_id, leaf FROM log_entries
    WHERE position > ${from} AND position <= ${to} ORDER BY position`.execute(db);
  const nodes = new Map<string, string>();
  for (let height = 4; 2 ** height <= to; height += 4) {
    const [first, last] = [Math.floor(from / 2 ** height), Math.floor(to / 2 ** height)];
    if (last === first) continue;
    const { rows } = await sql<{ idx: number; hash: string }>`
      SELECT idx, hash FROM log_nodes WHERE height = ${height} AND idx >= ${first} AND idx < ${last}`.execute(
      db,
    );
    for (const { idx, hash } of rows) nodes.set(`${height}/${idx}`, hash);
  }
  const { rows: checkpoints } = await sql<{ size: number; root: string; note: string }>`
    SELECT size, root, note FROM log_checkpoints WHERE size > ${from} AND size <= ${to} ORDER BY size`.execute(
    db,
  );
  return { leaves, nodes, checkpoints };
}
