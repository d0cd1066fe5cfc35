import { auditUser, auditWaiting } from '../../domain/audit/audit-user.ts';
import { auditVersion } from '../../domain/audit/audit-version.ts';
import type { Finding, Report, Row, Value } from '../../domain/audit/finding.ts';
import { PLAIN_HASHING } from '../../domain/audit/hashing.ts';
import { type AuditedRecord, readRecord } from '../../domain/audit/read-record.ts';
import { auditReferences } from '../../domain/audit/user-acts.ts';
import type { AuditFacts, VersionFacts } from '../../domain/audit/user-rows.ts';
import { auditChunk, auditPresentation, auditRendition, auditTemplate } from '../../domain/audit/words.ts';
import { addMs, type Instant } from '../../domain/instant.ts';
import { whatItSays } from '../../domain/notices/report-type.ts';
import type { Period } from '../../domain/period.ts';
import type { FrozenRules } from '../../domain/policies/frozen-rules.ts';
import {
  countRows,
  findAuditedHead,
  findEndOfRange,
  LAST_KEY,
  listFrozenChunks,
  listFrozenMails,
  listLastVersions,
  listRecordsOfKinds,
  listUserRows,
  listVersionRows,
  OF_VERSIONS,
} from '../../storage/record/audit-rows.ts';
import { findEntryWithoutRecord, listStrays } from '../../storage/record/audit-strays.ts';
import {
  listEditionRows,
  listIdsOfWords,
  listLayerRows,
  listTexts,
  listTranslationRows,
  listWords,
  type TableOfWords,
} from '../../storage/record/audit-words.ts';
import type { Database } from '../../storage/store.ts';
import { ABOUT_NO_ONE } from './audit-about-no-one.ts';
import { type AuditBasis, auditLog, auditPositions } from './audit-log.ts';

/** What is read at a time: much where a query is a journey, little where it is none, to be let go of while it is young. */
const FAR_PAGES = { users: 400, chunks: 50 };
const NEAR_PAGES = { users: 100, chunks: 10 };
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

/** What was read half way while others wrote is read again so many times, each after a while. */
const READ_AGAIN = 3;
const READ_AGAIN_AFTER_MS = 500;

/** Audits one part of the database by what is known of its words and versions. */
type Part = (report: Report, facts: AuditFacts) => Promise<void>;
/** Audits a part and reports what counts of its findings. */
type Audit = (part: Part) => Promise<void>;

/**
 * Reads all that the database holds of acts once and reports what does not fit: records against their
 * commitments and leaves, leaves against the tree, checkpoints against keys, tables against records, both
 * ways. On a database that moves meanwhile a difference counts if it is still there when its part is read
 * again. What is in memory at a time does not grow with the number of users.
 */
export async function auditDatabase(basis: AuditBasis, report: Report): Promise<AuditSummary> {
  const { db, now } = basis;
  const head = await findAuditedHead(db);
  if (head === undefined) {
    report({ table: 'log_head', row: 'log', column: null, is: 'missing', should: 'there' });
    return NOTHING_READ;
  }
  await auditPositions(report, db);
  const words: Words = { renditions: new Map(), templates: new Set(), presentations: new Set() };
  const learn = async (): Promise<AuditFacts> => {
    await readWords(report, db, words);
    const versions = await listVersionRows(db);
    const others = [...(await listTranslationRows(db)), ...(await listEditionRows(db))];
    const translations = Map.groupBy(others, nameOfVersion);
    return {
      ...words,
      versions: new Map(
        versions.map((row) => {
          const name = nameOfVersion(row);
          return [name, rowToVersionFacts(row, translations.get(name) ?? [])];
        }),
      ),
      says: whatItSays,
      hashing: basis.hashing ?? PLAIN_HASHING,
      waitingSince: addMs(now, -WAITING_MS),
    };
  };
  let facts = await learn();
  const audit: Audit = async (part) => {
    await basis.onPage?.();
    let found = await findingsOf(part, facts);
    for (let times = 0; basis.moves && found.length > 0 && times < READ_AGAIN; times++) {
      await pause(READ_AGAIN_AFTER_MS);
      facts = await learn();
      const still = await findingsOf(part, facts);
      found = still.filter((one) => found.some((other) => isSamePlace(one, other)));
    }
    for (const finding of found) report(finding);
  };
  await audit((take, known) => auditVersions(take, db, known));
  for (const auditAll of ABOUT_NO_ONE) await audit((take, known) => auditAll(take, db, known));
  const pages = db.askNow === undefined ? FAR_PAGES : NEAR_PAGES;
  await auditUsers(audit, db, pages.users);
  await auditChunks(audit, db, pages.chunks);
  const checkpoints = await auditLog(report, head, basis);
  await auditStrays(report, db);
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

/** What tellings and acceptances of a version are held against; as it stands, whatever that is worth. */
function rowToVersionFacts(row: Row, translations: readonly Row[]): VersionFacts {
  return {
    release: String(row.release),
    contentHash: String(row.content_hash),
    contentHashes: new Set([row, ...translations].map((one) => String(one.content_hash))),
    effectiveAt: String(row.effective_at) as Instant,
    lateNotice: String(row.late_notice) as Period,
    withdrawnAt: (row.withdrawn_at ?? null) as Instant | null,
    timeZone: String(row.time_zone),
    ...{
      policy: String(row.policy),
      version: Number(row.version),
      postedAt: String(row.posted_at) as Instant,
    },
    class: String(row.class ?? row.change),
    rule: readRule(row.rule),
    reason: row.reason === null ? null : String(row.reason),
    rules: readRules(row.rules),
  };
}

/** As if nothing had put its date off where it cannot be read; that is reported with the version. */
function readRule(rule: Value | undefined): VersionFacts['rule'] {
  try {
    return JSON.parse(String(rule)) as VersionFacts['rule'];
  } catch {
    return { by: 'posting' };
  }
}

/** Null also where they cannot be read; that is reported with the version. */
function readRules(rules: Value | undefined): FrozenRules | null {
  try {
    return typeof rules === 'string' ? (JSON.parse(rules) as FrozenRules) : null;
  } catch {
    return null;
  }
}

/** What words are known so far: the hash of each rendition's, the ids of pages, and the hashes of screens. */
type Words = {
  readonly renditions: Map<string, string>;
  readonly templates: Set<string>;
  readonly presentations: Set<string>;
};

/** Audits the words that are not known yet. */
async function readWords(
  report: Report,
  db: Database,
  { renditions, templates, presentations }: Words,
): Promise<void> {
  const eachNew = async (
    table: TableOfWords,
    known: { has(id: string): boolean },
    take: (row: Row) => void,
  ) => {
    const ids = (await listIdsOfWords(db, table)).filter((id) => !known.has(id));
    for (let at = 0; at < ids.length; at += TEXTS_PER_PAGE) {
      for (const row of await listWords(db, table, ids.slice(at, at + TEXTS_PER_PAGE))) take(row);
    }
  };
  await eachNew('renditions', renditions, (row) => {
    renditions.set(String(row.id), auditRendition(report, row));
  });
  await eachNew('page_templates', templates, (row) => {
    auditTemplate(report, row);
    templates.add(String(row.id));
  });
  const screens = { has: (id: string) => presentations.has(`sha256:${id}`) };
  await eachNew('presentations', screens, (row) => {
    auditPresentation(report, row);
    presentations.add(`sha256:${row.id}`);
  });
}

async function auditVersions(report: Report, db: Database, facts: AuditFacts): Promise<void> {
  const records = new Map<string, AuditedRecord>();
  for (const row of await listRecordsOfKinds(db, OF_VERSIONS)) {
    const record = readRecord(report, row, false, facts.hashing);
    if (record === null) continue;
    records.set(row.id, record);
    auditWaiting(report, record, facts);
  }
  auditReferences(report, [...records.values()], facts);
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
    auditVersion(report, {
      ...{ name, version, texts, posted: records.get(`posted:${name}`) },
      ...{ translations: translations.get(name) ?? [], layers: layers.get(name) ?? [] },
      editions: editions.get(name) ?? [],
      corrected: [...records.values()].filter(({ id }) => id.startsWith(`corrected:${name}/`)),
      translated: [...records.values()].filter(({ id }) => id.startsWith(`translated:${name}/`)),
      withdrawn: records.get(`withdrawn:${name}`),
      tookEffect: records.get(`took-effect:${name}`),
    });
  }
  const saidLast = new Map((await listLastVersions(db)).map((row) => [String(row.policy), row.last_version]));
  for (const policy of new Set([...lastVersions.keys(), ...saidLast.keys()])) {
    // One that has no versions yet gave no number.
    const should = lastVersions.get(policy) ?? 0;
    const is = saidLast.get(policy) ?? null;
    if (is !== should) report({ table: 'policies', row: policy, column: 'last_version', is, should });
  }
}

function nameOfVersion(row: Row): string {
  return `${row.policy}/${row.version}`;
}

async function auditUsers(audit: Audit, db: Database, perPage: number): Promise<void> {
  for (let after = ''; after !== LAST_KEY; ) {
    const range = { after, to: await findEndOfRange(db, 'users', after, perPage) };
    await audit(async (report, facts) => {
      for (const rows of await listUserRows(db, range)) auditUser(report, rows, facts);
    });
    after = range.to;
  }
}

async function auditChunks(audit: Audit, db: Database, perPage: number): Promise<void> {
  for (let after = ''; after !== LAST_KEY; ) {
    const range = { after, to: await findEndOfRange(db, 'chunks', after, perPage) };
    await audit(async (report, { renditions }) => {
      const chunks = await listFrozenChunks(db, range);
      const mails = Map.groupBy(await listFrozenMails(db, range), (row) => row.chunk_id);
      for (const chunk of chunks) {
        auditChunk(report, { chunk, deliveries: mails.get(chunk.id ?? '') ?? [] }, renditions);
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
