import { sql } from 'kysely';
import type { Policy } from '../../domain/policies/policy.ts';
import type { RelatedPolicy } from '../../domain/policies/related.ts';
import type { Database } from '../store.ts';
import { findPolicy, listPoliciesOf, type StoredPolicy } from './policies.ts';
import { listVersionsOf } from './policy-versions.ts';

/** A policy that belongs with another, as it is stored. */
export type StoredRelation = RelatedPolicy & { readonly policy: StoredPolicy };

/** The policies that belong to one, in the order in which it names them, and then those that it belongs to. */
export async function listRelated(
  db: Database,
  { incorporates, policy: name }: Pick<Policy, 'incorporates' | 'policy'>,
): Promise<readonly StoredRelation[]> {
  const parts = await Promise.all(incorporates.map((one) => findPolicy(db, one)));
  // Names are of letters, digits and hyphens alone.
  const wholes = await listPoliciesOf(db, sql<boolean>`incorporates LIKE ${`%"${name}"%`}`);
  const isPart = (one: StoredPolicy) => incorporates.includes(one.policy);
  const known = parts.filter((one) => one !== undefined);
  return Promise.all(
    [...known, ...wholes.filter((one) => !isPart(one))].map(async (one) => ({
      ...(await listVersionsOf(db, one)),
      ...{ isPart: isPart(one), isWhole: wholes.some((other) => other.policy === one.policy) },
    })),
  );
}
