import type { Version } from '../../domain/policies/policy.ts';
import { Refusal } from '../../domain/refusal.ts';
import { listPoliciesOfRelease } from '../../storage/policies/policies.ts';
import { pauseVersions } from '../../storage/policies/versions.ts';
import { holdChunks, releaseChunks } from '../../storage/sending/held-chunks.ts';
import { findSending, letGoOn, setPausedBecause } from '../../storage/sending/sendings.ts';
import { readPolicy, versionOf } from '../answers/read-facts.ts';
import type { Context } from '../context.ts';
import { untilWritten } from '../until-written.ts';
import { writeAboutPolicies, writeAboutPolicy } from '../write-marked.ts';

type Named = { readonly policy: string; readonly version: number };

/**
 * Holds back the notices of a version, with those of all that was posted with it, until somebody resumes them; calls to
 * the provider that are under way are finished. Their dates stand. Refuses with `version-not-open` what is withdrawn.
 */
export function pauseVersion(
  context: Pick<Context, 'store' | 'now' | 'newId'>,
  named: Named,
  keyId: string,
  /** Why it pauses by itself; null where somebody paused it. */
  reason: string | null = null,
): Promise<Version> {
  return change(context, named, (version, at) => {
    insistOnStanding(version);
    return version.pausedAt === null ? { pausedAt: at, keyId, reason } : null;
  });
}

/** Lets the notices of a paused version go out again, with those of all that was posted with it. */
export async function resumeVersion(
  context: Pick<Context, 'store' | 'now' | 'newId' | 'wake'>,
  named: Named,
  keyId: string,
): Promise<Version> {
  const version = await change(context, named, ({ pausedAt }) =>
    pausedAt === null ? null : { pausedAt: null, keyId, reason: null },
  );
  context.wake();
  return version;
}

/** Lets what waits after a version's first wave go out; where nothing does, nothing changes. Refuses with `version-not-open` what is withdrawn. */
export async function goOn(
  context: Pick<Context, 'store' | 'now' | 'newId' | 'wake'>,
  named: Named,
  keyId: string,
): Promise<Version> {
  const { db } = context.store;
  const version = await untilWritten(async () => {
    const { policy, versions } = await readPolicy(db, named.policy);
    const version = versionOf(versions, named.policy, named.version);
    insistOnStanding(version);
    const sending = version.sending === null ? undefined : await findSending(db, version.release);
    if (sending === undefined || sending.goneOnAt !== null) return version;
    const by = { at: context.now(), keyId };
    const isWritten = await writeAboutPolicy(context, policy, policy.lastVersion, (isMarked) => [
      letGoOn(db, version.release, by, isMarked),
    ]);
    return isWritten ? version : undefined;
  });
  context.wake();
  return version;
}

function insistOnStanding({ withdrawal, version }: Version): void {
  if (withdrawal === null) return;
  const detail = `Version ${version} is withdrawn: what goes out is the notice of that.`;
  throw new Refusal('version-not-open', detail);
}

/** Changes whether the versions of a release are paused as `decide` says of one of them; null leaves them as they are. */
function change(
  context: Pick<Context, 'store' | 'now' | 'newId'>,
  named: Named,
  decide: (
    version: Version,
    at: Version['postedAt'],
  ) => {
    readonly pausedAt: Version['pausedAt'];
    readonly keyId: string;
    readonly reason: string | null;
  } | null,
): Promise<Version> {
  const { db } = context.store;
  return untilWritten(async () => {
    const { policy, versions } = await readPolicy(db, named.policy);
    const version = versionOf(versions, named.policy, named.version);
    const at = context.now();
    const decided = decide(version, at);
    if (decided === null) return version;
    const { pausedAt, keyId, reason } = decided;
    const { release } = version;
    // What is known of a policy's versions is known as of its own last write.
    const others = (await listPoliciesOfRelease(db, release)).filter((one) => one.policy !== policy.policy);
    const isWritten = await writeAboutPolicies(context, [policy, ...others], (isMarked) => [
      pauseVersions(db, release, pausedAt === null ? null : { at: pausedAt, keyId }, isMarked),
      pausedAt === null ? releaseChunks(db, [version], at, isMarked) : holdChunks(db, version, at, isMarked),
      ...(version.sending === null ? [] : [setPausedBecause(db, release, reason, isMarked)]),
    ]);
    return isWritten ? { ...version, pausedAt } : undefined;
  });
}
