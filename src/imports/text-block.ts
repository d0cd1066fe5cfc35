/** A piece of a line that is set in one way. A line feed in its text ends the line within its block. */
export type Piece = {
  readonly text: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  /** Crossed out: said no more. */
  readonly struck?: boolean;
  /** Only for figures, such as those of `m²`: what else is raised keeps its meaning without. */
  readonly raised?: 'sup' | 'sub';
  readonly code?: boolean;
  /** Where it leads: `https:`, `http:`, `mailto:` or `tel:`. */
  readonly link?: string;
  /** The mark of a footnote, which is written as it is. */
  readonly isMark?: boolean;
};

/** Where a block stands: in how many list items, and in how many quotes. */
type Place = { readonly depth: number; readonly quotes: number };

/** One block of a file that is imported, whichever kind of file it was. A label is a number as readers see it. */
export type TextBlock =
  | (Place & {
      readonly kind: 'heading';
      readonly level: number;
      readonly label: string | null;
      readonly pieces: readonly Piece[];
    })
  | (Place & { readonly kind: 'paragraph'; readonly pieces: readonly Piece[] })
  | (Place & { readonly kind: 'item'; readonly label: string | null; readonly pieces: readonly Piece[] })
  | (Place & { readonly kind: 'table'; readonly rows: readonly (readonly (readonly Piece[])[])[] })
  | (Place & { readonly kind: 'code'; readonly text: string })
  | (Place & { readonly kind: 'note'; readonly number: number; readonly pieces: readonly Piece[] });

/** The words of a line, as its pieces have them. */
export function wordsOf(pieces: readonly Piece[]): string {
  return pieces.map(({ text }) => text).join('');
}

/** What a cell of a table or a note holds, in one line: paragraphs end where the line does. */
export function joinLines(lines: readonly (readonly Piece[])[], between: string): Piece[] {
  return lines
    .filter((line) => line.some(({ text }) => text.trim() !== ''))
    .flatMap((line, at) => (at === 0 ? line : [{ text: between }, ...line]));
}
