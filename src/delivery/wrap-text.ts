/** How wide lines of a plain text mail are, in columns; ideographs and kana take two. */
export const TEXT_WIDTH = 76;

const WIDE =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\u3000-\\u303F\\uFF00-\\uFF60]';
/** White space at which a line may break: not at no-break spaces. */
const BREAK = '[^\\S\\u00A0\\u202F]';
const OPENING = '[\\[(（「『【〈《〔［｛]';
const CLOSING = '[、。，．・：；！？ー）」』】〉》〕］｝…]';

/*
 * What must stay on one line: a run without spaces, or one wide character, each with the brackets
 * that open before it and the punctuation that may not start a line after it.
 */
const PIECE = new RegExp(`(${BREAK}*)(${OPENING}*(?:${WIDE}|(?:(?!${WIDE}|${BREAK}).)+)${CLOSING}*)`, 'gu');
const WIDE_CHARACTER = new RegExp(WIDE, 'gu');

/**
 * Wraps text to lines of `TEXT_WIDTH`, each line of it by itself, every new one indented by `indent`.
 *
 * What has no place to break, such as a URL, is left whole however long it is.
 */
export function wrapText(text: string, indent = ''): string {
  return text
    .split('\n')
    .map((line) => wrapLine(line, indent))
    .join('\n');
}

function wrapLine(line: string, indent: string): string {
  const lines: string[] = [];
  let current = '';
  for (const [, space, piece] of line.trimEnd().matchAll(PIECE)) {
    const joint = current === '' || space === '' ? '' : ' ';
    if (current !== '' && columns(indent + current + joint + piece) > TEXT_WIDTH) {
      lines.push(indent + current);
      current = piece!;
    } else {
      current += joint + piece;
    }
  }
  return [...lines, current === '' ? '' : indent + current].join('\n');
}

/** How many columns a line of text takes. */
export function columns(text: string): number {
  return text.length + (text.match(WIDE_CHARACTER)?.length ?? 0);
}
