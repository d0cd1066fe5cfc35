import type { Digest, PlacedLink } from '../domain/diff/digest.ts';
import { lineOf } from '../domain/diff/excerpt.ts';
import type { DiffBlock, PolicyDiff, Renumbering, Replacement } from '../domain/diff/types.ts';
import type { DiffMessages } from '../language/diff-messages.ts';

/** What is told once of many: a sentence, and the many. */
export type Remark = {
  readonly text: string;
  readonly details: readonly string[];
  /** How many more there are than are listed. */
  readonly unlisted: number;
  /** Whether the many are only for those who ask: what has the same words in another form. */
  readonly isMinor?: true;
};

/**
 * What is told of names, numbers, links, looks and what no reader sees, in words: of many at most `mostDetails`,
 * and how many more there are.
 */
export function remarksOf(
  { renumbered = [], replacements = [] }: PolicyDiff,
  { links, reformatted, isHiddenChanged }: Digest,
  messages: DiffMessages,
  mostDetails = Number.POSITIVE_INFINITY,
): Remark[] {
  const remarks: Remark[] = [];
  const remark = <T>(text: string, many: readonly T[], wordsOf: (one: T) => string) => {
    const details = many.slice(0, mostDetails).map(wordsOf);
    const unlisted = many.length - details.length;
    if (unlisted > 0) details.push(messages.andMore({ count: unlisted }));
    remarks.push({ text, details, unlisted });
  };
  for (const one of replacements) {
    remark(messages.replaced(one), one.places, (place) => placeWords(place, messages));
  }
  if (renumbered.length > 0) {
    const text = messages.renumbered({ count: renumbered.length });
    remark(text, renumbered, (one) => renumberingWords(one, messages));
  }
  if (links.length > 0) remark(messages.links, links, (link) => linkWords(link, messages));
  if (reformatted.length > 0) {
    const text = messages.reformatted({ count: reformatted.length });
    const details = reformatted.map((block) => reformattedWords(block, messages));
    remarks.push({ text, details, unlisted: 0, isMinor: true });
  }
  if (isHiddenChanged) remark(messages.hidden, [], String);
  return remarks;
}

/** What stands before the changes: how much there is, or that there is nothing to read. */
export function summaryWords(
  { wordsAdded, wordsRemoved, wordsMoved, formattingOnly, form }: PolicyDiff,
  { sections, links, reformatted, isHiddenChanged }: Digest,
  messages: DiffMessages,
): string {
  if (!formattingOnly)
    return messages.totals({ added: wordsAdded, removed: wordsRemoved, moved: wordsMoved });
  if (links.length > 0) {
    return inOneLine([messages.noWordChanged, messages.linksChanged({ count: links.length })]);
  }
  if (sections.length > 0) return messages.noWordChanged;
  if (reformatted.length > 0 || form !== undefined) return messages.formattingOnly;
  return isHiddenChanged ? messages.nothingInText : messages.nothing;
}

/** Sentences one behind the other, with a space where their script has one. */
export function inOneLine(sentences: readonly string[]): string {
  return sentences.join(' ').replaceAll(/(?<=[。！？]) /g, '');
}

function placeWords(
  { heading, count }: Replacement['places'][number],
  { quoted, section }: DiffMessages,
): string {
  const name = heading === null ? section.start : quoted({ text: heading });
  return count === 1 ? name : `${name} (${count})`;
}

function renumberingWords({ before, after, text }: Renumbering, { renumbering }: DiffMessages): string {
  const shown = lineOf(text);
  return before === '' ? `${after} ${shown}` : renumbering({ before, after, text: shown });
}

/** A changed link in words: where it stands, and where it leads. */
function linkWords(
  { text, before, after, heading, sentence }: PlacedLink,
  { link, quoted }: DiffMessages,
): string {
  const words =
    before === null
      ? link.added({ text, after: after ?? '' })
      : after === null
        ? link.removed({ text, before })
        : link.changed({ text, before, after });
  const place = [heading, sentence === '' || sentence === text ? null : quoted({ text: sentence })].filter(
    (one) => one !== null,
  );
  return [...place, words].join(' – ');
}

function reformattedWords({ runs, form = [] }: DiffBlock, messages: DiffMessages): string {
  const text = runs.map((run) => run.text).join('');
  return `${lineOf(text)} (${form.map((change) => messages.form[change]).join(', ')})`;
}
