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
  movedFromTop: 'Moved here, before below no heading',
  movedAway: 'Moved away',
  movedHere: 'Moved here',
  nowBefore: ({ text }) => `Now before “${text}”`,
  nowBehind: ({ text }) => `Now after “${text}”`,
  quoted: ({ text }) => `“${text}”`,
  comma: ', ',
  andMore: ({ count }) => `and ${count === 1 ? 'one' : number(count)} more`,
  hangs: {
    still: 'Below it now, in the same words',
    came: ({ other }) => `Below it now, and before below “${other}”`,
    cameFromTop: 'Below it now, and before below no heading',
    left: ({ other }) => `What stood below it is now below “${other}”`,
    leftToTop: 'What stood below it is now below no heading',
  },
  looks: 'Numbers, names, links and looks',
  legend: ['New words look like this: ', '. Words that are gone look like this: ', '.'],
  section: {
    start: 'At the beginning',
    added: 'New section',
    removed: 'Section removed',
    moved: 'Section moved',
    changed: 'Changed',
    headingAdded: 'New heading',
    headingRemoved: 'Heading removed',
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
  nothingInText: 'Nothing in the text changed.',
  formattingOnly: 'No word changed. Only what the text looks like is different.',
  noWordChanged: 'No word changed.',
  linksChanged: ({ count }) =>
    count === 1 ? 'One link leads elsewhere.' : `${number(count)} links lead elsewhere.`,
  contents: 'Where the changes are',
  unchanged: ({ count }) =>
    count === 1 ? 'One unchanged paragraph' : `${number(count)} unchanged paragraphs`,
  unchangedRows: ({ count }) => (count === 1 ? 'One unchanged row' : `${number(count)} unchanged rows`),
  sameBelow: ({ count }) =>
    count === 1
      ? 'One more in the same words, below what changed above'
      : `${number(count)} more in the same words, below what changed above`,
  toldBelow: ({ count }) =>
    count === 1
      ? 'One more, changed only as told further down'
      : `${number(count)} more, changed only as told further down`,
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
  hidden: 'Something in the file changed that readers do not see.',
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
  cutShort: ({ count }) =>
    count === 1
      ? 'Not all changes are shown here: one more stands on the page.'
      : `Not all changes are shown here: ${number(count)} more stand on the page.`,
  cutIn: 'In these sections',
  leftOut: ({ count }) =>
    count === 1 ? 'One more change is not shown here.' : `${number(count)} more changes are not shown here.`,
};

function words(count: number): string {
  return count === 1 ? 'one word' : `${number(count)} words`;
}

function number(count: number): string {
  return formatNumber(count, 'en');
}
