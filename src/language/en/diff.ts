import type { DiffMessages } from '../diff-messages.ts';
import { formatNumber } from '../plural.ts';

/** What the renderings of a diff say, in English. */
export const diffEn: DiffMessages = {
  language: 'en',
  colon: ': ',
  added: 'Added',
  removed: 'Removed',
  changed: 'Changed',
  moved: 'Moved',
  movedFrom: ({ heading }) => `Moved here from “${heading}”`,
  looks: 'Numbers, names, links and looks',
  legend: ['Words ', ' are new, words ', ' are gone.'],
  section: {
    start: 'At the beginning',
    added: 'New section',
    removed: 'Section removed',
    moved: 'Section moved',
    changed: 'Changed',
    renamed: ({ was }) => `Heading changed from “${was}”`,
    movedAndRenamed: ({ was }) => `Section moved, heading changed from “${was}”`,
  },
  totals: ({ added, removed, moved }) =>
    `${[
      added > 0 && `${words(added)} added`,
      removed > 0 && `${words(removed)} removed`,
      moved > 0 && `${words(moved)} moved`,
    ]
      .filter((part) => part !== false)
      .join(', ')
      .replace(/^one/, 'One')}.`,
  nothing: 'Nothing changed.',
  formattingOnly: 'No word changed. Only what the text looks like is different.',
  contents: 'Where the changes are',
  unchanged: ({ count }) =>
    count === 1 ? 'One unchanged paragraph' : `${number(count)} unchanged paragraphs`,
  unchangedRows: ({ count }) => (count === 1 ? 'One unchanged row' : `${number(count)} unchanged rows`),
  movedUnchanged: ({ count }) =>
    count === 1
      ? 'One paragraph moved here, its words unchanged'
      : `${number(count)} paragraphs moved here, their words unchanged`,
  renumbered: ({ count }) =>
    count === 1
      ? 'One clause has another number, its words unchanged'
      : `${number(count)} clauses have other numbers, their words unchanged`,
  renumbering: ({ before, after, text }) => `${before} is now ${after}: ${text}`,
  replaced: ({ before, after, count }) => `“${before}” became “${after}” in ${number(count)} places`,
  links: 'Links that lead elsewhere',
  link: {
    changed: ({ text, before, after }) => `“${text}” led to ${before} and now leads to ${after}`,
    added: ({ text, after }) => `“${text}” now leads to ${after}`,
    removed: ({ text, before }) => `“${text}” no longer leads to ${before}`,
  },
  reformatted: ({ count }) =>
    count === 1
      ? 'One paragraph has the same words in another form'
      : `${number(count)} paragraphs have the same words in another form`,
  matter: 'Details of the file, which are not part of the text',
  form: {
    kind: 'another kind of paragraph',
    level: 'another level',
    markup: 'emphasis or anchors',
    typography: 'quotes, dashes or spaces',
    spacing: 'spacing',
    split: 'paragraph split',
    merged: 'paragraphs merged',
    links: 'links',
    'line-endings': 'Line endings are different.',
    'byte-order-mark': 'A byte order mark came or went.',
  },
  leftOut: ({ count }) =>
    count === 1 ? 'One more change is not shown here.' : `${number(count)} more changes are not shown here.`,
};

function words(count: number): string {
  return count === 1 ? 'one word' : `${number(count)} words`;
}

function number(count: number): string {
  return formatNumber(count, 'en');
}
