import type { Version, Withdrawal } from '../../domain/policies/policy.ts';
import { decideWithdrawal } from '../../domain/policies/publication.ts';
import { touchResponders } from '../../storage/people/reachable-users.ts';
import { withdrawVersions } from '../../storage/policies/versions.ts';
import { rewindTerminationSweep } from '../../storage/record/log.ts';
import { releaseChunks } from '../../storage/sending/held-chunks.ts';
import type { Condition } from '../../storage/sql.ts';
import type { Database, Statement } from '../../storage/store.ts';
import { readPolicy, versionOf } from '../answers/read-facts.ts';
import type { Context } from '../context.ts';
import { startTellingOfWithdrawal } from '../notices/start-fan-outs.ts';
import { withdrawnAct } from '../record/acts-of-versions.ts';
import { recordActs } from '../record/record-acts.ts';
import { type Remember, rememberStatements } from '../remember.ts';
import { untilWritten } from '../until-written.ts';
import { writeAboutPolicy } from '../write-marked.ts';

/**
 * Takes an announced version back, with those announced on top of it where that was asked for. Its
 * acceptances count no more, whoever was leaving over it stays, and whoever was told of it is told.
 */
export async function withdrawVersion(
  context: Pick<Context, 'store' | 'now' | 'newId' | 'wake'>,
  input: {
    readonly policy: string;
    readonly version: number;
    readonly reason: string;
    readonly withdrawPending: boolean;
  },
  keyId: string,
  remember: Remember<Version> | null = null,
): Promise<Version> {
  const { store, now, wake } = context;
  const { db } = store;
  const withdrawn = await untilWritten(async () => {
    const { policy, versions } = await readPolicy(db, input.policy);
    const version = versionOf(versions, input.policy, input.version);
    const at = now();
    const numbers = decideWithdrawal(version, versions, input.withdrawPending, at);
    const taken = versions.filter((one) => numbers.includes(one.version));
    const withdrawal = { at, reason: input.reason };
    const result: Version = { ...version, withdrawal, pausedAt: null };
    const of = { policy: policy.policy, versions: taken };
    const isWritten = await writeAboutPolicy(context, policy, policy.lastVersion, (isMarked, command) => [
      ...withdrawalStatements(db, of, withdrawal, { keyId }, isMarked),
      ...startTellingOfWithdrawal(db, taken, { command, now: at }, isMarked),
      ...rememberStatements(db, remember, result, { ref: null, now: at }, isMarked),
    ]);
    return isWritten ? result : undefined;
  });
  wake();
  return withdrawn;
}

/**
 * What withdrawing some versions of a policy writes: their rows and records, and their queued notices let go for the
 * sender to cancel. Whoever was told is told by `startTellingOfWithdrawal`, of all that the write withdraws.
 */
export function withdrawalStatements(
  db: Database,
  { policy, versions }: { readonly policy: string; readonly versions: readonly Version[] },
  withdrawal: Withdrawal,
  { keyId }: { readonly keyId: string },
  isMarked: Condition,
): Statement[] {
  const { at } = withdrawal;
  const numbers = versions.map(({ version }) => version);
  const acts = versions.map((one) => withdrawnAct(one, withdrawal, keyId));
  return [
    withdrawVersions(db, policy, numbers, { ...withdrawal, keyId }, isMarked),
    releaseChunks(db, versions, at, isMarked),
    touchResponders(db, policy, numbers, at),
    rewindTerminationSweep(db, { policy, versions: numbers }, isMarked),
    ...recordActs(db, acts, isMarked),
  ];
}
