import { html } from 'hono/html';
import { type Instant, NOT_KNOWN_YET } from '../../domain/instant.ts';
import { messagesIn } from '../../language/languages.ts';
import type { Markup } from '../layout.ts';
import {
  effect,
  effectLabel,
  lawOf,
  quoted,
  time,
  versionsBetween,
  written,
  writtenEffect,
} from '../version-facts.ts';
import type { ReviewPage } from './review-page.ts';

/** The change in a few lines: what kind, from when, until when to decide, what silence means. */
export function terms(page: ReviewPage): Markup {
  const { language, policy, version, state, review } = page;
  const messages = messagesIn(language);
  const { notice } = messages;
  const isOpen = review.state.kind === 'open';
  const isOnlyOne = page.between.length <= 1;
  return html`<section class="terms">
${isOnlyOne && version.summary && quoted(version.summary, policy, 'summary')}
${!isOnlyOne && versionsBetween(page.between, { language, policy, zone: version })}
<dl>
<dt>${messages.review.posted}</dt><dd>${time(version.postedAt, version, language)}</dd>
${isOnlyOne && lawOf(version) && html`<dt>${notice.requiredByLaw}</dt><dd lang="${policy.locale}" dir="auto">${version.reason}</dd>`}
<dt>${effectLabel(state, language)}</dt><dd>${effect(version.effectiveAt, version, language)}</dd>
${isOpen && review.canLeaveAt !== null && html`<dt>${notice.ifYouDoNotAgree}</dt><dd>${declineUntil(page)}</dd>`}
${isOpen && page.leavesOtherwise === null && html`<dt>${notice.ifYouDoNothing}</dt><dd>${silence(page)}</dd>`}
</dl>
</section>`;
}

/** What becomes of the reader who does nothing, as the check decides it. */
function silence({ language, version, review, stance, now }: ReviewPage): string {
  const { notice, review: words } = messagesIn(language);
  const isAhead = version.effectiveAt > now;
  const isUndated = version.effectiveAt === NOT_KNOWN_YET;
  const date = (at: Instant) => writtenEffect(at, version, language);
  switch (stance) {
    case 'unrecorded':
      return notice.silence.unrecorded(version);
    case 'is-asked':
      return isAhead
        ? isUndated
          ? notice.silence.explicitUndated
          : notice.silence.explicit({ date: date(version.effectiveAt) })
        : notice.silence.explicitInEffect;
    case 'agrees-by-use': {
      const bindsAt = review.closesAt ?? (isAhead ? version.effectiveAt : null);
      // Nothing told them, as far as is on record, and so nothing binds them.
      return bindsAt === null
        ? words.nothingBinds
        : bindsAt === NOT_KNOWN_YET
          ? notice.silence.deemedAtRenewal(version)
          : notice.silence.deemed({ version: version.version, date: date(bindsAt) });
    }
    case 'agrees-by-silence': {
      const { closesAt } = review;
      if (closesAt === null || closesAt === NOT_KNOWN_YET) return notice.silence.silentAtRenewal(version);
      const closedDate = written(closesAt, version, language);
      if (closesAt > now) return notice.silence.silent({ version: version.version, date: closedDate });
      // Nobody is bound by their silence before the version takes effect.
      const bindsAt = closesAt > version.effectiveAt ? closesAt : version.effectiveAt;
      const from = bindsAt === NOT_KNOWN_YET ? notice.effectAtRenewal : date(bindsAt);
      return notice.silence.silentClosed({ closedDate, date: from });
    }
    case 'applies':
      if (isUndated) return notice.silence.appliesAtRenewal;
      return isAhead
        ? notice.silence.applies({ date: date(version.effectiveAt) })
        : notice.silence.appliesSince({ date: date(version.effectiveAt) });
  }
}

function declineUntil({ language, version, review, now }: ReviewPage): string {
  const { notice, mail, review: words } = messagesIn(language);
  if (version.acceptance === 'explicit') return notice.declineUntilYouAccept;
  const date = (at: Instant) => written(at, version, language);
  if (version.effectiveAt > now) {
    const closesAt = review.closesAt ?? version.effectiveAt;
    return closesAt === NOT_KNOWN_YET
      ? mail.declineUntilRenewal
      : notice.declineUntil({ date: date(closesAt) });
  }
  // Nothing closes the window of someone whose notice was not given after all.
  return review.closesAt === null
    ? notice.declineUntilYouAccept
    : words.lateUntil({ date: date(review.closesAt) });
}
