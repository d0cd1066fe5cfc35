import type { Version } from '../../domain/policies/policy.ts';
import { Refusal } from '../../domain/refusal.ts';
import { pauseVersionRow } from '../../storage/policies/versions.ts';
import { holdChunks, releaseChunks } from '../../storage/sending/held-chunks.ts';
import { readPolicy, versionOf } from '../answers/read-facts.ts';
import type { Context } from '../context.ts';
import { untilWritten } from '../until-written.ts';
import { writeAboutPolicy } from '../write-marked.ts';

type Named = { readonly policy: string; readonly version: number };

/**
 * Holds back a version's notices until somebody resumes them; calls to the provider that are under way
 * are finished. Its dates stand. Refuses with `version-not-open` what is withdrawn.
 */
export function pauseVersion(
  context: Pick<Context, 'store' | 'now' | 'newId'>,
  named: Named,
  keyId: string,
): Promise<Version> {
  return change(context, named, (version, at) => {
    if (version.withdrawal !== null) {
      const detail = `Version ${version.version} is withdrawn: what goes out is the notice of that.`;
      throw new Refusal('version-not-open', detail);
    }
    return version.pausedAt === null ? { pausedAt: at, keyId } : null;
  });
}

/** Lets a paused version's notices go out again. */
export async function resumeVersion(
  context: Pick<Context, 'store' | 'now' | 'newId' | 'wake'>,
  named: Named,
  keyId: string,
): Promise<Version> {
  const version = await change(context, named, ({ pausedAt }) =>
    pausedAt === null ? null : { pausedAt: null, keyId },
  );
  context.wake();
  return version;
}

/** Changes whether a version is paused as `decide` says of it; null leaves it as it is. */
function change(
  context: Pick<Context, 'store' | 'now' | 'newId'>,
  named: Named,
  decide: (
    version: Version,
    at: Version['postedAt'],
  ) => { readonly pausedAt: Version['pausedAt']; readonly keyId: string } | null,
): Promise<Version> {
  const { db } = context.store;
  return untilWritten(async () => {
    const { policy, versions } = await readPolicy(db, named.policy);
    const version = versionOf(versions, named.policy, named.version);
    const at = context.now();
    const decided = decide(version, at);
    if (decided === null) return version;
    const { pausedAt, keyId } = decided;
    const isWritten = await writeAboutPolicy(context, policy, policy.lastVersion, (isMarked) => [
      pauseVersionRow(db, named, pausedAt === null ? null : { at: pausedAt, keyId }, isMarked),
      pausedAt === null ? releaseChunks(db, [version], at, isMarked) : holdChunks(db, version, at, isMarked),
    ]);
    return isWritten ? { ...version, pausedAt } : undefined;
  });
}
