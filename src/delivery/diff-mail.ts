import { escapeToBuffer, type StringBuffer } from 'hono/utils/html';
import {
  blockLabel,
  blockParts,
  hangingLines,
  hasBullet,
  isMarked,
  isWholeSection,
  runLabel,
  sectionLines,
  sectionTitle,
} from '../changes/block-words.ts';
import type { Pen } from '../changes/pen.ts';
import { pickChanges } from '../changes/pick-changes.ts';
import { type DigestSection, isReworded } from '../domain/diff/digest.ts';
import { textDirection } from '../domain/diff/direction.ts';
import { shortened } from '../domain/diff/excerpt.ts';
import type { DiffBlock, DiffSection, Governor, PolicyDiff, Run } from '../domain/diff/types.ts';
import type { DiffMessages } from '../language/diff-messages.ts';

/*
 * Mail programs drop style sheets, invert colours or do not, and know no layout: so the marks bring both
 * their colours with them, everything else takes those of the mail, and blocks are told apart by their border.
 */
const STYLE = {
  heading: 'margin:26px 0 6px;font-size:17px;line-height:24px;font-weight:bold',
  note: 'margin:0 0 8px;font-size:14px;line-height:20px',
  context: 'margin:0 0 8px',
  label: 'font-size:12px;line-height:16px;font-weight:bold;letter-spacing:.02em',
  ins: 'background-color:#d9f2e0;color:#0b4a22;text-decoration:underline',
  del: 'background-color:#fbe3e0;color:#7a1712;text-decoration:line-through',
  moved: 'border-bottom:1px dotted #5b6b7d',
  hanging: 'font-size:14px;line-height:20px',
  hidden: 'font-size:0;line-height:0;mso-hide:all',
  list: 'margin:4px 0 0;padding-left:20px;padding-right:20px',
} as const;

const BORDERS: Readonly<Partial<Record<DiffBlock['status'], string>>> = {
  added: '#1f7a3f',
  removed: '#b3261e',
  changed: '#8a6d00',
  moved: '#5b6b7d',
};

/**
 * The changes as HTML for a mail: only what changed, under what governs it, with a little of what stands around it.
 *
 * At most `maxBytes` of UTF-8. What has no room is left out, the most telling ones last, said before the first
 * change, and counted. Text is escaped; there are no links, since nothing in a policy should be one click away
 * in a mail.
 */
export function diffToMailHtml(
  diff: PolicyDiff,
  { messages, maxBytes }: { readonly messages: DiffMessages; readonly maxBytes: number },
): { html: string; changesLeftOut: number } {
  const { texts, leftOut } = pickChanges(diff, [{ pen: mailPen(diff, messages), maxBytes }], messages);
  return { html: texts[0]!, changesLeftOut: leftOut };
}

/** How changes are written down as HTML for a mail. */
export function mailPen(diff: PolicyDiff, messages: DiffMessages): Pen {
  const isWhole = diff.sections.length === 1 && diff.sections[0]!.heading === null;
  return {
    opening: (summary) => openingHtml(summary, diff.formattingOnly, messages),
    cut: (sentence, sections) =>
      paragraph(
        `<b>${escapeHtml(sentence)}</b>${sections === '' ? '' : `<br>${escapeHtml(sections)}`}`,
        messages,
      ),
    heading: (section) => (isWhole ? '' : headingHtml(section, messages)),
    context: (governor, depth) => contextHtml(governor, depth, messages),
    block: (block, { section }, depth) => blockHtml(block, section, depth, messages),
    remark: ({ text, details }) => remarkHtml(text, details, messages),
  };
}

function openingHtml(summary: string, isOnlyForm: boolean, messages: DiffMessages): string {
  const said = paragraph(escapeHtml(summary), messages);
  if (isOnlyForm) return said;
  const [before, between, after] = messages.legend;
  const added = `<ins style="${STYLE.ins}">${escapeHtml(messages.added)}</ins>`;
  const removed = `<del style="${STYLE.del}">${escapeHtml(messages.removed)}</del>`;
  return (
    said + paragraph(escapeHtml(before) + added + escapeHtml(between) + removed + escapeHtml(after), messages)
  );
}

function headingHtml(section: DigestSection, messages: DiffMessages): string {
  const title = sectionTitle(section);
  const shown = title === null ? own(messages.section.start, messages) : escapeHtml(title);
  const lines = sectionLines(section.section, messages).map((words) =>
    paragraph(`<b>${escapeHtml(words)}</b>`, messages),
  );
  return `<h3${dir(title ?? '')} style="${STYLE.heading}">${shown}</h3>${lines.join('')}`;
}

/** Outlook knows no logical sides: there the words alone tell. */
function indented(depth: number): string {
  return depth === 0 ? '' : `;margin-inline-start:${Math.min(depth, 6) * 16}px`;
}

function contextHtml(governor: Governor, depth: number, messages: DiffMessages): string {
  const { kind, text, before = '', after = '' } = governor;
  const words = isReworded(governor)
    ? runsHtml(
        [
          { op: 'removed', text: shortened(before) },
          { op: 'added', text: shortened(after) },
        ],
        messages,
      )
    : escapeHtml(shortened(text));
  return `<p${dir(text)} style="${STYLE.context}${indented(depth)}">${hasBullet(kind, [{ text }]) ? '•&nbsp;' : ''}${words}</p>`;
}

function blockHtml(block: DiffBlock, section: DiffSection, depth: number, messages: DiffMessages): string {
  const { status, kind, level, runs } = block;
  const deeper = kind === 'item' && level > 1 ? level - 1 : 0;
  const border = `border-inline-start:3px solid ${BORDERS[status] ?? BORDERS.changed}`;
  // In a section that came or went as a whole, its heading says so.
  const isPlain = isWholeSection(section) && runs.every(({ moved }) => !moved);
  const style = `margin:0 0 14px;padding:0 12px;${border}${indented(Math.max(depth, deeper))}`;
  const parts = blockParts(block).map(
    ({ name, runs }) => (name ? escapeHtml(name + messages.colon) : '') + runsHtml(runs, messages),
  );
  const lines = hangingLines(block, messages).map((line) => `<br>${own(line, messages, STYLE.hanging)}`);
  return (
    `<div${dir(runs.map(({ text }) => text).join(''))} style="${style}">` +
    (isPlain ? '' : `${own(blockLabel(block, messages), messages, STYLE.label)}<br>`) +
    `${hasBullet(kind, runs) ? '•&nbsp;' : ''}${parts.join(BAR)}${lines.join('')}</div>`
  );
}

const BAR = ' &nbsp;|&nbsp; ';

function runsHtml(runs: readonly Run[], messages: DiffMessages): string {
  return runs
    .map((run, at) => {
      if (run.op === 'same') return escapeHtml(run.text).replaceAll('\t', BAR);
      const isReplacement = run.op === 'added' && runs[at - 1]?.op === 'removed';
      const marked = run.text.split('\t').map((text) => markHtml(run, escapeHtml(text), messages));
      return `${isReplacement && !run.text.startsWith('\t') ? ' ' : ''}${marked.join(BAR)}`;
    })
    .join('');
}

function markHtml(run: Run, words: string, messages: DiffMessages): string {
  if (words.trim() === '') return words;
  // Spaces stand outside of the marks, or the hidden words would swallow them.
  const [before, after] = [words.startsWith(' ') ? ' ' : '', words.endsWith(' ') ? ' ' : ''];
  const label = `${runLabel(run, messages)}${messages.colon}`;
  if (!isMarked(run)) {
    return `${before}<span style="${STYLE.moved}">${own(label, messages, STYLE.label)}${words.trim()}</span>${after}`;
  }
  const tag = run.op === 'added' ? 'ins' : 'del';
  // Read aloud, and shown where styles are dropped.
  const spoken = own(label, messages, STYLE.hidden);
  return `${before}<${tag} style="${STYLE[tag]}">${spoken}${words.trim()}</${tag}>${after}`;
}

function remarkHtml(text: string, details: readonly string[], messages: DiffMessages): string {
  const items = details.map((detail) => `<li>${escapeHtml(detail)}</li>`).join('');
  return (
    paragraph(escapeHtml(text), messages) +
    (items === '' ? '' : `<ul dir="auto" style="${STYLE.list}">${items}</ul>`)
  );
}

function paragraph(html: string, { language }: DiffMessages): string {
  return `<p lang="${escapeHtml(language)}" dir="auto" style="${STYLE.note}">${html}</p>`;
}

/** Words of ours among those of the policy, whose language and direction may be others. */
function own(text: string, { language }: DiffMessages, style?: string): string {
  return `<bdi lang="${escapeHtml(language)}"${style === undefined ? '' : ` style="${style}"`}>${escapeHtml(text)}</bdi>`;
}

function dir(text: string): string {
  const direction = textDirection(text);
  return direction === null ? '' : ` dir="${direction}"`;
}

function escapeHtml(text: string): string {
  const buffer: StringBuffer = [''];
  escapeToBuffer(text, buffer);
  return buffer[0] as string;
}
