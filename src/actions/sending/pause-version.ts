import type { Version } from '../../domain/policies/policy.ts';
import { Refusal } from '../../domain/refusal.ts';
import { pauseVersionRow } from '../../storage/policies/versions.ts';
import { holdChunks, releaseChunks } from '../../storage/sending/held-chunks.ts';
import { findSending, letGoOn, setPausedBecause } from '../../storage/sending/sendings.ts';
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
  /** Why it pauses by itself; null where somebody paused it. */
  reason: string | null = null,
): Promise<Version> {
  return change(context, named, (version, at) => {
    insistOnStanding(version);
    return version.pausedAt === null ? { pausedAt: at, keyId, reason } : null;
  });
}

/** Lets a paused version's notices go out again. */
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

/** Changes whether a version is paused as `decide` says of it; null leaves it as it is. */
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
    const isWritten = await writeAboutPolicy(context, policy, policy.lastVersion, (isMarked) => [
      pauseVersionRow(db, named, pausedAt === null ? null : { at: pausedAt, keyId }, isMarked),
      pausedAt === null ? releaseChunks(db, [version], at, isMarked) : holdChunks(db, version, at, isMarked),
      ...(version.sending === null ? [] : [setPausedBecause(db, version.release, reason, isMarked)]),
    ]);
    return isWritten ? { ...version, pausedAt } : undefined;
  });
}
