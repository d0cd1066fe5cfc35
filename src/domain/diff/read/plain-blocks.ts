import type { RawBlock } from './block.ts';

const MARKDOWN = [
  /^ {0,3}#{1,6}[ \t]+\S/m,
  /\][\u200b-\u200f\u061c\u202a-\u202e\u2066-\u2069]*\(|\]:[ \t]|\*\*\S|__\S|`[^`\n]+`|~~\S|<[a-zA-Z!/][^<>\n]*>|&\w+;|\{:/,
  /(?<![\w*])[*_][^\s*_][^*_\n]*[*_](?![\w*])/,
  /^[ \t]*(?:>|\||```|~~~)/m,
  /^[ \t]*(?:=+|-{3,}|\*{3,})[ \t]*$/m,
  /^[^|\n]+\|[^|\n]+\n[ \t|:-]+\|[ \t|:-]+$/m,
  // A list: in plain text, a dash at a line's start within a paragraph is a dash.
  /(?:^|\n)[ \t]*(?:\n[ \t]*|(?<![\s\S]))(?:[-*+]|\d{1,9}[.)])[ \t]+\S/,
];

/** Whether a text shows no sign of Markdown or HTML, so that dashes and lines in it are what they look like. */
export function isPlain(source: string): boolean {
  return !MARKDOWN.some((sign) => sign.test(source));
}

/** Reads plain text: what stands between blank lines is a block, and a short line by itself is a heading. */
export function plainBlocks(source: string): RawBlock[] {
  const blocks: RawBlock[] = [];
  for (const stretch of source.split(/\n[ \t]*(?:\n[ \t]*)+/)) {
    const lines = stretch.split('\n');
    if (lines.length > 1 && isTitle(lines[0]!) && /^\s*[-–—•*]/.test(lines[1]!)) {
      blocks.push(block('heading', lines.shift()!));
    }
    let paragraph: string[] = [];
    const endParagraph = (isLast: boolean) => {
      const text = paragraph.join('\n');
      paragraph = [];
      if (text.trim() === '') return;
      const kind = ITEM.test(text) ? 'item' : isLast && isTitle(text) ? 'heading' : 'paragraph';
      blocks.push(block(kind, text));
    };
    for (const line of lines) {
      if (ITEM.test(line)) endParagraph(false);
      paragraph.push(line);
    }
    endParagraph(true);
  }
  return blocks;
}

const ITEM = /^\s*(?:[•◦▪●‣·*+]|\(?[\da-z]{1,3}\))\s/;

/** Whether a line reads like a heading: short, alone, and not a sentence. */
export function isTitle(text: string): boolean {
  const line = text.trim();
  return (
    line.length <= 80 &&
    !line.includes('\n') &&
    /^(?:[\p{Lu}\p{Lo}\p{Lt}]|\d+[.)]?\s+\p{L})/u.test(line) &&
    !/[.,;:!。、，；：！]$/.test(line) &&
    line.split(/\s+/).length <= 12
  );
}

function block(kind: 'heading' | 'paragraph' | 'item', source: string): RawBlock {
  const text = source.replace(/[ \t\n\r\f\v]+/g, ' ').trim();
  const level = kind === 'paragraph' ? 0 : 1;
  return {
    ...{ kind, level, lists: kind === 'item' ? 1 : 0, number: null, role: null },
    sources: [source.trim()],
    inline: { text, marks: [], links: [] },
  };
}
