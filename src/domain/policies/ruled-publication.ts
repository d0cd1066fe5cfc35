import { type Instant, laterOf } from '../instant.ts';
import type { Period } from '../period.ts';
import { invalid, Refusal } from '../refusal.ts';
import { announce, classOf, tooShort } from '../rules/announce.ts';
import { countingOf } from '../rules/count-period.ts';
import { defaultRules } from '../rules/default-rules.ts';
import type { ChangeClass, NoticeRules, Rule, RuleAcceptance } from '../rules/notice-rules.ts';
import type { RuledVersion } from '../rules/ruled-case.ts';
import { traceOfDate } from '../rules/trace.ts';
import { type EffectiveDate, lastPending, refuseHeldBack, ruleOf } from './effective-date.ts';
import {
  isMailed,
  isTold,
  rulesOfClass,
  toVersionAcceptance,
  type VersionAcceptance,
} from './frozen-rules.ts';
import { CHANGES, type Change, type Policy, type Version } from './policy.ts';
import {
  classAsked,
  decidePublication,
  insistOnSummary,
  type Publication,
  predecessor,
  refuseSameText,
} from './publication.ts';
import { announcedVersions, versionInForce } from './timeline.ts';

/** Everything about a new version but its text that is fixed when it is posted. */
export type VersionTerms = EffectiveDate &
  Pick<
    Version,
    'change' | 'class' | 'lateNotice' | 'reminders' | 'remindAtEffect' | 'timeZone' | 'previous' | 'rules'
  > & {
    readonly acceptance: VersionAcceptance;
    /** The announced versions it withdraws. */
    readonly withdraws: readonly number[];
    /** Whether people are told of it by mail. */
    readonly isMailed: boolean;
  };

const AT_ONCE = 'PT0S' as Period;

/** The first version of a policy that nobody is ever asked to agree to. */
const FIRST_INFORMATION: ChangeClass = {
  class: 'initial',
  label: 'First version',
  rule: {
    tell: { by: ['site'], need: 0 },
    effect: { terms: [{ after: AT_ONCE, from: 'posting' }] },
    acceptance: 'none',
  },
};

/**
 * Decides a publication at `now` over the policy's `versions`: by the policy's rules, whose calendar must have
 * been filled in, or by its notice periods. `predecessorContent` is the text it follows, if any.
 *
 * Refuses as `announce` and `decidePublication` do, and with `rules-in-use` a mode of acceptance where rules say it.
 */
export function decideVersion(
  policy: Policy,
  versions: readonly Version[],
  publication: Publication,
  predecessorContent: string | null,
  now: Instant,
): VersionTerms {
  const rules = rulesAsked(policy, publication);
  if (policy.rules !== null && publication.acceptance !== null) {
    throw new Refusal(
      'rules-in-use',
      'The rules of this policy say what each class of change asks of people.',
    );
  }
  const before = predecessor(versions, publication.withdrawPending, now);
  const known = rules === null ? [] : rules.classes.map((one) => one.class);
  const isFirst = rules === null || classAsked(publication, before, known.join(', ')) === 'initial';
  if (rules === null || (isFirst && !isInformation(rules))) {
    refuseDates(publication);
    const terms = shortTerms(
      policy,
      decidePublication(policy, versions, publication, predecessorContent, now),
    );
    return rules === null ? terms : { ...terms, acceptance: firstAcceptance(rules), remindAtEffect: false };
  }

  const changeClass = isFirst ? FIRST_INFORMATION : classOf(rules, publication.change ?? '');
  if (isTold(changeClass)) insistOnSummary(publication);
  if (publication.acceptance !== null) {
    throw invalid('/acceptance', `is not asked for by a ${changeClass.class} change`);
  }
  refuseSameText(publication, before, predecessorContent);
  const announced = announcedVersions(versions, now);
  const pending = publication.withdrawPending ? [] : announced;
  return {
    ...ruledTerms(policy, { ...rules, classes: [changeClass] }, publication, pending, now),
    withdraws: publication.withdrawPending ? announced.map((one) => one.version) : [],
    previous: versionInForce(versions, now)?.version ?? null,
  };
}

/** What a policy promises about its changes: the document it has, or the one that its periods are the short way to say. */
export function rulesOfPolicy(
  policy: Pick<Policy, 'rules' | 'notice' | 'acceptance' | 'timeZone'>,
): NoticeRules {
  return policy.rules ?? defaultRules(policy);
}

/** The rules that a publication is decided by: the policy's own, or those of the class that its periods do not know. */
function rulesAsked(policy: Policy, { change }: Publication): NoticeRules | null {
  if (policy.rules !== null) return policy.rules;
  return change === 'editorial' ? defaultRules(policy) : null;
}

function shortTerms(policy: Policy, decision: ReturnType<typeof decidePublication>): VersionTerms {
  const isFirst = decision.change === 'initial';
  return {
    ...decision,
    ...{ class: decision.change, rules: null, isMailed: !isFirst, timeZone: policy.timeZone },
    lateNotice: policy.notice.late ?? policy.notice.minor,
    reminders: policy.reminders,
    remindAtEffect: policy.remindAtEffect && decision.acceptance === 'explicit' && !isFirst,
  };
}

/** The terms of the one class of `rules`. */
function ruledTerms(
  policy: Policy,
  rules: NoticeRules,
  publication: Publication,
  announced: readonly Version[],
  postedAt: Instant,
): Omit<VersionTerms, 'withdraws' | 'previous'> {
  const changeClass = classOf(rules, rules.classes[0]?.class ?? '');
  const version = toAnnounce(changeClass.class, publication, postedAt);
  const counting = countingOf(rules);
  if (changeClass.byLaw === true) {
    const { namedAt = postedAt, ...unnamed } = version;
    refuseHeldBack(announced, laterOf(announce(rules, unnamed).effectiveAt, namedAt));
  }
  const pending = lastPending(announced);
  const announcement = announce(rules, version, pending?.effectiveAt);
  const own = ruleOf(announcement.earliest, postedAt);
  const earliest: EffectiveDate =
    pending !== null && pending.effectiveAt > announcement.earliest.at
      ? { effectiveAt: pending.effectiveAt, rule: { by: 'predecessor', version: pending.version } }
      : { effectiveAt: announcement.earliest.at, rule: own };
  const isHeldBack = pending !== null && pending.effectiveAt > announcement.effectiveAt;
  if (isHeldBack && version.namedAt !== undefined) throw tooShort(changeClass.class, pending.effectiveAt);
  const isNamed = !isHeldBack && announcement.effectiveAt !== earliest.effectiveAt;
  const asks = rulesOfClass(changeClass).some(({ acceptance }) => acceptance !== 'none');
  const mailed = isMailed(changeClass);
  const acceptance = toVersionAcceptance(changeClass.rule.acceptance);
  return {
    ...(isNamed ? { effectiveAt: announcement.effectiveAt, rule: { by: 'request' } } : earliest),
    ...{ change: nearestChange(changeClass), class: changeClass.class, acceptance },
    ...{ isMailed: mailed, timeZone: rules.timeZone, lateNotice: changeClass.rule.late ?? AT_ONCE },
    // Whoever is told nothing by mail, or is asked nothing, is reminded of nothing.
    reminders: mailed && asks ? policy.reminders : [],
    remindAtEffect: mailed && policy.remindAtEffect && acceptance === 'explicit',
    rules: {
      ...{ rules, appliesTo: policy.appliesTo, namedAt: publication.effectiveAt },
      proposedAt: publication.proposedAt ?? null,
      documentDate: publication.documentDate ?? null,
      trace: traceOfDate(announcement, version, counting, isHeldBack ? pending : null),
    },
  };
}

function toAnnounce(name: string, asked: Publication, postedAt: Instant): RuledVersion {
  const { effectiveAt, reason, proposedAt, documentDate } = asked;
  return {
    ...{ class: name, postedAt },
    ...(effectiveAt !== null && { namedAt: effectiveAt }),
    ...(reason !== null && { reason }),
    ...(proposedAt !== undefined && { proposedAt }),
    ...(documentDate !== undefined && { documentDate }),
  };
}

/** Of the four kinds that words are written for, the one that a class is nearest to. */
export function nearestChange({ class: name, byLaw, only }: ChangeClass): Change {
  if (byLaw === true) return 'legal';
  return CHANGES.find((one) => one === name) ?? (only === 'form' ? 'minor' : 'substantial');
}

/** Whether nobody is asked to agree to anything, whatever changes. */
function isInformation({ classes }: NoticeRules): boolean {
  return everyRule(classes).every(({ acceptance }) => acceptance === 'none');
}

/** What the first version asks, which neither silence nor a class of its own can answer. */
function firstAcceptance({ classes }: NoticeRules): VersionAcceptance {
  const isAsked = (acceptance: RuleAcceptance) => classes.some(({ rule }) => rule.acceptance === acceptance);
  return isAsked('use') ? 'deemed' : 'explicit';
}

function everyRule(classes: readonly ChangeClass[]): readonly Rule[] {
  return classes.flatMap(rulesOfClass);
}

function refuseDates({ proposedAt, documentDate }: Publication): void {
  const unused = 'is nothing that this version counts from';
  if (proposedAt !== undefined) throw invalid('/proposedAt', unused);
  if (documentDate !== undefined) throw invalid('/documentDate', unused);
}
