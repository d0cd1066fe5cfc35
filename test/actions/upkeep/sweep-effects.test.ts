import { expect, test } from 'vitest';
import { auditDatabase } from '../../../src/actions/record/audit-database.ts';
import type { Finding } from '../../../src/domain/audit/finding.ts';
import { askOk, havePolicy, havePublished, recordsOf, testApp } from '../../support/arrange.ts';
import { keepAll } from '../../support/rich-story.ts';
import { START_OF_TIME, type TestApp } from '../../support/test-app.ts';

const effectsOf = async (app: TestApp) =>
  (await recordsOf(app)).filter(({ kind }) => kind === 'took-effect').map(({ version, at }) => [version, at]);

async function findingsOf(app: TestApp): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const basis = { db: app.store.db, moves: false, now: START_OF_TIME, verifiers: [], known: [] };
  await auditDatabase(basis, (finding) => findings.push(finding));
  return findings;
}

test('a version that took effect is recorded once, a minute later, and one that was withdrawn is not', async () => {
  const app = await testApp();
  await keepAll(app);
  await havePolicy(app);
  await havePublished(app);
  await havePublished(app, { content: '# Privacy\n\nThree.\n', summary: 'Three.' });
  await askOk(app, 'POST', '/v1/policies/privacy/versions/3/withdrawal', { reason: 'We thought again.' });
  app.wait('PT59S');
  await keepAll(app);
  expect(await effectsOf(app)).toEqual([]);
  app.wait('PT1S');
  await keepAll(app);
  expect(await effectsOf(app)).toEqual([[1, '2026-11-22T09:00:00.000Z']]);
  app.wait('P30D');
  await keepAll(app);
  await keepAll(app);
  const both = [
    [1, '2026-11-22T09:00:00.000Z'],
    [2, '2026-12-22T09:00:00.000Z'],
  ];
  expect(await effectsOf(app)).toEqual(both);
  expect(await findingsOf(app)).toEqual([]);
});

test('what took effect before that was looked for, or before this record was kept, is not told as news', async () => {
  const app = await testApp();
  await havePolicy(app);
  app.wait('P1D');
  await keepAll(app);
  await askOk(app, 'PUT', '/v1/policies/terms', { title: 'Terms' });
  const old = { content: '# Terms\n\nOld.\n', source: 'archive' };
  const dates = { postedAt: '2020-01-01T00:00:00Z', effectiveAt: '2020-02-01T00:00:00Z' };
  await askOk(app, 'POST', '/v1/policies/terms/history', { versions: [{ ...old, ...dates }] });
  app.wait('P1D');
  await keepAll(app);
  expect(await effectsOf(app)).toEqual([]);
});

test('a version whose record says that it took effect when it did not is found by the audit', async () => {
  const app = await testApp();
  await keepAll(app);
  await havePolicy(app);
  app.wait('PT1M');
  await keepAll(app);
  await app.store.db.updateTable('versions').set({ effective_at: app.clock.now }).execute();
  expect((await findingsOf(app)).map(({ table, column }) => `${table}.${column}`)).toContain(
    'versions.effective_at',
  );
});
