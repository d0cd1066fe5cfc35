import { html } from 'hono/html';
import type { Digest } from '../domain/diff/digest.ts';
import type { DiffBlock, LinkChange, PolicyDiff } from '../domain/diff/types.ts';
import type { DiffMessages } from '../language/diff-messages.ts';
import type { Markup } from './layout.ts';

/** What is told once for the whole text, below the changes: numbers, names, links and looks. */
export function diffRemarks(diff: PolicyDiff, found: Digest, messages: DiffMessages): Markup | string {
  const { renumbered = [], replacements = [], form = [] } = diff;
  const { links, reformatted, matter } = found;
  if (
    renumbered.length +
      replacements.length +
      form.length +
      links.length +
      reformatted.length +
      matter.length ===
    0
  ) {
    return '';
  }
  return html`<aside class="diff-remarks" lang="${messages.language}" dir="auto">
<h3 class="diff-heading">${messages.looks}</h3>
${replacements.map((replacement) => html`<p>${messages.replaced(replacement)}</p>`)}
${
  renumbered.length > 0 &&
  fold(
    messages.renumbered({ count: renumbered.length }),
    renumbered.map((one) => messages.renumbering(one)),
  )
}
${
  links.length > 0 &&
  fold(
    messages.links,
    links.map((link) => linkWords(link, messages)),
    links.length <= 12,
  )
}
${
  reformatted.length > 0 &&
  fold(
    messages.reformatted({ count: reformatted.length }),
    reformatted.map((block) => reformattedWords(block, messages)),
  )
}
${
  matter.length > 0 &&
  fold(
    messages.matter,
    matter.map((block) => matterWords(block, messages)),
  )
}
${form.map((change) => html`<p>${messages.form[change]}</p>`)}
</aside>`;
}

function fold(title: string, items: readonly string[], isOpen = false): Markup {
  const list = html`<ul>${items.map(
    (item) => html`
<li dir="auto">${item}</li>`,
  )}
</ul>`;
  return isOpen
    ? html`<p>${title}:</p>${list}`
    : html`<details class="diff-fold"><summary>${title}</summary>${list}</details>`;
}

function linkWords({ text, before, after }: LinkChange, { link }: DiffMessages): string {
  if (before === null) return link.added({ text, after: after ?? '' });
  return after === null ? link.removed({ text, before }) : link.changed({ text, before, after });
}

const SHOWN = 80;

function reformattedWords({ runs, form = [], links = [] }: DiffBlock, messages: DiffMessages): string {
  const text = runs
    .map((run) => run.text)
    .join('')
    .replaceAll('\t', ' · ');
  const changes: string[] = form.map((change) => messages.form[change]);
  if (links.length > 0) changes.push(messages.form.links);
  const shown = text.length <= SHOWN ? text : `${text.slice(0, SHOWN).replace(/[\uD800-\uDBFF]$/, '')}…`;
  return `${shown} (${changes.join(', ')})`;
}

function matterWords({ runs }: DiffBlock, messages: DiffMessages): string {
  return runs
    .map(({ op, text }) =>
      op === 'same'
        ? text
        : `[${op === 'added' ? messages.added : messages.removed}${messages.colon}${text}]`,
    )
    .join('');
}
