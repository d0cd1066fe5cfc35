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
