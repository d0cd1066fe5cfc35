import type { Instant } from '../instant.ts';
import type { Version } from '../policies/policy.ts';

/** A version that a mail tells of, as it stands, with all of its policy in the order of their numbers. */
export type Told = {
  readonly version: Version;
  readonly versions: readonly Version[];
  /** When the reminder that tells of it came due; null for any other notice. */
  readonly remindedAt: Instant | null;
};
