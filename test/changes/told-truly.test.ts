import { describe, expect, test } from 'vitest';
import { diffPolicies } from '../../src/domain/diff/diff-policies.ts';
import { TONGUES, type Tongue } from './languages.ts';
import { readSurfaces } from './surfaces.ts';
import {
  type Chance,
  chanceFrom,
  list,
  type Part,
  prose,
  table,
  toMarkdown,
  type Writer,
  writerOf,
} from './texts.ts';

const CASES = 200;

/** One case: a known edit, and a reader of every rendering of its diff. */
type Case = { readonly tongue: Tongue; readonly chance: Chance; readonly writer: Writer };
type Told = Awaited<ReturnType<typeof told>>;

/** Runs a kind of edit in all languages; what fails says with which texts. */
function kind(name: string, check: (one: Case) => Promise<void>, cases = CASES): void {
  test(`${name}, ${cases} times in five languages`, async () => {
    for (let seed = 0; seed < cases; seed++) {
      const tongue = TONGUES[seed % TONGUES.length]!;
      const chance = chanceFrom(seed + 1);
      await check({ tongue, chance, writer: writerOf(tongue, chance) });
    }
  });
}

async function told({ locale, messages }: Tongue, before: string, after: string) {
  const diff = diffPolicies(before, after, { locale });
  return { diff, before, after, surfaces: await readSurfaces(diff, messages) };
}

/** Expects of every rendering that it says all of these, one behind the other. */
function expectInOrder({ surfaces, before, after }: Told, ...pieces: readonly string[]): void {
  for (const { name, text } of surfaces) {
    const squeezed = squeeze(text);
    let at = 0;
    for (const piece of pieces) {
      const found = squeezed.indexOf(squeeze(piece), at);
      if (found < 0)
        expect.fail(`${name} lacks “${piece}”:\n${text}\n--- before\n${before}\n--- after\n${after}`);
      at = found + squeeze(piece).length;
    }
  }
}

/** Without white space: where lines break says nothing. */
function squeeze(text: string): string {
  return text.replaceAll(/\s+/g, '');
}

function expectNowhere({ surfaces, before, after }: Told, ...pieces: readonly string[]): void {
  for (const { name, text } of surfaces) {
    for (const piece of pieces) {
      if (!text.includes(piece)) continue;
      expect.fail(`${name} says “${piece}”:\n${text}\n--- before\n${before}\n--- after\n${after}`);
    }
  }
}

/** Sections around the one that is edited, so that there is something to be silent about. */
function around(part: Part, { chance, writer, tongue }: Case): Part[] {
  const other = () => prose(writer, chance, 1 + chance.below(3), tongue.space);
  return [
    ...Array.from({ length: chance.below(3) }, other),
    part,
    ...Array.from({ length: chance.below(3) }, other),
  ];
}

const items = (writer: Writer, count: number) => Array.from({ length: count }, writer.phrase);

describe('what governs a change is told with it', () => {
  kind('an item added below “never”', async (one) => {
    const { tongue, chance, writer } = one;
    const [all, heading] = [items(writer, 4), writer.phrase()];
    const fresh = all[chance.below(4)]!;
    const intro = tongue.never + tongue.colon;
    const part = (those: readonly string[]): Part => ({
      heading,
      blocks: [writer.sentence(), intro, list(those)],
    });
    const whole = part(all);
    const less = {
      ...whole,
      blocks: [...whole.blocks.slice(0, 2), list(all.filter((item) => item !== fresh))],
    };
    const parts = around(whole, one);
    const without = parts.map((other) => (other === whole ? less : other));
    const came = await told(tongue, toMarkdown(without), toMarkdown(parts));
    expectInOrder(came, heading, intro, tongue.messages.added, fresh);
    const went = await told(tongue, toMarkdown(parts), toMarkdown(without));
    expectInOrder(went, heading, intro, tongue.messages.removed, fresh);
  });

  kind('a word changed in an item of an item', async (one) => {
    const { tongue, writer } = one;
    const [parent, child, other, heading] = [tongue.never, writer.phrase(), writer.phrase(), writer.phrase()];
    const text = (word: string) =>
      toMarkdown([
        { heading, blocks: [`- ${other}\n- ${parent}\n  - ${child}${tongue.space || ' '}${word}`] },
      ]);
    expectInOrder(await told(tongue, text('17'), text('21')), heading, parent, '17', '21');
  });

  kind('a word changed below a bold line', async (one) => {
    const { tongue, writer } = one;
    const [sentence, heading] = [writer.sentence(), writer.phrase()];
    const text = (word: string) =>
      toMarkdown([{ heading, blocks: [`**${tongue.never}**`, writer.sentence(), `${sentence} (${word})`] }]);
    const before = text('17');
    expectInOrder(
      await told(tongue, before, before.replace('(17)', '(21)')),
      heading,
      tongue.never,
      '17',
      '21',
    );
  });

  kind('a section below another heading', async (one) => {
    const { tongue, writer } = one;
    const [heading, above, sentence] = [writer.phrase(), writer.phrase(), writer.sentence()];
    const text = (word: string) =>
      `# P\n\n## ${above}\n\n### ${heading}\n\n${sentence} (${word})\n\n## Z\n\n${sentence}\n`;
    expectInOrder(await told(tongue, text('17'), text('21')), above, heading, '17', '21');
  });

  kind('an introduction that says something else', async (one) => {
    const { tongue, writer, chance } = one;
    const all = items(writer, 2 + chance.below(6));
    const heading = writer.phrase();
    const text = (intro: string) => toMarkdown([{ heading, blocks: [intro + tongue.colon, list(all)] }]);
    const changed = await told(tongue, text(tongue.never), text(tongue.may));
    expectInOrder(
      changed,
      heading,
      tongue.messages.hangs.still,
      tongue.messages.quoted({ text: all[0]! }),
      tongue.messages.quoted({ text: all[1]! }),
    );
    if (all.length > 3) expectInOrder(changed, tongue.messages.andMore({ count: all.length - 3 }));
    expect(
      changed.surfaces.filter(({ text }) => text.includes(tongue.messages.unchanged({ count: all.length }))),
    ).toEqual([]);
  });
});

describe('tables', () => {
  const columns = ['Who', 'Sold', 'Shared', 'Kept'];

  kind('cells that became others in many rows', async (one) => {
    const { tongue, chance, writer } = one;
    const names = items(writer, 6);
    const turned = new Set(names.slice(chance.below(2), 5 + chance.below(2)));
    const column = 1 + chance.below(3);
    const rows = (isAfter: boolean) => [
      columns,
      ...names.map((name) => [
        name,
        ...[1, 2, 3].map((at) => (isAfter && at === column && turned.has(name) ? tongue.yes : tongue.no)),
      ]),
    ];
    const changed = await told(tongue, `${table(rows(false))}\n`, `${table(rows(true))}\n`);
    for (const name of turned) expectInOrder(changed, name, `[-${tongue.no}-]`, `{+${tongue.yes}+}`);
    expect(changed.diff.replacements).toBeUndefined();
    for (const { text } of changed.surfaces)
      expect(text.split(`{+${tongue.yes}+}`).length - 1).toBe(turned.size);
  });

  kind('a column that came or went beside one that changed', async (one) => {
    const { tongue, chance, writer } = one;
    const names = items(writer, 3);
    const place = 1 + chance.below(2);
    const turned = names[chance.below(3)]!;
    const narrow = [['Who', 'Sold'], ...names.map((name) => [name, tongue.no])];
    const wide = [
      ['Who', 'Sold'].toSpliced(place, 0, 'Shared'),
      ...names.map((name) => [name, name === turned ? tongue.yes : tongue.no].toSpliced(place, 0, tongue.no)),
    ];
    const cellsOf = ({ diff }: Told) =>
      diff.sections
        .flatMap(({ blocks }) => blocks)
        .flatMap(({ cells = [], under = [] }) =>
          cells.map(({ column, runs }) => ({
            row: under.find((governor) => governor.kind === 'row')?.text,
            column,
            says: runs.map(({ op, text }) => `${op} ${text}`),
          })),
        );
    const came = cellsOf(await told(tongue, `${table(narrow)}\n`, `${table(wide)}\n`));
    const went = cellsOf(await told(tongue, `${table(wide)}\n`, `${table(narrow)}\n`));
    for (const name of names) {
      const sold = (from: string, to: string) =>
        from === to ? [`same ${from}`] : [`removed ${from}`, `added ${to}`];
      const now = name === turned ? tongue.yes : tongue.no;
      expect(came).toContainEqual({ row: name, column: 'Sold', says: sold(tongue.no, now) });
      expect(came).toContainEqual({ row: name, column: 'Shared', says: [`added ${tongue.no}`] });
      expect(went).toContainEqual({ row: name, column: 'Sold', says: sold(now, tongue.no) });
      expect(went).toContainEqual({ row: name, column: 'Shared', says: [`removed ${tongue.no}`] });
    }
  });

  kind('heads that changed places above rows that did not', async (one) => {
    const { tongue, writer } = one;
    const names = items(writer, 3);
    const rows = names.map((name) => [name, tongue.yes, tongue.no]);
    const changed = await told(
      tongue,
      table([['Who', 'Sold', 'Shared'], ...rows]),
      table([['Who', 'Shared', 'Sold'], ...rows]),
    );
    for (const name of names) expectInOrder(changed, name, `[-${tongue.no}-]`, `{+${tongue.yes}+}`);
    expectNowhere(
      changed,
      tongue.messages.unchangedRows({ count: 3 }),
      tongue.messages.unchanged({ count: 3 }),
    );
  });

  kind('the second of two tables', async (one) => {
    const { tongue, writer } = one;
    const [first, second] = [items(writer, 3), items(writer, 3)];
    const text = (word: string) =>
      `${table([['Keep', 'Days'], ...first.map((name) => [name, '30'])])}\n\n${table([['Sell', 'Money'], ...second.map((name, at) => [name, at === 1 ? word : '5'])])}\n`;
    const changed = await told(tongue, text('7'), text('8'));
    expectInOrder(changed, second[1]!, '[-7-]', '{+8+}');
    expectInOrder(changed, 'Money');
    for (const { name, text } of changed.surfaces) {
      if (name !== 'page') expect(text).not.toContain('Days');
    }
  });
});

describe('what stands elsewhere', () => {
  kind('a sentence that moved below another heading', async (one) => {
    const { tongue, writer } = one;
    const [never, always, moved, ...stay] = [
      writer.phrase(),
      writer.phrase(),
      ...Array.from({ length: 5 }, writer.sentence),
    ] as [string, string, string, ...string[]];
    const join = (...sentences: (string | undefined)[]) =>
      sentences.filter((part) => part !== undefined).join(tongue.space);
    const text = (isThere: boolean) =>
      toMarkdown([
        { heading: never, blocks: [join(stay[0], isThere ? undefined : moved), stay[1]!] },
        { heading: always, blocks: [stay[2]!, join(stay[3], isThere ? moved : undefined)] },
      ]);
    const changed = await told(tongue, text(false), text(true));
    for (const sentence of stay) expectNotMarked(changed, sentence);
    for (const { name, text } of changed.surfaces) {
      const isTold = text.includes(always) && text.includes(moved.slice(0, 4));
      expect(isTold, `${name}\n${text}`).toBe(true);
    }
  });

  kind('a paragraph that moved below another heading', async (one) => {
    const { tongue, writer } = one;
    const [never, always, moved, ...stay] = [
      writer.phrase(),
      writer.phrase(),
      ...Array.from({ length: 4 }, writer.sentence),
    ] as [string, string, string, ...string[]];
    const text = (isThere: boolean) =>
      toMarkdown([
        { heading: never, blocks: [stay[0]!, ...(isThere ? [] : [moved])] },
        { heading: always, blocks: [stay[1]!, ...(isThere ? [moved] : []), stay[2]!] },
      ]);
    const changed = await told(tongue, text(false), text(true));
    expectInOrder(changed, always, tongue.messages.movedFrom({ heading: never }), moved);
    expectNotMarked(changed, moved);
  });

  kind('a heading that went from above its text', async (one) => {
    const { tongue, writer } = one;
    const [before, gone, kept] = [writer.phrase(), writer.phrase(), writer.sentence()];
    const parts: Part[] = [
      { heading: before, blocks: [writer.sentence()] },
      { heading: gone, blocks: [kept] },
      { heading: writer.phrase(), blocks: [writer.sentence()] },
    ];
    const text = toMarkdown(parts);
    const without = text.replace(`## ${gone}\n\n`, '');
    const { section, hangs } = tongue.messages;
    const went = await told(tongue, text, without);
    expectInOrder(went, gone, section.headingRemoved, hangs.left({ other: before }));
    expectNotMarked(went, kept);
    const came = await told(tongue, without, text);
    expectInOrder(came, gone, section.headingAdded, hangs.came({ other: before }));
    expectNotMarked(came, kept);
  });

  kind('a step that changed places with another', async (one) => {
    const { tongue, writer, chance } = one;
    const steps = items(writer, 4);
    const at = chance.below(3);
    const swapped = steps.with(at, steps[at + 1]!).with(at + 1, steps[at]!);
    const heading = writer.phrase();
    const text = (those: readonly string[]) => toMarkdown([{ heading, blocks: [list(those)] }]);
    const changed = await told(tongue, text(steps), text(swapped));
    const { nowBefore, nowBehind } = tongue.messages;
    const [x, y] = [steps[at]!, steps[at + 1]!];
    const ways = [
      nowBefore({ text: x }),
      nowBehind({ text: x }),
      nowBefore({ text: y }),
      nowBehind({ text: y }),
    ];
    for (const { name, text } of changed.surfaces) {
      expect(
        ways.some((way) => text.includes(way)),
        `${name}\n${text}`,
      ).toBe(true);
    }
    expect(changed.diff).toMatchObject({ wordsAdded: 0, wordsRemoved: 0 });
  });
});

describe('numbers', () => {
  kind('a figure at the front of a heading', async (one) => {
    const { tongue, writer } = one;
    const [phrase, sentence] = [writer.phrase(), writer.sentence()];
    const text = (figure: string) => toMarkdown([{ heading: `${figure} ${phrase}`, blocks: [sentence] }]);
    const changed = await told(tongue, text('18'), text('16'));
    expect(changed.diff.renumbered).toBeUndefined();
    expectInOrder(changed, '16', phrase);
    for (const { name, text } of changed.surfaces) expect(text, name).toContain('18');
  });

  kind('a date at the front of a line', async (one) => {
    const { tongue, writer } = one;
    const sentence = writer.sentence();
    const text = (day: number) =>
      toMarkdown([{ heading: 'D', blocks: [`${day}. Januar 2027: ${sentence}`] }]);
    const changed = await told(tongue, text(15), text(30));
    expect(changed.diff).toMatchObject({ wordsAdded: 1, wordsRemoved: 1 });
    expect(changed.diff.renumbered).toBeUndefined();
    expectInOrder(changed, '[-15-]', '{+30+}', 'Januar 2027');
  });

  kind('clauses after one that came', async (one) => {
    const { tongue, writer, chance } = one;
    const clauses = items(writer, 5);
    const at = chance.below(5);
    const mark = (place: number) => `${place + 1}.`;
    const text = (those: readonly string[]) => toMarkdown([{ heading: 'C', blocks: [list(those, mark)] }]);
    const changed = await told(tongue, text(clauses.toSpliced(at, 1)), text(clauses));
    expectInOrder(changed, tongue.messages.added, clauses[at]!);
    const shifted = clauses.slice(at + 1).map((clause, place) => ({
      ...{ before: String(at + place + 1), after: String(at + place + 2), text: clause },
    }));
    expect(changed.diff.renumbered ?? []).toEqual(shifted);
    for (const clause of clauses.toSpliced(at, 1)) expectNotMarked(changed, clause);
    for (const one of shifted) expectInOrder(changed, tongue.messages.renumbering(one));
  });
});

describe('links, looks and what nobody sees', () => {
  kind('a link that leads elsewhere', async (one) => {
    const { tongue, writer } = one;
    const [heading, phrase, sentence] = [writer.phrase(), writer.phrase(), writer.sentence()];
    const text = (place: string) =>
      toMarkdown([
        { heading, blocks: [`[${phrase}](https://x.example/${place}) ${sentence}`, writer.sentence()] },
      ]);
    const before = text('eu');
    const changed = await told(tongue, before, before.replace('/eu', '/us'));
    const { noWordChanged, linksChanged } = tongue.messages;
    expectInOrder(
      changed,
      noWordChanged,
      linksChanged({ count: 1 }),
      heading,
      'x.example/eu',
      'x.example/us',
    );
    expectNowhere(changed, tongue.messages.formattingOnly);
  });

  kind('words that were struck', async (one) => {
    const { tongue, writer } = one;
    const [kept, struck, heading] = [writer.sentence(), writer.sentence(), writer.phrase()];
    const text = (words: string) => toMarkdown([{ heading, blocks: [kept, words] }]);
    const changed = await told(tongue, text(struck), text(`~~${struck}~~`));
    expect(changed.diff.wordsRemoved).toBeGreaterThan(0);
    expectInOrder(changed, heading, tongue.messages.removed, struck);
  });

  const HIDING = [
    (words: string) => `<script>${words}</script>`,
    (words: string) => `<style>${words}</style>`,
    (words: string) => `<!-- ${words} -->`,
    (words: string) => `[//]: # (${words})`,
  ];
  kind('words that are hidden now', async (one) => {
    const { tongue, writer, chance } = one;
    const [kept, hidden, heading] = [writer.sentence(), writer.sentence(), writer.phrase()];
    const text = (words: string) => toMarkdown([{ heading, blocks: [kept, words] }]);
    const hide = chance.pick(HIDING);
    const went = await told(tongue, text(hidden), text(hide(hidden)));
    expectInOrder(went, heading, tongue.messages.removed, hidden);
    const secret = await told(tongue, text(hide('Alpha Beta')), text(hide('Gamma Delta')));
    expectNowhere(secret, 'Alpha', 'Beta', 'Gamma', 'Delta');
    expect(secret.diff).toMatchObject({ wordsAdded: 0, wordsRemoved: 0 });
  });

  kind('a name that is another one throughout', async (one) => {
    const { tongue, writer } = one;
    const parts = (name: string): Part[] =>
      Array.from({ length: 6 }, (_, at) => ({
        heading: `H${at}`,
        blocks: [`Then, ${name} prints ${at + 2} letters.`],
      }));
    const changed = await told(tongue, toMarkdown(parts('AcmeCloud')), toMarkdown(parts('GlobexNet')));
    expectInOrder(
      changed,
      tongue.messages.replaced({ before: 'AcmeCloud', after: 'GlobexNet', count: 6 }),
      'H0',
      'H5',
    );
    expect(writer).toBeDefined();
  });
});

/** That a sentence which stands where it stood is neither told as new nor as gone, not even in part. */
function expectNotMarked({ surfaces, before, after }: Told, sentence: string): void {
  for (const { name, text } of surfaces) {
    for (const [, words] of text.matchAll(/\{\+([^+]*)\+\}|\[-((?:[^-]|-(?!\]))*)-\]/g)) {
      if (words?.includes(sentence)) {
        expect.fail(`${name} marks “${sentence}”:\n${text}\n--- before\n${before}\n--- after\n${after}`);
      }
    }
  }
}
