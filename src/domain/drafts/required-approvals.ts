import type { Policy } from '../policies/policy.ts';
import { canonicalJson, type Json } from '../record/canonical-json.ts';
import { Refusal } from '../refusal.ts';

/** What decides dates and who is asked what, and the approvals themselves: nothing of it changes past those who approve. */
const HELD = ['rules', 'notice', 'acceptance', 'timeZone', 'appliesTo', 'approvals', 'grace'] as const;

/** Refuses with `approval-required` what would go round the approvals of a policy, and names where it goes instead. */
export function insistOnDraft(
  { policy, approvals }: Pick<Policy, 'policy' | 'approvals'>,
  { role }: { readonly role: string },
): void {
  if (approvals === 0 || role === 'admin') return;
  const path = `/v1/policies/${policy}/drafts`;
  const who = approvals === 1 ? 'somebody who wrote none of it' : `${approvals} people who wrote none of it`;
  throw new Refusal(
    'approval-required',
    `What is published of policy "${policy}" is approved by ${who} first: make a draft (POST ${path}).`,
    { path },
  );
}

/** Refuses with `approval-required` a change to what a policy promises, where versions of it must be approved. */
export function insistOnAdmin(before: Policy, after: Policy, { role }: { readonly role: string }): void {
  if (before.approvals === 0 || role === 'admin') return;
  const changed = HELD.filter((name) => textOf(before[name]) !== textOf(after[name]));
  if (changed.length === 0) return;
  throw new Refusal(
    'approval-required',
    `Versions of policy "${before.policy}" must be approved, so it takes a key with the role "admin" to change ${changed.join(', ')}; texts are changed by a draft.`,
    { path: `/v1/policies/${before.policy}/drafts` },
  );
}

function textOf(value: Policy[(typeof HELD)[number]]): string {
  return canonicalJson(value as unknown as Json);
}
