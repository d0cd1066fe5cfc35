import { html } from 'hono/html';
import type { Company } from '../../domain/company.ts';
import { type Language, messagesIn } from '../../language/languages.ts';
import type { Markup } from '../layout.ts';

/** Says whose account a page is about. `address` has its middle hidden; null where there is none. */
export function accountLine({
  company,
  language,
  address,
  sitting = null,
}: {
  readonly company: Company;
  readonly language: Language;
  readonly address: string | null;
  readonly sitting?: { readonly name: string | null } | null;
}): Markup {
  const { diff, links } = messagesIn(language);
  const whose = [sitting?.name ?? null, address].filter((one) => one !== null);
  return html`<p class="account">${links.account({ company: company.name })}${whose.length > 0 && html`${diff.colon}${joined(whose)}`}</p>`;
}

function joined(whose: readonly string[]): Markup[] {
  return whose.map((one, i) => html`${i > 0 && ' · '}<bdi>${one}</bdi>`);
}
