import { html } from 'hono/html';
import type { Review } from '../domain/answers/review.ts';
import type { Company } from '../domain/company.ts';
import type { PolicyDiff } from '../domain/diff/types.ts';
import type { Instant } from '../domain/instant.ts';
import type { Policy, Version } from '../domain/policies/policy.ts';
import { directionOf, type Language, messagesIn } from '../language/languages.ts';
import type { Statement } from '../language/statement.ts';
import { diffView } from './diff-view.ts';
import { layout, type Markup } from './layout.ts';
import { versionPath } from './public-paths.ts';
import { kindOfChange, quoted, time, written } from './version-facts.ts';

/** Everything the review page of one user and one version shows. */
export type ReviewPage = {
  readonly language: Language;
  readonly company: Company;
  readonly policy: Policy;
  readonly version: Version;
  readonly review: Review;
  /** The version the diff starts from, and whether the user agreed to it; null when there is none. */
  readonly base: { readonly version: number; readonly isHeld: boolean } | null;
  /** They hold an agreement from before this record was kept, to a text that is not known. */
  readonly hasAgreedBefore: boolean;
  readonly diff: PolicyDiff;
  /** Whether to ask once more before leaving. */
  readonly asksToConfirm: boolean;
  /** What to say first: a form was not taken, or the user has just decided to stay. */
  readonly banner: 'not-from-this-page' | 'out-of-date' | 'stayed' | null;
  /** Whether the page follows an answer given on it, whose receipt goes out by mail. */
  readonly isJustAnswered: boolean;
  readonly now: Instant;
};

/** The review page: what changes against the version this user holds, from when, and their answer. */
export function reviewPage(page: ReviewPage): Markup {
  const { policy, language, company } = page;
  const messages = messagesIn(language);
  const { review } = messages;
  return layout({
    title: review.title({ title: policy.title }),
    language,
    company,
    published: null,
    footer: review.whyYouSeeThis({ company: company.name }),
    body: page.asksToConfirm
      ? confirmation(page)
      : html`
<header>
<p class="kicker">${kindOfChange(page.version, language)}</p>
<h1>${review.title({ title: policy.title })}</h1>
</header>
${banner(page)}
${answered(page)}
${terms(page)}
${answerForms(page)}
<section aria-labelledby="changes">
<h2 id="changes">${hasChanged(page) ? messages.notice.whatChanged : messages.notice.whatChanges}</h2>
${page.hasAgreedBefore && html`<p>${review.agreedBefore}</p>`}
${page.base && html`<p>${comparedWith(page, page.base)}</p>`}
<div lang="${policy.locale}" dir="${directionOf(policy.locale)}">${diffView(page.diff, messages.diff, { order: 'importance' })}</div>
<p><a href="${versionPath(policy, page.version.version)}">${review.fullText(page.version)}</a></p>
</section>`,
  });
}

/** A page that says one thing, for a link that leads nowhere. */
export function statementPage(company: Company, language: Language, statement: Statement): Markup {
  return layout({
    title: statement.title,
    language,
    company,
    published: null,
    footer: '',
    body: html`<h1>${statement.title}</h1><p>${statement.body}</p>`,
  });
}

function hasChanged({ version, review, now }: ReviewPage): boolean {
  return review.state.kind !== 'withdrawn' && version.effectiveAt <= now;
}

function comparedWith({ language }: ReviewPage, base: NonNullable<ReviewPage['base']>): string {
  const { review } = messagesIn(language);
  return base.isHeld ? review.comparedWith(base) : review.comparedWithInForce(base);
}

function banner({ banner, language, policy, version, now, isJustAnswered }: ReviewPage): Markup | '' {
  if (banner === null) return '';
  const { refused, receipts } = messagesIn(language).review;
  const statement =
    banner === 'not-from-this-page'
      ? refused.notFromThisPage
      : banner === 'out-of-date'
        ? refused.outOfDate
        : receipts.stayed({ ...about(policy, version), company: '', date: written(now, version, language) });
  return html`<div class="banner" role="status"><h2>${statement.title}</h2><p>${statement.body}</p>${isJustAnswered && html`<p>${receipts.mailed}</p>`}</div>`;
}

/** What was decided already, with a receipt to keep where the user decided it. */
function answered(page: ReviewPage): Markup | '' {
  const { language, company, policy, version } = page;
  const { state, closesAt } = page.review;
  const { review, notice, diff } = messagesIn(language);
  const date = (at: Instant) => written(at, version, language);
  const facts = { ...about(policy, version), company: company.name };
  switch (state.kind) {
    case 'open':
      return closesAt !== null && closesAt <= page.now
        ? note(review.states.windowClosed({ version: version.version, closedDate: date(closesAt) }))
        : '';
    case 'accepted': {
      const { basis, at } = state.accepted;
      return basis === 'explicit'
        ? receipt(page, review.receipts.accepted({ ...facts, date: date(at) }), at)
        : note(review.states.alreadyAccepted({ version: version.version, basis, date: date(at) }));
    }
    case 'newer-accepted':
      return note(review.states.newerAccepted({ version: state.version }));
    case 'leaving': {
      const { declinedAt } = state.termination;
      const leaving = { ...facts, date: date(declinedAt), endsDate: date(state.endsAt) };
      return receipt(page, review.receipts.leaving(leaving), declinedAt);
    }
    case 'left':
      return note(review.states.left({ endedDate: date(state.endedAt) }));
    case 'withdrawn':
      return html`${note(review.states.withdrawn({ version: version.version, withdrawnDate: date(state.at) }))}
${state.reason && html`<p><strong>${notice.whyWithdrawn}</strong>${diff.colon}<span lang="${policy.locale}" dir="auto">${state.reason}</span></p>`}`;
    case 'superseded':
      return note(review.states.superseded({ version: version.version, by: state.by }));
  }
}

function note(statement: Statement): Markup {
  return html`<div class="note"><h2>${statement.title}</h2><p>${statement.body}</p></div>`;
}

function receipt(
  { language, policy, version, isJustAnswered }: ReviewPage,
  statement: Statement,
  at: Instant,
): Markup {
  const { receipts } = messagesIn(language).review;
  return html`<div class="receipt"><h2>${statement.title}</h2><p>${statement.body}</p>
<dl>
<dt>${receipts.policy}</dt><dd>${policy.title}</dd>
<dt>${receipts.version}</dt><dd>${version.version}</dd>
<dt>${receipts.fingerprint}</dt><dd><code>${version.contentHash}</code></dd>
<dt>${receipts.recordedAt}</dt><dd>${time(at, version, language)}</dd>
</dl>
<p>${receipts.keep}</p>
${isJustAnswered && html`<p>${receipts.mailed}</p>`}</div>`;
}

/** The change in a few lines: what kind, from when, until when to decide, what silence means. */
function terms(page: ReviewPage): Markup {
  const { language, version, review, now } = page;
  const messages = messagesIn(language);
  const { notice } = messages;
  const isAhead = version.effectiveAt > now;
  const isOpen = review.state.kind === 'open';
  return html`<section class="terms">
${version.summary && quoted(version.summary, page.policy, 'summary')}
<dl>
<dt>${messages.review.posted}</dt><dd>${time(version.postedAt, version, language)}</dd>
${version.reason && html`<dt>${notice.requiredByLaw}</dt><dd lang="${page.policy.locale}" dir="auto">${version.reason}</dd>`}
${
  review.state.kind === 'withdrawn'
    ? ''
    : html`<dt>${isAhead ? notice.takesEffect : notice.inEffectSince}</dt><dd>${time(version.effectiveAt, version, language)}</dd>`
}
${isOpen && review.canLeaveAt !== null && html`<dt>${notice.ifYouDoNotAgree}</dt><dd>${declineUntil(page)}</dd>`}
${isOpen && html`<dt>${notice.ifYouDoNothing}</dt><dd>${silence(page)}</dd>`}
</dl>
</section>`;
}

function silence({ language, version, review, now }: ReviewPage): string {
  const { silence } = messagesIn(language).notice;
  const isAhead = version.effectiveAt > now;
  const date = (at: Instant) => written(at, version, language);
  if (version.acceptance === 'explicit') {
    return isAhead ? silence.explicit({ date: date(version.effectiveAt) }) : silence.explicitInEffect;
  }
  const bindsAt = review.closesAt ?? (isAhead ? version.effectiveAt : null);
  return bindsAt === null
    ? silence.deemedLate(version)
    : silence.deemed({ version: version.version, date: date(bindsAt) });
}

function declineUntil({ language, version, review, now }: ReviewPage): string {
  const { notice, review: words } = messagesIn(language);
  if (version.acceptance === 'explicit') return notice.declineUntilYouAccept;
  const date = (at: Instant) => written(at, version, language);
  if (version.effectiveAt > now)
    return notice.declineUntil({ date: date(review.closesAt ?? version.effectiveAt) });
  // Nothing closes the window of someone whose notice was not given after all.
  return review.closesAt === null
    ? notice.declineUntilYouAccept
    : words.lateUntil({ date: date(review.closesAt) });
}

/** One visible button to accept; leaving takes a second step; staying after all takes one. */
function answerForms(page: ReviewPage): Markup | '' {
  const { language, version, review } = page;
  const words = messagesIn(language).review;
  const isLeaving = review.state.kind === 'leaving';
  if (!review.canAccept && review.canLeaveAt === null && !isLeaving) return '';
  return html`<section class="answer" aria-labelledby="answer">
<h2 id="answer">${words.yourAnswer}</h2>
${
  review.canAccept &&
  html`<form method="post"><input type="hidden" name="action" value="accept"><input type="hidden" name="contentHash" value="${version.contentHash}"><button class="primary">${words.accept(version)}</button></form>`
}
${
  isLeaving &&
  html`<form method="post"><input type="hidden" name="action" value="stay"><button>${words.stay}</button></form>`
}
${
  review.canLeaveAt !== null &&
  html`<form method="post" id="leave"><input type="hidden" name="action" value="leave"><button class="quiet">${words.declineAndLeave}</button></form>`
}
</section>`;
}

/** Asks once more before leaving; only this form ends somebody's use. */
function confirmation({ language, policy, version, review }: ReviewPage): Markup {
  const words = messagesIn(language).review;
  const date = written(review.canLeaveAt ?? version.effectiveAt, version, language);
  return html`<header><h1>${words.confirmLeaving.title}</h1></header>
<p>${words.title({ title: policy.title })}</p>
<p>${words.confirmLeaving.body({ date })}</p>
<section class="answer">
<form method="post"><input type="hidden" name="action" value="leave"><input type="hidden" name="confirm" value="yes"><button class="danger">${words.confirmLeaving.confirm({ date })}</button></form>
<form method="get"><button>${words.confirmLeaving.goBack}</button></form>
</section>`;
}

function about(policy: Policy, version: Version) {
  return { title: policy.title, version: version.version };
}
