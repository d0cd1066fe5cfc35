import { pickChanges } from '../../src/changes/pick-changes.ts';
import { diffToMailHtml } from '../../src/delivery/diff-mail.ts';
import { diffToText } from '../../src/delivery/diff-text.ts';
import type { PolicyDiff } from '../../src/domain/diff/types.ts';
import type { DiffMessages } from '../../src/language/diff-messages.ts';
import { diffView } from '../../src/pages/diff/diff-view.ts';
import { sideBySideView } from '../../src/pages/diff/side-by-side.ts';
import { feedPen } from '../../src/pages/feed-pen.ts';

/** A rendering of a diff as somebody reads it who unfolds nothing: what came is `{+…+}`, what went `[-…-]`. */
export type Surface = { readonly name: string; readonly text: string };

/** The same diff in every rendering. */
export async function readSurfaces(diff: PolicyDiff, messages: DiffMessages): Promise<Surface[]> {
  const titles = { before: 'V1', after: 'V2' };
  const feed = pickChanges(diff, [{ pen: feedPen(diff, messages), maxBytes: 60_000 }], messages);
  const page = await diffView(diff, messages);
  const beside = await sideBySideView(diff, messages, titles);
  return [
    { name: 'text', text: readText(diffToText(diff, { messages }).text, messages) },
    { name: 'mail', text: readHtml(diffToMailHtml(diff, { messages, maxBytes: 60_000 }).html) },
    { name: 'page', text: readHtml(page.toString()) },
    { name: 'side by side', text: readHtml(beside.toString()) },
    { name: 'feed', text: readHtml(feed.texts[0]!) },
  ];
}

/** A text mail with its marks as those of the others, each block on a line. */
export function readText(text: string, { added, removed, colon }: DiffMessages): string {
  const joined = text
    .replaceAll(/\n(?!\n|\s*[*(-])\s*/g, (_, at: number) => (isCjk(text[at - 1] ?? '') ? '' : ' '))
    .replaceAll(/[ \t]+/g, ' ');
  const mark = (label: string, open: string, close: string) => (all: string) =>
    all.replaceAll(
      new RegExp(`\\[${literally(label + colon)}((?:[^\\]]|\\](?=[^\\s\\[]))*?)\\]`, 'g'),
      (_, words: string) => open + words + close,
    );
  return mark(removed, '[-', '-]')(mark(added, '{+', '+}')(joined));
}

/** What is seen of HTML, each block on a line. */
export function readHtml(html: string): string {
  return html
    .replaceAll(/<details[^>]*>\s*<summary>([\s\S]*?)<\/summary>[\s\S]*?<\/details>/g, '<p>$1</p>')
    .replaceAll(
      /<(bdi|span)[^>]*(?:class="diff-spoken"|font-size:0)[^>]*>(?:(?!<\/\1>)[\s\S])*(?:<\/bdi>)?<\/\1>/g,
      '',
    )
    .replaceAll(/<ins[^>]*>/g, '{+')
    .replaceAll('</ins>', '+}')
    .replaceAll(/<del[^>]*>/g, '[-')
    .replaceAll('</del>', '-]')
    .replaceAll(/<\/?(?:p|div|h\d|li|ul|tr|section|nav|aside|table|thead|tbody|br)\b[^>]*>/g, '\n')
    .replaceAll(/<\/t[dh]>/g, ' ¦ ')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll(/[ \t]+/g, ' ')
    .replaceAll(/ ?\n\s*/g, '\n');
}

function isCjk(char: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uff60]/u.test(char);
}

function literally(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
