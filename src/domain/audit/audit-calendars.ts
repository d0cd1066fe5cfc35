import { compareRow, type Report, type Row, sameJson } from './finding.ts';
import type { AuditedRecord } from './read-record.ts';

/** Holds calendars against the records of their editions, both ways. */
export function auditCalendars(
  report: Report,
  rows: readonly Row[],
  records: readonly AuditedRecord[],
): void {
  const editions = Map.groupBy(records, ({ facts }) => String(facts.calendar));
  for (const { name } of rows) {
    if (editions.has(String(name))) continue;
    const should = `recorded as calendar:${name}/1`;
    report({ table: 'calendars', row: String(name), column: null, is: 'there', should });
  }
  for (const [name, own] of editions) {
    const at = { table: 'calendars', row: name };
    const numbered = new Map(own.map((one) => [one.facts.edition as number, one]));
    const [first, last] = [numbered.get(1), numbered.get(own.length)];
    if (first === undefined || last === undefined || numbered.size !== own.length) {
      const is = [...numbered.keys()].toSorted((a, b) => a - b).join(', ');
      report({ ...at, column: 'edition', is, should: `recorded from 1 to ${own.length}, each once` });
      continue;
    }
    compareRow(
      report,
      at,
      rows.find((row) => row.name === name),
      {
        ...{ weekend: sameJson(last.facts.weekend), holidays: sameJson(last.facts.holidays) },
        ...{ edition: own.length, created_at: first.at, updated_at: last.at, key_id: last.actor },
      },
    );
  }
}
