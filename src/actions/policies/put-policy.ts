import { insistOnAdmin } from '../../domain/drafts/required-approvals.ts';
import type { Period } from '../../domain/period.ts';
import { type AskedWords, readTitles } from '../../domain/policies/asked-texts.ts';
import { type AcceptanceMode, POLICY_DEFAULTS, type Policy } from '../../domain/policies/policy.ts';
import { invalid, Refusal } from '../../domain/refusal.ts';
import { insistOnRules } from '../../domain/rules/check-rules.ts';
import type { NoticeRules } from '../../domain/rules/notice-rules.ts';
import { type AskedRules, readRules } from '../../domain/rules/presets.ts';
import { findPolicy, type StoredPolicy, upsertPolicy } from '../../storage/policies/policies.ts';
import type { Database } from '../../storage/store.ts';
import type { Context } from '../context.ts';
import { untilWritten } from '../until-written.ts';
import { fillCalendar } from './fill-calendar.ts';

/** What legal says of a policy; what is left out keeps its value, or gets its default at creation. */
export type PolicyChange = {
  readonly policy: string;
  readonly title?: AskedWords | undefined;
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
  /** Null goes back to `notice` and `acceptance`. */
  readonly rules?: AskedRules | null | undefined;
  readonly appliesTo?: string | null | undefined;
  readonly revocable?: boolean | undefined;
  readonly required?: boolean | undefined;
  readonly approvals?: number | undefined;
  readonly grace?: Period | undefined;
  readonly incorporates?: readonly string[] | undefined;
};

/**
 * Creates or changes a policy. Versions posted before keep what they were posted with.
 *
 * Refuses a policy that incorporates itself, or one that there is not;
 * with `rules-in-use` notice periods and acceptance where rules say them, and with `invalid-request` rules
 * that could harm somebody, name a calendar that there is not, or lack the audience that the policy is for. Where
 * versions must be approved, it refuses a change to what is promised of them with `approval-required`, unless an
 * admin makes it.
 */
export async function putPolicy(
  { store, now, newId }: Pick<Context, 'store' | 'now' | 'newId'>,
  change: PolicyChange,
  by: { readonly keyId: string; readonly role: string },
): Promise<{ readonly policy: StoredPolicy; readonly created: boolean }> {
  return untilWritten(async () => {
    const known = await findPolicy(store.db, change.policy);
    const command = newId();
    const policy = mergePolicy(known ?? null, change);
    if (known !== undefined) insistOnAdmin(known, policy, by);
    if (change.incorporates !== undefined) await insistOnParts(store.db, change.policy, change.incorporates);
    if (change.rules && policy.rules !== null) await fillCalendar(store.db, policy.rules);
    const write = { command, expected: known?.command ?? null, now: now(), keyId: by.keyId };
    const [written] = await store.atomic([upsertPolicy(store.db, policy, write)]);
    // D1 may take a write, report an error, and count nothing when it is asked again.
    const isWritten = written === 1 || (await findPolicy(store.db, change.policy))?.command === command;
    if (!isWritten) return undefined;
    return {
      policy: {
        ...{ ...policy, lastVersion: known?.lastVersion ?? 0, command },
        askingPause: known?.askingPause ?? null,
      },
      created: known === undefined,
    };
  });
}

function mergePolicy(known: Policy | null, change: PolicyChange): Policy {
  const base = known ?? POLICY_DEFAULTS;
  const locale = change.locale ?? base.locale;
  const rules = mergeRules(base.rules, change);
  const appliesTo = change.appliesTo === undefined ? base.appliesTo : change.appliesTo;
  insistOnAudience(rules, appliesTo);
  return {
    policy: change.policy,
    ...mergeTitles(known, change.title, locale),
    locale,
    // Notices and pages print dates in the zone that the rules count in.
    timeZone: rules?.timeZone ?? change.timeZone ?? base.timeZone,
    acceptance: change.acceptance ?? base.acceptance,
    notice: {
      minor: change.notice?.minor ?? base.notice.minor,
      substantial: change.notice?.substantial ?? base.notice.substantial,
      late: change.notice?.late === undefined ? base.notice.late : change.notice.late,
    },
    reminders: change.reminders ?? base.reminders,
    remindAtEffect: change.remindAtEffect ?? base.remindAtEffect,
    rules,
    appliesTo,
    revocable: change.revocable ?? base.revocable,
    required: change.required ?? base.required,
    approvals: change.approvals ?? base.approvals,
    grace: change.grace ?? base.grace,
    incorporates: change.incorporates ?? base.incorporates,
  };
}

/** A title that is said alone stands for all: nobody reads what it was called before. */
function mergeTitles(
  known: Policy | null,
  asked: AskedWords | undefined,
  locale: string,
): Pick<Policy, 'title' | 'titles'> {
  if (asked !== undefined) return readTitles(asked, locale);
  if (known === null) throw invalid('/title', 'is required to create a policy');
  const { title, titles } = known;
  const isOneAlone = Object.keys(titles).length === 0;
  return isOneAlone || locale === known.locale
    ? { title, titles }
    : readTitles({ ...titles, [known.locale]: title }, locale);
}

function mergeRules(known: NoticeRules | null, change: PolicyChange): NoticeRules | null {
  const asked = change.rules;
  const rules = asked === undefined ? known : asked === null ? null : readRules(asked, change.timeZone);
  if (rules !== null && (change.notice !== undefined || change.acceptance !== undefined)) {
    throw new Refusal(
      'rules-in-use',
      'notice and acceptance are the short way to say rules, and this policy has rules of its own: change those, or put "rules": null with them.',
    );
  }
  if (rules !== null && asked !== undefined) insistOnRules(rules);
  return rules;
}

/** Two may name each other: nothing is followed from one to the next. */
async function insistOnParts(db: Database, policy: string, parts: readonly string[]): Promise<void> {
  for (const [place, part] of parts.entries()) {
    const pointer = `/incorporates/${place}`;
    if (part === policy) throw invalid(pointer, 'is the policy itself');
    if (parts.indexOf(part) < place) throw invalid(pointer, 'is named twice');
    if ((await findPolicy(db, part)) === undefined) throw invalid(pointer, `there is no policy "${part}"`);
  }
}

function insistOnAudience(rules: NoticeRules | null, appliesTo: string | null): void {
  if (appliesTo === null || rules?.audiences?.some(({ audience }) => audience === appliesTo)) return;
  throw invalid('/appliesTo', `"${appliesTo}" is no audience of the rules of this policy`);
}
