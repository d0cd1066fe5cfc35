import { type Instant, laterOf } from '../instant.ts';
import { addPeriod, LONGEST_PERIOD } from '../period.ts';
import { Refusal } from '../refusal.ts';
import { classOf, tooShort } from '../rules/announce.ts';
import { countingOf } from '../rules/count-period.ts';
import { defaultRules } from '../rules/default-rules.ts';
import type { Term } from '../rules/notice-rules.ts';
import { generalDateOf } from '../rules/reader-dates.ts';
import type { Change, EffectiveDateRule, Policy, Version } from './policy.ts';

/** When a version takes effect, and the rule that says so. */
export type EffectiveDate = { readonly effectiveAt: Instant; readonly rule: EffectiveDateRule };

/**
 * When a version posted at `postedAt` takes effect.
 *
 * The clause this grew from: minor updates 7 days after a notice is posted, substantial ones 30 days
 * after it was initially posted, what the law requires immediately or as required. `requested` may
 * only make it later. `announced` are the versions that would still be pending below it.
 *
 * Refuses with `notice-too-short`, `too-far-ahead` or, for a legal version that a pending one would
 * hold back, `version-pending`.
 */
export function effectiveDate(input: {
  readonly change: Change;
  readonly postedAt: Instant;
  readonly requested: Instant | null;
  readonly policy: Pick<Policy, 'notice' | 'timeZone' | 'acceptance'>;
  readonly announced: readonly Pending[];
}): EffectiveDate {
  const { change, postedAt, requested, policy, announced } = input;
  const own = ownDate(change, postedAt, policy);
  const pending = lastPending(announced);
  if (change === 'legal') refuseHeldBack(announced, laterOf(own.effectiveAt, requested ?? postedAt));

  const earliest: EffectiveDate =
    pending !== null && pending.effectiveAt > own.effectiveAt
      ? { effectiveAt: pending.effectiveAt, rule: { by: 'predecessor', version: pending.version } }
      : own;
  if (requested === null) return earliest;
  if (requested < earliest.effectiveAt) {
    throw tooShort(change, earliest.effectiveAt);
  }
  const latest = addPeriod(postedAt, LONGEST_PERIOD, policy.timeZone);
  if (requested > latest) {
    throw new Refusal('too-far-ahead', `effectiveAt may be at most two years ahead: ${latest}.`, { latest });
  }
  return requested === earliest.effectiveAt ? earliest : { effectiveAt: requested, rule: { by: 'request' } };
}

/** What places a version that is still pending. */
export type Pending = Pick<Version, 'version' | 'effectiveAt'>;

/** The announced version that takes effect last: none that follows takes effect before it. */
export function lastPending(announced: readonly Pending[]): Pending | null {
  return announced.reduce<Pending | null>(
    (latest, one) => (latest === null || one.effectiveAt >= latest.effectiveAt ? one : latest),
    null,
  );
}

/** Refuses with `version-pending` where an announced version would hold back what the law wants by `date`. */
export function refuseHeldBack(announced: readonly Pending[], date: Instant): void {
  const pending = lastPending(announced);
  if (pending === null || pending.effectiveAt <= date) return;
  throw new Refusal(
    'version-pending',
    `Version ${pending.version} takes effect only at ${pending.effectiveAt} and would hold this one back beyond the date the law sets. Withdraw it ("pending": "withdraw") or ask for a later effectiveAt.`,
    { pendingVersions: announced.map((one) => one.version), earliest: pending.effectiveAt },
  );
}

/** The date of a version by its rule alone. */
function ownDate(
  change: Change,
  postedAt: Instant,
  policy: Pick<Policy, 'notice' | 'timeZone' | 'acceptance'>,
): EffectiveDate {
  if (change === 'initial') return { effectiveAt: postedAt, rule: { by: 'posting' } };
  const { effect } = classOf(defaultRules(policy), change).rule;
  const { at, term } = generalDateOf(effect, { class: change, postedAt }, countingOf(policy));
  return { effectiveAt: at, rule: ruleOf({ at, term }, postedAt) };
}

/** What fixed a date that a rule gives by itself. */
export function ruleOf(
  { at, term }: { readonly at: Instant; readonly term: Term },
  postedAt: Instant,
): EffectiveDateRule {
  return at === postedAt ? { by: 'posting' } : { by: 'notice-period', period: term.after };
}
