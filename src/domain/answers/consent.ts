import type { Instant } from '../instant.ts';
import type { Policy } from '../policies/policy.ts';
import { Refusal } from '../refusal.ts';
import { hasWithdrawnConsent, heldVersion, type UserFacts } from './position.ts';

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
  const { basis } = held.accepted;
  if (basis !== 'explicit' && basis !== 'imported') throw refused('They never said yes to it themselves.');
  return 'withdraw';
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
