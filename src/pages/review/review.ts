/*
 * The page behind the link in a mail: what changes for one reader, where they stand, and their answer; and
 * the page of a receipt. All that it shows is handed in, and nothing of it comes from its address.
 */

import { html } from 'hono/html';
import { changesInWords } from '../../changes/text-words.ts';
import type { Company } from '../../domain/company.ts';
import type { ChangeToo } from '../../domain/policies/related.ts';
import { changeTooWords } from '../../language/answer-words.ts';
import { type Language, messagesIn } from '../../language/languages.ts';
import type { Statement } from '../../language/statement.ts';
import { diffView } from '../diff/diff-view.ts';
import { layout, type Markup } from '../layout.ts';
import { versionPath } from '../public-paths.ts';
import { backToSite } from '../site-link.ts';
import { inLanguageOf, kindOfChange } from '../version-facts.ts';
import { whichText } from '../which-text.ts';
import { accountLine } from './account-line.ts';
import { answerForms, confirmation } from './answer-forms.ts';
import type { ReviewPage } from './review-page.ts';
import { standing } from './review-standing.ts';
import { terms } from './review-terms.ts';

/** The review page: what changes against the version this user holds, from when, and their answer. */
export function reviewPage(page: ReviewPage): Markup {
  const { policy, version, language, company, compared } = page;
  const changesIn = changesInWords(compared, version, language);
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
    body:
      page.asksToConfirm !== null
        ? confirmation(page, page.asksToConfirm)
        : html`
<header>
<p class="kicker">${kindOfChange(version, language)}</p>
<h1>${review.title({ title: policy.title })}</h1>
${accountLine(page)}
</header>
${whichText(version, language)}
${whyRefused(page)}
${standing(page)}
${terms(page)}
${(page.changesToo ?? []).map((one) => changeToo(one, language))}
${answerForms(page, 'answer')}
<section aria-labelledby="changes">
<h2 id="changes">${hasChanged(page) ? messages.notice.whatChanged : messages.notice.whatChanges}</h2>
${page.hasAgreedBefore && html`<p>${review.agreedBefore}</p>`}
${page.base && html`<p>${comparedWith(page, page.base)}</p>`}
${changesIn && html`<p>${changesIn}</p>`}
<div${inLanguageOf(page.compared)}>${diffView(page.diff, messages.diff, { order: 'importance' })}</div>
<p><a href="${fullTextPath(page)}">${review.fullText(version)}</a></p>
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

/** Where the whole text is, in the language that it is read in here. */
function fullTextPath({ policy, version }: ReviewPage): string {
  const asked = version.translations.length === 0 ? null : version.locale;
  return versionPath({ policy: policy.policy, asked }, version.version);
}

/** What was announced of another policy, with the way to its page. */
function changeToo(one: ChangeToo, language: Language): Markup {
  const path = versionPath({ policy: one.policy.policy, asked: null }, one.version);
  return html`<p>${changeTooWords(one, language)} <a href="${path}">${messagesIn(language).public.readVersion(one)}</a></p>`;
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
