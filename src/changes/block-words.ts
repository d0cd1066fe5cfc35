/*
 * What is told of a diff, in which words and in how much room: chosen here, written down by mails and pages.
 * In at `pickChanges`, with a pen for each part of a mail; what a change is called is said by the same words everywhere.
 */

import { type DigestSection, hasChanges, isHeadingTold, isMovedByItself } from '../domain/diff/digest.ts';
import { excerpt, lineOf, shortened } from '../domain/diff/excerpt.ts';
import { readClauseNumber } from '../domain/diff/read/clause-number.ts';
import type { DiffBlock, DiffSection, Governor, Hanging, Run } from '../domain/diff/types.ts';
import type { DiffMessages } from '../language/diff-messages.ts';

/** A piece of a block as it is told: of a row one cell, with the name of its column; of anything else all of it. */
export type Part = { readonly name: string | null; readonly runs: readonly Run[] };

/** Whether a section came or went as a whole, so that its heading says what became of its blocks. */
export function isWholeSection({ heading, status }: DiffSection): boolean {
  return heading !== null && (status === 'added' || status === 'removed');
}

/** Whether an item is shown with a bullet: those that begin with their number have that. */
export function hasBullet(
  kind: DiffBlock['kind'] | Governor['kind'],
  runs: readonly Pick<Run, 'text'>[],
): boolean {
  if (kind !== 'item') return false;
  return readClauseNumber(runs.map(({ text }) => text).join(''))?.isMarked !== true;
}

/** What became of a block, in a word or two. */
export function blockLabel(block: DiffBlock, messages: DiffMessages): string {
  const { status, runs, from, order } = block;
  if (status === 'added' || status === 'removed') {
    if (runs.every(({ moved }) => moved)) return status === 'added' ? messages.movedHere : messages.movedAway;
    return messages[status];
  }
  if (!isMovedByItself(block)) return messages.changed;
  if (order !== undefined && order.text !== '') {
    return order.now === 'before' ? messages.nowBefore(order) : messages.nowBehind(order);
  }
  if (from === undefined) return messages.moved;
  return from === '' ? messages.movedFromTop : messages.movedFrom({ heading: lineOf(from) });
}

/** What a run is called that is not the same in both texts. */
export function runLabel({ op, moved }: Run, messages: DiffMessages): string {
  if (op === 'added') return moved ? messages.movedHere : messages.added;
  return moved ? messages.movedAway : messages.removed;
}

/** Whether a run came or went, and does not only stand elsewhere. */
export function isMarked({ op, moved }: Run): boolean {
  return op !== 'same' && !moved;
}

const LONGEST_ROW = 200;

/** The words of a block that are told, cut to what one needs to understand what changed. */
export function blockParts({ kind, status, runs, cells, under = [] }: DiffBlock): Part[] {
  if (status === 'moved' && !hasChanges({ runs })) {
    const text = runs.map((run) => run.text).join('');
    return [{ name: null, runs: [{ op: 'same', text: shortened(text) }] }];
  }
  if (kind !== 'row' || cells === undefined || cells.every(({ column }) => column === '')) {
    const length = runs.reduce((sum, { text }) => sum + text.length, 0);
    return [{ name: null, runs: kind === 'row' && length <= LONGEST_ROW ? runs : excerpt(runs) }];
  }
  const isWhole = status === 'added' || status === 'removed';
  const told = cells.filter((cell) => cell.runs.length > 0 && (isWhole || hasChanges(cell)));
  const row = under.find((governor) => governor.kind === 'row')?.text ?? '';
  // A row is called by its first cell, and is told from that on.
  const first = cells[0]!;
  const isNamed = isWhole ? first.runs.length > 0 : hasChanges(first);
  const parts = told.map(
    (cell): Part => ({
      name: isWhole && cell === first ? null : cell.column,
      runs: isWhole ? cell.runs : excerpt(cell.runs),
    }),
  );
  return isNamed || row === '' ? parts : [{ name: null, runs: [{ op: 'same', text: row }] }, ...parts];
}

/** What hangs on a block, and does so still, came below it or left it: a line each. */
export function hangingLines({ hangs = [] }: DiffBlock, messages: DiffMessages): string[] {
  return hangs.map((one) => {
    const named = one.texts.map((text) => messages.quoted({ text })).join(messages.comma);
    const more = one.count - one.texts.length;
    const all = more > 0 ? named + messages.comma + messages.andMore({ count: more }) : named;
    return hangingLabel(one, messages) + messages.colon + all;
  });
}

function hangingLabel({ how, other }: Hanging, { hangs }: DiffMessages): string {
  if (how === 'still') return hangs.still;
  if (how === 'came') return other === '' ? hangs.cameFromTop : hangs.came({ other });
  return other === '' ? hangs.leftToTop : hangs.left({ other });
}

/** What became of a section: in a word or two, where that says something, and in lines of what more there is to know. */
export function sectionNews(
  section: DiffSection,
  messages: DiffMessages,
): {
  readonly tag: string | null;
  readonly kind: 'added' | 'removed' | 'moved';
  readonly notes: readonly string[];
} {
  const { section: words } = messages;
  const { status, blocks } = section;
  if (!isHeadingTold(section)) return { tag: null, kind: 'moved', notes: [] };
  const heading = blocks[0]!;
  const notes = hangingLines(heading, messages);
  if (heading.status === 'added' || heading.status === 'removed') {
    const kind = heading.status;
    const part = kind === 'added' ? words.headingAdded : words.headingRemoved;
    return { tag: isWholeSection(section) ? words[status as typeof kind] : part, kind, notes };
  }
  if (!isMovedByItself(heading)) return { tag: null, kind: 'moved', notes };
  const where = blockLabel(heading, messages);
  return { tag: words.moved, kind: 'moved', notes: where === messages.moved ? notes : [where, ...notes] };
}

/** The same in lines alone, with what the heading was. */
export function sectionLines(section: DiffSection, messages: DiffMessages): string[] {
  const { tag, notes } = sectionNews(section, messages);
  const { section: words } = messages;
  const was = isHeadingTold(section) ? section.was : null;
  if (was === null) return tag === null ? [...notes] : [tag, ...notes];
  return [tag === null ? words.renamed({ was }) : words.movedAndRenamed({ was }), ...notes];
}

/** A section's heading with those above it, outermost first; null for what stands above the first heading. */
export function sectionTitle({ section, path }: DigestSection): string | null {
  return section.heading === null ? null : [...path, section.heading].join(' › ');
}
