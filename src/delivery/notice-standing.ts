import { NOT_KNOWN_YET } from '../domain/instant.ts';
import { readNoticeOutcome } from '../domain/notices/outcome.ts';
import type { SayableDate } from '../domain/notices/reader-terms.ts';
import { formatEffect, formatInstant, formatPeriod } from '../language/dates.ts';
import { messagesIn } from '../language/languages.ts';
import type { NoticeFacts } from './notice-facts.ts';

/** When the version takes effect, as this notice can say it. */
export function effectOf({ terms, version }: NoticeFacts): SayableDate {
  if (terms !== null) return terms.effect;
  const at = version.effectiveAt;
  return at === NOT_KNOWN_YET ? { kind: 'renewal' } : { kind: 'at', at };
}

/** The same in words. */
export function effectWords(facts: NoticeFacts): string {
  const { language, policy } = facts;
  const { notice } = messagesIn(language);
  const effect = effectOf(facts);
  switch (effect.kind) {
    case 'at':
      return formatEffect(effect.at, { locale: language, timeZone: policy.timeZone });
    case 'after': {
      const period = formatPeriod(effect.period, language);
      return mayKnowAlready(facts) ? notice.effectAfterFirst({ period }) : notice.effectAfter({ period });
    }
    case 'renewal':
      return notice.effectAtRenewal;
  }
}

/** Until when its reader can decline and leave: an instant only where that is so whenever the mail is taken. */
export function declineWords(facts: NoticeFacts): string | null {
  const { version, language, policy } = facts;
  if (facts.terms !== null) return ownDeclineWords(facts, facts.terms.closes);
  const { notice, mail } = messagesIn(language);
  if (version.acceptance === 'explicit') return notice.declineUntilYouAccept;
  const date = formatInstant(version.effectiveAt, { locale: language, timeZone: policy.timeZone });
  const { tense } = readNoticeOutcome(facts.outcome);
  if (tense === 'ahead') return notice.declineUntil({ date });
  if (mayHaveClosed(facts)) return mail.declineOnPage;
  const period = formatPeriod(version.lateNotice, language);
  return tense === 'late' ? mail.declineWithin({ period }) : mail.declineAround({ date, period });
}

/** The same under rules of the version's own; null where leaving is not offered. */
function ownDeclineWords(facts: NoticeFacts, closes: SayableDate | 'when-accepted' | null): string | null {
  const { language, policy } = facts;
  const { notice, mail } = messagesIn(language);
  if (closes === null) return null;
  if (closes === 'when-accepted') return notice.declineUntilYouAccept;
  switch (closes.kind) {
    case 'at': {
      const date = formatInstant(closes.at, { locale: language, timeZone: policy.timeZone });
      return notice.declineUntil({ date });
    }
    case 'after':
      return mayKnowAlready(facts)
        ? mail.declineOnPage
        : mail.declineWithin({ period: formatPeriod(closes.period, language) });
    case 'renewal':
      return mail.declineUntilRenewal;
  }
}

/** What becomes of its reader if they do nothing; null where what it says of the effect is all there is to say. */
export function silenceWords(facts: NoticeFacts): string | null {
  const { version: told, outcome, language } = facts;
  const { version } = told;
  const { silence } = messagesIn(language).notice;
  const { stance, tense } = readNoticeOutcome(outcome);
  const date = effectWords(facts);
  const { kind } = effectOf(facts);
  switch (stance) {
    case 'unrecorded':
      return silence.unrecorded({ version });
    case 'is-asked':
      if (tense === 'late') return silence.explicitInEffect;
      return kind === 'at' ? silence.explicit({ date }) : silence.explicitUndated;
    case 'agrees-by-use':
      if (kind === 'renewal') return silence.deemedAtRenewal({ version });
      return tense === 'ahead' ? silence.deemed({ version, date }) : silence.deemedLate({ version });
    case 'agrees-by-silence':
      return agreeingWords(facts);
    case 'applies':
      return appliesWords(facts);
  }
}

/** That doing nothing until a date agrees. */
function agreeingWords(facts: NoticeFacts): string {
  const { terms, language, policy, version } = facts;
  const { silence } = messagesIn(language).notice;
  const closes = terms?.closes ?? null;
  const until = closes === null || closes === 'when-accepted' ? effectOf(facts) : closes;
  const told = { version: version.version };
  switch (until.kind) {
    case 'at': {
      const date = formatInstant(until.at, { locale: language, timeZone: policy.timeZone });
      return silence.silent({ ...told, date });
    }
    case 'after':
      return mayKnowAlready(facts)
        ? silence.silentOnPage(told)
        : silence.silentAfter({ ...told, period: formatPeriod(until.period, language) });
    case 'renewal':
      return silence.silentAtRenewal(told);
  }
}

/** That there is nothing to do, and from when the version applies. */
function appliesWords(facts: NoticeFacts): string | null {
  const { silence } = messagesIn(facts.language).notice;
  const effect = effectOf(facts);
  switch (effect.kind) {
    case 'at': {
      const date = effectWords(facts);
      const isLate = readNoticeOutcome(facts.outcome).tense === 'late';
      return isLate ? silence.appliesSince({ date }) : silence.applies({ date });
    }
    case 'after': {
      const period = formatPeriod(effect.period, facts.language);
      return mayKnowAlready(facts) ? null : silence.appliesAfter({ period });
    }
    case 'renewal':
      return silence.appliesAtRenewal;
  }
}

/** Whether its reader may have heard of the version before, so that nothing is counted from this mail. */
function mayKnowAlready({ kind, round }: NoticeFacts): boolean {
  return kind === 'reminder' || round > 0;
}

/**
 * Whether a reader's time to decline may be over when the mail arrives, so that it must not offer it.
 *
 * An announcement that goes out once more starts no late period: whoever was told by the one before it may
 * decline no more, and one rendition serves them all.
 */
export function mayHaveClosed({ kind, round, outcome, version, terms }: NoticeFacts): boolean {
  const isOnceMore = kind === 'announcement' && round > 0;
  if (terms !== null) {
    const { closes } = terms;
    if (closes === null || closes === 'when-accepted') return closes === null;
    return closes.kind === 'after' && isOnceMore;
  }
  return isOnceMore && version.acceptance === 'deemed' && readNoticeOutcome(outcome).tense !== 'ahead';
}
