import { auditDatabase } from '../../src/actions/record/audit-database.ts';
import { findingText } from '../../src/domain/audit/finding.ts';
import type { Database } from '../../src/storage/store.ts';
import { START_OF_TIME } from './test-app.ts';

/**
 * What an audit finds in a test's database, each as a line. By a clock from before every story, since no record
 * has a position while nobody gives them out.
 */
export async function findingsOf({
  store: { db },
}: {
  readonly store: { readonly db: Database };
}): Promise<readonly string[]> {
  const findings: string[] = [];
  const basis = { db, moves: false, now: START_OF_TIME, verifiers: [], known: [] };
  await auditDatabase(basis, (finding) => findings.push(findingText(finding)));
  return findings;
}
