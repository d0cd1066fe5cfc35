/*
 * The page behind the link in a mail: what changes for one reader, where they stand, and their answer; and
 * the page of a receipt. All that it shows is handed in, and nothing of it comes from its address.
 */

import { html } from 'hono/html';
import { changesInWords } from '../../changes/text-words.ts';
import type { Company } from '../../domain/company.ts';
import type { ChangeToo } from '../../domain/policies/related.ts';
import { prevailingLocale } from '../../domain/policies/version-text.ts';
import { changeTooWords, replacesWords } from '../../language/answer-words.ts';
import { joinTitles, type Language, messagesIn } from '../../language/languages.ts';
import type { Statement } from '../../language/statement.ts';
import { diffView } from '../diff/diff-view.ts';
import { layout, type Markup } from '../layout.ts';
import { versionPath } from '../public-paths.ts';
import { backToProduct, backToSite } from '../site-link.ts';
import { inLanguageOf, kindOfChange } from '../version-facts.ts';
import { whichText } from '../which-text.ts';
import { accountLine } from './account-line.ts';
import { answerForAll, answerForms, confirmation, namedWithPolicy } from './answer-forms.ts';
import type { ReviewPage } from './review-page.ts';
import { standing } from './review-standing.ts';
import { inLines, terms } from './review-terms.ts';

/**
 * The review page: what changes against the version this user holds, from when, and their answer. Of several at once
 * it has a section each, and first of all one button for all that they can agree to.
 */
export function reviewPage(...pages: ReviewPages): Markup {
  const [first] = pages;
  const { language, company, sitting } = first;
  const returnTo = sitting?.returnTo ?? null;
  const { links, review } = messagesIn(language);
  const title = titleOf(pages);
  const hasEnded = ({ review: { state } }: ReviewPage) => state.kind === 'left' || state.kind === 'withdrawn';
  const whyMailed = pages.some(hasEnded) ? review.whyYouSeeThisOnce : review.whyYouSeeThis;
  const why = sitting === null ? whyMailed : links.ledHere;
  const asking = pages.find(({ asksToConfirm }) => asksToConfirm !== null);
  return layout({
    title,
    language,
    company,
    published: null,
    footer: why({ company: company.name }),
    body:
      asking?.asksToConfirm != null
        ? confirmation(asking, asking.asksToConfirm)
        : html`
<header>
${pages.length === 1 && html`<p class="kicker">${kindOfChange(first.version, language)}</p>`}
<h1>${title}</h1>
${accountLine(first)}
</header>
${!isAsked(pages) && backToProduct(company, language, returnTo)}
${pages.length > 1 && first.releaseSummary && html`<p class="summary" lang="${prevailingLocale(first.version)}" dir="auto">${first.releaseSummary}</p>`}
${pages.length > 1 && whyRefused(first)}
${pages.length > 1 && answerForAll(pages)}
${pages.map((page) => (pages.length === 1 ? oneChange(page, true) : section(page, pages)))}
${returnTo === null ? backToSite(company, language) : isAsked(pages) && backToProduct(company, language, returnTo)}`,
  });
}

/** What it is about: by its title alone what came before nothing else, since nothing changes by it. */
function titleOf(pages: ReviewPages): string {
  const [{ policy, language }] = pages;
  const { review, several } = messagesIn(language);
  const areFirst = pages.every(({ base }) => base === null);
  if (pages.length === 1) return areFirst ? policy.title : review.title({ title: policy.title });
  const documents = joinTitles(
    pages.map((page) => page.policy.title),
    language,
  );
  return areFirst ? documents.titles : several.heading(documents);
}

/** At least one, all of one reader. */
export type ReviewPages = readonly [ReviewPage, ...ReviewPage[]];

/** One of several, under its own title. */
function section(page: ReviewPage, pages: ReviewPages): Markup {
  const { policy, version, language } = page;
  const { public: words } = messagesIn(language);
  const id = `of-${policy.policy}`;
  // A mail leads to the first place where its reader can leave.
  const hasAnchor = pages.find(({ review }) => review.canLeaveAt !== null) === page;
  return html`<section class="document" aria-labelledby="${id}">
<p class="kicker">${kindOfChange(version, language)}</p>
<h2 id="${id}">${policy.title} · ${words.version(version)}</h2>
${oneChange(page, hasAnchor)}
</section>`;
}

/** What changes with one version, where its reader stands with it, and their answer. */
function oneChange(page: ReviewPage, hasAnchor: boolean): Markup {
  const { policy, version, language, compared, isOneOfSeveral } = page;
  const changesIn = changesInWords(compared, version, language);
  const messages = messagesIn(language);
  const { review } = messages;
  const id = isOneOfSeveral ? `changes-${policy.policy}` : 'changes';
  const replaced = replacesWords(
    (page.replaces ?? []).map((one) => ({ by: version, replaced: one })),
    language,
  );
  return html`${whichText(version, language)}
${!isOneOfSeveral && whyRefused(page)}
${stands(page) && replaced !== null && html`<p>${inLines(replaced)}</p>`}
${standing(page)}
${terms(page)}
${(page.changesToo ?? []).map((one) => changeToo(one, language))}
${answerForms(page, 'answer', hasAnchor)}
<section aria-labelledby="${namedWithPolicy(page, id)}">
<h2 id="${id}">${whatFollows(page)}</h2>
${page.hasAgreedBefore && html`<p>${review.agreedBefore}</p>`}
${page.base && html`<p>${comparedWith(page, page.base)}</p>`}
${changesIn && html`<p>${changesIn}</p>`}
<div${inLanguageOf(page.compared)}>${diffView(page.diff, messages.diff, { id: isOneOfSeveral ? `diff-${policy.policy}` : 'diff', order: 'importance' })}</div>
<p><a href="${fullTextPath(page)}">${review.fullText(version)}</a></p>
</section>
${answerForms(page, 'answer-again')}`;
}

/** Whether anything is left to answer: whoever said no and stays has. */
export function isAsked(pages: ReviewPages): boolean {
  return pages.some(
    ({ review, stance }) => review.canAccept && review.state.kind !== 'objected' && stance !== 'applies',
  );
}

/** A page that says one thing, for a link that leads nowhere but, at most, back to the product that gave it. */
export function statementPage(
  company: Company,
  language: Language,
  statement: Statement,
  returnTo: string | null = null,
): Markup {
  return layout({
    title: statement.title,
    language,
    company,
    published: null,
    footer: '',
    body: html`<h1>${statement.title}</h1><p>${statement.body}</p>${backToProduct(company, language, returnTo)}`,
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

/** What stands above the changes; above what nothing came before, which version it is. */
function whatFollows({ base, state, version, language }: ReviewPage): string {
  const { notice, public: words } = messagesIn(language);
  if (base === null) return words.version(version);
  return state === 'in-force' || state === 'superseded' ? notice.whatChanged : notice.whatChanges;
}

/** Whether the version stands, so that it is still the one in the place of others. */
function stands({ state }: ReviewPage): boolean {
  return state === 'announced' || state === 'in-force';
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
