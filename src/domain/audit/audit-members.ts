import { compareRow, type Report, type Row, sameJson } from './finding.ts';
import type { AuditedRecord } from './read-record.ts';

/** What the tables have of members, and of links that make admins. */
export type MemberRows = { readonly members: readonly Row[]; readonly links: readonly Row[] };

/** Holds members against the records of what was said of them, and links that make admins against theirs, both ways. */
export function auditMembers(
  report: Report,
  { members, links }: MemberRows,
  records: readonly AuditedRecord[],
): void {
  const ofMembers = records.filter(({ kind }) => kind === 'member');
  const editions = Map.groupBy(ofMembers, ({ facts }) => String(facts.member));
  for (const { id } of members) {
    if (editions.has(String(id))) continue;
    report({
      table: 'members',
      row: String(id),
      column: null,
      is: 'there',
      should: `recorded as member:${id}/1`,
    });
  }
  for (const [id, own] of editions) auditMember(report, id, members, own);
  const madeLinks = new Map(
    records.flatMap((one) => (one.kind === 'admin-link' ? [[one.about, one] as const] : [])),
  );
  for (const { id } of links) {
    if (madeLinks.has(String(id))) continue;
    const should = `recorded as admin-link:${id}`;
    report({ table: 'admin_links', row: String(id), column: null, is: 'there', should });
  }
  for (const [id, made] of madeLinks) {
    const use = ofMembers.find(({ facts }) => facts.link === id);
    const row = links.find((one) => one.id === id);
    compareRow(report, { table: 'admin_links', row: id }, row, {
      ...{ made_at: made.at, expires_at: made.facts.expiresAt },
      ...{ used_at: use?.at ?? null, used_by: use === undefined ? null : use.facts.member },
    });
  }
}

function auditMember(
  report: Report,
  id: string,
  members: readonly Row[],
  own: readonly AuditedRecord[],
): void {
  const at = { table: 'members', row: id };
  const numbered = new Map(own.map((one) => [one.facts.edition as number, one]));
  const [first, last] = [numbered.get(1), numbered.get(own.length)];
  if (first === undefined || last === undefined || numbered.size !== own.length) {
    const is = [...numbered.keys()].toSorted((a, b) => a - b).join(', ');
    report({ ...at, column: 'edition', is, should: `recorded from 1 to ${own.length}, each once` });
    return;
  }
  const { personal } = last;
  const isKnown = personal !== null && personal !== 'none';
  compareRow(
    report,
    at,
    members.find((row) => row.id === id),
    {
      ...{ roles: sameJson(last.facts.roles), edition: own.length, invited_at: first.at },
      ...{ updated_at: last.at, updated_by: last.actor },
      removed_at: last.facts.act === 'removed' ? last.at : null,
      ...(isKnown && { email: personal.email ?? null, name: personal.name ?? null }),
    },
  );
}
