import { html } from 'hono/html';
import type { Company } from '../domain/company.ts';
import { layout, type Markup } from './layout.ts';

/** A field of a request or an answer. */
export type FieldRow = {
  /** Its name with those it stands in: `sending.hours.from`. */
  readonly name: string;
  /** What it may be, in words. */
  readonly type: string;
  readonly isRequired: boolean;
  /** What it says, with code between back quotes. */
  readonly words: string;
};

/** An operation of the API as a person reads it. */
export type OperationView = {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  /** Whose key opens it. */
  readonly who: string;
  readonly parameters: readonly FieldRow[];
  readonly body: readonly FieldRow[];
  /** How to call it from a shell. */
  readonly command: string;
  readonly answers: readonly { readonly status: string; readonly fields: readonly FieldRow[] }[];
  /** Codes of the problems that it may answer, by their HTTP status. */
  readonly refusals: readonly { readonly status: string; readonly codes: readonly string[] }[];
};

/** What operations are about, and which. */
export type OperationGroup = {
  readonly name: string;
  readonly description: string;
  readonly operations: readonly Pick<OperationView, 'id' | 'method' | 'path' | 'summary'>[];
};

/** The list of all operations, for whoever writes programs; in English, as the API is. */
export function apiPage({
  company,
  groups,
}: {
  readonly company: Company;
  readonly groups: readonly OperationGroup[];
}): Markup {
  return layout({
    ...{ title: 'The API', language: 'en', company, published: null, footer: '' },
    body: html`<h1>The API</h1>
<p>JSON over HTTP, with a key as <code>Authorization: Bearer …</code>. What is refused is an <a href="/problems">application/problem+json</a>, and changes nothing. For programs: <a href="/openapi.json">OpenAPI 3.1</a>, <a href="/openapi-3.0.json">3.0</a>.</p>
${groups.map(
  ({ name, description, operations }) => html`<section aria-labelledby="${name}">
<h2 id="${name}">${name}</h2>
<p>${description}</p>
<ul>${operations.map(({ id, method, path, summary }) => html`<li><a href="/docs/api/${id}"><code>${method} ${path}</code></a><br>${withCode(summary)}</li>`)}</ul>
</section>`,
)}`,
  });
}

/** What one operation takes, does and answers. */
export function operationPage({
  company,
  operation,
}: {
  readonly company: Company;
  readonly operation: OperationView;
}): Markup {
  const { method, path, summary, who, parameters, body, command, answers, refusals } = operation;
  return layout({
    ...{ title: `${method} ${path}`, language: 'en', company, published: null, footer: '' },
    body: html`<h1><code>${method} ${path}</code></h1>
<p>${withCode(summary)}</p>
<p>${who}</p>
<h2>Example</h2>
<pre><code>${command}</code></pre>
${fieldList('Parameters', parameters)}
${fieldList('Body', body)}
${answers.map(({ status, fields }) =>
  fields.length === 0
    ? html`<h2>Answer ${status}</h2><p>Without fields of its own.</p>`
    : fieldList(`Answer ${status}`, fields),
)}
<h2>Refusals</h2>
<dl>${refusals.map(
      ({ status, codes }) => html`<dt>${status}</dt>
<dd>${codes.map((code, i) => html`${i > 0 ? ', ' : ''}<a href="/problems/${code}"><code>${code}</code></a>`)}</dd>`,
    )}</dl>
<ul class="links"><li><a href="/docs/api">All operations</a></li></ul>`,
  });
}

function fieldList(title: string, fields: readonly FieldRow[]): Markup {
  if (fields.length === 0) return html``;
  return html`<h2>${title}</h2>
<dl>${fields.map(
    ({ name, type, isRequired, words }) => html`<dt><code>${name}</code></dt>
<dd>${withCode(words)}<br><small>${type}${isRequired && ', required'}</small></dd>`,
  )}</dl>`;
}

/** Words as HTML, what stands between back quotes as code. */
export function withCode(text: string): readonly Markup[] {
  return text.split('`').map((part, i) => (i % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));
}
