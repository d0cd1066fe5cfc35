import { fillCalendar } from '../../actions/policies/fill-calendar.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Policy } from '../../domain/policies/policy.ts';
import { rulesOfPolicy } from '../../domain/policies/ruled-publication.ts';
import { Refusal } from '../../domain/refusal.ts';
import { announce } from '../../domain/rules/announce.ts';
import { decideWithTrace } from '../../domain/rules/decide-outcome.ts';
import type { ChangeClass, NoticeRules } from '../../domain/rules/notice-rules.ts';
import type { ExampleDate } from '../../pages/console/policy-settings.ts';
import type { HttpContext } from '../wire/http-context.ts';

/** What a change of each kind would come to for whoever a policy tells apart, were it posted now, and why. */
export async function exampleDatesOf(
  { store, now }: Pick<HttpContext, 'store' | 'now'>,
  policy: Policy,
): Promise<readonly ExampleDate[]> {
  const rules = await fillCalendar(store.db, rulesOfPolicy(policy));
  const at = now();
  return rules.classes.flatMap((changeClass) => [
    exampleOf(rules, changeClass, null, at),
    ...(rules.audiences ?? [])
      .filter(({ audience }) => changeClass.audiences?.[audience] !== undefined)
      .map(({ audience }) => exampleOf(rules, changeClass, audience, at)),
  ]);
}

function exampleOf(
  rules: NoticeRules,
  changeClass: ChangeClass,
  audience: string | null,
  postedAt: Instant,
): ExampleDate {
  const label = rules.audiences?.find((one) => one.audience === audience)?.label ?? audience;
  const of = { kind: changeClass.label, audience: label };
  const version = { class: changeClass.class, postedAt, reason: 'as an example' };
  try {
    announce(rules, version);
    const reader = { holds: true, audiences: audience === null ? [] : [audience] };
    // As if the notice arrived at once, which is what nobody can promise sooner.
    const events = (['mail', 'account', 'site'] as const).flatMap((channel) => [
      { kind: 'sent' as const, at: postedAt, channel, delivery: channel },
      { kind: 'delivered' as const, at: postedAt, channel, delivery: channel },
    ]);
    const { effectiveAt, trace } = decideWithTrace({ rules, changeClass, version, reader, events }, postedAt);
    return { ...of, effectiveAt, because: trace };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ...of, effectiveAt: null, because: [] };
  }
}
