import { auditAskingPauses } from '../../domain/audit/audit-asking-pauses.ts';
import { auditAuditorLinks } from '../../domain/audit/audit-auditor-links.ts';
import { auditCalendars } from '../../domain/audit/audit-calendars.ts';
import { auditDrafts, auditDraftText, hashesOfTexts } from '../../domain/audit/audit-drafts.ts';
import { auditMembers } from '../../domain/audit/audit-members.ts';
import { auditWaiting } from '../../domain/audit/audit-user.ts';
import { auditWordings } from '../../domain/audit/audit-wordings.ts';
import type { Report } from '../../domain/audit/finding.ts';
import { type RecordRow, readRecord } from '../../domain/audit/read-record.ts';
import type { AuditFacts } from '../../domain/audit/user-rows.ts';
import {
  listDraftRows,
  listDraftTextKeys,
  listDraftTexts,
  OF_DRAFTS,
} from '../../storage/record/audit-draft-rows.ts';
import {
  listAskingPauses,
  listCalendarsWithRecords,
  listMembersWithRecords,
  listRecordsOfKinds,
  OF_PAUSES,
} from '../../storage/record/audit-rows.ts';
import { listWordingRows } from '../../storage/record/audit-words.ts';
import type { Database } from '../../storage/store.ts';

/** What is read at a time. */
const TEXTS_PER_PAGE = 10;

/** Audits calendars by the records of their editions. */
async function auditAllCalendars(report: Report, db: Database, facts: AuditFacts): Promise<void> {
  const { records, rows } = await listCalendarsWithRecords(db);
  const read = records.flatMap((row) => readRecord(report, row, false, facts.hashing) ?? []);
  for (const record of read) auditWaiting(report, record, facts);
  auditCalendars(report, rows, read);
}

/** Audits the pauses that policies are in by the records of their being begun and ended. */
async function auditAllPauses(report: Report, db: Database, facts: AuditFacts): Promise<void> {
  const rows = await listRecordsOfKinds(db, OF_PAUSES);
  const records = rows.flatMap((row) => readRecord(report, row, false, facts.hashing) ?? []);
  for (const record of records) auditWaiting(report, record, facts);
  // One whose facts cannot be read was reported by itself.
  const readable = records.filter(({ facts: said }) => typeof said === 'object' && said !== null);
  auditAskingPauses(report, await listAskingPauses(db), readable);
}

/** Audits the company's own wording by the records of its editions. */
async function auditAllWordings(report: Report, db: Database, facts: AuditFacts): Promise<void> {
  const rows = await listRecordsOfKinds(db, ['worded']);
  const records = rows.flatMap((row) => readRecord(report, row, false, facts.hashing) ?? []);
  for (const record of records) auditWaiting(report, record, facts);
  auditWordings(report, await listWordingRows(db), records);
}

/** Audits members, links that make admins, and links for auditors, by what is recorded of them. */
async function auditAllMembers(report: Report, db: Database, facts: AuditFacts): Promise<void> {
  const { records, auditorLinks, ...rows } = await listMembersWithRecords(db);
  const read = records.flatMap((row) => readRecord(report, row, false, facts.hashing) ?? []);
  for (const record of read) auditWaiting(report, record, facts);
  // One whose facts cannot be read was reported by itself.
  const readable = read.filter(({ facts: said }) => typeof said === 'object' && said !== null);
  auditMembers(report, rows, readable);
  auditAuditorLinks(report, auditorLinks, readable);
}

/** Audits drafts and releases, and the texts of drafts one by one, by what is recorded of them. */
async function auditAllDrafts(report: Report, db: Database, facts: AuditFacts): Promise<void> {
  const read = (quietly: boolean, rows: readonly RecordRow[]) =>
    rows.flatMap((row) => readRecord(quietly ? () => {} : report, row, false, facts.hashing) ?? []);
  const records = read(false, await listRecordsOfKinds(db, OF_DRAFTS));
  for (const record of records) auditWaiting(report, record, facts);
  // What is wrong with records of versions is said with them.
  const posted = read(true, await listRecordsOfKinds(db, ['posted'])).filter(({ facts }) => facts?.from);
  const tables = await listDraftRows(db);
  // One whose facts cannot be read was reported by itself.
  const readable = records.filter(({ facts }) => typeof facts === 'object' && facts !== null);
  auditDrafts(report, tables, readable, posted);
  const said = hashesOfTexts(readable);
  const keys = await listDraftTextKeys(db);
  for (let at = 0; at < keys.length; at += TEXTS_PER_PAGE) {
    const texts = await listDraftTexts(db, keys.slice(at, at + TEXTS_PER_PAGE));
    for (const text of texts) auditDraftText(report, text, said);
  }
  const known = new Set(keys.map(({ draft, locale, hash }) => `${draft} ${locale} ${hash}`));
  for (const row of said) {
    if (known.has(row)) continue;
    report({ table: 'draft_texts', row, column: null, is: 'missing', should: 'there, for a revision' });
  }
}

/** The audits of all that is recorded about no user and no version. */
export const ABOUT_NO_ONE = [
  ...[auditAllCalendars, auditAllDrafts, auditAllMembers],
  ...[auditAllPauses, auditAllWordings],
] as const;
