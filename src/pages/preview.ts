import { html, raw } from 'hono/html';
import type { PolicyDiff } from '../domain/diff/types.ts';
import type { Instant } from '../domain/instant.ts';
import type { Layer } from '../domain/policies/layers.ts';
import type { Policy } from '../domain/policies/policy.ts';
import { formatEffectExactly, formatExactly } from '../language/dates.ts';
import { messagesIn, negotiateLanguage } from '../language/languages.ts';
import { diffView } from './diff/diff-view.ts';
import { layout, type Markup, type Page, printHead } from './layout.ts';
import { TEXT_STYLE } from './policy.ts';
import { renderPolicyText } from './policy-text/policy-text.ts';
import { inLanguageOf } from './version-facts.ts';

/** What a colleague is shown of a draft. */
export type PreviewFacts = {
  readonly company: Page['company'];
  readonly policy: Policy;
  readonly revision: number;
  readonly state: string;
  readonly version: number;
  readonly change: string | null;
  /** By language. */
  readonly summary: Readonly<Record<string, string>>;
  readonly reason: string | null;
  readonly postedAt: Instant;
  readonly effectiveAt: Instant | null;
  readonly recipients: number | null;
  readonly explanation: readonly string[];
  readonly warnings: readonly string[];
  /** How many approve this revision, and how many must. */
  readonly approvals: { readonly has: number; readonly needed: number };
  readonly texts: readonly {
    readonly locale: string;
    readonly content: string;
    /** Its sections in short. */
    readonly layers: readonly Layer[];
    readonly hash: string;
    readonly diff: PolicyDiff | null;
    readonly follows: number | null;
  }[];
  /** By the language of who gets it. */
  readonly mails: readonly {
    readonly locale: string;
    readonly subject: string;
    readonly text: string;
    readonly htmlPath: string;
  }[];
  /** Where this page is, and until when. */
  readonly url: string;
  readonly expiresAt: Instant;
};

const STATES: Readonly<Record<string, string>> = {
  open: 'being written',
  scheduled: 'scheduled',
  'needs-attention': 'not posted: it needs attention',
  posted: 'posted',
  discarded: 'given up',
};

/** A draft for a colleague without an account: its dates, what changes, the mail and the text, and nothing to press. */
export function previewPage(facts: PreviewFacts): Markup {
  const { company, policy, texts, url } = facts;
  const style = { locale: 'en', timeZone: policy.timeZone };
  const hashes = texts.map(({ locale, hash }) => html`${locale} <code>${hash}</code>`);
  const isPosted = facts.state === 'posted';
  return layout({
    ...{ title: `${policy.title}, draft of version ${facts.version}`, language: 'en', company },
    ...{ published: null, head: TEXT_STYLE, isWide: true },
    footer: `This page shows a draft to whoever has its address. It opens until ${formatExactly(facts.expiresAt, style)}.`,
    body: html`${printHead([`Draft of version ${facts.version}, revision ${facts.revision}`, ...texts.map(({ locale, hash }) => `${locale} ${hash}`), url])}
<p class="kicker">Draft of version ${facts.version}</p>
<h1${inLanguageOf(policy)}>${policy.title}</h1>
<div class="note warn"><h2>${isPosted ? 'This was posted' : 'This is a draft'}</h2>
<p>${isPosted ? 'It is what people were told of; its own page says where it stands.' : 'Nothing of it is in force, nobody was told of it, and it may still change.'}</p></div>
${Object.entries(facts.summary).map(([locale, line]) => html`<p class="summary" lang="${locale}" dir="auto">${line}</p>`)}
<dl>
<dt>Revision</dt><dd>${facts.revision}, ${STATES[facts.state] ?? facts.state}</dd>
<dt>Kind of change</dt><dd>${facts.change ?? 'not said yet'}</dd>
<dt>${isPosted ? 'Posted' : 'To be posted'}</dt><dd><time datetime="${facts.postedAt}">${formatExactly(facts.postedAt, style)}</time>${facts.state === 'open' && ', if it were scheduled now'}</dd>
<dt>Takes effect</dt><dd>${facts.effectiveAt === null ? 'not known while something is missing' : html`<time datetime="${facts.effectiveAt}">${formatEffectExactly(facts.effectiveAt, style)}</time>`}</dd>
<dt>Told by mail</dt><dd>${facts.recipients === null ? 'not known yet' : `${facts.recipients.toLocaleString('en')} ${facts.recipients === 1 ? 'person' : 'people'}`}</dd>
${facts.reason && html`<dt>Reason</dt><dd lang="${policy.locale}" dir="auto">${facts.reason}</dd>`}
${approvalsOf(facts)}
<dt>Fingerprint</dt><dd>${hashes.map((one, i) => html`${i > 0 && html`<br>`}${one}`)}</dd>
</dl>
${list('How the date is found', facts.explanation)}
${list('To look at before it is posted', facts.warnings)}
${texts.map((text, i) => changes(text, `changes-${i + 1}`, texts.length > 1))}
${facts.mails.map((mail) => mailView(mail, facts.mails.length > 1))}
${texts.map((text, i) => whole(text, policy, `text-${i + 1}-`, texts.length > 1))}`,
  });
}

/** A page that says why there is no draft behind an address, and nothing else. */
export function noPreviewPage(
  company: Page['company'],
  said: { readonly title: string; readonly body: string },
): Markup {
  return layout({
    ...{ title: said.title, language: 'en', company, published: null, footer: '' },
    body: html`<h1>${said.title}</h1><p>${said.body}</p>`,
  });
}

function approvalsOf({ approvals: { has, needed } }: PreviewFacts): Markup | '' {
  if (needed === 0 && has === 0) return '';
  return html`<dt>Approved</dt><dd>${needed === 0 ? `by ${has}` : `by ${has} of the ${needed} who must`}</dd>`;
}

function list(title: string, sentences: readonly string[]): Markup | '' {
  if (sentences.length === 0) return '';
  return html`<h2>${title}</h2><ul>${sentences.map((one) => html`<li dir="auto">${one}</li>`)}</ul>`;
}

function changes(
  { locale, diff, follows }: PreviewFacts['texts'][number],
  id: string,
  isNamed: boolean,
): Markup | '' {
  if (diff === null) return '';
  const messages = messagesIn(negotiateLanguage(locale));
  return html`<h2>What changes from version ${follows}${isNamed && ` (${locale})`}</h2>
<div${inLanguageOf({ locale })}>${diffView(diff, messages.diff, { id })}</div>`;
}

function mailView(
  { locale, subject, text, htmlPath }: PreviewFacts['mails'][number],
  isNamed: boolean,
): Markup {
  return html`<h2>The mail${isNamed && ` (${locale})`}</h2>
<p><strong dir="auto">${subject}</strong></p>
<iframe class="mail" src="${htmlPath}" title="The mail" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>
<details class="mail-text"><summary>The same as plain text</summary><pre dir="auto">${text}</pre></details>`;
}

function whole(
  { locale, content, layers: own }: PreviewFacts['texts'][number],
  { title }: Policy,
  idPrefix: string,
  isNamed: boolean,
): Markup {
  const layers = { layers: own, readMore: 'Read more', lang: 'en', dir: 'ltr' } as const;
  const text = renderPolicyText(content, { locale, title, place: { idPrefix, topLevel: 3 }, layers });
  return html`<h2>The whole text${isNamed && ` (${locale})`}</h2>
<article>
${raw(text.html)}
</article>`;
}
