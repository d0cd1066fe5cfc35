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

/** The way back to the product that sent somebody here, where it said from where. */
export function backToProduct({ name }: Company, language: Language, returnTo: string | null): Markup | '' {
  return returnTo === null
    ? ''
    : html`<p><a class="back" href="${returnTo}">${messagesIn(language).links.backTo({ company: name })}</a></p>`;
}
