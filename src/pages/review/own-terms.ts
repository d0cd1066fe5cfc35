import type { OwnTelling } from '../../domain/answers/own-outcome.ts';
import { type Instant, ifKnown } from '../../domain/instant.ts';
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

/** Until when the reader may leave, where that is offered. */
export function declineUntilOwn(
  { language, version, review, stance }: ReviewPage,
  telling: OwnTelling,
): string {
  const { notice, review: words, terms } = messagesIn(language);
  const { toldAt, own } = telling;
  const isFree = stance === 'applies';
  const { closesAt } = review;
  if (closesAt !== null) {
    const date = written(closesAt, version, language);
    if (isFree) return terms.applies.leaveUntil({ date });
    const effectiveAt = ifKnown(version.effectiveAt);
    const isToldLate = toldAt !== null && effectiveAt !== null && toldAt >= effectiveAt;
    return isToldLate ? words.lateUntil({ date }) : notice.declineUntil({ date });
  }
  if (own.acceptance !== 'explicit' && waitsForRenewal(telling)) {
    return isFree ? terms.applies.leaveUntilRenewal : terms.declineUntilRenewal;
  }
  return isFree ? terms.applies.leave : notice.declineUntilYouAccept;
}

/** What becomes of the reader who does nothing. */
export function ownSilence(page: ReviewPage, telling: OwnTelling): string {
  const { language, version, stance, now } = page;
  const { notice, terms } = messagesIn(language);
  const effectiveAt = ifKnown(version.effectiveAt);
  const date = effectiveAt && writtenEffect(effectiveAt, version, language);
  switch (stance) {
    case 'unrecorded':
      return notice.silence.unrecorded(version);
    case 'applies':
      if (effectiveAt === null || date === null) return terms.applies.undated;
      return effectiveAt > now ? terms.applies.from({ date }) : terms.applies.since({ date });
    case 'is-asked': {
      const ahead = date === null ? terms.explicitUndated : notice.silence.explicit({ date });
      const isInEffect = effectiveAt !== null && effectiveAt <= now;
      const asked = isInEffect ? notice.silence.explicitInEffect : ahead;
      const unanswered = ownUnanswered(page, telling);
      return unanswered === null ? asked : `${asked}\n${unanswered}`;
    }
    case 'agrees-by-silence':
      return agreeingBySilence(page);
    case 'agrees-by-use':
      return agreeingByUse(page);
  }
}

function ownUnanswered({ language, version }: ReviewPage, { own }: OwnTelling): string | null {
  const { unanswered } = messagesIn(language).terms;
  if (own.unanswered === null) return null;
  const date = written(own.unanswered.at, version, language);
  return own.unanswered.consequence === 'restrict' ? unanswered.restrict({ date }) : unanswered.end({ date });
}

function agreeingBySilence(page: ReviewPage): string {
  const { language, version: shown, now, asking } = page;
  const { silence } = messagesIn(language).terms;
  const { version = shown.version, own: telling = null } = asking ?? {};
  const { closesAt = null, agreesAt = null } = telling?.own ?? {};
  const deadline = (at: Instant) => written(at, shown, language);
  if (closesAt !== null && closesAt > now) return silence.until({ version, date: deadline(closesAt) });
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
  if (from <= now) return terms.use.next({ version });
  return notice.silence.deemed({ version, date: writtenEffect(from, shown, language) });
}

/** That nothing told them, as far as is on record, and so nothing binds them. */
function notTold({ language, review }: ReviewPage): string {
  const { review: words, terms } = messagesIn(language);
  return review.canLeaveAt === null ? terms.notTold : words.nothingBinds;
}
