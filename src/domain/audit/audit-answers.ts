import type { MadeDecline } from '../answers/counting.ts';
import { isInPart, type Objection } from '../answers/standing-objection.ts';
import type { Instant } from '../instant.ts';
import { compareRow, type Report, type Row } from './finding.ts';
import type { AuditedRecord } from './read-record.ts';
import type { RecordsByKind, UserRows } from './user-rows.ts';

/** Holds what ended a user's answers, and what stands of them, against the records of either. */
export function auditAnswers(report: Report, rows: UserRows, byKind: RecordsByKind): void {
  const ended = byKind('answer-ended');
  for (const row of rows.answers) {
    const end = ended.get(String(row.id));
    const expected = { ended_at: end?.at ?? null, ended_by: end?.facts.by ?? null };
    compareRow(report, { table: 'answers', row: String(row.id) }, row, expected);
  }
  for (const row of rows.user_versions) {
    const at = { table: 'user_versions', row: `${rows.ref} ${row.policy}/${row.version}` };
    const own = [...byKind('answered').values()].filter((one) => isAbout(one, row));
    const standing = own.findLast(({ about, facts }) => facts.answer !== 'withdraw' && !ended.has(about));
    const objection = standing === undefined ? null : toObjection(standing);
    const withdrawn = own.findLast(({ facts }) => facts.answer === 'withdraw');
    compareRow(report, at, row, {
      objection: objection && JSON.stringify(objection),
      partly_at: objection !== null && isInPart(objection) ? objection.at : null,
      consent_withdrawn_at: withdrawn?.at ?? null,
    });
  }
}

/** A user's objections to a version as acts of declining it. */
export function objectionsOf(records: readonly AuditedRecord[]): readonly MadeDecline[] {
  const cancelled = new Set(
    records
      .filter(({ kind, facts }) => kind === 'answer-ended' && facts.by === 'cancelled')
      .map(({ about }) => about),
  );
  return records
    .filter(({ kind, facts }) => kind === 'answered' && facts.answer !== 'withdraw')
    .map(({ about: id, at }) => ({
      ...{ id, declinedAt: at as Instant },
      endedBy: cancelled.has(id) ? ('cancelled' as const) : null,
    }));
}

/** The objection that stands in a row of a position; undefined where none does, or it cannot be read. */
export function readObjection({ objection }: Row): Objection | undefined {
  try {
    return objection == null ? undefined : (JSON.parse(String(objection)) as Objection);
  } catch {
    return undefined;
  }
}

function isAbout({ policy, version }: AuditedRecord, row: Row): boolean {
  return policy === row.policy && version === row.version;
}

function toObjection({ about: id, at, facts: { answer, part } }: AuditedRecord): Objection {
  return { id, answer, part, at };
}
