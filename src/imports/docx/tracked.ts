import { quoted } from '../collect-remarks.ts';
import { attributeOf, textOf, type XmlElement } from '../xml.ts';

const DONE: Readonly<Record<string, string>> = {
  'w:ins': 'Inserted',
  'w:del': 'Deleted',
  'w:moveTo': 'Moved to here',
  'w:moveFrom': 'Moved away from here',
};

/** Whether an element is a change of words that nobody has accepted or refused. */
export function isChange({ name }: XmlElement): boolean {
  return DONE[name] !== undefined;
}

/** What a tracked change does, by whom and when, with its words. */
export function changeIn(change: XmlElement, words = wordsIn(change)): string {
  const author = attributeOf(change, 'w:author') ?? '';
  const date = attributeOf(change, 'w:date')?.slice(0, 10) ?? '';
  const by = `${author === '' ? '' : ` by ${author.slice(0, 100)}`}${date === '' ? '' : ` on ${date}`}`;
  return `${DONE[change.name] ?? 'Changed'}${by}: ${words}.`;
}

function wordsIn(change: XmlElement): string {
  const name = change.name === 'w:del' ? 'w:delText' : 'w:t';
  const words = textOf(change, name);
  return words === '' ? 'something without words' : quoted(words);
}
