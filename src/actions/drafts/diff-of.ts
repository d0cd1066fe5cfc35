import { diffPolicies } from '../../domain/diff/diff-policies.ts';
import type { PolicyDiff } from '../../domain/diff/types.ts';
import { sha256Hex } from '../../domain/hash.ts';

/** A diff of long texts takes a while, and who edits a draft looks at it again and again. */
const DIFFS_KEPT = 8;
const recent = new Map<string, PolicyDiff>();

/** What changed between two texts, worked out once while it is looked at. */
export function diffOf(before: string, after: string, locale: string): PolicyDiff {
  const name = sha256Hex(JSON.stringify([locale, before, after]));
  const diff = recent.get(name) ?? diffPolicies(before, after, { locale });
  recent.delete(name);
  recent.set(name, diff);
  for (const oldest of recent.keys()) {
    if (recent.size <= DIFFS_KEPT) break;
    recent.delete(oldest);
  }
  return diff;
}
