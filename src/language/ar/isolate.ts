/**
 * A piece of text from elsewhere, to stand inside an Arabic sentence: a Latin name or an address in it
 * would change the order of the words around it otherwise. U+2068 and U+2069, the first strong isolate
 * of Unicode's bidirectional algorithm (UAX 9).
 */
export function isolate(text: string): string {
  return `\u2068${text}\u2069`;
}

/** A title or a quotation, in Arabic quotation marks. */
export function quote(text: string): string {
  return `«${isolate(text)}»`;
}
