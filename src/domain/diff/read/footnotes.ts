import type MarkdownIt from 'markdown-it';

const FOOTNOTE = /^\[\^([^\]\s]{1,99})\]:[ \t]*(?=\S)/;

/**
 * Lets a parser read a footnote, `[^1]: Daily.`, as a paragraph where it stands: to Markdown it would be where
 * a link leads, or a line in brackets. Pages and the diff read it alike.
 */
export function footnoteRule(parser: InstanceType<typeof MarkdownIt>): void {
  parser.block.ruler.before(
    'reference',
    'footnote',
    (state, startLine, _endLine, silent) => {
      const start = state.bMarks[startLine]! + state.tShift[startLine]!;
      const line = state.src.slice(start, state.eMarks[startLine]!);
      const found = state.sCount[startLine]! - state.blkIndent >= 4 ? null : FOOTNOTE.exec(line);
      if (found === null) return false;
      if (silent) return true;
      state.line = startLine + 1;
      state.push('paragraph_open', 'p', 1).map = [startLine, state.line];
      const inline = state.push('inline', '', 0);
      inline.content = `[^${found[1]}] ${line.slice(found[0].length)}`.trim();
      inline.map = [startLine, state.line];
      inline.children = [];
      state.push('paragraph_close', 'p', -1);
      return true;
    },
    { alt: ['paragraph', 'reference'] },
  );
}
