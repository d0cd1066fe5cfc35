import { html } from 'hono/html';
import type { Company } from '../domain/company.ts';
import { layout, type Markup } from './layout.ts';

const FOOTER = 'Mails stay here because no provider is set up. This page is for whoever runs this service.';

/** A mail in the list of the local mailbox. */
export type MailboxItem = {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly sentAt: string;
};

/** The local mailbox: mails that went out, newest first. */
export function mailboxPage(
  company: Company,
  items: readonly MailboxItem[],
  olderUrl: string | null,
): Markup {
  return layout({
    title: 'Mailbox',
    language: 'en',
    company,
    published: null,
    footer: FOOTER,
    body: html`<h1>Mailbox</h1>
${items.length === 0 ? html`<p>No mail has gone out yet.</p>` : ''}
<ul class="mailbox">
${items.map(
  (one) =>
    html`<li><a href="/mailbox/${one.id}"><strong>${one.subject}</strong><br>To ${one.to}, ${one.sentAt}</a></li>`,
)}
</ul>
${olderUrl && html`<p><a href="${olderUrl}">Older mails</a></p>`}`,
  });
}

/** One mail as it would arrive: its heads, its HTML part in a frame, its text part below. */
export function mailPage(
  company: Company,
  mail: MailboxItem & { readonly from: string; readonly text: string },
): Markup {
  return layout({
    title: mail.subject,
    language: 'en',
    company,
    published: null,
    footer: FOOTER,
    body: html`<p><a href="/mailbox">Mailbox</a></p>
<h1>${mail.subject}</h1>
<dl><dt>From</dt><dd>${mail.from}</dd><dt>To</dt><dd>${mail.to}</dd><dt>Sent</dt><dd>${mail.sentAt}</dd></dl>
<p><a href="/mailbox/${mail.id}/html">The HTML part alone</a></p>
<iframe class="mail" src="/mailbox/${mail.id}/html" title="The mail" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>
<details><summary>The text part</summary><pre>${mail.text}</pre></details>`,
  });
}
