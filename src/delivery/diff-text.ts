import { type DigestSection, excerpt } from '../domain/diff/digest.ts';
import type { DiffBlock, PolicyDiff } from '../domain/diff/types.ts';
import type { DiffMessages } from '../language/diff-messages.ts';
import { byteLength, pickChanges, sectionWords, summaryWords } from './pick-changes.ts';
import { wrapText } from './wrap-text.ts';

/**
 * The changes as text for reading: under their headings, with `[Removed: …]` and `[Added: …]` in the sentence.
 *
 * At most `maxBytes` of UTF-8 where that is given. What has no room is left out as whole changes and counted.
 */
export function diffToText(
  diff: PolicyDiff,
  {
    messages,
    maxBytes = Number.POSITIVE_INFINITY,
  }: { readonly messages: DiffMessages; readonly maxBytes?: number },
): { text: string; changesLeftOut: number } {
  const summary = wrapText(summaryWords(diff, messages));
  const hasRoom = byteLength(summary) <= maxBytes;
  const pen = {
    heading: (section: DigestSection) => headingText(diff, section, messages),
    block: (block: DiffBlock) => blockText(block, messages),
    remark: (text: string, details: readonly string[]) =>
      ['', wrapText(asSentence(text)), ...details.map((detail) => wrapItem('- ', detail)), ''].join('\n'),
  };
  const room = hasRoom ? maxBytes - byteLength(summary) : 0;
  const { written, leftOut } = pickChanges(diff, pen, { messages, maxBytes: room });
  return {
    text: ((hasRoom ? summary : '') + written.join('')).replace(/\n+$/, '\n'),
    changesLeftOut: leftOut,
  };
}

function headingText(diff: PolicyDiff, { section }: DigestSection, messages: DiffMessages): string {
  if (section.heading === null && diff.sections.length === 1) return '\n';
  const heading = wrapText(section.heading ?? messages.section.start);
  const line = '-'.repeat(Math.min(60, Math.max(3, heading.length)));
  const words = sectionWords(section, messages);
  return `\n\n${heading}\n${line}\n${words === null ? '' : `${wrapText(`(${words})`)}\n`}`;
}

function blockText(block: DiffBlock, messages: DiffMessages): string {
  const { status, runs, from } = block;
  if (status === 'added' || status === 'removed') {
    const text = runs.map((run) => run.text).join('');
    return `\n${wrapItem('* ', `${status === 'added' ? messages.added : messages.removed}${messages.colon}${cells(text)}`)}\n`;
  }
  const text = excerpt(runs)
    .map((run) => {
      if (run.op === 'same') return run.text;
      const said = run.op === 'added' ? messages.added : messages.removed;
      const [before, after] = [run.text.startsWith(' ') ? ' ' : '', run.text.endsWith(' ') ? ' ' : ''];
      return `${before}[${said}${messages.colon}${run.text.trim()}]${after}`;
    })
    .join('')
    .replaceAll('][', '] [');
  const label =
    status === 'moved'
      ? from === undefined
        ? messages.moved
        : messages.movedFrom({ heading: from })
      : messages.changed;
  return `\n${wrapItem('* ', `${label}${messages.colon}${cells(text)}`)}\n`;
}

/** With the full stop of its script, where it has none. */
function asSentence(text: string): string {
  if (/[.:。：]$/.test(text)) return text;
  return `${text}${/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]$/u.test(text) ? '。' : '.'}`;
}

function cells(text: string): string {
  return text.replaceAll('\t', ' | ');
}

/** A list item whose further lines stand under its first. */
function wrapItem(bullet: string, text: string): string {
  const indent = ' '.repeat(bullet.length);
  return bullet + wrapText(text, indent).slice(indent.length);
}
