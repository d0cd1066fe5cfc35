import type { OwnTelling } from '../../domain/answers/own-outcome.ts';
import { type Instant, ifKnown } from '../../domain/instant.ts';
import { askedAnewWords, mayEndWords, unrecordedWords } from '../../language/answer-words.ts';
import { type Language, messagesIn } from '../../language/languages.ts';
import { written, writtenEffect } from '../version-facts.ts';
import type { ReviewPage } from './review-page.ts';

/*
 * The sentences of the review page about a version with rules of its own, whose dates are the reader's own
 * and may not be known yet.
 */

/** What stands for a date of effect that is not known yet. */
export function noDateYet(own: OwnTelling | null, language: Language): string {
  const { effect } = messagesIn(language).terms;
  return waitsForRenewal(own) ? effect.atRenewal : effect.notKnown;
}

/** Whether nothing but the renewal of their contract is missing for a date. */
function waitsForRenewal(telling: OwnTelling | null): boolean {
  return telling?.own.waitsFor?.every((event) => event === 'renewal') ?? false;
}

/** Until when the reader may say no, and in which ways, where any is offered here. */
export function declineUntilOwn(page: ReviewPage, telling: OwnTelling): string {
  const { review, isLeavingFree } = page;
  const mayOnlyLeave = review.objections.length === 0 && !isLeavingFree;
  return mayOnlyLeave ? leaveUntil(page, telling) : [objectUntil(page, telling), ...waysOf(page)].join('\n');
}

function leaveUntil(page: ReviewPage, telling: OwnTelling): string {
  const { language, version, review, stance } = page;
  const { notice, review: words, terms } = messagesIn(language);
  const { own } = telling;
  const isFree = stance === 'applies';
  const { closesAt } = review;
  if (closesAt !== null) {
    const date = written(closesAt, version, language);
    if (isFree) return terms.applies.leaveUntil({ date });
    return isToldLate(page, telling) ? words.lateUntil({ date }) : notice.declineUntil({ date });
  }
  if (own.acceptance !== 'explicit' && waitsForRenewal(telling)) {
    return isFree ? terms.applies.leaveUntilRenewal : terms.declineUntilRenewal;
  }
  return isFree ? terms.applies.leave : notice.declineUntilYouAccept;
}

function isToldLate({ version }: ReviewPage, { toldAt }: OwnTelling): boolean {
  const effectiveAt = ifKnown(version.effectiveAt);
  return toldAt !== null && effectiveAt !== null && toldAt >= effectiveAt;
}

function objectUntil(page: ReviewPage, telling: OwnTelling): string {
  const { language, version, review } = page;
  const { answers, review: words } = messagesIn(language);
  if (review.closesAt !== null) {
    const date = written(review.closesAt, version, language);
    return isToldLate(page, telling) ? words.lateUntil({ date }) : answers.object.until({ date });
  }
  const isAtRenewal = telling.own.acceptance !== 'explicit' && waitsForRenewal(telling);
  return isAtRenewal ? answers.object.untilRenewal : answers.object.untilYouAccept;
}

/** The ways to say no that the page has a button for, a sentence each. */
function waysOf(page: ReviewPage): readonly string[] {
  const { language, review, isLeavingFree, version, mayEnd } = page;
  const { ways } = messagesIn(language).answers;
  const may = (answer: string) => review.objections.some((one) => one.answer === answer);
  const keeps = may('keep-old') || may('keep-old-part');
  return [
    ...(review.canLeaveAt === null ? [] : [isLeavingFree ? ways.leaveFree : ways.leave]),
    ...(may('leave-part') ? [ways.leavePart] : []),
    ...(may('keep-old-part') ? [ways.keepOldPart] : []),
    ...(may('keep-old') ? [keepingOld(page)] : []),
    ...(may('refuse') ? [ways.refuse] : []),
    ...(keeps && mayEnd !== null ? [mayEndWords(mayEnd, version, language)] : []),
  ];
}

/** That they may keep the old terms, and until when. */
export function keepingOld({ language, version, own }: ReviewPage): string {
  const { ways } = messagesIn(language).answers;
  const keepUntil = own?.own.keepUntil ?? null;
  return keepUntil === null
    ? ways.keepOld
    : ways.keepOldUntil({ date: written(keepUntil, version, language) });
}

/** What becomes of the reader who does nothing. */
export function ownSilence(page: ReviewPage, telling: OwnTelling): string {
  const { language, version, stance, now } = page;
  const { notice, terms } = messagesIn(language);
  const effectiveAt = ifKnown(version.effectiveAt);
  const date = effectiveAt && writtenEffect(effectiveAt, version, language);
  switch (stance) {
    case 'unrecorded':
      return unrecordedWords(page.policy, version, language);
    case 'applies':
      // What nothing told them of is owed to them first.
      if (telling.toldAt === null) return terms.notTold;
      if (effectiveAt === null || date === null) return terms.applies.undated;
      return effectiveAt > now ? terms.applies.from({ date }) : terms.applies.since({ date });
    case 'is-asked-anew':
      return askedAnewWords(page.policy, version, language);
    case 'is-asked': {
      if (!page.policy.required) return messagesIn(language).answers.explicitOptional;
      const ahead = date === null ? terms.explicitUndated : notice.silence.explicit({ date });
      const isInEffect = effectiveAt !== null && effectiveAt <= now;
      return withUnanswered(page, telling, isInEffect ? notice.silence.explicitInEffect : ahead);
    }
    case 'agrees-by-silence':
      return agreeingBySilence(page);
    case 'agrees-by-use':
      return agreeingByUse(page);
  }
}

/** With what becomes of whoever leaves it unanswered; once that has come, it is all that is to be said. */
function withUnanswered({ language, version, asking, now }: ReviewPage, telling: OwnTelling, asked: string) {
  const { answers, terms } = messagesIn(language);
  const unanswered = (asking === null ? telling : asking.own)?.own.unanswered ?? null;
  if (unanswered === null) return asked;
  const isMild = unanswered.consequence === 'restrict';
  if (unanswered.at <= now) return isMild ? answers.restrictedNow : answers.endedNow;
  const date = written(unanswered.at, version, language);
  return `${asked}\n${isMild ? terms.unanswered.restrict({ date }) : terms.unanswered.end({ date })}`;
}

function agreeingBySilence(page: ReviewPage): string {
  const { language, version: shown, now, asking } = page;
  const { silence } = messagesIn(language).terms;
  const { version = shown.version, own: telling = null } = asking ?? {};
  const { closesAt = null, agreesAt = null } = telling?.own ?? {};
  const deadline = (at: Instant) => written(at, shown, language);
  if (closesAt !== null && closesAt > now) {
    const date = deadline(closesAt);
    // For others, by the date for people in general: their own comes with its binding them.
    const since = ifKnown(shown.generalAt ?? shown.effectiveAt);
    return version === shown.version && since !== null && since <= now
      ? silence.lateUntil({ version, date, since: writtenEffect(since, shown, language) })
      : silence.until({ version, date });
  }
  if (closesAt === null && agreesAt !== null)
    return silence.until({ version, date: writtenEffect(agreesAt, shown, language) });
  if (telling?.toldAt == null) return notTold(page);
  if (closesAt === null) return silence.untilRenewal({ version });
  const closedDate = deadline(closesAt);
  return agreesAt === null
    ? silence.endedUntilRenewal({ version, closedDate })
    : silence.ended({ version, closedDate, date: writtenEffect(agreesAt, shown, language) });
}

function agreeingByUse(page: ReviewPage): string {
  const { language, version: shown, now, asking } = page;
  const { notice, terms } = messagesIn(language);
  const { version } = shown;
  const telling = asking?.own ?? null;
  if (telling === null) return terms.use.next({ version });
  const { toldAt, bindsAt, own } = telling;
  if (toldAt === null) return notTold(page);
  if (own.sooner.includes('use')) return terms.use.next({ version });
  if (bindsAt === null) return terms.use.afterRenewal({ version });
  // It binds to what is in force, and never before that is.
  const effectiveAt = ifKnown(shown.effectiveAt);
  const from = effectiveAt !== null && effectiveAt > bindsAt ? effectiveAt : bindsAt;
  if (from <= now) return own.hasWindow ? terms.use.next({ version }) : terms.use.goOn({ version });
  return notice.silence.deemed({ version, date: writtenEffect(from, shown, language) });
}

/** That nothing told them, as far as is on record, and so nothing binds them. */
function notTold({ language, review }: ReviewPage): string {
  const { review: words, terms } = messagesIn(language);
  return review.canLeaveAt === null ? terms.notTold : words.nothingBinds;
}
