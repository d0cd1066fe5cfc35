import { auditDatabase } from '../../../actions/record/audit-database.ts';
import { type Finding, findingText } from '../../../domain/audit/finding.ts';
import { readVerifier } from '../../../domain/audit/read-note.ts';
import { Refusal } from '../../../domain/refusal.ts';
import type { AuditState } from '../../../pages/console/record/record.ts';
import { recordWords } from '../../../pages/console/words/record.ts';
import { findLogHead } from '../../../storage/record/log.ts';
import type { HttpContext } from '../../wire/http-context.ts';

/** A longer log is audited by a program of its own: reading it here would take from everybody's checks. */
const MOST_RECORDS = 100_000;
/** Findings that are told one by one. */
const TOLD = 20;

type Run = Extract<AuditState, { readonly kind: 'running' | 'done' | 'failed' }>;

/** The audit that is run from the console: beside everything else, one at a time, remembered as long as the process lives. */
export type Audits = {
  readonly read: () => Promise<AuditState>;
  /** Begins one and comes back at once. Refuses where one runs, and where it cannot be run from here. */
  readonly begin: () => Promise<void>;
};

/** What runs audits in this process. */
export function auditsOf(context: HttpContext): Audits {
  const { store, now, log, logSigner } = context;
  let run: Run | null = null;

  const read = async (): Promise<AuditState> => {
    if (run !== null) return run;
    if (store.queriesLeft !== undefined) return { kind: 'no-background' };
    const { size } = await findLogHead(store.db);
    return size > MOST_RECORDS ? { kind: 'too-large', records: size } : { kind: 'none' };
  };

  const audit = async (): Promise<void> => {
    const since = now();
    const findings: Finding[] = [];
    const count = { pages: 0, findings: 0 };
    run = { kind: 'running', since, ...count };
    const onPage = async () => {
      count.pages += 1;
      run = { kind: 'running', since, ...count };
      // An embedded database would leave no turn to any other request.
      await new Promise((resolve) => setTimeout(resolve, 1));
    };
    try {
      const verifier = logSigner === null ? null : await readVerifier(logSigner.verifierKey);
      const verifiers = verifier === null ? [] : [verifier];
      const basis = { db: store.db, moves: true, now: since, verifiers, known: [], onPage };
      const summary = await auditDatabase(basis, (finding) => {
        count.findings += 1;
        if (findings.length < TOLD) findings.push(finding);
      });
      run = {
        ...{ kind: 'done', since, endedAt: now(), read: summary, findings: count.findings },
        first: findings.map(findingText),
      };
    } catch (error) {
      log('error', 'an audit broke off', { error: String(error) });
      run = { kind: 'failed', since };
    }
  };

  const begin = async (): Promise<void> => {
    const state = await read();
    if (state.kind === 'running') throw new Refusal('invalid-request', recordWords.audit.busy);
    if (state.kind === 'too-large' || state.kind === 'no-background') {
      throw new Refusal('invalid-request', recordWords.audit.cannot);
    }
    void audit();
  };

  return { read, begin };
}
