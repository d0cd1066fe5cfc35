import { frozenClass } from '../policies/frozen-rules.ts';
import { type Membership, rulesFor } from '../rules/audiences.ts';
import type { RuledVersion } from './own-outcome.ts';

/** Whether leaving over a version costs its reader nothing, as one of the rules that hold for them promises. */
export function isLeavingFree({ rules }: Pick<RuledVersion, 'rules'>, membership: Membership): boolean {
  const { certain: audiences, possible: maybeIn } = membership;
  const own = rulesFor(rules.rules, frozenClass(rules), { audiences, maybeIn });
  return own.some(({ decline }) => decline?.free ?? false);
}
