import { contextReader, type DigestSection } from '../domain/diff/digest.ts';
import { countChanges, cutRuns, excerpt } from '../domain/diff/excerpt.ts';
import { byteLength, type Entry, writeBody } from './entry.ts';
import type { Pen } from './pen.ts';

/** What is written of each entry: all of it, or its beginning; what is not in it is left out. */
export type Choice = Map<Entry, Entry>;

/** The part of the room that one long block may take before all others had their turn. */
const LONG = 0.5;
/** Bytes that are not much for one change. */
const NEVER_LONG = 4_000;
/** Bytes in which nothing can be told. */
const TOO_LITTLE = 60;
/** Characters to which a long block is not worth cutting. */
const LEAST_CUT = 80;

/** Chooses by rank as much as has room on every sheet: the same of each. */
export function chooseEntries(
  entries: readonly Entry[],
  sheets: readonly { readonly pen: Pen }[],
  maxBytes: readonly number[],
): Choice {
  const rooms = [...maxBytes];
  const chosen: Choice = new Map();
  /** The headings and lines that are written, by section. */
  const opened = new Map<DigestSection, Set<string>>();
  const sizes = new Map<Entry, readonly number[]>();
  const byRank = entries.toSorted((a, b) => a.rank - b.rank);
  const hasRoom = (cost: readonly number[], share: number) =>
    cost.every((bytes, at) => bytes <= Math.min(rooms[at]!, Math.max(NEVER_LONG, share * maxBytes[at]!)));

  for (const share of [LONG, 1]) {
    for (const entry of byRank) {
      if (rooms.some((room) => room < TOO_LITTLE)) return chosen;
      const taken = chosen.get(entry);
      if (taken === entry) continue;
      // What was cut may now have more.
      if (taken !== undefined) spend(taken, -1);
      const fitting = hasRoom(costOf(entry), share)
        ? entry
        : cutEntry(entry, (one) => hasRoom(costOf(one), share));
      const now = fitting ?? taken;
      if (now === undefined) continue;
      spend(now, 1);
      chosen.set(entry, now);
      open(now);
    }
  }
  return chosen;

  function spend(entry: Entry, sign: 1 | -1): void {
    const cost = costOf(entry);
    for (let at = 0; at < rooms.length; at++) rooms[at]! -= sign * cost[at]!;
  }

  /** Bytes of an entry with the lines that it needs above it and are not there yet, on each sheet. */
  function costOf(entry: Entry): readonly number[] {
    const known = sizes.get(entry) ?? sheets.map(({ pen }) => byteLength(writeBody(entry, pen)));
    sizes.set(entry, known);
    const { section, block } = entry;
    if (section === null) return known;
    const above = opened.get(section);
    const lines = block === null ? [] : contextReader()(block).lines.filter(({ text }) => !above?.has(text));
    if (above !== undefined && lines.length === 0) return known;
    return sheets.map(({ pen }, at) => {
      const heading = above === undefined ? pen.heading(section) : '';
      return known[at]! + byteLength(heading + lines.map((line, depth) => pen.context(line, depth)).join(''));
    });
  }

  function open({ section, block }: Entry): void {
    if (section === null) return;
    const above = opened.get(section) ?? new Set();
    opened.set(section, above);
    if (block !== null) for (const { text } of contextReader()(block).lines) above.add(text);
  }
}

/** The longest beginning of a block that fits, at the end of a change where there are several; null where none does. */
function cutEntry(entry: Entry, isFitting: (entry: Entry) => boolean): Entry | null {
  if (entry.block === null || entry.block.cells !== undefined) return null;
  const block = { ...entry.block, runs: excerpt(entry.block.runs) };
  const cutAt = (length: number): Entry => {
    const runs = cutRuns(block.runs, length);
    // Of a single change that is cut, the rest is missing too.
    return { ...entry, block: { ...block, runs }, count: Math.min(countChanges(runs), entry.count - 1) };
  };
  let low = LEAST_CUT;
  let high = block.runs.reduce((sum, { text }) => sum + text.length, 0) - 1;
  if (high < low || !isFitting(cutAt(low))) return null;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (isFitting(cutAt(middle))) low = middle;
    else high = middle - 1;
  }
  return cutAt(low);
}
