import { auditAnswers } from './audit-answers.ts';
import { auditSilences } from './audit-silences.ts';
import type { Report } from './finding.ts';
import { type AuditedRecord, readRecord } from './read-record.ts';
import { auditActs, auditReferences } from './user-acts.ts';
import { auditProjections } from './user-projections.ts';
import type { AuditFacts, RecordsByKind, UserRows } from './user-rows.ts';

const EMPTY: ReadonlyMap<string, AuditedRecord> = new Map();

/** Holds all that the tables have about one user against each other. */
export function auditUser(report: Report, rows: UserRows, facts: AuditFacts): void {
  const isErased = rows.user?.erased_at !== null && rows.user?.erased_at !== undefined;
  const records: AuditedRecord[] = [];
  for (const row of rows.records) {
    const record = readRecord(report, row, isErased, facts.hashing);
    if (record === null) continue;
    records.push(record);
    auditWaiting(report, record, facts);
  }
  records.sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
  const byKind = recordsByKind(records);
  auditActs(report, rows, byKind);
  auditAnswers(report, rows, records);
  auditSilences(report, rows, records, byKind, facts);
  auditReferences(report, records, facts);
  auditProjections(report, rows, records, byKind, facts);
}

/** A record that waits for its position longer than any sequencer takes. */
export function auditWaiting(
  report: Report,
  { id, isWaiting, recordedAt }: AuditedRecord,
  { waitingSince }: Pick<AuditFacts, 'waitingSince'>,
): void {
  if (!isWaiting || recordedAt >= waitingSince) return;
  const should = 'numbered within minutes: no process with SENDER=on is running';
  report({ table: 'waiting_records', row: id, column: null, is: `waiting since ${recordedAt}`, should });
}

function recordsByKind(records: readonly AuditedRecord[]): RecordsByKind {
  const kinds = new Map<string, Map<string, AuditedRecord>>();
  for (const record of records) {
    const ofKind = kinds.get(record.kind);
    if (ofKind === undefined) kinds.set(record.kind, new Map([[record.about, record]]));
    else ofKind.set(record.about, record);
  }
  return (kind) => kinds.get(kind) ?? EMPTY;
}
