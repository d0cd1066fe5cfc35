import { isSettled, type NoticeStance, readNoticeOutcome, type Stance } from '../domain/notices/outcome.ts';
import { isNoTime } from '../domain/period.ts';
import { isConsent } from '../domain/policies/policy.ts';
import { askedAnewWords, unrecordedWords } from '../language/answer-words.ts';
import { formatDay, formatEffect, formatEffectDay, formatInstant, formatPeriod } from '../language/dates.ts';
import { isUnsure, type NoticeFacts, type TermsFacts } from './notice-facts.ts';
import { isLeaving, waysOfTerms, waysOpenTo } from './notice-ways.ts';
import { wordsOf } from './notice-words.ts';

/*
 * The words of notices of versions with rules of their own. An instant is printed where it is so for every
 * reader, whenever within a day the mail is taken; else a period from when it was sent, or that the page
 * shows it.
 */

/** The words of an announcement or a reminder that hang on the terms of its readers; null where it has no such part. */
export type TermsWords = {
  readonly subject: string;
  readonly lead: string;
  /** Stands first and alone. */
  readonly opening: string | null;
  readonly whenLabel: string;
  readonly when: string;
  readonly decline: string | null;
  readonly silence: string | null;
  readonly mayLeave: boolean;
  readonly isLate: boolean;
};

/** Writes them. */
export function termsWords(facts: TermsFacts, about: { title: string; company: string }): TermsWords {
  const { notice } = wordsOf(facts);
  const { stance } = readNoticeOutcome(facts.outcome);
  const { tense, closes } = facts.terms;
  const doNothing = silenceOfTerms(facts, stance);
  const labels = {
    ahead: notice.takesEffect,
    soon: notice.effectDate,
    late: notice.inEffectSince,
    own: notice.effectDate,
  };
  return {
    ...heading(facts, stance, about),
    opening: stance === 'agrees-by-silence' ? doNothing : null,
    whenLabel: labels[tense],
    when: whenOfTerms(facts),
    decline: declineOfTerms(facts, stance),
    silence: stance === 'agrees-by-silence' ? null : doNothing,
    mayLeave:
      !isSettled(stance) &&
      !isConsent(facts.policy) &&
      closes !== null &&
      !(closes !== 'when-accepted' && isUnsure(facts)),
    isLate: tense === 'late',
  };
}

function styleOf({ language, policy }: NoticeFacts) {
  return { locale: language, timeZone: policy.timeZone };
}

function heading(
  facts: TermsFacts,
  stance: NoticeStance,
  { title, company }: { readonly title: string; readonly company: string },
): Pick<TermsWords, 'subject' | 'lead'> {
  const { kind, version, terms } = facts;
  const { mail, terms: own } = wordsOf(facts);
  const { effect, tense, closes } = terms;
  const isReminder = kind === 'reminder';
  const words = isReminder ? mail.reminder : mail.announcement;
  const style = styleOf(facts);
  const about = { title, company, version: version.version };
  const day = effect.kind === 'at' ? formatEffectDay(effect.at, style) : null;
  const canNameDay = day !== null && !(isReminder && tense === 'own');
  const undated = isReminder ? own.reminderSubject({ title }) : own.subject({ title });
  const dated = tense === 'late' ? words.subjectInEffect : words.subject;
  const subject = canNameDay ? dated({ title, day }) : undated;
  const lead = () => {
    if (isSettled(stance) || (stance === 'applies' && closes === null)) return own.leadForInformation(about);
    if (isReminder && (tense === 'own' || stance === 'applies' || stance === 'agrees-by-silence')) {
      return own.leadAgain({ ...about, postedDate: formatDay(version.postedAt, style) });
    }
    const postedDate = formatDay(version.postedAt, style);
    if (tense !== 'late' || effect.kind !== 'at') return words.lead({ ...about, postedDate });
    return words.leadInEffect({ ...about, postedDate, date: formatEffect(effect.at, style) });
  };
  return { subject, lead: lead() };
}

/** When the version takes effect for its readers. */
export function whenOfTerms(facts: TermsFacts): string {
  const { language, terms } = facts;
  const { terms: own } = wordsOf(facts);
  const { effect, sooner, tense } = terms;
  const date = () => {
    if (effect.kind === 'renewal') return own.effect.atRenewal;
    if (effect.kind === 'at') return formatEffect(effect.at, styleOf(facts));
    if (isUnsure(facts)) return own.effect.onPage;
    if (isNoTime(effect.period)) return own.effect.atOnce;
    return own.effect.after({ period: formatPeriod(effect.period, language) });
  };
  return sooner.includes('acceptance') && tense !== 'late' ? `${date()}\n${own.acceptAtOnce}` : date();
}

/** Until when its readers may say no, and how; null where nothing is offered. */
function declineOfTerms(facts: TermsFacts, stance: NoticeStance): string | null {
  const { ways } = facts.terms;
  if (isSettled(stance)) return null;
  if (isConsent(facts.policy)) return refusalOfTerms(facts, stance);
  const theirs = ways && waysOpenTo(stance, ways);
  return theirs === null ? leaveOfTerms(facts, stance) : waysOfTerms(facts, theirs);
}

/** How they may say no to a consent: nobody is led away over it. */
function refusalOfTerms(facts: TermsFacts, stance: Stance): string | null {
  const { ways } = facts.terms;
  const theirs = ways && waysOpenTo(stance, ways);
  const offers = theirs?.offers.filter((offer) => !isLeaving(offer)) ?? [];
  const said = theirs === null || offers.length === 0 ? [] : [waysOfTerms(facts, { ...theirs, offers })];
  const mayRefuse = stance !== 'applies' && !offers.includes('keep-old');
  const all = mayRefuse ? [...said, wordsOf(facts).answers.ways.refuse] : said;
  return all.length === 0 ? null : all.join('\n');
}

/** Until when they may leave, where that is all. */
function leaveOfTerms(facts: TermsFacts, stance: Stance): string | null {
  const { language, terms } = facts;
  const { notice, mail, terms: own } = wordsOf(facts);
  const { closes, effect, tense } = terms;
  const isFree = stance === 'applies';
  if (closes === null) return null;
  if (closes === 'when-accepted') return isFree ? own.applies.leave : notice.declineUntilYouAccept;
  if (isUnsure(facts)) return isFree ? own.applies.leaveOnPage : mail.declineOnPage;
  if (closes.kind === 'renewal') return isFree ? own.applies.leaveUntilRenewal : own.declineUntilRenewal;
  if (closes.kind === 'at') {
    const date = formatInstant(closes.at, styleOf(facts));
    return isFree ? own.applies.leaveUntil({ date }) : notice.declineUntil({ date });
  }
  const period = formatPeriod(closes.period, language);
  // Whoever gets it before the effect has until then.
  if (tense === 'soon' && effect.kind === 'at') {
    const date = formatInstant(effect.at, styleOf(facts));
    return isFree ? own.applies.leaveOnPage : mail.declineAround({ date, period });
  }
  return isFree ? own.applies.leaveWithin({ period }) : mail.declineWithin({ period });
}

/** What becomes of its readers if they do nothing. */
function silenceOfTerms(facts: TermsFacts, stance: NoticeStance): string {
  const { version, language, terms } = facts;
  const { mail, notice, terms: own } = wordsOf(facts);
  if (isSettled(stance)) return mail.settled[stance](version);
  const { effect, tense } = terms;
  const date = effect.kind === 'at' ? formatEffect(effect.at, styleOf(facts)) : null;
  switch (stance) {
    case 'unrecorded':
      return unrecordedWords(facts.policy, version, language);
    case 'applies':
      if (date === null) return own.applies.undated;
      return tense === 'late' ? own.applies.since({ date }) : own.applies.from({ date });
    case 'is-asked-anew':
      return askedAnewWords(facts.policy, version, language);
    case 'is-asked': {
      if (!facts.policy.required) return wordsOf(facts).answers.explicitOptional;
      const dated = date === null ? own.explicitUndated : notice.silence.explicit({ date });
      const asked = tense === 'late' ? notice.silence.explicitInEffect : dated;
      const unanswered = unansweredOfTerms(facts);
      return unanswered === null ? asked : `${asked}\n${unanswered}`;
    }
    case 'agrees-by-silence':
      return agreeingBySilence(facts);
    case 'agrees-by-use':
      return agreeingByUse(facts, date);
  }
}

function unansweredOfTerms(facts: TermsFacts): string | null {
  const { unanswered } = facts.terms;
  const { terms: own } = wordsOf(facts);
  if (unanswered === null) return null;
  const isMild = unanswered.consequence === 'restrict';
  if (unanswered.at === null || isUnsure(facts)) {
    return isMild ? own.unanswered.restrictUndated : own.unanswered.endUndated;
  }
  const date = formatInstant(unanswered.at, styleOf(facts));
  return isMild ? own.unanswered.restrict({ date }) : own.unanswered.end({ date });
}

/** Until when silence does not agree yet. */
function agreeingBySilence(facts: TermsFacts): string {
  const { language, terms } = facts;
  const { silence } = wordsOf(facts).terms;
  const { objection, effect, tense } = terms;
  const since = tense === 'late' && effect.kind === 'at' ? formatEffect(effect.at, styleOf(facts)) : null;
  const { version } = facts.version;
  // What asks them may be an earlier version, of whose dates this notice knows nothing.
  if (objection === null || isUnsure(facts)) return silence.onPage({ version });
  if (objection.kind === 'renewal') return silence.untilRenewal({ version });
  if (objection.kind === 'at') {
    const date = formatInstant(objection.at, styleOf(facts));
    return since === null ? silence.until({ version, date }) : silence.lateUntil({ version, since, date });
  }
  const period = formatPeriod(objection.period, language);
  if (since !== null) return silence.lateWithin({ version, since, period });
  if (tense !== 'soon' || effect.kind !== 'at') return silence.within({ version, period });
  return silence.around({ version, period, date: formatInstant(effect.at, styleOf(facts)) });
}

/** From when on use agrees. */
function agreeingByUse(facts: TermsFacts, date: string | null): string {
  const { terms } = facts;
  const { notice, terms: own } = wordsOf(facts);
  const { acceptance, effect, tense, closes, ways, bindsAtOnce, sooner } = terms;
  const { version } = facts.version;
  if (sooner.includes('use')) return own.use.next({ version });
  if (acceptance !== 'use' || isUnsure(facts)) return own.use.onPage({ version });
  if (bindsAtOnce && closes === null && ways === null) return own.use.goOn({ version });
  if (effect.kind === 'renewal') return own.use.afterRenewal({ version });
  if (tense === 'ahead' && date !== null) return notice.silence.deemed({ version, date });
  const isTimeNamed = closes !== null && tense !== 'own';
  return isTimeNamed ? notice.silence.deemedLate({ version }) : own.use.onPage({ version });
}
