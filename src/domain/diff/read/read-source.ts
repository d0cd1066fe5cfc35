/** A policy's text as it was sent, before anything is read in it. */
export type Source = {
  readonly lineEndings: 'lf' | 'crlf' | 'mixed';
  readonly byteOrderMark: boolean;
  /** The lines of its front matter, which readers do not see. */
  readonly matter: readonly string[];
  /** The text itself, with line feeds alone. */
  readonly body: string;
};

// The parser goes over all lines of a quote once for each that it is nested in.
const HAS_DEEP_QUOTES = />(?:[ \t]*>){4}/;
const DEEP_QUOTES = /^((?:[ \t]*>){4})[ \t>]*>/gm;

/** Sets apart what stands around a policy's text and what no reader sees. */
export function readSource(source: string): Source {
  const byteOrderMark = source.startsWith('\uFEFF');
  const hasCr = source.includes('\r');
  const lineEndings = !hasCr ? 'lf' : /[^\r]\n|^\n/.test(source) ? 'mixed' : 'crlf';
  // The parser reads U+0000 as U+FFFD, as CommonMark asks.
  const text = (hasCr ? source.replace(/\r\n?/g, '\n') : source).replaceAll('\u0000', '\uFFFD');
  const content = byteOrderMark ? text.slice(1) : text;
  const matter = /^---[ \t]*\n(?=[\w-]+[ \t]*:)([\s\S]*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)/.exec(content);
  const body = matter === null ? content : content.slice(matter[0].length);
  return {
    lineEndings,
    byteOrderMark,
    body: HAS_DEEP_QUOTES.test(body) ? body.replace(DEEP_QUOTES, '$1') : body,
    matter: matter === null ? [] : matter[1]!.split('\n'),
  };
}

const HTML_START =
  /^\s*<(?:!doctype|html|head|body|h[1-6]|p|div|section|article|main|header|nav|ul|ol|dl|table)\b/i;

/** Whether a text is HTML from its first tag to its last, so that nothing in it is Markdown. */
export function isHtml(body: string): boolean {
  return HTML_START.test(body) && /<\/\w+>\s*$/.test(body);
}
