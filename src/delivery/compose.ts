import { escapeToBuffer } from 'hono/utils/html';
import { pickChanges } from '../changes/pick-changes.ts';
import { bodyPieces, type MailBody, type OwnWords } from '../domain/notices/mail-body.ts';
import { directionOf, messagesIn } from '../language/languages.ts';
import { mailPen } from './diff-mail.ts';
import { textPen, trimEnd } from './diff-text.ts';
import { fillShell } from './fill-shell.ts';
import type { Mail } from './mailer.ts';
import { comparisonWords } from './notice-besides.ts';
import { noticeContent } from './notice-content.ts';
import type { NoticeFacts, ToldFacts } from './notice-facts.ts';
import { type NoticeChanges, noticeToText } from './notice-text.ts';
import type { DocumentWords, NoticeContent, VersionWords } from './notice-words.ts';
import { announcement } from './shells/announcement.ts';
import { receipt } from './shells/receipt.ts';
import { reminder } from './shells/reminder.ts';
import { withdrawal } from './shells/withdrawal.ts';
import { columns, TEXT_WIDTH, wrapText } from './wrap-text.ts';

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
  'receipt-consent-refused': receipt,
};

/**
 * Writes the mail that tells of a version or several, of their withdrawal, or of its reader's own act. Pure: the same
 * facts, the same bytes.
 */
export function composeNotice(...told: ToldFacts): Rendition {
  const content = withRoom(noticeContent(told), told);
  const shell = shellWriter(told, content);
  const text = (changes: NoticeChanges) => noticeToText(content, changes);
  return { subject: content.subject, ...withChanges(told, shell, text) };
}

/** The same notice with the last of its versions for which there is room; where that is not all, it says so. */
function withRoom(content: NoticeContent, told: ToldFacts): NoticeContent {
  const [facts] = told;
  const { words } = content;
  const most = MOST_FOR_VERSIONS / told.length;
  const versions = lastWithRoom(content.versions, facts, most);
  const documents = content.documents.map((one, i) => ({
    ...one,
    versions: lastWithRoom(one.versions, told[i] ?? facts, most),
  }));
  const isWhole =
    versions.length === content.versions.length &&
    documents.every((one, i) => one.versions.length === content.documents[i]?.versions.length);
  if (isWhole) return content;
  const { earlierOnPage } = messagesIn(facts.language).mail;
  return { ...content, versions, documents, words: { ...words, earlierOnPage } };
}

function lastWithRoom(
  versions: readonly VersionWords[],
  facts: NoticeFacts,
  most: number,
): readonly VersionWords[] {
  let bytes = 0;
  const first = versions.findLastIndex((version) => {
    bytes += new TextEncoder().encode(versionToMailHtml(version, facts)).byteLength;
    return bytes > most;
  });
  return versions.slice(Math.min(first + 1, versions.length - 1));
}

function shellWriter(told: ToldFacts, { words, versions, documents }: NoticeContent) {
  const [facts] = told;
  const slots = Object.fromEntries(
    Object.entries(words).map(([name, text]) => [name, text === null ? null : escapeHtml(text)]),
  );
  const ofVersions = versions.map((version) => versionToMailHtml(version, facts)).join('\n');
  const ofDocuments = documents.map((one, i) => documentToMailHtml(one, told[i] ?? facts)).join('\n');
  return ({ changes, moreOnPage }: NoticeChanges): MailBody =>
    fillShell(SHELLS[facts.kind], {
      ...slots,
      versions: versions.length === 0 ? null : ofVersions,
      documents: documents.length === 0 ? null : ofDocuments,
      changes: told.every(({ diff }) => diff === null) ? null : changes,
      moreOnPage: moreOnPage === null ? null : escapeHtml(moreOnPage),
    });
}

type Write = (changes: NoticeChanges) => MailBody;

/** Writes both parts with as many changes in them as there is room for in either, the same ones, and says how many are not there. */
function withChanges(told: ToldFacts, html: Write, text: Write): Pick<Rendition, 'html' | 'text'> {
  const [{ language }] = told;
  const none = { changes: '', moreOnPage: null };
  const compared = told.flatMap((facts) => (facts.diff === null ? [] : [{ ...facts, diff: facts.diff }]));
  if (compared.length === 0) return { html: html(none), text: text(none) };
  const messages = messagesIn(language);
  const moreOnPage = (count: number) => (count > 0 ? messages.mail.moreOnPage({ count }) : null);
  const roomIn = (write: Write) =>
    LARGEST_BODY - bodySize(write({ changes: '', moreOnPage: moreOnPage(1_000_000) }));
  const rooms = [roomIn(html), roomIn(text)];
  const written: [string[], string[]] = [[], []];
  let more = 0;
  for (const [place, facts] of compared.entries()) {
    const { diff } = facts;
    const openings = told.length === 1 ? ['', ''] : changesOpening(facts);
    // What one document leaves of its share is for those after it.
    const share = rooms.map((room, i) =>
      Math.max(0, Math.floor(room / (compared.length - place)) - byteLength(openings[i] ?? '')),
    );
    const { texts, leftOut } = pickChanges(
      diff,
      [
        { pen: mailPen(diff, messages.diff), maxBytes: share[0]! },
        { pen: textPen(diff, messages.diff), maxBytes: share[1]! },
      ],
      messages.diff,
    );
    more += leftOut;
    const [htmlChanges = '', textChanges = ''] = texts;
    const parts = told.length === 1 ? [htmlChanges] : [openings[0], inLanguageOf(facts, htmlChanges)];
    const both = [parts.join(''), `${openings[1]}${trimEnd(textChanges)}`];
    for (const i of [0, 1] as const) {
      written[i].push(both[i] ?? '');
      rooms[i] = (rooms[i] ?? 0) - byteLength(both[i] ?? '') - 2;
    }
  }
  return {
    html: html({ changes: written[0].join('\n'), moreOnPage: moreOnPage(more) }),
    text: text({ changes: written[1].join('\n\n'), moreOnPage: moreOnPage(more) }),
  };
}

/** What stands above the changes of one of several documents, in both parts: its title, and what they were compared with. */
function changesOpening(facts: NoticeFacts): readonly [string, string] {
  const title = facts.policy.title;
  const compared = comparisonWords(facts);
  const line = (style: string, words: string) => `<p style="margin:0;${style}">${escapeHtml(words)}</p>\n`;
  return [
    `${line('margin-top:22px;font-weight:700;font-size:17px;line-height:25px', title)}${
      compared === null ? '' : line('font-size:14px;line-height:21px', compared)
    }`,
    `${wrapText(title)}\n${'-'.repeat(Math.min(columns(title), TEXT_WIDTH))}\n\n${
      compared === null ? '' : `${wrapText(compared)}\n\n`
    }`,
  ];
}

/** A part in the language of a policy. */
function inLanguageOf({ diffLocale }: NoticeFacts, html: string): string {
  return `<div lang="${diffLocale}" dir="${directionOf(diffLocale)}">${html}</div>`;
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).byteLength;
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

/** The section of one of several documents: a panel of its own, as the facts of a single one have. */
function documentToMailHtml(
  { heading, opening, summary, summaryLocale, versions, facts, remark }: DocumentWords,
  told: NoticeFacts,
): string {
  const line = (style: string, html: string, attributes = 'class="m-text"') =>
    `<p ${attributes} style="margin:0;${style}">${html}</p>`;
  const text = 'font-size:16px;line-height:25px;color:#1b2430';
  const label = 'margin-top:14px;font-size:13px;line-height:20px;color:#525e6d';
  const ofPolicy = `class="m-text" lang="${summaryLocale}" dir="${directionOf(summaryLocale)}"`;
  const lines = [
    line(
      'margin-top:14px;font-weight:700;font-size:19px;line-height:26px;color:#1b2430',
      escapeHtml(heading),
    ),
    ...(opening === null ? [] : [line(`${text};font-weight:600`, escapeHtml(opening))]),
    ...(summary === null ? [] : [line(text, escapeHtml(summary), ofPolicy)]),
    ...(versions.length === 0
      ? []
      : [`<div class="m-text">${versions.map((one) => versionToMailHtml(one, told)).join('\n')}</div>`]),
    ...facts.flatMap(([name, value], i) => [
      line(label, escapeHtml(name), 'class="m-muted"'),
      line(`${text}${i === 0 ? ';font-weight:600' : ''};overflow-wrap:anywhere`, escapeHtml(value)),
    ]),
    ...(remark === null ? [] : [line(label, escapeHtml(remark), 'class="m-muted"')]),
  ];
  const style =
    'background-color:#f5f7fa;border:1px solid #d5dce4;border-collapse:separate;border-radius:8px;margin-top:24px';
  return `<table role="presentation" width="100%" border="0" cellpadding="0" cellspacing="0" class="m-panel" style="${style}"><tbody><tr><td style="padding:4px 20px 18px">
${lines.join('\n')}
</td></tr></tbody></table>`;
}

/** Words as HTML; their lines stay lines. */
export function escapeHtml(text: string): string {
  const buffer: [string] = [''];
  escapeToBuffer(text, buffer);
  // Outlook for Windows knows no `white-space`.
  return buffer[0].replaceAll('\n', '<br/>\n');
}

type OfReader = { readonly url: string; readonly words?: OwnWords | null };

/** The words of a mail with its reader's own link and words in them. The URL must need no escaping in HTML. */
export function fillRendition(
  rendition: Rendition,
  of: OfReader,
): { readonly subject: string; readonly html: string; readonly text: string } {
  const { subject, html, text } = fillMail(rendition, of);
  return { subject, html, text };
}

/** The same, to be sent: with the pieces that it shares with the other mails of its batch. */
export function fillMail(
  { subject, html, text }: Rendition,
  { url, words }: OfReader,
): Pick<Mail, 'subject' | 'html' | 'text' | 'pieces'> {
  const own = words ?? {};
  const pieces = {
    html: bodyPieces(html, { url, words: own, write: escapeHtml }),
    text: bodyPieces(text, { url, words: own, write: (text) => text }),
  };
  return { subject, html: pieces.html.join(''), text: pieces.text.join(''), pieces };
}
