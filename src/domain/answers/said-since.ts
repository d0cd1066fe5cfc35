import { earlierOf, type Instant } from '../instant.ts';
import type { Version } from '../policies/policy.ts';
import type { MadeAcceptance } from './counting.ts';
import type { Termination } from './standing.ts';
import type { Objection } from './standing-objection.ts';

/** An objection with how it ended, if it did. */
export type PastObjection = Objection & {
  readonly version: number;
  readonly endedAt: Instant | null;
  readonly endedBy: 'cancelled' | 'accepted' | 'left' | 'answered' | 'voided' | null;
};

/** All that a user ever said of one policy and was not voided, whatever counts of it. */
export type SaidOfPolicy = {
  readonly versions: readonly Pick<Version, 'version' | 'withdrawal'>[];
  readonly acceptances: readonly (MadeAcceptance & { readonly version: number })[];
  readonly objections: readonly PastObjection[];
  readonly terminations: readonly Termination[];
};

/** A word of theirs that ends an earlier one. */
export type LaterWord =
  | { readonly by: 'accepted'; readonly id: string; readonly at: Instant; readonly version: number }
  | { readonly by: 'answered' | 'left'; readonly id: string; readonly at: Instant };

/**
 * The first word that a user said after they had declined a version and that takes the place of that: a yes to
 * it or a newer version that stands, or another no to it. Null: what they said then still counts.
 */
export function saidSince(
  { versions, acceptances, objections, terminations }: SaidOfPolicy,
  declined: { readonly version: number; readonly at: Instant; readonly isLeaving: boolean },
): LaterWord | null {
  const stands = (number: number) =>
    versions.some(({ version, withdrawal }) => version === number && withdrawal === null);
  const yes = acceptances
    .filter(({ basis, version }) => basis === 'explicit' && version >= declined.version && stands(version))
    .map(({ id, at, version }): LaterWord => ({ by: 'accepted', id, at, version }));
  const otherNo = objections
    .filter(({ version, endedBy }) => version === declined.version && isMeant(endedBy))
    .map(({ id, at }): LaterWord => ({ by: 'answered', id, at }));
  const leaving = terminations
    .filter(({ version, by, endedBy }) => version === declined.version && by === 'user' && isMeant(endedBy))
    .map(({ id, declinedAt: at }): LaterWord => ({ by: 'left', id, at }));
  // Of several decisions to leave the earliest counts: none ends another.
  const later = [...yes, ...otherNo, ...(declined.isLeaving ? [] : leaving)].filter(
    ({ at }) => at > declined.at,
  );
  return later.reduce<LaterWord | null>(
    (first, one) => (first === null || earlierOf(first.at, one.at) !== first.at ? one : first),
    null,
  );
}

/** Whether a no still stands as having been said: whoever took it back has as good as not said it. */
function isMeant(endedBy: PastObjection['endedBy'] | Termination['endedBy']): boolean {
  return endedBy !== 'cancelled' && endedBy !== 'voided';
}

/** The objection to a version that stood at an instant. */
export function objectionAt(
  objections: readonly PastObjection[],
  version: number,
  at: Instant,
): PastObjection | null {
  const found = objections.findLast(
    (one) => one.version === version && one.at <= at && (one.endedAt === null || one.endedAt > at),
  );
  return found ?? null;
}
