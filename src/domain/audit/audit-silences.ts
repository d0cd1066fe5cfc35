import { silenceId } from '../record/act.ts';
import { compareRow, type Report, type Row, type Value } from './finding.ts';
import type { AuditedRecord } from './read-record.ts';
import type { AuditFacts, RecordsByKind, UserRows } from './user-rows.ts';

/**
 * Holds what is marked of silences against their records, both ways: each that is marked as having agreed is
 * recorded with its date and what told of it, and each that is recorded is marked so, or was voided.
 */
export function auditSilences(
  report: Report,
  rows: UserRows,
  records: readonly AuditedRecord[],
  byKind: RecordsByKind,
  { versions }: Pick<AuditFacts, 'versions'>,
): void {
  const voided = byKind('silence-voided');
  const agreed = byKind('agreed-by-silence');
  const standing = new Map([...agreed].filter(([about]) => !voided.has(about)));
  for (const row of rows.user_versions) {
    // Nothing is marked and nothing recorded, as of most.
    if (row.silence === null && standing.size === 0) continue;
    const record = standing.get(idOf(row));
    standing.delete(idOf(row));
    const at = { table: 'user_versions', row: `${rows.ref} ${row.policy}/${row.version}` };
    const isOvertaken = record !== undefined && wasOvertaken(record, records);
    if (record === undefined || (isOvertaken && !wouldAgree(record, row, rows, versions))) {
      const mayBe = agreedNobody(row, rows, versions) ? [null, 'none'] : [null];
      const words = `${mayBe.map((one) => one ?? 'nothing').join(' or ')}: no agreement is recorded`;
      compareRow(report, at, row, { silence: { words, holds: (is) => mayBe.includes(is as null) } });
      continue;
    }
    const { toldAt, closesAt } = record.facts;
    compareRow(report, at, row, { silence: 'agreed', agrees_at: record.at });
    compareRow(report, at, row, { told_at: toldAt, closes_at: closesAt });
  }
  for (const [about, record] of standing) {
    const { policy, version } = record;
    if (wasOvertaken(record, records)) continue;
    const at = { table: 'user_versions', row: `${rows.ref} ${policy}/${version}` };
    report({ ...at, column: 'silence', is: 'missing', should: `as agreed-by-silence:${about} has it` });
  }
  for (const about of voided.keys()) {
    if (agreed.has(about)) continue;
    report({
      ...{ table: 'records', row: `agreed-by-silence:${about}`, column: null, is: 'missing' },
      should: `there, since silence-voided:${about} is`,
    });
  }
}

/** Kinds of what people say, and of what undoes that. */
const SAID: readonly AuditedRecord['kind'][] = ['accepted', 'answered', 'leaving', 'answer-voided'];

/** Whether what they had said before silence agreed was written down only after that, or voided. */
function wasOvertaken(silence: AuditedRecord, records: readonly AuditedRecord[]): boolean {
  return records.some(
    ({ kind, at, order }) =>
      SAID.includes(kind) && order > silence.order && (kind === 'answer-voided' || at <= silence.at),
  );
}

/** Whether it agrees all the same, by what is known now. */
function wouldAgree(
  { at }: AuditedRecord,
  row: Row,
  rows: UserRows,
  versions: AuditFacts['versions'],
): boolean {
  const isBefore = (one: Value | undefined) => one != null && one <= at;
  const wasLeaving = rows.terminations.some((one) => isBefore(one.declined_at) && !isBefore(one.ended_at));
  const isWithdrawn = isBefore(versions.get(`${row.policy}/${row.version}`)?.withdrawnAt);
  return row.agrees_at === at && !isBefore(row.accepted_since) && !isWithdrawn && !wasLeaving;
}

/** Whether there is what keeps silence from agreeing: a yes or a no of theirs by then, or a withdrawal. */
function agreedNobody(row: Row, rows: UserRows, versions: AuditFacts['versions']): boolean {
  const isBefore = (at: Value | undefined) => at != null && row.agrees_at != null && at <= row.agrees_at;
  return (
    isBefore(row.accepted_since) ||
    isBefore(versions.get(`${row.policy}/${row.version}`)?.withdrawnAt) ||
    rows.terminations.some((one) => isBefore(one.declined_at)) ||
    rows.answers.some((one) => isBefore(one.answered_at))
  );
}

function idOf({ user_ref, policy, version, told_by }: Row): string {
  return silenceId({
    ...{ ref: String(user_ref), policy: String(policy) },
    ...{ version: Number(version), toldBy: String(told_by) },
  });
}
