import type { Version } from '../../domain/policies/policy.ts';
import { decideWithdrawal } from '../../domain/policies/publication.ts';
import { releaseChunks } from '../../storage/notices/chunks.ts';
import { touchResponders } from '../../storage/people/users.ts';
import { markPolicy } from '../../storage/policies/policies.ts';
import { withdrawVersions } from '../../storage/policies/versions.ts';
import { policyIsMarked } from '../../storage/sql.ts';
import { readPolicy, versionOf } from '../answers/read-facts.ts';
import type { Context } from '../context.ts';
import { startTellingOfWithdrawal } from '../notices/start-fan-outs.ts';
import { withdrawnAct } from '../record/acts-of-versions.ts';
import { recordActs } from '../record/record-acts.ts';
import { type Remember, rememberStatements } from '../remember.ts';
import { policyWasMarked, untilWritten } from '../until-written.ts';

/**
 * Takes an announced version back, with those announced on top of it where that was asked for. Its
 * acceptances count no more, whoever was leaving over it stays, and whoever was told of it is told.
 */
export async function withdrawVersion(
  { store, now, newId, wake }: Pick<Context, 'store' | 'now' | 'newId' | 'wake'>,
  input: {
    readonly policy: string;
    readonly version: number;
    readonly reason: string;
    readonly withdrawPending: boolean;
  },
  keyId: string,
  remember: Remember<Version> | null = null,
): Promise<Version> {
  const withdrawn = await untilWritten(async () => {
    const { policy, versions } = await readPolicy(store.db, input.policy);
    const version = versionOf(versions, input.policy, input.version);
    const at = now();
    const numbers = decideWithdrawal(version, versions, input.withdrawPending, at);
    const command = newId();
    const isMarked = policyIsMarked(policy.policy, command);
    const withdrawal = { at, reason: input.reason };
    const result: Version = { ...version, withdrawal, pausedAt: null };
    const [marked] = await store.atomic([
      markPolicy(store.db, policy, { command, lastVersion: policy.lastVersion }),
      withdrawVersions(store.db, policy.policy, numbers, { ...withdrawal, keyId }, isMarked),
      releaseChunks(store.db, { policy: policy.policy, versions: numbers }, at, isMarked),
      touchResponders(store.db, policy.policy, numbers, at),
      ...startTellingOfWithdrawal(store.db, policy.policy, numbers, { command, now: at }, isMarked),
      ...recordActs(
        store.db,
        numbers.map((number) => withdrawnAct({ ...version, version: number }, withdrawal, null, keyId)),
        isMarked,
      ),
      ...rememberStatements(store.db, remember, result, { ref: null, now: at }, isMarked),
    ]);
    const isWritten = marked === 1 || (await policyWasMarked(store.db, policy.policy, command));
    return isWritten ? result : undefined;
  });
  wake();
  return withdrawn;
}
