import { compareRow, type Report, type Row, sameJson } from './finding.ts';
import type { AuditedRecord } from './read-record.ts';

/**
 * Holds the pause that each policy says it is in against the records of pauses, both ways: it is the one that was begun
 * and neither replaced nor ended before its time.
 */
export function auditAskingPauses(
  report: Report,
  rows: readonly Row[],
  records: readonly AuditedRecord[],
): void {
  const begun = records.filter(({ kind }) => kind === 'asking-paused');
  const replaced = new Set(begun.map(({ facts }) => facts.replaces));
  const ended = new Set(
    records.flatMap(({ kind, facts }) => (kind === 'asking-resumed' ? [facts.pause] : [])),
  );
  const standing = begun.filter(({ facts }) => !replaced.has(facts.pause) && !ended.has(facts.pause));
  for (const policy of new Set([...rows.map((row) => row.policy), ...standing.map((one) => one.policy)])) {
    const record = standing.find((one) => one.policy === policy);
    const pause = record && {
      ...{ id: record.facts.pause, since: record.at, until: record.facts.until },
      ...{ reason: record.facts.reason, by: record.actor },
    };
    compareRow(
      report,
      { table: 'policies', row: String(policy) },
      rows.find((row) => row.policy === policy),
      { asking_pause: pause === undefined ? null : sameJson(pause) },
    );
  }
}
