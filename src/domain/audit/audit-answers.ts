import type { MadeDecline } from '../answers/counting.ts';
import { isInPart, type Objection } from '../answers/standing-objection.ts';
import { endsOfAnswers, withoutVoided } from '../record/voided.ts';
import { compareRow, type Report, type Row } from './finding.ts';
import type { AuditedRecord } from './read-record.ts';
import type { UserRows } from './user-rows.ts';

/** Holds what ended a user's answers, and what stands of them, against the records of either. */
export function auditAnswers(report: Report, rows: UserRows, records: readonly AuditedRecord[]): void {
  const ends = endsOfAnswers(records);
  for (const row of rows.answers) {
    const end = ends.get(String(row.id));
    const expected = { ended_at: end?.at ?? null, ended_by: end?.by ?? null };
    compareRow(report, { table: 'answers', row: String(row.id) }, row, expected);
  }
  const answered = withoutVoided(records).filter(({ kind }) => kind === 'answered');
  for (const row of rows.user_versions) {
    const at = { table: 'user_versions', row: `${rows.ref} ${row.policy}/${row.version}` };
    const own = answered.filter((one) => isAbout(one, row));
    const standing = own.findLast(({ about, facts }) => facts.answer !== 'withdraw' && !ends.has(about));
    const objection = standing === undefined ? null : toObjection(standing);
    const withdrawn = own.filter(({ facts }) => facts.answer === 'withdraw').map((one) => one.at);
    compareRow(report, at, row, {
      objection: objection && JSON.stringify(objection),
      partly_at: objection !== null && isInPart(objection) ? objection.at : null,
      consent_withdrawn_at: withdrawn.toSorted().at(-1) ?? null,
    });
  }
}

/** A user's objections to a version as acts of declining it, of records without what was voided. */
export function objectionsOf(records: readonly AuditedRecord[]): readonly MadeDecline[] {
  const objected = records.filter(({ kind, facts }) => kind === 'answered' && facts.answer !== 'withdraw');
  if (objected.length === 0) return [];
  const ends = endsOfAnswers(records);
  return objected.map(({ about: id, at }) => ({
    ...{ id, declinedAt: at },
    endedBy: ends.get(id)?.by === 'cancelled' ? ('cancelled' as const) : null,
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
