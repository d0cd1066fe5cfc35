import type { Instant } from '../instant.ts';
import type { ChangeClass, NoticeRules, RuleAcceptance } from '../rules/notice-rules.ts';
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
