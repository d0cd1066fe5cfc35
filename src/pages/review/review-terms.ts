import { html } from 'hono/html';
import { type Instant, ifKnown } from '../../domain/instant.ts';
import { askedAnewWords, unrecordedWords } from '../../language/answer-words.ts';
import { messagesIn } from '../../language/languages.ts';
import type { Markup } from '../layout.ts';
import {
  effect,
  effectLabel,
  reasonLabel,
  reasonOf,
  summaryOf,
  time,
  versionsBetween,
  written,
  writtenEffect,
} from '../version-facts.ts';
import { declineUntilOwn, noDateYet, ownSilence } from './own-terms.ts';
import type { ReviewPage } from './review-page.ts';

/** The change in a few lines: what kind, from when, until when to decide, what silence means. */
export function terms(page: ReviewPage): Markup {
  const { language, version, review } = page;
  const messages = messagesIn(language);
  const { notice } = messages;
  const isOpen = review.state.kind === 'open';
  const isOnlyOne = page.between.length <= 1;
  const silenceLabel = page.stance === 'applies' ? notice.whatItMeans : notice.ifYouDoNothing;
  return html`<section class="terms">
${isOnlyOne && summaryOf(version, 'summary')}
${!isOnlyOne && versionsBetween(page.between, { language, zone: version })}
<dl>
<dt>${messages.review.posted}</dt><dd>${time(version.postedAt, version, language)}</dd>
${isOnlyOne && version.reason && html`<dt>${reasonLabel(version, language)}</dt><dd>${reasonOf(version)}</dd>`}
${whenItTakesEffect(page)}
${isOpen && (review.canLeaveAt !== null || review.objections.length > 0) && html`<dt>${notice.ifYouDoNotAgree}</dt><dd>${inLines(declineUntil(page))}</dd>`}
${isOpen && page.leavesOtherwise === null && html`<dt>${silenceLabel}</dt><dd>${inLines(silence(page))}</dd>`}
</dl>
</section>`;
}

function whenItTakesEffect({ language, version, state, own, review }: ReviewPage): Markup | '' {
  const { effectiveAt } = version;
  const { notice } = messagesIn(language);
  if (ifKnown(effectiveAt) !== null) {
    return html`<dt>${effectLabel(state, language)}</dt><dd>${effect(effectiveAt, version, language)}</dd>`;
  }
  // What is withdrawn has no date, and gets none; nor has what somebody keeps the old terms over.
  if (state === 'withdrawn' || review.state.kind === 'objected') return '';
  return html`<dt>${notice.effectDate}</dt><dd>${noDateYet(own, language)}</dd>`;
}

/** What becomes of the reader who does nothing, as the check decides it. */
function silence(page: ReviewPage): string {
  const { language, version, review, stance, now } = page;
  const { answers, notice, review: words } = messagesIn(language);
  if (page.own !== null) return ownSilence(page, page.own);
  const isAhead = version.effectiveAt > now;
  const date = (at: Instant) => writtenEffect(at, version, language);
  if (stance === 'unrecorded') return unrecordedWords(page.policy, version, language);
  if (stance === 'is-asked-anew') return askedAnewWords(page.policy, version, language);
  if (stance === 'is-asked' && !page.policy.required) return answers.explicitOptional;
  if (stance === 'is-asked') {
    return isAhead
      ? notice.silence.explicit({ date: date(version.effectiveAt) })
      : notice.silence.explicitInEffect;
  }
  const bindsAt = review.closesAt ?? (isAhead ? version.effectiveAt : null);
  // Nothing told them, as far as is on record, and so nothing binds them.
  return bindsAt === null
    ? words.nothingBinds
    : notice.silence.deemed({ version: version.version, date: date(bindsAt) });
}

function declineUntil(page: ReviewPage): string {
  const { language, version, review, now } = page;
  const { answers, notice, review: words } = messagesIn(language);
  if (review.objections.length > 0 && review.objections.every(({ answer }) => answer === 'refuse')) {
    return answers.ways.refuse;
  }
  if (page.own !== null) return declineUntilOwn(page, page.own);
  if (version.acceptance === 'explicit') return notice.declineUntilYouAccept;
  const date = (at: Instant) => written(at, version, language);
  if (version.effectiveAt > now)
    return notice.declineUntil({ date: date(review.closesAt ?? version.effectiveAt) });
  // Nothing closes the window of someone whose notice was not given after all.
  return review.closesAt === null
    ? notice.declineUntilYouAccept
    : words.lateUntil({ date: date(review.closesAt) });
}

/** Sentences, each on a line of its own. */
export function inLines(sentences: string): Markup {
  return html`${sentences.split('\n').map((one, i) => html`${i > 0 && html`<br>`}${one}`)}`;
}
