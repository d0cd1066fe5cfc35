/** Everything the renderings of a diff say, in one language. Counts come with the words for one and for many. */
export type DiffMessages = {
  /** BCP 47: a policy may be in another language than what is said about it. */
  readonly language: string;
  readonly added: string;
  readonly removed: string;
  readonly changed: string;
  readonly moved: string;
  readonly movedFrom: (facts: { readonly heading: string }) => string;
  readonly looks: string;
  /** How changes are marked; `added` and `removed` are shown as such in the middle of it. */
  readonly legend: readonly [before: string, between: string, after: string];
  readonly section: {
    readonly start: string;
    readonly added: string;
    readonly removed: string;
    readonly moved: string;
    readonly changed: string;
    readonly renamed: (facts: { readonly was: string }) => string;
    readonly movedAndRenamed: (facts: { readonly was: string }) => string;
  };
  readonly totals: (facts: {
    readonly added: number;
    readonly removed: number;
    readonly moved: number;
  }) => string;
  readonly nothing: string;
  readonly formattingOnly: string;
  readonly contents: string;
  readonly unchanged: (facts: { readonly count: number }) => string;
  readonly unchangedRows: (facts: { readonly count: number }) => string;
  readonly movedUnchanged: (facts: { readonly count: number }) => string;
  readonly renumbered: (facts: { readonly count: number }) => string;
  readonly renumbering: (facts: {
    readonly before: string;
    readonly after: string;
    readonly text: string;
  }) => string;
  readonly replaced: (facts: {
    readonly before: string;
    readonly after: string;
    readonly count: number;
  }) => string;
  readonly links: string;
  readonly link: {
    readonly changed: (facts: {
      readonly text: string;
      readonly before: string;
      readonly after: string;
    }) => string;
    readonly added: (facts: { readonly text: string; readonly after: string }) => string;
    readonly removed: (facts: { readonly text: string; readonly before: string }) => string;
  };
  readonly reformatted: (facts: { readonly count: number }) => string;
  readonly matter: string;
  readonly form: {
    readonly kind: string;
    readonly level: string;
    readonly markup: string;
    readonly typography: string;
    readonly spacing: string;
    readonly split: string;
    readonly merged: string;
    readonly links: string;
    readonly 'line-endings': string;
    readonly 'byte-order-mark': string;
  };
  readonly leftOut: (facts: { readonly count: number }) => string;
};

/** What the renderings of a diff say, in English. */
export const diffEn: DiffMessages = {
  language: 'en',
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
      .join(', ')}.`,
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
  return count.toLocaleString('en');
}
