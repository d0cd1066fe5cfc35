import { compareRow, type Report, type Row, sameJson } from './finding.ts';
import type { AuditedRecord } from './read-record.ts';

/** Holds links for auditors against the records of their being made and ended, both ways. */
export function auditAuditorLinks(
  report: Report,
  links: readonly Row[],
  records: readonly AuditedRecord[],
): void {
  const byKind = (kind: AuditedRecord['kind']) =>
    new Map(records.flatMap((one) => (one.kind === kind ? [[one.about, one] as const] : [])));
  const [made, ended] = [byKind('auditor-link'), byKind('auditor-link-ended')];
  for (const { id } of links) {
    if (made.has(String(id))) continue;
    const should = `recorded as auditor-link:${id}`;
    report({ table: 'auditor_links', row: String(id), column: null, is: 'there', should });
  }
  for (const [id, { policy, version, facts, at, actor }] of made) {
    const end = ended.get(id);
    compareRow(
      report,
      { table: 'auditor_links', row: id },
      links.find((row) => row.id === id),
      {
        ...{ policy, version, people: sameJson(facts.people), seed: facts.seed ?? null },
        ...{ made_at: at, made_by: actor, expires_at: facts.expiresAt },
        ...{ ended_at: end?.at ?? null, ended_by: end?.actor ?? null },
      },
    );
  }
}
