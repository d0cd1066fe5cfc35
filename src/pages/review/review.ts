/*
 * The page behind the link in a mail: what changes for one reader, where they stand, and their answer; and
 * the page of a receipt. All that it shows is handed in, and nothing of it comes from its address.
 */

import { html } from 'hono/html';
import type { Company } from '../../domain/company.ts';
import { formatDay } from '../../language/dates.ts';
import { directionOf, type Language, messagesIn } from '../../language/languages.ts';
import type { Statement } from '../../language/statement.ts';
import { diffView } from '../diff/diff-view.ts';
import { layout, type Markup } from '../layout.ts';
import { versionPath } from '../public-paths.ts';
import { backToSite } from '../site-link.ts';
import { kindOfChange, written } from '../version-facts.ts';
import { accountLine } from './account-line.ts';
import type { ReviewPage } from './review-page.ts';
import { standing } from './review-standing.ts';
import { terms } from './review-terms.ts';

/** The review page: what changes against the version this user holds, from when, and their answer. */
export function reviewPage(page: ReviewPage): Markup {
  const { policy, version, language, company } = page;
  const messages = messagesIn(language);
  const { review } = messages;
  const mayHaveLeft = page.review.state.kind === 'left' || page.review.state.kind === 'withdrawn';
  const why = mayHaveLeft ? review.whyYouSeeThisOnce : review.whyYouSeeThis;
  return layout({
    title: review.title({ title: policy.title }),
    language,
    company,
    published: null,
    footer: why({ company: company.name }),
    body: page.asksToConfirm
      ? confirmation(page)
      : html`
<header>
<p class="kicker">${kindOfChange(version, policy, language)}</p>
<h1>${review.title({ title: policy.title })}</h1>
${accountLine(page)}
</header>
${whyRefused(page)}
${standing(page)}
${terms(page)}
${answerForms(page, 'answer')}
<section aria-labelledby="changes">
<h2 id="changes">${hasChanged(page) ? messages.notice.whatChanged : messages.notice.whatChanges}</h2>
${page.hasAgreedBefore && html`<p>${review.agreedBefore}</p>`}
${page.base && html`<p>${comparedWith(page, page.base)}</p>`}
<div lang="${policy.locale}" dir="${directionOf(policy.locale)}">${diffView(page.diff, messages.diff, { order: 'importance' })}</div>
<p><a href="${versionPath(policy, version.version)}">${review.fullText(version)}</a></p>
</section>
${answerForms(page, 'answer-again')}
${backToSite(company, language)}`,
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

function hasChanged({ state }: ReviewPage): boolean {
  return state === 'in-force' || state === 'superseded';
}

function comparedWith({ language }: ReviewPage, base: NonNullable<ReviewPage['base']>): string {
  const { review } = messagesIn(language);
  return base.isHeld ? review.comparedWith(base) : review.comparedWithInForce(base);
}

function whyRefused({ refused, language }: ReviewPage): Markup | '' {
  if (refused === null) return '';
  const words = messagesIn(language).review.refused;
  const { title, body } = refused === 'not-from-this-page' ? words.notFromThisPage : words.outOfDate;
  return html`<div class="banner" role="status"><h2>${title}</h2><p>${body}</p></div>`;
}

/**
 * One visible button to accept; leaving takes a second step; staying after all takes one. Asked above the
 * changes, and again below them, for whoever read them first.
 */
function answerForms(page: ReviewPage, id: 'answer' | 'answer-again'): Markup | '' {
  const { language, version, review } = page;
  const words = messagesIn(language).review;
  const isLeaving = review.state.kind === 'leaving';
  // There is nothing to agree to in what applies as it is.
  const canAccept = review.canAccept && page.stance !== 'applies';
  if (!canAccept && review.canLeaveAt === null && !isLeaving) return '';
  const asked = html`<h2 id="${id}">${words.yourAnswer}</h2>
${
  canAccept &&
  html`<form method="post"><input type="hidden" name="action" value="accept"><input type="hidden" name="contentHash" value="${version.contentHash}"><button class="primary">${words.accept(version)}</button></form>`
}
${
  isLeaving &&
  html`<form method="post"><input type="hidden" name="action" value="stay"><button>${words.stay}</button></form>`
}
${
  review.canLeaveAt !== null &&
  html`<form method="post"${id === 'answer' && html` id="leave"`}><input type="hidden" name="action" value="leave"><button class="quiet">${words.declineAndLeave}</button></form>`
}
`;
  // Two parts of a page of the same name would be told apart by nobody who hears them.
  return id === 'answer'
    ? html`<section class="answer" aria-labelledby="${id}">${asked}</section>`
    : html`<div class="answer">${asked}</div>`;
}

/** Asks once more before leaving; only this form ends somebody's use. */
function confirmation(page: ReviewPage): Markup {
  const { language, policy, version, review } = page;
  const words = messagesIn(language).review;
  const date = written(review.canLeaveAt ?? version.generalAt ?? version.effectiveAt, version, language);
  return html`<header><h1>${words.confirmLeaving.title}</h1></header>
<p>${words.title({ title: policy.title })}</p>
<p>${words.confirmLeaving.body({ date })}</p>
<section class="answer">
<form method="post"><input type="hidden" name="action" value="leave"><input type="hidden" name="confirm" value="yes"><button class="danger">${confirmButton(page)}</button></form>
<form method="get"><button>${words.confirmLeaving.goBack}</button></form>
</section>`;
}

/** The words of the button that ends somebody's use. */
export function confirmButton({
  language,
  version,
  review,
}: Pick<ReviewPage, 'language' | 'version' | 'review'>): string {
  const at = review.canLeaveAt ?? version.generalAt ?? version.effectiveAt;
  const day = formatDay(at, { locale: language, timeZone: version.timeZone });
  return messagesIn(language).review.confirmLeaving.confirm({ day });
}
