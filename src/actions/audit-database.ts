import { whatItSays } from '../delivery/resend-webhook.ts';
import { auditUser, auditWaiting } from '../domain/audit/audit-user.ts';
import { auditVersion } from '../domain/audit/audit-version.ts';
import type { Report, Row } from '../domain/audit/finding.ts';
import { PLAIN_HASHING } from '../domain/audit/hashing.ts';
import { type AuditedRecord, readRecord } from '../domain/audit/read-record.ts';
import { auditReferences } from '../domain/audit/user-acts.ts';
import type { AuditFacts, VersionFacts } from '../domain/audit/user-rows.ts';
import { auditChunk, auditRendition, auditTemplate } from '../domain/audit/words.ts';
import { addMs, type Instant } from '../domain/instant.ts';
import type { Period } from '../domain/period.ts';
import {
  countRows,
  findAuditedHead,
  findEndOfRange,
  findEntryWithoutRecord,
  findRecordWithoutUser,
  LAST_REF,
  listByKey,
  listFrozenChunks,
  listFrozenMails,
  listTexts,
  listUserRows,
  listVersionRecords,
  listVersionRows,
} from '../storage/audit-rows.ts';
import type { Database } from '../storage/store.ts';
import { type AuditBasis, auditLog, auditPositions } from './audit-log.ts';

/** What is read at a time. */
const USERS_PER_PAGE = 400;
const CHUNKS_PER_PAGE = 50;
const TEXTS_PER_PAGE = 10;

/** The longest that a record may wait for its position. */
const WAITING_MS = 5 * 60 * 1000;

/** What an audit has read. */
export type AuditSummary = {
  readonly records: number;
  readonly users: number;
  readonly versions: number;
  readonly mails: number;
  readonly checkpoints: number;
  readonly size: number;
  readonly root: string;
};

/** Rows that were met, by table: what a table has beyond them stands outside of everything. */
type Met = Map<string, number>;

/**
 * Reads all that the database holds of acts once and reports what does not fit: records against their
 * commitments and leaves, leaves against the tree, checkpoints against keys, tables against records, both
 * ways. `db` must be as of one moment. What is in memory at a time does not grow with the number of users.
 */
export async function auditDatabase(basis: AuditBasis, report: Report): Promise<AuditSummary> {
  const { db, now } = basis;
  const head = await findAuditedHead(db);
  if (head === undefined) {
    report({ table: 'log_head', row: 'log', column: null, is: 'missing', should: 'there' });
    return NOTHING_READ;
  }
  const met: Met = new Map();
  await auditPositions(report, db, head.size);
  const versions = await listVersionRows(db);
  const facts: AuditFacts = {
    ...(await auditWords(report, db)),
    versions: new Map(versions.map((row) => [`${row.policy}/${row.version}`, rowToVersionFacts(row)])),
    says: whatItSays,
    hashing: basis.hashing ?? PLAIN_HASHING,
    isBackfilled: head.backfill === 'done',
    waitingSince: addMs(now, -WAITING_MS),
  };
  await auditVersions(report, db, versions, facts, met);
  const users = await auditUsers(report, db, facts, met);
  await auditChunks(report, db, facts);
  const checkpoints = await auditLog(report, head, basis);
  await auditStrays(report, db, met);
  return {
    records: met.get('records') ?? 0,
    ...{ users, versions: facts.versions.size, checkpoints },
    mails: (met.get('deliveries') ?? 0) + (met.get('ended_deliveries') ?? 0),
    ...{ size: head.size, root: head.root },
  };
}

const NOTHING_READ: AuditSummary = {
  ...{ records: 0, users: 0, versions: 0, mails: 0, checkpoints: 0, size: 0, root: '' },
};

/** What tellings and acceptances of a version are held against; as it stands, whatever that is worth. */
function rowToVersionFacts(row: Row): VersionFacts {
  return {
    contentHash: String(row.content_hash),
    effectiveAt: String(row.effective_at) as Instant,
    lateNotice: String(row.late_notice) as Period,
    timeZone: String(row.time_zone),
  };
}

async function auditWords(
  report: Report,
  db: Database,
): Promise<Pick<AuditFacts, 'renditions' | 'templates'>> {
  const renditions = new Map<string, string>();
  const templates = new Set<string>();
  for (let after = ''; ; ) {
    const page = await listByKey(db, 'renditions', after, TEXTS_PER_PAGE);
    for (const row of page) renditions.set(String(row.id), auditRendition(report, row));
    if (page.length === 0) break;
    after = String(page.at(-1)?.id);
  }
  for (let after = ''; ; ) {
    const page = await listByKey(db, 'page_templates', after, TEXTS_PER_PAGE);
    for (const row of page) {
      auditTemplate(report, row);
      templates.add(String(row.id));
    }
    if (page.length === 0) break;
    after = String(page.at(-1)?.id);
  }
  return { renditions, templates };
}

async function auditVersions(
  report: Report,
  db: Database,
  versions: readonly Row[],
  facts: AuditFacts,
  met: Met,
): Promise<void> {
  const records = new Map<string, AuditedRecord>();
  for (const row of await listVersionRecords(db)) {
    const record = readRecord(report, row, false, facts.hashing);
    meetRecord(met, row);
    if (record === null) continue;
    records.set(row.id, record);
    auditWaiting(report, record, facts);
  }
  auditReferences(report, [...records.values()], facts);
  const rows = new Map(versions.map((row) => [`${row.policy}/${row.version}`, row]));
  const posted = [...records.values()].filter(({ kind }) => kind === 'posted').map(({ about }) => about);
  const lastVersions = new Map<string, number>();
  for (const name of new Set([...rows.keys(), ...posted])) {
    const version = rows.get(name);
    const [policy = '', number = ''] = name.split('/');
    lastVersions.set(policy, Math.max(lastVersions.get(policy) ?? 0, Number(number)));
    const texts = await listTexts(db, policy, Number(number));
    meet(met, 'version_texts', texts.length);
    const own = { posted: records.get(`posted:${name}`), withdrawn: records.get(`withdrawn:${name}`) };
    auditVersion(report, { name, version, texts, ...own }, facts.isBackfilled);
  }
  for (const [policy, should] of lastVersions) {
    const is = [...rows.values()].find((row) => row.policy === policy)?.last_version ?? null;
    if (is !== should) report({ table: 'policies', row: policy, column: 'last_version', is, should });
  }
}

async function auditUsers(report: Report, db: Database, facts: AuditFacts, met: Met): Promise<number> {
  let count = 0;
  for (let after = ''; after !== LAST_REF; ) {
    const to = await findEndOfRange(db, after, USERS_PER_PAGE);
    for (const rows of await listUserRows(db, { after, to })) {
      auditUser(report, rows, facts);
      if (rows.user !== undefined) count++;
      for (const record of rows.records) meetRecord(met, record);
      for (const table of BY_USER) meet(met, table, rows[table].length);
      for (const { table } of rows.deliveries) meet(met, String(table), 1);
    }
    after = to;
  }
  return count;
}

const BY_USER = [
  ...(['acceptances', 'terminations', 'showings', 'provider_events', 'voidings', 'resolutions'] as const),
  'user_versions',
] as const;

function meetRecord(met: Met, row: Parameters<typeof readRecord>[1]): void {
  meet(met, 'records', 1);
  if (row.position !== null) meet(met, 'log_entries', 1);
  if (row.turn !== null) meet(met, 'waiting_records', 1);
  if (row.salt !== null) meet(met, 'record_secrets', 1);
}

function meet(met: Met, table: string, count: number): void {
  met.set(table, (met.get(table) ?? 0) + count);
}

async function auditChunks(report: Report, db: Database, { renditions }: AuditFacts): Promise<void> {
  for (let after = ''; ; ) {
    const chunks = await listFrozenChunks(db, after, CHUNKS_PER_PAGE);
    const last = chunks.at(-1);
    if (last === undefined) return;
    const to = String(last.id);
    const mails = Map.groupBy(await listFrozenMails(db, { after, to }), (row) => row.chunk_id);
    for (const chunk of chunks) {
      auditChunk(report, { chunk, deliveries: mails.get(chunk.id ?? '') ?? [] }, renditions);
    }
    after = to;
  }
}

/** Rows that nothing led to: their user, version or record is missing. */
async function auditStrays(report: Report, db: Database, met: Met): Promise<void> {
  const stray = await findRecordWithoutUser(db);
  if (stray !== undefined) {
    report({ table: 'records', row: stray, column: 'user_ref', is: null, should: 'the user it is about' });
  }
  const lost = await findEntryWithoutRecord(db);
  if (lost !== undefined) {
    const should = `there, at position ${lost.position}`;
    report({ table: 'records', row: lost.record_id, column: null, is: 'missing', should });
  }
  const tables = [
    ...['records', 'record_secrets', 'log_entries', 'waiting_records', 'version_texts'],
    ...[...BY_USER, 'deliveries', 'ended_deliveries'],
  ];
  for (const table of tables) {
    const [is, should] = [await countRows(db, table), met.get(table) ?? 0];
    if (is === should) continue;
    report({
      ...{ table, row: 'all', column: null, is: `${is} rows` },
      should: `${should}: the others belong to no user, version or record`,
    });
  }
}
