import { isHidden } from '../../domain/diff/read/block.ts';
import { htmlBlocks } from '../../domain/diff/read/html-blocks.ts';

/** What is not on the page. */
const UNSEEN = /(<\/?(?:title|template|noscript|noframes)\b[^<>]*>)/i;
/** What only says how words are set. */
const SETTING = /<\/?(?:sup|sub|s|strike|del)\b[^<>]*>/gi;

/** The words of a page as the reader of policies reads it, which takes tags for what they look like and knows no tree. */
export function rawWordsOfPage(source: string): string {
  let hides: string | null = null;
  const seen = source.split(UNSEEN).filter((part) => {
    const [, slash, name] = /^<(\/?)(title|template|noscript|noframes)\b/i.exec(part) ?? [];
    if (name === undefined) return hides === null;
    if (hides === null && slash === '') hides = name.toLowerCase();
    else if (slash === '/' && hides === name.toLowerCase()) hides = null;
    return false;
  });
  return htmlBlocks(seen.join('').replace(SETTING, ''))
    .filter((block) => !isHidden(block))
    .map(({ text }) => text)
    .join('');
}
