import { USE_MAY_LEAD_MS, versionBoundByUse } from '../../domain/answers/use.ts';
import { addMs, type Instant } from '../../domain/instant.ts';
import type { Telling } from '../../domain/notices/telling.ts';
import type { Version } from '../../domain/policies/policy.ts';
import type { Act } from '../../domain/record/act.ts';
import { invalid } from '../../domain/refusal.ts';
import { type Acceptance, insertAcceptance } from '../../storage/answers/acceptances.ts';
import { listAllPositions, listTerminations } from '../../storage/answers/user-facts.ts';
import { findTelling } from '../../storage/notices/tellings.ts';
import { listPolicies } from '../../storage/policies/policies.ts';
import { listAllVersions } from '../../storage/policies/versions.ts';
import type { Context } from '../context.ts';
import { recordActs } from '../record/record-acts.ts';
import { untilWritten } from '../until-written.ts';
import { writeAboutUser } from '../write-marked.ts';
import { readUser } from './read-facts.ts';

/**
 * Takes the product's report that a user used the service at an instant (now, when null), which may
 * bind them to the version of each policy that was in force then. A use that binds nothing writes
 * nothing. Answers the versions it bound them to.
 */
export async function recordUse(
  context: Pick<Context, 'store' | 'now' | 'newId'>,
  use: { readonly user: string; readonly at: Instant | null },
  actor: string,
): Promise<readonly Version[]> {
  const { now, newId } = context;
  const { db } = context.store;
  return untilWritten(async () => {
    const at = now();
    const usedAt = use.at ?? at;
    const latest = addMs(at, USE_MAY_LEAD_MS);
    if (usedAt > latest) throw invalid('/at', `lies in the future; the latest that counts now is ${latest}`);

    const user = await readUser(db, use.user);
    const positions = await listAllPositions(db, user.ref);
    const terminations = (await listTerminations(db, [user.ref])).get(user.ref) ?? [];
    const versions = Map.groupBy(await listAllVersions(db), (one) => one.policy);
    const bound = [...versions].flatMap(([policy, ofPolicy]) => {
      const facts = { versions: ofPolicy, positions: positions.get(policy) ?? [], terminations };
      return versionBoundByUse(facts, usedAt, at) ?? [];
    });
    if (bound.length === 0) return bound;

    const locales = new Map((await listPolicies(db)).map((one) => [one.policy, one.locale]));
    const acceptances = bound.map(
      ({ policy, version, contentHash }): Acceptance => ({
        ...{ id: newId(), ref: user.ref, policy, version, basis: 'deemed', at: usedAt, recordedAt: at },
        ...{ contentHash, locale: locales.get(policy) ?? '', method: null, source: null, actor },
      }),
    );
    const acts = await Promise.all(
      acceptances.map(async (acceptance) => deemedAct(acceptance, await findTelling(db, acceptance))),
    );
    const isWritten = await writeAboutUser(context, user, (isMarked) => [
      ...acceptances.flatMap((acceptance) => insertAcceptance(db, acceptance, isMarked)),
      ...recordActs(db, acts, isMarked),
    ]);
    return isWritten ? bound : undefined;
  });
}

/** The record of someone being bound by a use: it rests on what told them, and since when that binds. */
function deemedAct(acceptance: Acceptance, told: Telling | undefined): Act {
  const { id, at, recordedAt, actor, ref, policy, version, contentHash, locale } = acceptance;
  const use = {
    usedAt: at,
    toldAt: told?.at ?? null,
    bindsAt: told?.bindsAt ?? null,
    toldBy: told?.by ?? null,
  };
  return {
    ...{ kind: 'accepted', about: id, at, recordedAt, actor, ref, policy, version },
    facts: {
      ...{ acceptance: id, basis: 'deemed', contentHash, locale, page: null },
      use,
    },
  };
}
