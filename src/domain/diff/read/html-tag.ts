/** A tag in HTML source. */
export type Tag = {
  /** In lower case. */
  readonly name: string;
  readonly closing: boolean;
  /** The whole of it, from `<` to `>`. */
  readonly source: string;
  /** Where the text goes on. */
  readonly end: number;
};

// Longer ones are text: nobody writes them, and looking for their end must not take long.
const LONGEST_TAG = 10_000;

/** The tag that starts at `at`; null when what stands there is not a tag. */
export function readTag(source: string, at: number): Tag | null {
  const name = /<\/?([a-zA-Z][\w:-]*)|<[!?]/y;
  name.lastIndex = at;
  const found = name.exec(source);
  if (found === null) return null;
  const limit = Math.min(source.length, at + LONGEST_TAG);
  let quote = '';
  for (let end = at + found[0].length; end < limit; end++) {
    const char = source[end]!;
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === '>') {
      const tag = source.slice(at, end + 1);
      return { name: (found[1] ?? '!').toLowerCase(), closing: tag[1] === '/', source: tag, end: end + 1 };
    } else if (char === '"' || char === "'") {
      quote = char;
    } else if (char === '<') {
      return null;
    }
  }
  return null;
}

/** Where a link's opening tag leads, as it is written; null when it leads nowhere. */
export function hrefOf(tag: Tag): string | null {
  const found = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i.exec(tag.source);
  return found === null ? null : (found[1] ?? found[2] ?? found[3] ?? null);
}
