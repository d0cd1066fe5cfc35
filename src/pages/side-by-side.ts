import { html } from 'hono/html';
import { isTold } from '../domain/diff/digest.ts';
import type { DiffBlock, DiffSection, PolicyDiff } from '../domain/diff/types.ts';
import type { DiffMessages } from '../language/diff-messages.ts';
import { dir, foldView, own, runViews } from './diff-blocks.ts';
import type { Markup } from './layout.ts';

/** The old text beside the new, block by block; what stayed folds away. On a narrow screen, one below the other. */
export function sideBySideView(
  diff: PolicyDiff,
  messages: DiffMessages,
  titles: { readonly before: string; readonly after: string },
): Markup {
  const rows: Markup[] = [];
  let quiet: DiffBlock[] = [];
  const endQuiet = () => {
    if (quiet.length > 0) rows.push(foldView(quiet, messages));
    quiet = [];
  };
  for (const section of diff.sections) {
    const blocks = section.blocks.filter(({ kind }) => kind !== 'matter');
    const isQuiet = !blocks.some((block) => isTold(block, section));
    if (!isQuiet) endQuiet();
    for (const block of blocks) {
      if (isTold(block, section) || (!isQuiet && block.kind === 'heading')) {
        endQuiet();
        rows.push(rowView(block, section, messages, titles));
      } else {
        quiet.push(block);
      }
    }
  }
  endQuiet();
  return html`<div class="diff side-by-side">
<div class="diff-pair diff-pair-titles" aria-hidden="true"><div>${own(titles.before, messages)}</div><div>${own(titles.after, messages)}</div></div>
${rows}
</div>`;
}

function rowView(
  block: DiffBlock,
  { status }: DiffSection,
  messages: DiffMessages,
  titles: { readonly before: string; readonly after: string },
): Markup {
  const { runs, kind } = block;
  const old = block.status === 'added' ? [] : runs.filter(({ op }) => op !== 'added');
  const fresh = block.status === 'removed' ? [] : runs.filter(({ op }) => op !== 'removed');
  const wasMoved = block.status === 'moved' || status === 'moved';
  const cell = (side: typeof runs, title: string) =>
    side.length === 0
      ? html`<div class="diff-side diff-side-empty"></div>`
      : html`<div class="diff-side diff-kind-${kind}"${dir(side)}><span class="diff-spoken">${own(title + messages.colon, messages)}</span>${wasMoved && html`<p class="diff-label">${own(messages.moved, messages)}</p>`}<p>${runViews(side, messages)}</p></div>`;
  return html`<div class="diff-pair diff-${block.status}">${cell(old, titles.before)}${cell(fresh, titles.after)}</div>`;
}
