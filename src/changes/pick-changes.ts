import { contextReader, type DigestSection, digest } from '../domain/diff/digest.ts';
import type { PolicyDiff } from '../domain/diff/types.ts';
import type { DiffMessages } from '../language/diff-messages.ts';
import { type Choice, chooseEntries } from './choose-entries.ts';
import { byteLength, entriesOf, writeBody } from './entry.ts';
import type { Pen } from './pen.ts';
import { remarksOf, summaryWords } from './remarks.ts';

/** A part to be written, in at most so many bytes of UTF-8. */
export type Sheet = { readonly pen: Pen; readonly maxBytes: number };

/** Of many things told in one remark, as many are listed where there is not all the room in the world. */
const MOST_DETAILS = 40;
const MOST_SECTIONS = 12;
const LONGEST_NAME = 60;

/**
 * Writes the changes that have room on every sheet, in the order of the text: the same ones on each.
 *
 * When there is no room for all, what went goes first, then what came or changed, then what moved, and
 * remarks come last. A long block is cut to as many of its changes as fit. What is left out is counted, in
 * changes, and said before the first one.
 */
export function pickChanges(
  diff: PolicyDiff,
  sheets: readonly Sheet[],
  messages: DiffMessages,
): { readonly texts: readonly string[]; readonly leftOut: number } {
  const found = digest(diff);
  const isBounded = sheets.some(({ maxBytes }) => Number.isFinite(maxBytes));
  const remarks = remarksOf(diff, found, messages, isBounded ? MOST_DETAILS : Number.POSITIVE_INFINITY);
  const entries = entriesOf(found, remarks);
  const summary = summaryWords(diff, found, messages);
  const unlisted = remarks.reduce((sum, remark) => sum + remark.unlisted, 0);
  const all: Choice = new Map(entries.map((entry) => [entry, entry]));
  const whole = sheets.map(({ pen }) => write(all, pen, unlisted));
  if (isFitting(whole)) return { texts: whole, leftOut: unlisted };

  const openings = sheets.map(({ pen }) => pen.opening(summary));
  for (let reserve = 0; ; ) {
    const rooms = sheets.map(({ maxBytes }, at) => maxBytes - byteLength(openings[at]!) - reserve);
    const chosen = chooseEntries(entries, sheets, rooms);
    const leftOut = entries.reduce((sum, one) => sum + one.count - (chosen.get(one)?.count ?? 0), unlisted);
    const texts = sheets.map(({ pen }) => write(chosen, pen, leftOut));
    if (isFitting(texts)) return { texts, leftOut };
    if (chosen.size === 0) return { texts: isFitting(openings) ? openings : sheets.map(() => ''), leftOut };
    // What says that something is missing needs room too, and how much shows only now.
    reserve += Math.max(...sheets.map(({ maxBytes }, at) => byteLength(texts[at]!) - maxBytes), 0) + 100;
  }

  function isFitting(texts: readonly string[]): boolean {
    return sheets.every(({ maxBytes }, at) => byteLength(texts[at]!) <= maxBytes);
  }

  /** Writes what is chosen, in the order of the text. */
  function write(chosen: Choice, pen: Pen, leftOut: number): string {
    const written = [pen.opening(summary)];
    if (leftOut > 0) written.push(pen.cut(messages.cutShort({ count: leftOut }), missingSections(chosen)));
    let last: DigestSection | null = null;
    let contextOf = contextReader();
    for (const entry of entries) {
      const one = chosen.get(entry);
      if (one === undefined) continue;
      if (one.section !== null && one.section !== last) {
        written.push(pen.heading(one.section));
        contextOf = contextReader();
        last = one.section;
      }
      if (one.block !== null) {
        const { lines, depth } = contextOf(one.block);
        lines.forEach((line, at) => {
          written.push(pen.context(line, depth - lines.length + at));
        });
      }
      written.push(writeBody(one, pen));
    }
    return written.join('');
  }

  /** The sections of what is left out, some of many. */
  function missingSections(chosen: Choice): string {
    const names = new Set<string>();
    for (const entry of entries) {
      if (entry.section === null || chosen.get(entry) === entry) continue;
      const { heading } = entry.section.section;
      names.add(heading === null ? messages.section.start : messages.quoted({ text: shorten(heading) }));
    }
    if (names.size === 0) return '';
    const shown = [...names].slice(0, MOST_SECTIONS);
    const more = names.size - shown.length;
    if (more > 0) shown.push(messages.andMore({ count: more }));
    return messages.cutIn + messages.colon + shown.join(messages.comma);
  }
}

function shorten(name: string): string {
  if (name.length <= LONGEST_NAME) return name;
  return `${name.slice(0, LONGEST_NAME).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
