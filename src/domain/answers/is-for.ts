import type { Policy } from '../policies/policy.ts';
import { membershipOf } from '../rules/audiences.ts';

/** Whether a policy is for somebody: they are in its audience, or may be as far as is known. */
export function isFor(
  { rules, appliesTo }: Pick<Policy, 'rules' | 'appliesTo'>,
  attributes: Readonly<Record<string, string>>,
): boolean {
  if (appliesTo === null || rules === null) return true;
  const { certain, possible } = membershipOf(rules, { attributes });
  return certain.includes(appliesTo) || possible.includes(appliesTo);
}
