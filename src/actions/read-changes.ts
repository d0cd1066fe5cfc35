import { diffPolicies } from '../domain/diff/diff-policies.ts';
import type { PolicyDiff } from '../domain/diff/types.ts';
import type { Policy } from '../domain/policy.ts';
import type { Database } from '../storage/store.ts';
import { findContent } from '../storage/versions.ts';

/** A diff of long texts is megabytes; few are asked for at a time. */
const DIFFS_KEPT = 8;

/** The latest diffs by what they compare, least recently used first. A version's text never changes, so neither does a diff. */
const recent = new WeakMap<Database, Map<string, PolicyDiff>>();

/** The changes from one version to another, from an empty text where `from` is 0; undefined when one has no text. */
export async function readChanges(
  db: Database,
  { policy, locale }: Pick<Policy, 'policy' | 'locale'>,
  from: number,
  to: number,
): Promise<PolicyDiff | undefined> {
  const kept = recent.get(db) ?? new Map<string, PolicyDiff>();
  recent.set(db, kept);
  const name = JSON.stringify([policy, locale, from, to]);
  const known = kept.get(name);
  const diff = known ?? (await computeChanges(db, { policy, locale }, from, to));
  if (diff === undefined) return undefined;
  kept.delete(name);
  kept.set(name, diff);
  for (const oldest of kept.keys()) {
    if (kept.size <= DIFFS_KEPT) break;
    kept.delete(oldest);
  }
  return diff;
}

async function computeChanges(
  db: Database,
  { policy, locale }: Pick<Policy, 'policy' | 'locale'>,
  from: number,
  to: number,
): Promise<PolicyDiff | undefined> {
  const before = from === 0 ? '' : await findContent(db, policy, from);
  const after = await findContent(db, policy, to);
  return before === undefined || after === undefined ? undefined : diffPolicies(before, after, { locale });
}
