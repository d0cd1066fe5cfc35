import { decodeEntities } from '../../domain/diff/read/html-blocks.ts';
import { readTag } from '../../domain/diff/read/html-tag.ts';

/** What is not on the page. */
const UNSEEN = new Set(['script', 'style', 'title', 'template', 'noscript', 'noframes']);

/**
 * The words of a page by its source alone: whatever is no tag, no comment and in nothing that browsers do not show.
 * It knows no tree, so that what a tree loses is seen; in time linear in the page's length.
 */
export function rawWordsOfPage(source: string): string {
  const words: string[] = [];
  for (let at = 0; at < source.length; ) {
    const next = source.indexOf('<', at);
    words.push(source.slice(at, next === -1 ? source.length : next));
    if (next === -1) break;
    if (source.startsWith('<!--', next)) {
      at = placeAfter(source, '-->', next + 4);
      continue;
    }
    const tag = readTag(source, next);
    if (tag === null) {
      words.push('<');
      at = next + 1;
    } else {
      const isUnseen = !tag.closing && UNSEEN.has(tag.name);
      at = isUnseen ? placeAfter(source, `</${tag.name}[^>]*>`, tag.end) : tag.end;
    }
  }
  return decodeEntities(words.join(''));
}

/** Where it goes on after what ends something that is not seen: at the end of the page where nothing does. */
function placeAfter(source: string, end: string, from: number): number {
  const found = new RegExp(end, 'gi');
  found.lastIndex = from;
  return found.exec(source) === null ? source.length : found.lastIndex;
}
