import { html } from 'hono/html';
import type { Company } from '../domain/company.ts';
import { withCode } from './api-reference.ts';
import { layout, type Markup } from './layout.ts';

/** What a problem means, for whoever follows its `type`. */
export type ProblemPage = {
  readonly company: Company;
  readonly code: string;
  readonly title: string;
  readonly status: number;
  /** What it means and what to do, with code between back quotes. */
  readonly help: string;
  /** The operations that may answer it, such as `POST /v1/acceptances`. */
  readonly operations: readonly string[];
};

/** A page for one problem. It is for those who write programs, in English as the problem itself is. */
export function problemPage({ company, code, title, status, help, operations }: ProblemPage): Markup {
  return layout({
    ...{ title: `${title} (${code})`, language: 'en', company, published: null, footer: '' },
    body: html`<h1>${title}</h1>
<p><code>${code}</code>, HTTP ${status}</p>
<p>${withCode(help)}</p>
${
  operations.length > 0 &&
  html`<h2>Who answers it</h2>
<ul>${operations.map((one) => html`<li><code>${one}</code></li>`)}</ul>`
}
<ul class="links"><li><a href="/problems">All problems</a></li><li><a href="/docs/api">The API</a></li></ul>`,
  });
}

/** The list of all problems. */
export function problemsPage({
  company,
  problems,
}: {
  readonly company: Company;
  readonly problems: readonly Pick<ProblemPage, 'code' | 'title' | 'status'>[];
}): Markup {
  return layout({
    ...{ title: 'Problems', language: 'en', company, published: null, footer: '' },
    body: html`<h1>Problems</h1>
<p>What is refused is answered as <code>application/problem+json</code>, and changes nothing. Its <code>type</code> is one of these.</p>
<ul>${problems.map(({ code, title, status }) => html`<li><a href="/problems/${code}"><code>${code}</code></a> (${status}): ${title}</li>`)}</ul>`,
  });
}
