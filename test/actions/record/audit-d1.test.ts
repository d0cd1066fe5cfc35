import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditDatabase } from '../../../src/actions/record/audit-database.ts';
import { type Finding, findingText } from '../../../src/domain/audit/finding.ts';
import { anyShare } from '../../support/any-share.ts';
import { type AuditLaw, readAuditLaw } from '../../support/audit-law.ts';
import { type D1Databases, openMigratedD1, startD1 } from '../../support/d1.ts';
import { haveRichStory } from '../../support/rich-story.ts';
import { flipped, haveTamperingOnD1, type Tampering } from '../../support/tampering.ts';
import { START_OF_TIME } from '../../support/test-app.ts';

let databases: D1Databases;
beforeAll(async () => {
  databases = await startD1(3);
});
afterAll(() => databases.close());

describe('on D1', () => {
  let tampering: Tampering;
  let law: AuditLaw;
  beforeAll(async () => {
    tampering = await haveTamperingOnD1(databases.next());
    law = await readAuditLaw(tampering);
  });

  test('a database to which everything has happened is sound', async () => {
    expect((await tampering.audit()).map(findingText)).toEqual([]);
  });

  test('one byte changed anywhere, in any row, is found', { timeout: 180_000 }, async () => {
    expect(law.cells.length).toBeGreaterThan(1_000);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...law.cells), anyShare, async (cell, at) => {
        await law.insistOnNoticing(cell, flipped(cell.row[cell.column] as string, at));
      }),
      { numRuns: 10 },
    );
  });

  test.each(['log_entries', 'log_nodes', 'acceptances', 'user_versions', 'renditions', 'log_head'])(
    'a row of %s that is gone is found',
    async (table) => {
      const row = law.rowsOf[table]?.at(-1);
      if (row === undefined) throw new Error(`${table} is empty`);
      await tampering.remove(table, row);
      const findings = await tampering.audit();
      await tampering.add(table, row);
      expect(findings.map((one) => one.table)).toContain(table);
    },
  );
});

test('beside a service that writes, an audit that reads row by row finds what differs and nothing else', async () => {
  const binding = databases.next();
  const store = await openMigratedD1(binding);
  const auditMeanwhile = async () => {
    const findings: Finding[] = [];
    // By a clock from before the story, since in it days go by while records wait.
    const basis = { db: store.db, moves: true, now: START_OF_TIME, verifiers: [], known: [] };
    const { records } = await auditDatabase(basis, (finding) => findings.push(finding));
    return { records, findings };
  };
  let isOver = false;
  const story = haveRichStory(store).finally(() => {
    isOver = true;
  });
  const audits: Awaited<ReturnType<typeof auditMeanwhile>>[] = [];
  while (!isOver) {
    audits.push(await auditMeanwhile());
    await sleep(300);
  }
  await story;
  expect(audits.flatMap(({ findings }) => findings.map(findingText))).toEqual([]);
  expect(new Set(audits.map(({ records }) => records)).size).toBeGreaterThan(5);
  await binding.prepare("UPDATE user_versions SET basis = 'x' WHERE basis = 'explicit'").bind().all();
  expect((await auditMeanwhile()).findings.map(({ table }) => table)).toContain('user_versions');
}, 300_000);
