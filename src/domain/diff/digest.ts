import { lineOf } from './excerpt.ts';
import type { DiffBlock, DiffSection, Governor, LinkChange, PolicyDiff } from './types.ts';

/** A section in which there is something to tell. */
export type DigestSection = {
  readonly section: DiffSection;
  /** The headings above its own, outermost first, but for the title of the whole. */
  readonly path: readonly string[];
  /** Its blocks worth showing, without its heading. */
  readonly told: readonly DiffBlock[];
};

/** A link that leads elsewhere, and where it stands; the sentence is empty where its block is told by itself. */
export type PlacedLink = LinkChange & { readonly heading: string | null; readonly sentence: string };

/** What a diff comes down to, for a reader: what every rendering shows, in the order of the new text. */
export type Digest = {
  readonly sections: readonly DigestSection[];
  readonly links: readonly PlacedLink[];
  /** Blocks with the same words and links in another form. */
  readonly reformatted: readonly DiffBlock[];
  /** Something changed that readers never see: front matter, comments, scripts. */
  readonly isHiddenChanged: boolean;
};

/** Sorts what changed by how it is told: word by word, in one remark for many, or as form only. */
export function digest(diff: PolicyDiff): Digest {
  const sections: DigestSection[] = [];
  const links: PlacedLink[] = [];
  const reformatted: DiffBlock[] = [];
  let isHiddenChanged = false;
  const pathOf = pathReader(diff);
  for (const section of diff.sections) {
    const path = pathOf(section);
    const told: DiffBlock[] = [];
    section.blocks.forEach((block, at) => {
      const isHeading = at === 0 && block.kind === 'heading' && section.heading !== null;
      if (isUnseen(block)) {
        isHiddenChanged ||= block.status !== 'same' && block.status !== 'moved';
        return;
      }
      for (const link of block.links ?? []) {
        links.push({ ...link, heading: section.heading, sentence: sentenceAround(block, link) });
      }
      if (isTold(block)) {
        if (!isHeading) told.push(block);
      } else if (block.status === 'reformatted' && block.form !== undefined) {
        reformatted.push(block);
      }
    });
    if (told.length > 0 || isHeadingTold(section)) sections.push({ section, path, told });
  }
  return { sections, links: pairLinks(links), reformatted, isHiddenChanged };
}

/** Whether a block is none of what readers see. */
export function isUnseen({ kind }: DiffBlock): boolean {
  return kind === 'matter' || kind === 'comment';
}

/** Whether a block is shown by itself, and not in a remark for many or with what governs it. */
export function isTold(block: DiffBlock): boolean {
  if (isUnseen(block)) return false;
  if (block.only !== undefined) return isMovedByItself(block);
  if (block.status === 'added' || block.status === 'removed') return true;
  if (block.status === 'changed') return !isOnlyReordered(block);
  if (block.status !== 'moved') return block.hangs !== undefined;
  return hasChanges(block) || isMovedByItself(block);
}

/** Whether a block stands elsewhere by itself, and not only since what governs it moved, came or went. */
export function isMovedByItself({ status, along }: DiffBlock): boolean {
  return status === 'moved' && along === undefined;
}

/** Whether a section's heading says something by itself: it came, went, moved or changed. */
export function isHeadingTold(section: DiffSection): boolean {
  const heading = section.heading === null ? undefined : section.blocks[0];
  return heading !== undefined && isTold(heading);
}

/** Whether words changed within a block. */
export function hasChanges({ runs }: Pick<DiffBlock, 'runs'>): boolean {
  return runs.some(({ op }) => op !== 'same');
}

/** How a block that is not told is called where it is folded away. */
export type Quiet = 'unchanged' | 'below-changed' | 'told-elsewhere' | 'moved-along';

/** Says so of a block: `unchanged` only where its words, links, number and all that governs it are what they were. */
export function quietKind(block: DiffBlock): Quiet {
  const { status, only, form, links, under = [] } = block;
  if (only !== undefined || form !== undefined || links !== undefined) return 'told-elsewhere';
  if (status === 'moved') return 'moved-along';
  return status === 'changed' || under.some(isReworded) ? 'below-changed' : 'unchanged';
}

/** Whether a governor reads otherwise now. */
export function isReworded({ before, after }: Governor): boolean {
  return before !== undefined || after !== undefined;
}

/**
 * Answers, asked block by block in order, what governs each within its section and a reader has not met
 * right above it; and how deep the block stands under such lines.
 */
export function contextReader(): (block: DiffBlock) => {
  readonly lines: readonly Governor[];
  readonly depth: number;
} {
  let open: readonly string[] = [];
  return (block) => {
    const chain = (block.under ?? []).filter(({ kind }) => IN_SECTION.has(kind));
    const texts = chain.map(({ text, after }) => after ?? text);
    const met = texts.findIndex((text, at) => open[at] !== text);
    const lines = met === -1 ? [] : chain.slice(met);
    open = [...texts, newText(block)];
    return { lines, depth: chain.length };
  };
}

const IN_SECTION: ReadonlySet<Governor['kind']> = new Set(['introduction', 'item', 'term']);

/** What a block says now; of what went, what it said. */
export function newText({ status, runs }: Pick<DiffBlock, 'status' | 'runs'>): string {
  return runs.map(({ op, text }) => (op === 'removed' && status !== 'removed' ? '' : text)).join('');
}

/** A row whose cells are in other places, each under the head it had. */
function isOnlyReordered({ cells }: DiffBlock): boolean {
  return cells?.some(({ column }) => column !== '') === true && cells.every((cell) => !hasChanges(cell));
}

/** Answers the headings above that of each section, in the order of sections; the title of the whole is none. */
function pathReader({ sections }: PolicyDiff): (section: DiffSection) => readonly string[] {
  const levels = sections.flatMap(({ heading, blocks }) => (heading === null ? [] : [blocks[0]!.level]));
  const top = Math.min(...levels);
  const isTitled = levels[0] === top && levels.filter((level) => level === top).length === 1;
  const open: { readonly level: number; readonly heading: string }[] = [];
  return ({ heading, blocks }) => {
    const first = blocks[0];
    if (heading === null || first === undefined) return [];
    const headings = (first.under ?? []).filter(({ kind }) => kind === 'heading').map(({ text }) => text);
    // What went stands under what it stood under.
    if (first.after === null) return isTitled ? headings.slice(1) : headings;
    while (open.length > 0 && open.at(-1)!.level >= first.level) open.pop();
    const path = open.map((one) => one.heading);
    if (!isTitled || first.level !== top) open.push({ level: first.level, heading });
    return path;
  };
}

const SENTENCE_BREAK = /[.!?] |[。！？]/g;

/** The sentence that a link stands in, in a line; empty for one whose block is told as a whole. */
function sentenceAround({ runs, status }: DiffBlock, { text, after }: LinkChange): string {
  if (status === 'added' || status === 'removed') return '';
  const gone = after === null ? 'added' : 'removed';
  const whole = runs.map((run) => (run.op === gone ? '' : run.text)).join('');
  const at = Math.max(0, whole.indexOf(text));
  const breaks = [...whole.matchAll(SENTENCE_BREAK)].map(({ index, 0: mark }) => index + mark.length);
  const from = breaks.findLast((place) => place <= at) ?? 0;
  const to = breaks.find((place) => place > at + text.length) ?? whole.length;
  return lineOf(whole.slice(from, to).trim());
}

/** Takes a link that went and one that came under the same heading, on the same words, for one that leads elsewhere. */
function pairLinks(links: readonly PlacedLink[]): PlacedLink[] {
  const gone = new Map<string, PlacedLink[]>();
  for (const link of links) {
    if (link.after === null) append(gone, keyOf(link), link);
  }
  const taken = new Set<PlacedLink>();
  const paired = links.map((link) => {
    if (link.before !== null || link.after === null) return link;
    const old = gone.get(keyOf(link))?.shift();
    if (old === undefined) return link;
    taken.add(old);
    return { ...link, before: old.before };
  });
  // An address that is written out says itself where it leads.
  return paired.filter(
    (link) => !taken.has(link) && link.before !== link.after && link.text !== (link.before ?? link.after),
  );
}

function keyOf({ heading, text }: PlacedLink): string {
  return `${heading ?? ''}\n${text}`;
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
