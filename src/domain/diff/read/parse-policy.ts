import {
  type Block,
  collapseSpace,
  type Inline,
  type RawBlock,
  type RawMarkdown,
  type References,
} from './block.ts';
import { htmlBlocks } from './html-blocks.ts';
import { inlineText, unmarkedText } from './inline-text.ts';
import { markdownBlocks } from './markdown-blocks.ts';
import { isPlain, plainBlocks } from './plain-blocks.ts';
import { plainList } from './plain-list.ts';
import { isHtml, readSource, type Source } from './read-source.ts';

/** A policy's text, taken apart. */
export type ParsedPolicy = {
  readonly blocks: readonly Block[];
  readonly references: References;
  readonly lineEndings: Source['lineEndings'];
  readonly byteOrderMark: boolean;
};

/** Takes a text of a policy apart. */
export function parsePolicy(text: string): ParsedPolicy {
  const file = readSource(text);
  return takeApart(file, isPlain(file.body), { stretches: new Map(), readings: new Map() });
}

/**
 * Takes two texts of a policy apart, reading what they share only once.
 *
 * Both are read in one way where one text leaves that open: a text is plain only if both are, else a
 * single added link would turn every line of it into something else.
 */
export function parsePolicies(first: string, second: string): [ParsedPolicy, ParsedPolicy] {
  const files = [readSource(first), readSource(second)] as const;
  const plain = isPlain(files[0].body) && isPlain(files[1].body);
  const shared: Shared = { stretches: new Map(), readings: new Map() };
  return [takeApart(files[0], plain, shared), takeApart(files[1], plain, shared)];
}

function takeApart(file: Source, plain: boolean, { stretches, readings }: Shared): ParsedPolicy {
  const { raw, references } = plain
    ? { raw: [plainBlocks(file.body)], references: new Map<string, string>() }
    : readBody(file.body, stretches);
  // The same source reads alike in both texts, unless they define links differently.
  const scope = JSON.stringify([...references]);
  const known = readings.get(scope) ?? { blocks: new Map(), inlines: new Map() };
  readings.set(scope, known);
  const read = [file.matter.map(matterBlock), ...raw].flatMap((stretch) => {
    const found =
      known.blocks.get(stretch) ?? stretch.map((block) => readBlock(block, references, known.inlines));
    known.blocks.set(stretch, found);
    return found;
  });
  const shown = OVERRIDES.some((sign) => file.body.includes(sign)) ? read.map(withOverridesShown) : read;
  const blocks = shown.every(({ text }) => text !== '') ? shown : joinMarks(shown);
  const { lineEndings, byteOrderMark } = file;
  return { blocks, references, lineEndings, byteOrderMark };
}

/** What two texts share that are taken apart together. */
type Shared = { readonly stretches: Map<string, RawMarkdown>; readonly readings: Map<string, Reading> };

/** What was read so far under the same link definitions. */
type Reading = {
  /** By stretch, where both texts have it. */
  readonly blocks: Map<readonly RawBlock[], readonly Block[]>;
  readonly inlines: Map<string, Inline>;
};

function matterBlock(line: string): RawBlock {
  const inline = { text: collapseSpace(line.trim()), marks: [], links: [] };
  return { kind: 'matter', level: 0, lists: 0, number: null, role: null, sources: [line], inline };
}

// A heading at a line's start ends whatever stood before it, except these.
const SPANS_HEADINGS = /```|~~~|<(?:script|pre|style|textarea|[!?])/i;

function readBody(body: string, stretches: Map<string, RawMarkdown>) {
  if (isHtml(body)) {
    const raw = htmlBlocks(body).map(
      ({ source, text, marks, links, ...block }): RawBlock => ({
        ...block,
        sources: [source],
        inline: { text, marks, links },
      }),
    );
    return { raw: [raw], references: new Map<string, string>() };
  }
  const raw: (readonly RawBlock[])[] = [];
  const references = new Map<string, string>();
  const parts = SPANS_HEADINGS.test(body) ? [body] : body.split(/\n[ \t]*\n(?=#{1,6}[ \t])/);
  for (const part of parts) {
    const read = stretches.get(part) ?? readStretch(part);
    stretches.set(part, read);
    raw.push(read.blocks);
    for (const [label, target] of read.references) if (!references.has(label)) references.set(label, target);
  }
  return { raw, references };
}

// They turn words around, so that a reader sees 51 where 15 is written.
const OVERRIDES = ['\u202d', '\u202e', '&#823', '&#x202'];

/** With a sign that can be seen for what turns words around. */
function withOverridesShown(block: Block): Block {
  return { ...block, text: block.text.replaceAll(/[\u202d\u202e]/g, '⇄') };
}

const NO_REFERENCES: References = new Map();

function readStretch(source: string): RawMarkdown {
  const blocks = plainList(source);
  return blocks === null ? markdownBlocks(source) : { blocks, references: NO_REFERENCES };
}

function readBlock(raw: RawBlock, references: References, known: Map<string, Inline>): Block {
  const { kind, level, lists, number, sources } = raw;
  const written = sources.length === 1 ? sources[0]! : sources.join(' | ');
  const {
    text: words,
    marks,
    links,
  } = raw.inline ?? (kind === 'row' ? joinCells(sources.map(read)) : read(written));
  const text = number === null ? words : words === '' ? number : `${number} ${words}`;
  const source = number === null ? written : `${number} ${written}`;
  const role = raw.role ?? (kind === 'paragraph' && isBold(marks, words) ? 'bold' : null);
  // Kept flat: a spread would be slower by half for documents of many blocks.
  return { kind, level, lists, number, role, source, text, marks, links };

  function read(cell: string): Inline {
    // Looking it up would take longer.
    const found = unmarkedText(cell) ?? known.get(cell);
    if (found !== undefined) return found;
    const inline = inlineText(cell, references);
    known.set(cell, inline);
    return inline;
  }
}

/** Gives what has no text, such as an anchor or a picture by itself, to the block before it, or else to the next. */
function joinMarks(blocks: readonly Block[]): Block[] {
  const joined: Block[] = [];
  let waiting: Block[] = [];
  for (const block of blocks) {
    const previous = joined.at(-1);
    if (block.text === '' && previous === undefined) {
      waiting.push(block);
    } else if (block.text === '') {
      joined[joined.length - 1] = withMarksOf(previous!, [block]);
    } else {
      joined.push(waiting.length === 0 ? block : withMarksOf(block, waiting));
      waiting = [];
    }
  }
  if (joined.length > 0) return joined;
  // Nothing but markup: then that is all there is to read.
  return waiting
    .map((block) => ({ ...block, text: collapseSpace(block.source) }))
    .filter(({ text }) => text !== '');
}

function withMarksOf(block: Block, others: readonly Block[]): Block {
  const all = [block, ...others];
  return {
    ...block,
    source: all.map(({ source }) => source).join('\n'),
    marks: [...block.marks, ...others.flatMap(({ marks }) => marks)],
    links: all.flatMap(({ links }) => links),
  };
}

const LONGEST_BOLD = 120;
const OPENS_BOLD = /^(?:\*\*|__|<(?:b|strong)\b)/i;
const ENDS_BOLD = /^(?:\/\*\*|\/__|<\/(?:b|strong)\b)/i;

/** Whether a line is bold from its first word to its last, as a heading is that was not written as one. */
function isBold(marks: Inline['marks'], text: string): boolean {
  if (marks.length < 2 || text.length > LONGEST_BOLD || /[.!?;,。！？；，]$/.test(text)) return false;
  const opens = marks.find(({ mark }) => OPENS_BOLD.test(mark));
  const ends = marks.findLast(({ mark }) => ENDS_BOLD.test(mark));
  const length = text.replace(/\s+/g, '').length;
  // A colon may stand behind what is bold.
  return opens?.at === 0 && ends !== undefined && ends.at >= length - 1 && !hasPause(marks, ends.at);
}

/** Whether the bold ends and begins again before `end`, as around a word that is not bold. */
function hasPause(marks: Inline['marks'], end: number): boolean {
  return marks.some(({ at, mark }) => at > 0 && at < end && ENDS_BOLD.test(mark));
}

function joinCells(cells: readonly Inline[]): Inline {
  return {
    text: cells.map(({ text }) => text).join('\t'),
    marks: cells.flatMap(({ marks }, cell) => marks.map(({ at, mark }) => ({ at, mark: `${cell}:${mark}` }))),
    links: cells.flatMap(({ links }) => links),
  };
}
