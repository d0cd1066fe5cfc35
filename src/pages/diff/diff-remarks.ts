import { html } from 'hono/html';
import { type Remark, remarksOf } from '../../changes/remarks.ts';
import type { Digest } from '../../domain/diff/digest.ts';
import type { PolicyDiff } from '../../domain/diff/types.ts';
import type { DiffMessages } from '../../language/diff-messages.ts';
import type { Markup } from '../layout.ts';

/** What is told once for the whole text, below the changes: numbers, names, links and looks. */
export function diffRemarks(diff: PolicyDiff, found: Digest, messages: DiffMessages): Markup | string {
  const { form = [] } = diff;
  const remarks = remarksOf(diff, found, messages);
  if (form.length + remarks.length === 0) return '';
  return html`<aside class="diff-remarks" lang="${messages.language}" dir="auto">
<h3 class="diff-heading">${messages.looks}</h3>
${remarks.map((remark) => remarkView(remark, messages))}
${form.map((change) => html`<p>${messages.form[change]}</p>`)}
</aside>`;
}

/** More than one takes in at a glance. */
const MOST_OPEN = 40;

function remarkView({ text, details, isMinor }: Remark, messages: DiffMessages): Markup {
  if (details.length === 0) return html`<p>${text}</p>`;
  if (isMinor) return html`<details class="diff-fold"><summary>${text}</summary>${list(details)}</details>`;
  const more = details.slice(MOST_OPEN);
  return html`<p>${text}${messages.colon.trimEnd()}</p>${list(details.slice(0, MOST_OPEN))}${
    more.length > 0 &&
    html`<details class="diff-fold"><summary>${messages.andMore({ count: more.length })}</summary>${list(more)}</details>`
  }`;
}

function list(items: readonly string[]): Markup {
  return html`<ul>${items.map(
    (item) => html`
<li dir="auto">${item}</li>`,
  )}
</ul>`;
}
