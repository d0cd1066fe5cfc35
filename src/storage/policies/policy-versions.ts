import type { Version } from '../../domain/policies/policy.ts';
import type { Database } from '../store.ts';
import { findPolicy, type StoredPolicy } from './policies.ts';
import { listVersions } from './versions.ts';

/** A policy and its versions as one write left them. */
export type PolicyVersions = { readonly policy: StoredPolicy; readonly versions: readonly Version[] };

/**
 * By database and policy, as of the write named `command`. Whatever changes a policy or its versions
 * renames that write in the policy's row, in whichever process it happens, so comparing with that row
 * tells what is out of date.
 */
const known = new WeakMap<Database, Map<string, PolicyVersions>>();

/** What is known of a policy without asking the database; its `command` says whether it is still so. */
export function findKnownVersions(db: Database, policy: string): PolicyVersions | undefined {
  return known.get(db)?.get(policy);
}

/** A policy with all its versions, in one look-up when nothing changed since; undefined when there is none. */
export async function findPolicyVersions(db: Database, policy: string): Promise<PolicyVersions | undefined> {
  const found = await findPolicy(db, policy);
  return found && listVersionsOf(db, found);
}

/** A policy that was just read, with all its versions. */
export async function listVersionsOf(db: Database, policy: StoredPolicy): Promise<PolicyVersions> {
  const ofDatabase = known.get(db) ?? new Map<string, PolicyVersions>();
  known.set(db, ofDatabase);
  const before = ofDatabase.get(policy.policy);
  if (before?.policy.command === policy.command) return before;
  const fresh = { policy, versions: await listVersions(db, policy.policy) };
  ofDatabase.set(policy.policy, fresh);
  return fresh;
}
