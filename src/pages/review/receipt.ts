import { html, raw } from 'hono/html';
import type { Company } from '../../domain/company.ts';
import type { Instant } from '../../domain/instant.ts';
import type { OwnWords } from '../../domain/notices/mail-body.ts';
import type { ReceiptKind } from '../../domain/notices/notice-kind.ts';
import type { Policy, Version } from '../../domain/policies/policy.ts';
import { receiptWords } from '../../language/answer-words.ts';
import { joinTitles, type Language, messagesIn } from '../../language/languages.ts';
import { layout, type Markup } from '../layout.ts';
import { TEXT_STYLE } from '../policy.ts';
import type { PolicyText } from '../policy-text/policy-text.ts';
import { backToSite } from '../site-link.ts';
import { inLanguageOf, written } from '../version-facts.ts';
import { TEMPLATE_FACTS } from './template-facts.ts';

/** What the page of a receipt shows: what the mail said, in its language, and the text that it was about. */
export type ReceiptPage = {
  readonly language: Language;
  readonly company: Company;
  readonly policy: Policy;
  readonly version: Version;
  readonly kind: ReceiptKind;
  readonly words: OwnWords;
  /** Whether they may take back the consent that it is the receipt of. */
  readonly canWithdraw: boolean;
  /** When they did; null where they have not. */
  readonly withdrawnAt: Instant | null;
  readonly text: PolicyText;
};

/**
 * The page that a receipt's link leads to for good: what was answered, when, and the text of then. It decides
 * nothing but that a consent is taken back. Of several that were accepted with one button it has a part each.
 */
export function receiptPage(...pages: readonly [ReceiptPage, ...ReceiptPage[]]): Markup {
  const [first, ...others] = pages;
  const { language, company, policy, version, kind } = first;
  const { review, several } = messagesIn(language);
  const about = { title: policy.title, company: company.name, version: version.version };
  const titles = pages.map((page) => page.policy.title);
  const title =
    others.length === 0
      ? receiptWords(kind, language).subject(about)
      : several.receipt.subject(joinTitles(titles, language));
  return layout({
    title,
    language,
    company,
    published: null,
    head: TEXT_STYLE,
    footer: review.whyYouSeeThis({ company: company.name }),
    body: html`<header><h1>${title}</h1></header>
${pages.map((page) => answered(page, others.length > 0))}
${backToSite(company, language)}
${pages.map((page) => textOf(page, others.length > 0))}`,
  });
}

function answered(page: ReceiptPage, isOneOfSeveral: boolean): Markup {
  const { language, policy, version, words } = page;
  const { answers, links, mail, notice, review } = messagesIn(language);
  const { receipts } = review;
  return html`<div class="receipt">
<dl>
<dt>${receipts.policy}</dt><dd${inLanguageOf(policy)}>${policy.title}</dd>
<dt>${receipts.version}</dt><dd>${version.version}</dd>
${words.part && html`<dt>${answers.receipt.part}</dt><dd${inLanguageOf(policy)}>${words.part}</dd>`}
${words.recordedAt && html`<dt>${receipts.recordedAt}</dt><dd>${words.recordedAt}</dd>`}
${words.useEnds && html`<dt>${mail.receipt.useEnds}</dt><dd>${words.useEnds}</dd>`}
${words.keptUntil && html`<dt>${answers.receipt.keptUntil}</dt><dd>${words.keptUntil}</dd>`}
${words.mayEnd && html`<dt>${notice.whatItMeans}</dt><dd>${words.mayEnd}</dd>`}
<dt>${receipts.fingerprint}</dt><dd><code>${version.contentHash}</code></dd>
</dl>
<p>${links.asRecorded}</p>
<p>${receipts.keep}</p></div>
${consent(page, isOneOfSeveral)}`;
}

/** The text that was answered. */
function textOf({ language, policy, version, text }: ReceiptPage, isOneOfSeveral: boolean): Markup {
  const { public: pages } = messagesIn(language);
  const id = isOneOfSeveral ? `text-${policy.policy}` : 'text';
  return html`<section aria-labelledby="${id}">
<h2 id="${id}">${isOneOfSeveral && `${policy.title} · `}${pages.version(version)}</h2>
${raw(text.html)}
</section>`;
}

/** The consent that it is the receipt of: a button to take it back as easily as it was given, or that it was. */
function consent(
  { language, policy, version, canWithdraw, withdrawnAt }: ReceiptPage,
  isOneOfSeveral: boolean,
): Markup | '' {
  const { answers, review } = messagesIn(language);
  if (withdrawnAt !== null) {
    const about = { title: policy.title, version: version.version };
    const date = written(withdrawnAt, version, language);
    const { title, body } = answers.states.consentWithdrawn({ ...about, date });
    return html`<div class="note"><h2>${title}</h2><p>${body}</p></div>`;
  }
  if (!canWithdraw) return '';
  const id = isOneOfSeveral ? `answer-${policy.policy}` : 'answer';
  return html`<section class="answer" aria-labelledby="${id}"><h2 id="${id}">${review.yourAnswer}</h2>
<form method="post">${isOneOfSeveral && html`<input type="hidden" name="policy" value="${policy.policy}">`}<input type="hidden" name="action" value="withdraw"><button>${answers.buttons.withdraw}</button></form>
</section>`;
}

/** The words of that page around its button, for records to name by their hash: with the same made-up facts each time. */
export function receiptTemplate(language: Language): Markup {
  return receiptPage({
    ...{ language, kind: 'receipt-accepted', words: {}, canWithdraw: true, withdrawnAt: null },
    ...TEMPLATE_FACTS,
    text: { html: '{text}', headings: [], isLayered: false },
  });
}
