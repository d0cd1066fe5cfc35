import type { MailBody, OwnWord } from '../domain/notices/mail-body.ts';
import type { NoticeContent, VersionWords } from './notice-words.ts';
import { columns, TEXT_WIDTH, wrapText } from './wrap-text.ts';

/** What of a notice depends on the room that is left for it. */
export type NoticeChanges = { readonly changes: string; readonly moreOnPage: string | null };

/**
 * The plain text part of a notice, cut wherever the review URL or the reader's own words go.
 *
 * It is written for reading, says all that the HTML says, and is complete without it.
 */
export function noticeToText(
  { words, versions, documents }: NoticeContent,
  { changes, moreOnPage }: NoticeChanges,
): MailBody {
  const parts: MailBody[number][] = [];
  let part = '';
  const say = (text: string) => {
    part += text;
  };
  const paragraph = (text: string | null | undefined, indent = '') => {
    if (text) say(`${wrapText(text, indent)}\n\n`);
  };
  const title = (text: string | null | undefined) => {
    if (text) say(`${wrapText(text)}\n${'-'.repeat(Math.min(columns(text), TEXT_WIDTH))}\n\n`);
  };
  const colon = (words.colon ?? '').trimEnd();
  const fact = (label: string | null | undefined, value: string | null | undefined) => {
    if (label && value) say(`${wrapText(label + colon)}\n${wrapText(value, '  ')}\n\n`);
  };
  const ownFact = (label: string | null | undefined, own: OwnWord) => {
    if (!label) return;
    say(`${wrapText(label + colon)}\n  `);
    parts.push(part, { own });
    part = '\n\n';
  };
  const link = (label: string | null | undefined, fragment = '') => {
    if (!label) return;
    say(`${wrapText(label + colon)}\n`);
    parts.push(part);
    part = `${fragment}\n\n`;
  };

  const tellVersion = ({ heading, effect, reason, summary }: VersionWords) => {
    const labelled = [effect, reason].flatMap((one) =>
      one === null ? [] : [`${one[0]}${words.colon}${one[1]}`],
    );
    const lines = [...labelled, ...(summary === null ? [] : [summary])];
    say(`${wrapText(heading)}\n${lines.map((line) => wrapText(line, '  ')).join('\n')}\n\n`);
  };

  paragraph(words.opening);
  paragraph(words.company);
  title(words.heading);
  paragraph(words.lead);
  fact(words.summaryLabel, words.summary);
  if (versions.length > 0) title(words.summaryLabel);
  versions.forEach(tellVersion);
  for (const one of documents) {
    title(one.heading);
    paragraph(one.opening);
    paragraph(one.summary);
    one.versions.forEach(tellVersion);
    for (const [label, value] of one.facts) fact(label, value);
    paragraph(one.remark);
  }

  paragraph(words.earlierOnPage);
  fact(words.reasonLabel, words.reason);
  fact(words.whenLabel, words.when);
  fact(words.declineLabel, words.decline);
  fact(words.silenceLabel, words.silence);
  paragraph(words.consentAsked);
  fact(words.meaningLabel, words.meaning);
  fact(words.policyLabel, words.policyName);
  fact(words.versionLabel, words.versionName);
  fact(words.fingerprintLabel, words.fingerprint);
  ownFact(words.partLabel, 'part');
  ownFact(words.recordedAtLabel, 'recordedAt');
  ownFact(words.keptUntilLabel, 'keptUntil');
  ownFact(words.mayEndLabel, 'mayEnd');
  ownFact(words.useEndsLabel, 'useEnds');
  ownFact(words.countsAgainLabel, 'countsAgain');
  ownFact(words.stillLeavingLabel, 'stillLeaving');
  link(words.review);
  link(words.leave, '#leave');
  paragraph(words.nothingYet);
  paragraph(words.notYou);
  title(words.changesLabel);
  paragraph(words.comparedWith);
  if (changes !== '') say(`${changes.trimEnd()}\n\n`);
  paragraph(words.noChangesShown);
  if (moreOnPage !== null) {
    paragraph(moreOnPage);
    link(words.seeAllChanges);
  }
  say(`${'-'.repeat(TEXT_WIDTH)}\n`);
  paragraph(words.whyYouGotThis);
  paragraph(words.linksLeadTo);
  paragraph(words.findable);
  paragraph(words.replies);
  fact(words.contact && words.contactLabel, words.contact);
  paragraph(words.legalFooter);
  return [...parts, `${part.trimEnd()}\n`];
}
