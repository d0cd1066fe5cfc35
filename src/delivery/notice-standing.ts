import { isSettled, readNoticeOutcome } from '../domain/notices/outcome.ts';
import { isConsent } from '../domain/policies/policy.ts';
import { askedAnewWords, unrecordedWords } from '../language/answer-words.ts';
import { formatInstant, formatPeriod } from '../language/dates.ts';
import type { NoticeFacts } from './notice-facts.ts';
import { wordsOf } from './notice-words.ts';

/**
 * Until when its reader can decline and leave, or refuse a consent: an instant only where that is so whenever the mail
 * is taken. Null for whoever has answered.
 */
export function declineWords(facts: NoticeFacts): string | null {
  const { version, language, policy } = facts;
  const { answers, notice, mail } = wordsOf(facts);
  const { stance, tense } = readNoticeOutcome(facts.outcome);
  if (isSettled(stance)) return null;
  if (isConsent(policy)) return answers.ways.refuse;
  if (version.acceptance === 'explicit') return notice.declineUntilYouAccept;
  const date = formatInstant(version.effectiveAt, { locale: language, timeZone: policy.timeZone });
  if (tense === 'ahead') return notice.declineUntil({ date });
  if (mayHaveClosed(facts)) return mail.declineOnPage;
  const period = formatPeriod(version.lateNotice, language);
  return tense === 'late' ? mail.declineWithin({ period }) : mail.declineAround({ date, period });
}

/** What becomes of its reader if they do nothing; `date` is when the version takes effect. */
export function silenceWords(facts: NoticeFacts, date: string): string {
  const {
    policy,
    version: { version },
    outcome,
    language,
  } = facts;
  const {
    answers,
    mail,
    notice: { silence },
  } = wordsOf(facts);
  const { stance, tense } = readNoticeOutcome(outcome);
  if (isSettled(stance)) return mail.settled[stance]({ version });
  switch (stance) {
    case 'unrecorded':
      return unrecordedWords(policy, { version }, language);
    case 'is-asked-anew':
      return askedAnewWords(policy, { version }, language);
    case 'is-asked':
      if (!policy.required) return answers.explicitOptional;
      return tense === 'late' ? silence.explicitInEffect : silence.explicit({ date });
    default:
      return tense === 'ahead' ? silence.deemed({ version, date }) : silence.deemedLate({ version });
  }
}

/**
 * Whether a reader's time to decline may be over when the mail arrives, so that it must not offer it.
 *
 * An announcement that goes out once more starts no late period: whoever was told by the one before it may
 * decline no more, and one rendition serves them all.
 */
export function mayHaveClosed({ kind, round, outcome, version }: NoticeFacts): boolean {
  const isOnceMore = kind === 'announcement' && round > 0;
  return isOnceMore && version.acceptance === 'deemed' && readNoticeOutcome(outcome).tense !== 'ahead';
}
