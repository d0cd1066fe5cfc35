import { decodeReferences } from '../xml.ts';

/**
 * The words of a part of a .docx in the order they stand in, without regard to what they belong to.
 *
 * It knows nothing of paragraphs, lists and runs, so that it cannot miss what their reader misses. Deleted
 * words have an element of their own; what is there a second time for older programs is passed over.
 */
export function rawWords(source: string): string {
  const words: string[] = [];
  let older = 0;
  for (const [, slash, name, text] of source.matchAll(
    /<(\/?)(mc:Fallback|[wm]:t)(?:\s[^>]*)?(?:\/>|>([^<]*))/g,
  )) {
    if (name === 'mc:Fallback') older += slash === '' ? 1 : -1;
    else if (older === 0 && slash === '') words.push(decodeReferences(text ?? ''));
  }
  return words.join('');
}
