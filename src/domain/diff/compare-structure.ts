import { isHidden } from './read/block.ts';
import { readClauseNumber } from './read/clause-number.ts';
import { parsePolicies } from './read/parse-policy.ts';

/** A text by its language. */
type TextOfLanguage = { readonly locale: string; readonly content: string };

/** What can be counted of a section in any language; the first one may stand before any heading. */
type Section = {
  readonly heading: string | null;
  readonly level: number;
  /** The number that its heading begins with. */
  readonly number: string | null;
  readonly counts: Readonly<Record<Counted, number>>;
};

type Counted = 'numbered' | 'items' | 'rows';

const NAMES: Readonly<Record<Counted, readonly [one: string, many: string]>> = {
  numbered: ['numbered item', 'numbered items'],
  items: ['item of a list', 'items of lists'],
  rows: ['row of a table', 'rows of tables'],
};

/** Places that are named of one text; nobody reads hundreds of them. */
const MOST_NAMED = 5;

/**
 * Where a translation is not built as the text that prevails, and so may say something else: one sentence a place, by
 * the headings of both. Headings are held against each other in their order, with their depth and number; below each
 * the items of lists and the rows of tables are counted. Where headings differ nothing after that can be compared.
 */
export function structureDoubts(prevails: TextOfLanguage, translation: TextOfLanguage): string[] {
  const parsed = parsePolicies(prevails.content, translation.content);
  const [own, theirs] = parsed.map(sectionsIn) as [Section[], Section[]];
  const doubts: string[] = [];
  for (let at = 0; at < Math.max(own.length, theirs.length); at++) {
    const [one, other] = [own[at], theirs[at]];
    if (one === undefined || other === undefined || one.level !== other.level) {
      const counted = `${translation.locale} has ${headings(theirs)}, and ${prevails.locale} has ${headings(own)}`;
      const stands = (section: Section | undefined) => (section === undefined ? 'nothing' : named(section));
      doubts.push(
        `${counted}: where ${prevails.locale} has ${stands(one)}, ${translation.locale} has ${stands(other)}.`,
      );
      break;
    }
    if (one.number !== other.number) {
      doubts.push(
        `${named(other)} in ${translation.locale} has another number than ${named(one)} in ${prevails.locale}.`,
      );
    }
    for (const [what, [singular, plural]] of Object.entries(NAMES) as [Counted, (typeof NAMES)[Counted]][]) {
      const [are, should] = [other.counts[what], one.counts[what]];
      if (are === should) continue;
      const many = (count: number) => `${count} ${count === 1 ? singular : plural}`;
      doubts.push(
        `${named(other)} in ${translation.locale} has ${many(are)}, and ${named(one)} in ${prevails.locale} has ${should}.`,
      );
    }
  }
  if (doubts.length <= MOST_NAMED) return doubts;
  const more = doubts.length - MOST_NAMED;
  const rest = `${translation.locale} is built otherwise than ${prevails.locale} in ${more} more place${more === 1 ? '' : 's'}.`;
  return [...doubts.slice(0, MOST_NAMED), rest];
}

function sectionsIn({ blocks }: ReturnType<typeof parsePolicies>[number]): Section[] {
  type Counting = Section & { readonly counts: Record<Counted, number> };
  const begin = (heading: string | null, level: number): Counting => ({
    ...{ heading, level, number: numberOf(heading) },
    counts: { numbered: 0, items: 0, rows: 0 },
  });
  const sections: Counting[] = [begin(null, 0)];
  for (const block of blocks) {
    if (isHidden(block)) continue;
    const counts = sections.at(-1)?.counts;
    if (block.kind === 'heading') sections.push(begin(block.text, block.level));
    else if (counts === undefined) continue;
    else if (block.kind === 'row') counts.rows++;
    else if (block.kind === 'item') counts[block.number === null ? 'items' : 'numbered']++;
  }
  return sections;
}

/** What a heading counts as, however its language writes it: `4`, `2.1`. */
function numberOf(heading: string | null): string | null {
  const number = heading === null ? null : readClauseNumber(heading);
  return number?.isMarked ? number.parts.map(([first]) => first).join('.') : null;
}

function headings(sections: readonly Section[]): string {
  const count = sections.length - 1;
  return count === 1 ? 'one heading' : `${count} headings`;
}

function named({ heading }: Section): string {
  return heading === null
    ? 'the beginning'
    : `“${heading.length > 80 ? `${heading.slice(0, 79)}…` : heading}”`;
}
