import { html } from 'hono/html';
import type { Company } from '../../domain/company.ts';
import { type Language, messagesIn } from '../../language/languages.ts';
import type { Markup } from '../layout.ts';

/** Says whose account a page is about. `address` has its middle hidden; null where there is none. */
export function accountLine({
  company,
  language,
  address,
}: {
  readonly company: Company;
  readonly language: Language;
  readonly address: string | null;
}): Markup {
  const { diff, links } = messagesIn(language);
  return html`<p class="account">${links.account({ company: company.name })}${address && html`${diff.colon}<bdi>${address}</bdi>`}</p>`;
}
