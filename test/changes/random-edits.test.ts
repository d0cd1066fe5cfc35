import { describe, expect, test } from 'vitest';
import { diffPolicies } from '../../src/domain/diff/diff-policies.ts';
import { digest, isTold, newText, quietKind } from '../../src/domain/diff/digest.ts';
import type { DiffBlock, PolicyDiff } from '../../src/domain/diff/types.ts';
import { TONGUES, type Tongue } from './languages.ts';
import { type Chance, chanceFrom, type Writer, writerOf } from './texts.ts';

const CASES = 600;

/** A section as sentences: paragraphs of them. */
type Section = { readonly heading: string; readonly paragraphs: string[][] };

const EDITS = ['delete', 'insert', 'replace', 'move', 'swap', 'merge', 'split'] as const;

describe('random edits of sentences', () => {
  for (const edits of [1, 2, 3, 5]) {
    test(`a sentence under the same heading in both texts is neither told as added nor as removed, after ${edits} edits, ${CASES} times`, () => {
      for (let seed = 0; seed < CASES; seed++) {
        const tongue = TONGUES[seed % TONGUES.length]!;
        const chance = chanceFrom(seed * 7 + edits);
        const writer = writerOf(tongue, chance);
        const sections = anySections(chance, writer);
        const before = structuredClone(sections);
        for (let at = 0; at < edits; at++) edit(sections, chance, writer);
        expectTrue(before, sections, tongue);
      }
    });
  }
});

function anySections(chance: Chance, { phrase, sentence }: Writer): Section[] {
  return Array.from({ length: 2 + chance.below(3) }, () => ({
    heading: phrase(),
    paragraphs: Array.from({ length: 1 + chance.below(3) }, () =>
      Array.from({ length: 1 + chance.below(3) }, sentence),
    ),
  }));
}

function edit(sections: Section[], chance: Chance, { sentence }: Writer): void {
  const place = () => {
    const section = chance.pick(sections.filter(({ paragraphs }) => paragraphs.length > 0));
    const paragraph = chance.pick(section.paragraphs);
    return { section, paragraph, at: chance.below(paragraph.length) };
  };
  const [from, to] = [place(), place()];
  const kind = chance.pick(EDITS);
  if (kind === 'insert') to.paragraph.splice(chance.below(to.paragraph.length + 1), 0, sentence());
  else if (kind === 'replace') from.paragraph[from.at] = sentence();
  else if (kind === 'swap') {
    const [a, b] = [from.paragraph[from.at]!, to.paragraph[to.at]!];
    from.paragraph[from.at] = b;
    to.paragraph[to.at] = a;
  } else if (kind === 'merge' && from.section.paragraphs.length > 1) {
    const place = from.section.paragraphs.indexOf(from.paragraph);
    const next = from.section.paragraphs[place === 0 ? 1 : place - 1]!;
    next.push(...from.paragraph);
    from.section.paragraphs.splice(place, 1);
  } else if (kind === 'split' && from.paragraph.length > 1) {
    const rest = from.paragraph.splice(Math.max(1, from.at));
    from.section.paragraphs.splice(from.section.paragraphs.indexOf(from.paragraph) + 1, 0, rest);
  } else {
    if (sections.flatMap(({ paragraphs }) => paragraphs).flat().length < 3) return;
    const [moved] = from.paragraph.splice(from.at, 1);
    if (kind === 'move') to.paragraph.splice(chance.below(to.paragraph.length + 1), 0, moved!);
    for (const section of sections) {
      section.paragraphs.splice(
        0,
        Number.POSITIVE_INFINITY,
        ...section.paragraphs.filter((one) => one.length > 0),
      );
    }
  }
}

function expectTrue(before: readonly Section[], after: readonly Section[], tongue: Tongue): void {
  const [old, current] = [toText(before, tongue), toText(after, tongue)];
  const diff = diffPolicies(old, current, { locale: tongue.locale });
  for (const { heading, paragraphs } of after) {
    const known = new Set(before.find((one) => one.heading === heading)?.paragraphs.flat());
    for (const sentence of paragraphs.flat()) {
      if (!known.has(sentence)) continue;
      for (const side of ['removed', 'added'] as const) {
        if (!isMarked(diff, sentence, side)) continue;
        expect.fail(`“${sentence}” is ${side} below “${heading}”:\n${old}\n---\n${current}`);
      }
    }
  }
  expectEveryNewSentenceTold(before, after, diff);
  expectQuietIsQuiet(before, after, diff);
}

/** Every sentence that is new or gone, or stands below another heading, is in a mark, or in a block that is told as moved. */
function expectEveryNewSentenceTold(
  before: readonly Section[],
  after: readonly Section[],
  diff: PolicyDiff,
): void {
  const placeOf = (sections: readonly Section[]) =>
    new Map(sections.flatMap(({ heading, paragraphs }) => paragraphs.flat().map((one) => [one, heading])));
  const [then, now] = [placeOf(before), placeOf(after)];
  const runs = digest(diff).sections.flatMap(({ told }) => told.flatMap((block) => block.runs));
  // A sentence may stand in two parts of a block that was split.
  const [toldThen, toldNow] = [textOf(runs, 'added'), textOf(runs, 'removed')];
  for (const [sentence, heading] of then) {
    if (now.get(sentence) !== heading && !toldThen.includes(sentence))
      expect.fail(`“${sentence}” left “${heading}”`);
  }
  for (const [sentence, heading] of now) {
    if (then.get(sentence) !== heading && !toldNow.includes(sentence))
      expect.fail(`“${sentence}” came to “${heading}”`);
  }
}

function textOf(runs: DiffBlock['runs'], other: 'added' | 'removed'): string {
  return runs.map(({ op, text }) => (op === other ? '' : text)).join('');
}

/** What is called unchanged has the same words below the same heading. */
function expectQuietIsQuiet(before: readonly Section[], after: readonly Section[], diff: PolicyDiff): void {
  const paragraphs = (sections: readonly Section[]) =>
    new Set(
      sections.flatMap((one) => one.paragraphs.map((sentences) => `${one.heading}\n${sentences.join('')}`)),
    );
  const [then, now] = [paragraphs(before), paragraphs(after)];
  for (const { heading, blocks } of diff.sections) {
    for (const block of blocks) {
      if (block.kind === 'heading' || isTold(block) || quietKind(block) !== 'unchanged') continue;
      const key = `${heading}\n${newText(block)}`;
      const isSame = (all: ReadonlySet<string>) =>
        [...all].some((one) => one.replaceAll(' ', '') === key.replaceAll(' ', ''));
      expect([isSame(then), isSame(now)], key).toEqual([true, true]);
    }
  }
}

/** Whether a word of a sentence came or went where the sentence stands in that text. */
function isMarked({ sections }: PolicyDiff, sentence: string, side: 'added' | 'removed'): boolean {
  const other = side === 'added' ? 'removed' : 'added';
  return sections
    .flatMap(({ blocks }) => blocks)
    .some(({ runs }) => {
      const mine = runs.filter(({ op }) => op !== other);
      const at = textOf(mine, other).indexOf(sentence);
      let from = 0;
      return mine.some(({ op, moved, text }) => {
        const [start, end] = [from, from + text.trimEnd().length];
        from += text.length;
        return op === side && !moved && at >= 0 && start < at + sentence.length && end > at;
      });
    });
}

function toText(sections: readonly Section[], { space }: Tongue): string {
  return sections
    .map(({ heading, paragraphs }) =>
      [`## ${heading}`, ...paragraphs.map((sentences) => sentences.join(space))].join('\n\n'),
    )
    .join('\n\n');
}
