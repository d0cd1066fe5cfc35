import type { Instant } from '../instant.ts';
import { countingOf } from '../rules/count-period.ts';
import type { ChangeClass, NoticeRules, Rule, RuleAcceptance } from '../rules/notice-rules.ts';
import { generalDateOf } from '../rules/reader-dates.ts';
import type { RuledVersion } from '../rules/ruled-case.ts';

/** What makes a version bind: use, saying so, silence, or nothing that anybody has to do. */
export type VersionAcceptance = 'deemed' | 'explicit' | 'silence' | 'none';

/** The rules that a version was posted under, as they were then: nothing that changes later changes it. */
export type FrozenRules = {
  /** With the class of the version alone, and its calendar filled in. */
  readonly rules: NoticeRules;
  /** The audience that the policy was for; null: everybody. */
  readonly appliesTo: string | null;
  /** The date of effect that legal named. */
  readonly namedAt: Instant | null;
  readonly proposedAt: Instant | null;
  readonly documentDate: Instant | null;
  /** How its general date was found, in English. */
  readonly trace: readonly string[];
};

/** The class that a version was posted as. */
export function frozenClass({ rules }: FrozenRules): ChangeClass {
  const [only] = rules.classes;
  if (only === undefined) throw new Error('rules were frozen without a class');
  return only;
}

/** The rule of a class for everybody, and those of its audiences. */
export function rulesOfClass({
  rule,
  audiences = {},
}: Pick<ChangeClass, 'rule' | 'audiences'>): readonly Rule[] {
  return [rule, ...Object.values(audiences)];
}

/** Whether anybody has to be told of a change. */
export function isTold(changeClass: Pick<ChangeClass, 'rule' | 'audiences'>): boolean {
  return rulesOfClass(changeClass).some(({ tell }) => tell.need > 0);
}

/** Whether anybody is told of a change by mail. */
export function isMailed(changeClass: Pick<ChangeClass, 'rule' | 'audiences'>): boolean {
  return rulesOfClass(changeClass).some(({ tell }) => tell.need > 0 && tell.by.includes('mail'));
}

/** What makes a version bind people in general, in the words that versions and checks answer. */
export function generalAcceptance(frozen: FrozenRules): VersionAcceptance {
  return toVersionAcceptance(frozenClass(frozen).rule.acceptance);
}

/** What a rule calls `use` is answered as `deemed`. */
export function toVersionAcceptance(acceptance: RuleAcceptance): VersionAcceptance {
  return acceptance === 'use' ? 'deemed' : acceptance;
}

/** A version as its rules ask about it. */
export function toRuledVersion(
  {
    class: name,
    postedAt,
    reason,
  }: { readonly class: string; readonly postedAt: Instant; readonly reason: string | null },
  { namedAt, proposedAt, documentDate }: FrozenRules,
): RuledVersion {
  return {
    ...{ class: name, postedAt },
    ...(namedAt !== null && { namedAt }),
    ...(reason !== null && { reason }),
    ...(proposedAt !== null && { proposedAt }),
    ...(documentDate !== null && { documentDate }),
  };
}

/** Whether a version takes effect, with a reason, before its rules would have had it for people in general. */
export function isSoonerThanUsual(
  version: { readonly class: string; readonly postedAt: Instant; readonly reason: string | null },
  frozen: FrozenRules,
): boolean {
  const { namedAt, rules } = frozen;
  if (namedAt === null || version.reason === null) return false;
  const ruled = toRuledVersion(version, frozen);
  return namedAt < generalDateOf(frozenClass(frozen).rule.effect, ruled, countingOf(rules)).at;
}

/**
 * What legal calls the class of a version, in the language of its policy; null where it is one of those that
 * words are written for.
 */
export function ownLabel({
  class: name,
  rules,
}: {
  readonly class: string;
  readonly rules: FrozenRules | null;
}): string | null {
  return rules === null || WORDED_CLASSES.includes(name) ? null : frozenClass(rules).label;
}

const WORDED_CLASSES: readonly string[] = ['initial', 'minor', 'substantial', 'legal'];

/** Whether the date of effect may be each reader's own: counted from their notice, or from when their contract renews. */
export function hasOwnDates(rules: FrozenRules | null): boolean {
  if (rules === null) return false;
  const { rule, audiences = {} } = frozenClass(rules);
  return [rule, ...Object.values(audiences)].some(({ effect }) =>
    effect.terms.some(({ from }) => from === 'notice' || from === 'receipt' || from === 'renewal'),
  );
}
