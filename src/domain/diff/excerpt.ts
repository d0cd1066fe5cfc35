import type { Run } from './types.ts';

// In characters.
const HEAD = 72;
const TAIL = 48;
const LABEL = 48;
const LINE = 140;
const NAME = 90;
/** What is little longer is not worth a cut. */
const SLACK = 24;
const CUT = ' … ';

/**
 * Runs with what stayed the same cut to what one needs to understand the changes: the label that a clause
 * begins with, the beginning of the sentence that a change stands in, its end, and what is right beside the
 * change. It is the middle that goes, since who does what, and whether they never do it, stands at the ends.
 */
export function excerpt(runs: readonly Run[]): Run[] {
  const lastChange = runs.findLastIndex(({ op }) => op !== 'same');
  const firstChange = runs.findIndex(({ op }) => op !== 'same');
  return runs.map((run, at) => {
    if (run.op !== 'same' || firstChange === -1) return run;
    if (at < firstChange) return { op: 'same', text: before(run.text, true) };
    if (at > lastChange) return { op: 'same', text: after(run.text) };
    const [behind, ahead] = [after(run.text), before(run.text, false)];
    return {
      op: 'same',
      text: behind.length + ahead.length + CUT.length < run.text.length ? join(behind, ahead) : run.text,
    };
  });
}

/** A line that governs others, in a length that can be taken in: its middle goes. */
export function shortened(text: string): string {
  return text.length <= 2 * LINE + SLACK ? text : join(start(text, LINE), end(text, LINE));
}

/** The beginning of a text in the length of a line, as a name for it; cells are set apart by a dot. */
export function lineOf(text: string): string {
  const line = text.replaceAll('\t', ' · ');
  return line.length <= NAME ? line : `${start(line, NAME)} …`;
}

/** How many changes runs have; words that took the place of others are one with them. */
export function countChanges(runs: readonly Run[]): number {
  return runs.filter((_, at) => beginsChange(runs, at)).length;
}

/**
 * The first `length` characters of runs: to the end of the last change that is whole in them, or else a part
 * of the first one.
 */
export function cutRuns(runs: readonly Run[], length: number): Run[] {
  let room = length;
  let end = 0;
  for (; end < runs.length && runs[end]!.text.length <= room; end++) room -= runs[end]!.text.length;
  if (end === runs.length) return [...runs];
  const isWhole = runs[end]!.op === 'same' || beginsChange(runs, end);
  const to = isWhole ? end : end - 1;
  const kept = runs.slice(0, to);
  if (kept.some(({ op }) => op !== 'same')) return [...kept, { op: 'same', text: CUT.trimEnd() }];
  const { text, ...part } = runs[end]!;
  const cut = wellFormed(text.slice(0, room)).trimEnd();
  return [...runs.slice(0, end), { ...part, text: cut }, { op: 'same', text: CUT.trimEnd() }];
}

function beginsChange(runs: readonly Run[], at: number): boolean {
  const { op } = runs[at]!;
  return op !== 'same' && !(op === 'added' && runs[at - 1]?.op === 'removed');
}

/** What of a text before a change is kept; `isStart` where a block begins with it. */
function before(text: string, isStart: boolean): string {
  const from = sentenceStart(text);
  const sentence = text.slice(from);
  const kept =
    sentence.length <= HEAD + TAIL + SLACK ? sentence : join(start(sentence, HEAD), end(sentence, TAIL));
  if (from === 0) return kept;
  const label = isStart ? labelOf(text) : '';
  return label === '' ? `…${' '}${kept}` : join(label, kept);
}

/** What of a text behind a change is kept: to the end of its sentence, where the verb or the "not" may stand. */
function after(text: string): string {
  const to = sentenceEnd(text);
  const sentence = text.slice(0, to);
  const kept =
    sentence.length <= HEAD + TAIL + SLACK ? sentence : join(start(sentence, HEAD), end(sentence, TAIL));
  return text.slice(to).trim() === '' ? kept + text.slice(to) : `${kept.trimEnd()} …`;
}

/** Where the last sentence of a text begins. */
function sentenceStart(text: string): number {
  const breaks = [...text.matchAll(/[.!?;]["”’»)\]]* +(?=\S)|[。！？；]/g)];
  const last = breaks.findLast(({ index, 0: mark }) => index + mark.length < text.length);
  return last === undefined ? 0 : last.index + last[0].length;
}

/** Where the first sentence of a text ends. */
function sentenceEnd(text: string): number {
  // A full stop right behind a change may be that of a number: `15. Januar`.
  const found = /(?<!^)[.!?]["”’»)\]]*(?= |$)|[。！？]/.exec(text);
  return found === null ? text.length : found.index + found[0].length;
}

/** What a clause is called by: its number, a term in quotes, words before a colon. */
function labelOf(text: string): string {
  const found =
    /^(?:\(?[\p{L}\d]{1,4}(?:\.\d+)*[.)]\)?\s+)?(?:[“"„«「『][^”"“»」』]{1,40}[”"“»」』]|[^:.;,]{1,40}:)/u.exec(
      text,
    )?.[0] ??
    /^(?:§\s*)?\(?[\p{L}\d]{1,4}(?:\.\d+)*[.)]/u.exec(text)?.[0] ??
    '';
  return found.length <= LABEL ? found : '';
}

function start(text: string, length: number): string {
  const space = text.lastIndexOf(' ', length);
  return wellFormed(text.slice(0, space > length / 2 ? space : length)).trimEnd();
}

function end(text: string, length: number): string {
  const from = text.length - length;
  const space = text.indexOf(' ', from);
  return wellFormed(text.slice(space !== -1 && space < from + length / 2 ? space + 1 : from));
}

function join(first: string, second: string): string {
  return `${first.replace(/\s*…?\s*$/, '')}${CUT}${second.replace(/^\s*…?\s*/, '')}`;
}

/** Without the halves of characters at its ends. */
function wellFormed(text: string): string {
  return text.replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, '');
}
