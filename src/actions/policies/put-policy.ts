import type { Period } from '../../domain/period.ts';
import { type AcceptanceMode, POLICY_DEFAULTS, type Policy } from '../../domain/policies/policy.ts';
import { invalid } from '../../domain/refusal.ts';
import { findPolicy, type StoredPolicy, upsertPolicy } from '../../storage/policies/policies.ts';
import type { Context } from '../context.ts';
import { untilWritten } from '../until-written.ts';

/** What legal says of a policy; what is left out keeps its value, or gets its default at creation. */
export type PolicyChange = {
  readonly policy: string;
  readonly title?: string | undefined;
  readonly locale?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly acceptance?: AcceptanceMode | undefined;
  readonly notice?:
    | {
        readonly minor?: Period | undefined;
        readonly substantial?: Period | undefined;
        readonly late?: Period | null | undefined;
      }
    | undefined;
  readonly reminders?: readonly Period[] | undefined;
  readonly remindAtEffect?: boolean | undefined;
};

/** Creates or changes a policy. Versions posted before keep what they were posted with. */
export async function putPolicy(
  { store, now, newId }: Pick<Context, 'store' | 'now' | 'newId'>,
  change: PolicyChange,
  keyId: string,
): Promise<{ readonly policy: StoredPolicy; readonly created: boolean }> {
  return untilWritten(async () => {
    const known = await findPolicy(store.db, change.policy);
    const command = newId();
    const policy = mergePolicy(known ?? null, change);
    const write = { command, expected: known?.command ?? null, now: now(), keyId };
    const [written] = await store.atomic([upsertPolicy(store.db, policy, write)]);
    // D1 may take a write, report an error, and count nothing when it is asked again.
    const isWritten = written === 1 || (await findPolicy(store.db, change.policy))?.command === command;
    if (!isWritten) return undefined;
    return {
      policy: { ...policy, lastVersion: known?.lastVersion ?? 0, command },
      created: known === undefined,
    };
  });
}

function mergePolicy(known: Policy | null, change: PolicyChange): Policy {
  const title = change.title ?? known?.title;
  if (title === undefined) throw invalid('/title', 'is required to create a policy');
  const base = known ?? POLICY_DEFAULTS;
  return {
    policy: change.policy,
    title,
    locale: change.locale ?? base.locale,
    timeZone: change.timeZone ?? base.timeZone,
    acceptance: change.acceptance ?? base.acceptance,
    notice: {
      minor: change.notice?.minor ?? base.notice.minor,
      substantial: change.notice?.substantial ?? base.notice.substantial,
      late: change.notice?.late === undefined ? base.notice.late : change.notice.late,
    },
    reminders: change.reminders ?? base.reminders,
    remindAtEffect: change.remindAtEffect ?? base.remindAtEffect,
    rules: base.rules,
    appliesTo: base.appliesTo,
    revocable: base.revocable,
    required: base.required,
  };
}
