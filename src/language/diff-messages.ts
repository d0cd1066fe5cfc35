/** Everything the renderings of a diff say, in one language. Counts come with the words for one and for many. */
export type DiffMessages = {
  /** BCP 47: a policy may be in another language than what is said about it. */
  readonly language: string;
  /** What stands between a label and what it names, with the spaces that belong there. */
  readonly colon: string;
  readonly added: string;
  readonly removed: string;
  readonly changed: string;
  readonly moved: string;
  readonly movedFrom: (facts: { readonly heading: string }) => string;
  readonly movedFromTop: string;
  /** Of a sentence that stands elsewhere under the same heading: where it stood, and where it stands. */
  readonly movedAway: string;
  readonly movedHere: string;
  readonly nowBefore: (facts: { readonly text: string }) => string;
  readonly nowBehind: (facts: { readonly text: string }) => string;
  readonly quoted: (words: { text: string }) => string;
  /** What stands between two of a list, with the spaces that belong there. */
  readonly comma: string;
  /** Ends a list that names some of many. */
  readonly andMore: (facts: { readonly count: number }) => string;
  /** Labels; what hangs on something that changed, came or went stands behind them. */
  readonly hangs: {
    readonly still: string;
    readonly came: (facts: { readonly other: string }) => string;
    readonly cameFromTop: string;
    readonly left: (facts: { readonly other: string }) => string;
    readonly leftToTop: string;
  };
  readonly looks: string;
  /** How changes are marked; `added` and `removed` are shown as such in the middle of it. */
  readonly legend: readonly [before: string, between: string, after: string];
  readonly section: {
    readonly start: string;
    readonly added: string;
    readonly removed: string;
    readonly moved: string;
    readonly changed: string;
    readonly headingAdded: string;
    readonly headingRemoved: string;
    readonly renamed: (facts: { readonly was: string }) => string;
    readonly movedAndRenamed: (facts: { readonly was: string }) => string;
  };
  readonly totals: (facts: {
    readonly added: number;
    readonly removed: number;
    readonly moved: number;
  }) => string;
  readonly nothing: string;
  /** Where something changed that no reader sees. */
  readonly nothingInText: string;
  readonly formattingOnly: string;
  readonly noWordChanged: string;
  readonly linksChanged: (facts: { readonly count: number }) => string;
  readonly contents: string;
  readonly unchanged: (facts: { readonly count: number }) => string;
  readonly unchangedRows: (facts: { readonly count: number }) => string;
  /** What keeps its words under something that changed. */
  readonly sameBelow: (facts: { readonly count: number }) => string;
  /** What changed in nothing but what a remark tells of many. */
  readonly toldBelow: (facts: { readonly count: number }) => string;
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
  readonly hidden: string;
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
  /** Stands before the first change where there is no room for all. */
  readonly cutShort: (facts: { readonly count: number }) => string;
  /** A label; the sections that something was left out of stand behind it. */
  readonly cutIn: string;
};
