/*
 * What people do about a version: accept, decline and leave, change their mind, use the service; with
 * their receipts. Each is decided on the facts read here and written only if they still stand.
 */

import type { MadeAcceptance } from '../../domain/answers/counting.ts';
import type { UserFacts } from '../../domain/answers/position.ts';
import type { Version } from '../../domain/policies/policy.ts';
import { Refusal } from '../../domain/refusal.ts';
import { actsKey, type CountingOf, listMadeAcceptances } from '../../storage/answers/acceptances.ts';
import { listPositionsOf, listTerminationsOf } from '../../storage/answers/user-facts.ts';
import { findUser, type User } from '../../storage/people/users.ts';
import { findPolicyVersions, type PolicyVersions } from '../../storage/policies/policy-versions.ts';
import type { Database } from '../../storage/store.ts';

/** The policy of that name with its versions; refuses with `unknown-policy`. */
export async function readPolicy(db: Database, policy: string): Promise<PolicyVersions> {
  const found = await findPolicyVersions(db, policy);
  if (found === undefined) throw new Refusal('unknown-policy', `There is no policy "${policy}".`);
  return found;
}

/** One of a policy's versions; refuses with `unknown-version`. */
export function versionOf(versions: readonly Version[], policy: string, version: number): Version {
  const found = versions.find((one) => one.version === version);
  if (found === undefined) {
    throw new Refusal('unknown-version', `Policy "${policy}" has no version ${version}.`);
  }
  return found;
}

/** The user of that id; refuses with `unknown-user`. */
export async function readUser(db: Database, user: string): Promise<User> {
  const found = await findUser(db, user);
  if (found === undefined) throw new Refusal('unknown-user', 'There is no such user.');
  return found;
}

/** All acts by which a user agreed to a version that were not voided, whether they count or not. */
export async function readMadeAcceptances(db: Database, of: CountingOf): Promise<readonly MadeAcceptance[]> {
  return (await listMadeAcceptances(db, [of])).get(actsKey(of)) ?? [];
}

/** All that decides what a user owes about a policy. */
export async function readUserFacts(
  db: Database,
  ref: string,
  policy: string,
  versions: readonly Version[],
): Promise<UserFacts> {
  const positions = await listPositionsOf(db, ref, policy);
  return { versions, positions, terminations: await listTerminationsOf(db, ref) };
}
