import { auditWaiting } from '../../domain/audit/audit-user.ts';
import { auditVersion } from '../../domain/audit/audit-version.ts';
import { auditReadable, type Finding, type Report } from '../../domain/audit/finding.ts';
import { type AuditedRecord, readRecord } from '../../domain/audit/read-record.ts';
import { auditReferences } from '../../domain/audit/user-acts.ts';
import type { AuditFacts } from '../../domain/audit/user-rows.ts';
import { auditChunk } from '../../domain/audit/words.ts';
import {
  countRows,
  findAuditedHead,
  findEndOfRange,
  LAST_KEY,
  listFrozenChunks,
  listFrozenMails,
  listLastVersions,
  listRecordsOfKinds,
  listVersionRows,
  OF_VERSIONS,
} from '../../storage/record/audit-rows.ts';
import { findEntryWithoutRecord, listStrays } from '../../storage/record/audit-strays.ts';
import {
  listEditionRows,
  listLayerRows,
  listTexts,
  listTranslationRows,
} from '../../storage/record/audit-words.ts';
import type { Database } from '../../storage/store.ts';
import { ABOUT_NO_ONE } from './audit-about-no-one.ts';
import { factsReader, nameOfVersion } from './audit-facts.ts';
import { type AuditBasis, auditLog, auditPositions } from './audit-log.ts';
import { alone, auditUsers, keeping, type Part, reportKept, type Settle } from './audit-users.ts';

/** Chunks that are read at a time, as users are. */
const FAR_PAGE = 50;
const NEAR_PAGE = 10;

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

/** What was read half way while others wrote is read again so many times, each after a while. */
const READ_AGAIN = 3;
const READ_AGAIN_AFTER_MS = 500;

/**
 * Reads all that the database holds of acts once and reports what does not fit: records against their
 * commitments and leaves, leaves against the tree, checkpoints against keys, tables against records, both
 * ways. On a database that moves meanwhile a difference counts if it is still there when its part is read
 * again. What is in memory at a time does not grow with the number of users.
 */
export async function auditDatabase(basis: AuditBasis, report: Report): Promise<AuditSummary> {
  const { db, beside = alone() } = basis;
  const head = await findAuditedHead(db);
  if (head === undefined) {
    report({ table: 'log_head', row: 'log', column: null, is: 'missing', should: 'there' });
    return NOTHING_READ;
  }
  await auditPositions(report, db);
  const learn = factsReader(report, basis);
  let facts = await learn();
  const settle: Settle = async (part) => {
    await basis.onPage?.();
    let found = await findingsOf(part, facts);
    for (let times = 0; basis.moves && found.length > 0 && times < READ_AGAIN; times++) {
      await pause(READ_AGAIN_AFTER_MS);
      facts = await learn();
      const still = await findingsOf(part, facts);
      found = still.filter((one) => found.some((other) => isSamePlace(one, other)));
    }
    return found;
  };
  const audit = async (part: Part, take = report) => {
    for (const finding of await settle(part)) take(finding);
  };
  await audit((take, known) => auditVersions(take, db, known));
  for (const auditAll of ABOUT_NO_ONE) await audit((take, known) => auditAll(take, db, known));
  // Whoever reads users beside this one goes on meanwhile; what differs there says more, so it is told first.
  const { keep, kept } = keeping();
  await auditChunks((part) => audit(part, keep), db);
  const checkpoints = await auditLog(keep, head, basis);
  await auditStrays(keep, db);
  const own = await auditUsers(settle, db, beside.take);
  reportKept(report, [own, await beside.rest()]);
  reportKept(report, [kept()]);
  return {
    records: await countRows(db, 'records'),
    users: await countRows(db, 'users'),
    versions: facts.versions.size,
    mails: (await countRows(db, 'deliveries')) + (await countRows(db, 'ended_deliveries')),
    ...{ checkpoints, size: head.size, root: head.root },
  };
}

async function findingsOf(part: Part, facts: AuditFacts): Promise<Finding[]> {
  const found: Finding[] = [];
  await part((finding) => found.push(finding), facts);
  return found;
}

function isSamePlace(one: Finding, other: Finding): boolean {
  return one.table === other.table && one.row === other.row && one.column === other.column;
}

const NOTHING_READ: AuditSummary = {
  ...{ records: 0, users: 0, versions: 0, mails: 0, checkpoints: 0, size: 0, root: '' },
};

async function auditVersions(report: Report, db: Database, facts: AuditFacts): Promise<void> {
  const records = new Map<string, AuditedRecord>();
  for (const row of await listRecordsOfKinds(db, OF_VERSIONS)) {
    const record = readRecord(report, row, false, facts.hashing);
    if (record === null) continue;
    records.set(row.id, record);
    auditWaiting(report, record, facts);
  }
  auditReadable(report, { table: 'records', row: 'of versions' }, () =>
    auditReferences(report, [...records.values()], facts),
  );
  const rows = new Map((await listVersionRows(db)).map((row) => [nameOfVersion(row), row]));
  const translations = Map.groupBy(await listTranslationRows(db), nameOfVersion);
  const layers = Map.groupBy(await listLayerRows(db), nameOfVersion);
  const editions = Map.groupBy(await listEditionRows(db), nameOfVersion);
  const posted = [...records.values()].filter(({ kind }) => kind === 'posted').map(({ about }) => about);
  const lastVersions = new Map<string, number>();
  for (const name of new Set([...rows.keys(), ...posted])) {
    const version = rows.get(name);
    const [policy = '', number = ''] = name.split('/');
    lastVersions.set(policy, Math.max(lastVersions.get(policy) ?? 0, Number(number)));
    const texts = await listTexts(db, policy, Number(number));
    const all = {
      ...{ name, version, texts, posted: records.get(`posted:${name}`) },
      ...{ translations: translations.get(name) ?? [], layers: layers.get(name) ?? [] },
      editions: editions.get(name) ?? [],
      corrected: [...records.values()].filter(({ id }) => id.startsWith(`corrected:${name}/`)),
      translated: [...records.values()].filter(({ id }) => id.startsWith(`translated:${name}/`)),
      withdrawn: records.get(`withdrawn:${name}`),
      tookEffect: records.get(`took-effect:${name}`),
    };
    auditReadable(report, { table: 'versions', row: name }, () => auditVersion(report, all));
  }
  const saidLast = new Map((await listLastVersions(db)).map((row) => [String(row.policy), row.last_version]));
  for (const policy of new Set([...lastVersions.keys(), ...saidLast.keys()])) {
    // One that has no versions yet gave no number.
    const should = lastVersions.get(policy) ?? 0;
    const is = saidLast.get(policy) ?? null;
    if (is !== should) report({ table: 'policies', row: policy, column: 'last_version', is, should });
  }
}

async function auditChunks(audit: (part: Part) => Promise<void>, db: Database): Promise<void> {
  const perPage = db.askNow === undefined ? FAR_PAGE : NEAR_PAGE;
  for (let after = ''; after !== LAST_KEY; ) {
    const range = { after, to: await findEndOfRange(db, 'chunks', after, perPage) };
    await audit(async (report, { renditions }) => {
      const chunks = await listFrozenChunks(db, range);
      const mails = Map.groupBy(await listFrozenMails(db, range), (row) => row.chunk_id);
      for (const chunk of chunks) {
        const frozen = { chunk, deliveries: mails.get(chunk.id ?? '') ?? [] };
        const at = { table: 'chunks', row: String(chunk.id) };
        auditReadable(report, at, () => auditChunk(report, frozen, renditions));
      }
    });
    after = range.to;
  }
}

async function auditStrays(report: Report, db: Database): Promise<void> {
  const lost = await findEntryWithoutRecord(db);
  if (lost !== undefined) {
    const should = `there, at position ${lost.position}`;
    report({ table: 'records', row: lost.record_id, column: null, is: 'missing', should });
  }
  for (const { table, row, should } of await listStrays(db)) {
    report({ table, row, column: null, is: 'there', should });
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
