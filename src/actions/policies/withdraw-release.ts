import type { Version } from '../../domain/policies/policy.ts';
import { decideWithdrawal } from '../../domain/policies/publication.ts';
import { versionState } from '../../domain/policies/timeline.ts';
import { Refusal } from '../../domain/refusal.ts';
import { listDraftsById } from '../../storage/drafts/drafts.ts';
import type { StoredRelease } from '../../storage/drafts/releases.ts';
import type { PolicyVersions } from '../../storage/policies/policy-versions.ts';
import type { Database } from '../../storage/store.ts';
import { readPolicy, versionOf } from '../answers/read-facts.ts';
import type { Context } from '../context.ts';
import { startTellingOfWithdrawal } from '../notices/start-fan-outs.ts';
import { type Remember, rememberStatements } from '../remember.ts';
import { untilWritten } from '../until-written.ts';
import { writeAboutPolicies } from '../write-marked.ts';
import { withdrawalStatements } from './withdraw-version.ts';

/** A version that was posted in a release, with all of its policy. */
type Posted = PolicyVersions & { readonly version: Version };

/**
 * Takes back all versions of a release that are announced, in one write, with those announced on top of them where
 * that was asked for; whoever was told of several is told so in one mail. Answers all versions of the release as they
 * stand then. Refuses with `version-not-announced` where none of them is.
 */
export async function withdrawRelease(
  context: Pick<Context, 'store' | 'now' | 'newId' | 'wake'>,
  release: StoredRelease,
  { reason, withdrawPending }: { readonly reason: string; readonly withdrawPending: boolean },
  keyId: string,
  remember: Remember<readonly Version[]> | null = null,
): Promise<readonly Version[]> {
  const { store, now, wake } = context;
  const { db } = store;
  const withdrawn = await untilWritten(async () => {
    const posted = await readPosted(db, release);
    const at = now();
    const announced = posted.filter(
      ({ version, versions }) => versionState(version, versions, at) === 'announced',
    );
    if (announced.length === 0) {
      throw new Refusal(
        'version-not-announced',
        'No version of this release is announced, and only an announced one can be withdrawn.',
      );
    }
    const withdrawal = { at, reason };
    const taken = announced.map(({ policy, version, versions }) => {
      const numbers = decideWithdrawal(version, versions, withdrawPending, at);
      return { policy, versions: versions.filter((one) => numbers.includes(one.version)) };
    });
    const result = posted.map(({ version }): Version => {
      const isTaken = announced.some((one) => one.version === version);
      return isTaken ? { ...version, withdrawal, pausedAt: null } : version;
    });
    const policies = taken.map(({ policy }) => policy);
    const isWritten = await writeAboutPolicies(context, policies, (areMarked, command) => [
      ...taken.flatMap(({ policy, versions }) => {
        const of = { policy: policy.policy, versions };
        return withdrawalStatements(db, of, withdrawal, { keyId }, areMarked);
      }),
      ...startTellingOfWithdrawal(
        db,
        taken.flatMap(({ versions }) => versions),
        { command, now: at },
        areMarked,
      ),
      ...rememberStatements(db, remember, result, { ref: null, now: at }, areMarked),
    ]);
    return isWritten ? result : undefined;
  });
  wake();
  return withdrawn;
}

/** The versions that were posted in a release, in the order in which its drafts were named. */
export async function readPosted(db: Database, { id, drafts }: StoredRelease): Promise<readonly Posted[]> {
  const ids = drafts.map(({ draft }) => draft);
  const found = await listDraftsById(db, ids);
  const posted: Posted[] = [];
  for (const draftId of ids) {
    const draft = found.find((one) => one.id === draftId);
    if (draft?.release !== id || draft.version === null) continue;
    const of = await readPolicy(db, draft.policy);
    posted.push({ ...of, version: versionOf(of.versions, draft.policy, draft.version) });
  }
  return posted;
}
