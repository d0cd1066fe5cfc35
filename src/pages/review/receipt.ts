import { html, raw } from 'hono/html';
import type { Company } from '../../domain/company.ts';
import type { OwnWords } from '../../domain/notices/mail-body.ts';
import type { ReceiptKind } from '../../domain/notices/notice-kind.ts';
import type { Policy, Version } from '../../domain/policies/policy.ts';
import { type Language, messagesIn } from '../../language/languages.ts';
import { layout, type Markup } from '../layout.ts';
import { TEXT_STYLE } from '../policy.ts';
import type { PolicyText } from '../policy-text/policy-text.ts';
import { backToSite } from '../site-link.ts';
import { inLanguageOf } from '../version-facts.ts';

/** What the page of a receipt shows: what the mail said, in its language, and the text that it was about. */
export type ReceiptPage = {
  readonly language: Language;
  readonly company: Company;
  readonly policy: Policy;
  readonly version: Version;
  readonly kind: ReceiptKind;
  readonly words: OwnWords;
  readonly text: PolicyText;
};

const ACTS = {
  'receipt-accepted': 'accepted',
  'receipt-leaving': 'leaving',
  'receipt-stayed': 'stayed',
} as const satisfies Record<ReceiptKind, string>;

/** The page that a receipt's link leads to for good: what was answered, when, and the text of then. It decides nothing. */
export function receiptPage({ language, company, policy, version, kind, words, text }: ReceiptPage): Markup {
  const { links, mail, public: pages, review } = messagesIn(language);
  const { receipts } = review;
  const about = { title: policy.title, company: company.name, version: version.version };
  const title = mail.receipt[ACTS[kind]].subject(about);
  return layout({
    title,
    language,
    company,
    published: null,
    head: TEXT_STYLE,
    footer: review.whyYouSeeThis({ company: company.name }),
    body: html`<header><h1>${title}</h1></header>
<div class="receipt">
<dl>
<dt>${receipts.policy}</dt><dd${inLanguageOf(policy)}>${policy.title}</dd>
<dt>${receipts.version}</dt><dd>${version.version}</dd>
${words.recordedAt && html`<dt>${receipts.recordedAt}</dt><dd>${words.recordedAt}</dd>`}
${words.useEnds && html`<dt>${mail.receipt.useEnds}</dt><dd>${words.useEnds}</dd>`}
<dt>${receipts.fingerprint}</dt><dd><code>${version.contentHash}</code></dd>
</dl>
<p>${links.asRecorded}</p>
<p>${receipts.keep}</p></div>
${backToSite(company, language)}
<section aria-labelledby="text">
<h2 id="text">${pages.version(version)}</h2>
${raw(text.html)}
</section>`,
  });
}
