import { type Check, checkUser } from '../../domain/answers/check.ts';
import { ownFacts } from '../../domain/answers/own-facts.ts';
import { versionsUnderWay } from '../../domain/answers/untold.ts';
import type { Instant } from '../../domain/instant.ts';
import type { SaidOfUser, StandingOfUser } from '../../storage/answers/user-of-policy.ts';
import type { PolicyVersions } from '../../storage/policies/policy-versions.ts';
import { askingOf, asksForRenewals, notTold } from '../wire/read-checks.ts';

/** What is said of all who stand alike: their check without whose it is, and what follows the id in its JSON. */
export type KeptCheck = { readonly check: Omit<Check, 'user'>; readonly rest: string };

/** How somebody stands, and what was last said of it: true from `at` on, until its `validUntil`. */
type Kept = {
  readonly standing: StandingOfUser;
  said: { readonly at: Instant; readonly one: KeptCheck } | null;
};

/** So many ways to stand are remembered of a policy: whoever asks again soon finds theirs. */
const MOST_KEPT = 2_000;

/** By what one write left of a policy and its versions: whatever changes either makes another. */
const keptOf = new WeakMap<PolicyVersions, Map<string, Kept>>();

/**
 * What is true at `at` of whoever stands as `said` says, decided and written once while only the clock moves on; null
 * where more has to be read to tell: of seats, of whoever ever declined, of renewals, and of whom a mail may yet reach.
 */
export function keptCheck(
  known: PolicyVersions,
  { said, standing }: Pick<SaidOfUser, 'said' | 'standing'>,
  at: Instant,
): KeptCheck | null {
  const all = keptOf.get(known) ?? new Map<string, Kept>();
  keptOf.set(known, all);
  let kept = all.get(said);
  if (kept === undefined) {
    kept = { standing: standing(), said: null };
    if (all.size >= MOST_KEPT) all.clear();
    all.set(said, kept);
  }
  if (!saysAll(known, kept.standing, at)) return null;
  const { said: last } = kept;
  if (last !== null && last.at <= at && holdsAt(last.one.check, at)) return last.one;
  const one = write(known, kept.standing, at);
  kept.said = { at, one };
  return one;
}

function holdsAt({ validUntil }: Pick<Check, 'validUntil'>, at: Instant): boolean {
  return validUntil === null || at < validUntil;
}

/** Whether how somebody stands is all that their check asks of the database. */
function saysAll(
  { policy, versions }: PolicyVersions,
  { command, party, hasAddress, hasTerminations, positions }: StandingOfUser,
  at: Instant,
): boolean {
  if (command !== policy.command || party !== null || hasTerminations) return false;
  if (versions.some(asksForRenewals)) return false;
  return !hasAddress || notTold(positions, versionsUnderWay(versions, at)).length === 0;
}

function write({ policy, versions }: PolicyVersions, standing: StandingOfUser, at: Instant): KeptCheck {
  const { positions, hasAddress, reader } = standing;
  const facts = ownFacts({ versions, positions, terminations: [] }, reader);
  const reach = { hasAddress, notReached: [] };
  const { user: _, ...check } = checkUser('', policy.policy, facts, reach, at, askingOf(policy, reader));
  return { check, rest: JSON.stringify(check).slice(1) };
}
