import { type Check, checkUser } from '../domain/check.ts';
import { addMs } from '../domain/instant.ts';
import type { Version } from '../domain/policy.ts';
import { Refusal } from '../domain/refusal.ts';
import { versionInForce } from '../domain/timeline.ts';
import { USE_MAY_LEAD_MS } from '../domain/use.ts';
import { findPolicy, listPolicies, type StoredPolicy } from '../storage/policies.ts';
import type { Database } from '../storage/store.ts';
import { listPositions, listTerminations } from '../storage/user-facts.ts';
import type { User } from '../storage/users.ts';
import { listVersions } from '../storage/versions.ts';
import type { HttpContext } from './endpoint.ts';

type Reading = Pick<HttpContext, 'store' | 'now'>;

/** A policy and its versions as one write left them. */
export type PolicyVersions = { readonly policy: StoredPolicy; readonly versions: readonly Version[] };

/**
 * Versions by database and policy, as of the write named `command`. Whatever changes a policy or its
 * versions renames that write in the policy's row, in every process, so what is here is never stale.
 */
const versionCache = new WeakMap<Database, Map<string, PolicyVersions>>();

/** A policy with all its versions, in one look-up when nothing changed since; refuses with `unknown-policy`. */
export async function readPolicyVersions({ store }: Reading, name: string): Promise<PolicyVersions> {
  const policy = await findPolicy(store.db, name);
  if (policy === undefined) throw new Refusal('unknown-policy', `There is no policy "${name}".`);
  return withVersions(store.db, policy);
}

/** Every policy with all its versions. */
export async function readAllPolicyVersions({ store }: Reading): Promise<PolicyVersions[]> {
  const policies = await listPolicies(store.db);
  return Promise.all(policies.map((policy) => withVersions(store.db, policy)));
}

/** What is true right now of some users and one policy, in the order of the users. */
export async function readChecks(
  { store, now }: Reading,
  { policy, versions }: PolicyVersions,
  users: readonly User[],
): Promise<Check[]> {
  const at = now();
  const refs = users.map((one) => one.ref);
  // Whoever accepted by a use that still lies ahead used a version that was in force no longer ago than that.
  const from = versionInForce(versions, addMs(at, -USE_MAY_LEAD_MS))?.version ?? 0;
  const positions = await listPositions(store.db, refs, policy.policy, from);
  const terminations = await listTerminations(store.db, refs);
  return users.map(({ user, ref }) =>
    checkUser(
      user,
      policy.policy,
      { versions, positions: positions.get(ref) ?? [], terminations: terminations.get(ref) ?? [] },
      at,
    ),
  );
}

/** What is true right now of one user and every policy. */
export async function readAllChecks(context: Reading, user: User): Promise<Check[]> {
  const policies = await readAllPolicyVersions(context);
  return Promise.all(
    policies.map(async (one) => {
      const [check] = await readChecks(context, one, [user]);
      return check as Check;
    }),
  );
}

async function withVersions(db: Database, policy: StoredPolicy): Promise<PolicyVersions> {
  const cache = versionCache.get(db) ?? new Map<string, PolicyVersions>();
  versionCache.set(db, cache);
  const known = cache.get(policy.policy);
  if (known?.policy.command === policy.command) return known;
  const fresh = { policy, versions: await listVersions(db, policy.policy) };
  cache.set(policy.policy, fresh);
  return fresh;
}
