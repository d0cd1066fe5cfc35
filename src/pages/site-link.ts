import { html } from 'hono/html';
import type { Company } from '../domain/company.ts';
import { type Language, messagesIn } from '../language/languages.ts';
import type { Markup } from './layout.ts';

/** The way back to the company's own site, where it is known. */
export function backToSite({ name, url }: Company, language: Language): Markup | '' {
  return url === null
    ? ''
    : html`<p><a href="${url}">${messagesIn(language).links.backTo({ company: name })}</a></p>`;
}
