import { auditAskingPauses } from '../../domain/audit/audit-asking-pauses.ts';
import { auditAuditorLinks } from '../../domain/audit/audit-auditor-links.ts';
import { auditCalendars } from '../../domain/audit/audit-calendars.ts';
import { auditDrafts, auditDraftText, hashesOfTexts } from '../../domain/audit/audit-drafts.ts';
import { auditMembers } from '../../domain/audit/audit-members.ts';
import { auditWaiting } from '../../domain/audit/audit-user.ts';
import { auditWordings } from '../../domain/audit/audit-wordings.ts';
import { auditReadable, type Report } from '../../domain/audit/finding.ts';
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

/** All rows of a table, where nobody can tell of which one it is. */
function all(table: string) {
  return { table, row: 'all' };
}

/** Audits calendars by the records of their editions. */
async function auditAllCalendars(report: Report, db: Database, facts: AuditFacts): Promise<void> {
  const { records, rows } = await listCalendarsWithRecords(db);
  const read = records.flatMap((row) => readRecord(report, row, false, facts.hashing) ?? []);
  for (const record of read) auditWaiting(report, record, facts);
  auditReadable(report, all('calendars'), () => auditCalendars(report, rows, read));
}

/** Audits the pauses that policies are in by the records of their being begun and ended. */
async function auditAllPauses(report: Report, db: Database, facts: AuditFacts): Promise<void> {
  const rows = await listRecordsOfKinds(db, OF_PAUSES);
  const records = rows.flatMap((row) => readRecord(report, row, false, facts.hashing) ?? []);
  for (const record of records) auditWaiting(report, record, facts);
  const pauses = await listAskingPauses(db);
  auditReadable(report, all('policies'), () => auditAskingPauses(report, pauses, records));
}

/** Audits the company's own wording by the records of its editions. */
async function auditAllWordings(report: Report, db: Database, facts: AuditFacts): Promise<void> {
  const rows = await listRecordsOfKinds(db, ['worded']);
  const records = rows.flatMap((row) => readRecord(report, row, false, facts.hashing) ?? []);
  for (const record of records) auditWaiting(report, record, facts);
  const wordings = await listWordingRows(db);
  auditReadable(report, all('wordings'), () => auditWordings(report, wordings, records));
}

/** Audits members, links that make admins, and links for auditors, by what is recorded of them. */
async function auditAllMembers(report: Report, db: Database, facts: AuditFacts): Promise<void> {
  const { records, auditorLinks, ...rows } = await listMembersWithRecords(db);
  const read = records.flatMap((row) => readRecord(report, row, false, facts.hashing) ?? []);
  for (const record of read) auditWaiting(report, record, facts);
  auditReadable(report, all('members'), () => auditMembers(report, rows, read));
  auditReadable(report, all('auditor_links'), () => auditAuditorLinks(report, auditorLinks, read));
}

/** Audits drafts and releases, and the texts of drafts one by one, by what is recorded of them. */
async function auditAllDrafts(report: Report, db: Database, facts: AuditFacts): Promise<void> {
  const read = (quietly: boolean, rows: readonly RecordRow[]) =>
    rows.flatMap((row) => readRecord(quietly ? () => {} : report, row, false, facts.hashing) ?? []);
  const records = read(false, await listRecordsOfKinds(db, OF_DRAFTS));
  for (const record of records) auditWaiting(report, record, facts);
  // What is wrong with records of versions is said with them.
  const posted = read(true, await listRecordsOfKinds(db, ['posted'])).filter(({ facts }) => facts.from);
  const tables = await listDraftRows(db);
  auditReadable(report, all('drafts'), () => auditDrafts(report, tables, records, posted));
  const said = hashesOfTexts(records);
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
