import { html } from 'hono/html';
import { hasBullet, isMarked, runLabel } from '../../changes/block-words.ts';
import { isReworded, type Quiet, quietKind } from '../../domain/diff/digest.ts';
import { textDirection } from '../../domain/diff/direction.ts';
import type { DiffBlock, Governor, Run } from '../../domain/diff/types.ts';
import type { DiffMessages } from '../../language/diff-messages.ts';
import type { Markup } from '../layout.ts';

/** Between two cells of a row that is written in a line. */
export const BAR = ' · ';

/** Runs of text with what came, went and stands elsewhere marked, for eyes and for ears. */
export function runViews(runs: readonly Run[], messages: DiffMessages): Markup[] {
  return runs.map((run, at) => {
    if (run.op === 'same') return html`${run.text.replaceAll('\t', BAR)}`;
    const isReplacement = run.op === 'added' && runs[at - 1]?.op === 'removed';
    const cells = run.text.split('\t').map((text) => markView(run, text, messages));
    return html`${isReplacement && !run.text.startsWith('\t') ? ' ' : ''}${cells.map((cell, cells) => (cells === 0 ? cell : html`${BAR}${cell}`))}`;
  });
}

function markView(run: Run, text: string, messages: DiffMessages): Markup | string {
  const words = text.trim();
  if (words === '') return text;
  // Spaces stand outside of the marks, or the hidden words would swallow them.
  const [before, after] = [text.startsWith(' ') ? ' ' : '', text.endsWith(' ') ? ' ' : ''];
  const label = runLabel(run, messages) + messages.colon;
  if (!isMarked(run)) {
    return html`${before}<span class="diff-moved-words"><bdi class="diff-label" lang="${messages.language}">${label}</bdi>${words}</span>${after}`;
  }
  const marked = html`<bdi class="diff-spoken" lang="${messages.language}">${label}</bdi>${words}`;
  return run.op === 'added'
    ? html`${before}<ins class="diff-ins">${marked}</ins>${after}`
    : html`${before}<del class="diff-del">${marked}</del>${after}`;
}

/** What a block is shown as: `paragraph`, `item`, `numbered` … */
export function kindClass(
  kind: DiffBlock['kind'] | Governor['kind'],
  runs: readonly Pick<Run, 'text'>[],
): string {
  return `diff-kind-${kind === 'item' && !hasBullet(kind, runs) ? 'numbered' : kind}`;
}

/** A line that governs what follows it. */
export function contextView(governor: Governor, depth: number, messages: DiffMessages): Markup {
  const { kind, text, before = '', after = '' } = governor;
  const runs: readonly Run[] = isReworded(governor)
    ? [
        { op: 'removed', text: before },
        { op: 'added', text: after },
      ]
    : [{ op: 'same', text }];
  return html`
<p class="diff-context ${kindClass(kind, [{ text }])} diff-depth-${Math.min(depth, 6)}"${dir([{ text }])}>${runViews(runs, messages)}</p>`;
}

/** Blocks that stay out of sight until they are asked for; works without script. */
export function foldView(blocks: readonly DiffBlock[], messages: DiffMessages): Markup {
  return html`<details class="diff-fold"><summary>${own(foldWords(blocks, messages), messages)}</summary>
${blocks.map(
  ({ kind, runs }) =>
    html`<p class="diff-quiet ${kindClass(kind, runs)}"${dir(runs)}>${runViews(runs, messages)}</p>`,
)}
</details>`;
}

/** What blocks have in common that are not told, by kinds: not all of them are unchanged. */
export function foldWords(blocks: readonly DiffBlock[], messages: DiffMessages): string {
  const areRows = blocks.every(({ kind }) => kind === 'row');
  const words: Readonly<Record<Quiet, DiffMessages['unchanged']>> = {
    unchanged: areRows ? messages.unchangedRows : messages.unchanged,
    'below-changed': messages.sameBelow,
    'told-elsewhere': messages.toldBelow,
    'moved-along': messages.movedUnchanged,
  };
  const counts = Object.groupBy(blocks, quietKind);
  return (Object.keys(words) as Quiet[])
    .flatMap((kind) => {
      const count = counts[kind]?.length ?? 0;
      return count === 0 ? [] : [words[kind]({ count })];
    })
    .join(BAR);
}

/** Words of ours among those of the policy, whose language and direction may be others. */
export function own(text: string, { language }: DiffMessages): Markup {
  return html`<bdi lang="${language}">${text}</bdi>`;
}

/** The attribute for the direction of a piece of text, if it has one of its own. */
export function dir(runs: readonly Pick<Run, 'text'>[]): Markup | string {
  const direction = textDirection(runs.map(({ text }) => text).join(' '));
  return direction === null ? '' : html` dir="${direction}"`;
}
