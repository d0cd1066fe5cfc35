import { html } from 'hono/html';
import type { OpenObjection } from '../../domain/answers/objection.ts';
import { keepsOld } from '../../domain/answers/standing-objection.ts';
import { isConsent } from '../../domain/policies/policy.ts';
import { mayEndWords } from '../../language/answer-words.ts';
import { formatDay } from '../../language/dates.ts';
import { joinTitles, messagesIn } from '../../language/languages.ts';
import type { Markup } from '../layout.ts';
import { written } from '../version-facts.ts';
import { keepingOld } from './own-terms.ts';
import { isInAll, partName, type ReviewPage } from './review-page.ts';

/** What someone can do on the review page. */
export type ReviewAction = 'accept' | 'leave' | 'stay' | OpenObjection['answer'] | 'cancel' | 'withdraw';

/**
 * One visible button to accept, and one to take back what they said or gave; a no takes a second step. Asked
 * above the changes, and again below them, for whoever read them first.
 */
export function answerForms(
  page: ReviewPage,
  place: 'answer' | 'answer-again',
  hasAnchor = true,
): Markup | '' {
  const { language, policy, version, review } = page;
  const { answers, review: words } = messagesIn(language);
  const { state } = review;
  const isLeaving = state.kind === 'leaving' && state.termination.by === 'user';
  // There is nothing to agree to in what applies as it is.
  const canAccept = review.canAccept && page.stance !== 'applies';
  const canSayNo = review.canLeaveAt !== null || review.objections.length > 0;
  if (!canAccept && !canSayNo && !isLeaving && !review.canTakeBack && !page.canWithdraw) return '';
  const id = page.isOneOfSeveral ? `${place}-${policy.policy}` : place;
  const about = aboutPolicy(page);
  const asked = html`<h2 id="${id}">${words.yourAnswer}</h2>
${
  canAccept &&
  html`<form method="post">${about}<input type="hidden" name="action" value="accept"><input type="hidden" name="contentHash" value="${version.contentHash}"><button class="primary">${words.accept(version)}</button></form>`
}
${isLeaving && html`<form method="post">${about}<input type="hidden" name="action" value="stay"><button>${words.stay}</button></form>`}
${
  review.canTakeBack &&
  html`<form method="post">${about}<input type="hidden" name="action" value="cancel"><button>${answers.buttons.takeBack}</button></form>`
}
${
  page.canWithdraw &&
  html`<form method="post">${about}<input type="hidden" name="action" value="withdraw"><button>${answers.buttons.withdraw}</button></form>`
}
${review.objections.map((one) => objectionForm(page, one))}
${
  review.canLeaveAt !== null &&
  html`<form method="post"${place === 'answer' && hasAnchor && html` id="leave"`}>${about}<input type="hidden" name="action" value="leave"><button class="quiet">${words.declineAndLeave}</button></form>`
}
${canAccept && policy.revocable && html`<p>${answers.consentAsked}</p>`}
`;
  // Two parts of a page of the same name would be told apart by nobody who hears them.
  return place === 'answer'
    ? html`<section class="answer" aria-labelledby="${namedWithPolicy(page, id)}">${asked}</section>`
    : html`<div class="answer">${asked}</div>`;
}

/** A button to say no and stay. To a consent it is a plain no, as large as the yes and in one step like it. */
function objectionForm(page: ReviewPage, one: OpenObjection): Markup {
  const isPlain = isPlainNo(page, one);
  const { buttons } = messagesIn(page.language).answers;
  const button = isPlain
    ? html`<input type="hidden" name="contentHash" value="${page.version.contentHash}"><input type="hidden" name="confirm" value="yes"><button class="primary">${buttons.no}</button>`
    : html`<button class="quiet">${objectionButton(page, one)}</button>`;
  return html`<form method="post">${aboutPolicy(page)}${objectionInputs(one)}${button}</form>
`;
}

/** Whether a no is to a consent, and to all of it. */
export function isPlainNo(
  { policy }: { readonly policy: Pick<ReviewPage['policy'], 'revocable' | 'required'> },
  { answer }: Pick<OpenObjection, 'answer'>,
): boolean {
  return isConsent(policy) && (answer === 'keep-old' || answer === 'refuse');
}

/** Asks once more before a no; only this form records it. */
export function confirmation(page: ReviewPage, asked: NonNullable<ReviewPage['asksToConfirm']>): Markup {
  const { answers, review: words } = messagesIn(page.language);
  const isLeaving = asked.answer === 'leave';
  const heading = isLeaving ? words.confirmLeaving.title : answers.confirm.title;
  const inputs = isLeaving ? html`<input type="hidden" name="action" value="leave">` : objectionInputs(asked);
  return html`<header><h1>${heading}</h1></header>
<p>${words.title({ title: page.policy.title })}</p>
${isLeaving ? leavingMeans(page) : objectingMeans(page, asked)}
<section class="answer">
<form method="post">${aboutPolicy(page)}${inputs}<input type="hidden" name="confirm" value="yes"><button class="danger">${confirmButton(page, asked)}</button></form>
<form method="get"><button>${words.confirmLeaving.goBack}</button></form>
</section>`;
}

/** The words of the button that records a no. */
export function confirmButton(
  { language, version, review, partNames }: Pick<ReviewPage, 'language' | 'version' | 'review' | 'partNames'>,
  asked: NonNullable<ReviewPage['asksToConfirm']>,
): string {
  const { answers, review: words } = messagesIn(language);
  if (asked.answer === 'leave') {
    const at = review.canLeaveAt ?? version.generalAt ?? version.effectiveAt;
    const day = formatDay(at, { locale: language, timeZone: version.timeZone });
    return words.confirmLeaving.confirm({ day });
  }
  const part = partName({ partNames }, asked.part);
  return {
    'keep-old': () => answers.confirm.keepOld,
    'keep-old-part': () => answers.confirm.keepOldPart({ part }),
    'leave-part': () => answers.confirm.leavePart({ part }),
    refuse: () => answers.buttons.no,
  }[asked.answer]();
}

function leavingMeans({ language, version, review }: ReviewPage): Markup {
  const at = review.canLeaveAt ?? version.generalAt ?? version.effectiveAt;
  const { body } = messagesIn(language).review.confirmLeaving;
  return html`<p>${body({ date: written(at, version, language) })}</p>`;
}

function objectingMeans(page: ReviewPage, { answer }: OpenObjection): Markup {
  const { language, version, review, mayEnd } = page;
  const { answers } = messagesIn(language);
  const means = {
    'keep-old': () => keepingOld(page),
    'keep-old-part': () => answers.ways.keepOldPart,
    'leave-part': () => answers.ways.leavePart,
    refuse: () => answers.ways.refuse,
  }[answer]();
  const { closesAt } = review;
  return html`<p>${means}</p>
${keepsOld({ answer }) && mayEnd !== null && html`<p>${mayEndWords(mayEnd, version, language)}</p>`}
${closesAt !== null && html`<p>${answers.canTakeBackUntil({ date: written(closesAt, version, language) })}</p>`}`;
}

function objectionButton(page: ReviewPage, { answer, part: anchor }: OpenObjection): string {
  const { buttons } = messagesIn(page.language).answers;
  const part = partName(page, anchor);
  return {
    'keep-old': () => buttons.keepOld,
    'keep-old-part': () => buttons.keepOldPart({ part }),
    'leave-part': () => buttons.leavePart({ part }),
    refuse: () => buttons.no,
  }[answer]();
}

/** By what a part of the page is called: of several policies each has its own, and is called by its title as well. */
export function namedWithPolicy({ isOneOfSeveral, policy }: ReviewPage, id: string): string {
  return isOneOfSeveral ? `of-${policy.policy} ${id}` : id;
}

/** Of a page about several, which one an answer is about. */
function aboutPolicy({ isOneOfSeveral, policy }: ReviewPage): Markup | '' {
  return isOneOfSeveral ? html`<input type="hidden" name="policy" value="${policy.policy}">` : '';
}

/** One button for all that somebody can agree to at once; nothing where that is not at least two. */
export function answerForAll(pages: readonly ReviewPage[]): Markup | '' {
  const [first] = pages;
  if (first === undefined) return '';
  const { language } = first;
  const { several } = messagesIn(language);
  const all = pages.filter(isInAll);
  if (all.length < 2) return '';
  const apart = pages.filter((page) => page.review.canAccept && isConsent(page.policy));
  const named = (some: readonly ReviewPage[]) =>
    joinTitles(
      some.map(({ policy }) => policy.title),
      language,
    );
  const texts = all.map(({ policy, version }) => `${policy.policy}=${version.contentHash}`).join(' ');
  return html`<div class="answer">
<form method="post"><input type="hidden" name="action" value="accept-all"><input type="hidden" name="texts" value="${texts}"><button class="primary">${several.acceptAll(named(all))}</button></form>
<p>${several.eachAlone}</p>
${apart.length > 0 && html`<p>${several.consentApart(named(apart))}</p>`}
</div>`;
}

function objectionInputs({ answer, part }: OpenObjection): Markup {
  return html`<input type="hidden" name="action" value="${answer}">${part !== null && html`<input type="hidden" name="part" value="${part}">`}`;
}
