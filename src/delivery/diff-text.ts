import {
  blockLabel,
  blockParts,
  hangingLines,
  type Part,
  runLabel,
  sectionLines,
  sectionTitle,
} from '../changes/block-words.ts';
import type { Pen } from '../changes/pen.ts';
import { pickChanges } from '../changes/pick-changes.ts';
import { isReworded } from '../domain/diff/digest.ts';
import { shortened } from '../domain/diff/excerpt.ts';
import type { DiffBlock, Governor, PolicyDiff, Run } from '../domain/diff/types.ts';
import type { DiffMessages } from '../language/diff-messages.ts';
import { columns, wrapText } from './wrap-text.ts';

/**
 * The changes as text for reading: under their headings, with `[Removed: …]` and `[Added: …]` in the sentence.
 *
 * At most `maxBytes` of UTF-8 where that is given. What has no room is left out, the most telling ones last,
 * said before the first change, and counted.
 */
export function diffToText(
  diff: PolicyDiff,
  {
    messages,
    maxBytes = Number.POSITIVE_INFINITY,
  }: { readonly messages: DiffMessages; readonly maxBytes?: number },
): { text: string; changesLeftOut: number } {
  const { texts, leftOut } = pickChanges(diff, [{ pen: textPen(diff, messages), maxBytes }], messages);
  return { text: trimEnd(texts[0]!), changesLeftOut: leftOut };
}

/** How changes are written down as text. */
export function textPen(diff: PolicyDiff, messages: DiffMessages): Pen {
  const mark = markWith(messages, bracketsFor(diff, messages));
  const isWhole = diff.sections.length === 1 && diff.sections[0]!.heading === null;
  const indent = (depth: number) => '  '.repeat(Math.min(depth, 6));
  return {
    opening: wrapText,
    cut: (sentence, sections) =>
      `\n\n${wrapText(sentence)}\n${sections === '' ? '' : `${wrapText(sections)}\n`}`,
    heading(section) {
      const title = sectionTitle(section);
      if (title === null && isWhole) return '\n';
      const heading = wrapText(title ?? messages.section.start);
      const line = '-'.repeat(Math.min(60, Math.max(3, columns(heading))));
      const lines = sectionLines(section.section, messages).map((words) => `${wrapText(`(${words})`)}\n`);
      return `\n\n${heading}\n${line}\n${lines.join('')}`;
    },
    context: (governor, depth) => `\n${wrapText(governorWords(governor, mark), indent(depth))}\n`,
    block(block, _, depth) {
      const words = partsText(block, mark, messages);
      const said = `${blockLabel(block, messages)}${messages.colon}${words}`;
      const lines = [wrapItem(`${indent(depth)}* `, said)];
      for (const line of hangingLines(block, messages)) lines.push(wrapItem(`${indent(depth)}  - `, line));
      return `\n${lines.join('\n')}\n`;
    },
    remark: ({ text, details }) =>
      ['', wrapText(asSentence(text)), ...details.map((detail) => wrapItem('- ', detail)), ''].join('\n'),
  };
}

type Mark = (run: Pick<Run, 'op' | 'text' | 'moved'>) => string;

function markWith(messages: DiffMessages, [open, close]: readonly [string, string]): Mark {
  return (run) => {
    if (run.op === 'same') return run.text;
    const mark = (text: string) => {
      if (text.trim() === '') return text;
      const [before, after] = [text.startsWith(' ') ? ' ' : '', text.endsWith(' ') ? ' ' : ''];
      return `${before}${open}${runLabel(run, messages)}${messages.colon}${text.trim()}${close}${after}`;
    };
    return run.text.split('\t').map(mark).join('\t');
  };
}

/** Brackets that a policy cannot be taken for ours by: two where it writes `[Added: …]` itself. */
function bracketsFor({ sections }: PolicyDiff, { added, removed }: DiffMessages): readonly [string, string] {
  const isTaken = sections.some(({ blocks }) =>
    blocks.some(({ runs }) =>
      runs.some(({ text }) => text.includes(`[${added}`) || text.includes(`[${removed}`)),
    ),
  );
  return isTaken ? ['[[', ']]'] : ['[', ']'];
}

function governorWords(governor: Governor, mark: Mark): string {
  if (!isReworded(governor)) return shortened(governor.text);
  const { before = '', after = '' } = governor;
  return `${mark({ op: 'removed', text: shortened(before) })} ${mark({ op: 'added', text: shortened(after) })}`;
}

function partsText(block: DiffBlock, mark: Mark, messages: DiffMessages): string {
  const { status, runs } = block;
  // All of it came or went, as its label says; or it is a sentence of it that only stands elsewhere.
  const isPlain =
    (status === 'added' || status === 'removed') &&
    (runs.every(({ moved }) => moved) || runs.every(({ moved }) => !moved));
  const words = ({ runs }: Part) =>
    runs
      .map((run) => (isPlain ? run.text : mark(run)))
      .join('')
      .replaceAll('][', '] [');
  return blockParts(block)
    .map((part) => (part.name ? part.name + messages.colon : '') + cells(words(part)))
    .join(' | ');
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
  const indent = ' '.repeat(columns(bullet));
  return bullet + wrapText(text, indent).slice(indent.length);
}

/** Without empty lines at its end. */
export function trimEnd(text: string): string {
  return text.replace(/\n+$/, '\n');
}
