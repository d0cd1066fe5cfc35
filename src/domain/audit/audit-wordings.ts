import { compareRow, type Report, type Row, sameJson } from './finding.ts';
import type { AuditedRecord } from './read-record.ts';

/** Holds the company's own wording against the records of its being written down, both ways. */
export function auditWordings(report: Report, rows: readonly Row[], records: readonly AuditedRecord[]): void {
  const table = 'wordings';
  const nameOf = ({ locale = '', edition = '' }: Row) => `${locale}/${edition}`;
  for (const { about, facts, at, actor } of records) {
    const found = rows.find((one) => nameOf(one) === about);
    const sentences = sameJson(facts.sentences ?? null);
    compareRow(report, { table, row: about }, found, { sentences, written_at: at, key_id: actor });
  }
  const known = new Set(records.map(({ about }) => about));
  for (const row of rows.map(nameOf)) {
    if (!known.has(row)) report({ table, row, column: null, is: 'there', should: 'recorded' });
  }
}
