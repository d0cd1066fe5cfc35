/*
 * What legal does to policies: create and change them, publish, preview and withdraw versions. It starts the
 * telling in the same write, and leaves the telling itself to notices.
 */

import { contentHashOf } from '../../domain/hash.ts';
import type { Version } from '../../domain/policies/policy.ts';
import { decidePublication, type Publication, predecessor } from '../../domain/policies/publication.ts';
import { releaseChunks } from '../../storage/notices/chunks.ts';
import { countReachableUsers, touchResponders } from '../../storage/people/users.ts';
import { markPolicy, type StoredPolicy } from '../../storage/policies/policies.ts';
import { findContent, insertVersion, withdrawVersions } from '../../storage/policies/versions.ts';
import { policyIsMarked } from '../../storage/sql.ts';
import type { Database } from '../../storage/store.ts';
import { readPolicy } from '../answers/read-facts.ts';
import type { Context } from '../context.ts';
import { startTelling, startTellingOfWithdrawal } from '../notices/start-fan-outs.ts';
import { postedAct, withdrawnAct } from '../record/acts-of-versions.ts';
import { recordActs } from '../record/record-acts.ts';
import { type Remember, rememberStatements } from '../remember.ts';
import { policyWasMarked, untilWritten } from '../until-written.ts';

/** A version as it is, or would be, posted, and the announced ones that it takes the place of. */
export type PreparedVersion = {
  readonly policy: StoredPolicy;
  readonly version: Version;
  readonly withdraws: readonly number[];
};

/** Decides a publication without writing anything: what `publishVersion` would post right now. */
export async function prepareVersion(
  { store, now }: Pick<Context, 'store' | 'now'>,
  name: string,
  publication: Publication,
): Promise<PreparedVersion> {
  const postedAt = now();
  const { policy, versions } = await readPolicy(store.db, name);
  const before = predecessor(versions, publication.withdrawPending, postedAt);
  const beforeContent = before && ((await findContent(store.db, name, before.version)) ?? null);
  const decision = decidePublication(policy, versions, publication, beforeContent, postedAt);
  return {
    policy,
    withdraws: decision.withdraws,
    version: {
      policy: name,
      version: policy.lastVersion + 1,
      change: decision.change,
      acceptance: decision.acceptance,
      postedAt,
      effectiveAt: decision.effectiveAt,
      rule: decision.rule,
      lateNotice: policy.notice.late ?? policy.notice.minor,
      reminders: policy.reminders,
      timeZone: policy.timeZone,
      summary: publication.summary,
      reason: publication.reason,
      contentHash: contentHashOf(publication.content),
      recipients:
        decision.change === 'initial'
          ? 0
          : await countReachableUsers(store.db, { policy: name, versions: decision.withdraws, at: postedAt }),
      previous: decision.previous,
      withdrawal: null,
      pausedAt: null,
    },
  };
}

/**
 * Posts a version: freezes its text and its effective date, withdraws pending ones where that was
 * asked for, and leaves the telling to the fan-out that it starts. No work per user.
 */
export async function publishVersion(
  context: Pick<Context, 'store' | 'now' | 'newId' | 'wake'>,
  name: string,
  publication: Publication,
  keyId: string,
  remember: Remember<Version> | null = null,
): Promise<Version> {
  const { store, newId, wake } = context;
  const version = await untilWritten(async () => {
    const prepared = await prepareVersion(context, name, publication);
    const command = newId();
    const [marked] = await store.atomic(
      publishStatements(store.db, prepared, { publication, keyId, command, remember }),
    );
    const isWritten = marked === 1 || (await policyWasMarked(store.db, name, command));
    return isWritten ? prepared.version : undefined;
  });
  wake();
  return version;
}

function publishStatements(
  db: Database,
  { policy, version, withdraws }: PreparedVersion,
  write: {
    readonly publication: Publication;
    readonly keyId: string;
    readonly command: string;
    readonly remember: Remember<Version> | null;
  },
) {
  const { publication, keyId, command } = write;
  const now = version.postedAt;
  const isMarked = policyIsMarked(policy.policy, command);
  const statements = [markPolicy(db, policy, { command, lastVersion: version.version })];
  if (withdraws.length > 0) {
    const withdrawal = { at: now, reason: `Replaced by version ${version.version}.`, keyId };
    statements.push(
      withdrawVersions(db, policy.policy, withdraws, withdrawal, isMarked),
      releaseChunks(db, { policy: policy.policy, versions: withdraws }, now, isMarked),
      touchResponders(db, policy.policy, withdraws, now),
      ...startTellingOfWithdrawal(db, policy.policy, withdraws, { command, now }, isMarked),
      ...recordActs(
        db,
        withdraws.map((number) =>
          withdrawnAct({ ...version, version: number }, withdrawal, version.version, keyId),
        ),
        isMarked,
      ),
    );
  }
  const text = { locale: policy.locale, content: publication.content };
  statements.push(
    ...insertVersion(db, version, text, { keyId, command }, isMarked),
    ...recordActs(db, [postedAct(version, policy.locale, keyId)], isMarked),
  );
  if (version.change !== 'initial') {
    statements.push(...startTelling(db, version, { command, now }, isMarked));
  }
  return [...statements, ...rememberStatements(db, write.remember, version, { ref: null, now }, isMarked)];
}
