import { html, raw } from 'hono/html';
import type { Instant } from '../../../domain/instant.ts';
import { directionOf } from '../../../language/languages.ts';
import { renderPolicyText } from '../../policy-text/policy-text.ts';
import type { Shown } from '../parts/shell.ts';
import { when } from '../parts/timeline.ts';
import { personMailWords as words } from '../words/person-mail.ts';
import { personPath } from './people.ts';

/** A mail as it was sent, and the text that prevails of what it tells. */
export type PersonMail = {
  readonly user: string;
  readonly id: string;
  readonly subject: string;
  readonly from: string;
  readonly to: string | null;
  readonly sentAt: Instant | null;
  readonly language: string;
  readonly timeZone: string;
  readonly text: string;
  readonly prevailing: {
    readonly title: string;
    readonly version: number;
    readonly locale: string;
    readonly content: string;
  } | null;
};

/** The mail, with the text that prevails beside it: support need not read the reader's language. */
export function personMailPage({ prevailing, ...mail }: PersonMail): Shown {
  const { user, id, subject, language } = mail;
  return {
    title: subject,
    styles: ['policy-text'],
    body: html`<p class="back"><a href="${personPath(user)}">${words.back(user)}</a></p>
<h1><bdi lang="${language}">${subject}</bdi></h1>
<dl class="facts">
<div><dt>${words.from}</dt><dd><bdi>${mail.from}</bdi></dd></div>
<div><dt>${words.to}</dt><dd><bdi>${mail.to ?? words.forgotten}</bdi></dd></div>
<div><dt>${words.sent}</dt><dd>${mail.sentAt === null ? words.notSent : when(mail.sentAt, mail.timeZone)}</dd></div>
<div><dt>${words.language}</dt><dd>${languageName(language)}</dd></div>
</dl>
<div class="beside">
<section aria-labelledby="mail"><h2 id="mail">${words.mail}</h2>
<p class="hint">${words.mailHint}</p>
<iframe class="mail" src="${personPath(user, `/mails/${id}/html`)}" title="${words.mail}" sandbox=""></iframe>
<details><summary>${words.plain}</summary><pre lang="${language}" dir="auto">${mail.text}</pre></details></section>
<section aria-labelledby="prevails"><h2 id="prevails">${words.prevails}</h2>
${
  prevailing === null
    ? html`<p>${words.noText}</p>`
    : html`<p class="hint">${words.prevailsHint(languageName(prevailing.locale))}</p>
<article class="policy-text" lang="${prevailing.locale}" dir="${directionOf(prevailing.locale)}">
<h3><bdi>${prevailing.title}</bdi>, version ${prevailing.version}</h3>
${raw(renderPolicyText(prevailing.content, { locale: prevailing.locale, place: { idPrefix: 'text-', topLevel: 4 } }).html)}</article>`
}</section>
</div>`,
  };
}

function languageName(locale: string): string {
  return new Intl.DisplayNames('en', { type: 'language' }).of(locale) ?? locale;
}
