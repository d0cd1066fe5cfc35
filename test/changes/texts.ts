import type { Tongue } from './languages.ts';

/** Chance that is the same at every run. */
export type Chance = {
  /** A whole number from 0, below `end`. */
  readonly below: (end: number) => number;
  readonly pick: <T>(list: readonly T[]) => T;
};

export function chanceFrom(seed: number): Chance {
  let state = seed * 2_654_435_761 + 12_345;
  const next = () => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (end: number) => Math.floor(next() * end);
  return { below, pick: (list) => list[below(list.length)]! };
}

/** Sentences and names of a language, each other than all before it. */
export type Writer = {
  readonly sentence: () => string;
  /** A few words without a full stop, as an item or a heading. */
  readonly phrase: () => string;
};

export function writerOf(tongue: Tongue, chance: Chance): Writer {
  const used = new Set<string>();
  const fresh = (make: () => string): string => {
    for (;;) {
      const text = make();
      if (used.has(text)) continue;
      used.add(text);
      return text;
    }
  };
  const { subjects, verbs, objects, ends, space, stop } = tongue;
  const some = (...lists: readonly (readonly string[])[]) =>
    lists.map((list) => chance.pick(list)).join(space);
  return {
    sentence: () => fresh(() => some(subjects, verbs, objects, ends) + stop),
    phrase: () => fresh(() => some(verbs, objects, ends)),
  };
}

/** A section of a text: its heading, and what stands below it, block by block. */
export type Part = { readonly heading: string; readonly blocks: readonly string[] };

/** Sections as Markdown, below a title. */
export function toMarkdown(parts: readonly Part[], title = 'P'): string {
  const sections = parts.map(({ heading, blocks }) => [`## ${heading}`, ...blocks].join('\n\n'));
  return `${[`# ${title}`, ...sections].join('\n\n')}\n`;
}

/** A section of paragraphs of a few sentences each. */
export function prose({ sentence, phrase }: Writer, chance: Chance, paragraphs: number, space: string): Part {
  const paragraph = () => Array.from({ length: 1 + chance.below(3) }, sentence).join(space);
  return { heading: phrase(), blocks: Array.from({ length: paragraphs }, paragraph) };
}

/** Items as a list of Markdown. */
export function list(items: readonly string[], mark: (at: number) => string = () => '-'): string {
  return items.map((item, at) => `${mark(at)} ${item}`).join('\n');
}

/** Rows of cells, the first of them the head, as a table of Markdown. */
export function table(rows: readonly (readonly string[])[]): string {
  const [head, ...body] = rows.map((cells) => `| ${cells.join(' | ')} |`);
  return [head, `|${'---|'.repeat(rows[0]!.length)}`, ...body].join('\n');
}
