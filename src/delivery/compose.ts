import { escapeToBuffer } from 'hono/utils/html';
import { pickChanges } from '../changes/pick-changes.ts';
import type { MailBody } from '../domain/notices/mail-body.ts';
import { directionOf, messagesIn } from '../language/languages.ts';
import { mailPen } from './diff-mail.ts';
import { textPen, trimEnd } from './diff-text.ts';
import { fillShell } from './fill-shell.ts';
import { noticeContent } from './notice-content.ts';
import type { NoticeFacts } from './notice-facts.ts';
import { type NoticeChanges, noticeToText } from './notice-text.ts';
import type { NoticeContent, VersionWords } from './notice-words.ts';
import { announcement } from './shells/announcement.ts';
import { receipt } from './shells/receipt.ts';
import { reminder } from './shells/reminder.ts';
import { withdrawal } from './shells/withdrawal.ts';

/**
 * A notice written out, but for what differs from reader to reader: `fillRendition` gives the mail. The
 * review URL must need no escaping in HTML, and be at most `LONGEST_URL` bytes long.
 */
export type Rendition = {
  /** One line. */
  readonly subject: string;
  readonly html: MailBody;
  readonly text: MailBody;
};

/** The longest review URL, in bytes, for which a mail is sure to stay within `LARGEST_BODY`. */
export const LONGEST_URL = 300;

/** The most bytes of UTF-8 that the HTML of a mail has once its links are in; so does its text. Gmail clips near 102 KB. */
export const LARGEST_BODY = 70_000;

/** The most bytes of that which several versions take; the told one always has its room. */
const MOST_FOR_VERSIONS = 30_000;

const SHELLS: Readonly<Record<NoticeFacts['kind'], string>> = {
  announcement,
  reminder,
  withdrawal,
  'receipt-accepted': receipt,
  'receipt-leaving': receipt,
  'receipt-stayed': receipt,
  'receipt-kept-old': receipt,
  'receipt-kept-old-part': receipt,
  'receipt-left-part': receipt,
  'receipt-no-taken-back': receipt,
  'receipt-consent-withdrawn': receipt,
};

/** Writes the mail that tells of a version, of its withdrawal, or of its reader's own act. Pure: the same facts, the same bytes. */
export function composeNotice(facts: NoticeFacts): Rendition {
  const content = withRoom(noticeContent(facts), facts);
  const shell = shellWriter(facts, content);
  const text = (changes: NoticeChanges) => noticeToText(content, changes);
  return { subject: content.subject, ...withChanges(facts, shell, text) };
}

/** The same notice with the last of its versions for which there is room; where that is not all, it says so. */
function withRoom(content: NoticeContent, facts: NoticeFacts): NoticeContent {
  const { versions, words } = content;
  let bytes = 0;
  const first = versions.findLastIndex((version) => {
    bytes += new TextEncoder().encode(versionToMailHtml(version, facts)).byteLength;
    return bytes > MOST_FOR_VERSIONS;
  });
  const kept = versions.slice(Math.min(first + 1, versions.length - 1));
  if (kept.length === versions.length) return content;
  const { earlierOnPage } = messagesIn(facts.language).mail;
  return { ...content, versions: kept, words: { ...words, earlierOnPage } };
}

function shellWriter(facts: NoticeFacts, { words, versions }: NoticeContent) {
  const slots = Object.fromEntries(
    Object.entries(words).map(([name, text]) => [name, text === null ? null : escapeHtml(text)]),
  );
  const told = versions.map((version) => versionToMailHtml(version, facts)).join('\n');
  return ({ changes, moreOnPage }: NoticeChanges): MailBody =>
    fillShell(SHELLS[facts.kind], {
      ...slots,
      versions: versions.length === 0 ? null : told,
      changes: facts.diff === null ? null : changes,
      moreOnPage: moreOnPage === null ? null : escapeHtml(moreOnPage),
    });
}

type Write = (changes: NoticeChanges) => MailBody;

/** Writes both parts with as many changes in them as there is room for in either, the same ones, and says how many are not there. */
function withChanges(
  { diff, language }: NoticeFacts,
  html: Write,
  text: Write,
): Pick<Rendition, 'html' | 'text'> {
  const none = { changes: '', moreOnPage: null };
  if (diff === null) return { html: html(none), text: text(none) };
  const messages = messagesIn(language);
  const moreOnPage = (count: number) => (count > 0 ? messages.mail.moreOnPage({ count }) : null);
  const roomIn = (write: Write) =>
    Math.max(0, LARGEST_BODY - bodySize(write({ changes: '', moreOnPage: moreOnPage(1_000_000) })));
  const { texts, leftOut } = pickChanges(
    diff,
    [
      { pen: mailPen(diff, messages.diff), maxBytes: roomIn(html) },
      { pen: textPen(diff, messages.diff), maxBytes: roomIn(text) },
    ],
    messages.diff,
  );
  const more = moreOnPage(leftOut);
  return {
    html: html({ changes: texts[0]!, moreOnPage: more }),
    text: text({ changes: trimEnd(texts[1]!), moreOnPage: more }),
  };
}

function bodySize(parts: MailBody): number {
  return new TextEncoder().encode(parts.join('')).byteLength + (parts.length - 1) * LONGEST_URL;
}

/** One of several versions under its number and class, in the look of the shell around it. */
function versionToMailHtml(
  { heading, effect, reason, summary, summaryLocale }: VersionWords,
  { language }: NoticeFacts,
): string {
  const { diff } = messagesIn(language);
  const line = (style: string, html: string, attributes = '') =>
    `<p${attributes} style="margin:0;${style}">${html}</p>`;
  const ofPolicy = ` lang="${summaryLocale}" dir="${directionOf(summaryLocale)}"`;
  const labelled = ([label, value]: readonly [string, string]) => escapeHtml(`${label}${diff.colon}${value}`);
  return [
    line('margin-top:14px;font-weight:600;font-size:16px;line-height:25px', escapeHtml(heading)),
    ...(effect === null ? [] : [line('font-size:14px;line-height:21px', labelled(effect))]),
    ...(reason === null ? [] : [line('font-size:14px;line-height:21px', labelled(reason))]),
    ...(summary === null ? [] : [line('font-size:16px;line-height:25px', escapeHtml(summary), ofPolicy)]),
  ].join('\n');
}

/** Words as HTML; their lines stay lines. */
export function escapeHtml(text: string): string {
  const buffer: [string] = [''];
  escapeToBuffer(text, buffer);
  // Outlook for Windows knows no `white-space`.
  return buffer[0].replaceAll('\n', '<br/>\n');
}
