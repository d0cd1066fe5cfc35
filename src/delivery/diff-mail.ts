import { escapeToBuffer, type StringBuffer } from 'hono/utils/html';
import { type DigestSection, excerpt } from '../domain/diff/digest.ts';
import { textDirection } from '../domain/diff/direction.ts';
import type { DiffBlock, DiffSection, PolicyDiff, Run } from '../domain/diff/types.ts';
import type { DiffMessages } from '../language/diff-messages.ts';
import { byteLength, pickChanges, sectionWords, summaryWords } from './pick-changes.ts';

/*
 * Mail programs drop style sheets, invert colours or do not, and know no layout: so the marks bring both
 * their colours with them, everything else takes those of the mail, and blocks are told apart by their border.
 */
const STYLE = {
  heading: 'margin:26px 0 6px;font-size:17px;line-height:24px;font-weight:bold',
  note: 'margin:0 0 8px;font-size:14px;line-height:20px',
  label: 'font-size:12px;line-height:16px;font-weight:bold;letter-spacing:.02em',
  ins: 'background-color:#d9f2e0;color:#0b4a22;text-decoration:underline',
  del: 'background-color:#fbe3e0;color:#7a1712;text-decoration:line-through',
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
 * The changes as HTML for a mail: only what changed, under its heading, with a little of what stands around it.
 *
 * At most `maxBytes` of UTF-8. What has no room is left out as whole changes, the most telling ones last,
 * and counted. Text is escaped; there are no links, since nothing in a policy should be one click away in a mail.
 */
export function diffToMailHtml(
  diff: PolicyDiff,
  { messages, maxBytes }: { readonly messages: DiffMessages; readonly maxBytes: number },
): { html: string; changesLeftOut: number } {
  const intro = introduction(diff, messages);
  const hasRoom = byteLength(intro) <= maxBytes;
  const pen = {
    heading: (section: DigestSection) => headingHtml(diff, section, messages),
    block: (block: DiffBlock, section: DiffSection) => blockHtml(block, section, messages),
    remark: (text: string, details: readonly string[]) => remarkHtml(text, details, messages),
  };
  const room = hasRoom ? maxBytes - byteLength(intro) : 0;
  const { written, leftOut } = pickChanges(diff, pen, { messages, maxBytes: room });
  return { html: (hasRoom ? intro : '') + written.join(''), changesLeftOut: leftOut };
}

function introduction(diff: PolicyDiff, messages: DiffMessages): string {
  const summary = paragraph(escapeHtml(summaryWords(diff, messages)), messages);
  if (diff.formattingOnly) return summary;
  const [before, between, after] = messages.legend;
  const added = `<ins style="${STYLE.ins}">${escapeHtml(messages.added)}</ins>`;
  const removed = `<del style="${STYLE.del}">${escapeHtml(messages.removed)}</del>`;
  return (
    summary +
    paragraph(escapeHtml(before) + added + escapeHtml(between) + removed + escapeHtml(after), messages)
  );
}

function headingHtml(diff: PolicyDiff, { section }: DigestSection, messages: DiffMessages): string {
  const { heading } = section;
  if (heading === null && diff.sections.length === 1) return '';
  const words = sectionWords(section, messages);
  const shown = heading === null ? own(messages.section.start, messages) : escapeHtml(heading);
  return (
    `<h3${dir(heading ?? '')} style="${STYLE.heading}">${shown}</h3>` +
    (words === null ? '' : paragraph(`<b>${escapeHtml(words)}</b>`, messages))
  );
}

function blockHtml(block: DiffBlock, section: DiffSection, messages: DiffMessages): string {
  const { status, kind, level, from } = block;
  const label =
    status === 'moved' && from !== undefined
      ? messages.movedFrom({ heading: from })
      : labelOf(block, messages);
  const indent = kind === 'item' && level > 1 ? (level - 1) * 16 : 0;
  const border = `border-inline-start:3px solid ${BORDERS[status] ?? BORDERS.changed}`;
  // In a section that came or went as a whole, its heading says so.
  const isPlain = section.status === 'added' || section.status === 'removed';
  // Outlook knows no logical sides: there the label alone tells.
  const style = `margin:0 0 14px;margin-inline-start:${indent}px;padding:0 12px;${border}`;
  return (
    `<div${dir(block.runs.map(({ text }) => text).join(''))} style="${style}">` +
    (isPlain ? '' : `${own(label, messages, STYLE.label)}<br>`) +
    `${kind === 'item' ? '•&nbsp;' : ''}${runsHtml(excerpt(block.runs), messages)}</div>`
  );
}

function labelOf({ status }: DiffBlock, messages: DiffMessages): string {
  if (status === 'added') return messages.added;
  if (status === 'removed') return messages.removed;
  return status === 'moved' ? messages.moved : messages.changed;
}

function runsHtml(runs: readonly Run[], messages: DiffMessages): string {
  return runs
    .map(({ op, text }, at) => {
      const words = escapeHtml(text).replaceAll('\t', ' &nbsp;|&nbsp; ');
      if (op === 'same') return words;
      const [tag, said] =
        op === 'added' ? (['ins', messages.added] as const) : (['del', messages.removed] as const);
      // Read aloud, and shown where styles are dropped.
      const spoken = own(`${said}: `, messages, STYLE.hidden);
      const isReplacement = op === 'added' && runs[at - 1]?.op === 'removed';
      // Spaces stand outside of the marks, or the hidden words would swallow them.
      const before = words.startsWith(' ') || isReplacement ? ' ' : '';
      const after = words.endsWith(' ') ? ' ' : '';
      return `${before}<${tag} style="${STYLE[tag]}">${spoken}${words.trim()}</${tag}>${after}`;
    })
    .join('');
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
