import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findingText, type Value } from '../../../src/domain/audit/finding.ts';
import { ACT_KINDS } from '../../../src/domain/record/act.ts';
import { anyShare } from '../../support/any-share.ts';
import { type AuditLaw, OUTSIDE, readAuditLaw, SHAPE } from '../../support/audit-law.ts';
import { ON_POSTGRES } from '../../support/databases.ts';
import { flipped, haveTampering, type Tampering } from '../../support/tampering.ts';

let tampering: Tampering;
let law: AuditLaw;
let rowsOf: AuditLaw['rowsOf'];
beforeAll(async () => {
  tampering = await haveTampering();
  law = await readAuditLaw(tampering);
  rowsOf = law.rowsOf;
});
afterAll(() => tampering.end());

/**
 * The first and the last. What an audit makes of a row is decided by the same code on every database: on the second it
 * is enough to see that it reads it.
 */
function atEnds<T>(all: readonly T[]): readonly T[] {
  return ON_POSTGRES ? all.slice(-1) : [...all.slice(0, 1), ...all.slice(-1)];
}

describe('a database to which everything has happened', () => {
  test('is sound', async () => {
    expect((await tampering.audit()).map(findingText)).toEqual([]);
  });

  test('holds records of every kind, and mails that came to every end', () => {
    expect(new Set(rowsOf.records?.map(({ kind }) => kind))).toEqual(new Set(ACT_KINDS));
    const states = new Set(rowsOf.deliveries?.map(({ state }) => state));
    const ends = ['sent', 'delivered', 'bounced', 'failed', 'dropped', 'cancelled'];
    expect([...states]).toEqual(expect.arrayContaining(ends));
    expect(rowsOf.ended_deliveries?.map(({ state }) => state).toSorted()).toEqual(['sent', 'unknown']);
    expect(rowsOf.record_secrets?.length).toBeLessThan(rowsOf.records?.length ?? 0);
  });
});

describe('one byte changed', () => {
  test.each(SHAPE.map(({ name, columns }) => [name, columns.map((one) => one.name)] as const))(
    'in %s is found, and the row named',
    async (table, columns) => {
      for (const column of columns) {
        const cells = law.cells.filter((one) => one.table === table && one.column === column);
        for (const [i, cell] of atEnds(cells).entries()) {
          await law.insistOnNoticing(cell, flipped(cell.row[column] as string, i * 0.6));
        }
      }
    },
  );

  test('anywhere, in any row, is found', async () => {
    expect(law.cells.length).toBeGreaterThan(1_000);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...law.cells), anyShare, async (cell, at) => {
        await law.insistOnNoticing(cell, flipped(cell.row[cell.column] as string, at));
      }),
      { numRuns: ON_POSTGRES ? 20 : 200 },
    );
  });
});

test('what is outside the audit is there, and has a reason', () => {
  const known = new Set(
    SHAPE.flatMap(({ name, columns }) => [name, ...columns.map((one) => `${name}.${one.name}`)]),
  );
  for (const [name, reason] of Object.entries(OUTSIDE)) {
    expect(known, name).toContain(name);
    expect(reason).not.toBe('');
  }
});

describe('a row that is gone is found', () => {
  test.each([
    ...['records', 'log_entries', 'log_nodes', 'acceptances', 'terminations', 'showings'],
    ...['provider_events', 'voidings', 'resolutions', 'user_versions', 'versions', 'version_texts'],
    ...['translations', 'text_layers', 'text_editions', 'wordings'],
    ...['renditions', 'page_templates', 'users', 'log_head'],
    ...['drafts', 'draft_revisions', 'draft_texts', 'draft_verdicts', 'releases'],
    ...['members', 'admin_links', 'auditor_links', 'seat_acts'],
  ])('%s', async (table) => {
    // A row of somebody whom nothing tells any more, and who answered nothing, says nothing.
    const telling = rowsOf[table]?.filter((row) => row.told_by !== null || row.acceptance_id !== null);
    if (telling === undefined || telling.length === 0) throw new Error(`${table} is empty`);
    for (const row of atEnds(telling)) {
      await tampering.remove(table, row);
      const findings = await tampering.reaudit();
      await tampering.add(table, row);
      expect(
        findings.map(({ table: one }) => one),
        JSON.stringify(row),
      ).toContain(table);
    }
  });
});

test('a row that no act is recorded of is found', async () => {
  const row = { ...rowsOf.acceptances?.[0], id: 'invented' };
  await tampering.add('acceptances', row);
  const [first] = await tampering.audit();
  await tampering.remove('acceptances', row);
  expect(first && findingText(first)).toBe(
    'acceptances, row invented: is there, and should be recorded as accepted:invented',
  );
});

test('a record of a user that is said to be of nobody is found', async () => {
  const row = rowsOf.records?.find(({ kind }) => kind === 'accepted') ?? {};
  await tampering.set('records', row, 'user_ref', null);
  const findings = await tampering.reaudit();
  await tampering.set('records', { ...row, user_ref: null }, 'user_ref', row.user_ref ?? null);
  expect(findings.map(findingText)).toContain(
    `records, row ${row.id}: is there, and should be of a user, of a version, of a policy, of a draft, of a calendar, of a member or of wording`,
  );
});

test('a checkpoint that is kept elsewhere shows a log that was rewritten or is shorter', async () => {
  const head = rowsOf.log_head?.[0];
  const [first] = rowsOf.log_checkpoints ?? [];
  const known = (size: Value | undefined, root: Value | undefined) => [
    { source: 'a file', size: Number(size), root: String(root) },
  ];
  expect(await tampering.audit(known(head?.size, head?.root))).toEqual([]);
  expect(await tampering.audit(known(first?.size, first?.root))).toEqual([]);
  expect((await tampering.audit(known(first?.size, head?.root))).map(findingText)).toEqual([
    `log_entries.leaf, row up to ${first?.size}: is ${first?.root}, and should be ${head?.root}, as the checkpoint in a file has it`,
  ]);
  expect((await tampering.audit(known(1_000_000, head?.root))).map(findingText)).toEqual([
    `log_head.size, row log: is ${head?.size}, and should be 1000000 at least, as the checkpoint in a file says`,
  ]);
});
