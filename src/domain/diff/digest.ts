import type { DiffBlock, DiffSection, LinkChange, PolicyDiff, Run } from './types.ts';

/** A section in which there is something to tell. */
export type DigestSection = {
  readonly section: DiffSection;
  /** Its blocks worth showing, without its heading. */
  readonly told: readonly DiffBlock[];
  /** How many blocks moved with it, or to it, and kept their words. */
  readonly movedAlike: number;
};

/** What a diff comes down to, for a reader: what every rendering shows, in the order of the new text. */
export type Digest = {
  readonly sections: readonly DigestSection[];
  /** Every link that leads elsewhere, wherever it stands. */
  readonly links: readonly LinkChange[];
  readonly reformatted: readonly DiffBlock[];
  /** Changes in front matter, which readers never see. */
  readonly matter: readonly DiffBlock[];
  /** Blocks in which nothing but repeated replacements changed. */
  readonly replaced: readonly DiffBlock[];
};

/** Sorts what changed by how it is told: word by word, in one remark for many, or as form only. */
export function digest(diff: PolicyDiff): Digest {
  const sections: DigestSection[] = [];
  const links: LinkChange[] = [...(diff.links ?? [])];
  const reformatted: DiffBlock[] = [];
  const matter: DiffBlock[] = [];
  const replaced: DiffBlock[] = [];
  for (const section of diff.sections) {
    const told: DiffBlock[] = [];
    let movedAlike = 0;
    section.blocks.forEach((block, at) => {
      links.push(...(block.links ?? []));
      const isHeading = at === 0 && block.kind === 'heading' && section.heading !== null;
      if (block.kind === 'matter') {
        if (block.status !== 'same' && block.status !== 'moved') matter.push(block);
      } else if (isTold(block, section)) {
        if (!isHeading) told.push(block);
      } else if (block.status === 'moved' && !isHeading) {
        movedAlike++;
      } else if (block.status === 'reformatted') {
        reformatted.push(block);
      } else if (block.only === 'replacement') {
        replaced.push(block);
      }
    });
    if (told.length > 0 || movedAlike > 0 || isHeadingTold(section))
      sections.push({ section, told, movedAlike });
  }
  return { sections, links, reformatted, matter, replaced };
}

/** Whether a block is shown by itself, and not in a remark for many or with its whole section. */
export function isTold(block: DiffBlock, section: DiffSection): boolean {
  if (block.only !== undefined || block.kind === 'matter') return false;
  if (block.status === 'changed' || block.status === 'added' || block.status === 'removed') return true;
  if (block.status !== 'moved') return false;
  // Page numbers and the like move about, and nobody cares.
  return hasChanges(block) || (section.status !== 'moved' && textOf(block).length >= LEAST_MOVED);
}

/** Whether a section's heading says something by itself: it came, went, moved or changed. */
export function isHeadingTold(section: DiffSection): boolean {
  const heading = section.heading === null ? undefined : section.blocks[0];
  if (heading === undefined || heading.status === 'same' || heading.status === 'reformatted') return false;
  return heading.only === undefined;
}

function textOf({ runs }: DiffBlock): string {
  return runs.map(({ text }) => text).join('');
}

/** Whether words changed within a block. */
export function hasChanges({ runs }: DiffBlock): boolean {
  return runs.some(({ op }) => op !== 'same');
}

// In characters; about a line and a half.
const CONTEXT = 112;
const LEAST_MOVED = 25;

/** Runs with what stayed the same cut down to what one needs to see where the changes are. */
export function excerpt(runs: readonly Run[]): Run[] {
  const lastChange = runs.findLastIndex(({ op }) => op !== 'same');
  const firstChange = runs.findIndex(({ op }) => op !== 'same');
  return runs.map((run, at) => {
    if (run.op !== 'same') return run;
    const { text } = run;
    if (at < firstChange) return { op: 'same', text: keepEnd(text) };
    if (at > lastChange) return { op: 'same', text: keepStart(text) };
    if (text.length <= 3 * CONTEXT) return { op: 'same', text };
    return { op: 'same', text: `${keepStart(text)} ${keepEnd(text)}`.replace('… …', '…') };
  });
}

function keepStart(text: string): string {
  if (text.length <= CONTEXT * 1.3) return text;
  const space = text.lastIndexOf(' ', CONTEXT);
  return `${wellFormed(text.slice(0, space > CONTEXT / 2 ? space : CONTEXT))} …`;
}

function keepEnd(text: string): string {
  if (text.length <= CONTEXT * 1.3) return text;
  // From the start of a sentence, if one begins near.
  const from = text.length - CONTEXT;
  const near = text.slice(Math.max(0, from - CONTEXT / 2), -CONTEXT / 4);
  const sentence = [...near.matchAll(/[.!?] |[。！？]/g)].at(-1);
  if (sentence !== undefined) {
    return `… ${text.slice(text.length - CONTEXT / 4 - near.length + sentence.index + sentence[0].length)}`;
  }
  const space = text.indexOf(' ', from);
  return `… ${wellFormed(text.slice(space !== -1 && space < from + CONTEXT / 2 ? space + 1 : from))}`;
}

/** Without the halves of characters at its ends. */
function wellFormed(text: string): string {
  return text.replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, '');
}
