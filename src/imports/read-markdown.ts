import { type Block, isHidden } from '../domain/diff/read/block.ts';
import { parsePolicy } from '../domain/diff/read/parse-policy.ts';
import { quoted, type Remarks } from './collect-remarks.ts';

/** What CriticMarkup begins, and with what it ends. */
const ENDS: Readonly<Record<string, string>> = { '{++': '++}', '{--': '--}', '{~~': '~~}', '{>>': '<<}' };

/**
 * Takes a text that is Markdown already as it is, but for what editors leave in it: a mark of its byte order,
 * line ends of another system, and tracked changes and comments in CriticMarkup, which are accepted.
 */
export function readMarkdown(source: string, remarks: Remarks): string {
  const text = source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const kept: string[] = [];
  const keep = (words: string) => {
    kept.push(words);
    remarks.words(words);
  };
  const opener = /\{(?:\+\+|--|~~|>>)/g;
  const neverEnds = new Set<string>();
  let at = 0;
  for (let found = opener.exec(text); found !== null; found = opener.exec(text)) {
    const [sign] = found;
    const start = found.index + sign.length;
    const end = neverEnds.has(sign) ? -1 : text.indexOf(ENDS[sign]!, start);
    if (end === -1) {
      neverEnds.add(sign);
      continue;
    }
    keep(text.slice(at, found.index));
    keep(accepted(sign, text.slice(start, end), remarks));
    at = end + 3;
    opener.lastIndex = at;
  }
  keep(text.slice(at));
  return kept.join('');
}

/** What a change in CriticMarkup comes to when it is accepted. */
function accepted(sign: string, inside: string, remarks: Remarks): string {
  if (sign === '{>>') remarks.note('comment', `A comment was left out: ${quoted(inside)}.`);
  else if (sign === '{++') remarks.note('tracked', `Inserted: ${quoted(inside)}.`);
  else if (sign === '{--') remarks.note('tracked', `Deleted: ${quoted(inside)}.`);
  else {
    const [was = '', ...is] = inside.split('~>');
    remarks.note('tracked', `Replaced: ${quoted(was)} with ${quoted(is.join('~>'))}.`);
    return is.join('~>');
  }
  return sign === '{++' ? inside : '';
}

/** Notes what a text in Markdown shows that readers of a policy do not get to see: pictures, and scripts in it. */
export function notePictures(content: string, remarks: Remarks): void {
  for (const [, about = ''] of content.matchAll(/!\[([^\]\n]{0,200})\]\(/g)) {
    remarks.note('image', `A picture is shown as its description alone: ${quoted(about)}.`);
  }
  if (/<script[\s>]/i.test(content)) remarks.note('script', 'A script in the text never runs.');
}

/** The words of a text as readers of the policy and its comparisons see them. */
export function wordsOfPolicy(content: string): string {
  const { blocks } = parsePolicy(content);
  return blocks
    .filter((block: Block) => !isHidden(block))
    .map(({ text }) => text)
    .join(' ');
}
