import type { Instant } from '../instant.ts';
import { type Consenting, isConsent, type Policy, type Version } from '../policies/policy.ts';
import { Refusal } from '../refusal.ts';
import { type Accepted, hasWithdrawnConsent, heldVersion, type UserFacts } from './position.ts';
import { askingVersion } from './use.ts';

/**
 * Decides an act of taking a consent back: at any time, of what its user said yes to and holds.
 *
 * Refuses with `not-offered` where the policy is not revocable, or they hold another version or none, or hold it
 * without having said so.
 */
export function decideConsentWithdrawal(
  { policy, revocable }: Pick<Policy, 'policy' | 'revocable'>,
  facts: UserFacts,
  version: number,
  now: Instant,
): 'withdraw' | 'repeat' {
  const refused = (because: string) => new Refusal('not-offered', because, { offers: [] });
  if (!revocable)
    throw refused(`What is agreed to of "${policy}" cannot be taken back: it is not revocable.`);
  const held = heldVersion(facts, now);
  if (held === null) throw refused(`They hold no version of "${policy}" that they could take back.`);
  if (held.version !== version) throw refused(`They hold version ${held.version} of "${policy}".`);
  if (hasWithdrawnConsent(facts, held.accepted, now)) return 'repeat';
  if (!isSaid(held.accepted)) throw refused('They never said yes to it themselves.');
  return 'withdraw';
}

/** Whether somebody agreed by a word of theirs. */
function isSaid({ basis }: Pick<Accepted, 'basis'>): boolean {
  return basis === 'explicit' || basis === 'imported';
}

/**
 * Refuses with `not-offered` where there is no consent to say no to: the policy asks for none, the version asks
 * nothing of them, or they said yes to it or a newer one and have not taken that back.
 */
export function insistOnRefusable(
  policy: Consenting,
  facts: UserFacts,
  { policy: name, version }: Pick<Version, 'policy' | 'version'>,
  now: Instant,
): void {
  const refused = (because: string) => new Refusal('not-offered', because, { offers: [] });
  if (!isConsent(policy)) throw refused(`Agreeing to "${name}" is no consent, which could be refused.`);
  const held = heldVersion(facts, now);
  const counting = held !== null && !hasWithdrawnConsent(facts, held.accepted, now) ? held : null;
  if (counting !== null && counting.version >= version) {
    if (counting.version > version || isSaid(counting.accepted)) {
      throw refused(`They agreed to version ${counting.version} of "${name}": that can be taken back alone.`);
    }
  }
  const before = counting === null || counting.version >= version ? 0 : counting.version;
  if (askingVersion(facts.versions, before, { version }) === null) {
    throw refused(`Version ${version} of "${name}" asks nothing of anybody.`);
  }
}

/** Whether somebody may take back their consent to a version now, and has not. */
export function canWithdrawConsent(
  policy: Pick<Policy, 'policy' | 'revocable'>,
  facts: UserFacts,
  version: number,
  now: Instant,
): boolean {
  try {
    return decideConsentWithdrawal(policy, facts, version, now) === 'withdraw';
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}
