import { type Instant, laterOf } from '../instant.ts';
import { addPeriod, LONGEST_PERIOD } from '../period.ts';
import { invalid, Refusal } from '../refusal.ts';
import { refuseOtherSections } from './class-limits.ts';
import { countingOf } from './count-period.ts';
import type { ChangeClass, NoticeRules } from './notice-rules.ts';
import { generalDateOf } from './reader-dates.ts';
import type { RuledVersion } from './ruled-case.ts';
import type { Dated } from './when.ts';

/** A version that its rules let be posted: its class, and the date on which it takes effect for people in general. */
export type Announcement = {
  readonly changeClass: ChangeClass;
  readonly effectiveAt: Instant;
  /** The earliest date that the rule allows, and what it comes from. */
  readonly earliest: Dated & { readonly at: Instant };
};

/**
 * Whether a version may be posted under the rules, and its general date: what the rule gives for a reader who
 * is told at posting, or the date that was named. `notBefore` is what a refused date is told to come after as well.
 *
 * Refuses with `invalid-request` for a class that the rules do not have and for a date that the rule needs
 * and nobody gave, `reason-required`, `section-not-in-class`, `notice-too-short` and `too-far-ahead`.
 */
export function announce(
  rules: NoticeRules,
  version: RuledVersion,
  notBefore: Instant = version.postedAt,
): Announcement {
  const changeClass = classOf(rules, version.class);
  const { rule } = changeClass;
  const { namedAt, reason, postedAt } = version;
  if (needsReason(changeClass) && reason === undefined) {
    throw new Refusal(
      'reason-required',
      changeClass.byLaw === true
        ? `A ${changeClass.class} change must name the requirement it follows, as "reason".`
        : `A ${changeClass.class} change is posted with a recorded "reason".`,
    );
  }
  if (version.sections !== undefined) refuseOtherSections(changeClass, version.sections);
  refuseMissingDates(changeClass, version);
  const counting = countingOf(rules);
  const earliest = generalDateOf(rule.effect, version, counting);
  if (namedAt === undefined || namedAt === earliest.at) {
    return { changeClass, effectiveAt: earliest.at, earliest };
  }
  if (namedAt < earliest.at) {
    const isAllowed = rule.shorter === 'with-reason' && reason !== undefined;
    if (!isAllowed) throw tooShort(changeClass.class, laterOf(earliest.at, notBefore));
    return { changeClass, effectiveAt: namedAt < postedAt ? postedAt : namedAt, earliest };
  }
  const latest = addPeriod(postedAt, LONGEST_PERIOD, rules.timeZone);
  if (namedAt > latest) {
    throw new Refusal('too-far-ahead', `effectiveAt may be at most two years ahead: ${latest}.`, { latest });
  }
  return { changeClass, effectiveAt: namedAt, earliest };
}

/** The class of that name. Refuses with `invalid-request`, naming those there are. */
export function classOf(rules: NoticeRules, name: string): ChangeClass {
  const found = rules.classes.find((one) => one.class === name);
  if (found !== undefined) return found;
  const known = rules.classes.map((one) => one.class).join(', ');
  throw invalid('/change', `is none of the classes of this policy's rules: ${known}`);
}

/** Whether a version of a class is posted only with a reason. */
export function needsReason({ byLaw, reason }: ChangeClass): boolean {
  return byLaw === true || reason === true;
}

/** Dates that the rule counts from and that only whoever posts can know. */
function refuseMissingDates({ rule, audiences = {} }: ChangeClass, version: RuledVersion): void {
  const terms = [rule, ...Object.values(audiences)].flatMap(({ effect }) => effect.terms);
  if (terms.some(({ from }) => from === 'document-date') && version.documentDate === undefined) {
    throw invalid('/documentDate', 'is required: the rule of this class counts from it');
  }
  if (terms.some(({ from }) => from === 'proposal') && version.proposedAt === undefined) {
    throw invalid('/proposedAt', 'is required: the rule of this class counts from it');
  }
}

/** Refuses a date that comes too early for a class of change, with the earliest that would do. */
export function tooShort(name: string, earliest: Instant): Refusal {
  return new Refusal(
    'notice-too-short',
    `A ${name} version posted now takes effect at ${earliest} at the earliest.`,
    { earliest },
  );
}
