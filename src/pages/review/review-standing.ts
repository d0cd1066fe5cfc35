import { html } from 'hono/html';
import type { Review } from '../../domain/answers/review.ts';
import { keepsOld } from '../../domain/answers/standing-objection.ts';
import type { Instant } from '../../domain/instant.ts';
import { isConsent } from '../../domain/policies/policy.ts';
import { mayEndWords } from '../../language/answer-words.ts';
import { formatExactly } from '../../language/dates.ts';
import { messagesIn } from '../../language/languages.ts';
import type { Statement } from '../../language/statement.ts';
import type { Markup } from '../layout.ts';
import { written } from '../version-facts.ts';
import { partName, type ReviewPage } from './review-page.ts';

/** What its reader answered, as it is on record, and where that leaves them; with a receipt to keep. */
export function standing(page: ReviewPage): Markup {
  const { leavesOtherwise, language, version } = page;
  const { review } = messagesIn(language);
  const date = leavesOtherwise && written(leavesOtherwise.at, version, language);
  return html`${stayed(page)}${tookBack(page)}${answered(page)}${
    leavesOtherwise &&
    html`<p class="note">${review.stillLeaving({ title: leavesOtherwise.title, date: date ?? '' })}</p>`
  }`;
}

function answered(page: ReviewPage): Markup | '' {
  const { language, company, policy, version, stayed } = page;
  const { state, closesAt } = page.review;
  const { review } = messagesIn(language);
  const date = (at: Instant) => written(at, version, language);
  const facts = { title: policy.title, version: version.version, company: company.name };
  switch (state.kind) {
    case 'open': {
      if (state.asksAnew !== undefined) {
        const { version: of, withdrawnAt } = state.asksAnew;
        const { consentWithdrawn } = messagesIn(language).answers.states;
        return note(consentWithdrawn({ ...facts, version: of, date: date(withdrawnAt) }));
      }
      return closesAt !== null && closesAt <= page.now && couldDecline(page)
        ? note(review.states.windowClosed({ version: version.version, closedDate: date(closesAt) }))
        : '';
    }
    case 'accepted': {
      const { basis, at } = state.accepted;
      const statement = review.receipts.accepted({ ...facts, date: date(at) });
      return basis === 'explicit' || basis === 'kept-old'
        ? receipt(page, statement, at, { isLast: stayed === null && page.tookBack === null })
        : note(
            review.states.alreadyAccepted({ version: version.version, basis, date: date(since(page, at)) }),
          );
    }
    case 'objected':
      return objected(page, state);
    case 'consent-withdrawn': {
      const statement = messagesIn(language).answers.states.consentWithdrawn({
        ...facts,
        date: date(state.at),
      });
      return receipt(page, statement, state.at, { isLast: true });
    }
    case 'newer-accepted':
      return note(review.states.newerAccepted({ version: state.version }));
    case 'leaving': {
      const { declinedAt, by } = state.termination;
      if (by === 'company') {
        const { endedByCompany } = messagesIn(language).answers.states;
        return note(endedByCompany({ ...facts, date: date(declinedAt), endsDate: date(state.endsAt) }));
      }
      const leaving = { ...facts, date: date(declinedAt), endsDate: date(state.endsAt) };
      return receipt(page, review.receipts.leaving(leaving), declinedAt, { isLast: true });
    }
    case 'left':
      return html`${note(review.states.left({ endedDate: date(state.endedAt) }))}${withdrawn(page)}`;
    case 'withdrawn':
      return withdrawn(page);
    case 'superseded':
      return note(review.states.superseded({ version: version.version, by: state.by }));
  }
}

/** That they said no and stay, with what may come of it, and until when they can take it back. */
function objected(page: ReviewPage, state: Extract<Review['state'], { kind: 'objected' }>): Markup {
  const { language, policy, version, review, mayEnd } = page;
  const { answers } = messagesIn(language);
  const { objection, keepUntil } = state;
  const { answer, part, at } = objection;
  const date = (one: Instant) => written(one, version, language);
  const about = { title: policy.title, version: version.version, date: date(at) };
  const ofPart = { ...about, part: partName(page, part) };
  const whole = () =>
    keepUntil === null
      ? answers.states.keepsOld(about)
      : answers.states.keepsOldUntil({ ...about, until: date(keepUntil) });
  const statement = {
    'keep-old': whole,
    'keep-old-part': () => answers.states.keepsOldPart(ofPart),
    'leave-part': () => answers.states.leftPart(ofPart),
    refuse: () => answers.states.consentRefused(about),
  }[answer]();
  const { closesAt, canTakeBack } = review;
  const takeBack = canTakeBack && closesAt !== null && answers.canTakeBackUntil({ date: date(closesAt) });
  return html`${receipt(page, statement, at, { isLast: true })}
${keepsOld({ answer }) && mayEnd !== null && html`<p>${mayEndWords(mayEnd, version, language)}</p>`}
${takeBack && html`<p>${takeBack}</p>`}`;
}

/** That they took such a no back, and when. */
function tookBack(page: ReviewPage): Markup | '' {
  if (page.tookBack === null) return '';
  const { language, policy, version } = page;
  const { at } = page.tookBack;
  const about = { title: policy.title, version: version.version, date: written(at, version, language) };
  const statement = messagesIn(language).answers.states.tookBack(about);
  return receipt(page, statement, at, { isLast: true, isGood: true });
}

/** Whether leaving over the version was ever open to them; by silence, the time to object is told where it means something. */
function couldDecline({ own, stance, policy }: ReviewPage): boolean {
  // The time to refuse a consent is over for nobody.
  if (isConsent(policy)) return false;
  if (own === null) return true;
  const { hasWindow, offers } = own.own;
  const mayLeave = offers.includes('leave-now') || offers.includes('leave-at-close');
  return hasWindow && mayLeave && stance !== 'applies' && stance !== 'agrees-by-silence';
}

/** Of an agreement: when it came about, or by when they had to object for silence not to agree. */
function since({ own, review }: ReviewPage, at: Instant): Instant {
  const bySilence = review.state.kind === 'accepted' && review.state.accepted.basis === 'silence';
  return (bySilence ? own?.own.closesAt : null) ?? at;
}

/** That they took a decision to leave back, when, and what that means for an acceptance before it. */
function stayed(page: ReviewPage): Markup | '' {
  const { language, company, policy, version } = page;
  if (page.stayed === null) return '';
  const { at, acceptedAt } = page.stayed;
  const { receipts } = messagesIn(language).review;
  const date = (instant: Instant) => written(instant, version, language);
  const facts = { title: policy.title, version: version.version, company: company.name, date: date(at) };
  const statement =
    acceptedAt === null
      ? receipts.stayed(facts)
      : receipts.stayedAccepted({ ...facts, acceptedDate: date(acceptedAt) });
  return receipt(page, statement, at, { isLast: true, isGood: true });
}

/** That the version was withdrawn and why, also for those who left before. */
function withdrawn({ language, policy, version, review, stance }: ReviewPage): Markup | '' {
  const { withdrawal } = version;
  if (withdrawal === null) return '';
  const { review: words, notice, diff } = messagesIn(language);
  const withdrawnDate = written(withdrawal.at, version, language);
  const { title, body } = words.states.withdrawn({ version: version.version, withdrawnDate });
  const isMoot = review.state.kind === 'left' || stance === 'unrecorded';
  return html`<div class="note"><h2>${title}</h2><p>${body}</p>${!isMoot && html`<p>${words.states.nothingChanged}</p>`}</div>
${withdrawal.reason && html`<p><strong>${notice.whyWithdrawn}</strong>${diff.colon}<span lang="${policy.locale}" dir="auto">${withdrawal.reason}</span></p>`}`;
}

function note(statement: Statement): Markup {
  return html`<div class="note"><h2>${statement.title}</h2><p>${statement.body}</p></div>`;
}

/** What was answered, of which text, and exactly when. The last answer's receipt goes out by email too. */
function receipt(
  { language, policy, version, receipt }: ReviewPage,
  statement: Statement,
  at: Instant,
  { isLast, isGood = false }: { readonly isLast: boolean; readonly isGood?: boolean },
): Markup {
  const { receipts } = messagesIn(language).review;
  const style = { locale: language, timeZone: version.timeZone };
  const sent = (sentAt: Instant | null) =>
    sentAt === null ? receipts.mailing : receipts.mailed({ date: written(sentAt, version, language) });
  const look = isGood ? html`receipt good" role="status` : 'receipt';
  return html`<div class="${look}"><h2>${statement.title}</h2><p>${statement.body}</p>
<dl>
<dt>${receipts.policy}</dt><dd>${policy.title}</dd>
<dt>${receipts.version}</dt><dd>${version.version}</dd>
<dt>${receipts.fingerprint}</dt><dd><code>${version.contentHash}</code></dd>
<dt>${receipts.recordedAt}</dt><dd><time datetime="${at}">${formatExactly(at, style)}</time></dd>
</dl>
<p>${receipts.keep}</p>
${isLast && receipt !== null && html`<p>${sent(receipt.sentAt)}</p>`}</div>`;
}
